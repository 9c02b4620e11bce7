"""What the screen calls kept survives the server's sudden death, time after time.

A word is lost when it isn't in the text any more, and an update unreadable when it
is there and can't be taken: they are counted apart.
"""

import os
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.database import own_database
from tests.storing.typist import Typist
from tests.storing.verbinding import Verbinding
from tests.storing.warm import Warm, warm

KILLS = int(os.environ.get("STORING_KILLS", "100"))
# Words that each types between two deaths: all of them fit in two answers.
WORDS = max(1, 1400 // KILLS)
FIELD = re.compile(r'<textarea name="([0-9a-f-]{36})"')
WRITERS = {
    "k": "zij-instromer",
    "l": "duo-partner",
    "m": "zij-instromer",
    "n": "duo-partner",
}


@pytest.fixture
def server(tmp_path: Path, worker_id: str) -> Iterator[Warm]:
    with (
        own_database(tmp_path, f"kill_{worker_id}", demo=True) as url,
        warm(DATABASE_URL=url, SAMENWIJZER_DEMO="ja-ik-weet-het") as server,
    ):
        server.start()
        yield server


def make_typists(server: Warm) -> list[Typist]:
    """Two people on two devices each, in the two questions of the demo's talk."""
    first = Verbinding(server.port)
    first.sign_in("zij-instromer")
    gesprek = first.find_talk()
    page = first.ask("GET", f"/gesprekken/{gesprek}/samen/").content.decode()
    keys = FIELD.findall(page)
    assert len(keys) == 2
    return [
        Typist(server.port, wie, letter, gesprek, keys[number // 2])
        for number, (letter, wie) in enumerate(WRITERS.items())
    ]


def write_through_deaths(server: Warm, typists: list[Typist]) -> int:
    """Let them write while the server dies; how many deaths cut somebody off."""
    for typist in typists:
        typist.start()
    for _ in range(KILLS):
        for typist in typists:
            typist.may += WORDS
        time.sleep(random.uniform(0.05, 0.3))
        server.kill()
        server.start()
    for typist in typists:
        typist.over.set()
        typist.join()
    return sum(typist.cut_off for typist in typists)


def test_nothing_acknowledged_is_lost(server: Warm) -> None:
    typists = make_typists(server)
    cut_off = write_through_deaths(server, typists)
    acknowledged = [word for it in typists for word in it.words[: it.acknowledged]]
    before = read(server, typists)
    assert [typist.refused for typist in typists] == [[], [], [], []]
    assert [word for word in acknowledged if before[word] != 1] == []
    for typist in typists:
        assert typist.send()
    after = read(server, typists)
    assert after == Counter(word for it in typists for word in it.words)
    assert cut_off > KILLS / 10, "nobody was writing when the server died"


def read(server: Warm, typists: list[Typist]) -> Counter[str]:
    """How often each word stands in the text, as a fresh page gets it."""
    one = typists[0]
    reader = Typist(server.port, "duo-partner", "z", one.gesprek, one.key)
    assert reader.send(), "unreadable"
    keys = sorted({typist.key for typist in typists})
    return Counter(" ".join(reader.schrijver.read(key) for key in keys).split())
