"""Showing what was prepared, at once or together, and taking it back.

Every choice in a talk waits for the lock on its row. So what appears together does
so in one transaction, and nobody's press slips in between.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone

from gesprekken.models import (
    Deelnemer,
    Gesprek,
    Gespreksvraag,
    Getoond,
    Voorbereiding,
    may_come_in,
)
from gesprekken.services.fout import GesprekFout
from gesprekken.services.schrijven import lock_writable
from gesprekken.services.voorbereiden import (
    KWIJT,
    find_row,
    find_vraag,
    make_plaats,
    read,
)
from samenwijzer.lib.geheim import seal
from samenwijzer.lib.hub import wake
from scholen.models import Gebruiker

Wens = Voorbereiding.Wens
TOON = "toon"  # tells open pages that something was shown, or taken back
LEEG = "Hier staat nog niets. Schrijf eerst iets, dan kan je het tonen."
ANDERS = (
    "Je schreef hier intussen iets anders, op een ander toestel of in een ander "
    "venster. Lees het na en kies opnieuw."
)
ERUIT = "Deze vraag staat niet meer in het gesprek. Je tekst staat er nog."
EERST_ZELF = "Kies eerst zelf ‘Samen tonen’ bij deze vraag."
GEEN_TWEEDE = "Er staat nog geen tweede antwoord klaar. Wacht even op elkaar."
ALLEEN_TEAM = (
    "In dit gesprek verschijnen de antwoorden vanzelf, zodra iedereen ‘Samen tonen’ "
    "koos."
)


class Keuze(StrEnum):
    """What an author does with a preparation."""

    MIJ = "mij"
    NU = "nu"
    SAMEN = "samen"
    TERUG = "terug"
    KLAAR = "klaar"


@dataclass(frozen=True)
class Getoonde:
    """What somebody showed, as who takes part in the talk reads it."""

    naam: str
    tekst: str
    samen: bool
    van_mij: bool


def shown_for(gesprek: Gesprek, gebruiker: Gebruiker) -> dict[UUID, list[Getoonde]]:
    """What this reader may read of what was shown, per question, as it came."""
    rows = Getoond.objects.visible_to(gebruiker).filter(vraag__gesprek=gesprek)
    people = gesprek.deelnemers.select_related("gebruiker")
    names = {one.gebruiker_id: str(one) for one in people}
    shown: dict[UUID, list[Getoonde]] = {}

    def get_naam(row: Getoond) -> str:
        return names.get(row.auteur_id) or row.auteur.roepnaam

    # By name first: what came together has one moment, and no one is above another.
    by_name = sorted(rows.select_related("auteur"), key=get_naam)
    for row in sorted(by_name, key=attrgetter("created_at")):
        shown.setdefault(row.vraag_id, []).append(
            Getoonde(get_naam(row), row.tekst, row.samen, row.auteur_id == gebruiker.pk)
        )
    return shown


def mark_shown(gesprek: UUID) -> str:
    """Becomes another when something is shown or taken back; tells nothing else."""
    rows = Getoond.objects.filter(vraag__gesprek=gesprek)
    found = rows.aggregate(count=Count("pk"), newest=Max("created_at"))
    newest = found["newest"]
    return f"{found['count']}-{newest.timestamp()}" if newest else ""


@transaction.atomic
def choose(
    gesprek: Gesprek,
    auteur: Gebruiker,
    vraag_pk: UUID,
    keuze: Keuze,
    versie: int | None = None,
) -> None:
    """Do this with one's own preparation; the same again changes nothing.

    With `versie`, only the words that its author just saw are shown. Raises
    `GesprekFout`, or `GeslotenFout` when nobody writes in this talk any more.
    """
    gesprek = lock_writable(gesprek)
    vraag = find_vraag(gesprek, vraag_pk)
    if keuze in {Keuze.MIJ, Keuze.TERUG}:
        _take_back(vraag, auteur, Wens.MIJ if keuze == Keuze.MIJ else Wens.OPEN)
    elif vraag.volgorde is None:
        raise GesprekFout(ERUIT)
    elif _has_shown(vraag, auteur):
        return
    elif keuze == Keuze.KLAAR:
        _show_waiting(gesprek, vraag, auteur)
    else:
        tekst = _read_whole(vraag, auteur, versie)
        show = _show_now if keuze == Keuze.NU else _wait
        show(gesprek, vraag, auteur, tekst)


def _has_shown(vraag: Gespreksvraag, auteur: Gebruiker) -> bool:
    return Getoond.objects.filter(vraag=vraag, auteur=auteur).exists()


def _read_whole(vraag: Gespreksvraag, auteur: Gebruiker, versie: int | None) -> str:
    """The words that can be shown; there have to be some."""
    row = find_row(vraag.pk, auteur)
    tekst = read(row) if row else ""
    if tekst is None:
        raise GesprekFout(KWIJT)
    if row and versie not in {None, row.versie}:
        raise GesprekFout(ANDERS)
    if not tekst:
        raise GesprekFout(LEEG)
    return tekst


def _take_back(vraag: Gespreksvraag, auteur: Gebruiker, wens: str) -> None:
    """Only its author reads it from now on, and nothing says that it was otherwise."""
    shown = Getoond.objects.filter(vraag=vraag, auteur=auteur).first()
    if shown is None:
        auteur.voorbereidingen.filter(vraag=vraag).update(wens=wens)
        return
    # What was shown is what was prepared, and still there where the key got lost.
    geheim = seal(shown.tekst, make_plaats(vraag.pk, auteur.pk))
    kept = {"geheim": geheim, "wens": wens}
    auteur.voorbereidingen.update_or_create(
        vraag=vraag,
        defaults=kept,
        create_defaults={**kept, "school_id": vraag.school_id},
    )
    shown.delete()
    wake(str(vraag.gesprek_id), TOON)


def _show_now(
    gesprek: Gesprek, vraag: Gespreksvraag, auteur: Gebruiker, tekst: str
) -> None:
    _show(vraag, {auteur.pk: tekst}, samen=False)
    _show_complete(gesprek, vraag)


def _wait(
    gesprek: Gesprek, vraag: Gespreksvraag, auteur: Gebruiker, tekst: str
) -> None:
    auteur.voorbereidingen.filter(vraag=vraag).update(wens=Wens.SAMEN)
    _show_complete(gesprek, vraag, auteur)


def _show_waiting(gesprek: Gesprek, vraag: Gespreksvraag, auteur: Gebruiker) -> None:
    """A group needn't wait for ever: show what waits, if it isn't one alone."""
    if gesprek.traject_id:
        raise GesprekFout(ALLEEN_TEAM)
    waiting = _find_waiting(vraag, _find_present(gesprek))
    if auteur.pk not in waiting:
        raise GesprekFout(EERST_ZELF)
    if len(waiting) == 1:
        raise GesprekFout(GEEN_TWEEDE)
    _show(vraag, waiting, samen=True)


def show_complete(gesprek: Gesprek) -> None:
    """Show what only waited for somebody who has left since.

    Raises `GeslotenFout` when nobody writes in this talk any more.
    """
    with transaction.atomic():
        gesprek = lock_writable(gesprek)
        for vraag in gesprek.vragen.gekozen():
            _show_complete(gesprek, vraag)


def _show_complete(
    gesprek: Gesprek, vraag: Gespreksvraag, door: Gebruiker | None = None
) -> None:
    """Show what waits, once everybody who is here waits or has shown.

    One alone is only shown by the author's own press (`door`): who waits for another
    never appears because that other did something else.
    """
    present = _find_present(gesprek)
    waiting = _find_waiting(vraag, present)
    shown = set(vraag.getoond.values_list("auteur", flat=True))
    alone = len(waiting) == 1 and (door is None or door.pk not in waiting)
    if waiting and not alone and len(present) > 1 and present <= shown | set(waiting):
        _show(vraag, waiting, samen=len(waiting) > 1)


def _find_present(gesprek: Gesprek) -> set[UUID]:
    """Who takes part and can still come in."""
    here = Deelnemer.objects.filter(may_come_in(), gesprek=gesprek)
    active = here.filter(gebruiker__is_active=True)
    return set(active.values_list("gebruiker", flat=True))


def _find_waiting(vraag: Gespreksvraag, present: set[UUID]) -> dict[UUID, str]:
    """The words that wait, per author; what nobody can read doesn't."""
    rows = vraag.voorbereidingen.filter(wens=Wens.SAMEN, auteur__in=present)
    read_rows = {row.auteur_id: read(row) for row in rows}
    return {auteur: tekst for auteur, tekst in read_rows.items() if tekst is not None}


def _show(vraag: Gespreksvraag, teksten: Mapping[UUID, str], *, samen: bool) -> None:
    now = timezone.now()
    Getoond.objects.bulk_create(
        Getoond(
            school_id=vraag.school_id,
            vraag=vraag,
            auteur_id=auteur,
            tekst=tekst,
            samen=samen,
            created_at=now,
        )
        for auteur, tekst in teksten.items()
    )
    vraag.voorbereidingen.filter(auteur__in=teksten).update(wens=Wens.OPEN)
    wake(str(vraag.gesprek_id), TOON)
