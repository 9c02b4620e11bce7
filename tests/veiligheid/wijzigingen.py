"""All that can happen to a track, by the services themselves: every mail goes out."""

import datetime as dt
from itertools import count

from django.utils import timezone

from gesprekken.models import Antwoord, Gesprek
from gesprekken.services import antwoorden, momenten, planning
from gesprekken.services.planning import Plan
from overzicht.weekpost import plan_weekpost
from scholen.models import Gebruiker, School
from tests.make import make_lid
from trajecten import services
from trajecten.mens import Mens
from trajecten.models import Deelname, Traject, Trajectrol

FICHE = "fiche-1"  # what each of these talks is about


def change_everything(school: School, door: Gebruiker) -> None:
    """Plan, move, answer, replace, write Monday's mail and cancel, in its one track."""
    traject = school.trajecten.get()
    gesprek = _plan(traject, door)
    duo_partner = traject.deelnames.current().get(rol=Trajectrol.DUO_PARTNER)
    _look_for_a_moment(gesprek, duo_partner)
    _move(gesprek, door)
    nieuw = Mens(Trajectrol.SCHOOLOPLEIDER, make_lid(school).gebruiker.email)
    services.add_mens(traject, nieuw, door)
    _replace(duo_partner, door)
    write_weekpost()
    planning.cancel_coming(traject, reden="Het traject is gepauzeerd.")
    for gesprek in school.gesprekken.filter(traject=None):
        planning.cancel(gesprek)


def _plan(traject: Traject, door: Gebruiker) -> Gesprek:
    begin = timezone.now().replace(microsecond=0) + dt.timedelta(days=3)
    plan = Plan(begin, 30, "lokaal 3", (FICHE,), "Verschoven: herfstvakantie.")
    planning.plan_reeks(traject, [plan], door, kenmerk="a" * 64)
    return traject.gesprekken.get(begin=begin)


def _look_for_a_moment(gesprek: Gesprek, duo_partner: Deelname) -> None:
    """Somebody can't come, and proposes another moment."""
    assert gesprek.begin is not None
    wie = duo_partner.gebruiker
    antwoorden.answer(gesprek.deelnemers.get(gebruiker=wie), Antwoord.NEE)
    momenten.propose(gesprek, [gesprek.begin + dt.timedelta(days=1)], wie)


def _move(gesprek: Gesprek, door: Gebruiker) -> None:
    assert gesprek.begin is not None
    begin = gesprek.begin + dt.timedelta(days=2)
    moved = planning.move(
        gesprek, door, versie=gesprek.versie, begin=begin, duur=45, plaats="lokaal 4"
    )
    assert moved


def _replace(weg: Deelname, door: Gebruiker) -> None:
    wie = Mens(weg.rol, make_lid(weg.school).gebruiker.email)
    planning.replace_in_talks(weg, services.replace_mens(weg, wie, door))


def write_weekpost() -> None:
    """Monday's mail, of the first week in which it isn't a holiday."""
    today = timezone.localtime()
    monday = today - dt.timedelta(days=today.weekday())
    morning = monday.replace(hour=9, minute=0)
    for week in count(1):
        if plan_weekpost(morning + dt.timedelta(weeks=week)):
            return
