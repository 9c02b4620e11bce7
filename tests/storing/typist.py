"""Somebody who types word after word into a talk, over a connection that dies."""

import random
import threading
import time
from types import SimpleNamespace
from typing import Any, cast

from tests.gesprekken.schrijven import Schrijver
from tests.storing.verbinding import Verbinding, Weg

PAUSE = 0.01  # seconds between two words, on average


class Typist(threading.Thread):
    """Types in one field; `acknowledged` is how many words the server confirmed."""

    def __init__(
        self, port: int, wie: str, letter: str, gesprek: str, key: str
    ) -> None:
        super().__init__(daemon=True)
        connection = Verbinding(port)
        person, talk = SimpleNamespace(pk=connection.sign_in(wie)), SimpleNamespace()
        talk.pk = gesprek
        self.schrijver = Schrijver(
            cast("Any", talk), cast("Any", person), cast("Any", connection)
        )
        self.gesprek, self.key, self.letter = gesprek, key, letter
        self.words: list[str] = []
        self.acknowledged = 0
        self.may = 0
        self.cut_off = 0
        self.refused: list[str] = []
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.is_set():
            if len(self.words) < self.may:
                self.words.append(f"{self.letter}{len(self.words):04d}")
                self.schrijver.type(self.key, f"{self.words[-1]} ")
            self.send()
            time.sleep(random.uniform(0, 2 * PAUSE))

    def send(self) -> bool:
        """Post what isn't acknowledged yet; False when nobody answered."""
        count = len(self.words)
        try:
            self.schrijver.sync()
        except Weg:
            self.cut_off += 1
            return False
        except AssertionError as error:
            self.refused.append(str(error))
            return False
        self.acknowledged = count
        return True
