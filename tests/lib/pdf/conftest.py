"""Workshops with real processes, which end with the test that asked for them."""

from collections.abc import Callable, Iterator

import pytest

from samenwijzer.lib.pdf import werkers
from samenwijzer.lib.pdf.werkers import Werker, Werkplaats
from tests.lib.pdf.make import GEHEUGEN, MAPPEN

MakeWerkplaats = Callable[..., Werkplaats]


def _recorded(made: list[Werker]) -> type[Werker]:
    class Recorded(Werker):
        def __init__(self, command: list[str]) -> None:
            super().__init__(command)
            made.append(self)

    return Recorded


def _end(made: list[Werker]) -> None:
    """Kill the processes; each pipe is closed by the one thread that uses it."""
    for werker in made:
        werker.process.kill()
        werker.process.wait()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Werker]]:
    """The processes that this test's workshops start, in order."""
    made: list[Werker] = []
    monkeypatch.setattr(werkers, "Werker", _recorded(made))
    yield made
    _end(made)


@pytest.fixture
def make_werkplaats(made: list[Werker]) -> MakeWerkplaats:
    def make(
        aantal: int = 1,
        *,
        seconden: float = 30,
        geheugen: int = GEHEUGEN,
        mappen: tuple[str, ...] = MAPPEN,
    ) -> Werkplaats:
        return Werkplaats(aantal, mappen=mappen, seconden=seconden, geheugen=geheugen)

    return make


@pytest.fixture(scope="package")
def werkplaats() -> Iterator[Werkplaats]:
    """One process that tests share, where only the document matters."""
    made: list[Werker] = []
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(werkers, "Werker", _recorded(made))
        shared = Werkplaats(1, mappen=MAPPEN, seconden=30, geheugen=GEHEUGEN)
        shared.submit("set_pdf", "<p>").result()
    yield shared
    _end(made)
