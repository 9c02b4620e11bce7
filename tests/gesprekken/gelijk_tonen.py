"""People who show or write at the same moment, each over their own connection.

Run as a program, as `gelijk` is. Each story is played a number of times, and what
came of it each time is one JSON list.
"""

import json
import sys
from threading import Event, Thread
from uuid import uuid4

# First: it sets Django up.
from tests.gesprekken.gelijk import Press, Wereld, at_once, poster

from django.db import connection  # isort: skip
from django.test import Client  # isort: skip

from gesprekken.models import Gespreksvraag, Getoond
from gesprekken.services.tonen import Keuze
from gesprekken.services.voorbereiden import read_kladden, reseal_all
from scholen.models import Gebruiker, School
from tests.gesprekken.bereid import automatic, make_vraag, press, save, shown
from tests.make import make_gesprek, make_lid, make_school

TIMES = 8
MANY = 10


class Paar(Wereld):
    """A duo whose question both wrote their initial for."""

    def __init__(self) -> None:
        super().__init__()
        self.vraag = make_vraag(self.gesprek)
        for who in (self.nadia, self.griet):
            save(self.vraag, who, who.naam[0])

    def choose(self, who: Gebruiker, keuze: Keuze) -> Press:
        return chooser(self.vraag, who, keuze)

    def write(self, tekst: str) -> Press:
        """Nadia's page saves by itself, over the version that it knows."""
        client = Client(SERVER_NAME="localhost", headers={"accept": "application/json"})
        client.force_login(self.nadia)
        sent = automatic(self.vraag.pk, tekst, 1)
        return lambda: client.post(self.path("voorbereiden"), sent).status_code

    @property
    def prepared(self) -> str | None:
        return read_kladden(self.gesprek, self.nadia)[0].tekst


def chooser(vraag: Gespreksvraag, who: Gebruiker, keuze: Keuze) -> Press:
    sent = {"vraag": str(vraag.pk), "keuze": keuze.value}
    return poster(who, f"/gesprekken/{vraag.gesprek_id}/tonen/", sent)


def watch(vraag: Gespreksvraag, seen: set[int], done: Event) -> None:
    """Look, as often as possible, how many are shown."""
    while not done.is_set():
        seen.add(Getoond.objects.filter(vraag=vraag).count())
    connection.close()


def both() -> object:
    """Both press "samen tonen" at once, while somebody looks on."""
    paar, seen, done = Paar(), {0}, Event()
    watcher = Thread(target=watch, args=(paar.vraag, seen, done))
    presses = [paar.choose(who, Keuze.SAMEN) for who in (paar.nadia, paar.griet)]
    watcher.start()
    statuses = at_once(presses)
    done.set()
    watcher.join()
    return [statuses, sorted(seen - {0, 2}), sorted(shown(paar.vraag))]


def both_on_and_on() -> object:
    paar = Paar()
    who = [paar.nadia, paar.griet] * MANY
    statuses = at_once([paar.choose(one, Keuze.SAMEN) for one in who])
    return [sorted(set(statuses)), sorted(shown(paar.vraag))]


def back() -> object:
    """Nadia thinks better of it just as Griet presses."""
    paar = Paar()
    press(paar.vraag, paar.nadia, Keuze.SAMEN)
    keuzes = [(paar.nadia, Keuze.TERUG), (paar.griet, Keuze.SAMEN)]
    statuses = at_once([paar.choose(*one) for one in keuzes])
    return [statuses, sorted(shown(paar.vraag))]


def edit() -> object:
    """Nadia's words wait; another device of hers saves as Griet presses."""
    paar = Paar()
    press(paar.vraag, paar.nadia, Keuze.SAMEN)
    presses = [paar.write("nieuw"), paar.choose(paar.griet, Keuze.SAMEN)]
    statuses = at_once(presses)
    return [statuses, shown(paar.vraag), paar.prepared]


def write_and_show() -> object:
    """Nadia shows on one device what another one saves."""
    paar = Paar()
    statuses = at_once([paar.write("nieuw"), paar.choose(paar.nadia, Keuze.NU)])
    return [statuses, shown(paar.vraag)["Nadia"], paar.prepared]


def devices() -> object:
    """Many devices of one person, each with other words over the same version."""
    paar = Paar()
    statuses = at_once([paar.write(f"toestel {n}") for n in range(MANY)])
    winner = f"toestel {statuses.index(200)}"
    return [sorted(statuses), paar.prepared == winner]


def resealed() -> object:
    """Somebody writes on and on while the keys are turned."""
    paar = Paar()

    def turn() -> int:
        return sum(reseal_all()["kwijt"] for _ in range(MANY))

    def write() -> int:
        for number in range(MANY):
            save(paar.vraag, paar.nadia, f"zin {number}", kenmerk=uuid4().hex)
        return 0

    return [at_once([turn, write]), paar.prepared]


def team() -> object:
    """Two begin just as the third is ready."""
    school = make_school()
    people = [make_lid(school, naam=naam).gebruiker for naam in ("An", "Bo", "Cas")]
    vraag = make_vraag(make_gesprek(school=school, team="Frans", deelnemers=people))
    for who in people:
        save(vraag, who, who.naam)
    for who in people[:2]:
        press(vraag, who, Keuze.SAMEN)
    keuzes = [Keuze.KLAAR, Keuze.KLAAR, Keuze.SAMEN]
    pairs = zip(people, keuzes, strict=True)
    statuses = at_once([chooser(vraag, who, keuze) for who, keuze in pairs])
    return [statuses, sorted(shown(vraag))]


if __name__ == "__main__":
    for rows in (School.objects, Gebruiker.objects):
        rows.all().delete()
    story = globals()[sys.argv[1]]
    sys.stdout.write(json.dumps([story() for _ in range(TIMES)]))
