import pytest

from tests.veiligheid.observatory import Answer, Report, observe

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
GOOD = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": POLICY,
    "referrer-policy": "same-origin",
    "strict-transport-security": "max-age=31536000; includeSubDomains; preload",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-resource-policy": "same-origin",
}
HTML = '<!doctype html><script src="/static/eigen.js" defer></script>'
COOKIES = ("sessionid=x; Secure; HttpOnly; SameSite=Lax; Path=/",)
HOST = "samenwijzer.example"


def score(**changes: object) -> Report:
    """The report of a good answer in which something was changed."""
    values: dict[str, object] = {
        "headers": GOOD,
        "html": HTML,
        "cookies": COOKIES,
        "over_http": f"https://{HOST}/",
    }
    return observe(Answer(HOST, **(values | changes)))  # type: ignore[arg-type]


def without(name: str) -> dict[str, str]:
    return {key: value for key, value in GOOD.items() if key != name}


def test_good_answer_has_everything_but_sri() -> None:
    assert score() == Report(
        135,
        "A+",
        {
            "csp-implemented-with-no-unsafe-default-src-none": 10,
            "cookies-secure-with-httponly-sessions-and-samesite": 5,
            "cross-origin-resource-sharing-not-implemented": 0,
            "redirection-to-https": 0,
            "referrer-policy-private": 5,
            "hsts-implemented-max-age-at-least-six-months": 0,
            "sri-not-implemented-but-all-scripts-loaded-from-secure-origin": 0,
            "x-content-type-options-nosniff": 0,
            "x-frame-options-implemented-via-csp": 5,
            "cross-origin-resource-policy-implemented-with-same-origin": 10,
        },
    )


def test_bare_answer_fails() -> None:
    bare = observe(Answer(HOST, {}, over_http=""))

    assert (bare.score, bare.grade) == (10, "F")


def test_bonus_counts_only_from_ninety() -> None:
    """Ten and five of bonus, ten and five lost: 85 is not made 100."""
    headers = {
        "content-security-policy": "default-src 'none'",
        "strict-transport-security": "max-age=1",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
    }
    report = observe(Answer(HOST, headers))

    assert sum(report.modifiers.values()) == 0
    assert (report.score, report.grade) == (85, "A-")


@pytest.mark.parametrize(
    ("policy", "result"),
    [
        ("", "csp-header-invalid"),
        ("default-src 'none'; default-src 'self'", "csp-header-invalid"),
        ("default-src 'none', default-src *", "csp-header-invalid"),
        ("script-src 'strict-dynamic'; object-src 'none'", "csp-header-invalid"),
        ("default-src 'self'", "csp-implemented-with-no-unsafe"),
        ("img-src 'self'", "csp-implemented-with-unsafe-inline"),
        ("default-src 'self' 'unsafe-inline'", "csp-implemented-with-unsafe-inline"),
        ("default-src 'self' https:", "csp-implemented-with-unsafe-inline"),
        (
            "default-src 'none'; script-src 'unsafe-inline' 'nonce-x'",
            "csp-implemented-with-no-unsafe-default-src-none",
        ),
        (
            "default-src 'none'; connect-src http://x",
            "csp-implemented-with-insecure-scheme",
        ),
        ("default-src 'self' 'unsafe-eval'", "csp-implemented-with-unsafe-eval"),
        (
            "default-src 'none'; img-src http://x",
            "csp-implemented-with-insecure-scheme-in-passive-content-only",
        ),
        (
            "default-src 'none'; style-src 'unsafe-inline'",
            "csp-implemented-with-unsafe-inline-in-style-src-only",
        ),
    ],
)
def test_policy_is_judged(policy: str, result: str) -> None:
    report = score(headers=GOOD | {"content-security-policy": policy})

    assert next(iter(report.modifiers)) == result


@pytest.mark.parametrize(
    ("cookie", "result"),
    [
        ("sessionid=x; HttpOnly; SameSite=Lax", "session-without-secure-flag"),
        ("kleur=x; SameSite=Lax", "without-secure-flag"),
        ("sessionid=x; Secure; SameSite=Lax", "session-without-httponly-flag"),
        ("csrftoken=x; Secure", "anticsrf-without-samesite-flag"),
        ("kleur=x; Secure; SameSite=Soms", "samesite-flag-invalid"),
        ("kleur=x; Secure", "secure-with-httponly-sessions"),
    ],
)
def test_worst_cookie_counts(cookie: str, result: str) -> None:
    report = score(
        headers=without("strict-transport-security"), cookies=(*COOKIES, cookie)
    )

    assert list(report.modifiers)[1] == f"cookies-{result}"


def test_hsts_softens_what_a_cookie_lacks() -> None:
    report = score(cookies=("sessionid=x; HttpOnly; SameSite=Lax",))

    assert (report.score, report.modifiers.popitem()[1]) == (120, 10)


@pytest.mark.parametrize(
    ("script", "points"),
    [
        ("https://elders.example/x.js", -5),
        ("http://elders.example/x.js", -50),
        ("//elders.example/x.js", -50),
        (f"https://{HOST}/x.js", 0),
    ],
)
def test_foreign_script_costs(script: str, points: int) -> None:
    report = score(
        html=f'<script src="/a.js"></script><script src="{script}"></script>'
    )

    assert list(report.modifiers.values())[6] == points


@pytest.mark.parametrize(
    ("headers", "points"),
    [
        (without("content-security-policy"), 75),
        (without("strict-transport-security"), 80),
        (GOOD | {"strict-transport-security": "max-age=60"}, 125),
        (GOOD | {"strict-transport-security": "preload"}, 80),
        (without("x-content-type-options"), 130),
        (GOOD | {"referrer-policy": "unsafe-url"}, 125),
        (without("referrer-policy"), 130),
        (without("cross-origin-resource-policy"), 125),
        (GOOD | {"access-control-allow-origin": "*"}, 135),
        (
            GOOD
            | {
                "access-control-allow-origin": "https://elders.example",
                "access-control-allow-credentials": "true",
            },
            50,
        ),
    ],
)
def test_each_header_counts(headers: dict[str, str], points: int) -> None:
    assert score(headers=headers).score == points


@pytest.mark.parametrize(
    ("over_http", "points"),
    [
        (None, 135),
        ("", 80),
        (f"http://www.{HOST}/", 80),
        (f"https://www.{HOST}/", 130),
    ],
)
def test_plain_http_must_lead_to_https(over_http: str | None, points: int) -> None:
    assert score(over_http=over_http).score == points
