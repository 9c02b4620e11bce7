"""What people press at the same moment, over real connections; see `gelijk`."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.database import own_database


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("gelijk")
    with own_database(folder, f"gelijk_{worker_id}") as url:
        yield url


def together(what: str, database: str) -> dict[str, Any]:
    """What came of it when they did this at the same moment."""
    result = subprocess.run(
        [sys.executable, "-m", "tests.gesprekken.gelijk", what],
        check=True,
        stdout=subprocess.PIPE,
        env={**os.environ, "DATABASE_URL": database},
    )
    outcome: dict[str, Any] = json.loads(result.stdout)
    return outcome


def requests(number: int, *names: str) -> list[str]:
    return [f"REQUEST {naam} {number}" for naam in names or ("Griet", "Nadia")]


def cancels(number: int) -> list[str]:
    return [f"CANCEL {naam} {number}" for naam in ("Griet", "Nadia")]


def test_of_two_moves_one_holds(database: str) -> None:
    outcome = together("moves", database)

    assert (outcome["statussen"], outcome["mails"]) == ([302, 409], requests(1))
    assert outcome["gesprekken"] in ([["gepland", 1, 1]], [["gepland", 1, 2]])


def test_move_pressed_on_and_on_moves_once(database: str) -> None:
    assert together("move_pressed", database) == {
        "statussen": [302] * 10,
        "gesprekken": [["gepland", 1, 1]],
        "mails": requests(1),
    }


def test_cancelling_holds_whoever_moves_at_that_moment(database: str) -> None:
    outcome = together("move_and_cancel", database)

    [[staat, number, _]] = outcome.pop("gesprekken")
    assert (staat, outcome) in (
        ("afgezegd", {"statussen": [302, 422], "mails": cancels(1)}),
        ("afgezegd", {"statussen": [302, 302], "mails": cancels(2) + requests(1)}),
    )
    assert number == len(outcome["mails"]) // 2


def test_talk_is_cancelled_once_by_all(database: str) -> None:
    assert together("cancels", database) == {
        "statussen": [302] * 9,
        "gesprekken": [["afgezegd", 1, 0]],
        "mails": cancels(1),
    }


def test_of_two_picks_one_holds(database: str) -> None:
    outcome = together("picks", database)

    assert outcome["statussen"] == [302, 422]
    assert outcome["mails"] == requests(0, "Els", "Griet", "Nadia")
    assert outcome["gesprekken"] in ([["gepland", 0, 1]], [["gepland", 0, 2]])


def test_pick_and_proposal_leave_one_moment_or_one_proposal(database: str) -> None:
    outcome = together("pick_and_propose", database)

    assert outcome in (
        {  # the proposal came first
            "statussen": [302, 422],
            "gesprekken": [["zoekt", 0, None]],
            "mails": ["momenten Griet"],
        },
        {
            "statussen": [302, 302],
            "gesprekken": [["gepland", 0, 1]],
            "mails": [*requests(0), "momenten Griet"],
        },
    )


def test_proposal_pressed_on_and_on_is_one_mail(database: str) -> None:
    assert together("proposals", database) == {
        "statussen": [302] * 10,
        "gesprekken": [["zoekt", 0, None]],
        "mails": ["momenten Griet"],
    }


def test_no_pressed_on_and_on_is_told_once(database: str) -> None:
    assert together("answers", database) == {
        "statussen": [302] * 10,
        "gesprekken": [["gepland", 0, 0]],
        "mails": ["kan_niet Griet"],
    }


def test_reply_read_by_all_counts_once(database: str) -> None:
    assert together("replies", database) == {
        "statussen": [0] * 9 + [1],
        "gesprekken": [["gepland", 0, 0]],
        "mails": ["kan_niet Griet"],
    }


@pytest.mark.parametrize(
    ("what", "statuses"),
    [("confirmed", [302] * 10), ("confirmed_apart", [302] + [422] * 9)],
)
def test_year_confirmed_on_and_on_is_planned_once(
    database: str, what: str, statuses: list[int]
) -> None:
    assert together(what, database) == {
        "statussen": statuses,
        "gesprekken": [["gepland", 0, days] for days in (0, 1, 2)],
        "mails": sorted(requests(0) * 2),
    }


def test_questions_chosen_together_stay_four(database: str) -> None:
    outcome = together("chosen", database)

    assert outcome["statussen"] == [302] * 4 + [422] * 4
    assert outcome["volgorde"] == [1, 2, 3, 4]
