"""The headers of every answer, as a server in production gives them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest

from tests.browser.database import own_database
from tests.veiligheid.adressen import TOKEN
from tests.veiligheid.proefserver import WHOLE, Antwoord, Bezoeker, fill, production

DOORS = {"coordinator": "coordinator", "beheerder": "directie"}


@dataclass(frozen=True)
class Gezien:
    """One address, opened by one actor."""

    wie: str
    path: str
    answer: Antwoord


@dataclass(frozen=True)
class Site:
    """A running server, and every route of it as every actor has seen it."""

    visitors: dict[str, Bezoeker]
    seen: list[Gezien]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("koppen")
    with own_database(folder, f"koppen_{worker_id}") as url:
        addresses = fill(url)
        with production(url) as port:
            visitors = {wie: Bezoeker(port) for wie in ("niemand", *DOORS)}
            for wie, door in DOORS.items():
                visitors[wie].sign_in(door)
            seen = [
                Gezien(wie, path, visitor.get(path))
                for wie, visitor in visitors.items()
                for path in addresses.values()
            ]
            yield Site(visitors, seen)


def test_every_route_scores_a_plus_for_everybody(site: Site) -> None:
    scores = {(one.wie, one.path): one.answer.report().score for one in site.seen}

    assert {place for place, score in scores.items() if score < WHOLE} == set()
    assert len(scores) > 200


def test_plain_http_leads_to_https_everywhere(site: Site) -> None:
    visitor = site.visitors["niemand"]
    scores = set()
    for one in site.seen:
        if one.wie == "niemand":
            over_http = visitor.ask("GET", one.path, proto="http").headers["location"]
            scores.add(one.answer.report(over_http).score)
            assert urlsplit(over_http).path == one.path

    assert min(scores) >= WHOLE


def test_no_policy_allows_anything_unsafe(site: Site) -> None:
    policies = {one.answer.headers["content-security-policy"] for one in site.seen}

    assert [policy for policy in policies if "unsafe" in policy] == []


def test_nothing_of_who_is_signed_in_is_stored(site: Site) -> None:
    """By a browser that somebody else sits down at, or by a proxy."""
    stored = {
        (one.wie, one.path)
        for one in site.seen
        if one.wie != "niemand"
        and "no-store" not in one.answer.headers["cache-control"]
    }

    assert stored == set()


@pytest.mark.parametrize(
    "path", [f"/uitnodiging/{TOKEN}/", "/account/login/code/", "/school/", "/beheer/"]
)
def test_personal_address_is_not_stored_for_nobody_either(
    site: Site, path: str
) -> None:
    answer = site.visitors["niemand"].get(path)

    assert "no-store" in answer.headers["cache-control"]


def test_nobody_gets_a_cookie_without_a_form(site: Site) -> None:
    given = {
        one.path
        for one in site.seen
        if one.wie == "niemand" and one.answer.cookies and not has_form(one.answer)
    }

    assert given == set()


def has_form(answer: Antwoord) -> bool:
    return re.search(r"<form [^>]*method=\"post\"", answer.body) is not None


def test_server_tells_no_version(site: Site) -> None:
    servers = {one.answer.headers["server"] for one in site.seen}

    assert servers == {"uvicorn"}
