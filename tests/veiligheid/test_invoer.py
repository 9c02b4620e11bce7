"""Bad input gets an answer that says what to do: never a 5xx, never a way in."""

import json
import logging
import socket
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import quote, quote_from_bytes

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.utils.html import conditional_escape, escape
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from pytest_django import Settings

from samenwijzer.lib import koppen
from samenwijzer.lib.formulier import Formulier
from scholen.forms import SleutelAanmeldForm, SleutelForm
from scholen.toegang import register
from tests.browser.database import own_database
from tests.veiligheid import sleutels, vijandig
from tests.veiligheid.adressen import VARIABLE
from tests.veiligheid.formulieren import PARTS, PROEVEN, last_code
from tests.veiligheid.formulierproef import Formulierproef
from tests.veiligheid.opstelling import undone, whole_site_map
from tests.veiligheid.proefserver import HOST, Bezoeker, production
from tests.veiligheid.proefwereld import (
    ACTOREN,
    Wereld,
    faults,
    make_proefwereld,
    stored,
    stored_whatever_the_moment,
)
from tests.veiligheid.vijandig import (
    EXTRA,
    METHODS,
    NEXT,
    Verzoek,
    encode,
    urlencoded,
)

# Examples for each route: with those for passkeys some four thousand.
EXAMPLES = {"path": 6, "query": 8, "body": 16, "headers": 5, "cookies": 4}
PASSKEY_EXAMPLES = 300
HIER = "/fiches/levensfase-en-motivatie/"  # where somebody may well be sent


@pytest.fixture
def wereld(db: None, settings: Settings) -> Iterator[Wereld]:
    """Every address there can be, and somebody of each kind signed in."""
    settings.DEMO = True
    with whole_site_map():
        made = make_proefwereld()
        logging.disable()
        yield made
    logging.disable(logging.NOTSET)


def requests(part: str, route: str, path: str) -> SearchStrategy[Verzoek]:
    """Requests to a route of which one part is bad."""
    methods, there = st.sampled_from(METHODS), st.just(path)
    if part == "path":
        paths = vijandig.values().map(lambda value: fill(route, value))
        return st.builds(Verzoek, methods, paths)
    if part == "query":
        return st.builds(Verzoek, methods, there, vijandig.queries())
    if part == "headers":
        return st.builds(Verzoek, methods, there, headers=vijandig.headers())
    if part == "cookies":
        return st.builds(Verzoek, methods, there, cookies=vijandig.cookies())
    saving = st.sampled_from(["POST", "POST", "POST", "PUT", "PATCH"])
    return st.builds(
        lambda method, body: Verzoek(method, path, "", *body), saving, vijandig.bodies()
    )


def fill(route: str, value: bytes) -> str:
    """The address of a route with this in place of all that varies."""
    filled = VARIABLE.sub(lambda _: quote_from_bytes(value, safe=""), route)
    return "/" + filled.removesuffix("$")


def attack(
    wereld: Wereld,
    name: str,
    bad: SearchStrategy[Verzoek],
    examples: int,
    actors: list[str] = ACTOREN,
) -> None:
    """Send examples as all kinds of people; the first bad answer ends it.

    `name` is the seed, so that every run sends the same.
    """

    @seed(zlib.crc32(name.encode()))
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.sampled_from(actors), bad, st.sampled_from([False] * 7 + [True]))
    def send(wie: str, verzoek: Verzoek, csrf: bool) -> None:
        response = wereld.send(wie, verzoek, csrf=csrf)
        assert faults(response) == [], (name, wie, verzoek)

    send()


@pytest.mark.parametrize("part", EXAMPLES)
def test_bad_input_is_answered(wereld: Wereld, part: str) -> None:
    for route, path in wereld.addresses.items():
        if part != "path" or VARIABLE.search(route):
            bad = requests(part, route, path)
            attack(wereld, f"{part} {route}", bad, EXAMPLES[part])


@pytest.mark.parametrize("wie", ["niemand", "coordinator A"])
def test_html_that_is_sent_is_never_html(wereld: Wereld, wie: str) -> None:
    """In every field that anything listens to, at once."""
    data = urlencoded(dict.fromkeys(vijandig.field_names(), encode(vijandig.HTML)))
    for path in wereld.addresses.values():
        for verzoek in (
            Verzoek("GET", path, data.decode()),
            Verzoek("POST", path, "", data),
        ):
            assert faults(wereld.send(wie, verzoek)) == [], verzoek


@pytest.mark.parametrize("wie", ["niemand", "coordinator A"])
def test_next_never_leads_elsewhere(wereld: Wereld, wie: str) -> None:
    """Asked for in the address and in the form, wherever somebody is sent on.

    Where nothing comes of a good address, one bad one will do.
    """
    found, followed = [], 0
    for route, path in wereld.addresses.items():
        if "<path:object_id>" in route:
            continue
        heard = any(told_of(one, HIER) for one in ask_next(wereld, wie, path, HIER))
        for target in NEXT if heard else NEXT[:1]:
            for response in ask_next(wereld, wie, path, target):
                found += faults(response)
        followed += heard

    assert (found, followed > 0) == ([], True)


def ask_next(wereld: Wereld, wie: str, path: str, target: str) -> list[Any]:
    """The answers to who says where to go next, in the address and in the form."""
    data = urlencoded({"next": encode(target)})
    asked = Verzoek("GET", path, data.decode()), Verzoek("POST", path, "", data)
    return [wereld.send(wie, verzoek) for verzoek in asked]


def told_of(response: Any, target: str) -> bool:
    """Whether an answer has this address in it, to go there or to pass it on."""
    body = b"" if response.streaming else response.content
    return any(
        shape in response.get("Location", "") or shape.encode() in body
        for shape in (target, quote(target))
    )


def test_signing_in_never_leads_elsewhere(wereld: Wereld) -> None:
    for target in NEXT:
        query = urlencoded({"next": encode(target)}).decode()
        with undone():
            client = wereld.client("niemand")
            client.post(f"/account/login/?{query}", {"email": wereld.email})
            there = f"/account/login/code/?{query}"
            done = client.post(there, {"code": last_code()})
        assert (faults(done), done.status_code in {302, 400}) == ([], True), target


def test_nonsense_for_a_new_passkey_is_answered(wereld: Wereld) -> None:
    page = wereld.client("coordinator A").get("/account/sleutels/nieuw/")
    challenge = sleutels.challenge_in(page.content.decode())
    path, whole = "/account/sleutels/nieuw/", sleutels.make_new(challenge)
    bad = sleutels.spoiled(whole).map(lambda body: Verzoek("POST", path, "", body))

    good = Verzoek("POST", path, "", sleutels.form(whole))
    assert wereld.send("coordinator A", good).headers["Location"] == "/account/"
    attack(wereld, path, bad, PASSKEY_EXAMPLES, ["coordinator A"])


def test_nonsense_to_sign_in_with_is_answered(wereld: Wereld) -> None:
    path, client = "/account/login/sleutel/", wereld.client("niemand")
    asked = client.get(path, headers={"X-Requested-With": "XMLHttpRequest"}).json()
    wereld.sessions["niemand"] = client.cookies["sessionid"].value
    challenge = asked["request_options"]["publicKey"]["challenge"]
    use = sleutels.make_use(challenge, Authenticator.objects.latest("pk"))
    bad = sleutels.spoiled(use).map(lambda body: Verzoek("POST", path, "", body))

    attack(wereld, path, bad, PASSKEY_EXAMPLES, ["niemand"])


@pytest.mark.parametrize("form", [SleutelForm, SleutelAanmeldForm])
@pytest.mark.parametrize("place", ["rawId", "signature", "clientDataJSON"])
def test_number_never_becomes_memory(form: type[Formulier], place: str) -> None:
    """fido2 would make as many bytes of it, for whoever asks."""
    response = {} if place == "rawId" else {place: 10**10}
    raw = 10**10 if place == "rawId" else "AA"
    credential = {"id": raw, "rawId": raw, "type": "x", "response": response}

    with pytest.raises(ValidationError):
        form.base_fields["credential"].clean(json.dumps(credential))


def test_every_form_is_tried() -> None:
    own = {
        form
        for form in vijandig.all_forms()
        if not form.__module__.startswith("tests.") and form.__name__ not in PARTS
    }
    assert own == {proef.form for proef in PROEVEN}


def answer_to(wereld: Wereld, proef: Formulierproef, data: dict[str, str]) -> Any:
    client = wereld.client(proef.wie)
    proef.before(client)
    return client.post(proef.path(wereld), data)


def check_what_was_typed(wereld: Wereld, proef: Formulierproef) -> None:
    """The text is in the page again, escaped, with a sentence beside it."""
    typed = proef.good | proef.wrong
    with undone():
        answer = answer_to(wereld, proef, typed)
    page = answer.content.decode()
    lost = [name for name in proef.stays if escape(typed[name]) not in page]
    assert (answer.status_code, faults(answer), lost) == (proef.status, [], [])
    assert conditional_escape(proef.says) in page


def check_strangers(wereld: Wereld, proef: Formulierproef) -> None:
    """A good form does the same with fields that nobody asked for as without."""
    outcomes, before = [], str(stored())
    for extra in ({}, strangers(proef)):
        with undone():
            answer_to(wereld, proef, proef.good | extra)
            outcomes.append(stored_whatever_the_moment(before))
    assert outcomes[0] == outcomes[1]


def test_what_was_typed_comes_back_with_what_to_do(wereld: Wereld) -> None:
    for proef in PROEVEN:
        check_what_was_typed(wereld, proef)


def test_fields_that_nobody_asked_for_change_nothing(wereld: Wereld) -> None:
    for proef in PROEVEN:
        check_strangers(wereld, proef)


def test_refused_form_changes_nothing(wereld: Wereld) -> None:
    for proef in PROEVEN:
        with undone():
            client = wereld.client(proef.wie)
            proef.before(client)
            before = stored()
            data = proef.good | proef.wrong | strangers(proef)
            client.post(proef.path(wereld), data)
            assert stored() == before, proef.form


def test_million_letters_are_answered(wereld: Wereld) -> None:
    for proef in PROEVEN:
        for name in proef.good:
            with undone():
                data = proef.good | {name: "é" * 500_000}
                assert faults(answer_to(wereld, proef, data)) == [], proef.form


def strangers(proef: Formulierproef) -> dict[str, str]:
    """Fields that change a row somewhere, though not ones of this form or its page."""
    own = proef.form.base_fields.keys() | proef.good.keys()
    return {name: value for name, value in EXTRA.items() if name not in own}


@pytest.fixture
def broken(wereld: Wereld, settings: Settings) -> Iterator[Wereld]:
    """The same world with addresses that have what we look for."""
    settings.ROOT_URLCONF = "tests.veiligheid.kapot_urls"
    register.cache_clear()
    yield wereld
    register.cache_clear()


def test_view_that_breaks_on_nul_is_noticed(broken: Wereld) -> None:
    bad = requests("body", "kapot/nul/", "/kapot/nul/")

    with pytest.raises(AssertionError, match="ValueError"):
        attack(broken, "kapot/nul/", bad, 100)


def test_redirect_that_follows_next_is_noticed(broken: Wereld) -> None:
    found = []
    for target in NEXT:
        query = urlencoded({"next": encode(target)}).decode()
        found += faults(broken.send("niemand", Verzoek("GET", "/kapot/verder/", query)))

    assert len(found) > 5


def test_form_that_drops_the_text_is_noticed(broken: Wereld) -> None:
    proef = replace(named("NaamForm"), route="kapot/vergeten/")

    with pytest.raises(AssertionError, match="'naam'"):
        check_what_was_typed(broken, proef)


def test_view_that_believes_a_field_is_noticed(broken: Wereld) -> None:
    proef = replace(named("NaamForm"), route="kapot/gelovig/")

    with pytest.raises(AssertionError, match="is_staff"):
        check_strangers(broken, proef)


@pytest.mark.parametrize(
    "verzoek",
    [
        Verzoek(path="/fiches/%00/"),
        Verzoek(path="/fiches/", query="q=%00"),
        Verzoek(path="/fiches/", cookies={"sessionid": '"abcdefgh\\000"'}),
    ],
)
def test_nul_is_refused_before_anything_looks_it_up(
    wereld: Wereld, verzoek: Verzoek
) -> None:
    assert wereld.send("niemand", verzoek).status_code == 400


def test_request_that_is_unreadable_would_break(
    wereld: Wereld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the middleware refuses really is too much for what comes after it."""
    data = vijandig.multipart({"naam": b"eA=="})
    coded = f"{vijandig.MULTIPART}; charset=base64"
    verzoek = Verzoek("POST", "/account/", "", data, coded)
    assert wereld.send("lid A", verzoek).status_code == 400

    monkeypatch.setattr(koppen, "is_unreadable", lambda request: False)

    assert wereld.send("lid A", verzoek).status_code == 500


def named(name: str) -> Formulierproef:
    return next(proef for proef in PROEVEN if proef.form.__name__ == name)


# Sent byte for byte, as no library would: a request line, headers, a body
RAW = {
    "too short a body": b"POST / HTTP/1.1\r\nHost: %s\r\nContent-Length: 99\r\n\r\nx",
    "too long a body": b"POST / HTTP/1.1\r\nHost: %s\r\nContent-Length: 1\r\n\r\nabc",
    "two lengths": (
        b"POST / HTTP/1.1\r\nHost: %s\r\nContent-Length: 1\r\nContent-Length: 2"
        b"\r\n\r\nab"
    ),
    "no length": b"POST / HTTP/1.1\r\nHost: %s\r\nContent-Length: x\r\n\r\nab",
    "negative length": b"POST / HTTP/1.1\r\nHost: %s\r\nContent-Length: -1\r\n\r\nab",
    "bad chunks": (
        b"POST / HTTP/1.1\r\nHost: %s\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab"
    ),
    "chunks and a length": (
        b"POST / HTTP/1.1\r\nHost: %s\r\nTransfer-Encoding: chunked\r\n"
        b"Content-Length: 3\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n"
    ),
    "type in an unknown encoding": (
        b"POST / HTTP/1.1\r\nHost: %s\r\nContent-Type: x; a*=nonsense''%%41"
        b"\r\nContent-Length: 0\r\n\r\n"
    ).replace(b"%%", b"%"),
    "NUL in a header": b"GET / HTTP/1.1\r\nHost: %s\r\nX: a\0b\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "two hosts": b"GET / HTTP/1.1\r\nHost: %s\r\nHost: elders.example\r\n\r\n",
    "whole address": b"GET http://elders.example/ HTTP/1.1\r\nHost: %s\r\n\r\n",
    "half letters": b"GET /\xff%ff%ed%a0%80 HTTP/1.1\r\nHost: %s\r\n\r\n",
    "long header": b"GET / HTTP/1.1\r\nHost: %s\r\nX: " + b"x" * 100_000 + b"\r\n\r\n",
    "no HTTP": b"%s\r\n\r\n\0\0\0",
    "old HTTP": b"GET / HTTP/0.9\r\nHost: %s\r\n\r\n",
    "cut off multipart": (
        b"POST /account/login/ HTTP/1.1\r\nHost: %s\r\nContent-Length: 200\r\n"
        b"Content-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\nContent-Dis"
    ),
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[int]:
    folder = tmp_path_factory.mktemp("invoer")
    with (
        own_database(folder, f"invoer_{worker_id}") as url,
        production(url) as port,
    ):
        yield port


@pytest.mark.parametrize("name", RAW)
def test_broken_http_is_answered_and_survived(server: int, name: str) -> None:
    raw = RAW[name].replace(b"%s", HOST.encode())
    raw = raw.replace(b"\r\n\r\n", b"\r\nX-Forwarded-Proto: https\r\n\r\n", 1)
    with socket.create_connection(("127.0.0.1", server), timeout=60) as connection:
        connection.sendall(raw)
        connection.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: connection.recv(65536), b""))

    status = answer.partition(b"\r\n")[0]
    assert status == b"" or status.split()[1][:1] in {b"2", b"3", b"4"}
    assert Bezoeker(server).get("/gezond/").status == 200
