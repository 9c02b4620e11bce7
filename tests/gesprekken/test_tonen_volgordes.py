"""Every order in which two people can write, choose and think better of it."""

from collections.abc import Iterator, Sequence

import pytest

from gesprekken.models import Gesprek, Gespreksvraag, Getoond, Voorbereiding
from gesprekken.services import GesprekFout
from gesprekken.services.tonen import Keuze
from scholen.models import Gebruiker

from .bereid import make_vraag, press, save, shown

pytestmark = pytest.mark.django_db


class Model:
    """What two people should see, as simply as it can be said."""

    def __init__(self) -> None:
        self.text: dict[str, str] = {}
        self.waits: set[str] = set()
        self.shown: dict[str, str] = {}

    def do(self, who: str, what: str) -> bool:
        """Whether it is allowed."""
        if what in {"mij", "terug"}:
            self.waits.discard(who)
            self.shown.pop(who, None)
        elif what in {"samen", "nu"}:
            return self._show(who, what)
        elif who in self.waits | self.shown.keys():
            return self.text[who] == what
        else:
            self.text[who] = what
        return True

    def _show(self, who: str, what: str) -> bool:
        if not self.text.get(who):
            return False
        if who in self.shown:
            return True
        self.waits.add(who)
        everybody = self.waits | self.shown.keys() == {"Nadia", "Griet"}
        if what == "nu":
            self._appear(who)
        elif everybody:
            self._appear(*self.waits)
        return True

    def _appear(self, *people: str) -> None:
        self.shown |= {who: self.text[who] for who in people}
        self.waits -= set(people)


def interleave(
    first: Sequence[str], second: Sequence[str]
) -> Iterator[list[tuple[str, str]]]:
    """Every order in which two people can do these, each in their own order."""
    if not first or not second:
        rest = [("Nadia", what) for what in first]
        yield rest + [("Griet", what) for what in second]
        return
    for tail in interleave(first[1:], second):
        yield [("Nadia", first[0]), *tail]
    for tail in interleave(first, second[1:]):
        yield [("Griet", second[0]), *tail]


def attempt(vraag: Gespreksvraag, who: Gebruiker, what: str) -> bool:
    try:
        if what in set(Keuze):
            press(vraag, who, Keuze(what))
        else:
            save(vraag, who, what)
    except GesprekFout:
        return False
    return True


SCRIPTS = [
    (["a", "samen", "terug", "aa", "samen"], ["b", "samen", "bb", "terug"]),
    (["a", "samen", "aa", "nu"], ["b", "samen", "mij", "bb", "samen"]),
    (["samen", "a", "nu", "terug", "samen"], ["b", "nu", "terug", "samen"]),
    (["a", "samen", "", "terug", ""], ["b", "samen", "samen", "terug"]),
]


@pytest.mark.parametrize(("first", "second"), SCRIPTS)
def test_every_order_of_two_people_shows_what_the_model_says(
    gesprek: Gesprek,
    nadia: Gebruiker,
    griet: Gebruiker,
    first: list[str],
    second: list[str],
) -> None:
    vraag, people = make_vraag(gesprek), {"Nadia": nadia, "Griet": griet}
    for order in interleave(first, second):
        Getoond.objects.all().delete()
        Voorbereiding.objects.all().delete()
        model = Model()
        for number, (who, what) in enumerate(order):
            done = attempt(vraag, people[who], what)
            assert (done, order[: number + 1]) == (
                model.do(who, what),
                order[: number + 1],
            )
            assert (shown(vraag), order[: number + 1]) == (
                model.shown,
                order[: number + 1],
            )


def test_orders_are_all_there() -> None:
    assert len({str(order) for order in interleave("abcd", "efg")}) == 35
