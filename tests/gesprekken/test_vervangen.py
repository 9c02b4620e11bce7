"""Somebody new in a talk that was begun: what was confided stays where it was."""

import pytest
from django.utils import timezone

from gesprekken.models import Gesprek, Gespreksvraag, Getoond, Samentekst
from gesprekken.services import GesprekFout, planning
from scholen.models import Gebruiker
from tests.gesprekken.make import sent, sign_in
from tests.gesprekken.test_samen import close, write
from tests.make import make_deelname
from trajecten.models import Traject

pytestmark = pytest.mark.django_db


@pytest.fixture
def vraag(gesprek: Gesprek) -> Gespreksvraag:
    return gesprek.vragen.create(
        school=gesprek.school,
        volgorde=1,
        code="F1-Z-01",
        tekst="Hoe gaat het?",
        reden="Deze vraag schoven jullie op 3 november op.",
    )


def replace(traject: Traject, weg: Gebruiker, nieuw: Gebruiker) -> None:
    deelname = traject.deelnames.get(gebruiker=weg)
    deelname.tot = timezone.now()
    deelname.save()
    planning.replace_in_talks(deelname, make_deelname(traject, gebruiker=nieuw))


def people(gesprek: Gesprek) -> set[str]:
    return {str(one) for one in gesprek.deelnemers.all()}


def test_newcomer_reads_no_reason_of_before(
    traject: Traject, vraag: Gespreksvraag, griet: Gebruiker, sofie: Gebruiker
) -> None:
    replace(traject, griet, sofie)
    vraag.refresh_from_db()
    assert (people(vraag.gesprek), vraag.reden) == ({"Nadia", "Sofie"}, "")


def test_newcomer_gets_a_talk_without_what_was_written(
    traject: Traject, gesprek: Gesprek, griet: Gebruiker, sofie: Gebruiker
) -> None:
    write(gesprek, griet, afspraak_1="Tussen Nadia en Griet")
    replace(traject, griet, sofie)
    gesprek.refresh_from_db()
    again = Gesprek.objects.exclude(pk=gesprek.pk).get()
    assert (gesprek.staat, people(gesprek)) == ("afgezegd", {"Nadia"})
    assert (again.staat, people(again)) == ("gepland", {"Nadia", "Sofie"})
    assert (again.begin, again.plaats) == (gesprek.begin, "Lokaal 12")
    assert not Samentekst.objects.filter(gesprek=again).exists()
    old = f"/gesprekken/{gesprek.pk}/samen/"
    assert sign_in(sofie).get(old).status_code == 404


def test_newcomer_doesnt_read_what_was_shown(
    traject: Traject, vraag: Gespreksvraag, griet: Gebruiker, sofie: Gebruiker
) -> None:
    Getoond.objects.create(
        school=vraag.school, vraag=vraag, auteur=griet, tekst="Voor Nadia"
    )
    replace(traject, griet, sofie)
    assert list(Getoond.objects.visible_to(sofie)) == []


def test_everybodys_calendar_follows(
    traject: Traject,
    gesprek: Gesprek,
    nadia: Gebruiker,
    griet: Gebruiker,
    sofie: Gebruiker,
) -> None:
    write(gesprek, griet, afspraak_1="Tussen Nadia en Griet")
    replace(traject, griet, sofie)
    assert [(one.aan, one.methode) for one in sent()] == sorted(
        [
            (griet.email, "CANCEL"),
            (nadia.email, "CANCEL"),
            (nadia.email, "REQUEST"),
            (sofie.email, "REQUEST"),
        ]
    )


def test_closed_talk_keeps_its_people_and_its_moment(
    traject: Traject, gesprek: Gesprek, griet: Gebruiker, sofie: Gebruiker
) -> None:
    close(gesprek)
    replace(traject, griet, sofie)
    with pytest.raises(GesprekFout):
        planning.cancel(gesprek)
    with pytest.raises(GesprekFout):
        planning.lock_open(gesprek)
    planning.cancel_coming(traject, reden="")
    gesprek.refresh_from_db()
    assert (gesprek.staat, people(gesprek)) == ("gepland", {"Griet", "Nadia"})
