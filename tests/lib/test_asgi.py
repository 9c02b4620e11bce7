"""How much of a request Django gets to see."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from samenwijzer.lib import asgi
from samenwijzer.lib.asgi import TE_VEEL, with_limited_body

Message = dict[str, Any]
EMPTY = {"type": "http.request", "body": b"", "more_body": False}
GONE = {"type": "http.disconnect"}


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asgi, "MOST_BODY", 10)
    monkeypatch.setattr(asgi, "MOST_READ", 30)


def send(*parts: bytes, ends: bool = True) -> tuple[list[Message], bool, int]:
    """What the application hears, whether that was too much, how much was left."""
    messages: Iterator[Message] = iter(
        [
            {
                "type": "http.request",
                "body": part,
                "more_body": not ends or number < len(parts),
            }
            for number, part in enumerate(parts, 1)
        ]
    )
    heard: list[Message] = []
    scope: dict[str, Any] = {"type": "http"}

    async def receive() -> Message:
        return next(messages, GONE)

    async def application(scope: Any, receive: Any, send: Any) -> None:
        while True:
            heard.append(await receive())
            if not heard[-1].get("more_body"):
                return

    async def run() -> None:
        await with_limited_body(application)(scope, receive, None)

    asyncio.run(run())
    return heard, TE_VEEL in scope, len(list(messages))


def test_body_within_the_limit_passes_as_it_is() -> None:
    heard, too_much, _ = send(b"x" * 5, b"x" * 5)

    assert b"".join(one["body"] for one in heard) == b"x" * 10
    assert not too_much


def test_larger_body_is_read_to_its_end_and_kept_nowhere() -> None:
    heard, too_much, left = send(b"x" * 5, b"x" * 6, b"x" * 9)

    assert [one.get("body") for one in heard] == [b"x" * 5, b""]
    assert (too_much, left) == (True, 0)


def test_body_without_end_is_cut_off() -> None:
    heard, too_much, left = send(*[b"x" * 10] * 9, ends=False)

    assert heard[-1] == GONE
    assert (too_much, left) == (True, 5)


def test_who_goes_away_halfway_is_gone() -> None:
    heard, _, _ = send(b"x" * 11, ends=False)

    assert heard == [GONE]
