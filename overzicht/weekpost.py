"""Monday's mail: at most three things that wait for somebody, or no mail at all.

It says when, with whom and how many; never what a talk is about.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from gesprekken.models import Afspraak, Antwoord, Deelnemer, Staat, may_come_in
from overzicht.signalen import Trajectregel, make_overzichten, tell_attention
from overzicht.start import SOON
from overzicht.tellen import (
    count,
    start_count,
    tell_afspraken,
    tell_mensen,
    upper_first,
)
from post.models import Bericht, Berichtsoort
from post.services import Planning, plan_all
from samenwijzer.lib.site import absolute
from scholen.models import Gebruiker, Lidmaatschap, Regio, Rol, School, Vrijeperiode
from scholen.vakanties import free_day
from trajecten.models import Deelname

MONDAY, MORNING, NOON = 0, 6, 12
GELDIG = dt.timedelta(days=3)
WEEK = dt.timedelta(weeks=1)
BACK = dt.timedelta(weeks=8)  # after that nobody is asked about a talk any more
MOST = 3

Scholen = Mapping[UUID, School]


@dataclass
class Week:
    """What waits for one person; `school`: where the first of it does."""

    gebruiker: Gebruiker
    school: School
    gesprekken: list[str] = field(default_factory=list)
    momenten: int = 0
    uitnodigingen: int = 0
    voorbij: int = 0
    afspraken: int = 0
    te_laat: int = 0
    haast: int = 0
    regels: list[Trajectregel] = field(default_factory=list)

    @property
    def acties(self) -> list[str]:
        """In sentences, most urgent first.

        An agreement that isn't due this week goes along, and is no reason to write.
        """
        every = [*self.gesprekken, *self._counted(), tell_attention(self.regels)]
        found = [actie for actie in every if actie]
        if self.afspraken and (found or self.haast):
            found.append(tell_afspraken(self.afspraken, self.te_laat))
        return found[:MOST]

    def _counted(self) -> Iterable[str]:
        if self.momenten:
            wachten = start_count(self.momenten, "moment wacht", "momenten wachten")
            yield f"{wachten} op jouw keuze."
        if self.uitnodigingen:
            op = count(self.uitnodigingen, "uitnodiging", "uitnodigingen")
            yield f"Je antwoordde nog niet op {op}."
        if self.voorbij:
            zijn = start_count(self.voorbij, "gesprek is", "gesprekken zijn")
            het = "het doorging" if self.voorbij == 1 else "ze doorgingen"
            yield f"{zijn} voorbij: zeg of {het}."


def plan_weekpost(now: dt.datetime) -> int:
    """Write this week's mails, on Monday morning and once; how many are new."""
    local = timezone.localtime(now, timezone.get_default_timezone())
    if local.weekday() != MONDAY or not MORNING <= local.hour < NOON:
        return 0
    prefix = f"week:{local:%G-W%V}:"
    if Bericht.objects.filter(sleutel__startswith=prefix).exists():
        return 0
    scholen = _find_open(local.date())
    weken = _make_weken(scholen, now) if scholen else []
    # All or none: a single one tells that this week's are written.
    with transaction.atomic():
        return plan_all([_plan(week, prefix) for week in weken if week.acties])


def _find_open(monday: dt.date) -> Scholen:
    """The schools that aren't free that Monday, by their region or by themselves."""
    own = Vrijeperiode.objects.filter(eerste__lte=monday, laatste__gte=monday)
    return {
        school.pk: school
        for school in School.objects.exclude(pk__in=own.values("school"))
        if free_day(monday, Regio(school.regio)) is None
    }


def _plan(week: Week, prefix: str) -> Planning:
    coordineert = tell_attention(week.regels) in week.acties
    afgesproken = tell_afspraken(week.afspraken, week.te_laat) in week.acties
    return Planning(
        naam="weekpost",
        aan=week.gebruiker.email,
        context={
            "gebruiker": week.gebruiker,
            "acties": week.acties,
            "adres": absolute(reverse("overzicht:start")),
            "overzicht": coordineert and absolute(reverse("overzicht:overzicht")),
            "afspraken": afgesproken and absolute(reverse("gesprekken:afspraken")),
        },
        sleutel=f"{prefix}{week.gebruiker.pk}",
        soort=Berichtsoort.HERINNERING,
        school=week.school,
        geldig=GELDIG,
    )


def _make_weken(scholen: Scholen, now: dt.datetime) -> Iterable[Week]:
    """What waits for each person in these schools."""
    weken = _Weken(scholen, now)
    weken.add_gesprekken()
    weken.add_momenten()
    weken.add_afspraken()
    weken.add_trajecten()
    return weken.by_pk.values()


class _Weken:
    """Fills everybody's week, in a handful of queries for all of them."""

    def __init__(self, scholen: Scholen, now: dt.datetime) -> None:
        self.scholen = scholen
        self.now = now
        self.by_pk: dict[UUID, Week] = {}

    def of(self, row: Deelnemer | Lidmaatschap) -> Week:
        new = Week(row.gebruiker, self.scholen[row.school_id])
        return self.by_pk.setdefault(row.gebruiker_id, new)

    def add_gesprekken(self) -> None:
        """Talks of this week, and those that ask for an answer or a mark."""
        rows = self._find_planned().annotate(mag=_may_come_in())
        names: defaultdict[UUID, dict[UUID, str]] = defaultdict(dict)
        for row in rows:
            names[row.gesprek_id][row.pk] = str(row)
        for row in rows:
            if row.mag:
                people = names[row.gesprek_id]
                self._add(row, [naam for pk, naam in people.items() if pk != row.pk])

    def _find_planned(self) -> QuerySet[Deelnemer]:
        rows = Deelnemer.objects.filter(
            gesprek__school__in=self.scholen,
            gesprek__staat=Staat.GEPLAND,
            gesprek__begin__gte=self.now - BACK,
            gesprek__begin__lte=self.now + SOON,
        )
        rows = rows.select_related("gebruiker", "gesprek")
        return rows.order_by("gesprek__begin", "gebruiker__naam")

    def _add(self, row: Deelnemer, others: Sequence[str]) -> None:
        week, begin, einde = self.of(row), row.gesprek.begin, row.gesprek.einde
        if begin is None or einde is None:
            return
        if begin < self.now:
            week.voorbij += einde <= self.now
            return
        week.uitnodigingen += row.antwoord == Antwoord.OPEN
        if begin < self.now + WEEK and row.antwoord != Antwoord.NEE:
            week.gesprekken.append(_tell(begin, others))

    def add_momenten(self) -> None:
        """Moments that another proposed."""
        searching = Q(gesprek__staat=Staat.ZOEKT)
        moving = Q(gesprek__staat=Staat.GEPLAND, gesprek__begin__gt=self.now)
        rows: QuerySet[Deelnemer] = Deelnemer.objects.filter(
            searching | moving,
            _may_come_in(),
            gesprek__school__in=self.scholen,
            gesprek__momenten__begin__gt=self.now,
        ).select_related("gebruiker")
        by_others = ~Q(gesprek__momenten__door=F("gebruiker"))
        for row in rows.annotate(aantal=Count("gesprek__momenten", filter=by_others)):
            self.of(row).momenten += row.aantal

    def add_afspraken(self) -> None:
        """How much of what was agreed is open, for who was there and still is in it."""
        today = timezone.localdate(self.now)
        in_track = Deelname.objects.current().filter(
            gebruiker=OuterRef("gebruiker"), traject=OuterRef("gesprek__traject")
        )
        rows: QuerySet[Deelnemer] = Deelnemer.objects.filter(
            _may_come_in(),
            Q(gesprek__traject=None) | Exists(in_track),
            gesprek__school__in=self.scholen,
            gesprek__afspraken__staat=Afspraak.Staat.OPEN,
        ).select_related("gebruiker")
        day = "gesprek__afspraken__tegen__lt"
        for row in rows.annotate(
            afgesproken=Count("gesprek__afspraken"),
            te_laat=Count("gesprek__afspraken", filter=Q(**{day: today})),
            haast=Count("gesprek__afspraken", filter=Q(**{day: today + WEEK})),
        ):
            week = self.of(row)
            week.afspraken += row.afgesproken
            week.te_laat += row.te_laat
            week.haast += row.haast

    def add_trajecten(self) -> None:
        """The tracks that need somebody, for the coordinators of their school."""
        coordinators = Lidmaatschap.objects.filter(
            school__in=self.scholen, rol=Rol.COORDINATOR, gebruiker__is_active=True
        ).select_related("gebruiker")
        pks = {lid.school_id for lid in coordinators}
        regels = make_overzichten([self.scholen[pk] for pk in pks], self.now)
        for lid in coordinators:
            self.of(lid).regels += regels[lid.school_id]


def _may_come_in() -> Q:
    return Q(gebruiker__is_active=True) & may_come_in()


def _tell(begin: dt.datetime, others: Sequence[str]) -> str:
    """“Donderdag 3 december, 15.30 uur: gesprek met Griet Vandenbosch.”"""
    local = timezone.localtime(begin, timezone.get_default_timezone())
    moment = upper_first(date_format(local, "l j F, H.i"))
    met = f" met {tell_mensen(others)}" if others else ""
    return f"{moment} uur: gesprek{met}."
