"""Every address × every actor × every kind of object × every method."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.urls import resolve

from tests.veiligheid.matrix import cells, check_cells, check_site_map
from tests.veiligheid.opstelling import (
    ACTOREN,
    Actor,
    make_wereld,
    sign_in,
    whole_site_map,
)
from tests.veiligheid.voorwerpen import classify

pytestmark = pytest.mark.django_db

# One of each: school B has the same roles, and a second lid is like the first.
ROLES = [naam for naam in ACTOREN if not naam.endswith(" B") and naam != "collega A"]


@pytest.fixture(autouse=True)
def _whole_site_map() -> Iterator[None]:
    with whole_site_map():
        yield


@pytest.fixture
def wereld() -> dict[str, Actor]:
    return make_wereld()


def enter(wereld: dict[str, Actor], naam: str) -> Actor:
    """This actor, signed in; what breaks is an answer like any other."""
    actor = wereld[naam]
    sign_in(actor)
    actor.client.raise_request_exception = False
    return actor


def test_every_address_is_classified_and_open_only_on_purpose() -> None:
    assert check_site_map() == []


def test_every_address_is_reached(wereld: dict[str, Actor]) -> None:
    reached = {resolve(cel.path).route for cel in cells(wereld["lid A"])}

    assert reached == classify().keys()


@pytest.mark.parametrize("naam", ROLES)
def test_every_answer_follows_from_the_classification(
    naam: str, wereld: dict[str, Actor]
) -> None:
    begin = time.perf_counter()
    actor = enter(wereld, naam)
    chosen = list(cells(actor))

    found = check_cells(actor, chosen)

    record(actor, len(chosen), time.perf_counter() - begin)
    assert not found, "\n".join(found)


def record(actor: Actor, number: int, seconds: float) -> None:
    """Leave the figures for whoever wants to know how much was asked."""
    folder = Path(settings.BASE_DIR / "build" / "matrix")
    folder.mkdir(parents=True, exist_ok=True)
    figures = {
        "adressen": len(classify()),
        "cellen": number,
        "seconden": round(seconds, 1),
    }
    path = folder / f"{connection.vendor}-{actor.naam.replace(' ', '-')}.json"
    path.write_text(json.dumps(figures), encoding="utf-8")
