"""The school's own self-check: what is in the way, what it has, what it wants."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from fiches.services import Telling, store
from samenwijzer.lib.bewaren import save_once, save_versioned
from scholen.models import Gebruiker, School
from trajecten import inhoud
from trajecten.models import (
    Drempel,
    Instroomprofiel,
    Loopbrugkeuze,
    Loopbrugthema,
    Maatregel,
)

BEGIN = 8  # a school year counts from August here, in both countries
VROEGER = 2  # earlier years shown beside this one
Keuze = Loopbrugkeuze.Keuze


@dataclass(frozen=True)
class Regel:
    """A measure and what the school chose, this year and in those before it."""

    maatregel: Maatregel
    nu: Loopbrugkeuze | None
    vroeger: tuple[Loopbrugkeuze, ...]


@dataclass(frozen=True)
class Thema:
    titel: str
    letter: str
    regels: tuple[Regel, ...]


@dataclass(frozen=True)
class Hindernis:
    """A barrier, with the measures that lower it."""

    drempel: Drempel
    helpt: tuple[Regel, ...]

    @property
    def hebben(self) -> int:
        """How many of them the school says it has."""
        return sum(r.nu is not None and r.nu.keuze == Keuze.HEBBEN for r in self.helpt)


@dataclass(frozen=True)
class Jaar:
    """A school year, with how many measures were chosen how, in words."""

    naam: str
    aantallen: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Loopbrug:
    """All that a school said; the newest year is the first of `jaren`."""

    hindernissen: tuple[Hindernis, ...]
    themas: tuple[Thema, ...]
    profielen: tuple[Instroomprofiel, ...]
    jaren: tuple[Jaar, ...]


def find_jaar(day: dt.date | None = None) -> int:
    """The year in which the school year of this day, or of today, began."""
    day = day or timezone.localdate()
    return day.year if day.month >= BEGIN else day.year - 1


def name_jaar(jaar: int) -> str:
    return f"{jaar}-{jaar + 1}"


@transaction.atomic
def load_inhoud(folder: Path) -> Telling:
    """Load or refresh the footbridge in `folder`, all of it or nothing.

    Raises `InhoudFout`, with file and code, before anything is written.
    """
    found = inhoud.read(folder)
    telling: Telling = Counter()
    for values in found.drempels:
        store(Drempel.objects.filter(code=values["code"]), values, telling)
    themas: dict[str, Loopbrugthema] = {}
    for values in found.themas:
        rows = Loopbrugthema.objects.filter(letter=values["letter"])
        themas[values["letter"]], _ = store(rows, values, telling)
    for values in found.maatregelen:
        row = {**values, "thema": themas[values["thema"]]}
        store(Maatregel.objects.filter(code=values["code"]), row, telling)
    for values in found.profielen:
        store(Instroomprofiel.objects.filter(code=values["code"]), values, telling)
    return telling


def read(school: School) -> Loopbrug:
    """Where a school stands now, beside the years before; five queries."""
    jaar = find_jaar()
    chosen = _find_chosen(school, jaar)
    regels = {
        one.code: _make_regel(one, chosen, jaar)
        for one in Maatregel.objects.select_related("thema")
    }
    return Loopbrug(
        hindernissen=tuple(
            Hindernis(one, tuple(regels[code] for code in one.helpt if code in regels))
            for one in Drempel.objects.all()
        ),
        themas=tuple(
            Thema(
                one.titel,
                one.letter,
                tuple(r for r in regels.values() if r.maatregel.thema_id == one.pk),
            )
            for one in Loopbrugthema.objects.all()
        ),
        profielen=tuple(Instroomprofiel.objects.all()),
        jaren=_count(chosen, jaar),
    )


def find_regel(school: School, code: str) -> Regel | None:
    """One measure, None for a code that isn't one."""
    jaar = find_jaar()
    for one in Maatregel.objects.select_related("thema"):
        if one.code == code:
            return _make_regel(one, _find_chosen(school, jaar), jaar)
    return None


def find_drempel(code: str) -> Drempel | None:
    return next((one for one in Drempel.objects.all() if one.code == code), None)


Gekozen = Mapping[tuple[int, int], Loopbrugkeuze]
"""By the id of the measure and the year."""


def _find_chosen(school: School, jaar: int) -> Gekozen:
    rows = school.loopbrugkeuzes.filter(jaar__gte=jaar - VROEGER, jaar__lte=jaar)
    return {(row.maatregel_id, row.jaar): row for row in rows}


def _make_regel(maatregel: Maatregel, chosen: Gekozen, jaar: int) -> Regel:
    earlier = (chosen.get((maatregel.pk, jaar - ago)) for ago in range(1, VROEGER + 1))
    return Regel(
        maatregel,
        chosen.get((maatregel.pk, jaar)),
        tuple(one for one in earlier if one is not None),
    )


def _count(chosen: Gekozen, jaar: int) -> tuple[Jaar, ...]:
    """This year, and each earlier one in which something was chosen."""
    counted: dict[int, Counter[str]] = {jaar: Counter()}
    for row in sorted(chosen.values(), key=lambda one: -one.jaar):
        counted.setdefault(row.jaar, Counter()).update([row.keuze])
    return tuple(
        Jaar(name_jaar(year), tuple((str(one.label), found[one]) for one in Keuze))
        for year, found in counted.items()
    )


def keuze_pk(school: School, code: str) -> UUID:
    """Under which a press about this measure, in this year, is remembered."""
    return uuid5(school.pk, f"{code} {find_jaar()}")


def save(
    school: School,
    maatregel: Maatregel,
    door: Gebruiker,
    *,
    kenmerk: str,
    versie: int,
    **values: object,
) -> bool:
    """Say where the school stands this year; False where somebody else was first.

    What wasn't said yet is at version 0.
    """

    def write() -> bool:
        list(School.objects.select_for_update().filter(pk=school.pk))
        rows = school.loopbrugkeuzes.filter(jaar=find_jaar(), maatregel=maatregel)
        row = rows.first()
        if row is not None:
            return save_versioned(rows, row.pk, versie, **values)
        rows.create(
            school=school, jaar=find_jaar(), maatregel=maatregel, versie=1, **values
        )
        return True

    return save_once(door.bewaringen, kenmerk, keuze_pk(school, maatregel.code), write)
