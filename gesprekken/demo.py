"""The demo's track in full swing: a duo that has talked twice and goes on."""

import datetime as dt
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from fiches.models import Fiche, Vraag
from gesprekken import document
from gesprekken.models import SCHOOL, Antwoord, Deelnemer, Gesprek, Gespreksvraag, Staat
from gesprekken.reeks import VOLGORDE, Wens, propose
from gesprekken.services import afronden, momenten, planning, samen, vragen
from gesprekken.services.planning import Plan
from scholen import demo
from scholen.models import Gebruiker, School
from scholen.services import make_vrij
from trajecten.demo import (
    bring_along,
    fill_loopbrug,
    plan_geschiktheid,
    show_uitkomsten,
)
from trajecten.mens import Mens
from trajecten.models import Fase, Stap, Traject, Trajectrol
from trajecten.services import overeenkomst, verloop

ZONE = ZoneInfo("Europe/Brussels")
UUR = dt.time(15, 30)
TUESDAY = 1
# What an invented duo wrote, per question of their own.
GESCHREVEN = {
    "Wat nam je mee uit het labo dat je hier al gebruikt?": "Rustig uitleggen waarom "
    "iets veilig moet. De leerlingen van 4B vragen er nu zelf naar.\n\nGriet merkt "
    "dat Youssef een practicum voorbereidt zoals een proef: alles staat klaar voor de "
    "les begint. Dat wil ze van hem leren.",
    "Waar verlies je deze weken de meeste tijd mee?": "De overgang tussen twee "
    "lessen, en mails van ouders ’s avonds. We kijken allebei hoe de eerste vijf "
    "minuten lopen en vergelijken dan.",
}
AFGESPROKEN = ("Meekijken in 3B tijdens het eerste lesuur", "Een vast lokaal voor 4B")
# What they made of the hours that the draft leaves open.
UREN = (
    "We zien elkaar om de twee weken op dinsdag, van 15.30 tot 16.00 uur. Valt een "
    "gesprek weg, dan kiezen we meteen een nieuw moment.\n\n"
    "De school maakt voor elk van ons één lesuur per week vrij, tot de zomervakantie."
)
KENMERK = uuid5(NAMESPACE_URL, "demo").hex


def make_demo() -> bool:
    """Add the track to the demo's school; False when it is there already.

    Past talks stand as far back as one sees this, so that the demo never gets old
    on the day that it is made.
    """
    school = School.objects.get(naam=demo.WISSEL.naam)
    if school.trajecten.exists():
        return False
    coordinator = demo.find("coordinator")
    zij, duo = demo.find("zij-instromer"), demo.find("duo-partner")
    opleider = demo.find("lerarenopleider")
    if not (coordinator and zij and duo and opleider):
        return False
    traject = _start(school, coordinator, zij, duo, opleider)
    _talk_before(traject, coordinator, zij, duo)
    _write_before(traject, zij, duo)
    _plan_on(traject, coordinator)
    _choose(traject, zij, duo)
    _write_overeenkomst(traject, coordinator, duo)
    plan_geschiktheid(traject)
    bring_along(traject, zij, duo)
    fill_loopbrug(school)
    show_uitkomsten(traject, opleider)
    return True


@transaction.atomic
def _start(
    school: School,
    coordinator: Gebruiker,
    zij: Gebruiker,
    duo: Gebruiker,
    opleider: Gebruiker,
) -> Traject:
    now = timezone.now()
    traject = verloop.start(
        school,
        coordinator,
        [
            Mens(Trajectrol.ZIJ_INSTROMER, zij.email),
            Mens(Trajectrol.DUO_PARTNER, duo.email),
            Mens(Trajectrol.LERARENOPLEIDER, opleider.email, opleider.naam),
        ],
        pk=verloop.new_pk(KENMERK),
        profiel="IP-2",
        vorige_loopbaan="twaalf jaar laborant in de voedingssector",
        startdatum=timezone.localdate() - dt.timedelta(weeks=11),
    )
    traject.deelnames.update(sinds=now - dt.timedelta(weeks=11))
    traject.stappen.update(created_at=now - dt.timedelta(weeks=11))
    verloop.set_fase(traject, Fase.SOCIALISEREN, coordinator)
    Stap.objects.filter(traject=traject, fase=Fase.SOCIALISEREN).update(
        created_at=now - dt.timedelta(weeks=4)
    )
    return traject


def _talk_before(
    traject: Traject, coordinator: Gebruiker, zij: Gebruiker, duo: Gebruiker
) -> None:
    for weeks, slug in ((9, VOLGORDE[0]), (3, VOLGORDE[1])):
        gesprek = Gesprek.objects.create(
            school=traject.school,
            traject=traject,
            staat=Staat.GEHOUDEN,
            begin=_tuesday(-weeks),
            plaats="lokaal 12",
            fiches=[slug],
            gepland_door=coordinator,
        )
        for wie in (zij, duo):
            Deelnemer.objects.create(
                gesprek=gesprek,
                school=traject.school,
                gebruiker=wie,
                antwoord=Antwoord.JA,
            )


def _write_before(traject: Traject, zij: Gebruiker, duo: Gebruiker) -> None:
    """What the duo wrote in their last talk, agreed, and made a report of."""
    gesprek = traject.gesprekken.filter(staat=Staat.GEHOUDEN).last()
    if gesprek is None:
        return
    keys = []
    for number, tekst in enumerate(GESCHREVEN, 1):
        vraag = Gespreksvraag.objects.create(
            gesprek=gesprek, school=gesprek.school, volgorde=number, tekst=tekst
        )
        keys.append(str(vraag.pk))
    teksten = dict(zip(keys, GESCHREVEN.values(), strict=True))
    teksten |= {f"afspraak-{plek}": wat for plek, wat in enumerate(AFGESPROKEN, 1)}
    tegen = (timezone.localdate() + dt.timedelta(weeks=2)).isoformat()
    values = {"1.wie": str(duo.pk), "1.tegen": tegen, "2.wie": SCHOOL}
    samen.append(gesprek.pk, document.edit(document.load([]), teksten, values), zij)
    inhoud = afronden.make_inhoud(gesprek)
    for wie in (zij, duo):
        afronden.confirm(gesprek, wie, inhoud.vingerafdruk)


def _plan_on(traject: Traject, coordinator: Gebruiker) -> None:
    wens = Wens(
        eerste=_tuesday(1).date(),
        weken=6,
        weekdagen=frozenset({TUESDAY}),
        tijd=UUR,
        duur=30,
        aantal=5,
    )
    order = [*VOLGORDE[2:], *VOLGORDE[:2]]
    found = propose(wens, make_vrij(traject.school), order)
    plannen = [
        Plan(
            begin=dt.datetime.combine(one.dag, one.tijd, tzinfo=ZONE),
            duur=30,
            plaats="lokaal 12",
            fiches=(one.fiche,),
            uitleg=one.uitleg,
        )
        for one in found
    ]
    planning.plan_reeks(traject, plannen, coordinator, kenmerk=KENMERK)


def _choose(traject: Traject, zij: Gebruiker, duo: Gebruiker) -> None:
    """Two questions for the next talk, other moments proposed for the one after."""
    first, second, *_ = traject.gesprekken.filter(staat=Staat.GEPLAND)
    own = Vraag.objects.filter(
        fiche__in=Fiche.objects.current().filter(slug__in=first.fiches),
        doelgroep="zij-instromer",
        gevoelig=False,
        hoofdvraag=None,
    )
    for vraag in own[:2]:
        vragen.add_vraag(first, vraag.code)
    first.deelnemers.filter(gebruiker=duo).update(antwoord=Antwoord.JA)
    if second.begin:
        later = [second.begin + dt.timedelta(days=days) for days in (1, 2)]
        momenten.propose(second, later, zij)


def _write_overeenkomst(
    traject: Traject, coordinator: Gebruiker, duo: Gebruiker
) -> None:
    """The coordinator began with the draft; the duo-partner filled in the hours."""
    kenmerk = uuid5(NAMESPACE_URL, "demo overeenkomst").hex
    for door, changes in ((coordinator, {}), (duo, {"ritme": UREN})):
        words = vars(overeenkomst.find_inhoud(traject)) | changes
        overeenkomst.save(traject, door, kenmerk=kenmerk, **words)
    overeenkomst.agree(traject, duo, 2)
    traject.overeenkomsten.filter(nummer=1).update(created_at=_tuesday(-8))


def _tuesday(weeks: int) -> dt.datetime:
    """Half past three on the Tuesday that is so many weeks from this one."""
    today = timezone.localdate()
    day = today + dt.timedelta(days=TUESDAY - today.weekday(), weeks=weeks)
    return dt.datetime.combine(day, UUR, tzinfo=ZONE)
