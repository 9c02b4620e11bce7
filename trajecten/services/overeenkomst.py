"""The agreement on guidance: its versions, what changed, and who said yes."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, partial
from uuid import UUID, uuid5

from django.db import transaction

from samenwijzer.lib.bewaren import save_once
from samenwijzer.lib.verschil import Soort, Stuk, compare
from scholen.models import Gebruiker
from trajecten.models import DELEN, PARTIJEN, Deelname, Overeenkomst, Traject
from trajecten.overeenkomst import Betrokkene, Inhoud, make_voorstel
from trajecten.services import verloop
from trajecten.services.fout import TrajectFout

SCHOOL = (
    "Iemand van de school"  # who isn't and wasn't in the track, whatever their name
)
STIL = (
    "Dit traject loopt nu niet. De overeenkomst blijft leesbaar, maar verandert niet "
    "tot de coördinator het traject hervat."
)
NIEUWER = (
    "Je ja ging over een andere versie dan de nieuwste. Lees hieronder hoe het nu is, "
    "en zeg dan ja."
)


@dataclass(frozen=True)
class Ja:
    """Somebody's yes, as they are called in the track."""

    naam: str
    op: dt.datetime


@dataclass(frozen=True)
class Partij:
    """Somebody whose agreement it is, and since when they agree; None: not yet."""

    deelname: Deelname
    op: dt.datetime | None


@dataclass(frozen=True)
class Versie:
    """A version in the list of all: who made it, who said yes to it."""

    nummer: int
    door: str
    op: dt.datetime
    akkoorden: tuple[Ja, ...]


@dataclass(frozen=True)
class Deel:
    """One of the five parts, and what changed in it since the version before."""

    label: str
    tekst: str
    vorige: str | None = None

    @property
    def anders(self) -> bool:
        return self.vorige is not None and self.vorige != self.tekst

    @cached_property
    def stukken(self) -> list[Stuk]:
        return compare(self.vorige or "", self.tekst)

    @property
    def alleen_wit(self) -> bool:
        """Whether only spaces and lines changed."""
        return all(een.soort is Soort.GELIJK for een in self.stukken)


@dataclass(frozen=True)
class Beeld:
    """One version as it is read, among all others, the newest first."""

    getoond: Versie
    delen: tuple[Deel, ...]
    versies: tuple[Versie, ...]
    partijen: tuple[Partij, ...]

    @property
    def nieuwste(self) -> Versie:
        return self.versies[0]

    @property
    def is_nieuwste(self) -> bool:
        return self.getoond.nummer == self.nieuwste.nummer

    @property
    def wacht_op(self) -> list[str]:
        """Whose yes to the newest version is still missing."""
        return [str(een.deelname) for een in self.partijen if een.op is None]

    @property
    def is_bevestigd(self) -> bool:
        """One doesn't agree alone."""
        return len(self.partijen) > 1 and not self.wacht_op

    @property
    def wisselde(self) -> bool:
        """Whether one of them came into the track after the newest version."""
        return any(een.deelname.sinds > self.nieuwste.op for een in self.partijen)

    @property
    def gewijzigd(self) -> list[Deel]:
        return [een for een in self.delen if een.anders]

    def waits_for(self, gebruiker: Gebruiker) -> bool:
        return any(
            een.op is None and een.deelname.gebruiker_id == gebruiker.pk
            for een in self.partijen
        )


def describe(traject: Traject, nummer: int | None = None) -> Beeld | None:
    """The newest version or this one; None when there is none (at all).

    Four queries, however many versions there are.
    """
    rows = traject.overeenkomsten.defer(*DELEN).prefetch_related("akkoorden")
    deelnames = find_deelnames(traject)
    namen = {een.gebruiker_id: str(een) for een in deelnames}
    versies = tuple(_describe_versie(row, namen) for row in rows)
    asked = versies[0].nummer if versies and nummer is None else nummer
    getoond = next((een for een in versies if een.nummer == asked), None)
    if getoond is None:
        return None
    return Beeld(
        getoond=getoond,
        delen=_read_delen(traject, getoond.nummer),
        versies=versies,
        partijen=_describe_partijen(deelnames, rows[0]),
    )


def find_deelnames(traject: Traject) -> list[Deelname]:
    """Who is or was in the track; what one is called now comes last."""
    rows = traject.deelnames.select_related("gebruiker", "school")
    return sorted(rows, key=lambda een: een.tot is None)


def find_partijen(deelnames: Iterable[Deelname]) -> list[Deelname]:
    return [een for een in deelnames if een.tot is None and een.rol in PARTIJEN]


def _describe_versie(row: Overeenkomst, namen: dict[UUID, str]) -> Versie:
    def call(gebruiker: UUID | None) -> str:
        return namen.get(gebruiker, SCHOOL) if gebruiker else SCHOOL

    said = tuple(
        Ja(call(een.gebruiker_id), een.created_at) for een in row.akkoorden.all()
    )
    return Versie(row.nummer, call(row.door_id), row.created_at, said)


def _describe_partijen(
    deelnames: list[Deelname], newest: Overeenkomst
) -> tuple[Partij, ...]:
    said = {een.gebruiker_id: een.created_at for een in newest.akkoorden.all()}
    return tuple(
        Partij(een, said.get(een.gebruiker_id)) for een in find_partijen(deelnames)
    )


def _read_delen(traject: Traject, nummer: int) -> tuple[Deel, ...]:
    """The parts of this version beside those of the one before, if any."""
    rows = traject.overeenkomsten.filter(nummer__in=(nummer, nummer - 1))
    here, *before = rows
    return tuple(
        Deel(
            label,
            getattr(here, name),
            getattr(before[0], name) if before else None,
        )
        for name, label in DELEN.items()
    )


def find_inhoud(traject: Traject) -> Inhoud:
    """The newest words, or the draft to begin with."""
    newest = traject.overeenkomsten.first()
    if newest is None:
        mensen = traject.deelnames.current().select_related("gebruiker")
        return make_voorstel(
            [Betrokkene(str(een), een.rol) for een in mensen],
            traject.startdatum,
            traject.profiel,
            traject.school.land,
        )
    return Inhoud(**_read_teksten(newest), versie=newest.nummer)


def _read_teksten(row: Overeenkomst) -> dict[str, str]:
    return {name: getattr(row, name) for name in DELEN}


def save(
    traject: Traject, door: Gebruiker, *, kenmerk: str, versie: int, **teksten: str
) -> bool:
    """Make these words the next version, unless somebody else was first: then False.

    The very words that are there already make no version.
    """
    write = partial(_add_versie, traject, door, versie, teksten)
    return save_once(door.bewaringen, kenmerk, overeenkomst_pk(traject), write)


def _add_versie(
    traject: Traject, door: Gebruiker, versie: int, teksten: dict[str, str]
) -> bool:
    _lock_running(traject)
    newest = traject.overeenkomsten.first()
    if newest and _read_teksten(newest) == teksten:
        return True
    number = newest.nummer if newest else 0
    if number != versie:
        return False
    traject.overeenkomsten.create(
        school=traject.school, nummer=number + 1, door=door, **teksten
    )
    return True


@transaction.atomic
def agree(traject: Traject, partij: Gebruiker, nummer: int) -> None:
    """Say yes to the newest version, which has to be this one; twice is once."""
    _lock_running(traject)
    newest = traject.overeenkomsten.first()
    if newest is None or newest.nummer != nummer:
        raise TrajectFout(NIEUWER)
    newest.akkoorden.get_or_create(
        gebruiker=partij, defaults={"school": traject.school}
    )


def overeenkomst_pk(traject: Traject) -> UUID:
    """What saving it is noted under."""
    return uuid5(traject.pk, "overeenkomst")


def _lock_running(traject: Traject) -> None:
    verloop.lock(traject)
    if not traject.loopt:
        raise TrajectFout(STIL)
