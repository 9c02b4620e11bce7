import re

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains

from scholen.models import Lidmaatschap, School
from tests.gesprekken.nagesprek import make_afspraak
from tests.make import make_gebruiker, make_gesprek, make_lid, make_traject
from tests.overzicht.conftest import DAY, WEEK
from trajecten.models import Staat, Traject

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client: Client, coordinator: Lidmaatschap) -> Client:
    client.force_login(coordinator.gebruiker)
    return client


def make_duo(school: School, **changes: object) -> Traject:
    nadia = make_lid(school, naam="Nadia Peeters").gebruiker
    griet = make_lid(school, naam="Griet Vandenbosch").gebruiker
    return make_traject(school, zij_instromer=nadia, duo_partner=griet, **changes)


def cells(html: str) -> list[str]:
    """What the table says, cell by cell."""
    plain = re.sub(r"</?bdi>", "", html)
    found = re.findall(r"<t([hd]) [^>]*>(.*?)</t\1>", plain, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for _, cell in found]


def test_overview_has_a_row_for_each_track(signed_in: Client, school: School) -> None:
    today = timezone.localdate()
    make_gesprek(make_duo(school, startdatum=today), begin=timezone.now() - DAY)

    html = signed_in.get("/overzicht/").content.decode()

    started = f"{timezone.localtime():%Y}"
    [*kop, wie, speelt, gesprekken, laatste, duo] = cells(html)
    assert kop == [
        "Traject",
        "Wat er speelt",
        "Gesprekken",
        "Laatste gesprek",
        "Duo-partner",
    ]
    assert wie == ("Griet Vandenbosch en Nadia Peeters Fase: oriënteren en starten")
    assert speelt == (
        "Er staat geen gesprek gepland. Een gesprek is voorbij en nog niet afgerond. "
        "Plan gesprekken voor Griet Vandenbosch en Nadia Peeters"
    )
    assert gesprekken == "0 gehouden, 0 gepland, 1 niet afgerond"
    assert laatste.startswith("Nog geen, gestart op ")
    assert laatste.endswith(started)
    assert duo == "Griet Vandenbosch: 1 lopend traject, 0 gesprekken in vier weken"


def test_overview_says_when_all_goes_well(signed_in: Client, school: School) -> None:
    make_gesprek(make_duo(school))

    response = signed_in.get("/overzicht/")

    assertContains(response, "Alles loopt zoals gepland.")
    assertContains(response, "<p>Loopt zoals gepland.</p>")
    assertNotContains(response, "Plan gesprekken")


def test_ended_tracks_are_behind_a_summary(signed_in: Client, school: School) -> None:
    make_duo(school, staat=Staat.BEEINDIGD)

    response = signed_in.get("/overzicht/")

    assertContains(response, "<summary>Beëindigde trajecten (1)</summary>")
    assertNotContains(response, "<table")


def test_empty_overview_leads_to_a_first_track(signed_in: Client) -> None:
    response = signed_in.get("/overzicht/")

    assertContains(response, 'href="/trajecten/nieuw/"')
    assertNotContains(response, "Alles loopt")


def test_overview_shows_nothing_that_people_wrote(
    signed_in: Client, school: School
) -> None:
    traject = make_duo(school, vorige_loopbaan="kanarie-loopbaan")
    make_gesprek(traject, plaats="kanarie-plaats", uitleg="kanarie-uitleg")
    make_gesprek(school=school, team="kanarie-team")

    assertNotContains(signed_in.get("/overzicht/"), "kanarie")


def test_overview_counts_agreements_without_their_words(
    signed_in: Client, school: School
) -> None:
    traject = make_duo(school)
    today = timezone.localdate()
    for days, staat in ((-1, "open"), (0, "open"), (-1, "gedaan")):
        gesprek = make_gesprek(traject, begin=timezone.now() - DAY + days * WEEK)
        make_afspraak(gesprek, "kanarie", tegen=today + days * DAY, staat=staat)
        make_afspraak(gesprek, "kanarie", staat="vervallen")

    html = signed_in.get("/overzicht/").content.decode()

    told = "0 gehouden, 0 gepland, 3 niet afgerond 2 afspraken open, 1 over tijd"
    assert told in cells(html)
    assert "kanarie" not in html


def test_overview_shows_no_other_school(signed_in: Client) -> None:
    griet = make_lid(naam="Griet Vandenbosch").gebruiker
    make_traject(duo_partner=griet)

    assertNotContains(signed_in.get("/overzicht/"), "Griet")


def test_overview_is_for_the_coordinator(client: Client, school: School) -> None:
    for gebruiker in (make_lid(school).gebruiker, make_gebruiker()):
        client.force_login(gebruiker)
        assert client.get("/overzicht/").status_code == 403


def test_overview_takes_no_other_method(signed_in: Client) -> None:
    assert signed_in.post("/overzicht/").status_code == 405


@pytest.mark.parametrize("number", [1, 3, 100])
def test_overview_takes_eight_queries(
    number: int,
    signed_in: Client,
    school: School,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    duo = [make_lid(school).gebruiker for _ in range(2)]
    for weeks in range(number):
        begin = timezone.now() - weeks * WEEK
        traject = make_traject(school, zij_instromer=duo[0], duo_partner=duo[1])
        make_afspraak(make_gesprek(traject, begin=begin, deelnemers=duo))

    with django_assert_num_queries(8):
        response = signed_in.get("/overzicht/")

    assertContains(response, '<th role="rowheader"', count=number)
