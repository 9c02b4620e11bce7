"""Showing and writing at the same moment, over real connections; see `gelijk_tonen`."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.browser.database import own_database

TIMES = 8
BEIDE = ["Griet", "Nadia"]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("tonen")
    with own_database(folder, f"tonen_{worker_id}") as url:
        yield url


def play(story: str, database: str) -> list[object]:
    """What came of it, each time."""
    result = subprocess.run(
        [sys.executable, "-m", "tests.gesprekken.gelijk_tonen", story],
        check=True,
        stdout=subprocess.PIPE,
        env={**os.environ, "DATABASE_URL": database},
    )
    outcomes: list[object] = json.loads(result.stdout)
    return outcomes


def test_both_at_once_are_shown_together_and_never_one(database: str) -> None:
    assert play("both", database) == [[[302, 302], [], BEIDE]] * TIMES


def test_both_pressing_on_and_on_are_shown_once(database: str) -> None:
    assert play("both_on_and_on", database) == [[[302], BEIDE]] * TIMES


def test_taking_back_at_that_moment_keeps_ones_own_back(database: str) -> None:
    possible = [[[302, 302], []], [[302, 302], ["Griet"]]]
    outcomes = play("back", database)

    assert [outcome in possible for outcome in outcomes] == [True] * TIMES


def test_words_that_wait_are_those_that_appear(database: str) -> None:
    teksten = {"Griet": "G", "Nadia": "N"}

    assert play("edit", database) == [[[422, 302], teksten, "N"]] * TIMES


def test_shown_words_are_those_that_are_kept(database: str) -> None:
    possible = [[[200, 302], "nieuw", "nieuw"], [[422, 302], "N", "N"]]
    outcomes = play("write_and_show", database)

    assert [outcome in possible for outcome in outcomes] == [True] * TIMES


def test_of_many_devices_one_saves_and_the_others_are_told(database: str) -> None:
    assert play("devices", database) == [[[200] + [409] * 9, True]] * TIMES


def test_turning_keys_loses_nothing_that_is_written(database: str) -> None:
    assert play("resealed", database) == [[[0, 0], "zin 9"]] * TIMES


def test_team_that_begins_leaves_nobody_out(database: str) -> None:
    assert play("team", database) == [[[302] * 3, ["An", "Bo", "Cas"]]] * TIMES
