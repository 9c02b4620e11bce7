import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.database import own_database


@pytest.fixture
def database(tmp_path: Path, worker_id: str) -> Iterator[str]:
    with own_database(tmp_path, f"vijftig_{worker_id}") as url:
        yield url


def fifty(what: str, database: str) -> dict[str, int]:
    """What came of it when fifty did this at the same moment."""
    result = subprocess.run(
        [sys.executable, "-m", "tests.scholen.vijftig", what],
        check=True,
        stdout=subprocess.PIPE,
        env={**os.environ, "DATABASE_URL": database},
    )
    outcome: dict[str, int] = json.loads(result.stdout)
    return outcome


def test_invitation_works_once_for_fifty(database: str) -> None:
    outcome = fifty("accept", database)

    assert outcome == {"gelukt": 1, "geweigerd": 49, "leden": 1}


def test_empty_installation_is_set_up_once_by_fifty(database: str) -> None:
    outcome = fifty("begin", database)

    assert outcome == {"gelukt": 1, "geweigerd": 49, "scholen": 1}


def test_fifty_invitations_at_once_stop_at_the_limit(database: str) -> None:
    outcome = fifty("invite", database)

    assert outcome == {"gelukt": 20, "geweigerd": 30, "uitnodigingen": 20}


def test_a_school_keeps_a_coordinator_when_fifty_leave(database: str) -> None:
    outcome = fifty("step_down", database)

    assert outcome == {"gelukt": 49, "geweigerd": 1, "coordinatoren": 1}
