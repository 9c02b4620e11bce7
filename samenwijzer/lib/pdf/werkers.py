"""Processes that set documents, a few at a time, each of which can be killed.

One pipe for each process: killing one can never leave the others waiting for a lock.
"""

import logging
import queue
import subprocess
import sys
import threading
from concurrent.futures import Future
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
WAITING = 60  # documents, before it says that it is busy
TASKS = 250  # after which a process makes place for a new one

START = 30  # seconds for a process to be there
MISLUKT = "Dit blad opmaken is niet gelukt. Probeer het opnieuw."

logger = logging.getLogger(__name__)


class PdfFout(Exception):
    """A document that can't be made; the message is a Dutch sentence for people."""


class Druk(PdfFout):
    """Too many documents at once; trying again later helps."""


class Werkplaats:
    """`aantal` processes, started when there is work for them.

    A document gets `seconden` seconds and `geheugen` bytes; `mappen` are the folders
    with static files that it may use.
    """

    def __init__(
        self, aantal: int, *, mappen: tuple[str, ...], seconden: float, geheugen: int
    ) -> None:
        self.seconden = seconden
        self.command = [
            *(sys.executable, "-m", "samenwijzer.lib.pdf"),
            *(str(geheugen), *mappen),
        ]
        self.queue: queue.Queue[tuple[Future[Any], tuple[Any, ...]]]
        self.queue = queue.Queue(maxsize=WAITING)
        for _ in range(aantal):
            threading.Thread(target=self._work, daemon=True).start()

    def submit(self, name: str, *arguments: Any) -> Future[Any]:
        """Call the function of `zetter` with this name in one of the processes."""
        future: Future[Any] = Future()
        try:
            self.queue.put_nowait((future, (name, *arguments)))
        except queue.Full:
            raise Druk(
                "Er worden nu heel veel bladen opgemaakt. Wacht een minuut en "
                "probeer het dan opnieuw."
            ) from None
        return future

    def _work(self) -> None:
        werker: Werker | None = None
        while True:
            future, task = self.queue.get()
            try:
                if werker is None or werker.done >= TASKS or not werker.alive:
                    if werker:
                        werker.kill()
                    werker = None
                    werker = Werker(self.command)
                future.set_result(werker.do(task, self.seconden))
            except BaseException as error:  # noqa: BLE001 (it reaches who waits)
                future.set_exception(error)
            del future, task


class Werker:
    """One process, at the other end of a pipe; it ends by itself when that closes."""

    def __init__(self, command: list[str]) -> None:
        self.done = 0
        self.pipe: Connection[Any, Any]
        self.pipe, theirs = Pipe()
        number = theirs.fileno()
        self.process = subprocess.Popen(  # noqa: S603
            [*command[:3], str(number), *command[3:]],
            pass_fds=[number],
            stdin=subprocess.DEVNULL,
            cwd=ROOT,
            start_new_session=True,  # Ctrl-C in a terminal is for the server
        )
        theirs.close()
        try:  # once it is there, the time is the document's own
            if not self.pipe.poll(START):
                raise TimeoutError
            self.pipe.recv()
        except (EOFError, OSError) as error:
            self.kill()
            logger.error("PDF: a process did not start: %r", error)
            raise PdfFout(MISLUKT) from None

    @property
    def alive(self) -> bool:
        return self.process.poll() is None

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self.pipe.close()

    def do(self, task: tuple[Any, ...], seconden: float) -> Any:
        """The answer to one task; without one in time, the process is gone."""
        self.done += 1
        try:
            self.pipe.send(task)
            if not self.pipe.poll(seconden):
                raise TimeoutError
            good, answer = self.pipe.recv()
        except TimeoutError:
            self.kill()
            raise PdfFout(
                f"Dit opmaken duurt langer dan {seconden:.0f} seconden. Kies minder "
                "vragen, groepen of tekst en probeer het opnieuw."
            ) from None
        except (EOFError, OSError):
            self.kill()
            raise PdfFout(
                "Dit is te groot om op te maken. Kies minder vragen, groepen of tekst "
                "en probeer het opnieuw."
            ) from None
        if not good:
            logger.error("PDF: %s", answer)
            raise PdfFout(MISLUKT)
        return answer
