"""Planning: how many queries it takes, and what a calendar that others poll costs."""

import datetime as dt
from collections.abc import Iterator
from contextlib import ExitStack
from statistics import median

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.rekentijd import GZIP, Doelwit
from benchmarks.uitkomst import Uitkomst
from tools.server import serve

COORDINATOR = "coordinator-1@omvang.example"
TRACKS, TALKS, EVENTS = 100, 10, 200
DOEL_PLANNING, DOEL_OVERVIEW = 20, 12  # queries
ROUNDS = 9
REQUESTS = 40  # in a round, for each target


def measure() -> Iterator[Uitkomst]:
    from gesprekken.omvang import make_omvang  # only once Django is set up

    make_omvang(1, TRACKS * TALKS)
    yield _planning()
    yield _overview()
    yield from _feed()


def _planning() -> Uitkomst:
    """Ten talks at once, with the mails and the calendar parts that go out."""
    from django.utils import timezone

    from gesprekken.services.planning import Plan, plan_reeks
    from scholen.models import Gebruiker
    from trajecten.models import Traject

    coordinator = Gebruiker.objects.get(email=COORDINATOR)
    traject = Traject.objects.visible_to(coordinator).select_related("school")[0]
    now = timezone.now()
    plannen = [Plan(now + dt.timedelta(weeks=n + 1), 30) for n in range(TALKS)]
    with CaptureQueriesContext(connection) as queries:
        plan_reeks(traject, plannen, coordinator, kenmerk="benchmark")
    naam = f"query's om {TALKS} gesprekken te plannen, tegenover het doel"
    return Uitkomst(naam, len(queries), "query's", DOEL_PLANNING)


def _overview() -> Uitkomst:
    """The whole page, with the session, the person and the school."""
    from scholen.models import Gebruiker

    client = Client(SERVER_NAME="localhost")
    client.force_login(Gebruiker.objects.get(email=COORDINATOR))
    with CaptureQueriesContext(connection) as queries:
        response = client.get("/overzicht/")
    if response.status_code != 200:
        raise RuntimeError(f"/overzicht/: {response.status_code}")
    naam = f"query's van het overzicht met {TRACKS} trajecten, tegenover het doel"
    return Uitkomst(naam, len(queries), "query's", DOEL_OVERVIEW)


def _feed() -> Iterator[Uitkomst]:
    times = _cpu_times(_subscribe())
    for tegenover in "met onze middleware", "in kaal Django":
        naam = (
            f"rekentijd van een agenda met {EVENTS} gesprekken, "
            f"tegenover een lege weergave {tegenover} (doel: 5)"
        )
        yield Uitkomst(naam, times["agenda"], "ms CPU", times[tegenover])


def _subscribe() -> str:
    """The address of a calendar of this many talks, each with two others."""
    from django.utils import timezone

    from gesprekken.models import Deelnemer, Gesprek
    from gesprekken.services import feed
    from scholen.models import Gebruiker

    coordinator = Gebruiker.objects.get(email=COORDINATOR)
    coming = Gesprek.objects.to_come(timezone.now())[:EVENTS]
    Deelnemer.objects.bulk_create(
        Deelnemer(gesprek=gesprek, school_id=gesprek.school_id, gebruiker=coordinator)
        for gesprek in coming
    )
    events = feed.write(coordinator).count("BEGIN:VEVENT")
    if events != EVENTS:
        raise RuntimeError(f"{events} events instead of {EVENTS}")
    return f"/agenda/{feed.renew(coordinator)}.ics"


def _cpu_times(agenda: str) -> dict[str, float]:
    """The median of each, in milliseconds; they take turns."""
    with ExitStack() as stack:
        project = stack.enter_context(
            serve(DJANGO_SETTINGS_MODULE="benchmarks.instellingen")
        )
        kaal = stack.enter_context(
            serve(
                "benchmarks.kaal_asgi:application",
                DJANGO_SETTINGS_MODULE="benchmarks.kaal",
            )
        )
        doelwitten = {
            "agenda": Doelwit(project, [agenda], GZIP),
            "met onze middleware": Doelwit(project, ["/leeg/"], GZIP),
            "in kaal Django": Doelwit(kaal, ["/leeg/"]),
        }
        for doelwit in doelwitten.values():
            doelwit.cpu(REQUESTS)  # to warm up
        rounds = [
            {naam: doelwit.cpu(REQUESTS) for naam, doelwit in doelwitten.items()}
            for _ in range(ROUNDS)
        ]
    return {naam: median(round_[naam] for round_ in rounds) for naam in doelwitten}
