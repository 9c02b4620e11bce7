"""What a proposal of questions is made from: the fiches, and a talk's earlier talks."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet

from fiches.models import Doelgroep, Fiche, Vraag
from gesprekken.models import (
    Afspraak,
    Gesprek,
    Gespreksvraag,
    Opzij,
    Samentekst,
    Staat,
)
from gesprekken.services import ontbreken
from gesprekken.services.bespreken import find_waiting, of_traject
from gesprekken.voorstel import Bekend, Eerder, Feiten
from scholen.models import Soort
from trajecten.models import Deelname, Fase


def find_bekend() -> dict[str, Bekend]:
    """All questions of the current edition by code, in their order; two queries."""
    rows = Vraag.objects.filter(fiche__in=Fiche.objects.current())
    related = rows.select_related("fiche", "hoofdthema", "hoofdvraag")
    return {
        vraag.code: Bekend(
            code=vraag.code,
            tekst=vraag.tekst,
            fiche=vraag.fiche.slug,
            doelgroep=vraag.doelgroep,
            thema=vraag.hoofdthema.slug,
            themanaam=vraag.hoofdthema.naam,
            themas=frozenset(thema.slug for thema in vraag.themas.all()),
            gevoelig=vraag.gevoelig,
            hoofdvraag=vraag.hoofdvraag.code if vraag.hoofdvraag else "",
        )
        for vraag in related.prefetch_related("themas")
    }


def find_choices(gesprek: Gesprek) -> dict[str, Bekend]:
    """All that this talk may ask: the fiches' questions, and what was marked for it."""
    marked = find_waiting(gesprek) | of_traject(gesprek).filter(gesprek=gesprek)
    vragen = {row.code: row.tekst for row in marked}
    own = gesprek.vragen.gekozen().filter(code__startswith=ontbreken.BEGIN)
    vragen |= dict(own.values_list("code", "tekst"))
    if missing := ontbreken.find_next(gesprek):
        vragen[ontbreken.make_code(missing)] = ontbreken.make_vraag(missing)
    doelgroep = get_doelgroep(gesprek)
    return find_bekend() | {
        code: Bekend(
            code=code,
            tekst=tekst,
            fiche="",
            doelgroep=doelgroep,
            thema="",
            themanaam="",
            themas=frozenset(),
        )
        for code, tekst in vragen.items()
    }


def gather(gesprek: Gesprek, *, gezien: Iterable[str] = ()) -> Feiten:
    """What a proposal for this talk may know; `gezien`: codes that were passed over.

    Only of earlier talks that every participant of this one took part in, also who
    can't come in at the moment: a proposal tells nobody about talks they weren't in,
    and neither does a reason that stays with a question.
    """
    opzij = gesprek.opzij.values_list("code", flat=True)
    return Feiten(
        doelgroepen=_find_doelgroepen(gesprek),
        fase=Fase(gesprek.traject.fase) if gesprek.traject else None,
        fiches=frozenset(gesprek.fiches),
        gekozen=tuple(gesprek.vragen.gekozen().values_list("code", flat=True)),
        weg=frozenset([*opzij, *gezien]),
        gemerkt=_find_gemerkt(gesprek),
        eerder=_find_eerder(gesprek),
    )


def _find_gemerkt(gesprek: Gesprek) -> dict[str, str]:
    """What waits for the next talk, by code with the reason."""
    gemerkt = {row.code: row.reden for row in find_waiting(gesprek)}
    if missing := ontbreken.find_next(gesprek):
        gemerkt[ontbreken.make_code(missing)] = ontbreken.make_reden(missing)
    return gemerkt


def get_doelgroep(gesprek: Gesprek) -> Doelgroep:
    """Whose questions come first: those of the duo, or of the team's own kind."""
    if gesprek.traject_id:
        return Doelgroep.ZIJ_INSTROMER
    if gesprek.school.soort == Soort.LERARENOPLEIDING:
        return Doelgroep.LERARENOPLEIDING
    return Doelgroep.SCHOOLTEAM


def _find_doelgroepen(gesprek: Gesprek) -> tuple[str, ...]:
    """A duo is half schoolteam: that's whose questions come after its own."""
    own = get_doelgroep(gesprek)
    return (own, Doelgroep.SCHOOLTEAM) if gesprek.traject_id else (own,)


def _find_eerder(gesprek: Gesprek) -> tuple[Eerder, ...]:
    """The talks before this one; seven queries, however many there were."""
    people = set(gesprek.deelnemers.values_list("gebruiker", flat=True))
    talks = list(_find_shared(gesprek, people))
    pks = [talk.pk for talk in talks]
    codes: dict[tuple[UUID, str], set[str]] = defaultdict(set)
    written = _find_written(pks)
    for vraag in Gespreksvraag.objects.filter(gesprek__in=pks).exclude(code=""):
        if vraag.volgorde is not None:
            codes[vraag.gesprek_id, "gekozen"].add(vraag.code)
        if str(vraag.pk) in written:
            codes[vraag.gesprek_id, "beantwoord"].add(vraag.code)
    for opzij in Opzij.objects.filter(gesprek__in=pks):
        codes[opzij.gesprek_id, opzij.soort].add(opzij.code)
    agreed = _find_agreed(gesprek, pks, people)
    zone = ZoneInfo(gesprek.tijdzone)
    return tuple(
        Eerder(
            dag=talk.begin.astimezone(zone).date(),
            gehouden=talk.staat == Staat.GEHOUDEN,
            gekozen=frozenset(codes[talk.pk, "gekozen"]),
            beantwoord=frozenset(codes[talk.pk, "beantwoord"]),
            later=frozenset(codes[talk.pk, Opzij.Soort.LATER]),
            liever_niet=frozenset(codes[talk.pk, Opzij.Soort.LIEVER_NIET]),
            afspraak_open=talk.pk in agreed,
        )
        for talk in talks
        if talk.begin
    )


def _find_shared(gesprek: Gesprek, people: Collection[Any]) -> QuerySet[Gesprek]:
    """Talks of the same track or team before this one, that all these people are in."""
    if not people:
        return Gesprek.objects.none()
    rows = Gesprek.objects.filter(
        school=gesprek.school_id, traject=gesprek.traject_id, team=gesprek.team
    ).exclude(Q(pk=gesprek.pk) | Q(begin=None) | Q(staat=Staat.AFGEZEGD))
    if gesprek.begin:
        rows = rows.filter(begin__lt=gesprek.begin)
    here = Count("deelnemers", filter=Q(deelnemers__gebruiker__in=people))
    return rows.annotate(hier=here).filter(hier=len(people)).order_by("begin", "pk")


def _find_written(pks: Collection[UUID]) -> set[str]:
    """The keys under which something stands in the documents of these talks."""
    rows = Samentekst.objects.filter(gesprek__in=pks)
    return {
        key
        for tekst in rows.values_list("tekst", flat=True)
        for key, value in tekst.items()
        if value.strip()
    }


def _find_agreed(
    gesprek: Gesprek, pks: Collection[UUID], people: Collection[Any]
) -> set[UUID]:
    """Which of these talks left an agreement that is still open.

    None for a track that somebody of this talk has left: see `Afspraak.visible_to`.
    """
    if gesprek.traject_id:
        here = Deelname.objects.current().filter(traject=gesprek.traject_id)
        if here.filter(gebruiker__in=people).count() < len(people):
            return set()
    open_ = Afspraak.objects.open().filter(gesprek__in=pks)
    return set(open_.values_list("gesprek", flat=True))
