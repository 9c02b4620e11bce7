"""Bad input gets an answer that says what to do: never a 5xx, never a way in."""

import json
import logging
import zlib
from collections.abc import Iterator
from urllib.parse import quote_from_bytes

import pytest
from django.http import HttpResponse
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from pytest_django import Settings

from samenwijzer.lib import koppen
from tests.veiligheid import vijandig
from tests.veiligheid.adressen import VARIABLE
from tests.veiligheid.opstelling import whole_site_map
from tests.veiligheid.proefwereld import (
    ACTOREN,
    HOST,
    Wereld,
    faults,
    leads_away,
    make_proefwereld,
    undone,
)
from tests.veiligheid.vijandig import FORM, METHODS, NEXT, Verzoek, urlencoded

pytestmark = pytest.mark.django_db

# Examples for each route: together some four thousand.
EXAMPLES = {"path": 8, "query": 8, "body": 20, "headers": 6, "cookies": 4}
PASSKEY_EXAMPLES = 150


@pytest.fixture
def wereld(settings: Settings) -> Iterator[Wereld]:
    """Every address there can be, and somebody of each kind signed in."""
    settings.DEMO = True
    logging.disable()
    with whole_site_map():
        yield make_proefwereld()
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
    wereld: Wereld, name: str, bad: SearchStrategy[Verzoek], examples: int
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
    @given(st.sampled_from(ACTOREN), bad, st.booleans())
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
def test_next_never_leads_elsewhere(wereld: Wereld, wie: str) -> None:
    """Asked for in the address and in the form, wherever somebody is sent on."""
    found = []
    for route, path in wereld.addresses.items():
        for target in NEXT if "<path:object_id>" not in route else ():
            data = urlencoded({"next": encode(target)})
            found += faults(wereld.send(wie, Verzoek("GET", path, data.decode())))
            found += faults(wereld.send(wie, Verzoek("POST", path, "", data)))

    assert found == []


def test_signing_in_never_leads_elsewhere(wereld: Wereld) -> None:
    for target in NEXT:
        query = urlencoded({"next": encode(target)}).decode()
        with undone():
            client = wereld.client("niemand")
            client.post(f"/account/login/?{query}", {"email": "an@school.example"})
            code = last_code()
            done = client.post(f"/account/login/code/?{query}", {"code": code})
        assert (done.status_code, faults(done)) == (302, []), target


def passkeys() -> SearchStrategy[Verzoek]:
    """What a browser sends for a passkey, with anything in any place of it."""
    whole = json.dumps(make_credential())
    places = st.sampled_from(["id", "rawId", "type", "response", "clientExtensionResults"])
    inner = st.sampled_from(["clientDataJSON", "attestationObject", "userHandle"])
    anything = vijandig.json_values()

    def put(place: str, inside: str | None, value: object) -> bytes:
        credential = json.loads(whole)
        at = credential["response"] if inside else credential
        at[inside or place] = value
        return urlencoded({"name": b"x", "credential": json.dumps(credential).encode()})

    bodies = st.builds(put, places, st.none() | inner, anything)
    bodies |= anything.map(
        lambda value: urlencoded({"credential": json.dumps(value).encode()})
    )
    return bodies


@pytest.mark.parametrize(
    ("wie", "path"),
    [
        ("niemand", "/account/login/sleutel/"),
        ("coordinator A", "/account/sleutels/nieuw/"),
    ],
)
def test_nonsense_for_a_passkey_is_answered(
    wereld: Wereld, wie: str, path: str
) -> None:
    """After the browser was asked for one, so that it is really read."""
