"""What people press at the same moment once a talk is over; see `gelijk`."""

import json
import sys
from collections.abc import Callable
from typing import Any
from uuid import uuid4

# First: it sets Django up.
from tests.gesprekken.gelijk import Press, Wereld, at_once, poster

from gesprekken.models import Afspraakstap, Bevestiging, Deling, Verslag  # isort: skip
from gesprekken.services.afronden import make_inhoud  # isort: skip
from post.models import Bericht  # isort: skip
from scholen.models import Gebruiker, School  # isort: skip
from tests.gesprekken.nagesprek import (  # isort: skip
    adres,
    confirm,
    make_afspraak,
    make_vraag,
    press,
    write,
)

TIMES = 2
ROUNDS = 4


class Nagesprek(Wereld):
    """A duo whose talk has an answer and an agreement."""

    def __init__(self) -> None:
        super().__init__()
        write(make_vraag(self.gesprek), "Het lukt.")
        self.afspraak = make_afspraak(self.gesprek)
        self.duo = [self.nadia, self.griet]

    def say_yes(self, who: Gebruiker) -> Press:
        afdruk = make_inhoud(self.gesprek).vingerafdruk
        return poster(who, self.path("afronden"), {"vingerafdruk": afdruk})

    def ask(self, who: Gebruiker) -> Press:
        typed = {"wat": "verslag", "met": str(self.leen.pk), "sleutel": str(uuid4())}
        return poster(who, self.path("delen"), typed)

    def answer(self, who: Gebruiker, name: str, deling: Deling) -> Press:
        return poster(who, self.path("delen"), {name: str(deling.pk)})

    def step(self, who: Gebruiker, **typed: Any) -> Press:
        return poster(who, adres(self.afspraak), press(**typed))

    def close(self) -> None:
        confirm(self.gesprek, *self.duo)


def tell(statuses: list[int]) -> dict[str, object]:
    """What came back, and how many there are of each."""
    mails = Bericht.objects.filter(sleutel__startswith="gedeeld:")
    return {
        "statussen": sorted(statuses),
        "verslagen": Verslag.objects.count(),
        "bevestigingen": Bevestiging.objects.count(),
        "stappen": Afspraakstap.objects.count(),
        "delingen": list(Deling.objects.values_list("actief", flat=True)),
        "mails": mails.count(),
    }


def confirmations() -> dict[str, object]:
    """Both say yes, on and on."""
    wereld = Nagesprek()
    return tell(at_once([wereld.say_yes(who) for who in wereld.duo * TIMES]))


def agreements() -> dict[str, object]:
    """Two asked, and the third yes of a talk of three comes from two at once."""
    wereld = Nagesprek()
    wereld.close()
    wereld.ask(wereld.nadia)()
    deling = Deling.objects.get()
    presses = [wereld.answer(who, "ja", deling) for who in wereld.duo * TIMES]
    return tell(at_once(presses))


def questions() -> dict[str, object]:
    """Both ask to share the same, at once."""
    wereld = Nagesprek()
    wereld.close()
    return tell(at_once([wereld.ask(who) for who in wereld.duo]))


def yes_and_no() -> dict[str, object]:
    """One says the last yes just as the other takes it back."""
    wereld = Nagesprek()
    wereld.close()
    wereld.ask(wereld.nadia)()
    deling = Deling.objects.get()
    yes = wereld.answer(wereld.griet, "ja", deling)
    return tell(at_once([yes, wereld.answer(wereld.nadia, "terug", deling)]))


def finished() -> dict[str, object]:
    """Both say that it is done, on and on."""
    wereld = Nagesprek()
    who = wereld.duo * TIMES
    return tell(at_once([wereld.step(one, actie="gedaan") for one in who]))


def changes() -> dict[str, object]:
    """Each gives it other words."""
    wereld = Nagesprek()
    typed = {"actie": "wijzig", "wie": "", "tegen": ""}
    presses = [wereld.step(one, wat=f"Van {one}", **typed) for one in wereld.duo]
    return tell(at_once(presses))


def done_and_closed() -> dict[str, object]:
    """The last yes, just as the agreement gets other words."""
    wereld = Nagesprek()
    confirm(wereld.gesprek, wereld.nadia)
    change = wereld.step(wereld.nadia, actie="wijzig", wat="Anders", wie="", tegen="")
    outcome = tell(at_once([wereld.say_yes(wereld.griet), change]))
    kept = Verslag.objects.values_list("inhoud", flat=True)
    return outcome | {"teksten": [one["afspraken"][0]["wat"] for one in kept]}


def clear() -> None:
    for rows in (School.objects, Gebruiker.objects, Bericht.objects):
        rows.all().delete()


def repeat(scene: Callable[[], dict[str, object]]) -> list[dict[str, object]]:
    """What it came to, each time in a world of its own."""
    outcomes = []
    for _ in range(ROUNDS):
        clear()
        outcomes.append(scene())
    return outcomes


if __name__ == "__main__":
    sys.stdout.write(json.dumps(repeat(globals()[sys.argv[1]])))
