"""Which tracks need their coordinator, and why: counts and days, in words."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from uuid import UUID

from django.utils import timezone

from gesprekken.services.uitnodigen import join
from overzicht import feiten
from overzicht.feiten import Betrokkene, Telling
from overzicht.tellen import count, start_count
from scholen.models import Regio, School
from scholen.vakanties import free_day
from trajecten.models import DUO, Staat, Traject, Trajectrol

QUIET = 8 * 7  # days outside the holidays
WAITING = dt.timedelta(weeks=1)  # before a proposed moment waits too long
MANY = 4  # running tracks of one duo-partner
KNOWN = 1  # the weight of what is worth seeing, and no news each Monday


@dataclass(frozen=True)
class Signaal:
    """What asks for attention in a track, and how much."""

    tekst: str
    gewicht: int


@dataclass(frozen=True)
class Belasting:
    """What a duo-partner has in this school: running tracks, talks in four weeks."""

    naam: str
    trajecten: int
    gesprekken: int


@dataclass(frozen=True)
class Trajectregel:
    """A track as its coordinator sees it at `op`.

    `voorgesteld`: when somebody proposed the moment that has waited longest.
    `stil`: no talk for eight weeks outside the holidays.
    """

    pk: UUID
    op: dt.datetime
    startdatum: dt.date
    fase: str
    staat: str
    telling: Telling = field(default_factory=Telling)
    voorgesteld: dt.datetime | None = None
    stil: bool = False
    mensen: tuple[Betrokkene, ...] = ()
    belasting: tuple[Belasting, ...] = ()

    @cached_property
    def signalen(self) -> list[Signaal]:
        """What asks for attention, the heaviest first; nothing unless it goes on."""
        found = find_signalen(self) if self.staat == Staat.LOOPT else []
        return sorted(found, key=attrgetter("gewicht"), reverse=True)

    @property
    def gewicht(self) -> int:
        return sum(signaal.gewicht for signaal in self.signalen)

    @property
    def naam(self) -> str:
        """Its duo, in alphabetical order: nobody is above another."""
        duo = [one.naam for one in self.mensen if one.rol in DUO]
        return join(duo) or "Traject zonder duo"

    @property
    def anderen(self) -> list[Betrokkene]:
        return [one for one in self.mensen if one.rol not in DUO]

    @property
    def stil_sinds(self) -> dt.date:
        """The day of the last talk held, or the first day of the track."""
        return find_last_day(self.telling, self.startdatum)

    @property
    def weken_stil(self) -> str:
        """“acht weken”, since then."""
        days = (timezone.localdate(self.op) - self.stil_sinds).days
        return count(days // 7, "week", "weken")

    @property
    def is_beeindigd(self) -> bool:
        return self.staat == Staat.BEEINDIGD

    @property
    def plan_gevraagd(self) -> bool:
        """Whether planning is the thing to do."""
        return self.staat == Staat.LOOPT and not self.telling.gepland


def find_signalen(regel: Trajectregel) -> Iterator[Signaal]:
    """What asks for attention in a track that goes on, in no order."""
    yield from _of_mensen(regel)
    if voorbij := regel.telling.voorbij:
        wat = start_count(voorbij, "gesprek is", "gesprekken zijn")
        yield Signaal(f"{wat} voorbij en nog niet afgerond.", 2 + min(voorbij, 3))
    elif regel.stil:
        # While talks that are past wait to be marked, nobody knows which was the last.
        yield Signaal(_tell_quiet(regel), 3)
    if regel.voorgesteld is None and regel.plan_gevraagd:
        yield Signaal("Er staat geen gesprek gepland.", 4)
    if regel.voorgesteld and regel.op - regel.voorgesteld >= WAITING:
        ago = count((regel.op - regel.voorgesteld).days // 7, "week", "weken")
        yield Signaal(f"Wacht op een moment: {ago} geleden voorgesteld.", 2)


def _of_mensen(regel: Trajectregel) -> Iterator[Signaal]:
    rollen = {one.rol for one in regel.mensen}
    for rol in DUO:
        if rol not in rollen:
            yield Signaal(f"Het traject heeft geen {rol.label}.", 5)
    if gevraagd := sum(one.gevraagd for one in regel.mensen):
        wat = start_count(gevraagd, "uitnodiging is", "uitnodigingen zijn")
        yield Signaal(f"{wat} nog niet aangenomen.", 2)
    for one in regel.mensen:
        if not (one.erbij or one.gevraagd):
            yield Signaal(f"{one.naam} hoort niet bij de school.", 4)
    for last in regel.belasting:
        if last.trajecten >= MANY:
            trajecten = count(last.trajecten, "traject", "trajecten")
            yield Signaal(f"{last.naam} is duo-partner in {trajecten}.", KNOWN)


def _tell_quiet(regel: Trajectregel) -> str:
    if regel.telling.laatste:
        return f"Het laatste gesprek was {regel.weken_stil} geleden."
    return f"Het traject startte {regel.weken_stil} geleden en er was nog geen gesprek."


def find_last_day(telling: Telling, startdatum: dt.date) -> dt.date:
    return timezone.localdate(telling.laatste) if telling.laatste else startdatum


def find_quiet_day(today: dt.date, regio: Regio) -> dt.date:
    """The day since when there were eight weeks of school."""
    day, left = today, QUIET
    while left:
        day -= dt.timedelta(days=1)
        left -= free_day(day, regio) is None
    return day


def make_overzicht(school: School, now: dt.datetime) -> list[Trajectregel]:
    """The tracks of a school, those that need somebody most first, ended ones last."""
    return make_overzichten([school], now)[school.pk]


def make_overzichten(
    scholen: Sequence[School], now: dt.datetime
) -> dict[UUID, list[Trajectregel]]:
    """The overview of each of these schools, in as many queries as of one."""
    lezer = _Lezer(scholen, now)
    regels: dict[UUID, list[Trajectregel]] = {school.pk: [] for school in scholen}
    for traject in lezer.trajecten:
        regels[traject.school_id].append(lezer.make_regel(traject))
    return {pk: sorted(found, key=_urgency) for pk, found in regels.items()}


def _urgency(regel: Trajectregel) -> tuple[bool, int, dt.date, str]:
    return (regel.is_beeindigd, -regel.gewicht, regel.stil_sinds, regel.naam)


def tell_attention(regels: Iterable[Trajectregel]) -> str:
    """“Drie trajecten vragen aandacht.”; "" where none does."""
    number = sum(any(one.gewicht > KNOWN for one in regel.signalen) for regel in regels)
    one, more = "traject vraagt aandacht.", "trajecten vragen aandacht."
    return start_count(number, one, more) if number else ""


class _Lezer:
    """All that is known of the tracks of some schools, to make a line of each."""

    def __init__(self, scholen: Sequence[School], now: dt.datetime) -> None:
        self.now = now
        by_pk = {school.pk: school for school in scholen}
        self.trajecten = list(Traject.objects.filter(school__in=by_pk))
        self.mensen = feiten.find_mensen(by_pk)
        self.tellingen = feiten.count_gesprekken(by_pk, now)
        self.voorstellen = feiten.find_voorstellen(by_pk, now)
        self.ahead = feiten.count_ahead(by_pk, now)
        self.running = Counter(
            (traject.school_id, one.gebruiker)
            for traject in self.trajecten
            for one in self._duo_partners(traject)
            if traject.loopt
        )
        today = timezone.localdate(now)
        days = {regio: find_quiet_day(today, regio) for regio in Regio}
        self.quiet_day = {pk: days[Regio(one.regio)] for pk, one in by_pk.items()}

    def make_regel(self, traject: Traject) -> Trajectregel:
        telling = self.tellingen.get(traject.pk, Telling())
        last_day = find_last_day(telling, traject.startdatum)
        return Trajectregel(
            pk=traject.pk,
            op=self.now,
            startdatum=traject.startdatum,
            fase=traject.get_fase_display(),
            staat=traject.staat,
            telling=telling,
            voorgesteld=self.voorstellen.get(traject.pk),
            stil=last_day <= self.quiet_day[traject.school_id],
            mensen=tuple(self.mensen.get(traject.pk, [])),
            belasting=tuple(self._find_belasting(traject)),
        )

    def _duo_partners(self, traject: Traject) -> list[Betrokkene]:
        mensen = self.mensen.get(traject.pk, [])
        return [one for one in mensen if one.rol == Trajectrol.DUO_PARTNER]

    def _find_belasting(self, traject: Traject) -> Iterator[Belasting]:
        for one in self._duo_partners(traject):
            key = traject.school_id, one.gebruiker
            yield Belasting(one.naam, self.running[key], self.ahead.get(key, 0))
