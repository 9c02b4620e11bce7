"""What people wrote in the talks of the security tests, and what they left."""

import datetime as dt

from django.utils import timezone

from duopartners.models import Eigenpunt
from gesprekken.models import (
    Aanwezig,
    Afspraakstap,
    Bevestiging,
    Deling,
    Gesprek,
    Instemming,
    Opzij,
    Verslag,
)
from scholen.models import Gebruiker
from tests.make import (
    make_bespreekpunt,
    make_deling,
    make_eigenpunt,
    make_getoond,
    make_notitie,
    make_opmerking,
    make_overeenkomst,
    make_puntstand,
    make_samentekst,
    make_verslag,
    make_voorbereiding,
)
from trajecten.models import Traject


def write_talk(gesprek: Gesprek) -> None:
    """All prepare, the first shows it, and together they write and agree twice.

    The first agreement follows the document; the second has a life of its own.
    """
    school, vragen = gesprek.school, gesprek.vragen.gekozen()
    mensen = [one.gebruiker for one in gesprek.deelnemers.all()]
    for vraag in vragen:
        for wie in mensen:
            make_voorbereiding(vraag, wie)
    make_getoond(vragen[0], mensen[0])
    antwoorden = {str(vraag.pk): "Wat we zeggen." for vraag in vragen}
    make_samentekst(gesprek, mensen[0], antwoorden)
    agreed = {"afspraak-1": "Bel Jan", "afspraak-2": "Bel An"}
    make_samentekst(gesprek, mensen[-1], agreed)
    Afspraakstap.objects.create(
        school=school,
        afspraak=gesprek.afspraken.get(plek=2),
        soort=Afspraakstap.Soort.GEWIJZIGD,
        reden="Er kwam iets tussen.",
        wat="Bel Griet",
        door=mensen[0],
    )
    Opzij.objects.create(
        school=school, gesprek=gesprek, code="F1-T-09", soort=Opzij.Soort.LATER
    )
    for wie in mensen:
        Aanwezig.objects.create(
            school=school,
            gesprek=gesprek,
            gebruiker=wie,
            naam="An",
            veld="vraag 1",
            # However long the walk takes, they are still there.
            gezien=timezone.now() + dt.timedelta(days=1),
        )
    Bevestiging.objects.create(
        school=school, gesprek=gesprek, gebruiker=mensen[0], vingerafdruk="a" * 64
    )


def close_talk(gesprek: Gesprek) -> Verslag:
    """Its report, with a remark."""
    verslag = make_verslag(gesprek)
    make_opmerking(verslag, gesprek.deelnemers.all()[0].gebruiker)
    return verslag


def write_overeenkomst(traject: Traject) -> None:
    """Two versions; to the newest, the first of the track's people said yes."""
    mensen = [one.gebruiker for one in traject.deelnames.current()]
    make_overeenkomst(traject, *mensen)
    make_overeenkomst(traject, *mensen[:1], door=mensen[-1])


def share(
    verslag: Verslag, met: Gebruiker, *, heel: bool = True, actief: bool = True
) -> Deling:
    """The report, or the first answer of it, for this person; all said yes, or one."""
    vraag = None if heel else verslag.gesprek.vragen.gekozen()[0]
    deling = make_deling(verslag, met, vraag=vraag, actief=actief)
    mensen = [one.gebruiker for one in verslag.gesprek.deelnemers.all()]
    for wie in mensen if actief else mensen[:1]:
        Instemming.objects.create(school=verslag.school, deling=deling, gebruiker=wie)
    return deling


def write_duolijst(traject: Traject) -> None:
    """How far a duo is, with a point of the guide and one of the school's own.

    The latter waits for the next talk. Each of now and before noted something on their
    first day, and the first of them once more.
    """
    eigen = Eigenpunt.objects.filter(school=traject.school).first()
    eigen = eigen or make_eigenpunt(traject.school)
    make_bespreekpunt(traject, eigen)
    make_puntstand(traject, eigen, stand="bezig")
    stand = make_puntstand(traject, stand="doen we")
    mensen = traject.deelnames.duo().order_by("sinds")
    for one in mensen:
        make_notitie(stand, one.gebruiker, created_at=one.sinds)
    make_notitie(stand, mensen[0].gebruiker)
