import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.db import DataError, IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from scholen import services
from scholen.models import Bewaring, Lidmaatschap, Regio, Rol, School, Vrijeperiode
from scholen.vakanties import Periode, coming, known_until
from tests.make import make_lid

pytestmark = pytest.mark.django_db

VRIJ = "/school/vrije-dagen/"
SOON = timezone.localdate() + dt.timedelta(days=30)


def after(days: int) -> dt.date:
    return SOON + dt.timedelta(days=days)


def filled_in(**typed: str) -> dict[str, str]:
    """What the form sends; each time from a page of its own."""
    good = {"naam": "studiedag", "eerste": SOON.isoformat(), "laatste": ""}
    return good | {"sleutel": str(uuid4())} | typed


def make_vrijeperiode(school: School, days: int = 0, **changes: Any) -> Vrijeperiode:
    values: dict[str, Any] = {
        "naam": "studiedag",
        "eerste": after(days),
        "laatste": after(days),
    }
    return Vrijeperiode.objects.create(school=school, **(values | changes))


def saved(school: School) -> list[tuple[str, dt.date, dt.date]]:
    return list(school.vrijeperiodes.values_list("naam", "eerste", "laatste"))


@pytest.fixture
def leen(client: Client, coordinator: Lidmaatschap) -> Client:
    """The browser of a coordinator."""
    client.force_login(coordinator.gebruiker)
    return client


def test_days_are_added(leen: Client, school: School) -> None:
    typed = filled_in(naam="brugdagen", laatste=after(3).isoformat())

    assertRedirects(leen.post(VRIJ, typed), VRIJ)

    assert saved(school) == [("brugdagen", SOON, after(3))]


def test_without_last_day_it_is_one_day(leen: Client, school: School) -> None:
    assertRedirects(leen.post(VRIJ, filled_in()), VRIJ)

    assert saved(school) == [("studiedag", SOON, SOON)]


def test_sixty_days_are_not_too_many(leen: Client, school: School) -> None:
    leen.post(VRIJ, filled_in(laatste=after(59).isoformat()))

    assert saved(school) == [("studiedag", SOON, after(59))]


def test_button_pressed_twice_adds_once(leen: Client, school: School) -> None:
    typed = filled_in()

    for _ in range(2):
        assertRedirects(leen.post(VRIJ, typed), VRIJ)

    assert saved(school) == [("studiedag", SOON, SOON)]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"naam": " \u200b "}, "Schrijf waarom de school dan vrij is."),
        ({"naam": "x" * 61}, "Dit is 61 tekens lang; er kunnen er 60 in. Kort het in."),
        ({"eerste": ""}, "Kies de eerste vrije dag."),
        ({"eerste": "30-2-2027"}, "De dag ‘30-2-2027’ bestaat niet."),
        ({"laatste": "morgen"}, "De dag ‘morgen’ bestaat niet."),
        (
            {"laatste": after(-1).isoformat()},
            "Kies een dag die niet voor de eerste valt.",
        ),
        (
            {"laatste": after(60).isoformat()},
            "Dit zijn meer dan 60 dagen. Kies een vroegere dag.",
        ),
        ({"eerste": after(732).isoformat()}, "Deze dag is meer dan twee jaar ver."),
        ({"eerste": "2016-10-06"}, "Deze dag is meer dan twee jaar ver."),
    ],
)
def test_wrong_days_come_back_with_what_to_do(
    leen: Client, school: School, typed: dict[str, str], said: str
) -> None:
    response = leen.post(VRIJ, filled_in(**typed))

    assertContains(response, said, status_code=422, count=2)  # on top, at the field
    for value in filter(str.strip, typed.values()):
        assertContains(response, f'value="{value}"', status_code=422)
    assert (saved(school), Bewaring.objects.exists()) == ([], False)


def test_forty_periods_are_enough(leen: Client, school: School) -> None:
    for n in range(39):
        make_vrijeperiode(school, n)
    assertRedirects(leen.post(VRIJ, filled_in(naam="de veertigste")), VRIJ)

    response = leen.post(VRIJ, filled_in(naam="nog een"))

    told = "Er staan al 40 vrije periodes. Haal eerst weg wat voorbij is."
    assertContains(response, told, status_code=422)
    assertContains(response, 'value="nog een"', status_code=422)
    assert school.vrijeperiodes.count() == 40


def test_page_has_own_days_in_order(leen: Client, school: School) -> None:
    make_vrijeperiode(school, 9, naam="laat")
    make_vrijeperiode(school, 1, naam="vroeg")
    make_vrijeperiode(make_lid().school, naam="van elders")

    response = leen.get(VRIJ)

    assert [periode.naam for periode in response.context["eigen"]] == ["vroeg", "laat"]
    assertContains(response, "Wie leest dit?", count=3)
    assertNotContains(response, "van elders")


@pytest.mark.parametrize("rows", [1, 3])
def test_page_takes_as_many_queries_however_long(
    leen: Client,
    school: School,
    rows: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for n in range(rows):
        make_vrijeperiode(school, n)

    with django_assert_num_queries(4):
        assertContains(leen.get(VRIJ), "Haal weg", count=rows)


@pytest.fixture
def zuid(monkeypatch: pytest.MonkeyPatch) -> list[Periode]:
    """The one published holiday of Nederland, regio Zuid, which goes on by now."""
    zomer = Periode("zomervakantie", after(-60), dt.date(2099, 8, 29))
    published = {Regio.NL_ZUID: [zomer]}
    monkeypatch.setattr("scholen.vakanties.nederland", lambda: published)
    return published[Regio.NL_ZUID]


def test_page_says_until_when_dutch_holidays_are_known(
    leen: Client, school: School, zuid: list[Periode]
) -> None:
    School.objects.filter(pk=school.pk).update(regio=Regio.NL_ZUID)

    response = leen.get(VRIJ)

    told = "De vakanties van Nederland, regio Zuid kennen we tot en met 29 augustus"
    assertContains(response, f"{told} 2099.")
    assert response.context["vakanties"] == zuid


def test_page_has_a_year_of_holidays(leen: Client) -> None:
    response = leen.get(VRIJ)

    today = timezone.localdate()
    found = coming(Regio.VLAANDEREN, today, today + dt.timedelta(days=365))
    assert response.context["vakanties"] == found
    assertNotContains(response, "kennen we tot en met")


def test_period_is_removed_and_a_second_press_answers_the_same(
    leen: Client, school: School
) -> None:
    vrijeperiode = make_vrijeperiode(school)
    make_vrijeperiode(school, 1, naam="blijft")

    for _ in range(2):
        assertRedirects(leen.post(f"{VRIJ}{vrijeperiode.pk}/weg/"), VRIJ)

    assert saved(school) == [("blijft", after(1), after(1))]


def test_what_somebody_else_removed_is_not_there(leen: Client, school: School) -> None:
    vrijeperiode = make_vrijeperiode(school)
    pk = vrijeperiode.pk
    ander = make_lid(school, Rol.COORDINATOR).gebruiker
    services.remove_vrijeperiode(vrijeperiode, ander)

    assert leen.post(f"{VRIJ}{pk}/weg/").status_code == 404


def test_period_of_another_school_is_not_there(
    leen: Client, buitenstaander: Lidmaatschap
) -> None:
    vrijeperiode = make_vrijeperiode(buitenstaander.school)

    assert leen.post(f"{VRIJ}{vrijeperiode.pk}/weg/").status_code == 404
    assert saved(buitenstaander.school) == [("studiedag", SOON, SOON)]


def test_who_is_no_coordinator_changes_nothing(
    client: Client, teamlid: Lidmaatschap, school: School
) -> None:
    vrijeperiode = make_vrijeperiode(school)
    client.force_login(teamlid.gebruiker)
    paths = [VRIJ, f"{VRIJ}{vrijeperiode.pk}/weg/"]

    answers = [client.post(path, filled_in()).status_code for path in paths]

    assert [client.get(VRIJ).status_code, *answers] == [403, 403, 403]
    assert saved(school) == [("studiedag", SOON, SOON)]
    assertNotContains(client.get("/school/"), VRIJ)


def test_other_methods_are_refused(leen: Client, school: School) -> None:
    vrijeperiode = make_vrijeperiode(school)

    assert leen.put(VRIJ).status_code == 405
    assert leen.get(f"{VRIJ}{vrijeperiode.pk}/weg/").status_code == 405


def test_school_page_leads_there(leen: Client) -> None:
    assertContains(leen.get("/school/"), f'href="{VRIJ}"', count=1)


@pytest.mark.parametrize(
    "changes",
    [
        {"naam": ""},
        {"naam": "x" * 61},
        {"laatste": after(-1)},
        {"laatste": after(60)},
    ],
)
def test_database_refuses_what_the_form_does(
    school: School, changes: dict[str, Any]
) -> None:
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        make_vrijeperiode(school, **changes)


def test_own_days_go_before_the_holidays(
    school: School, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first, last = dt.date(2026, 11, 11), dt.date(2026, 11, 13)
    make_vrijeperiode(school, naam="brugdagen", eerste=first, laatste=last)
    make_vrijeperiode(make_lid().school, naam="van elders")

    with django_assert_num_queries(1):
        vrij = services.make_vrij(school)

        found = [vrij(dt.date(2026, 11, day)) for day in (8, 11, 13, 16)]

    assert found == ["herfstvakantie", "brugdagen", "brugdagen", None]


def test_holidays_follow_the_region(school: School) -> None:
    school.regio = Regio.NL_NOORD

    assert services.make_vrij(school)(dt.date(2026, 10, 12)) == "herfstvakantie"


def test_coming_holidays_are_in_order_and_named_once() -> None:
    found = coming(Regio.VLAANDEREN, dt.date(2027, 4, 11), dt.date(2027, 5, 17))

    assert found == [
        Periode("paasvakantie", dt.date(2027, 3, 29), dt.date(2027, 4, 11)),
        Periode("Dag van de Arbeid", dt.date(2027, 5, 1), dt.date(2027, 5, 1)),
        Periode("Hemelvaartsdag", dt.date(2027, 5, 6), dt.date(2027, 5, 6)),
        Periode("dag na Hemelvaart", dt.date(2027, 5, 7), dt.date(2027, 5, 7)),
        Periode("pinkstermaandag", dt.date(2027, 5, 17), dt.date(2027, 5, 17)),
    ]


def test_coming_dutch_holidays_are_those_of_the_region() -> None:
    found = coming(Regio.NL_ZUID, dt.date(2027, 2, 21), dt.date(2027, 4, 24))

    assert [(one.naam, one.eerste.isoformat()) for one in found] == [
        ("voorjaarsvakantie", "2027-02-13"),
        ("tweede paasdag", "2027-03-29"),
        ("meivakantie", "2027-04-24"),
    ]


def test_only_published_holidays_are_known_until_a_day(zuid: list[Periode]) -> None:
    zuid.append(Periode("herfstvakantie", after(-90), after(-80)))

    assert known_until(Regio.NL_ZUID) == dt.date(2099, 8, 29)
    assert known_until(Regio.VLAANDEREN) is None
