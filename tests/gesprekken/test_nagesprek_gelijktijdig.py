"""Closing, sharing and agreements, pressed at the same moment; see `gelijk_na`."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.database import own_database

NOTHING = {
    "verslagen": 0,
    "bevestigingen": 0,
    "stappen": 0,
    "delingen": [],
    "mails": 0,
}
CLOSED = NOTHING | {"verslagen": 1, "bevestigingen": 2}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("gelijk_na")
    with own_database(folder, f"gelijk_na_{worker_id}") as url:
        yield url


def together(what: str, database: str) -> list[dict[str, Any]]:
    """What came of it, four times."""
    result = subprocess.run(
        [sys.executable, "-m", "tests.gesprekken.gelijk_na", what],
        check=True,
        stdout=subprocess.PIPE,
        env={**os.environ, "DATABASE_URL": database},
    )
    outcomes: list[dict[str, Any]] = json.loads(result.stdout)
    return outcomes


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("confirmations", CLOSED | {"statussen": [302] * 4}),
        (
            "agreements",
            CLOSED | {"statussen": [302] * 4, "delingen": [True], "mails": 1},
        ),
        (
            "questions",
            CLOSED | {"statussen": [302] * 2, "delingen": [True], "mails": 1},
        ),
        ("finished", NOTHING | {"statussen": [302] * 4, "stappen": 1}),
        ("changes", NOTHING | {"statussen": [302, 409], "stappen": 1}),
    ],
)
def test_pressed_at_once_counts_once(
    database: str, what: str, expected: dict[str, Any]
) -> None:
    assert together(what, database) == [expected] * 4


def test_taken_back_stays_taken_back(database: str) -> None:
    gone = [
        CLOSED | {"statussen": [302, 302], "mails": 1},  # the yes came first
        CLOSED | {"statussen": [302, 409], "mails": 0},
    ]

    assert [one for one in together("yes_and_no", database) if one not in gone] == []


def test_report_holds_what_all_said_yes_to(database: str) -> None:
    possible = [
        CLOSED | {"statussen": [302, 302], "stappen": 1, "teksten": ["Bel Jan"]},
        NOTHING
        | {"statussen": [302, 409], "stappen": 1, "bevestigingen": 1, "teksten": []},
    ]

    outcomes = together("done_and_closed", database)

    assert [one for one in outcomes if one not in possible] == []
