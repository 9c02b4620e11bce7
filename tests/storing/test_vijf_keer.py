"""Every POST five times in parallel does what it does once; see `vijf_keer`."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.database import own_database
from tests.storing.drukken import ELSEWHERE
from tests.veiligheid.gedrag import GEDRAG

# What a press that is sent again does again, by address.
AGAIN = {
    # Each asks for a code to sign in with, and the last one works.
    "account/login/ AanmeldForm",
}
# Done, or: what is gone by now, somebody was first, this can't be (any more).
EXPECTED = {200, 302, 404, 409, 422}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("vijf")
    with own_database(folder, f"vijf_{worker_id}") as url:
        yield url


@pytest.fixture(scope="module")
def told(database: str) -> dict[str, dict[str, Any]]:
    """Of each press, what came of one and of five."""
    result = subprocess.run(
        [sys.executable, "-m", "tests.storing.vijf_keer"],
        check=True,
        stdout=subprocess.PIPE,
        env={**os.environ, "DATABASE_URL": database},
    )
    outcome: dict[str, dict[str, Any]] = json.loads(result.stdout)
    return outcome


def test_every_address_that_takes_a_press_is_pressed(
    told: dict[str, dict[str, Any]],
) -> None:
    pressed = {naam.partition(" ")[0] for naam in told}
    taking = {
        route
        for route, how in GEDRAG.items()
        if how["POST"] not in {403, 404, 405} and not route.startswith("beheer/")
    }
    assert taking - pressed - ELSEWHERE == set()


def test_every_press_does_something(told: dict[str, dict[str, Any]]) -> None:
    """Or five would do the same as one."""
    assert [naam for naam, one in told.items() if one["niets"]] == []
    assert {one["een"] for one in told.values()} == {200, 302}


def test_five_presses_leave_what_one_does(told: dict[str, dict[str, Any]]) -> None:
    other = {
        naam: (one["te veel"], one["te weinig"])
        for naam, one in told.items()
        if (one["te veel"] or one["te weinig"]) and naam not in AGAIN
    }
    assert other == {}


def test_each_of_five_is_answered(told: dict[str, dict[str, Any]]) -> None:
    """One of them as it would be alone; none with a fault of ours."""
    broken = {
        naam: one["vijf"]
        for naam, one in told.items()
        if one["een"] not in one["vijf"] or not EXPECTED.issuperset(one["vijf"])
    }
    assert broken == {}
