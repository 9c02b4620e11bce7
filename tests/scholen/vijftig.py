"""Fifty people doing the same at once, each with a database connection of their own.

Run as a program, on the real database that DATABASE_URL names: the suite's own
SQLite lives in memory, where writers don't meet as they do on a disk.
"""

import json
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samenwijzer.settings")
django.setup()

from django.db import connection  # noqa: E402

from scholen import services  # noqa: E402
from scholen.models import Gebruiker, Lidmaatschap, Rol, School  # noqa: E402
from tests.make import make_lid, make_school  # noqa: E402

PEOPLE = 50


def at_once(action: Callable[[], object]) -> dict[str, int]:
    """How often `action` succeeded, and how often a rule refused it."""
    barrier = Barrier(PEOPLE)

    def attempt(_: int) -> bool:
        barrier.wait()
        try:
            action()
        except services.SchoolFout:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(PEOPLE) as pool:
        outcomes = list(pool.map(attempt, range(PEOPLE)))
    return {"gelukt": outcomes.count(True), "geweigerd": outcomes.count(False)}


def accept() -> dict[str, int]:
    coordinator = make_lid(rol=Rol.COORDINATOR)
    regels = [("an@school.example", "lid")]
    made = services.invite(coordinator.school, regels, coordinator.gebruiker)
    uitnodiging, an = made[0][0], Gebruiker.objects.create_user("an@school.example")
    outcome = at_once(lambda: services.accept(uitnodiging, an, "An"))
    return outcome | {"leden": Lidmaatschap.objects.filter(gebruiker=an).count()}


def begin() -> dict[str, int]:
    values = {"naam": "S", "soort": "school", "regio": "vlaanderen"}
    numbers = iter(range(PEOPLE))
    outcome = at_once(
        lambda: services.begin(
            **values, email=f"{next(numbers)}@s.example", eigen_naam="X"
        )
    )
    return outcome | {"scholen": School.objects.count()}


def invite() -> dict[str, int]:
    coordinator = make_lid(rol=Rol.COORDINATOR)
    numbers = iter(range(PEOPLE))
    outcome = at_once(
        lambda: services.invite(
            coordinator.school,
            [(f"{next(numbers)}@s.example", "lid")],
            coordinator.gebruiker,
        )
    )
    return outcome | {"uitnodigingen": coordinator.school.uitnodigingen.count()}


def step_down() -> dict[str, int]:
    """All coordinators of a school leave together."""
    school = make_school()
    everybody = [make_lid(school, Rol.COORDINATOR) for _ in range(PEOPLE)]
    outcome = at_once(lambda: services.end(everybody.pop()))
    left = school.lidmaatschappen.filter(rol=Rol.COORDINATOR).count()
    return outcome | {"coordinatoren": left}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(globals()[sys.argv[1]]()))
