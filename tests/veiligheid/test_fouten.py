"""What people see when something is wrong, from a server in production."""

import json
import os
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.core.exceptions import PermissionDenied
from django.db import (
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
    OperationalError,
)
from django.test import RequestFactory

from overzicht.fouten import forbidden, is_unreachable
from tests.browser.database import own_database
from tests.veiligheid import storing
from tests.veiligheid.adressen import TOKEN
from tests.veiligheid.kapot_urls import SECRET
from tests.veiligheid.proefserver import WHOLE, Antwoord, Bezoeker, fill, production
from tools import postgres

ON_SQLITE = os.environ.get("DATABASE_URL", "sqlite:").startswith("sqlite:")
FORM = {"Content_Type": "application/x-www-form-urlencoded"}
HTMX = {"HX_Request": "true"}
TOO_MUCH = b"email=" + b"x" * 3_000_000
# What a page must never tell of the machine behind it
INSIDE = re.compile(
    rf"Traceback|File \"|line \d|\.py\b|\w(?:Error|Exception)\b|"
    rf"(?i:psycopg|sqlite|postgres)|{re.escape(str(Path.cwd()))}|{SECRET}"
)


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[int]:
    folder = tmp_path_factory.mktemp("fouten")
    with own_database(folder, f"fouten_{worker_id}") as url:
        fill(url)
        with production(url) as port:
            yield port


def no_role(port: int, **headers: str) -> Antwoord:
    visitor = Bezoeker(port)
    visitor.sign_in("coordinator")
    return visitor.get("/beheer/", **headers)


def too_much(port: int, **headers: str) -> Antwoord:
    visitor = Bezoeker(port)
    visitor.get("/account/login/")  # for the cookie: without one it isn't even read
    return visitor.ask("POST", "/account/login/", TOO_MUCH, **FORM, **headers)


def too_often(port: int, **headers: str) -> Antwoord:
    page = f"/uitnodiging/{TOKEN}/"
    for _ in range(11):
        visitor = Bezoeker(port)
        answer = visitor.post(page, page, **headers)
    return answer


def asking(
    method: str, path: str, body: bytes | None = None, **how: str
) -> Callable[..., Antwoord]:
    return lambda port, **more: Bezoeker(port).ask(method, path, body, **how, **more)


ERRORS: dict[str, Callable[..., Antwoord]] = {
    "400 Dat verzoek begrepen we niet.": asking("GET", "/", host="elders.example"),
    "403 Dit is voor iemand met een andere rol.": no_role,
    "403 Deze pagina stond te lang open.": asking("POST", "/begin/", b"", **FORM),
    "404 Deze pagina bestaat niet.": asking("GET", "/bestaat-niet/"),
    "405 Zo werkt dit adres niet.": asking("GET", "/demo/als/coordinator/"),
    "413 Dat was te veel in één keer.": too_much,
    "429 Dat was te vaak na elkaar.": too_often,
    "500 Er ging iets mis, en dat ligt aan ons.": asking("GET", "/kapot/"),
}


def told(answer: Antwoord) -> str:
    """The status, and what the page says in large."""
    heading = re.search(r"<h1>(.*?)</h1>", answer.body)
    return f"{answer.status} {heading[1] if heading else answer.body[:80]}"


@pytest.mark.parametrize("error", ERRORS)
def test_error_has_a_page_of_its_own(port: int, error: str) -> None:
    answer = ERRORS[error](port)

    assert told(answer) == error
    assert '<html lang="nl">' in answer.body
    assert '<a class="brand" href="/">' in answer.body
    assert INSIDE.findall(answer.body) == []


@pytest.mark.parametrize("error", ERRORS)
def test_error_page_scores_a_plus(port: int, error: str) -> None:
    assert ERRORS[error](port).report().score >= WHOLE


@pytest.mark.parametrize("error", ERRORS)
def test_error_keeps_its_status_for_htmx(port: int, error: str) -> None:
    """A swap takes place for 2xx and 422 alone: the page stays as it was."""
    assert told(ERRORS[error](port, **HTMX)) == error


def test_method_not_allowed_says_which_are(port: int) -> None:
    answer = Bezoeker(port).get("/demo/als/coordinator/")

    assert answer.headers["allow"] == "POST"
    assert int(answer.headers["content-length"]) == len(answer.body.encode())


def test_who_belongs_to_no_school_learns_how_to(rf: RequestFactory) -> None:
    response = forbidden(rf.get("/school/"), PermissionDenied("geen school"))

    assert "<h1>Je hoort bij geen enkele school.</h1>" in response.content.decode()


@pytest.mark.parametrize(
    ("error", "unreachable"),
    [
        (OperationalError(), True),
        (InterfaceError(), True),
        (DatabaseError(), True),  # how SQLite calls a file that isn't its own
        (IntegrityError(), False),
        (DataError(), False),
        (RuntimeError(), False),
        (None, False),
    ],
)
def test_only_a_database_that_is_away_is_temporary(
    error: Exception | None, unreachable: bool
) -> None:
    assert is_unreachable(error) == unreachable


AWAY = "503 SamenWIJzer is even niet bereikbaar."
NEEDS_DATABASE = {
    "start": ("niemand", "/"),
    "reading": ("niemand", "/fiches/"),
    "unknown address": ("niemand", "/bestaat-niet/"),
    "first run": ("niemand", "/begin/"),
    "invitation": ("niemand", f"/uitnodiging/{TOKEN}/"),
    "own page": ("coordinator", "/school/"),
    "reading, signed in": ("coordinator", "/fiches/"),
    "unknown address, signed in": ("coordinator", "/bestaat-niet/"),
    "admin": ("coordinator", "/beheer/"),
    "saving": ("coordinator", "/account/"),
}
HEALTH = ("niemand", "coordinator")
FAILURES = (
    [storing.unreadable, storing.overwritten, storing.locked]
    if ON_SQLITE
    else [storing.stopped]
)


@dataclass(frozen=True)
class Breekbaar:
    """A server on a database that nobody else needs."""

    url: str
    visitors: dict[str, Bezoeker]
    form: bytes

    def ask_all(self) -> dict[str, Antwoord]:
        """Everything that needs the database, at once: each waits long for it."""
        health = {f"health, {wie}": (wie, "/gezond/") for wie in HEALTH}
        asked = NEEDS_DATABASE | health
        with ThreadPoolExecutor(len(asked)) as pool:
            answers = pool.map(self._ask, asked.values())
        return dict(zip(asked, answers, strict=True))

    def _ask(self, asked: tuple[str, str]) -> Antwoord:
        visitor = replace(self.visitors[asked[0]])
        if asked == NEEDS_DATABASE["saving"]:
            return visitor.ask("POST", asked[1], self.form, **FORM)
        return visitor.get(asked[1])


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if ON_SQLITE:
        yield f"sqlite:///{tmp_path_factory.mktemp('breekbaar') / 'db.sqlite3'}"
    else:
        with postgres.throwaway() as url:
            yield url


@pytest.fixture(scope="module")
def breakable(database: str) -> Iterator[Breekbaar]:
    fill(database)
    with production(database) as port:
        coordinator = Bezoeker(port)
        coordinator.sign_in("coordinator")
        visitors = {"niemand": Bezoeker(port), "coordinator": coordinator}
        form = {"csrfmiddlewaretoken": coordinator.token("/account/"), "naam": "Leen"}
        yield Breekbaar(database, visitors, urlencode(form).encode())


@pytest.mark.parametrize("failure", FAILURES)
def test_database_that_is_away_is_told_and_comes_back(
    breakable: Breekbaar, failure: Callable[[str], AbstractContextManager[None]]
) -> None:
    with failure(breakable.url):
        answers = breakable.ask_all()

    pages = {name: answers[name] for name in NEEDS_DATABASE}
    assert {name: told(answer) for name, answer in pages.items()} == dict.fromkeys(
        NEEDS_DATABASE, AWAY
    )
    for answer in pages.values():
        assert answer.headers["retry-after"] == "30"
        assert answer.report().score >= WHOLE
        assert INSIDE.findall(answer.body) == []
    for wie in HEALTH:
        health = answers[f"health, {wie}"]
        assert (health.status, json.loads(health.body)["database"]) == (
            503,
            "antwoordt niet",
        )
    assert AWAY not in {told(answer) for answer in breakable.ask_all().values()}
