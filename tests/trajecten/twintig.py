"""Twenty presses at once on the pages of a track, each over a connection of its own.

Run as a program, on the real database that DATABASE_URL names: the suite's own
SQLite lives in memory, where writers don't meet as they do on a disk.
"""

import datetime as dt
import json
import os
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samenwijzer.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from gesprekken.models import Gesprek  # noqa: E402
from post.models import Bericht  # noqa: E402
from scholen.models import Gebruiker, Rol, School  # noqa: E402
from tests.make import make_gesprek, make_lid, make_traject  # noqa: E402
from tests.trajecten.make import filled_in, find, one_more  # noqa: E402
from trajecten.models import Deelname, Stap, Traject  # noqa: E402

TIMES = 20
Press = tuple[Gebruiker, str, Mapping[str, str | list[str]]]


def press(presses: Sequence[Press]) -> dict[str, int]:
    """How often each status came back."""
    barrier = Barrier(len(presses))
    clients = []
    for gebruiker, _, _ in presses:
        client = Client(SERVER_NAME="localhost", raise_request_exception=False)
        client.force_login(gebruiker)
        clients.append(client)

    def attempt(number: int) -> str:
        _, address, typed = presses[number]
        barrier.wait()
        try:
            return str(clients[number].post(address, typed).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(presses)) as pool:
        return Counter(pool.map(attempt, range(len(presses))))


def left(*names: str) -> dict[str, int]:
    """What is in the database then."""
    now = {
        "trajecten": Traject.objects.count,
        "mensen": Deelname.objects.current().count,
        "stappen": Stap.objects.count,
        "gesprekken": Gesprek.objects.open().count,
        "mails": Bericht.objects.count,
    }
    return {name: now[name]() for name in names}


def coordinators(traject: Traject) -> list[Gebruiker]:
    return [make_lid(traject.school, Rol.COORDINATOR).gebruiker for _ in range(TIMES)]


def same_start() -> dict[str, int]:
    leen, typed = make_lid(rol=Rol.COORDINATOR).gebruiker, filled_in()
    answers = press([(leen, "/trajecten/nieuw/", typed)] * TIMES)
    return answers | left("trajecten", "mensen", "mails")


def other_starts() -> dict[str, int]:
    """One coordinator, on twenty pages; there is room for ten times two people."""
    leen = make_lid(rol=Rol.COORDINATOR).gebruiker
    presses = [
        (
            leen,
            "/trajecten/nieuw/",
            filled_in(zij_email=f"z{n}@s.example", duo_email=f"d{n}@s.example"),
        )
        for n in range(TIMES)
    ]
    return press(presses) | left("trajecten", "mensen", "mails")


def same_person() -> dict[str, int]:
    """Twenty coordinators add the same person."""
    traject = make_traject()
    address = f"/trajecten/{traject.pk}/mensen/"
    answers = press([(leen, address, one_more()) for leen in coordinators(traject)])
    return answers | left("mensen", "mails")


def replacements() -> dict[str, int]:
    """Twenty coordinators, each with somebody else in the duo-partner's place."""
    traject = make_traject()
    make_gesprek(traject)
    address = f"/trajecten/mensen/{find(traject).pk}/"
    everybody = enumerate(coordinators(traject))
    answers = press(
        [(leen, address, one_more(f"Carla{number}")) for number, leen in everybody]
    )
    return answers | left("mensen", "mails")


def same_end() -> dict[str, int]:
    traject = make_traject()
    make_gesprek(traject)
    address = f"/trajecten/mensen/{find(traject).pk}/einde/"
    answers = press([(leen, address, {}) for leen in coordinators(traject)])
    return answers | left("mensen", "mails")


def same_phase() -> dict[str, int]:
    traject = make_traject()
    amira = find(traject, "zij-instromer").gebruiker
    address = f"/trajecten/{traject.pk}/fase/"
    answers = press([(amira, address, {"fase": "samenwerken"})] * TIMES)
    return answers | left("stappen")


def same_pause() -> dict[str, int]:
    traject = make_traject()
    make_gesprek(traject)
    address = f"/trajecten/{traject.pk}/staat/"
    everybody = coordinators(traject)
    answers = press([(leen, address, {"staat": "pauze"}) for leen in everybody])
    return answers | left("stappen", "mails")


def pause_and_plan() -> dict[str, int]:
    """While one pauses the track, nineteen others plan a talk in it."""
    traject = make_traject()
    everybody = coordinators(traject)
    presses: list[Press] = [
        (everybody[0], f"/trajecten/{traject.pk}/staat/", {"staat": "pauze"})
    ]
    duo = [str(one.pk) for one in traject.deelnames.current()]
    for days, leen in enumerate(everybody[1:], 2):
        day = timezone.localdate() + dt.timedelta(days=days)
        typed = one_more(dag=day.isoformat(), tijd="15:30", duur="30")
        presses.append(
            (leen, f"/trajecten/{traject.pk}/gesprek/", typed | {"wie": duo})
        )
    answers = press(presses)
    # Those who were in time see their talk planned, the others why it isn't.
    known = {"answers": answers["302"] + answers["422"]}
    return known | left("stappen", "gesprekken")


def other_details() -> dict[str, int]:
    traject = make_traject()
    address = f"/trajecten/{traject.pk}/gegevens/"
    everybody = enumerate(coordinators(traject))
    answers = press(
        [
            (leen, address, filled_in(vorige_loopbaan=str(number), versie="0"))
            for number, leen in everybody
        ]
    )
    traject.refresh_from_db()
    return answers | {"versie": traject.versie}


if __name__ == "__main__":
    for model in (School, Gebruiker, Bericht):  # what the one before left
        model.objects.all().delete()
    sys.stdout.write(json.dumps(globals()[sys.argv[1]]()))
