"""Closing a talk: who wrote it reads it all, and once all said yes it is a report."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from gesprekken.models import (
    Afspraak,
    Bevestiging,
    Deelnemer,
    Gesprek,
    Samentekst,
    Staat,
    Verslag,
    may_come_in,
)
from gesprekken.services.afspraken import name_people, tell_wie
from gesprekken.services.fout import GeslotenFout, GesprekFout
from gesprekken.services.schrijven import lock_writable
from gesprekken.verslag import Afgesproken, Beantwoord, Inhoud
from scholen.models import Gebruiker

LEAST = 2  # people who confirm a team's talk
LEEG = (
    "Er staat nog niets in dit gesprek. Schrijf eerst samen iets op, dan kunnen jullie "
    "het afronden."
)


@dataclass(frozen=True)
class Bevestigd:
    """One of those whose yes a report needs, and whether they gave it to this text."""

    gebruiker: UUID
    naam: str
    ja: bool


def make_inhoud(gesprek: Gesprek) -> Inhoud:
    """What the report of this talk would say now."""
    deelnemers = list(gesprek.deelnemers.select_related("gebruiker"))
    return Inhoud(
        begin=gesprek.begin.astimezone(dt.UTC).isoformat() if gesprek.begin else "",
        deelnemers=tuple(str(one) for one in deelnemers),
        vragen=_read_vragen(gesprek),
        afspraken=_read_afspraken(gesprek),
    )


def _read_vragen(gesprek: Gesprek) -> tuple[Beantwoord, ...]:
    """Those of the talk in their order; then those taken out, if they have a text."""
    kept = Samentekst.objects.filter(gesprek=gesprek.pk)
    tekst = kept.values_list("tekst", flat=True).first() or {}
    rows = sorted(gesprek.vragen.all(), key=lambda one: (one.volgorde or 99, one.pk))
    found = [
        (one, Beantwoord(str(one.pk), one.code, one.tekst, _of(tekst, one.pk)))
        for one in rows
    ]
    return tuple(asked for one, asked in found if one.volgorde or asked.antwoord)


def _of(tekst: dict[str, str], pk: UUID) -> str:
    return tekst.get(str(pk), "").strip()


def _read_afspraken(gesprek: Gesprek) -> tuple[Afgesproken, ...]:
    """In the order of the page; what was dropped by now wasn't agreed."""
    rows = gesprek.afspraken.exclude(staat=Afspraak.Staat.VERVALLEN).order_by("plek")
    namen = name_people([gesprek]) if rows else {}
    return tuple(
        Afgesproken(
            wat=one.wat,
            wie=tell_wie(namen, gesprek.pk, one.wie_id, one.van_school),
            tegen=one.tegen.isoformat() if one.tegen else "",
        )
        for one in rows
    )


def find_present(gesprek: Gesprek) -> QuerySet[Deelnemer]:
    """Its participants who can still come in."""
    present = gesprek.deelnemers.filter(may_come_in(), gebruiker__is_active=True)
    return present.select_related("gebruiker")


def find_bevestigd(gesprek: Gesprek, vingerafdruk: str) -> list[Bevestigd]:
    """Whose yes counts, by name.

    Of a track all who can still come in; of a team who opened the writing page, and
    who said yes to this text without it.
    """
    same = gesprek.bevestigingen.filter(vingerafdruk=vingerafdruk)
    ja = set(same.values_list("gebruiker", flat=True))
    asked = list(find_present(gesprek))
    if not gesprek.traject_id:
        here = set(gesprek.aanwezigen.values_list("gebruiker", flat=True))
        asked = [one for one in asked if one.gebruiker_id in here | ja]
    return [
        Bevestigd(one.gebruiker_id, str(one), one.gebruiker_id in ja) for one in asked
    ]


def is_agreed(gesprek: Gesprek, bevestigd: Sequence[Bevestigd]) -> bool:
    """Whether that is enough to make the report."""
    least = 1 if gesprek.traject_id else LEAST
    return len(bevestigd) >= least and all(one.ja for one in bevestigd)


def confirm(gesprek: Gesprek, gebruiker: Gebruiker, vingerafdruk: str) -> bool:
    """Say yes to exactly the text with this hash; with the last yes the report is made.

    False when the text is another by now: then nothing is confirmed. Twice is once,
    also when the first was the last yes. Raises `GesprekFout` for a talk without a
    text, `GeslotenFout` for one that was closed with another, or was cancelled.
    """
    with transaction.atomic(durable=True):
        try:
            gesprek = lock_writable(gesprek)
        except GeslotenFout:
            same = Verslag.objects.filter(gesprek=gesprek.pk, vingerafdruk=vingerafdruk)
            if same.exists():
                return True
            raise
        inhoud = make_inhoud(gesprek)
        if inhoud.is_leeg:
            raise GesprekFout(LEEG)
        if inhoud.vingerafdruk != vingerafdruk:
            return False
        _note(gesprek, gebruiker, vingerafdruk)
        if is_agreed(gesprek, find_bevestigd(gesprek, vingerafdruk)):
            _close(gesprek, inhoud)
        return True


def _note(gesprek: Gesprek, gebruiker: Gebruiker, vingerafdruk: str) -> None:
    mine = gesprek.bevestigingen.filter(gebruiker=gebruiker)
    if mine.filter(vingerafdruk=vingerafdruk).exists():
        return
    mine.delete()
    Bevestiging.objects.create(
        school_id=gesprek.school_id,
        gesprek=gesprek,
        gebruiker=gebruiker,
        vingerafdruk=vingerafdruk,
    )


def _close(gesprek: Gesprek, inhoud: Inhoud) -> None:
    Verslag.objects.create(
        school_id=gesprek.school_id,
        gesprek=gesprek,
        inhoud=inhoud.to_json(),
        vingerafdruk=inhoud.vingerafdruk,
    )
    began = Gesprek.objects.filter(
        pk=gesprek.pk, staat=Staat.GEPLAND, begin__lte=timezone.now()
    )
    began.update(staat=Staat.GEHOUDEN, versie=F("versie") + 1)


@dataclass(frozen=True)
class Opmerkingregel:
    """What a participant added beside a report."""

    auteur: str
    tekst: str
    op: dt.datetime


def add_opmerking(verslag: Verslag, auteur: Gebruiker, tekst: str) -> bool:
    verslag.opmerkingen.create(school_id=verslag.school_id, auteur=auteur, tekst=tekst)
    return True


def find_opmerkingen(verslag: Verslag) -> list[Opmerkingregel]:
    """What was added later, the first first."""
    rows = list(verslag.opmerkingen.all())
    namen = name_people([verslag.gesprek]) if rows else {}
    pk = verslag.gesprek_id
    return [
        Opmerkingregel(
            tell_wie(namen, pk, one.auteur_id, van_school=False),
            one.tekst,
            one.created_at,
        )
        for one in rows
    ]
