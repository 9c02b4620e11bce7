"""A school year with ten tracks, lived week by week: people answer late, talks move."""

import datetime as dt
from collections.abc import Iterator
from uuid import uuid4

from django.utils import timezone

from gesprekken.models import Antwoord, Gesprek, Staat
from gesprekken.reeks import Wens, local_moment, propose
from gesprekken.services import antwoorden, momenten, planning
from gesprekken.services.planning import Plan
from overzicht.weekpost import plan_weekpost
from scholen.models import Gebruiker, Regio, Rol, School
from scholen.vakanties import free_day
from tests.make import make_lid, make_school
from tests.post.conftest import Klok
from trajecten.mens import Mens
from trajecten.models import Profiel, Traject, Trajectrol
from trajecten.services.verloop import start

BEGIN, END = dt.date(2026, 9, 1), dt.date(2027, 8, 31)
TRACKS = 10
SHARED = 3  # tracks with the same duo-partner
HALF_HOUR, DAY, WEEK = dt.timedelta(minutes=30), dt.timedelta(1), dt.timedelta(weeks=1)
REGIO = Regio.VLAANDEREN


class Schooljaar:
    """The school, its people, and what they do each week; all of it repeatable."""

    def __init__(self, klok: Klok) -> None:
        self.klok = klok
        klok.set(f"{BEGIN} 10:00")
        self.school: School = make_school()
        self.coordinator = make_lid(self.school, Rol.COORDINATOR).gebruiker
        self.griet = make_lid(self.school, naam="Griet").gebruiker
        self.trajecten = [self._start(number) for number in range(TRACKS)]

    def _start(self, number: int) -> Traject:
        """One track with a talk every six weeks, on a day and hour of its own."""
        zij = make_lid(self.school).gebruiker
        duo = self.griet if number < SHARED else make_lid(self.school).gebruiker
        traject = start(
            self.school,
            self.coordinator,
            [
                Mens(Trajectrol.ZIJ_INSTROMER, zij.email),
                Mens(Trajectrol.DUO_PARTNER, duo.email),
            ],
            pk=uuid4(),
            profiel=Profiel.VAN_WERK_NAAR_WERK,
            vorige_loopbaan="",
            startdatum=BEGIN,
        )
        plannen = [Plan(begin, 30) for begin in self._moments(number)]
        planning.plan_reeks(traject, plannen, self.coordinator, kenmerk=f"{number:064}")
        return traject

    def _moments(self, number: int) -> Iterator[dt.datetime]:
        wens = Wens(
            eerste=BEGIN + number * DAY,
            weken=6,
            weekdagen=frozenset({number % 5}),
            tijd=dt.time(9 + number % 7, 30),
            duur=30,
            aantal=7,
        )
        for voorstel in propose(wens, lambda day: free_day(day, REGIO)):
            yield local_moment(voorstel.dag, voorstel.tijd, "Europe/Brussels")

    def live(self) -> None:
        """Every Monday of the year the mail, more than once; then what people do."""
        day = BEGIN + (7 - BEGIN.weekday()) * DAY
        while day <= END:
            for hour in ("05:59", "06:00", "06:01", "11:59", "13:00"):
                self.klok.set(f"{day} {hour}")
                plan_weekpost(self.klok.now)
            for number, traject in enumerate(self.trajecten):
                self._live_week(number + day.isocalendar().week, traject)
            day += WEEK

    def _live_week(self, turn: int, traject: Traject) -> None:
        zij, duo = (
            traject.deelnames.current().get(rol=rol).gebruiker
            for rol in (Trajectrol.ZIJ_INSTROMER, Trajectrol.DUO_PARTNER)
        )
        for gesprek in Gesprek.objects.open().filter(
            traject=traject, begin__lt=self.klok.now + 2 * WEEK
        ):
            if gesprek.is_voorbij:
                if turn % 3:  # the others mark it a week later
                    planning.mark_held(gesprek)
            elif gesprek.momenten.exists():
                momenten.pick(gesprek, gesprek.momenten.all()[0].pk, duo)
            else:
                self._prepare(turn, gesprek, zij, duo)

    def _prepare(
        self, turn: int, gesprek: Gesprek, zij: Gebruiker, duo: Gebruiker
    ) -> None:
        """Propose other moments, move the talk, or answer; the duo-partner late."""
        assert gesprek.begin
        later = gesprek.begin + WEEK + DAY
        if turn % 7 == 0:
            momenten.propose(gesprek, [later, later + HALF_HOUR], zij)
        elif turn % 7 == 1:
            planning.move(
                gesprek, duo, versie=gesprek.versie, begin=later, duur=30, plaats=""
            )
        else:
            soon = gesprek.begin < self.klok.now + WEEK
            for deelnemer in gesprek.deelnemers.filter(antwoord=Antwoord.OPEN):
                if soon or deelnemer.gebruiker == zij:
                    antwoorden.answer(deelnemer, Antwoord.JA)

    def count_held(self) -> int:
        return self.school.gesprekken.filter(staat=Staat.GEHOUDEN).count()


def monday_of(moment: dt.datetime) -> dt.date:
    day = timezone.localdate(moment)
    return day - dt.timedelta(days=day.weekday())
