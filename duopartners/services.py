"""Writes: the guide's content, a duo's list, a school's own points."""

from collections import Counter
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from duopartners import inhoud
from duopartners.lijst import Regel, make_code
from duopartners.models import (
    MAX_EIGEN,
    Eigenpunt,
    Lijst,
    Notitie,
    Punt,
    Puntstand,
)
from duopartners.rules import is_open
from fiches.services import Telling, store
from gesprekken.services import bespreken
from samenwijzer.lib.bewaren import save_versioned
from scholen.models import Gebruiker, School
from trajecten.models import Traject
from trajecten.services.verloop import lock

REDEN = "Het duo zette dit punt klaar op zijn lijst."
EINDE = "Dit traject is beëindigd: de lijst kan je nog lezen en afdrukken."
VOL = (
    f"Een school heeft hoogstens {MAX_EIGEN} eigen punten. Haal er eerst een weg dat "
    "niemand nog nodig heeft."
)


class DuoFout(Exception):
    """A rule says no; the message says so to the reader, in Dutch."""


@transaction.atomic
def load_inhoud(folder: Path) -> Telling:
    """Load or refresh the guide in `folder`, all of it or nothing.

    Raises `InhoudFout`, with file and code, before anything is written.
    """
    telling: Telling = Counter()
    for one in inhoud.read(folder):
        rows = Lijst.objects.filter(letter=one.lijst["letter"])
        lijst, _ = store(rows, one.lijst, telling)
        for punt in one.punten:
            found = Punt.objects.filter(code=punt["code"])
            store(found, {**punt, "lijst": lijst}, telling)
    return telling


def set_stand(
    traject: Traject, regel: Regel, door: Gebruiker, versie: int, **values: object
) -> bool:
    """Say how far they are with a point; False when the other was first.

    In a transaction: the track is locked. `values`: stand, datum.
    """
    row = _get_stand(traject, regel)
    return save_versioned(Puntstand.objects.all(), row.pk, versie, **values) and _sign(
        row, door
    )


def _sign(row: Puntstand, door: Gebruiker) -> bool:
    """Say who changed something last, for the other's screen."""
    Puntstand.objects.filter(pk=row.pk).update(door=door, gewijzigd_op=timezone.now())
    return True


@transaction.atomic
def set_bespreken(
    traject: Traject, regel: Regel, door: Gebruiker, *, aan: bool
) -> None:
    """Put a point on the next talk, or no longer; a talk that has it keeps it."""
    _sign(_get_stand(traject, regel), door)
    code = make_code(regel.sleutel)
    if aan:
        bespreken.mark(traject, code, regel.tekst, REDEN)
    else:
        bespreken.unmark(traject, code)


def add_notitie(
    traject: Traject, regel: Regel, auteur: Gebruiker, tekst: str
) -> Notitie:
    row = _get_stand(traject, regel)
    _sign(row, auteur)
    return Notitie.objects.create(
        school=traject.school, puntstand=row, auteur=auteur, tekst=tekst
    )


@transaction.atomic
def save_notitie(notitie: Notitie, versie: int, tekst: str) -> bool:
    """Change one's own words; False when they changed on another device."""
    _lock_open(notitie.puntstand.traject)
    rows = Notitie.objects.all()
    return save_versioned(rows, notitie.pk, versie, tekst=tekst)


@transaction.atomic
def remove_notitie(notitie: Notitie) -> None:
    _lock_open(notitie.puntstand.traject)
    Notitie.objects.filter(pk=notitie.pk).delete()


def _get_stand(traject: Traject, regel: Regel) -> Puntstand:
    """The row of this point in this track, made where there is none yet."""
    _lock_open(traject)
    found = [row for row in traject.puntstanden.all() if row.sleutel == regel.sleutel]
    if found:
        return found[0]
    if regel.code:
        punt = {"punt": Punt.objects.get(code=regel.code)}
        return traject.puntstanden.create(school=traject.school, **punt)
    eigen = Eigenpunt.objects.get(pk=UUID(regel.sleutel))
    return traject.puntstanden.create(school=traject.school, eigenpunt=eigen)


def _lock_open(traject: Traject) -> None:
    lock(traject)
    if not is_open(traject):
        raise DuoFout(EINDE)


@transaction.atomic
def add_eigenpunt(school: School, lijst: Lijst, tekst: str) -> Eigenpunt:
    """Add a point to one of the lists, for all duos of the school."""
    School.objects.select_for_update().get(pk=school.pk)
    if school.eigenpunten.current().count() >= MAX_EIGEN:
        raise DuoFout(VOL)
    return school.eigenpunten.create(lijst=lijst, tekst=tekst)


def save_eigenpunt(punt: Eigenpunt, versie: int, **values: object) -> bool:
    """Change its words or its list; False when somebody else was first."""
    return save_versioned(Eigenpunt.objects.current(), punt.pk, versie, **values)


def remove_eigenpunt(punt: Eigenpunt) -> None:
    """Take it out for new duos; who began it keeps it. Twice is once."""
    Eigenpunt.objects.current().filter(pk=punt.pk).update(weg_op=timezone.now())
