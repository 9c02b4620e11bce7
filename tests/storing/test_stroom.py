"""Hints over a real stream: in one process, and between two on PostgreSQL."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, closing
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from tests.browser.database import own_database
from tests.storing.typist import Typist
from tests.storing.verbinding import Verbinding
from tools.server import serve

ON_POSTGRESQL = os.environ.get("DATABASE_URL", "sqlite:").startswith("postgres")


@pytest.fixture
def ports(tmp_path: Path, worker_id: str) -> Iterator[tuple[int, int]]:
    """Of the server that is written to, and of the one that streams.

    On SQLite it is the same one: there is one process, by design.
    """
    with ExitStack() as stack:
        url = stack.enter_context(
            own_database(tmp_path, f"stroom_{worker_id}", demo=True)
        )
        settings = {"DATABASE_URL": url, "SAMENWIJZER_DEMO": "ja-ik-weet-het"}
        first = stack.enter_context(serve(**settings))
        second = stack.enter_context(serve(**settings)) if ON_POSTGRESQL else first
        yield first, second


def read_hint(stream: HTTPResponse) -> str:
    """The next one, over the lines that only keep the connection awake."""
    while True:
        line = stream.readline().decode().strip()
        assert line or not stream.closed, "the stream ended"
        if line.startswith("data: "):
            return line.removeprefix("data: ")


def test_stream_tells_that_there_is_something_newer(ports: tuple[int, int]) -> None:
    reader = Verbinding(ports[1])
    reader.sign_in("duo-partner")
    gesprek = reader.find_talk()
    cookies = "; ".join(f"{name}={it}" for name, it in reader.cookies.items())
    with closing(HTTPConnection("127.0.0.1", ports[1], timeout=30)) as connection:
        path = f"/gesprekken/{gesprek}/samen/stroom"
        connection.request("GET", path, headers={"Cookie": cookies})
        stream = connection.getresponse()
        assert stream.headers["Content-Type"] == "text/event-stream"
        assert stream.headers["Cache-Control"] == "no-store, private"
        begin = read_hint(stream)
        typist = Typist(ports[0], "zij-instromer", "k", gesprek, "afspraak-1")
        typist.schrijver.type("afspraak-1", "Meekijken")
        assert typist.send()
        hints = [begin]
        while "1" not in hints:
            hints.append(read_hint(stream))
    assert set(hints) <= {"0", "wie", "kijk", "1"}


def test_stream_is_closed_to_who_takes_no_part(ports: tuple[int, int]) -> None:
    member = Verbinding(ports[0])
    member.sign_in("duo-partner")
    path = f"/gesprekken/{member.find_talk()}/samen/stroom"
    statuses = {}
    for wie in ("coordinator", "directie", "teamlid", "buitenstaander"):
        reader = Verbinding(ports[0])
        reader.sign_in(wie)
        statuses[wie] = reader.ask("GET", path).status_code
    assert statuses == dict.fromkeys(statuses, 404)
