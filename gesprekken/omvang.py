"""Bulk data for measuring: schools with a year of talks, the same ones each time.

All that is in a school follows from its number, so that asking again adds only the
schools that aren't there yet. All names are invented.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import TypeVar
from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from gesprekken.models import TIJDZONES, Antwoord, Deelnemer, Gesprek, Staat
from gesprekken.reeks import VOLGORDE, local_moment
from gesprekken.services.fout import GesprekFout
from scholen.models import Gebruiker, Lidmaatschap, Regio, Rol, School
from trajecten.models import DUO, Deelname, Fase, Profiel, Traject, Trajectrol

DOMAIN = "omvang.example"
OURS = r"@(demo|omvang)\.example$"
MAX_SCHOLEN, MAX_GESPREKKEN = 100_000, 10_000_000
PER_TRAJECT = 10  # talks
RHYTHM = 5  # weeks
BATCH = 5_000  # rows written at once
PARENTS_FIRST: tuple[type[Model], ...] = (
    School,
    Gebruiker,
    EmailAddress,
    Lidmaatschap,
    Traject,
    Deelname,
    Gesprek,
    Deelnemer,
)
VOORNAMEN = ("An", "Bilal", "Chris", "Dounia", "Emiel", "Fatma", "Gust", "Hanne")
ACHTERNAMEN = ("Aerts", "Boers", "Claes", "Dijkstra", "Engels", "Farah", "Goossens")

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Aantal:
    scholen: int
    gesprekken: int


def make_omvang(
    scholen: int, gesprekken: int, now: dt.datetime | None = None
) -> Aantal:
    """Add what lacks of this many schools and talks, spread evenly; returns what's new.

    A school that is there stays as it is. Refuses where real schools live.
    """
    _check(scholen, gesprekken)
    monday = _monday(now or timezone.now())
    sizes = {
        number: gesprekken * number // scholen - gesprekken * (number - 1) // scholen
        for number in range(1, scholen + 1)
    }
    new = [_add(group, sizes, monday) for group in _groups(sizes)]
    return Aantal(sum(a.scholen for a in new), sum(a.gesprekken for a in new))


def _check(scholen: int, gesprekken: int) -> None:
    if not 1 <= scholen <= MAX_SCHOLEN:
        raise GesprekFout("Vraag minstens 1 school en hoogstens 100.000.")
    if not 0 <= gesprekken <= MAX_GESPREKKEN:
        raise GesprekFout("Vraag minstens 0 gesprekken en hoogstens 10.000.000.")
    real = School.objects.exclude(lidmaatschappen__gebruiker__email__regex=OURS)
    if real.exists():
        raise GesprekFout(
            "Hier staan echte scholen: wat dient om te meten, hoort ergens anders."
        )


def _monday(now: dt.datetime) -> dt.date:
    today = timezone.localdate(now)
    return today - dt.timedelta(days=today.weekday())


def _groups(sizes: dict[int, int]) -> Iterator[list[int]]:
    """Numbers of schools that are added together: about one batch of talks."""
    numbers = list(sizes)
    step = max(1, min(100, BATCH // max(1, *sizes.values())))
    for start in range(0, len(numbers), step):
        yield numbers[start : start + step]


@transaction.atomic
def _add(numbers: Sequence[int], sizes: dict[int, int], monday: dt.date) -> Aantal:
    """Of these schools, add those that aren't there, each of them whole."""
    pks = {_uuid(_random(number)): number for number in numbers}
    there = set(School.objects.filter(pk__in=pks).values_list("pk", flat=True))
    new = [number for pk, number in pks.items() if pk not in there]
    stapel = Stapel()
    for number in new:
        _School(number, stapel).fill(sizes[number], monday)
    stapel.save()
    return Aantal(len(new), sum(sizes[number] for number in new))


def _random(number: int) -> Random:
    return Random(f"school {number}")  # noqa: S311 - nothing here is secret


def _uuid(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128), version=4)


@dataclass
class Stapel:
    """Rows that wait to be written together."""

    rows: defaultdict[type[Model], list[Model]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def add(self, row: Row) -> Row:
        self.rows[type(row)].append(row)
        return row

    @property
    def is_full(self) -> bool:
        return len(self.rows[Gesprek]) >= BATCH

    def save(self) -> None:
        for model in PARENTS_FIRST:
            model._default_manager.bulk_create(self.rows[model], BATCH)  # noqa: SLF001
        self.rows.clear()


class _School:
    """One school: a coordinator, and a duo-partner for every two tracks."""

    def __init__(self, number: int, stapel: Stapel) -> None:
        self.number, self.stapel, self.random = number, stapel, _random(number)
        self.school = stapel.add(
            School(
                id=_uuid(self.random),
                naam=f"Basisschool {number} (omvang)",
                regio=Regio.values[number % len(Regio.values)],
            )
        )

    def fill(self, gesprekken: int, monday: dt.date) -> None:
        self.add_lid("coordinator", Rol.COORDINATOR)
        duo_partner: Gebruiker | None = None
        for spoor, first in enumerate(range(0, gesprekken, PER_TRAJECT)):
            zij_instromer = self.add_lid(f"zij-instromer-{spoor}")
            if duo_partner is None or spoor % 2 == 0:
                duo_partner = self.add_lid(f"duo-partner-{spoor}")
            duo = (zij_instromer, duo_partner)
            traject = self.add_traject(spoor, duo, monday)
            for beurt in range(min(PER_TRAJECT, gesprekken - first)):
                self.add_gesprek(traject, duo, Beurt(spoor, beurt), monday)
            if self.stapel.is_full:
                self.stapel.save()

    def add_lid(self, wie: str, rol: Rol = Rol.LID) -> Gebruiker:
        """Somebody of the school who can sign in."""
        voornaam = self.random.choice(VOORNAMEN)
        gebruiker = self.stapel.add(
            Gebruiker(
                id=_uuid(self.random),
                email=f"{wie}-{self.number}@{DOMAIN}",
                naam=f"{voornaam} {self.random.choice(ACHTERNAMEN)}",
                password=UNUSABLE_PASSWORD_PREFIX,
            )
        )
        self.stapel.add(
            EmailAddress(
                user=gebruiker, email=gebruiker.email, verified=True, primary=True
            )
        )
        self.stapel.add(
            Lidmaatschap(
                id=_uuid(self.random), school=self.school, gebruiker=gebruiker, rol=rol
            )
        )
        return gebruiker

    def add_traject(
        self, spoor: int, duo: Sequence[Gebruiker], monday: dt.date
    ) -> Traject:
        traject = self.stapel.add(
            Traject(
                id=_uuid(self.random),
                school=self.school,
                profiel=Profiel.values[spoor % len(Profiel.values)],
                fase=Fase.values[spoor % len(Fase.values)],
                startdatum=Beurt(spoor, 0).day(monday),
            )
        )
        for rol, gebruiker in zip(DUO, duo, strict=True):
            self.add_deelname(traject, rol, gebruiker)
        return traject

    def add_deelname(
        self, traject: Traject, rol: Trajectrol, gebruiker: Gebruiker
    ) -> None:
        self.stapel.add(
            Deelname(
                id=_uuid(self.random),
                school=self.school,
                traject=traject,
                gebruiker=gebruiker,
                rol=rol,
            )
        )

    def add_gesprek(
        self,
        traject: Traject,
        duo: Sequence[Gebruiker],
        beurt: "Beurt",
        monday: dt.date,
    ) -> None:
        gesprek = self.stapel.add(
            Gesprek(
                id=_uuid(self.random),
                school=self.school,
                traject=traject,
                staat=beurt.staat,
                begin=_begin(
                    beurt.day(monday), beurt.tijd, TIJDZONES[self.school.land]
                ),
                plaats=f"lokaal {beurt.spoor}",
                fiches=[VOLGORDE[beurt.nummer % len(VOLGORDE)]],
            )
        )
        for gebruiker in duo:
            self.stapel.add(
                Deelnemer(
                    id=_uuid(self.random),
                    school=self.school,
                    gesprek=gesprek,
                    gebruiker=gebruiker,
                    kenmerk=_uuid(self.random).hex,
                    antwoord=Antwoord.JA if beurt.is_past else Antwoord.OPEN,
                )
            )


@dataclass(frozen=True)
class Beurt:
    """Where a talk stands in its track: three to seven of a track's talks are past."""

    spoor: int
    nummer: int

    @property
    def past(self) -> int:
        return 3 + self.spoor % 5

    @property
    def is_past(self) -> bool:
        return self.nummer < self.past

    @property
    def staat(self) -> Staat:
        """In one track of four nobody said yet that the last talk took place."""
        last = self.nummer == self.past - 1
        forgotten = last and self.spoor % 4 == 0
        return Staat.GEHOUDEN if self.is_past and not forgotten else Staat.GEPLAND

    @property
    def tijd(self) -> dt.time:
        return dt.time(8 + self.spoor // 5 % 8, 30)

    def day(self, monday: dt.date) -> dt.date:
        """The first one to come is next week."""
        weeks = RHYTHM * (self.nummer - self.past) + 1
        return monday + dt.timedelta(weeks=weeks, days=self.spoor % 5)


_begin = cache(local_moment)
