"""What somebody writes before a talk, for themselves alone: sealed, and versioned.

Nothing here takes a reader: who asks is the author, or gets nothing.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from gesprekken.models import Gesprek, Gespreksvraag, Getoond, Voorbereiding
from gesprekken.services.fout import GesprekFout
from gesprekken.services.schrijven import lock_writable
from samenwijzer.lib.bewaren import save_once
from samenwijzer.lib.geheim import SleutelKwijt, reseal, seal, unseal
from scholen.models import Gebruiker

BATCH = 200  # rows that are read at once, to seal them anew
KWIJT = (
    "Deze tekst is niet meer te lezen: de sleutel is weg. Kies ‘Begin opnieuw’ als je "
    "hier toch wil schrijven."
)
WACHT = (
    "Deze tekst wacht om samen te verschijnen. Kies eerst ‘Toch nog niet’, dan kan je "
    "verder schrijven."
)
GETOOND = "Je toonde deze tekst al. Neem hem eerst terug, dan kan je verder schrijven."
GEEN_VRAAG = "Deze vraag hoort niet bij dit gesprek. Open de pagina opnieuw."


@dataclass(frozen=True)
class Klad:
    """What its author sees of one preparation; `tekst` is None when its key is lost."""

    vraag: Gespreksvraag
    tekst: str | None = ""
    versie: int = 0
    wens: str = Voorbereiding.Wens.OPEN


@dataclass
class Bewaard:
    """What is kept after a try to save; `gelukt`: whether it is what was typed."""

    gelukt: bool
    tekst: str
    versie: int


def find_vraag(gesprek: Gesprek, pk: UUID) -> Gespreksvraag:
    """A question of this talk, also one that was taken out."""
    vraag = gesprek.vragen.filter(pk=pk).first()
    if vraag is None:
        raise GesprekFout(GEEN_VRAAG)
    return vraag


def make_plaats(vraag_pk: UUID, auteur_pk: UUID) -> str:
    return f"{vraag_pk}:{auteur_pk}"


def read(row: Voorbereiding) -> str | None:
    """The words of a row, None when none of our keys opens it."""
    try:
        return unseal(row.geheim, make_plaats(row.vraag_id, row.auteur_id))
    except SleutelKwijt:
        return None


def find_row(vraag_pk: UUID, auteur: Gebruiker) -> Voorbereiding | None:
    return auteur.voorbereidingen.filter(vraag=vraag_pk).first()


def read_kladden(gesprek: Gesprek, auteur: Gebruiker) -> list[Klad]:
    """One's own with each question, those that were taken out of the talk last."""
    rows = auteur.voorbereidingen.filter(vraag__gesprek=gesprek)
    mine = {row.vraag_id: row for row in rows}
    vragen = gesprek.vragen.order_by(F("volgorde").asc(nulls_last=True), "pk")
    return [_make_klad(vraag, mine.get(vraag.pk)) for vraag in vragen]


def _make_klad(vraag: Gespreksvraag, row: Voorbereiding | None) -> Klad:
    if row is None:
        return Klad(vraag)
    return Klad(vraag, read(row), row.versie, row.wens)


def save_voorbereiding(
    gesprek: Gesprek,
    auteur: Gebruiker,
    vraag_pk: UUID,
    tekst: str,
    versie: int,
    kenmerk: str,
) -> Bewaard:
    """Keep these words for their author, unless others were saved since `versie`.

    Raises `GesprekFout` while what is there waits, is shown or can't be read, and
    `GeslotenFout` when nobody writes in this talk any more.
    """
    # One press can save several questions, the same words with each.
    own = hashlib.sha256(f"{vraag_pk}:{kenmerk}".encode()).hexdigest()
    write = partial(_write, gesprek, auteur, vraag_pk, tekst, versie)
    saved = save_once(auteur.bewaringen, own, vraag_pk, write)
    row = find_row(vraag_pk, auteur)
    now, at = (read(row) or "", row.versie) if row else ("", 0)
    if saved and now != tekst:
        # An old press, sent again: its page may not overwrite what came after it.
        return Bewaard(True, tekst, versie + 1)
    return Bewaard(saved, now, at)


def _write(
    gesprek: Gesprek, auteur: Gebruiker, vraag_pk: UUID, tekst: str, versie: int
) -> bool:
    vraag = find_vraag(lock_writable(gesprek), vraag_pk)
    row = find_row(vraag.pk, auteur)
    now = read(row) if row else ""
    if now == tekst:
        return True
    check_free(vraag, auteur, row, now)
    geheim = seal(tekst, make_plaats(vraag.pk, auteur.pk))
    if row is None:
        auteur.voorbereidingen.create(
            vraag=vraag, school_id=gesprek.school_id, geheim=geheim, versie=1
        )
        return True
    if row.versie != versie:
        return False
    _replace(row, geheim)
    return True


def check_free(
    vraag: Gespreksvraag, auteur: Gebruiker, row: Voorbereiding | None, now: str | None
) -> None:
    """Refuse to change words that wait, are shown or can't be read."""
    if Getoond.objects.filter(vraag=vraag, auteur=auteur).exists():
        raise GesprekFout(GETOOND)
    if now is None:
        raise GesprekFout(KWIJT)
    if row and row.wens == Voorbereiding.Wens.SAMEN:
        raise GesprekFout(WACHT)


def _replace(row: Voorbereiding, geheim: str, **values: object) -> None:
    Voorbereiding.objects.filter(pk=row.pk).update(
        geheim=geheim, versie=F("versie") + 1, gewijzigd_op=timezone.now(), **values
    )


def begin_anew(gesprek: Gesprek, auteur: Gebruiker, vraag_pk: UUID) -> None:
    """Empty a preparation whose key is lost; one that can be read stays as it is."""
    with transaction.atomic():
        vraag = find_vraag(lock_writable(gesprek), vraag_pk)
        row = find_row(vraag.pk, auteur)
        shown = Getoond.objects.filter(vraag=vraag, auteur=auteur).exists()
        if row and read(row) is None and not shown:
            geheim = seal("", make_plaats(vraag.pk, auteur.pk))
            _replace(row, geheim, wens=Voorbereiding.Wens.OPEN)


def reseal_all() -> Counter[str]:
    """Seal every preparation under the newest key; "gedraaid" and "kwijt" are counted.

    Row by row: it can stop anywhere, start again, and go on while people write.
    """
    counts: Counter[str] = Counter(gedraaid=0, kwijt=0)
    last = UUID(int=0)
    rows = Voorbereiding.objects.order_by("pk")
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        counts.update(map(_reseal, batch))
        last = batch[-1].pk
    return counts


def _reseal(row: Voorbereiding) -> str:
    if read(row) is None:
        return "kwijt"
    same = Voorbereiding.objects.filter(pk=row.pk, geheim=row.geheim)
    if same.update(geheim=reseal(row.geheim)):
        return "gedraaid"
    # Written since, perhaps by a process that doesn't have the newest key yet.
    fresh = Voorbereiding.objects.filter(pk=row.pk).first()
    return _reseal(fresh) if fresh else "weg"
