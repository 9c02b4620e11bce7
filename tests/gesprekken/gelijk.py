"""People and programs at one talk at the same moment, each over its own connection.

Run as a program, on the real database that DATABASE_URL names: the suite's own
SQLite lives in memory, where writers don't meet as they do on a disk.
"""

import json
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samenwijzer.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from gesprekken.models import Deelnemer, Gesprek, Staat  # noqa: E402
from gesprekken.services import GesprekFout, antwoorden, momenten  # noqa: E402
from gesprekken.services.uitnodigen import antwoord_pad  # noqa: E402
from post.models import Bericht  # noqa: E402
from samenwijzer.lib.agenda import read_replies  # noqa: E402
from scholen.models import Gebruiker, Rol, School  # noqa: E402
from tests.gesprekken.make import at, filled_in, make_reply  # noqa: E402
from tests.make import make_gesprek, make_lid, make_school, make_traject  # noqa: E402
from trajecten.models import Traject  # noqa: E402

TIMES = 10
Press = Callable[[], int]


def at_once(presses: Sequence[Press]) -> list[int]:
    """What each came to, in order: they all begin together."""
    barrier = Barrier(len(presses))

    def attempt(press: Press) -> int:
        barrier.wait()
        try:
            return press()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(presses)) as pool:
        return list(pool.map(attempt, presses))


def poster(gebruiker: Gebruiker, path: str, typed: dict[str, Any]) -> Press:
    """Press the button of a form in a browser of one's own."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(gebruiker)
    return lambda: client.post(path, typed).status_code


class Wereld:
    """A duo with a talk, and their coordinator."""

    def __init__(self, **changes: Any) -> None:
        self.school: School = make_school()
        self.leen = make_lid(self.school, Rol.COORDINATOR, naam="Leen").gebruiker
        self.nadia = make_lid(self.school, naam="Nadia").gebruiker
        self.griet = make_lid(self.school, naam="Griet").gebruiker
        self.traject: Traject = make_traject(
            self.school, zij_instromer=self.nadia, duo_partner=self.griet
        )
        self.gesprek = make_gesprek(self.traject, **({"begin": at()} | changes))

    def path(self, what: str) -> str:
        return f"/gesprekken/{self.gesprek.pk}/{what}/"

    def move(self, who: Gebruiker, days: int) -> Press:
        dag = {"dag": f"{at(days):%Y-%m-%d}", "tijd": "15.30"}
        rest = {"duur": "30", "plaats": "", "versie": "0"}
        return poster(who, self.path("verplaatsen"), filled_in(**dag, **rest))

    def cancel(self, who: Gebruiker) -> Press:
        return poster(who, self.path("afzeggen"), {})

    def propose(self, who: Gebruiker, days: int) -> Press:
        dag = {"dag_1": f"{at(days):%Y-%m-%d}", "tijd_1": "15.30"}
        return poster(who, self.path("momenten"), filled_in(**dag))

    def pick(self, who: Gebruiker, number: int) -> Press:
        moment = self.gesprek.momenten.all()[number]
        return poster(who, self.path("kies"), {"moment": str(moment.pk)})


def tell(statuses: Sequence[int]) -> dict[str, object]:
    """What came back, how the talks are now, and which mails were written."""
    talks = Gesprek.objects.order_by("created_at")
    mails = Bericht.objects.order_by("sleutel").values_list("sleutel", flat=True)
    known = {one.kenmerk: str(one) for one in Deelnemer.objects.all()}
    named = {str(one.pk): str(one) for one in Deelnemer.objects.all()}
    return {
        "statussen": sorted(statuses),
        "gesprekken": [
            [one.staat, one.volgnummer, (one.begin - at()).days if one.begin else None]
            for one in talks
        ],
        "mails": sorted(_describe(sleutel or "", known | named) for sleutel in mails),
    }


def _describe(sleutel: str, names: dict[str, str]) -> str:
    """REQUEST Nadia 1: what a mail is, for whom, of which SEQUENCE."""
    what, who, number = sleutel.split(":", 2)
    return " ".join([what, names[who], *([number] if number.isdigit() else [])])


def moves() -> dict[str, object]:
    """The duo moves their talk, each to another day."""
    wereld = Wereld()
    presses = [wereld.move(wereld.nadia, 1), wereld.move(wereld.griet, 1 + 1)]
    return tell(at_once(presses))


def move_pressed() -> dict[str, object]:
    """One move, by somebody who doesn't wait for an answer."""
    wereld = Wereld()
    return tell(at_once([wereld.move(wereld.nadia, 1)] * TIMES))


def move_and_cancel() -> dict[str, object]:
    wereld = Wereld()
    return tell(at_once([wereld.move(wereld.nadia, 1), wereld.cancel(wereld.griet)]))


def cancels() -> dict[str, object]:
    wereld = Wereld()
    who = [wereld.nadia, wereld.griet, wereld.leen] * 3
    return tell(at_once([wereld.cancel(one) for one in who]))


def picks() -> dict[str, object]:
    """Two others pick, each another moment."""
    wereld = Wereld(begin=None, staat=Staat.ZOEKT)
    derde = make_lid(wereld.school, naam="Els").gebruiker
    wereld.gesprek.deelnemers.create(school=wereld.school, gebruiker=derde)
    momenten.propose(wereld.gesprek, [at(1), at(2)], wereld.nadia)
    Bericht.objects.all().delete()
    return tell(at_once([wereld.pick(wereld.griet, 0), wereld.pick(derde, 1)]))


def pick_and_propose() -> dict[str, object]:
    """One picks just as the one who proposed thinks of others."""
    wereld = Wereld(begin=None, staat=Staat.ZOEKT)
    momenten.propose(wereld.gesprek, [at(1)], wereld.nadia)
    Bericht.objects.all().delete()
    presses = [wereld.pick(wereld.griet, 0), wereld.propose(wereld.nadia, 2)]
    return tell(at_once(presses))


def proposals() -> dict[str, object]:
    """The same proposal, pressed on and on."""
    wereld = Wereld(begin=None, staat=Staat.ZOEKT)
    return tell(at_once([wereld.propose(wereld.nadia, 1)] * TIMES))


def answers() -> dict[str, object]:
    """No, by the link, pressed on and on."""
    wereld = Wereld()
    [mine] = wereld.gesprek.deelnemers.filter(gebruiker=wereld.nadia)
    pad = antwoord_pad(mine)
    typed = {"antwoord": "nee", "dag": "", "tijd": "", "volgnummer": "0"}
    return tell(at_once([poster(wereld.nadia, pad, dict(typed))] * TIMES))


def replies() -> dict[str, object]:
    """One mail of a calendar, read by several processes."""
    wereld = Wereld()
    [mine] = wereld.gesprek.deelnemers.filter(gebruiker=wereld.nadia)
    [reactie] = read_replies(make_reply(mine, "DECLINED"))

    def read() -> int:
        try:
            antwoorden.read(reactie)
        except GesprekFout:
            return 0
        return 1

    return tell(at_once([read] * TIMES))


def _confirm(wereld: Wereld, sleutel: str) -> Press:
    wens = {"eerste": f"{at(1):%Y-%m-%d}", "weken": "6", "aantal": "2", "duur": "30"}
    rest = {"weekdagen": ["1"], "tijd": "15.30", "plaats": "", "actie": "bevestig"}
    rijen = {
        f"rij-{number}-{veld}": text
        for number, days in enumerate((1, 2))
        for veld, text in (("dag", f"{at(days):%Y-%m-%d}"), ("tijd", "15.30"))
    }
    path = f"/trajecten/{wereld.traject.pk}/jaarplan/"
    return poster(wereld.leen, path, {**wens, **rest, **rijen, "sleutel": sleutel})


def confirmed() -> dict[str, object]:
    """A year confirmed on and on, from one page."""
    wereld, sleutel = Wereld(), str(uuid4())
    return tell(at_once([_confirm(wereld, sleutel) for _ in range(TIMES)]))


def confirmed_apart() -> dict[str, object]:
    """The same year, from a page of one's own each time."""
    wereld = Wereld()
    return tell(at_once([_confirm(wereld, str(uuid4())) for _ in range(TIMES)]))


def chosen() -> dict[str, object]:
    """Own questions by all, at one talk: four are enough."""
    wereld = Wereld()
    path = wereld.path("vragen")
    who = [wereld.nadia, wereld.griet] * 4
    presses = [
        poster(one, path, filled_in(tekst=f"Vraag {number}?", eigen="ja"))
        for number, one in enumerate(who)
    ]
    outcome = tell(at_once(presses))
    order = wereld.gesprek.vragen.values_list("volgorde", flat=True)
    return outcome | {"volgorde": list(order)}


if __name__ == "__main__":
    for rows in (School.objects, Gebruiker.objects, Bericht.objects):
        rows.all().delete()
    sys.stdout.write(json.dumps(globals()[sys.argv[1]]()))
