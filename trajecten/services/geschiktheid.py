"""The suitability check of a track: its days, in a line that everybody sees."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.utils import timezone

from samenwijzer.lib.bewaren import save_once, save_versioned
from scholen.models import Gebruiker
from trajecten.models import MOST_WEKEN, Geschiktheid, Profiel, Traject
from trajecten.services.fout import TrajectFout
from trajecten.services.verloop import lock

STIL = (
    "Dit traject loopt nu niet. De dagen blijven staan zoals ze zijn tot de "
    "coördinator het traject hervat."
)


@dataclass(frozen=True)
class Punt:
    """A day on the line; `nu`: the last one that has come, while it isn't done."""

    dag: dt.date
    naam: str
    nu: bool = False


def geschiktheid_pk(traject: Traject) -> UUID:
    """Under which a press about these days is remembered."""
    return uuid5(traject.pk, "geschiktheid")


def find(traject: Traject) -> Geschiktheid | None:
    return Geschiktheid.objects.filter(traject=traject).first()


def propose_weken(profiel: str) -> int:
    """Five weeks, three for who teaches already or is qualified already.

    That it can be sooner for those is the source's; how much sooner is ours.
    """
    return MOST_WEKEN if profiel == Profiel.VAN_WERK_NAAR_WERK else 3


def draw_line(row: Geschiktheid) -> list[Punt]:
    """The first day, the end of each week, and the day it was done."""
    today = timezone.localdate()
    days = [row.begin + dt.timedelta(weeks=week) for week in range(row.weken + 1)]
    names = ["Eerste dag", *(f"Na {_tell(week)}" for week in range(1, row.weken))]
    names.append(f"Na {_tell(row.weken)}: uiterlijk duidelijk")
    line = list(zip(days, names, strict=True))
    if row.klaar is not None:
        line = [(day, name) for day, name in line if day < row.klaar]
        return [Punt(day, name) for day, name in [*line, (row.klaar, "Klaar")]]
    come = max((day for day in days if day <= today), default=None)
    return [Punt(day, name, nu=day == come) for day, name in line]


def _tell(weken: int) -> str:
    return "1 week" if weken == 1 else f"{weken} weken"


def save(
    traject: Traject, door: Gebruiker, *, kenmerk: str, versie: int, **values: object
) -> bool:
    """Store the days, the first time too; False where somebody else was first.

    Raises `TrajectFout` where the track doesn't go on. What isn't there yet is at
    version 0.
    """

    def write() -> bool:
        _check(traject)
        rows = Geschiktheid.objects.filter(traject=traject)
        row = rows.first()
        if row is not None:
            return save_versioned(rows, row.pk, versie, **values)
        Geschiktheid.objects.create(
            school_id=traject.school_id, traject=traject, versie=1, **values
        )
        return True

    return save_once(door.bewaringen, kenmerk, geschiktheid_pk(traject), write)


def drop(traject: Traject, door: Gebruiker, *, kenmerk: str) -> None:
    """Take the days away: there is no such check, or it isn't planned any more."""

    def write() -> bool:
        _check(traject)
        Geschiktheid.objects.filter(traject=traject).delete()
        return True

    save_once(door.bewaringen, kenmerk, geschiktheid_pk(traject), write)


def _check(traject: Traject) -> None:
    lock(traject)
    if not traject.loopt:
        raise TrajectFout(STIL)
