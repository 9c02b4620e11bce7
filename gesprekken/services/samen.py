"""Writing together: updates in a row of their own each, numbered under one lock.

The number is handed out while the talk is locked, so whoever has seen number n has
seen all before it. The answer to who writes comes after the commit: what is said to
be kept survives a crash.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from pycrdt import Doc

from gesprekken import document
from gesprekken.models import (
    MAX_AFSPRAKEN,
    MAX_WAT,
    SCHOOL,
    Aanwezig,
    Afspraak,
    Afspraakstap,
    Deelnemer,
    Gesprek,
    Samentekst,
    Wijziging,
    may_come_in,
)
from gesprekken.services.schrijven import check_state, lock_writable
from samenwijzer.lib.bewaren import save_once
from samenwijzer.lib.hub import wake
from samenwijzer.lib.tekst import MAX_LENGTH
from scholen.models import Gebruiker

SQUEEZE = 100  # updates after which the whole document is kept as one
HERE = dt.timedelta(seconds=45)  # that somebody counts as present
FRESH = dt.timedelta(seconds=15)  # that being present isn't written anew
VELD = re.compile(r"vraag [1-4]|afspraak ([1-9]|1[0-2])")
PLEKKEN = frozenset(map(str, range(1, MAX_AFSPRAKEN + 1)))
HAS_STAP = Afspraakstap.objects.filter(afspraak=OuterRef("pk"))


@dataclass(frozen=True)
class Stand:
    """Where the document is: its last number and its state vector."""

    laatste: int
    vector: bytes


@dataclass(frozen=True)
class Plaats:
    """Somebody's place in a talk, and where its document is, from one query.

    A page that waits asks for it every few seconds.
    """

    deelnemer: UUID
    gesprek: UUID
    school: UUID
    gebruiker: UUID
    staat: str
    verslag: UUID | None
    laatste: int
    vector: bytes

    def check_writable(self) -> None:
        check_state(self.staat, gesloten=self.verslag is not None)


def find_plaats(gebruiker: Gebruiker, gesprek: UUID) -> Plaats | None:
    """One's place in this talk; None for who has none."""
    found = _plaatsen().filter(gebruiker=gebruiker, gesprek=gesprek)
    for pk, talk, school, wie, staat, verslag, laatste, vector in found:
        seen = bytes(vector or document.NOTHING)
        return Plaats(pk, talk, school, wie, staat, verslag, laatste or 0, seen)
    return None


@cache
def _plaatsen() -> QuerySet[Deelnemer, tuple[Any, ...]]:
    """Who may come in where. Made once: that costs as much as asking it."""
    return (
        Deelnemer.objects.filter(may_come_in())
        .values_list(
            "pk",
            "gesprek",
            "school",
            "gebruiker",
            "gesprek__staat",
            "gesprek__verslag",
            "gesprek__samentekst__laatste",
            "gesprek__samentekst__vector",
        )
        .order_by()
    )


def make_limits(gesprek: Gesprek) -> dict[str, int]:
    """The keys of this talk's document, with their most characters."""
    keys = dict.fromkeys(
        map(str, gesprek.vragen.values_list("pk", flat=True)), MAX_LENGTH
    )
    plekken = range(1, MAX_AFSPRAKEN + 1)
    return keys | {f"afspraak-{plek}": MAX_WAT for plek in plekken}


def append(gesprek: UUID, update: bytes, door: Gebruiker) -> Stand:
    """Add one update to the talk's document; what says nothing new adds nothing.

    Raises `DocumentFout`, or `GeslotenFout` when nobody writes here any more; the
    document is then as it was.
    """
    with transaction.atomic(durable=True):
        locked = lock_writable(Gesprek(pk=gesprek))
        return append_locked(locked, open_text(locked), update, door)


def open_text(gesprek: Gesprek) -> Samentekst:
    """The row of a locked talk's document, made when there is none."""
    made, _ = Samentekst.objects.get_or_create(
        gesprek=gesprek, defaults={"school_id": gesprek.school_id}
    )
    return made


def append_locked(
    gesprek: Gesprek, samentekst: Samentekst, update: bytes, door: Gebruiker
) -> Stand:
    """As `append`, for a talk that is locked already."""
    doc = load(samentekst)
    limits = make_limits(gesprek)
    if not document.apply(doc, update, limits):
        return Stand(samentekst.laatste, bytes(samentekst.vector))
    samentekst.laatste += 1
    samentekst.vector = doc.get_state()
    before, samentekst.tekst = samentekst.tekst, document.read(doc, limits)
    Wijziging.objects.create(
        samentekst=samentekst,
        school_id=gesprek.school_id,
        nr=samentekst.laatste,
        data=update,
        door=door,
    )
    if samentekst.laatste - samentekst.opname_nr >= SQUEEZE:
        samentekst.opname = doc.get_update()
        samentekst.opname_nr = samentekst.laatste
    samentekst.save()
    if _about_afspraken(before) != _about_afspraken(samentekst.tekst):
        keep_afspraken(gesprek, samentekst.tekst)
    wake(str(gesprek.pk), str(samentekst.laatste))
    return Stand(samentekst.laatste, samentekst.vector)


def load(samentekst: Samentekst, tot: int | None = None) -> Doc[Any]:
    """The document as it is, or as it was at number `tot`."""
    if tot is None:
        return document.load(fetch_since(samentekst, 0))
    rows = samentekst.wijzigingen.filter(nr__lte=tot)
    return document.load(map(bytes, rows.values_list("data", flat=True)))


def fetch_newer(gesprek: UUID, since: int) -> tuple[Stand, list[bytes]]:
    """Where the document is, and what brings who has seen `since` up to there."""
    samentekst = Samentekst.objects.filter(gesprek=gesprek).defer("tekst").first()
    if samentekst is None:
        return Stand(0, document.NOTHING), []
    stand = Stand(samentekst.laatste, bytes(samentekst.vector))
    return stand, fetch_since(samentekst, since)


def fetch_since(samentekst: Samentekst, since: int) -> list[bytes]:
    """The updates that bring who has seen number `since` up to now."""
    rows, whole = samentekst.wijzigingen.filter(nr__gt=since), []
    if since < samentekst.opname_nr:
        whole = [bytes(samentekst.opname)]
        rows = rows.filter(nr__gt=samentekst.opname_nr)
    return [*whole, *map(bytes, rows.values_list("data", flat=True))]


def save_form(
    gesprek: Gesprek,
    basis: int,
    teksten: Mapping[str, str],
    values: Mapping[str, str],
    door: Gebruiker,
    *,
    kenmerk: str,
) -> bool:
    """Take what somebody typed on a page without script, over the text of number
    `basis`; what others wrote since stays.

    Raises as `append` does.
    """

    def write() -> bool:
        locked = lock_writable(gesprek)
        samentekst = open_text(locked)
        doc = load(samentekst, min(basis, samentekst.laatste))
        known = make_limits(locked)
        typed = {key: tekst for key, tekst in teksten.items() if key in known}
        named = {key: value for key, value in values.items() if is_value(key)}
        append_locked(locked, samentekst, document.edit(doc, typed, named), door)
        return True

    return save_once(door.bewaringen, kenmerk, gesprek.pk, write)


def is_value(key: str) -> bool:
    """Whether this is a key of the document's map: who does what, by when."""
    plek, _, what = key.partition(".")
    return what in {"wie", "tegen"} and plek in PLEKKEN


def _about_afspraken(tekst: Mapping[str, str]) -> dict[str, str]:
    return {
        key: value
        for key, value in tekst.items()
        if key.startswith("afspraak-") or is_value(key)
    }


def keep_afspraken(gesprek: Gesprek, tekst: Mapping[str, str]) -> None:
    """Let the rows follow the document, but for those with a life of their own."""
    own = set(gesprek.afspraken.filter(Exists(HAS_STAP)).values_list("plek", flat=True))
    rows = {row.plek: row for row in gesprek.afspraken.all()}
    people = dict.fromkeys(
        map(str, gesprek.deelnemers.values_list("gebruiker", flat=True))
    )
    for plek in range(1, MAX_AFSPRAKEN + 1):
        if plek in own:
            continue
        row, wat = rows.get(plek), tekst.get(f"afspraak-{plek}", "").strip()
        if not wat:
            if row:
                row.delete()
            continue
        row = row or Afspraak(gesprek=gesprek, school_id=gesprek.school_id, plek=plek)
        wie = tekst.get(f"{plek}.wie", "")
        says = {
            "wat": wat,
            "wie_id": UUID(wie) if wie in people else None,
            "van_school": wie == SCHOOL,
            "tegen": _read_day(tekst.get(f"{plek}.tegen", "")),
        }
        if any(getattr(row, name) != value for name, value in says.items()):
            for name, value in says.items():
                setattr(row, name, value)
            row.versie += 1  # who has a form open about it sees that it changed
            row.save()


def _read_day(value: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return None


def show_up(plaats: Plaats, veld: str) -> list[tuple[str, str]]:
    """Note that somebody is here, writing at `veld`; who else is, and where.

    Written only when it says something new: a poll every two seconds doesn't.
    """
    now = timezone.now()
    veld = veld if VELD.fullmatch(veld) else ""
    rows = Aanwezig.objects.filter(gesprek=plaats.gesprek)
    found = {
        wie: (naam, where, gezien)
        for wie, naam, where, gezien in rows.values_list(
            "gebruiker", "naam", "veld", "gezien"
        )
    }
    _, where, gezien = found.pop(plaats.gebruiker, ("", None, None))
    if gezien is None or where != veld or now - gezien > FRESH:
        _keep_here(plaats, veld, now)
        if gezien is None or where != veld or now - gezien > HERE:
            wake(str(plaats.gesprek), "wie")
    here = [(naam, at) for naam, at, since in found.values() if now - since < HERE]
    return sorted(here)


def _keep_here(plaats: Plaats, veld: str, now: dt.datetime) -> None:
    deelnemer = Deelnemer.objects.select_related("gebruiker").get(pk=plaats.deelnemer)
    says = {"veld": veld, "gezien": now, "naam": str(deelnemer)}
    Aanwezig.objects.update_or_create(
        gesprek_id=plaats.gesprek,
        gebruiker_id=plaats.gebruiker,
        defaults=says,
        create_defaults={"school_id": plaats.school, **says},
    )
