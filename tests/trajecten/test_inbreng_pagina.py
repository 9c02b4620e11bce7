"""The pages of what people bring along: the duo's, a card's, the school's."""

from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from post.models import Bericht
from scholen.models import Gebruiker, Rol, School
from tests.make import make_deelname, make_lid
from tests.trajecten.kaarten import (
    make_kaart,
    make_zoekvraag,
    new_kaart,
    pressed,
)
from tests.trajecten.make import browser, find, make_others, of_traject
from trajecten.models import Inbrengkaart, Toonkaart, Traject, Trajectrol, Zoekvraag

pytestmark = pytest.mark.django_db

SCHOOL, ZOEK = "/trajecten/inbreng/", "/trajecten/inbreng/zoekvraag/"
FIT = "past misschien bij"


@pytest.fixture
def amira(traject: Traject) -> Gebruiker:
    return find(traject, Trajectrol.ZIJ_INSTROMER).gebruiker


@pytest.fixture
def bart(traject: Traject) -> Gebruiker:
    return find(traject).gebruiker


def pad(kaart: Inbrengkaart) -> str:
    return f"/trajecten/inbreng/{kaart.pk}/"


def asked(**typed: str) -> dict[str, str]:
    return {"titel": "een koor", "tekst": "", "laatste": ""} | typed


def test_new_card_is_for_oneself(traject: Traject, amira: Gebruiker) -> None:
    page = of_traject(traject, "inbreng/")

    response = browser(amira).post(page, new_kaart())

    assertRedirects(response, page)
    assert [one.tekst for one in Inbrengkaart.objects.all()] == ["Ik speel accordeon."]
    assert Toonkaart.objects.count() == 0


def test_same_press_makes_one_card(traject: Traject, amira: Gebruiker) -> None:
    typed, client = new_kaart(), browser(amira)

    for _ in range(3):
        client.post(of_traject(traject, "inbreng/"), typed)

    assert Inbrengkaart.objects.count() == 1


@pytest.mark.parametrize("tekst", ["", "x" * 601, "x" * 20_001, "\x00"])
def test_card_that_is_wrong_keeps_what_was_typed(
    traject: Traject, amira: Gebruiker, tekst: str
) -> None:
    response = browser(amira).post(
        of_traject(traject, "inbreng/"), new_kaart(tekst=tekst)
    )

    assert response.status_code == 422
    assert response.context["form"]["tekst"].value() == tekst
    assert Inbrengkaart.objects.count() == 0


def test_card_too_many_keeps_what_was_typed(traject: Traject, amira: Gebruiker) -> None:
    for _ in range(30):
        make_kaart(traject, amira)

    response = browser(amira).post(of_traject(traject, "inbreng/"), new_kaart())

    assertContains(response, "Gooi er eerst een weg", status_code=422)
    assertContains(response, "Ik speel accordeon.", status_code=422)


def test_duo_reads_each_other_and_says_for_whom(
    traject: Traject, amira: Gebruiker, bart: Gebruiker
) -> None:
    make_kaart(traject, amira, "Kaart een")
    make_kaart(traject, amira, "Kaart twee", voor="duo")
    make_kaart(traject, bart, "Kaart drie", voor="school")
    make_kaart(traject, bart, "Kaart vier")

    page = browser(amira).get(of_traject(traject, "inbreng/"))

    [eigen, ander] = page.context["kolommen"]
    assert [(one.kaart.tekst, one.zichtbaar) for one in eigen.eigen] == [
        ("Kaart een", "nog voor jezelf"),
        ("Kaart twee", "zichtbaar voor jullie duo"),
    ]
    assert (eigen.kaarten, ander.eigen) == ([], [])
    assert [one.tekst for one in ander.kaarten] == ["Kaart drie"]
    assert [eigen.naam, ander.naam] == ["Amira", "Bart"]
    assertNotContains(page, "Kaart vier")


@pytest.mark.parametrize("number", [1, 3])
def test_duo_page_takes_ten_queries(
    number: int,
    traject: Traject,
    amira: Gebruiker,
    bart: Gebruiker,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(number):
        make_kaart(traject, amira, voor="duo")
        make_kaart(traject, bart, voor="duo")
        make_zoekvraag(traject.school)
    client = browser(amira)

    with django_assert_num_queries(10):
        client.get(of_traject(traject, "inbreng/"))


def test_others_around_the_track_stay_out(
    traject: Traject, coordinator: Gebruiker, amira: Gebruiker
) -> None:
    kaart = make_kaart(traject, amira, voor="school")
    others = make_others(traject) | {"coördinator": coordinator}
    pages = (of_traject(traject, "inbreng/"), pad(kaart), f"{pad(kaart)[:-1]}.pdf")

    answers = {
        wie: [browser(one).get(page).status_code for page in pages]
        for wie, one in others.items()
    }

    sees_track = {"coördinator", "lerarenopleider", "aanvangsbegeleider"}
    assert answers == {
        wie: [403 if wie in sees_track else 404, 404, 404] for wie in others
    }


def test_partner_has_no_way_to_a_card(
    traject: Traject, amira: Gebruiker, bart: Gebruiker
) -> None:
    kaart = make_kaart(traject, amira, voor="duo")
    client = browser(bart)

    answers = [client.get(pad(kaart)), client.post(pad(kaart), pressed("weg"))]

    assert [one.status_code for one in answers] == [404, 404]
    assert Inbrengkaart.objects.count() == 1


def test_card_is_shown_and_taken_back(traject: Traject, amira: Gebruiker) -> None:
    kaart, client = make_kaart(traject, amira), browser(amira)

    client.post(pad(kaart), pressed("toon", wie="school"))
    shown = [(one.tekst, one.lezers) for one in Toonkaart.objects.all()]
    client.post(pad(kaart), pressed("toon", wie="duo"))
    narrower = [one.lezers for one in Toonkaart.objects.all()]
    client.post(pad(kaart), pressed("terug"))

    assert shown == [("Ik maak podcasts.", "school")]
    assert (narrower, Toonkaart.objects.count()) == (["duo"], 0)


def test_changed_card_asks_to_show_the_new_words(
    traject: Traject, amira: Gebruiker, bart: Gebruiker
) -> None:
    kaart, client = make_kaart(traject, amira, "Oud", voor="duo"), browser(amira)

    client.post(pad(kaart), pressed("bewaar", soort="taal", tekst="Nieuw"))

    assertContains(client.get(pad(kaart)), "Anderen lezen nog de vorige woorden")
    page = of_traject(traject, "inbreng/")
    assertNotContains(browser(bart).get(page), "Nieuw")
    client.post(pad(kaart), pressed("toon", wie="duo", versie="1"))
    assertContains(browser(bart).get(page), "Nieuw")


def test_other_window_was_first(traject: Traject, amira: Gebruiker) -> None:
    kaart, client = make_kaart(traject, amira), browser(amira)
    client.post(pad(kaart), pressed("bewaar", soort="taal", tekst="Eerst"))

    late = client.post(pad(kaart), pressed("bewaar", soort="taal", tekst="Later"))
    show = client.post(pad(kaart), pressed("toon", wie="duo"))

    assertContains(late, "Eerst", status_code=409)
    assertContains(late, "Later", status_code=409)
    assertContains(show, "Lees hieronder wat er nu staat", status_code=409)
    assert [one.tekst for one in Inbrengkaart.objects.all()] == ["Eerst"]
    assert Toonkaart.objects.count() == 0


def test_card_that_is_thrown_away_is_gone(traject: Traject, amira: Gebruiker) -> None:
    kaart, client = make_kaart(traject, amira, voor="school"), browser(amira)

    response = client.post(pad(kaart), pressed("weg"))

    assertRedirects(response, of_traject(traject, "inbreng/"))
    assert (Inbrengkaart.objects.count(), Toonkaart.objects.count()) == (0, 0)
    assert client.post(pad(kaart), pressed("weg")).status_code == 404


@pytest.mark.parametrize("sent", [{}, {"actie": "koop"}, pressed("toon", wie="allen")])
def test_press_that_says_nothing_is_asked_again(
    traject: Traject, amira: Gebruiker, sent: dict[str, str]
) -> None:
    kaart = make_kaart(traject, amira)

    assert browser(amira).post(pad(kaart), sent).status_code == 422
    assert Toonkaart.objects.count() == 0


# The school


def test_school_reads_what_is_for_the_school(
    client: Client, school: School, traject: Traject, amira: Gebruiker, bart: Gebruiker
) -> None:
    make_kaart(traject, bart, "Kaart voor iedereen", voor="school")
    make_kaart(traject, amira, "Kaart voor het duo", voor="duo")
    make_zoekvraag(school, "een koor")
    client.force_login(make_lid(school).gebruiker)

    page = client.get(SCHOOL)

    assertContains(page, "Kaart voor iedereen")
    assertContains(page, "Een koor")
    assertNotContains(page, "Kaart voor het duo")
    assertNotContains(page, "Schrijf wat jullie zoeken")
    assert browser(make_lid().gebruiker).get(SCHOOL).context["mensen"] == []


@pytest.mark.parametrize("number", [1, 3])
def test_school_page_takes_seven_queries(
    number: int,
    leen: Client,
    school: School,
    traject: Traject,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(number):
        auteur = make_deelname(traject).gebruiker
        make_kaart(traject, auteur, voor="school")
        make_zoekvraag(school)

    with django_assert_num_queries(7):
        leen.get(SCHOOL)


@pytest.mark.parametrize(
    ("rol", "status"), [(Rol.COORDINATOR, 302), (Rol.DIRECTIE, 302), (Rol.LID, 403)]
)
def test_coordinators_and_directie_say_what_the_school_seeks(
    school: School, rol: Rol, status: int
) -> None:
    client = browser(make_lid(school, rol).gebruiker)

    assert client.post(ZOEK, asked()).status_code == status
    assert Zoekvraag.objects.count() == (status == 302)


def test_question_is_changed_and_taken_away(leen: Client, school: School) -> None:
    zoekvraag = make_zoekvraag(school)
    page = f"{ZOEK}{zoekvraag.pk}/"
    first = {"versie": "0", "sleutel": str(uuid4())}

    leen.post(page, asked(**first))
    late = leen.post(page, asked(titel="een orkest", **first))
    outside = browser(make_lid(rol=Rol.COORDINATOR).gebruiker).post(page, asked())

    assertContains(late, "een orkest", status_code=409)
    assert [one.titel for one in Zoekvraag.objects.all()] == ["een koor"]
    assert outside.status_code == 404
    assertRedirects(leen.post(page, {"actie": "weg"}), SCHOOL)
    assert Zoekvraag.objects.count() == 0


def test_question_with_a_day_that_is_over_is_refused(leen: Client) -> None:
    response = leen.post(ZOEK, asked(laatste="2020-01-01"))

    assertContains(response, "Deze dag is voorbij.", status_code=422)


def test_who_shows_a_card_alone_hears_that_it_may_fit(
    leen: Client, traject: Traject, amira: Gebruiker, bart: Gebruiker
) -> None:
    make_kaart(traject, amira, "Kanarie en podcasts", voor="school")
    make_zoekvraag(traject.school, "een podcast")
    page = of_traject(traject, "inbreng/")

    told = browser(amira).get(page)

    assertContains(
        told, "kaart over expertise</a>: daar staat ‘podcasts’, in de vraag ‘podcast’."
    )
    assertContains(browser(amira).get("/"), FIT)
    assertNotContains(browser(amira).get("/"), "Kanarie")
    assertNotContains(browser(amira).get("/"), "podcast")
    assertNotContains(browser(bart).get(page), FIT)
    assertNotContains(browser(bart).get("/"), FIT)
    for there in ("/", SCHOOL, "/overzicht/", of_traject(traject, "")):
        assertNotContains(leen.get(there), FIT)
    assert Bericht.objects.count() == 0


def test_track_invites_who_has_no_card_yet(
    leen: Client, traject: Traject, amira: Gebruiker, bart: Gebruiker
) -> None:
    make_kaart(traject, bart)
    invitation = "Wat breng jij mee?"

    assertContains(browser(amira).get(of_traject(traject, "")), invitation)
    assertNotContains(browser(bart).get(of_traject(traject, "")), invitation)
    assertNotContains(leen.get(of_traject(traject, "")), "inbreng/")
