"""Planning talks, moving them, taking them back; everybody's calendar follows."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Prefetch, Q
from django.utils import timezone

from gesprekken.models import Antwoord, Deelnemer, Gesprek, Moment, Staat
from gesprekken.services import uitnodigen, vragen
from gesprekken.services.fout import GesprekFout
from samenwijzer.lib.bewaren import save_once
from scholen.models import Gebruiker, Lidmaatschap, School
from trajecten.models import Deelname, Traject, Trajectrol
from trajecten.services.verloop import lock

PREFETCHED = Prefetch("deelnemers", Deelnemer.objects.select_related("gebruiker"))
UIT_TRAJECT = "Je doet niet meer mee aan dit traject."
OPNIEUW = (
    "Er komt iemand anders bij. Wat jullie al schreven, blijft onder jullie; het "
    "gesprek begint opnieuw, op hetzelfde moment."
)
BEZET = "Op dat moment is er in dit traject al een gesprek. Kies een ander moment."


@dataclass(frozen=True)
class Plan:
    """A talk to be planned; without `begin` its moment is still to be found."""

    begin: dt.datetime | None
    duur: int
    plaats: str = ""
    fiches: tuple[str, ...] = ()
    uitleg: str = ""


def plan_reeks(
    traject: Traject,
    plannen: Sequence[Plan],
    door: Gebruiker,
    *,
    kenmerk: str,
    wie: Sequence[Deelname] | None = None,
) -> bool:
    """Plan these talks of a track at once, all or none, and invite its duo.

    `wie`: who takes part where that isn't the duo. The same `kenmerk` again plans
    nothing more. Raises `GesprekFout` when the track doesn't go on, or has a talk at
    one of these moments.
    """
    return save_once(
        door.bewaringen,
        kenmerk,
        traject.pk,
        partial(_plan_reeks, traject, plannen, door, wie),
    )


def _plan_reeks(
    traject: Traject,
    plannen: Sequence[Plan],
    door: Gebruiker,
    wie: Sequence[Deelname] | None,
) -> bool:
    lock(traject)
    if not traject.loopt:
        raise GesprekFout(
            "Dit traject loopt nu niet. Hervat het eerst, dan kan je weer plannen."
        )
    deelnames = _find_deelnames(traject, wie)
    gesprekken = [
        _make(traject.school, plan, door, traject=traject) for plan in plannen
    ]
    deelnemers = [
        make_deelnemer(gesprek, deelname)
        for gesprek in gesprekken
        for deelname in deelnames
    ]
    _save(gesprekken, deelnemers)
    return True


def _find_deelnames(traject: Traject, wie: Sequence[Deelname] | None) -> list[Deelname]:
    """Those who are still in a locked track; all of them, or nothing is planned."""
    now = traject.deelnames.current().select_related("gebruiker")
    if wie is None:
        return list(now.duo())
    found = list(now.filter(pk__in=[one.pk for one in wie]))
    if len(found) < len(wie):
        raise GesprekFout(
            "Iemand van wie je koos, doet niet meer mee aan dit traject. Kies opnieuw."
        )
    return found


def plan_team(
    school: School,
    team: str,
    plan: Plan,
    leden: Sequence[Lidmaatschap],
    door: Gebruiker,
    *,
    kenmerk: str,
    vraag: str = "",
) -> bool:
    """Plan one talk of a team in this school, and invite these members.

    `vraag` is one of their own to begin with, or "".
    """

    def write() -> bool:
        gesprek = _make(school, plan, door, team=team)
        _save(
            [gesprek],
            [
                Deelnemer(gesprek=gesprek, school=school, gebruiker=lid.gebruiker)
                for lid in leden
            ],
        )
        if vraag:
            vragen.add_eigen(gesprek, vraag)
        return True

    return save_once(door.bewaringen, kenmerk, school.pk, write)


def _make(school: School, plan: Plan, door: Gebruiker, **of: object) -> Gesprek:
    return Gesprek(
        school=school,
        staat=Staat.GEPLAND if plan.begin else Staat.ZOEKT,
        begin=plan.begin,
        duur=plan.duur,
        plaats=plan.plaats,
        fiches=list(plan.fiches),
        uitleg=plan.uitleg,
        gepland_door=door,
        **of,
    )


def make_deelnemer(gesprek: Gesprek, deelname: Deelname) -> Deelnemer:
    """Somebody of a track, to take part in one of its talks; not saved yet."""
    return Deelnemer(
        gesprek=gesprek,
        school=gesprek.school,
        gebruiker=deelname.gebruiker,
        naam=deelname.naam,
        gast=deelname.rol == Trajectrol.LERARENOPLEIDER,
    )


def _save(gesprekken: Sequence[Gesprek], deelnemers: Sequence[Deelnemer]) -> None:
    try:
        with transaction.atomic():
            Gesprek.objects.bulk_create(gesprekken)
    except IntegrityError:
        raise GesprekFout(BEZET) from None
    Deelnemer.objects.bulk_create(deelnemers)
    uitnodigen.invite(fetch([gesprek.pk for gesprek in gesprekken if gesprek.begin]))


def fetch(pks: Sequence[UUID]) -> list[Gesprek]:
    """These talks with all that an invitation says."""
    rows = Gesprek.objects.filter(pk__in=pks).select_related("school")
    return list(rows.prefetch_related(PREFETCHED))


def lock_open(gesprek: Gesprek) -> Gesprek:
    """The talk read anew, for one change at a time; refuses one that is over."""
    Gesprek.objects.select_for_update().get(pk=gesprek.pk)
    [fresh] = fetch([gesprek.pk])
    if not fresh.is_open or fresh.is_gesloten:
        raise GesprekFout(
            "Dit gesprek is afgezegd of al gehouden. Plan gerust een nieuw gesprek."
        )
    return fresh


@transaction.atomic
def move(
    gesprek: Gesprek,
    door: Gebruiker,
    *,
    versie: int,
    begin: dt.datetime,
    duur: int,
    plaats: str,
) -> bool:
    """Give a talk another time or place; False when somebody else was first.

    The rest of its series stays. What calendars knew is replaced: same UID, a higher
    SEQUENCE (RFC 5546, 2.1.4). Whoever moves it comes; the others answer anew.
    """
    gesprek = lock_open(gesprek)
    same = (gesprek.begin, gesprek.duur, gesprek.plaats) == (begin, duur, plaats)
    if gesprek.versie != versie:
        return same
    if same:
        return True
    reschedule(gesprek, begin, door, duur=duur, plaats=plaats)
    return True


def reschedule(
    gesprek: Gesprek, begin: dt.datetime, *komt: Gebruiker, **values: object
) -> None:
    """Give a locked talk this moment, which who are in `komt` chose; tell everybody."""
    if gesprek.traject_id and gesprek.begin and gesprek.begin <= timezone.now():
        # Who left the track after the day that it was planned for isn't asked again.
        left = Deelname.objects.filter(traject=gesprek.traject_id).exclude(tot=None)
        here = Deelname.objects.filter(traject=gesprek.traject_id, tot=None)
        gesprek.deelnemers.filter(gebruiker__in=left.values("gebruiker")).exclude(
            gebruiker__in=here.values("gebruiker")
        ).delete()
    _set_begin(gesprek, begin, **values)
    accept_for(gesprek, *komt)
    uitnodigen.invite(fetch([gesprek.pk]), "verplaatst" if gesprek.begin else "nieuw")


def _set_begin(gesprek: Gesprek, begin: dt.datetime, **values: object) -> None:
    """Write the moment of a locked talk; nothing that was proposed still counts."""
    other_time = gesprek.begin != begin
    rows = Gesprek.objects.filter(pk=gesprek.pk)
    try:
        with transaction.atomic():
            rows.update(
                begin=begin,
                staat=Staat.GEPLAND,
                uitleg="" if other_time else gesprek.uitleg,
                volgnummer=F("volgnummer") + (1 if gesprek.begin else 0),
                versie=F("versie") + 1,
                gewijzigd_op=timezone.now(),
                **values,
            )
    except IntegrityError:
        raise GesprekFout(BEZET) from None
    gesprek.momenten.all().delete()
    if other_time:
        gesprek.deelnemers.update(antwoord=Antwoord.OPEN)


def accept_for(gesprek: Gesprek, *gebruikers: Gebruiker) -> None:
    """Who chose a moment has said that they can come."""
    theirs = gesprek.deelnemers.filter(gebruiker__in=gebruikers)
    theirs.update(antwoord=Antwoord.JA, antwoord_op=timezone.now())


@transaction.atomic
def cancel(gesprek: Gesprek, *, reden: str = "") -> None:
    """Cancel one talk; the rest of its series stays. Twice is once."""
    fresh = Gesprek.objects.select_for_update().get(pk=gesprek.pk)
    if fresh.staat == Staat.GEHOUDEN or fresh.is_gesloten:
        raise GesprekFout("Dit gesprek is al gehouden. Afzeggen kan niet meer.")
    _cancel([gesprek.pk], reden=reden)


def _cancel(pks: Sequence[UUID], *, reden: str) -> None:
    """Of these, cancel what is still open, and tell who was going to come."""
    now = timezone.now()
    open_ = Gesprek.objects.open().filter(pk__in=pks, verslag=None)
    known = list(open_.values_list("pk", flat=True))
    open_.update(
        staat=Staat.AFGEZEGD,
        volgnummer=F("volgnummer") + 1,
        versie=F("versie") + 1,
        gewijzigd_op=now,
    )
    Moment.objects.filter(gesprek__in=known).delete()
    for gesprek in fetch(known):
        if gesprek.is_komend:
            uitnodigen.cancel(gesprek, gesprek.deelnemers.all(), reden=reden)


@transaction.atomic
def cancel_coming(traject: Traject, *, reden: str) -> int:
    """Cancel what a track has still to come; returns how many talks that was."""
    open_ = traject.gesprekken.open().exclude(begin__lte=timezone.now())
    coming = list(open_.filter(verslag=None).values_list("pk", flat=True))
    _cancel(coming, reden=reden)
    return len(coming)


@transaction.atomic
def mark_held(gesprek: Gesprek) -> None:
    """Say that a talk took place; nothing of what was said. Twice is once."""
    fresh = Gesprek.objects.select_for_update().get(pk=gesprek.pk)
    if fresh.staat == Staat.GEHOUDEN:
        return
    gesprek = lock_open(gesprek)
    if gesprek.begin is None or gesprek.begin > timezone.now():
        raise GesprekFout("Dit gesprek is nog niet begonnen. Kom straks terug.")
    Gesprek.objects.filter(pk=gesprek.pk).update(
        staat=Staat.GEHOUDEN, versie=F("versie") + 1
    )


@transaction.atomic
def replace_in_talks(weg: Deelname, nieuw: Deelname | None) -> None:
    """Who left a track leaves its coming talks; who came instead is invited.

    Talks that took place keep who was there. What was written or shown in a coming
    talk stays between those who were in it: with somebody new, it begins anew.
    """
    now = timezone.now()
    coming = weg.traject.gesprekken.open().exclude(begin__lte=now)
    coming = coming.filter(verslag=None)  # a report keeps who made it
    mine = Deelnemer.objects.filter(gesprek__in=coming, gebruiker=weg.gebruiker)
    pks = list(mine.values_list("gesprek", flat=True))
    Gesprek.objects.filter(pk__in=pks).update(
        volgnummer=F("volgnummer") + 1, gewijzigd_op=now
    )
    Moment.objects.filter(gesprek__in=pks, door=weg.gebruiker).delete()
    gesprekken = fetch(pks)
    for gesprek in gesprekken:
        gone = [d for d in gesprek.deelnemers.all() if d.gebruiker == weg.gebruiker]
        if gesprek.begin:
            uitnodigen.cancel(gesprek, gone, reden=UIT_TRAJECT, zonder_jou=True)
    mine.delete()
    if nieuw is not None:
        written = _find_written(pks)
        for gesprek in gesprekken:
            if gesprek.pk in written:
                _begin_anew(gesprek, nieuw)
        gesprekken = [one for one in gesprekken if one.pk not in written]
        Deelnemer.objects.bulk_create(
            make_deelnemer(gesprek, nieuw) for gesprek in gesprekken
        )
        vragen.forget_redenen(gesprekken)
    planned = fetch([one.pk for one in gesprekken if one.begin])
    uitnodigen.invite(planned, "wie", erbij=nieuw.gebruiker if nieuw else None)


def _find_written(pks: Sequence[UUID]) -> set[UUID]:
    """Those of these talks in which somebody wrote or showed something already."""
    rows = Gesprek.objects.filter(pk__in=pks)
    begun = rows.filter(Q(samentekst__laatste__gt=0) | Q(vragen__getoond__isnull=False))
    return set(begun.values_list("pk", flat=True))


def _begin_anew(gesprek: Gesprek, nieuw: Deelname) -> None:
    """Cancel a talk in favour of a fresh one at its moment, with `nieuw` in it."""
    _cancel([gesprek.pk], reden=OPNIEUW)
    again = Gesprek.objects.create(
        school=gesprek.school,
        traject=gesprek.traject,
        staat=Staat.GEPLAND if gesprek.begin else Staat.ZOEKT,
        begin=gesprek.begin,
        duur=gesprek.duur,
        plaats=gesprek.plaats,
        fiches=gesprek.fiches,
        gepland_door=gesprek.gepland_door,
    )
    staying = [
        Deelnemer(
            gesprek=again,
            school=again.school,
            gebruiker=one.gebruiker,
            naam=one.naam,
            gast=one.gast,
        )
        for one in Deelnemer.objects.filter(gesprek=gesprek).select_related("gebruiker")
    ]
    Deelnemer.objects.bulk_create([*staying, make_deelnemer(again, nieuw)])
    if again.begin:
        uitnodigen.invite(fetch([again.pk]))
