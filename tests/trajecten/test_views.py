import datetime as dt
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from scholen.models import Bewaring, Rol, School
from tests.make import make_deelname, make_gebruiker, make_gesprek, make_lid
from tests.make import make_traject as make
from tests.trajecten.make import (
    DUO,
    ZIJ,
    browser,
    current,
    filled_in,
    find,
    history,
    mails,
    make_others,
    one_more,
)
from trajecten.models import Traject, Trajectrol

pytestmark = pytest.mark.django_db

NIEUW = "/trajecten/nieuw/"
PAGES = ["", "gegevens/", "fase/"]


def adres(traject: Traject, page: str = "") -> str:
    return f"/trajecten/{traject.pk}/{page}"


def details(**typed: str) -> dict[str, str]:
    names = ("sleutel", "profiel", "vorige_loopbaan", "startdatum")
    return {name: filled_in()[name] for name in names} | {"versie": "0"} | typed


def bart(traject: Traject) -> Client:
    return browser(find(traject).gebruiker)


def test_one_page_starts_a_track_and_leads_to_its_year(
    leen: Client, school: School
) -> None:
    response = leen.post(NIEUW, filled_in())

    traject = Traject.objects.get()
    assertRedirects(response, adres(traject, "jaarplan/"))
    assert current(traject) == [("Amira", "zij-instromer"), ("Bart", "duo-partner")]
    assert (traject.school, traject.vorige_loopbaan) == (school, "laborant")


def test_same_press_starts_one_track(leen: Client) -> None:
    typed = filled_in()

    answers = [leen.post(NIEUW, typed).url for _ in range(3)]  # type: ignore[attr-defined]

    assert answers == [adres(Traject.objects.get(), "jaarplan/")] * 3
    assert [aan for aan, _ in mails()] == [ZIJ, DUO]


def test_start_that_is_wrong_keeps_what_was_typed(leen: Client) -> None:
    response = leen.post(NIEUW, filled_in(zij_naam="A\nB", duo_email="bart"))

    assertContains(response, "Dit is geen volledig e-mailadres.", status_code=422)
    assert response.context["form"]["duo_email"].value() == "bart"
    assertContains(response, 'value="laborant"', status_code=422)
    assert (Traject.objects.count(), mails()) == (0, [])


def test_start_without_room_to_invite_says_so(leen: Client, school: School) -> None:
    for number in range(10):
        other = f"{number}@school.example"
        leen.post(NIEUW, filled_in(zij_email=f"z{other}", duo_email=f"d{other}"))

    response = leen.post(NIEUW, filled_in())

    assertContains(response, "Verstuur de rest morgen.", status_code=422)
    assert (Traject.objects.count(), len(mails())) == (10, 20)


def test_start_is_for_the_coordinator(school: School, leen: Client) -> None:
    teamlid = browser(make_lid(school).gebruiker)

    assert leen.get(NIEUW).status_code == 200
    assert leen.put(NIEUW).status_code == 405
    assert [teamlid.get(NIEUW).status_code, teamlid.post(NIEUW).status_code] == [
        403
    ] * 2
    assertRedirects(Client().get(NIEUW), f"/account/login/?next={NIEUW}")


@pytest.mark.parametrize("page", PAGES)
def test_outsider_gets_the_answer_of_what_does_not_exist(
    page: str, traject: Traject
) -> None:
    others = make_others(traject)
    inside = {"lerarenopleider", "aanvangsbegeleider"}

    answers = {
        wie: (browser(one).get(adres(traject, page)).status_code)
        for wie, one in others.items()
        if wie not in inside
    }

    expected = 405 if page == "fase/" else 404
    assert set(answers.values()) == {expected}


def test_outsider_changes_nothing(traject: Traject) -> None:
    elsewhere = browser(make_lid(rol=Rol.COORDINATOR).gebruiker)

    answers = [
        elsewhere.post(adres(traject, "fase/"), {"fase": "samenwerken"}).status_code,
        elsewhere.post(adres(traject, "gegevens/"), details()).status_code,
    ]

    assert (answers, history(traject)) == ([404, 404], [])


def test_track_that_does_not_exist_is_not_found(leen: Client) -> None:
    answers = {leen.post(f"/trajecten/{uuid4()}/{p}").status_code for p in PAGES[1:]}

    assert answers == {404}
    assert leen.get(f"/trajecten/{uuid4()}/").status_code == 404


def test_who_takes_part_reads_and_moves_the_track_but_does_not_plan_it(
    traject: Traject,
) -> None:
    client = bart(traject)

    answers = [
        client.get(adres(traject)).status_code,
        client.get(adres(traject, "gegevens/")).status_code,
        client.post(adres(traject, "gegevens/"), details()).status_code,
        client.post(adres(traject, "fase/"), {"fase": "samenwerken"}).status_code,
        client.post(adres(traject)).status_code,
        client.post("/trajecten/").status_code,
    ]

    assert answers == [200, 403, 403, 302, 405, 405]
    assertNotContains(client.get(adres(traject)), "Voeg iemand toe")


def test_lerarenopleider_sees_the_track_and_nothing_of_the_school(
    traject: Traject,
) -> None:
    make_lid(traject.school, naam="Collega")
    client = browser(make_others(traject)["lerarenopleider"])

    page = client.get(adres(traject))

    assertContains(page, "<bdi>Bart</bdi>")
    assertNotContains(page, "Collega")
    assert client.get("/school/").status_code == 403
    assert client.get(adres(traject, "gegevens/")).status_code == 403


def test_who_is_not_in_a_talk_sees_that_it_is_there_and_no_more(
    traject: Traject,
) -> None:
    gesprek = make_gesprek(traject, plaats="lokaal 4")
    outside = browser(make_others(traject)["lerarenopleider"]).get(adres(traject))
    inside = browser(find(traject, Trajectrol.ZIJ_INSTROMER).gebruiker).get(
        adres(traject)
    )

    for told in (gesprek.get_absolute_url(), "lokaal 4"):
        assertContains(inside, told)
        assertNotContains(outside, told)
    assertContains(outside, "30 minuten")


def test_leaving_the_school_ends_access_at_the_next_request(traject: Traject) -> None:
    client = bart(traject)
    assert client.get(adres(traject)).status_code == 200

    traject.school.lidmaatschappen.filter(gebruiker__email=DUO).delete()

    assert client.get(adres(traject)).status_code == 404
    assertContains(client.get("/trajecten/"), "Je neemt nog niet deel aan een traject.")


def test_page_shows_who_is_in_it_and_who_was(leen: Client, traject: Traject) -> None:
    aad = make_lid(traject.school, naam="Aad").gebruiker
    make_deelname(traject, Trajectrol.SCHOOLOPLEIDER, gebruiker=aad)
    make_deelname(traject, gebruiker=make_gebruiker(), naam="Carla", tot=timezone.now())

    page = leen.get(adres(traject))

    today = date_format(timezone.localdate(), "j F Y")
    assertContains(page, "<h1><bdi>Amira</bdi> · <bdi>Bart</bdi></h1>", html=True)
    assertContains(page, "<strong><bdi>Aad</bdi></strong>", html=True)
    assertContains(
        page,
        f"<li><bdi>Carla</bdi>, duo-partner, van {today} tot {today}</li>",
        html=True,
    )


def test_page_of_a_track_names_nobody_by_their_account_elsewhere(
    leen: Client, school: School
) -> None:
    make_lid(naam="Geheime Naam", email=DUO)

    leen.post(NIEUW, filled_in())

    for page in (adres(Traject.objects.get()), "/trajecten/", "/school/"):
        assertNotContains(leen.get(page), "Geheim")


def test_history_says_what_changed(leen: Client, traject: Traject) -> None:
    leen.post(adres(traject, "fase/"), {"fase": "socialiseren"})
    for staat in ("pauze", "loopt"):
        leen.post(adres(traject, "staat/"), {"staat": staat})
    leen.post(adres(traject, "fase/"), {"fase": "samenwerken"})

    today = date_format(timezone.localdate(), "j F Y")
    steps = ["socialiseren", "socialiseren, gepauzeerd", "socialiseren, loopt weer"]
    lines = [f"<li>{today}: {step}</li>" for step in [*steps, "samenwerken"]]
    assertContains(leen.get(adres(traject)), f"<ol>{''.join(lines)}</ol>", html=True)


def test_same_phase_twice_is_one_step(leen: Client, traject: Traject) -> None:
    for _ in range(2):
        response = leen.post(
            adres(traject, "fase/"), {"fase": "samenwerken"}, follow=True
        )
        assertContains(response, "De fase is nu: samenwerken.")

    assert history(traject) == [("samenwerken", "loopt")]


def test_phase_that_is_none_is_refused(leen: Client, traject: Traject) -> None:
    response = leen.post(adres(traject, "fase/"), {"fase": "einde"})

    assertContains(response, "Kies een fase uit de lijst.", status_code=422)
    assert leen.get(adres(traject, "fase/")).status_code == 405


def test_phase_of_a_paused_track_is_refused(leen: Client, traject: Traject) -> None:
    Traject.objects.update(staat="pauze")

    response = leen.post(adres(traject, "fase/"), {"fase": "samenwerken"})

    assertContains(response, "Dit traject loopt nu niet.", status_code=422)
    assert history(traject) == []


def test_details_are_saved(leen: Client, traject: Traject) -> None:
    typed = details(profiel="IP-3", vorige_loopbaan="kok")

    answers = [leen.post(adres(traject, "gegevens/"), typed) for _ in range(2)]

    traject.refresh_from_db()
    for response in answers:
        assertRedirects(response, adres(traject))
    assert (traject.profiel, traject.vorige_loopbaan, traject.versie) == (
        "IP-3",
        "kok",
        1,
    )


def test_details_that_are_wrong_are_refused(leen: Client, traject: Traject) -> None:
    response = leen.post(adres(traject, "gegevens/"), details(startdatum="31-2-2026"))

    assertContains(response, "De dag ‘31-2-2026’ bestaat niet.", status_code=422)


def test_second_writer_sees_both_and_chooses(leen: Client, traject: Traject) -> None:
    sofie = make_lid(traject.school, Rol.COORDINATOR, naam="Sofie").gebruiker
    browser(sofie).post(adres(traject, "gegevens/"), details(vorige_loopbaan="kok"))

    response = leen.post(adres(traject, "gegevens/"), details(vorige_loopbaan="bakker"))

    assertContains(response, "<bdi>Sofie</bdi> bewaarde", status_code=409)
    verschil = response.context["verschillen"][0]
    assert (verschil.bewaard, verschil.getypt) == ("kok", "bakker")
    traject.refresh_from_db()
    assert traject.vorige_loopbaan == "kok"


def test_conflict_names_who_saved_and_not_who_added_somebody(
    leen: Client, traject: Traject
) -> None:
    sofie = make_lid(traject.school, Rol.COORDINATOR, naam="Sofie").gebruiker
    browser(sofie).post(adres(traject, "gegevens/"), details(vorige_loopbaan="kok"))
    leen.post(adres(traject, "mensen/"), one_more())
    assert Bewaring.objects.count() == 2

    response = leen.post(adres(traject, "gegevens/"), details(vorige_loopbaan="bakker"))

    assertContains(response, "<bdi>Sofie</bdi> bewaarde", status_code=409)


def test_empty_list_says_what_to_do(leen: Client) -> None:
    page = leen.get("/trajecten/")

    assertContains(page, "Er loopt nu geen traject.")
    assertContains(page, f'href="{NIEUW}"')


def test_list_of_somebody_in_no_track_says_who_starts_one(school: School) -> None:
    page = browser(make_lid(school).gebruiker).get("/trajecten/")

    assertContains(page, "De coördinator van je school kan er een starten.")
    assertNotContains(page, NIEUW)


def test_ended_track_stays_on_the_list_of_its_people(traject: Traject) -> None:
    Traject.objects.update(staat="beeindigd")

    page = bart(traject).get("/trajecten/")

    assertContains(page, "Gepauzeerd of beëindigd")
    assertNotContains(page, "Je neemt nog niet deel")


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_five_queries(
    number: int,
    leen: Client,
    school: School,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(number):
        make(school)

    with django_assert_num_queries(5):  # session, person, tracks, people, role
        leen.get("/trajecten/")


@pytest.mark.parametrize("number", [1, 3])
def test_track_takes_eleven_queries(
    number: int,
    leen: Client,
    traject: Traject,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(number):
        make_deelname(traject)
        make_deelname(traject, tot=timezone.now())
    for days in range(number):
        begin = timezone.now() + dt.timedelta(days=days + 2)
        make_gesprek(traject, begin=begin)

    with django_assert_num_queries(11):
        leen.get(adres(traject))
