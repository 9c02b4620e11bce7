"""All that can happen to a track, by the services themselves: every mail goes out."""

import datetime as dt
from itertools import count
from typing import Any

from django.db import transaction
from django.utils import timezone

from duopartners.lijst import find_regel
from duopartners.models import Lijst
from duopartners.services import add_eigenpunt, add_notitie, set_bespreken, set_stand
from gesprekken.models import Afspraak, Antwoord, Gesprek, Verslag
from gesprekken.services import (
    afronden,
    afspraken,
    antwoorden,
    delen,
    momenten,
    planning,
    vragen,
)
from gesprekken.services.planning import Plan
from gesprekken.services.tonen import Keuze, choose
from gesprekken.services.voorbereiden import save_voorbereiding
from overzicht.weekpost import plan_weekpost
from scholen.models import Gebruiker, School
from tests.make import make_gesprek, make_lid, make_samentekst
from trajecten.mens import Mens
from trajecten.models import DELEN, Deelname, Traject, Trajectrol
from trajecten.services import inbreng, overeenkomst, verloop

FICHE = "fiche-1"  # what each of these talks is about
# What its people write, in the order in which they do
VRAAG, KLAD, TEKST = "Wat vraagt ons wat?", "Wat ik dacht.", "Wat we opschreven."
AFSPRAAK, REDEN, OPMERKING = "Wat we afspraken.", "Waarom niet.", "Wat ik nog zeg."
BEGELEIDING = "Hoe we elkaar begeleiden."
PUNT, NOTITIE = "Wat onze school doet.", "Wat ons opviel."
KAART, ZOEK = "Wat ik meebreng, met toneel.", "Wie doet toneel?"
WORDS = {
    VRAAG,
    KLAD,
    TEKST,
    AFSPRAAK,
    REDEN,
    OPMERKING,
    BEGELEIDING,
    PUNT,
    NOTITIE,
    KAART,
    ZOEK,
}


def change_everything(school: School, door: Gebruiker) -> None:
    """All of it: from a duo's list and a talk to Monday's mail and calling off."""
    traject = school.trajecten.get()
    _keep_list(traject)
    _talk(make_gesprek(traject, begin=timezone.now() - dt.timedelta(days=1)))
    _share(Verslag.objects.filter(school=school).earliest("created_at"))
    _bring_along(traject, door)
    gesprek = _plan(traject, door)
    duo_partner = traject.deelnames.current().get(rol=Trajectrol.DUO_PARTNER)
    _look_for_a_moment(gesprek, duo_partner)
    _move(gesprek, door)
    nieuw = Mens(Trajectrol.SCHOOLOPLEIDER, make_lid(school).gebruiker.email)
    verloop.add_mens(traject, nieuw, door)
    _replace(duo_partner, door)
    _agree(traject, door)
    write_weekpost()
    planning.cancel_coming(traject, reden="Het traject is gepauzeerd.")
    for gesprek in school.gesprekken.filter(traject=None):
        planning.cancel(gesprek)


def _keep_list(traject: Traject) -> None:
    """Begin with a point of the school, note something, and save it for a talk."""
    wie = traject.deelnames.current().duo()[0].gebruiker
    punt = add_eigenpunt(traject.school, Lijst.objects.all()[0], PUNT)
    regel = find_regel(traject, wie, punt.sleutel)
    assert regel is not None
    with transaction.atomic():
        assert set_stand(traject, regel, wie, 0, stand="bezig")
        add_notitie(traject, regel, wie, NOTITIE)
    set_bespreken(traject, regel, wie, aan=True)


def _talk(gesprek: Gesprek) -> None:
    """Prepare, show, write, agree, say yes to it, and add something later."""
    mensen = [one.gebruiker for one in gesprek.deelnemers.all()]
    vragen.add_eigen(gesprek, VRAAG)
    vraag = gesprek.vragen.get()
    for wie in mensen:
        save_voorbereiding(gesprek, wie, vraag.pk, KLAD, 0, kenmerk="b" * 64)
        choose(gesprek, wie, vraag.pk, Keuze.SAMEN)
    agreed = {f"afspraak-{plek}": AFSPRAAK for plek in (1, 2)}
    make_samentekst(gesprek, mensen[0], {str(vraag.pk): TEKST} | agreed)
    _drop(gesprek.afspraken.get(plek=2), mensen[0])
    for wie in mensen:
        afdruk = afronden.make_inhoud(gesprek).vingerafdruk
        assert afronden.confirm(gesprek, wie, afdruk)
    afronden.add_opmerking(Verslag.objects.get(gesprek=gesprek), mensen[0], OPMERKING)


def _drop(afspraak: Afspraak, door: Gebruiker) -> None:
    """Done, open again, and dropped after all."""
    afspraken.finish(afspraak, door, kenmerk="c" * 64, versie=0)
    afspraken.reopen(afspraak, door, kenmerk="d" * 64, versie=1)
    afspraken.drop(afspraak, door, kenmerk="e" * 64, versie=2, reden=REDEN)


def _bring_along(traject: Traject, door: Gebruiker) -> None:
    """A card that the school may be looking for, shown wider and wider, and again."""
    wie = traject.deelnames.current().get(rol=Trajectrol.DUO_PARTNER).gebruiker
    zoek: dict[str, Any] = {"titel": ZOEK, "tekst": ZOEK, "laatste": None}
    inbreng.add_zoekvraag(traject.school, door, kenmerk="1" * 64, **zoek)
    inbreng.add_kaart(traject, wie, kenmerk="2" * 64, soort="hobby", tekst=KAART)
    kaart = wie.inbrengkaarten.get(tekst=KAART)
    for kenmerk, lezers in (("3", "duo"), ("4", "school")):
        inbreng.show_kaart(kaart, kenmerk=kenmerk * 64, versie=0, wie=lezers)
    inbreng.hide_kaart(kaart, kenmerk="5" * 64)
    inbreng.show_kaart(kaart, kenmerk="6" * 64, versie=0, wie="school")


def _share(verslag: Verslag) -> None:
    """With somebody of the school; all who talked say yes."""
    mensen = [one.gebruiker for one in delen.find_speakers(verslag)]
    door = next(one for one in mensen if one.lidmaatschappen.exists())
    met = make_lid(verslag.school).gebruiker
    delen.propose(verslag, door, kenmerk="f" * 64, met=met.pk, vraag=None)
    for wie in mensen:
        delen.agree(verslag.delingen.get(met=met), wie)


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
    planning.replace_in_talks(weg, verloop.replace_mens(weg, wie, door))


def _agree(traject: Traject, door: Gebruiker) -> None:
    """On how one is guided: a next version, and everybody's yes."""
    newest = traject.overeenkomsten.first()
    nummer = newest.nummer if newest else 0
    words = dict.fromkeys(DELEN, BEGELEIDING)
    assert overeenkomst.save(traject, door, kenmerk="7" * 64, versie=nummer, **words)
    for een in traject.deelnames.current():
        overeenkomst.agree(traject, een.gebruiker, nummer + 1)


def write_weekpost() -> None:
    """Monday's mail, of the first week in which it isn't a holiday."""
    today = timezone.localtime()
    monday = today - dt.timedelta(days=today.weekday())
    morning = monday.replace(hour=9, minute=0)
    for week in count(1):
        if plan_weekpost(morning + dt.timedelta(weeks=week)):
            return
