"""The suitability check: its line of dates, and who sets them."""

import datetime as dt
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertRedirects

from scholen.models import Gebruiker
from tests.make import make_geschiktheid
from tests.trajecten.make import browser, find, of_traject
from trajecten.models import Geschiktheid, Profiel, Staat, Traject
from trajecten.services import geschiktheid
from trajecten.services.geschiktheid import STIL, Punt

pytestmark = pytest.mark.django_db

PAGE = "geschiktheid/"
WEEK, DAY = dt.timedelta(weeks=1), dt.timedelta(days=1)


def ago(days: int) -> str:
    return (timezone.localdate() - days * DAY).isoformat()


@pytest.fixture
def bart(traject: Traject) -> Gebruiker:
    return find(traject).gebruiker


def typed(versie: int = 0, /, **changes: str) -> dict[str, str]:
    values = {"begin": ago(0), "weken": "4", "begeleider": "", "klaar": ""}
    return values | {"versie": str(versie), "sleutel": str(uuid4())} | changes


def test_line_has_the_first_day_every_week_and_the_last(traject: Traject) -> None:
    begin = timezone.localdate() - WEEK - DAY
    row = make_geschiktheid(traject, begin=begin, weken=3)

    assert geschiktheid.draw_line(row) == [
        Punt(begin, "Eerste dag"),
        Punt(begin + WEEK, "Na 1 week", nu=True),
        Punt(begin + 2 * WEEK, "Na 2 weken"),
        Punt(begin + 3 * WEEK, "Na 3 weken: uiterlijk duidelijk"),
    ]


def test_line_of_a_week_that_comes_has_no_day_of_now(traject: Traject) -> None:
    begin = timezone.localdate() + DAY
    row = make_geschiktheid(traject, begin=begin, weken=1)

    assert geschiktheid.draw_line(row) == [
        Punt(begin, "Eerste dag"),
        Punt(begin + WEEK, "Na 1 week: uiterlijk duidelijk"),
    ]


def test_line_ends_where_it_was_done_sooner(traject: Traject) -> None:
    begin = timezone.localdate() - 4 * WEEK
    row = make_geschiktheid(traject, begin=begin, klaar=begin + WEEK + DAY)

    assert geschiktheid.draw_line(row) == [
        Punt(begin, "Eerste dag"),
        Punt(begin + WEEK, "Na 1 week"),
        Punt(begin + WEEK + DAY, "Klaar"),
    ]


def test_line_that_was_done_later_says_so(traject: Traject) -> None:
    begin = timezone.localdate() - 4 * WEEK
    row = make_geschiktheid(traject, begin=begin, weken=1, klaar=begin + 2 * WEEK)

    assert [punt.naam for punt in geschiktheid.draw_line(row)] == [
        "Eerste dag",
        "Na 1 week: uiterlijk duidelijk",
        "Klaar",
    ]


@pytest.mark.parametrize(("profiel", "weken"), [("IP-1", 5), ("IP-2", 3), ("IP-3", 3)])
def test_profiles_two_and_three_are_proposed_sooner(
    profiel: str, weken: int, traject: Traject, bart: Gebruiker
) -> None:
    Traject.objects.update(profiel=Profiel(profiel))

    page = browser(bart).get(of_traject(traject, PAGE))

    assert page.context["form"].initial["weken"] == weken
    assert page.context["sneller"] == (weken < 5)


def test_days_can_begin_on_any_day_and_stand_on_the_track(
    traject: Traject, bart: Gebruiker
) -> None:
    sunday = timezone.localdate() + DAY * (6 - timezone.localdate().weekday())
    sent = typed(begin=sunday.isoformat(), begeleider="Mia")

    response = browser(bart).post(of_traject(traject, PAGE), sent)

    assertRedirects(response, traject.get_absolute_url(), fetch_redirect_response=False)
    page = browser(bart).get(traject.get_absolute_url())
    assert [punt.dag for punt in page.context["lijn"]] == [
        sunday + weeks * WEEK for weeks in range(5)
    ]
    assertContains(page, 'Begeleiding: <span class="geschreven">Mia</span>', html=False)


def test_coordinator_sets_the_days_too(leen: Client, traject: Traject) -> None:
    leen.post(of_traject(traject, PAGE), typed())

    assert Geschiktheid.objects.get().begin == timezone.localdate()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"weken": "6"}, "Kies één tot vijf weken."),
        ({"weken": "x" * 20_001}, "Kies één tot vijf weken."),
        ({"begin": ""}, "Kies de eerste dag."),
        ({"begin": ago(-740)}, "Deze dag ligt meer dan twee jaar van vandaag."),
        ({"klaar": ago(1)}, "Deze dag ligt voor de eerste dag."),
        ({"klaar": ago(-1)}, "Deze dag komt nog."),
    ],
)
def test_wrong_days_get_a_sentence_and_store_nothing(
    changes: dict[str, str], said: str, leen: Client, traject: Traject
) -> None:
    response = leen.post(of_traject(traject, PAGE), typed(**changes))

    assertContains(response, said, status_code=422)
    assert not Geschiktheid.objects.exists()


@pytest.mark.parametrize("there", [False, True])
def test_who_is_second_gets_both_and_overwrites_nothing(
    there: bool, leen: Client, traject: Traject, bart: Gebruiker
) -> None:
    if there:
        make_geschiktheid(traject)
    assert leen.post(of_traject(traject, PAGE), typed(int(there))).status_code == 302

    second = browser(bart).post(of_traject(traject, PAGE), typed(int(there), weken="2"))

    assertContains(second, "4 weken", status_code=409)
    assert Geschiktheid.objects.get().weken == 4
    again = second.context["form"].data | {"sleutel": str(uuid4())}
    browser(bart).post(of_traject(traject, PAGE), again)
    assert Geschiktheid.objects.get().weken == 2


def test_days_are_taken_away(leen: Client, traject: Traject) -> None:
    make_geschiktheid(traject)

    response = leen.post(of_traject(traject, PAGE), {"weg": "ja"}, follow=True)

    assertContains(response, "De dagen van het geschiktheidsonderzoek zijn weg.")
    assert not Geschiktheid.objects.exists()


def test_days_of_who_took_them_away_meanwhile_are_stored(
    leen: Client, traject: Traject
) -> None:
    make_geschiktheid(traject)
    Geschiktheid.objects.all().delete()

    leen.post(of_traject(traject, PAGE), typed(1))

    assert Geschiktheid.objects.get().weken == 4


@pytest.mark.parametrize("sent", [typed(), {"weg": "ja"}])
def test_days_of_a_track_that_waits_stay(
    sent: dict[str, str], leen: Client, traject: Traject
) -> None:
    make_geschiktheid(traject)
    Traject.objects.update(staat=Staat.PAUZE)

    response = leen.post(of_traject(traject, PAGE), sent)

    assertContains(response, STIL, status_code=409)
    assert Geschiktheid.objects.get().weken == 5


def test_every_place_in_the_database_keeps_to_five_weeks(traject: Traject) -> None:
    with pytest.raises(Exception, match="geschiktheid_weken"):
        make_geschiktheid(traject, weken=6)
