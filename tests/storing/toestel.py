"""A device whose network, memory and owner can't be relied on.

Which characters its owner typed, took away and may have lost is counted, so that one
can tell afterwards which ones have to be there.
"""

import random
import threading
from base64 import b64encode
from collections import Counter
from types import SimpleNamespace
from typing import Any, cast

from pycrdt import Text, merge_updates

from tests.gesprekken.schrijven import Schrijver
from tests.storing.verbinding import Antwoord, Verbinding, Weg

# Each of these is typed once, by one device: of three bytes and of four.
MARKS = [*map(chr, range(0x4E00, 0xA000)), *map(chr, range(0x20000, 0x2A6D7))]
DEVICES = 4
BETWEEN = (" ", "\n", "é ", "😀", " 👩🏽‍🏫\n", "")
FULL = 12_000  # characters in one text, where there is room for 20,000
LOST = 0.12  # of the questions, and as many of the answers


class Wisselvallig(Verbinding):
    """A connection on which a question or its answer can get lost."""

    def __init__(self, port: int, chance: random.Random) -> None:
        super().__init__(port)
        self.chance, self.is_good = chance, True

    def ask(
        self,
        method: str,
        path: str,
        body: str = "",
        headers: dict[str, str] | None = None,
    ) -> Antwoord:
        if self.is_good:
            return super().ask(method, path, body, headers)
        if self.chance.random() < LOST:
            raise Weg("the question")
        answer = super().ask(method, path, body, headers)
        if self.chance.random() < LOST:
            raise Weg("the answer")
        return answer


class Toestel(threading.Thread):
    """Somebody's page, on which `rounds` things happen, by chance."""

    def __init__(
        self, port: int, wie: str, gesprek: str, keys: list[str], seed: str, number: int
    ) -> None:
        super().__init__(daemon=True)
        self.chance = random.Random(seed)
        self.connection = Wisselvallig(port, self.chance)
        self.wie = SimpleNamespace(pk=self.connection.sign_in(wie))
        self.gesprek, self.keys = SimpleNamespace(pk=gesprek), keys
        self.marks = iter(MARKS[number::DEVICES])
        self.mine: set[str] = set()
        self.typed = {soort: Counter[str]() for soort in ("sure", "new", "lost")}
        self.erased = {soort: Counter[str]() for soort in ("sure", "new", "lost")}
        self.happened = Counter[str]()
        self.rounds = self.offline = 0
        self.fault: BaseException | None = None
        self.open([])

    def open(self, kept: list[bytes]) -> None:
        """A page that is loaded anew, on which stands what the device kept."""
        self.schrijver = Schrijver(
            cast("Any", self.gesprek),
            cast("Any", self.wie),
            cast("Any", self.connection),
        )
        self.loose = kept
        for update in kept:
            self.schrijver.doc.apply_update(update)

    def run(self) -> None:
        try:
            self.connection.is_good = False
            for _ in range(self.rounds):
                self.do_something()
        except BaseException as fault:
            self.fault = fault
            raise

    def do_something(self) -> None:
        deeds = {
            self.type: 60,
            self.erase: 15,
            self.reload: 4,
            self.lose: 2,
            self.go_offline: 3,
        }
        [deed] = self.chance.choices(list(deeds), list(deeds.values()))
        deed()
        self.happened[deed.__name__] += 1
        self.offline = max(self.offline - 1, 0)
        if not self.offline and self.chance.random() < 2 / 3:
            self.sync()

    def type(self) -> None:
        """A few characters, anywhere in what anybody wrote."""
        key = self.chance.choice(self.keys)
        stands = self.schrijver.read(key)
        if len(stands) > FULL:
            return
        marks = [next(self.marks), next(self.marks)]
        piece = self.chance.choice(BETWEEN).join(marks) + self.chance.choice(BETWEEN)
        at = self.chance.randint(0, len(stands))
        self.schrijver.type(key, piece, len(stands[:at].encode()))
        self.mine.update(marks)
        self.typed["new"].update(piece)

    def erase(self) -> None:
        """A few of one's own characters, wherever they are by now."""
        key = self.chance.choice(self.keys)
        text = self.schrijver.doc.get(key, type=Text)
        stands = [mark for mark in str(text) if mark in self.mine]
        for mark in self.chance.sample(stands, min(3, len(stands))):
            at = len(str(text).partition(mark)[0].encode())
            del text[at : at + len(mark.encode())]
            self.erased["new"][mark] += 1

    def go_offline(self) -> None:
        self.offline = self.chance.randint(2, 12)

    def unsent(self) -> bytes:
        update = self.schrijver.doc.get_update(self.schrijver.sent)
        return merge_updates(update, *self.loose)

    def reload(self) -> None:
        """The device has what wasn't sent; often it has all that stood there, too."""
        kept = [self.unsent()]
        if self.chance.random() < 1 / 2:
            kept.append(self.schrijver.doc.get_update())
        self.open(kept)

    def lose(self) -> None:
        """Another device, on which there is nothing yet."""
        for counts in (self.typed, self.erased):
            counts["lost"] += counts["new"]
            counts["new"].clear()
        self.open([])

    def sync(self) -> bool:
        """Whether the server answered; all that one did is kept then."""
        update = b64encode(self.unsent()).decode()
        try:
            self.schrijver.sync(update=update)
        except Weg as gone:
            self.happened[str(gone)] += 1
            return False
        self.loose = []
        for counts in (self.typed, self.erased):
            counts["sure"] += counts["new"]
            counts["new"].clear()
        return True

    def least(self) -> Counter[str]:
        """What has to be in the text, of what was typed here."""
        return self.typed["sure"] - self.erased["sure"] - self.erased["lost"]

    def most(self) -> Counter[str]:
        """The same, with what was lost and may have got through all the same."""
        return self.typed["sure"] + self.typed["lost"] - self.erased["sure"]
