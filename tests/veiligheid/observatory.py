"""Mozilla's HTTP Observatory, as far as it can judge a single answer.

Written after the published algorithm of github.com/mdn/mdn-http-observatory: the
modifiers and grades in src/grader/charts.js, the ten tests in src/analyzer/tests/,
and the sum in src/scanner/index.js, where bonus points count only from 90.
Where it looks further than one answer (several policies, the preload list, related
domains) this is stricter: it never gives more than the original.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlsplit

BASE = 100
ENOUGH_FOR_BONUS = 90
SIX_MONTHS = 15_552_000  # seconds; theirs, a little short of half a year

# From at least so many points
GRADES = {
    100: "A+",
    90: "A",
    85: "A-",
    80: "B+",
    70: "B",
    65: "B-",
    60: "C+",
    50: "C",
    45: "C-",
    40: "D+",
    30: "D",
    25: "D-",
    0: "F",
}

MODIFIERS = {
    "csp-implemented-with-no-unsafe-default-src-none": 10,
    "csp-implemented-with-no-unsafe": 5,
    "csp-implemented-with-unsafe-inline-in-style-src-only": 0,
    "csp-implemented-with-insecure-scheme-in-passive-content-only": -10,
    "csp-implemented-with-unsafe-eval": -10,
    "csp-implemented-with-insecure-scheme": -20,
    "csp-implemented-with-unsafe-inline": -20,
    "csp-header-invalid": -25,
    "csp-not-implemented": -25,
    "cookies-secure-with-httponly-sessions-and-samesite": 5,
    "cookies-secure-with-httponly-sessions": 0,
    "cookies-not-found": 0,
    "cookies-without-secure-flag-but-protected-by-hsts": -5,
    "cookies-without-secure-flag": -20,
    "cookies-session-without-secure-flag-but-protected-by-hsts": -10,
    "cookies-samesite-flag-invalid": -20,
    "cookies-anticsrf-without-samesite-flag": -20,
    "cookies-session-without-httponly-flag": -30,
    "cookies-session-without-secure-flag": -40,
    "cross-origin-resource-sharing-not-implemented": 0,
    "cross-origin-resource-sharing-implemented-with-public-access": 0,
    "cross-origin-resource-sharing-implemented-with-restricted-access": 0,
    "cross-origin-resource-sharing-implemented-with-universal-access": -50,
    "redirection-to-https": 0,
    "redirection-not-needed-no-http": 0,
    "redirection-off-host-from-http": -5,
    "redirection-not-to-https": -20,
    "redirection-missing": -20,
    "referrer-policy-private": 5,
    "referrer-policy-not-implemented": 0,
    "referrer-policy-unsafe": -5,
    "referrer-policy-header-invalid": -5,
    "hsts-implemented-max-age-at-least-six-months": 0,
    "hsts-implemented-max-age-less-than-six-months": -10,
    "hsts-not-implemented": -20,
    "hsts-header-invalid": -20,
    "sri-implemented-and-all-scripts-loaded-securely": 5,
    "sri-implemented-and-external-scripts-loaded-securely": 5,
    "sri-not-implemented-response-not-html": 0,
    "sri-not-implemented-but-no-scripts-loaded": 0,
    "sri-not-implemented-but-all-scripts-loaded-from-secure-origin": 0,
    "sri-not-implemented-but-external-scripts-loaded-securely": -5,
    "sri-implemented-but-external-scripts-not-loaded-securely": -20,
    "sri-not-implemented-and-external-scripts-not-loaded-securely": -50,
    "x-content-type-options-nosniff": 0,
    "x-content-type-options-not-implemented": -5,
    "x-content-type-options-header-invalid": -5,
    "x-frame-options-implemented-via-csp": 5,
    "x-frame-options-sameorigin-or-deny": 0,
    "x-frame-options-allow-from-origin": 0,
    "x-frame-options-not-implemented": -20,
    "x-frame-options-header-invalid": -20,
    "cross-origin-resource-policy-implemented-with-same-origin": 10,
    "cross-origin-resource-policy-implemented-with-same-site": 10,
    "cross-origin-resource-policy-implemented-with-cross-origin": 0,
    "cross-origin-resource-policy-not-implemented": 0,
    "cross-origin-resource-policy-header-invalid": -5,
}

BROAD = {"ftp:", "http:", "https:", "*"} | {
    f"{scheme}://{host}" for scheme in ("http", "https") for host in ("*", "*.*")
}
UNSAFE_INLINE = {"'unsafe-inline'", "data:"}
HASHED = ("'sha256-", "'sha384-", "'sha512-", "'nonce-")
PRIVATE = {
    "no-referrer",
    "same-origin",
    "strict-origin",
    "strict-origin-when-cross-origin",
}
TELLING = {
    "origin",
    "origin-when-cross-origin",
    "unsafe-url",
    "no-referrer-when-downgrade",
}


@dataclass(frozen=True)
class Answer:
    """What came back over https for one address.

    `headers` has its names in lower case and is without Set-Cookie; `over_http` is
    where plain http leads from the same address, "" when it leads nowhere and None
    when nothing listens there.
    """

    host: str
    headers: Mapping[str, str]
    html: str = ""
    cookies: tuple[str, ...] = ()
    over_http: str | None = None


@dataclass(frozen=True)
class Report:
    """The score, its grade, and what each of the ten tests did to it."""

    score: int
    grade: str
    modifiers: dict[str, int]


def observe(answer: Answer) -> Report:
    """Score an answer the way the Observatory scores a site."""
    results = (
        csp(answer),
        cookies(answer),
        cors(answer),
        redirection(answer),
        referrer(answer),
        hsts(answer),
        sri(answer),
        content_type(answer),
        framing(answer),
        resource_policy(answer),
    )
    modifiers = {result: MODIFIERS[result] for result in results}
    plain = BASE + sum(points for points in modifiers.values() if points < 0)
    whole = BASE + sum(modifiers.values())
    score = max(whole if plain >= ENOUGH_FOR_BONUS else plain, 0)
    return Report(score, next(g for p, g in GRADES.items() if score >= p), modifiers)


def directives(policy: str) -> dict[str, set[str]] | None:
    """A policy by directive; None where it can't be read, or is several at once."""
    found: dict[str, set[str]] = {}
    for part in filter(str.strip, policy.lower().split(";")):
        name, *sources = part.split()
        if name in found or "," in part:
            return None
        empty = {"'none'"} if name.endswith("-src") else set()
        found[name] = set(sources) or empty
    return found or None


def csp(answer: Answer) -> str:
    policy = answer.headers.get("content-security-policy")
    if policy is None:
        return "csp-not-implemented"
    found = directives(policy)
    if found is None:
        return "csp-header-invalid"
    default = found.get("default-src", {"*"})
    script, style, objects = (
        found.get(name, default) for name in ("script-src", "style-src", "object-src")
    )
    found["script-src"] = script = _effective(script)
    safe = "csp-implemented-with-no-unsafe"
    if default == {"'none'"}:
        safe += "-default-src-none"
    return _unsafe_csp(found, script, _without_inline(style), objects) or safe


def _without_inline(sources: set[str]) -> set[str]:
    """A nonce or a hash makes browsers ignore 'unsafe-inline'."""
    hashed = any(source.startswith(HASHED) for source in sources)
    return sources - {"'unsafe-inline'"} if hashed else sources


def _effective(script: set[str]) -> set[str]:
    """What is left of script-src where 'strict-dynamic' overrules its hosts."""
    hashed = any(source.startswith(HASHED) for source in script)
    if hashed and "'strict-dynamic'" in script:
        return {source for source in script if source.startswith("'")} - {"'self'"}
    return _without_inline(script)


def _unsafe_csp(
    found: dict[str, set[str]], script: set[str], style: set[str], objects: set[str]
) -> str:
    """The first thing that is wrong with a policy, in the Observatory's order."""
    default = found.get("default-src", set())
    seen = {name: found.get(name, default) for name in ("img-src", "media-src")}
    passive = set().union(*seen.values())
    active = set().union(*(s for name, s in found.items() if name not in seen))
    if "'strict-dynamic'" in script and not any(s.startswith(HASHED) for s in script):
        return "csp-header-invalid"
    if script & (BROAD | UNSAFE_INLINE) or objects & BROAD:
        return "csp-implemented-with-unsafe-inline"
    if any(source.startswith(("http:", "ftp:")) for source in active):
        return "csp-implemented-with-insecure-scheme"
    if "'unsafe-eval'" in script | style:
        return "csp-implemented-with-unsafe-eval"
    if any(source.startswith(("http:", "ftp:")) for source in passive):
        return "csp-implemented-with-insecure-scheme-in-passive-content-only"
    if style & (BROAD | UNSAFE_INLINE):
        return "csp-implemented-with-unsafe-inline-in-style-src-only"
    return ""


def cookies(answer: Answer) -> str:
    if not answer.cookies:
        return "cookies-not-found"
    protected = MODIFIERS[hsts(answer)] == 0
    found = [_cookie(cookie, protected=protected) for cookie in answer.cookies]
    order = list(MODIFIERS)
    return max(found, key=order.index)


def _cookie(cookie: str, *, protected: bool) -> str:
    """What is worst about a cookie; MODIFIERS has these from good to bad."""
    pair, *rest = (part.strip().lower() for part in cookie.split(";"))
    flags = dict(part.partition("=")[::2] for part in rest)
    name = pair.partition("=")[0]
    session = "sess" in name or "login" in name
    samesite = flags.get("samesite")
    kind = "session-" if session else ""
    by_hsts = "-but-protected-by-hsts" if protected else ""
    insecure = "secure" not in flags
    wrong = {
        f"cookies-{kind}without-secure-flag{by_hsts}": insecure,
        "cookies-samesite-flag-invalid": (
            samesite not in (None, "lax", "strict", "none")
            or (samesite == "none" and insecure)
        ),
        "cookies-anticsrf-without-samesite-flag": "csrf" in name and not samesite,
        "cookies-session-without-httponly-flag": session and "httponly" not in flags,
    }
    found = [result for result, is_wrong in wrong.items() if is_wrong]
    good = "cookies-secure-with-httponly-sessions"
    order = list(MODIFIERS)
    return max(
        found or [good if samesite is None else f"{good}-and-samesite"], key=order.index
    )


def cors(answer: Answer) -> str:
    """Asked with an Origin of elsewhere; its echo with credentials opens the door."""
    origin = answer.headers.get("access-control-allow-origin")
    if origin is None:
        return "cross-origin-resource-sharing-not-implemented"
    if origin.strip() == "*":
        access = "public"
    elif answer.headers.get("access-control-allow-credentials", "").lower() == "true":
        access = "universal"
    else:
        access = "restricted"
    return f"cross-origin-resource-sharing-implemented-with-{access}-access"


def redirection(answer: Answer) -> str:
    if answer.over_http is None:
        return "redirection-not-needed-no-http"
    if not answer.over_http:
        return "redirection-missing"
    target = urlsplit(answer.over_http)
    if target.scheme != "https":
        return "redirection-not-to-https"
    if target.hostname != answer.host:
        return "redirection-off-host-from-http"
    return "redirection-to-https"


def referrer(answer: Answer) -> str:
    header = answer.headers.get("referrer-policy")
    if header is None:
        return "referrer-policy-not-implemented"
    named = [part.strip() for part in header.lower().split(",")]
    known = [part for part in named if part in PRIVATE | TELLING]
    if not known:
        return "referrer-policy-header-invalid"
    return f"referrer-policy-{'private' if known[-1] in PRIVATE else 'unsafe'}"


def hsts(answer: Answer) -> str:
    header = answer.headers.get("strict-transport-security")
    if header is None:
        return "hsts-not-implemented"
    parts = [part.strip().lower() for part in header.split(";")]
    ages = [part.removeprefix("max-age=") for part in parts if "max-age=" in part]
    if "," in header or not ages or not ages[0].isdecimal():
        return "hsts-header-invalid"
    enough = int(ages[0]) >= SIX_MONTHS
    return (
        f"hsts-implemented-max-age-{'at-least' if enough else 'less-than'}-six-months"
    )


class _Scripts(HTMLParser):
    """Collects the attributes of every <script>."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            self.found.append(dict(attrs))


def sri(answer: Answer) -> str:
    if not answer.headers.get("content-type", "text/html").startswith("text/html"):
        return "sri-not-implemented-response-not-html"
    parser = _Scripts()
    parser.feed(answer.html)
    if not parser.found:
        return "sri-not-implemented-but-no-scripts-loaded"
    found = [_script(script, answer.host) for script in parser.found]
    order = list(MODIFIERS)
    return max(found, key=order.index)


def _script(script: dict[str, str | None], host: str) -> str:
    """What is to be said of one script; MODIFIERS has these from good to bad."""
    source, integrity = urlsplit(script.get("src") or ""), script.get("integrity")
    own = not source.netloc or (source.scheme == "https" and source.hostname == host)
    if own:
        good = integrity and "sri-implemented-and-all-scripts-loaded-securely"
        return good or "sri-not-implemented-but-all-scripts-loaded-from-secure-origin"
    if integrity and source.scheme == "https":
        return "sri-implemented-and-external-scripts-loaded-securely"
    if integrity:
        return "sri-implemented-but-external-scripts-not-loaded-securely"
    if source.scheme == "https":
        return "sri-not-implemented-but-external-scripts-loaded-securely"
    return "sri-not-implemented-and-external-scripts-not-loaded-securely"


def content_type(answer: Answer) -> str:
    header = answer.headers.get("x-content-type-options")
    if header is None:
        return "x-content-type-options-not-implemented"
    good = header.strip().lower() == "nosniff"
    return f"x-content-type-options-{'nosniff' if good else 'header-invalid'}"


def framing(answer: Answer) -> str:
    policy = directives(answer.headers.get("content-security-policy", ""))
    if policy and "frame-ancestors" in policy:
        return "x-frame-options-implemented-via-csp"
    header = answer.headers.get("x-frame-options")
    if header is None:
        return "x-frame-options-not-implemented"
    if header.strip().lower() in {"deny", "sameorigin"}:
        return "x-frame-options-sameorigin-or-deny"
    if header.strip().lower().startswith("allow-from"):
        return "x-frame-options-allow-from-origin"
    return "x-frame-options-header-invalid"


def resource_policy(answer: Answer) -> str:
    header = answer.headers.get("cross-origin-resource-policy")
    if header is None:
        return "cross-origin-resource-policy-not-implemented"
    value = header.strip().lower()
    if value in {"same-origin", "same-site", "cross-origin"}:
        return f"cross-origin-resource-policy-implemented-with-{value}"
    return "cross-origin-resource-policy-header-invalid"
