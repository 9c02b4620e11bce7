"""Input as nobody types it: what a form, an address or a header can carry at worst."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, quote_from_bytes

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from samenwijzer.lib.formulier import Formulier

LATER = (timezone.localdate() + dt.timedelta(weeks=1)).isoformat()
HTML = "<script>alert('x')</script>\"'><b>"
TEXTS = [
    "",
    " ",
    "\0",
    "an\0@school.example",
    "\ud800",  # half a character
    "abc\udfffdef",
    "\u202eabc\u202c",  # right to left
    "a\u200b\u200d\ufeffb",  # of no width
    "👩🏽‍🏫🇧🇪",
    "e" + "\u0301" * 200,
    "\x01\x08\x1b[31m",
    "een\r\nSet-Cookie: a=b",
    HTML,
    "{{ 7|add:7 }}{% debug %}",
    "' OR 1=1; --",
    "../../../etc/passwd",
    "%s%n%(x)s{0}",
    "x" * 10_000,
    "9" * 5_000,
    "99999999999999999999",
    "-1",
    "1e999",
    "NaN",
    "٣",
    "²",
    "true",
    "[]",
    "00000000-0000-4000-8000-000000000000",
    "coordinator",
    "__class__",
    "email__startswith",
]
# What must never be taken from who sends it
EXTRA = {
    "id": "00000000-0000-4000-8000-000000000000",
    "pk": "1",
    "school": "00000000-0000-4000-8000-000000000000",
    "school_id": "00000000-0000-4000-8000-000000000000",
    "gebruiker": "00000000-0000-4000-8000-000000000000",
    "rol": "coordinator",
    "role": "coordinator",
    "user": "1",
    "is_staff": "on",
    "is_superuser": "on",
    "is_active": "",
    "eerste": "on",
    "versie": "99",
    "door": "1",
    "gepland_door": "1",
    "gast": "on",
    "kenmerk": "x" * 32,
    "volgnummer": "9",
    "antwoord_op": "2001-01-01",
    "traject": "00000000-0000-4000-8000-000000000000",
    "gesprek": "00000000-0000-4000-8000-000000000000",
    "sinds": "2001-01-01",
    "tot": "2001-01-01",
    "password": "geheim",
    "token_hash": "x",
    "vervalt_op": "2099-01-01",
    "created_at": "2001-01-01",
}
# What Django, its admin, allauth and views of ours listen to besides our own forms
LISTENED = [
    "next",
    "_to_field",
    "q",
    "fiche",
    "voor",
    "vraag",
    "eigen",
    "vorm",
    "ruimte",
    "titel",
    "datum",
    "groep",
    "vouwen",
    "schuif",
    "process",
    "scope",
    "auth_params",
    "state",
    "code",
    "error",
    "credential",
    "account",
    "action",
    "action-toggle",
    "_selected_action",
    "_popup",
    "_save",
    "_saveasnew",
    "_changelist_filters",
    "e",
    "o",
    "p",
    "all",
    "t",
    "app_label",
    "model_name",
    "field_name",
    "term",
    "naam__icontains",
    "soort__exact",
    "is_active__exact",
    "created_at__gte",
    "id__in",
    "pk",
    "lidmaatschappen-TOTAL_FORMS",
    "lidmaatschappen-INITIAL_FORMS",
    "lidmaatschappen-0-id",
    "lidmaatschappen-0-gebruiker",
    "lidmaatschappen-0-rol",
    "csrfmiddlewaretoken",
    "actie",
    "voeg",
    "op",
    "neer",
    "weg",
    "moment",
    "staat",
    "neem",
    "kies",
    "ander",
    "wissel",
    "later",
    "niet",
    "keuze",
    "opnieuw",
    "soort",
    "ingevuld",
    "ja",
    "terug",
    "bewaar",
    "leeg",
    "na",
    # Of the talk in `adressen`: its first question, on two pages, and an agreement
    "00000000-0000-0000-0000-00000000001f",
    "00000000-0000-0000-0000-00000000001f-tekst",
    "00000000-0000-0000-0000-00000000001f-versie",
    "afspraak-1",
    "1.wie",
    "1.tegen",
    *(
        f"rij-{number}-{veld}"
        for number in (0, 23, 24)
        for veld in ("dag", "tijd", "fiche", "weg", "voorstel", "uitleg")
    ),
]
# Sent along whole, so that one bad field is all that is wrong
VALID = {
    "email": "an@school.example",
    "code": "1234-5678",
    "naam": "An",
    "eigen_naam": "An",
    "name": "Mijn gsm",
    "soort": "school",
    "regio": "vlaanderen",
    "rol": "lid",
    "adressen": "iemand@school.example",
    "credential": "{}",
    "eerste": timezone.localdate().isoformat(),
    "lidmaatschappen-TOTAL_FORMS": "1",
    "lidmaatschappen-INITIAL_FORMS": "0",
    "zij_lid": "nieuw",
    "zij_naam": "Youssef",
    "zij_email": "youssef@school.example",
    "duo_lid": "nieuw",
    "duo_naam": "Griet",
    "duo_email": "griet@school.example",
    "wie_lid": "nieuw",
    "wie_naam": "An",
    "wie_email": "an@school.example",
    "profiel": "IP-1",
    "startdatum": timezone.localdate().isoformat(),
    "fase": "socialiseren",
    "staat": "loopt",
    "weken": "6",
    "aantal": "2",
    "weekdagen": "1",
    "dag": LATER,
    "dag_1": LATER,
    "tijd": "15:30",
    "tijd_1": "15:30",
    "duur": "30",
    "antwoord": "ja",
    "team": "vakgroep Frans",
    "tekst": "Wat geeft je energie?",
    "rij-0-dag": LATER,
    "rij-0-tijd": "15:30",
    "actie": "wijzig",
    "wat": "Bel An",
    "basis": "0",
    "keuze": "nu",
}
NEXT = [
    "//elders.example",
    "///elders.example",
    "/\\elders.example",
    "\\\\elders.example",
    "https://elders.example/",
    "http:elders.example",
    "https:///elders.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/fiches/\r\nSet-Cookie: a=b",
    "\t//elders.example",
    "//testserver@elders.example",
    "http://[::1",
    "http://testserver.elders.example/",
    "/" + "x" * 5_000,
    "/\0",
    "\ud800",
]
HOSTS = [
    "elders.example",
    "testserver.elders.example",
    "testserver@elders.example",
    "testserver:99999",
    "testserver:x",
    "",
    "[::1",
    "a" * 300,
    "testserver/elders",
    "elders.example, testserver",
]
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "XYZ"]
FORM = "application/x-www-form-urlencoded"
BOUNDARY = "grens"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"


@dataclass(frozen=True)
class Verzoek:
    """One request, byte for byte; `cookies` come besides the one of the session."""

    method: str = "GET"
    path: str = "/"
    query: str = ""
    body: bytes = b""
    content_type: str = FORM
    headers: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)


def all_forms(form: type[Formulier] = Formulier) -> Iterator[type[Formulier]]:
    """Every form of ours that is loaded."""
    for own in form.__subclasses__():
        yield own
        yield from all_forms(own)


def field_names() -> list[str]:
    own = {name for form in all_forms() for name in form.base_fields}
    return sorted(own | set(EXTRA) | set(LISTENED))


def encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def values() -> SearchStrategy[bytes]:
    """Text, half text and no text at all."""
    letters = st.characters(exclude_categories=[])
    texts = st.sampled_from(TEXTS) | st.sampled_from(NEXT) | st.text(letters)
    return texts.map(encode) | st.binary(max_size=40)


def fields() -> SearchStrategy[dict[str, bytes]]:
    """Fields of which one to three are bad, beside others that are good."""
    bad = st.dictionaries(
        st.sampled_from(field_names()) | st.text(max_size=5),
        values(),
        min_size=1,
        max_size=3,
    )
    good = {name: encode(value) for name, value in VALID.items()}
    return bad.map(lambda chosen: good | chosen)


def urlencoded(data: dict[str, bytes]) -> bytes:
    pairs = (
        f"{quote(encode(name))}={quote_from_bytes(value)}"
        for name, value in data.items()
    )
    return "&".join(pairs).encode()


def multipart(data: dict[str, bytes], filename: str | None = None) -> bytes:
    """A well-formed body; with a file name everything in it is a file."""
    parts = []
    for name, value in data.items():
        file = b"" if filename is None else b'; filename="%s"' % encode(filename)
        head = b'Content-Disposition: form-data; name="%s"%s' % (encode(name), file)
        parts.append(b"--%s\r\n%s\r\n\r\n%s\r\n" % (BOUNDARY.encode(), head, value))
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


def json_values() -> SearchStrategy[Any]:
    leaves = st.none() | st.booleans() | st.integers() | st.floats()
    leaves |= st.sampled_from(TEXTS)
    keys = st.sampled_from(["id", "rawId", "type", "response", "userHandle", "x"])
    return st.recursive(
        leaves,
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3)
        ),
        max_leaves=8,
    )


def bodies() -> SearchStrategy[tuple[bytes, str]]:
    """A body, and what its Content-Type says it is."""
    broken = [
        (b"", "multipart/form-data"),
        (b"x", "multipart/form-data; boundary="),
        (b"x", "multipart/form-data; boundary=" + "x" * 300),
        (b"x", "multipart/form-data; boundary=\xe9"),
        (b"--grens\r\nContent-Disposition: form-data", MULTIPART),
        (b"--grens\r\n\r\n\r\n--grens", MULTIPART),
        (b"\r\n" * 200, MULTIPART),
        (b"x", MULTIPART),
        (
            (
                b'--grens\r\nContent-Disposition: form-data; name="naam"\r\n'
                b"Content-Transfer-Encoding: base64\r\n\r\n!\r\n--grens--\r\n"
            ),
            MULTIPART,
        ),
        (b"&".join(b"x%d=1" % n for n in range(1001)), FORM),
        (multipart({f"x{n}": b"1" for n in range(1001)}), MULTIPART),
        (multipart({f"x{n}": b"1" for n in range(101)}, "a.csv"), MULTIPART),
        (b"naam=%ED%A0%80&naam=%FF&%00=%00&=&&=x", FORM),
        (b"\xff\xfe", "text/plain"),
        (b"naam=An", "application/x-www-form-urlencoded; charset=utf-16"),
        (multipart({"naam": b"\\ud800"}), f"{MULTIPART}; charset=unicode_escape"),
        (multipart({"naam": b"eA=="}), f"{MULTIPART}; charset=base64"),
        (b"[" * 20_000, "application/json"),
        (b"<!DOCTYPE x [<!ENTITY y 'z'>]><x>&y;</x>", "application/xml"),
    ]
    filenames = st.sampled_from(["a.csv", "", "../x", "\0.csv", HTML, "x" * 500])
    return st.one_of(
        fields().map(lambda data: (urlencoded(data), FORM)),
        fields().map(lambda data: (multipart(data), MULTIPART)),
        st.builds(lambda d, f: (multipart(d, f), MULTIPART), fields(), filenames),
        st.sampled_from(broken),
        json_values().map(
            lambda value: (json.dumps(value).encode(), "application/json")
        ),
        json_values().map(
            lambda value: (urlencoded({"credential": json.dumps(value).encode()}), FORM)
        ),
        st.tuples(st.binary(max_size=200), st.sampled_from([FORM, MULTIPART, "x", ""])),
    )


def queries() -> SearchStrategy[str]:
    pairs = st.dictionaries(
        st.sampled_from(field_names()), values(), min_size=1, max_size=3
    )
    return pairs.map(lambda data: urlencoded(data).decode()) | st.sampled_from(
        ["%00", "?", "&&&=", "%", "%ED%A0%80=%ED%A0%80", "q=" + "x" * 20_000]
    )


def headers() -> SearchStrategy[dict[str, str]]:
    """Headers as HTTP can carry them: no control characters, Latin-1 at most."""
    line = st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=30)
    nonsense = line | st.sampled_from(["true", "x" * 10_000, "', \"", "99999999999"])
    names = [
        "HX-Request",
        "HX-Boosted",
        "HX-History-Restore-Request",
        "HX-Target",
        "HX-Trigger",
        "HX-Current-URL",
        "HX-Current-URL-URI-AutoEncoded",
        "HX-Prompt",
        "Triggering-Event",
        "Triggering-Event-URI-AutoEncoded",
        "Accept",
        "Accept-Encoding",
        "Accept-Language",
        "Authorization",
        "If-Modified-Since",
        "If-None-Match",
        "Origin",
        "Range",
        "Referer",
        "User-Agent",
        "X-Forwarded-For",
        "X-Forwarded-Proto",
        "X-HTTP-Method-Override",
        "X-Requested-With",
        "X-CSRFToken",
    ]
    hosts = st.sampled_from(HOSTS)
    return st.one_of(
        st.dictionaries(st.sampled_from(names), nonsense, min_size=1, max_size=4),
        st.fixed_dictionaries({"Host": hosts}),
        st.fixed_dictionaries({"X-Forwarded-Host": hosts}),
    )


def cookies() -> SearchStrategy[dict[str, str]]:
    names = st.sampled_from(["sessionid", "csrftoken", "messages", "django_language"])
    nasty = ['"abcdefgh\\000"', '"', "x" * 10_000, "\xff" * 40, "é", "[]", "=;=", "a,b"]
    return st.dictionaries(names, st.sampled_from(nasty), min_size=1, max_size=2)
