"""Four devices that come and go end with the same text, and nothing twice in it.

Two people write on two devices each, anywhere in each other's words, while questions
and answers get lost, pages are reloaded and a device is dropped in the canal. An hour
of it: `STORING_SEEDS=20 STORING_ROUNDS=4000 pytest tests/storing/test_vier.py`. A
seed that fails fails again by its number, though never twice in just the same way:
the four don't wait for each other.
"""

import html
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.database import own_database
from tests.storing.toestel import Toestel
from tests.storing.verbinding import Verbinding
from tools.server import serve

ROUNDS = int(os.environ.get("STORING_ROUNDS", "100"))
SEEDS = int(os.environ.get("STORING_SEEDS", "1"))
FIELD = re.compile(r'<textarea name="([0-9a-f-]{36})"[^>]*>\n?([^<]*)</textarea>')
PEOPLE = ("zij-instromer", "duo-partner") * 2
Texts = dict[str, str]


@pytest.fixture
def port(tmp_path: Path, worker_id: str) -> Iterator[int]:
    with (
        own_database(tmp_path, f"vier_{worker_id}", demo=True) as url,
        serve(DATABASE_URL=url, SAMENWIJZER_DEMO="ja-ik-weet-het") as port,
    ):
        yield port


def read_page(reader: Verbinding, gesprek: str) -> Texts:
    """What stands in the page of who has no script."""
    page = reader.ask("GET", f"/gesprekken/{gesprek}/samen/").content.decode()
    return {key: html.unescape(text) for key, text in FIELD.findall(page)}


def read_device(device: Toestel) -> Texts:
    return {key: device.schrijver.read(key) for key in device.keys}


def make_devices(port: int, seed: int) -> list[Toestel]:
    first = Verbinding(port)
    first.sign_in("zij-instromer")
    gesprek = first.find_talk()
    keys = list(read_page(first, gesprek))
    assert len(keys) == 2
    return [
        Toestel(port, wie, gesprek, keys, f"{seed} {number}", number)
        for number, wie in enumerate(PEOPLE)
    ]


def write_at_once(devices: list[Toestel]) -> None:
    for device in devices:
        device.rounds = ROUNDS
        device.start()
    for device in devices:
        device.join()


def come_together(devices: list[Toestel]) -> None:
    """Everybody is back online, and asks until there is nothing newer."""
    before: list[Texts] = []
    for device in devices:
        device.connection.is_good = True
    while before != (now := [read_device(device) for device in devices]):
        before = now
        assert all(device.sync() for device in devices)


@pytest.mark.parametrize("seed", range(1, SEEDS + 1))
def test_four_devices_end_with_the_same_text(port: int, seed: int) -> None:
    devices = make_devices(port, seed)
    write_at_once(devices)
    assert [device.fault for device in devices] == [None] * 4, f"seed {seed}"
    come_together(devices)

    one = devices[0]
    fresh = Toestel(port, "duo-partner", one.gesprek.pk, one.keys, "fresh", 0)
    assert fresh.sync()
    page = read_page(one.connection, one.gesprek.pk)
    seen = [read_device(device) for device in (*devices, fresh)]

    assert seen == [page] * 5, f"seed {seed}"
    check_characters(devices, Counter("".join(page.values())), seed)
    check_trouble(devices)


def check_characters(devices: list[Toestel], found: Counter[str], seed: int) -> None:
    """What was acknowledged is there as often as it was typed; nothing else is."""
    least, most = Counter[str](), Counter[str]()
    for device in devices:
        least += device.least()
        most += device.most()
    assert (least - found, found - most) == ({}, {}), f"lost, too many; seed {seed}"
    assert len(least) > ROUNDS, "hardly anything was written"


def check_trouble(devices: list[Toestel]) -> None:
    """All that can go wrong did."""
    happened = sum((device.happened for device in devices), Counter[str]())
    assert set(happened) == {
        *("type", "erase", "reload", "lose", "go_offline"),
        *("the question", "the answer"),
    }
