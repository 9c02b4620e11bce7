"""Hints from whoever writes to whoever looks: "there is something newer".

Within a process they go straight; between processes PostgreSQL passes them on with
NOTIFY. A hint can get lost, and says nothing by itself: who missed it asks again
later. They carry a number or a word, never content.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import psycopg
from django.db import connection, transaction

logger = logging.getLogger(__name__)
CHANNEL = "samenwijzer"
ALL = "*"  # the topic of a hint for everybody
LOOK = "kijk"  # a hint without a number
AGAIN = 2.0  # seconds between two tries to listen

Queue = asyncio.Queue[str]


class Hub:
    """Who listens in this process, each with the event loop they live in."""

    def __init__(self) -> None:
        self._queues: dict[str, set[tuple[asyncio.AbstractEventLoop, Queue]]]
        self._queues = defaultdict(set)
        self._listening: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def listen(self, topic: str) -> AsyncIterator[Queue]:
        """The hints about `topic`, from now on."""
        me = (asyncio.get_running_loop(), Queue())
        self._queues[topic].add(me)
        self._start_listening()
        try:
            yield me[1]
        finally:
            self._queues[topic].discard(me)
            if not self._queues[topic]:
                del self._queues[topic]

    def pass_on(self, topic: str, hint: str) -> None:
        """Tell who listens here; from any thread."""
        topics = list(self._queues) if topic == ALL else [topic]
        for name in topics:
            for loop, queue in list(self._queues.get(name, ())):
                if not loop.is_closed():
                    loop.call_soon_threadsafe(queue.put_nowait, hint)

    def _start_listening(self) -> None:
        if connection.vendor != "postgresql":
            return
        if self._listening is None or self._listening.done():
            self._listening = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        """One connection of its own per process, for as long as it lives."""
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(
                    **_parameters(), autocommit=True
                ) as link:
                    await link.execute(f"LISTEN {CHANNEL}")
                    self.pass_on(ALL, LOOK)  # what was said before we listened
                    async for notify in link.notifies():
                        topic, _, hint = notify.payload.partition(":")
                        self.pass_on(topic, hint)
            except psycopg.Error as error:
                logger.warning("No hints from PostgreSQL: %s", type(error).__name__)
            await asyncio.sleep(AGAIN)


def _parameters() -> dict[str, Any]:
    known = connection.get_connection_params()
    wanted = ("dbname", "user", "password", "host", "port", "sslmode", "options")
    return {name: known[name] for name in wanted if known.get(name)}


HUB = Hub()


def wake(topic: str, hint: str) -> None:
    """Tell everybody who listens to `topic`, once this transaction is committed."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, f"{topic}:{hint}"])
    else:
        transaction.on_commit(lambda: HUB.pass_on(topic, hint))
