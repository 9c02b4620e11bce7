import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains

from gesprekken.models import Antwoord, Gesprek, Moment, Staat
from overzicht.start import Afspraak, Dag, find_trajecten, make_dag
from scholen.models import Gebruiker, Lidmaatschap, School
from tests.make import (
    make_deelname,
    make_fiche,
    make_gebruiker,
    make_gesprek,
    make_lid,
    make_traject,
)
from tests.overzicht.conftest import DAY, NOW, WEEK
from trajecten.models import Staat as Trajectstaat
from trajecten.models import Traject, Trajectrol

pytestmark = pytest.mark.django_db


@pytest.fixture
def nadia(school: School) -> Gebruiker:
    return make_lid(school, naam="Nadia Peeters").gebruiker


@pytest.fixture
def griet(school: School) -> Gebruiker:
    return make_lid(school, naam="Griet Vandenbosch").gebruiker


@pytest.fixture
def traject(school: School, nadia: Gebruiker, griet: Gebruiker) -> Traject:
    return make_traject(school, zij_instromer=nadia, duo_partner=griet)


def propose(gesprek: Gesprek, door: Gebruiker, *momenten: dt.datetime) -> None:
    for begin in momenten:
        Moment.objects.create(
            gesprek=gesprek, school=gesprek.school, begin=begin, door=door
        )


def gesprekken(afspraken: list[Afspraak]) -> list[Gesprek]:
    return [afspraak.gesprek for afspraak in afspraken]


def test_next_talk_is_first_and_five_come_after_it(
    traject: Traject, nadia: Gebruiker
) -> None:
    made = [make_gesprek(traject, begin=NOW + n * WEEK) for n in range(8, 0, -1)]
    made.reverse()

    dag = make_dag(nadia, [], NOW)

    assert dag.volgend
    assert dag.volgend.gesprek == made[0]
    assert gesprekken(dag.komend) == made[1:6]


def test_talk_that_goes_on_is_still_the_next(
    traject: Traject, nadia: Gebruiker
) -> None:
    now = make_gesprek(traject, begin=NOW - dt.timedelta(minutes=29), duur=30)
    over = make_gesprek(traject, begin=NOW - dt.timedelta(minutes=30), duur=30)

    dag = make_dag(nadia, [], NOW)

    assert dag.volgend
    assert dag.volgend.gesprek == now
    assert gesprekken(dag.afronden) == [over]


def test_next_talk_says_with_whom_and_which_fiches(
    traject: Traject, nadia: Gebruiker
) -> None:
    fiches = [make_fiche(1), make_fiche(2)]
    make_gesprek(traject, begin=NOW + DAY, fiches=["fiche-2"])

    volgend = make_dag(nadia, fiches, NOW).volgend

    assert volgend
    assert (volgend.met, volgend.fiches) == ("Griet Vandenbosch", (fiches[1],))


def test_talk_that_one_can_not_come_to_is_not_the_next(
    traject: Traject, nadia: Gebruiker
) -> None:
    gesprek = make_gesprek(traject, begin=NOW + DAY)
    gesprek.deelnemers.filter(gebruiker=nadia).update(antwoord=Antwoord.NEE)

    assert make_dag(nadia, [], NOW) == Dag(None, [], [], [], [])


@pytest.mark.parametrize(
    ("begin", "antwoord", "asked"),
    [
        (NOW + 2 * WEEK, Antwoord.OPEN, 1),
        (NOW + 2 * WEEK + DAY, Antwoord.OPEN, 0),
        (NOW + DAY, Antwoord.JA, 0),
        (NOW - DAY, Antwoord.OPEN, 0),
    ],
)
def test_invitation_asks_for_an_answer_two_weeks_ahead(
    begin: dt.datetime,
    antwoord: Antwoord,
    asked: int,
    traject: Traject,
    nadia: Gebruiker,
) -> None:
    gesprek = make_gesprek(traject, begin=begin)
    gesprek.deelnemers.update(antwoord=antwoord)

    assert len(make_dag(nadia, [], NOW).antwoorden) == asked


def test_moments_are_for_the_other_to_choose(
    traject: Traject, nadia: Gebruiker, griet: Gebruiker
) -> None:
    gesprek = make_gesprek(traject, staat=Staat.ZOEKT, begin=None)
    propose(gesprek, griet, NOW + DAY, NOW + 2 * DAY, NOW - DAY)

    [kiezen] = make_dag(nadia, [], NOW).kiezen

    assert kiezen.voorstel == "Griet Vandenbosch stelt twee momenten voor"
    assert kiezen.wat == "Met Griet Vandenbosch"
    assert make_dag(griet, [], NOW).kiezen == []


def test_moments_of_a_talk_that_is_past_wait_for_nobody(
    traject: Traject, nadia: Gebruiker, griet: Gebruiker
) -> None:
    gesprek = make_gesprek(traject, begin=NOW - DAY)
    propose(gesprek, griet, NOW + DAY)

    assert make_dag(nadia, [], NOW).kiezen == []


@pytest.mark.parametrize("staat", [Staat.GEHOUDEN, Staat.AFGEZEGD])
def test_talk_that_is_closed_asks_nothing(
    staat: Staat, traject: Traject, nadia: Gebruiker
) -> None:
    make_gesprek(traject, staat=staat, begin=NOW - DAY)

    assert not make_dag(nadia, [], NOW).wacht


def test_who_left_the_school_has_no_talks_there(
    traject: Traject, nadia: Gebruiker
) -> None:
    make_gesprek(traject, begin=NOW + DAY)
    nadia.lidmaatschappen.all().delete()

    assert make_dag(nadia, [], NOW) == Dag(None, [], [], [], [])
    assert find_trajecten(nadia) == []


def test_tracks_are_named_by_the_others(
    traject: Traject, nadia: Gebruiker, griet: Gebruiker
) -> None:
    make_deelname(traject, Trajectrol.SCHOOLOPLEIDER, gebruiker=make_gebruiker("An"))
    make_traject(traject.school, zij_instromer=nadia, staat=Trajectstaat.BEEINDIGD)

    [eigen] = find_trajecten(nadia)

    assert (eigen.traject, eigen.met) == (traject, "An en Griet Vandenbosch")


def test_start_shows_the_next_talk(
    client: Client, traject: Traject, nadia: Gebruiker
) -> None:
    make_fiche(1)
    gesprek = make_gesprek(traject, plaats="Lokaal 12")
    client.force_login(nadia)

    response = client.get("/")

    assertContains(response, "<bdi>Met Griet Vandenbosch</bdi> · <bdi>Lokaal 12</bdi>")
    assertContains(response, 'Rond <a href="/fiches/fiche-1/">Titel 1</a>')
    assertContains(response, f'<a class="knop" href="/gesprekken/{gesprek.pk}/">')
    assertContains(response, 'href="/agenda/"')
    assertNotContains(response, "vragen aandacht")


def test_start_shows_what_waits_and_what_comes(
    client: Client, traject: Traject, nadia: Gebruiker, griet: Gebruiker
) -> None:
    search = make_gesprek(traject, staat=Staat.ZOEKT, begin=None)
    propose(search, griet, timezone.now() + DAY)
    for offset in (-DAY, DAY, 5 * WEEK):
        make_gesprek(traject, begin=timezone.now() + offset)
    client.force_login(nadia)

    response = client.get("/")

    for kop in ("Kies een moment", "Kom je?", "Ging het door?"):
        assertContains(response, f"<h3>{kop}</h3>", html=True)
    assertContains(response, "<bdi>Griet Vandenbosch stelt één moment voor</bdi>")
    assertContains(response, "<h2>Daarna</h2>", html=True)


def test_coordinator_reads_how_many_tracks_need_attention(
    client: Client, coordinator: Lidmaatschap, traject: Traject
) -> None:
    client.force_login(coordinator.gebruiker)

    response = client.get("/")

    assertContains(response, "Een traject vraagt aandacht.")
    assertContains(response, 'href="/overzicht/"')


def test_start_of_who_belongs_nowhere_says_what_to_do(client: Client) -> None:
    client.force_login(make_gebruiker("Ann", email="ann@school.example"))

    response = client.get("/")

    assertContains(response, "om een uitnodiging op ann@school.example")


@pytest.mark.parametrize("number", [1, 3])
def test_own_start_takes_ten_queries(
    number: int,
    client: Client,
    traject: Traject,
    nadia: Gebruiker,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for days in range(1, number + 1):
        make_gesprek(traject, begin=timezone.now() + days * DAY)
    client.force_login(nadia)

    with django_assert_num_queries(10):
        client.get("/")
