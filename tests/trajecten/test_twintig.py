import json
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.browser.database import own_database


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("trajecten")
    with own_database(folder, f"trajecten_{worker_id}") as url:
        yield url


def twenty(what: str, database: str) -> dict[str, int]:
    """What came of it when twenty pressed at the same moment."""
    result = subprocess.run(
        [sys.executable, "-m", "tests.trajecten.twintig", what],
        check=True,
        stdout=subprocess.PIPE,
        env={**os.environ, "DATABASE_URL": database},
    )
    outcome: dict[str, int] = json.loads(result.stdout)
    return outcome


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("same_start", {"302": 20, "trajecten": 1, "mensen": 2, "mails": 2}),
        (
            "other_starts",
            {"302": 10, "422": 10, "trajecten": 10, "mensen": 20, "mails": 20},
        ),
        ("same_person", {"302": 1, "422": 19, "mensen": 3, "mails": 1}),
        # Who leaves and who comes, the other of the duo, and three calendars.
        ("replacements", {"302": 1, "422": 19, "mensen": 2, "mails": 6}),
        ("same_end", {"302": 20, "mensen": 1, "mails": 3}),
        ("same_phase", {"302": 20, "stappen": 1}),
        ("same_pause", {"302": 20, "stappen": 1, "mails": 2}),
        ("pause_and_plan", {"answers": 20, "stappen": 1, "gesprekken": 0}),
        ("other_details", {"302": 1, "409": 19, "versie": 1}),
    ],
)
def test_twenty_at_once_leave_what_one_would(
    what: str, expected: dict[str, int], database: str
) -> None:
    assert twenty(what, database) == expected
