"""Choosing a talk's questions: two to four, in their own order and wording."""

from uuid import UUID

from django.db import transaction

from fiches.models import Fiche, Vraag
from gesprekken.models import MAX_VRAGEN, Gesprek, Gespreksvraag
from gesprekken.services.fout import GesprekFout
from gesprekken.services.planning import lock_open

VOL = f"Een gesprek heeft hoogstens {MAX_VRAGEN} vragen. Haal er eerst een weg."
EERST_ANDERS = (
    "Deze vraag ligt gevoelig, en daarmee begin je een gesprek niet. Zet eerst een "
    "andere vraag vooraan."
)


@transaction.atomic
def add_vraag(gesprek: Gesprek, code: str) -> None:
    """Add a question of the fiches, in the words that it has now. Twice is once."""
    gesprek = lock_open(gesprek)
    rows = list(gesprek.vragen.all())
    if any(row.code == code for row in rows):
        return
    current = Vraag.objects.filter(fiche__in=Fiche.objects.current())
    # What isn't printable isn't a code, and may be what no database takes.
    vraag = current.filter(code=code).first() if code.isprintable() else None
    if vraag is None:
        raise GesprekFout("Deze vraag bestaat niet. Kies er een uit de lijst.")
    _save(gesprek, [*rows, _new(gesprek, vraag.tekst, code)])


@transaction.atomic
def add_eigen(gesprek: Gesprek, tekst: str) -> None:
    """Add a question of the participants' own."""
    gesprek = lock_open(gesprek)
    _save(gesprek, [*gesprek.vragen.all(), _new(gesprek, tekst)])


@transaction.atomic
def move_vraag(gesprek: Gesprek, pk: UUID, by: int) -> None:
    """Move one up (-1) or down (+1); at an end nothing happens."""
    gesprek = lock_open(gesprek)
    rows = list(gesprek.vragen.all())
    old = _index(rows, pk)
    rows.insert(max(old + by, 0), rows.pop(old))
    _save(gesprek, rows)


@transaction.atomic
def drop_vraag(gesprek: Gesprek, pk: UUID) -> None:
    gesprek = lock_open(gesprek)
    rows = list(gesprek.vragen.all())
    rows.pop(_index(rows, pk))
    _save(gesprek, rows)


def _new(gesprek: Gesprek, tekst: str, code: str = "") -> Gespreksvraag:
    return Gespreksvraag(gesprek=gesprek, school=gesprek.school, tekst=tekst, code=code)


def _index(rows: list[Gespreksvraag], pk: UUID) -> int:
    for index, row in enumerate(rows):
        if row.pk == pk:
            return index
    raise GesprekFout("Deze vraag stond er al niet meer. Kijk wat er nu staat.")


def _save(gesprek: Gesprek, rows: list[Gespreksvraag]) -> None:
    """Write them in this order; a sensitive one is never the first."""
    if len(rows) > MAX_VRAGEN:
        raise GesprekFout(VOL)
    if rows and is_gevoelig(rows[0].code):
        raise GesprekFout(EERST_ANDERS)
    gesprek.vragen.all().delete()
    for number, row in enumerate(rows, 1):
        row.volgorde = number
    Gespreksvraag.objects.bulk_create(rows)


def is_gevoelig(code: str) -> bool:
    """Whether a fiche's question is sensitive, in any edition."""
    return bool(code) and Vraag.objects.filter(code=code, gevoelig=True).exists()
