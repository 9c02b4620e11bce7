"""What somebody can do already, who recognised it, and what follows from the rest."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from samenwijzer.lib.bestand import Bestand
from samenwijzer.lib.bewaren import save_once, save_versioned
from scholen.models import Gebruiker
from trajecten import rules
from trajecten.models import (
    Bewijsbestand,
    Bewijsstuk,
    Leeruitkomst,
    Traject,
    Validering,
)
from trajecten.services.fout import TrajectFout
from trajecten.services.verloop import lock

MOST = 60  # outcomes in a track
MOST_STUKKEN = 20  # pieces of evidence with one outcome
MOST_BYTES = 100 * 1024 * 1024  # of all files in a track together
STIL = (
    "Dit traject loopt nu niet. De leeruitkomsten blijven leesbaar, maar veranderen "
    "niet tot de coördinator het traject hervat."
)
VOL = f"Een traject heeft hoogstens {MOST} leeruitkomsten. Haal er eerst een weg."
STUKKEN_VOL = (
    f"Bij één leeruitkomst passen {MOST_STUKKEN} bewijzen. Haal er eerst een weg."
)
BYTES_VOL = (
    "De bestanden van dit traject zijn samen groter dan 100 MB. Haal er eerst een weg, "
    "of zet een link in de plaats."
)
NIET_MEER = "Je doet niet meer mee aan dit traject."
ALLEEN_ZIJ = "Alleen de zij-instromer voegt bewijs toe, en haalt het weg."
NIET_ZELF = "Wie het traject zelf doorloopt, erkent de eigen leeruitkomst niet."
ERKEND = (
    "Iemand erkende deze leeruitkomst in deze woorden. Ze veranderen niet meer, tenzij "
    "wie ze erkende dat eerst terugneemt."
)
AL_ERKEND = "Deze leeruitkomst is intussen al erkend."
VAN_ANDER = "Alleen wie deze leeruitkomst erkende, neemt dat terug."
HEEFT_BEWIJS = "Bij deze leeruitkomst hoort bewijs. Ze blijft staan zolang dat er is."
VERANDERD = (
    "De woorden van deze leeruitkomst zijn intussen veranderd. Lees ze opnieuw, en "
    "erken ze dan."
)


@dataclass(frozen=True)
class Overzicht:
    """A track's outcomes by how far they are; with as many as stand there."""

    ontbreekt: list[Leeruitkomst]
    getoond: list[Leeruitkomst]
    gevalideerd: list[Leeruitkomst]

    @property
    def teksten(self) -> set[str]:
        rows = [*self.ontbreekt, *self.getoond, *self.gevalideerd]
        return {row.tekst for row in rows}


def read(traject: Traject) -> Overzicht:
    """All of them, what is due first foremost among the missing; two queries."""
    rows = list(
        traject.leeruitkomsten.select_related("validering").prefetch_related(
            "bewijsstukken"
        )
    )
    missing = [row for row in rows if not is_erkend(row) and not _shown(row)]
    return Overzicht(
        ontbreekt=sorted(missing, key=lambda row: row.tegen or dt.date.max),
        getoond=[row for row in rows if not is_erkend(row) and _shown(row)],
        gevalideerd=[row for row in rows if is_erkend(row)],
    )


def is_erkend(row: Leeruitkomst) -> bool:
    return hasattr(row, "validering")


def _shown(row: Leeruitkomst) -> bool:
    return bool(row.bewijsstukken.all())


def add(
    traject: Traject,
    door: Gebruiker,
    *,
    kenmerk: str,
    teksten: Sequence[str],
) -> None:
    """Write down outcomes; those that stand there already aren't added again.

    Raises `TrajectFout` where there would be too many: then none is.
    """

    def write() -> bool:
        _check_open(traject, door)
        there = set(traject.leeruitkomsten.values_list("tekst", flat=True))
        new = [tekst for tekst in dict.fromkeys(teksten) if tekst not in there]
        if len(there) + len(new) > MOST:
            raise TrajectFout(VOL)
        for tekst in new:
            traject.leeruitkomsten.create(school_id=traject.school_id, tekst=tekst)
        return True

    save_once(door.bewaringen, kenmerk, uuid5(traject.pk, "leeruitkomsten"), write)


def save(
    uitkomst: Leeruitkomst,
    door: Gebruiker,
    *,
    kenmerk: str,
    versie: int,
    **values: object,
) -> bool:
    """Store words and programme; False where somebody else was first."""

    def write(row: Leeruitkomst) -> bool:
        if is_erkend(row) and values.get("tekst") != row.tekst:
            raise TrajectFout(ERKEND)
        return save_versioned(Leeruitkomst.objects.all(), row.pk, versie, **values)

    return _change(uitkomst, door, kenmerk, write)


def drop(uitkomst: Leeruitkomst, door: Gebruiker, *, kenmerk: str) -> None:
    """Take it out, as long as nothing was shown or recognised."""

    def write(row: Leeruitkomst) -> bool:
        if is_erkend(row):
            raise TrajectFout(ERKEND)
        if _shown(row):
            raise TrajectFout(HEEFT_BEWIJS)
        row.delete()
        return True

    _change(uitkomst, door, kenmerk, write)


def recognise(
    uitkomst: Leeruitkomst, door: Gebruiker, *, kenmerk: str, versie: int, namens: str
) -> None:
    """Say that this is recognised, in the words that one just read."""

    def write(row: Leeruitkomst) -> bool:
        if rules.is_zij_instromer(door, row.traject):
            raise TrajectFout(NIET_ZELF)
        if is_erkend(row):
            raise TrajectFout(AL_ERKEND)
        if row.versie != versie:
            raise TrajectFout(VERANDERD)
        mine = row.traject.deelnames.current().select_related("gebruiker")
        Validering.objects.create(
            school_id=row.school_id,
            leeruitkomst=row,
            door=door,
            naam=str(mine.get(gebruiker=door)),
            namens=namens,
        )
        return True

    _change(uitkomst, door, kenmerk, write)


def take_back(uitkomst: Leeruitkomst, door: Gebruiker, *, kenmerk: str) -> None:
    """Recognise it no longer; only for who did."""

    def write(row: Leeruitkomst) -> bool:
        if not is_erkend(row):
            return True
        if row.validering.door_id != door.pk:
            raise TrajectFout(VAN_ANDER)
        row.validering.delete()
        return True

    _change(uitkomst, door, kenmerk, write)


def add_bewijs(
    uitkomst: Leeruitkomst,
    door: Gebruiker,
    *,
    kenmerk: str,
    tekst: str,
    link: str,
    bestand: Bestand | None,
) -> None:
    """Show it: with words, a link, a file, or all of those at once."""

    def write(row: Leeruitkomst) -> bool:
        _check_zij(door, row.traject)
        if row.bewijsstukken.count() >= MOST_STUKKEN:
            raise TrajectFout(STUKKEN_VOL)
        grootte = len(bestand.data) if bestand else 0
        if grootte + _count_bytes(row.traject) > MOST_BYTES:
            raise TrajectFout(BYTES_VOL)
        stuk = row.bewijsstukken.create(
            school_id=row.school_id,
            tekst=tekst,
            link=link,
            naam=bestand.naam if bestand else "",
            grootte=grootte,
        )
        if bestand:
            Bewijsbestand.objects.create(
                bewijsstuk=stuk, school_id=row.school_id, data=bestand.data
            )
        return True

    _change(uitkomst, door, kenmerk, write)


def drop_bewijs(
    uitkomst: Leeruitkomst, door: Gebruiker, pk: UUID, *, kenmerk: str
) -> None:
    """Take a piece of evidence away, its file with it. Twice is once."""

    def write(row: Leeruitkomst) -> bool:
        _check_zij(door, row.traject)
        row.bewijsstukken.filter(pk=pk).delete()
        return True

    _change(uitkomst, door, kenmerk, write)


def _count_bytes(traject: Traject) -> int:
    rows = Bewijsstuk.objects.filter(leeruitkomst__traject=traject)
    return sum(rows.values_list("grootte", flat=True))


def _check_zij(door: Gebruiker, traject: Traject) -> None:
    if not rules.is_zij_instromer(door, traject):
        raise TrajectFout(ALLEEN_ZIJ)


def _change(
    uitkomst: Leeruitkomst,
    door: Gebruiker,
    kenmerk: str,
    write: Callable[[Leeruitkomst], bool],
) -> bool:
    """One change of a track's outcomes at a time; once.

    What is gone by now has nothing to change: then this is done.
    """

    def locked() -> bool:
        _check_open(uitkomst.traject, door)
        rows = Leeruitkomst.objects.select_related("traject", "validering")
        row = rows.filter(pk=uitkomst.pk).first()
        return row is None or write(row)

    return save_once(door.bewaringen, kenmerk, uitkomst.pk, locked)


def _check_open(traject: Traject, door: Gebruiker) -> None:
    lock(traject)
    if not traject.loopt:
        raise TrajectFout(STIL)
    if not rules.takes_part(door, traject):
        raise TrajectFout(NIET_MEER)
