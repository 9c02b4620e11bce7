"""Twenty times "Bewaar" at once, each over a database connection of its own.

Run as a program, on the real database that DATABASE_URL names: the suite's own
SQLite lives in memory, where writers don't meet as they do on a disk.
"""

import json
import os
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samenwijzer.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from scholen.models import Bewaring, Gebruiker, Rol, School  # noqa: E402
from tests.make import make_lid, make_school  # noqa: E402

TIMES = 20
DETAILS = {"soort": "school", "regio": "vlaanderen", "versie": "0"}
NEW = b'name="versie" value="1"'


def press(everybody: list[tuple[Gebruiker, dict[str, str]]]) -> dict[str, int]:
    """How often each status came back, and what is in the database then.

    "bij" counts the conflicts that show what is really saved.
    """
    barrier = Barrier(len(everybody))
    clients = []
    for gebruiker, _ in everybody:
        client = Client(SERVER_NAME="localhost")
        client.force_login(gebruiker)
        clients.append(client)

    def attempt(number: int) -> tuple[int, bool]:
        barrier.wait()
        try:
            typed = DETAILS | everybody[number][1]
            response = clients[number].post("/school/gegevens/", typed)
            return response.status_code, NEW in response.content
        finally:
            connection.close()

    with ThreadPoolExecutor(TIMES) as pool:
        answers = list(pool.map(attempt, range(TIMES)))
    return {
        **Counter(str(status) for status, _ in answers),
        "bij": sum(shown for _, shown in answers),
        "versie": School.objects.get().versie,
        "bewaringen": Bewaring.objects.count(),
    }


def people() -> dict[str, int]:
    """Coordinators of one school, each with another name for it."""
    school = make_school()
    return press(
        [
            (
                make_lid(school, Rol.COORDINATOR).gebruiker,
                {"naam": f"School {number}", "sleutel": str(uuid4())},
            )
            for number in range(TIMES)
        ]
    )


def presses() -> dict[str, int]:
    """One coordinator, who doesn't wait for an answer."""
    gebruiker = make_lid(rol=Rol.COORDINATOR).gebruiker
    typed = {"naam": "Nieuwe naam", "sleutel": str(uuid4())}
    return press([(gebruiker, typed)] * TIMES)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(globals()[sys.argv[1]]()))
