from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from fiches.models import Fiche
from gesprekken.models import Gesprek, Staat
from post.models import Bericht
from samenwijzer.lib.tijd import write_moment
from scholen.models import Gebruiker, Lidmaatschap, Rol, School
from tests.make import (
    make_deelname,
    make_gebruiker,
    make_gesprek,
    make_lid,
    make_traject,
)
from trajecten.models import Traject, Trajectrol

from .make import SOON, answers, at, deelnemer, filled_in, sent, sign_in

pytestmark = pytest.mark.django_db

NIEUW = "/gesprekken/nieuw/"
MOMENT = {"dag": SOON.isoformat(), "tijd": "15.30", "duur": "30", "plaats": ""}
GEPLAND = "Het gesprek staat gepland. De uitnodigingen zijn onderweg."


def erbij(traject: Traject) -> str:
    return f"/trajecten/{traject.pk}/gesprek/"


def of_duo(traject: Traject, **typed: Any) -> dict[str, Any]:
    wie = [str(deelname.pk) for deelname in traject.deelnames.all()]
    return filled_in(**(MOMENT | {"wie": wie} | typed))


def of_team(*leden: Gebruiker, **typed: Any) -> dict[str, Any]:
    wie = [str(lid.lidmaatschappen.get().pk) for lid in leden]
    return filled_in(**(MOMENT | {"team": "vakgroep Frans", "wie": wie} | typed))


def listed(response: Any) -> list[list[Gesprek]]:
    return [list(response.context[name]) for name in ("zoekt", "komend", "voorbij")]


def test_list_has_ones_own_talks(
    van_nadia: Client, traject: Traject, sofie: Gebruiker
) -> None:
    make_gesprek(traject, begin=at(), deelnemers=[sofie])
    make_gesprek(traject, begin=at(3), staat=Staat.AFGEZEGD)
    later, sooner = (make_gesprek(traject, begin=at(days)) for days in (2, 1))
    zoekt = make_gesprek(traject, begin=None, staat=Staat.ZOEKT)
    held = make_gesprek(traject, begin=at(-40), staat=Staat.GEHOUDEN)
    past = make_gesprek(traject, begin=at(-32))

    response = van_nadia.get("/gesprekken/")

    assert listed(response) == [[zoekt], [sooner, later], [past, held]]
    assertContains(response, "<bdi>Griet, Nadia</bdi>", count=5)
    assertContains(response, "ging het door?", count=1)


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_as_many_queries_however_long(
    van_nadia: Client,
    traject: Traject,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for days in range(number):
        make_gesprek(traject, begin=at(days))
        make_gesprek(traject, begin=None, staat=Staat.ZOEKT)

    with django_assert_num_queries(10):
        van_nadia.get("/gesprekken/")


def test_empty_list_says_what_to_do(van_nadia: Client) -> None:
    assertContains(van_nadia.get("/gesprekken/"), "Er staat geen gesprek gepland.")


def test_visitor_reads_what_talks_are(client: Client, fiche: Fiche) -> None:
    response = client.get("/gesprekken/", {"fiche": [fiche.slug, "x"]})

    assertContains(response, "Een jaar gesprekken, in ieders agenda.")
    assertContains(response, fiche.titel)


def test_page_of_a_talk(van_nadia: Client, traject: Traject, fiche: Fiche) -> None:
    gesprek = make_gesprek(traject, begin=at(), plaats="Lokaal 12")
    gesprek.vragen.create(school=gesprek.school, volgorde=1, tekst="Eigen vraag?")

    response = van_nadia.get(gesprek.get_absolute_url())

    assertContains(response, f"<h1>{write_moment(at())}</h1>")
    assertContains(response, "30 minuten · <bdi>Lokaal 12</bdi>")
    for told in ("Eigen vraag?", fiche.titel, "Kan je komen?", "Verplaats", "Zeg af"):
        assertContains(response, told)


@pytest.mark.parametrize(
    ("takes_part", "asked"), [(False, 0), (True, 1)], ids=["plans", "takes part"]
)
def test_coordinator_reads_questions_only_of_own_talks(
    van_leen: Client,
    leen: Gebruiker,
    gesprek: Gesprek,
    takes_part: bool,
    asked: int,
) -> None:
    gesprek.vragen.create(school=gesprek.school, volgorde=1, tekst="Kanarie?")
    if takes_part:
        gesprek.deelnemers.create(school=gesprek.school, gebruiker=leen)

    response = van_leen.get(gesprek.get_absolute_url())

    assertContains(response, "Kanarie?", count=asked)
    assert bool(response.context["vragen"]) is takes_part
    told = "De vragen en wat er gezegd wordt, lees jij niet."
    assertContains(response, told, count=1 - asked)


def test_page_shows_conflicts_by_name(
    van_leen: Client, traject: Traject, griet: Gebruiker, nadia: Gebruiker
) -> None:
    gesprek = make_gesprek(traject, begin=at())
    other = make_gesprek(make_traject(traject.school), begin=at(), plaats="Zolder")
    for who in (griet, nadia):
        other.deelnemers.create(school=other.school, gebruiker=who)

    response = van_leen.get(gesprek.get_absolute_url())

    assertContains(response, "Griet en Nadia hebben dan al een gesprek.")
    assertNotContains(response, "Zolder")


def test_outsiders_find_no_page(
    gesprek: Gesprek, griet: Gebruiker, sofie: Gebruiker, joost: Gebruiker
) -> None:
    Lidmaatschap.objects.filter(gebruiker=griet).delete()

    found = [
        sign_in(who).get(gesprek.get_absolute_url()).status_code
        for who in (sofie, joost, griet)
    ]

    assert found == [404, 404, 404]


def test_one_talk_is_planned(van_leen: Client, traject: Traject, fiche: Fiche) -> None:
    typed = of_duo(traject, fiches=[fiche.slug], plaats="Lokaal\r\n12")

    response = van_leen.post(erbij(traject), typed, follow=True)

    assertContains(response, GEPLAND)
    gesprek = Gesprek.objects.get()
    assert (gesprek.begin, gesprek.fiches) == (at(), [fiche.slug])
    assert (gesprek.plaats, list(answers(gesprek))) == ("Lokaal 12", ["Griet", "Nadia"])
    assert [one.methode for one in sent()] == ["REQUEST", "REQUEST"]


def test_talk_without_a_moment_invites_nobody_yet(
    van_leen: Client, traject: Traject
) -> None:
    typed = of_duo(traject, dag="", tijd="")

    response = van_leen.post(erbij(traject), typed, follow=True)

    told = "Het gesprek staat klaar. Wie meedoet, kan nu momenten voorstellen."
    assertContains(response, told)
    assert Gesprek.objects.get().staat == Staat.ZOEKT
    assert not Bericht.objects.exists()


def test_form_proposes_the_duo(van_leen: Client, traject: Traject) -> None:
    tim = make_gebruiker("Tim")
    make_deelname(traject, Trajectrol.LERARENOPLEIDER, gebruiker=tim)

    response = van_leen.get(erbij(traject))

    assertContains(response, "Tim (lerarenopleider)")
    duo = [str(deelname.pk) for deelname in traject.deelnames.duo()]
    assert response.context["form"]["wie"].value() == duo


def test_same_press_plans_one_talk(van_leen: Client, traject: Traject) -> None:
    typed = of_duo(traject)

    for _ in range(2):
        assertRedirects(
            van_leen.post(erbij(traject), typed), traject.get_absolute_url()
        )

    assert (Gesprek.objects.count(), Bericht.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"dag": "31-4-2027"}, "De dag ‘31-4-2027’ bestaat niet."),
        ({"tijd": "25.61"}, "‘25.61’ is geen uur."),
        ({"dag": "28-3-2027", "tijd": "2.30"}, "bestaat 2.30 uur niet"),
        ({"dag": "1-9-2020"}, "Dit moment is voorbij. Kies een later."),
        ({"dag": ""}, "Vul dag en uur in, of geen van beide."),
        ({"duur": "dertig"}, "Typ een aantal minuten, zoals 30."),
        ({"wie": []}, "Kies wie meedoet."),
        ({"fiches": ["x"]}, "Kies uit de lijst."),
    ],
)
def test_bad_talk_is_not_planned(
    van_leen: Client, traject: Traject, changes: dict[str, Any], said: str
) -> None:
    response = van_leen.post(erbij(traject), of_duo(traject, **changes))

    assertContains(response, said, status_code=422)
    assert not Gesprek.objects.exists()


def test_nobody_of_another_track_or_alone_is_planned(
    van_leen: Client, traject: Traject, joost: Gebruiker
) -> None:
    elders = make_deelname(make_traject(joost.lidmaatschappen.get().school))
    [one, *_] = traject.deelnames.all()

    for wie, said in (
        ([str(one.pk), str(elders.pk)], "Kies uit de lijst."),
        ([str(one.pk)], "Een gesprek voer je met 2 tot 12 mensen."),
    ):
        response = van_leen.post(erbij(traject), of_duo(traject, wie=wie))
        assertContains(response, said, status_code=422)

    assert not Gesprek.objects.exists()


def test_team_plans_its_own_talk(
    van_nadia: Client, nadia: Gebruiker, griet: Gebruiker, sofie: Gebruiker
) -> None:
    response = van_nadia.post(NIEUW, of_team(nadia, griet, sofie), follow=True)

    assertContains(response, GEPLAND)
    gesprek = Gesprek.objects.get()
    assert (gesprek.traject, gesprek.team) == (None, "vakgroep Frans")
    assert list(answers(gesprek)) == ["Griet", "Nadia", "Sofie"]
    page = van_nadia.get(gesprek.get_absolute_url())
    assertContains(page, "Team: <bdi>vakgroep Frans</bdi>")
    assert len(sent()) == 3


def test_same_press_plans_one_team_talk(
    van_nadia: Client, nadia: Gebruiker, griet: Gebruiker, sofie: Gebruiker
) -> None:
    typed = of_team(nadia, griet, sofie)

    for _ in range(2):
        assertRedirects(van_nadia.post(NIEUW, typed), "/gesprekken/")

    assert (Gesprek.objects.count(), Bericht.objects.count()) == (1, 3)


def test_team_is_of_ones_own_school(
    van_nadia: Client, nadia: Gebruiker, griet: Gebruiker, joost: Gebruiker
) -> None:
    for leden, said in (
        ([nadia, griet, joost], "Kies uit de lijst."),
        ([nadia, griet], "Een gesprek voer je met 3 tot 12 mensen."),
    ):
        response = van_nadia.post(NIEUW, of_team(*leden))
        assertContains(response, said, status_code=422)

    assert not Gesprek.objects.exists()


def test_team_has_a_name(
    van_nadia: Client, nadia: Gebruiker, griet: Gebruiker, sofie: Gebruiker
) -> None:
    response = van_nadia.post(NIEUW, of_team(nadia, griet, sofie, team=" \u200b"))

    said = "Geef het team een naam, zoals ‘vakgroep Frans’."
    assertContains(response, said, status_code=422)


def test_coordinator_sees_that_a_team_talks_not_about_what(
    van_leen: Client, school: School, nadia: Gebruiker
) -> None:
    gesprek = make_gesprek(school=school, team="Frans", deelnemers=[nadia])
    gesprek.vragen.create(school=school, volgorde=1, tekst="Kanarie?")

    response = van_leen.get(gesprek.get_absolute_url())

    assertContains(response, "Frans")
    assertNotContains(response, "Kanarie?")


def test_team_is_planned_by_who_has_a_school(client: Client) -> None:
    client.force_login(make_gebruiker())

    assert client.get(NIEUW).status_code == 403


def test_track_is_planned_by_its_coordinators(
    traject: Traject, nadia: Gebruiker, sofie: Gebruiker, joost: Gebruiker
) -> None:
    answers = [
        sign_in(who).post(erbij(traject), of_duo(traject)).status_code
        for who in (nadia, sofie, joost)
    ]

    assert answers == [403, 404, 404]
    assert not Gesprek.objects.exists()


def test_coordinator_who_takes_part_answers_too(school: School) -> None:
    lid = make_lid(school, Rol.COORDINATOR, naam="Leen")
    gesprek = make_gesprek(make_traject(school, duo_partner=lid.gebruiker))

    page = sign_in(lid.gebruiker).get(gesprek.get_absolute_url())

    assertContains(page, "Kan je komen?")
    assert page.context["ik"] == deelnemer(gesprek, lid.gebruiker)


def test_other_methods_are_refused(van_leen: Client, gesprek: Gesprek) -> None:
    assert gesprek.traject
    paths = [erbij(gesprek.traject), NIEUW, "/gesprekken/", gesprek.get_absolute_url()]

    assert [van_leen.put(path).status_code for path in paths] == [405] * 4


def test_past_talk_asks_whether_it_took_place(
    van_nadia: Client, traject: Traject
) -> None:
    gesprek = make_gesprek(traject, begin=timezone.now())

    page = van_nadia.get(gesprek.get_absolute_url())

    assertContains(page, "Dit gesprek ging door")
    assertNotContains(page, "Kan je komen?")
