import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from gesprekken.models import Gesprek, Staat
from post.models import Bericht
from scholen.models import Gebruiker, Lidmaatschap
from tests.make import make_gesprek, make_traject
from trajecten.models import Traject

from .make import SOON, at, filled_in, sent, sign_in

pytestmark = pytest.mark.django_db

MOVED = "Het gesprek is verplaatst. Iedereen krijgt bericht."


def adres(gesprek: Gesprek, what: str = "verplaatsen") -> str:
    return f"/gesprekken/{gesprek.pk}/{what}/"


def typed(**changes: Any) -> dict[str, Any]:
    good = {"dag": SOON.isoformat(), "tijd": "15.30", "duur": "45", "plaats": "Zaal"}
    return filled_in(**(good | {"versie": "0"} | changes))


def test_form_shows_how_it_is(van_leen: Client, traject: Traject) -> None:
    gesprek = make_gesprek(traject, begin=at(), plaats="Lokaal 12")

    response = van_leen.get(adres(gesprek))

    for value in (SOON.isoformat(), "15:30", "30", "Lokaal 12"):
        assertContains(response, f'value="{value}"')
    assertContains(response, "<bdi>Griet</bdi> en <bdi>Nadia</bdi>")


def test_talk_is_moved(van_leen: Client, gesprek: Gesprek) -> None:
    assertContains(van_leen.post(adres(gesprek), typed(), follow=True), MOVED)

    gesprek.refresh_from_db()
    assert (gesprek.begin, gesprek.duur, gesprek.plaats) == (at(), 45, "Zaal")
    assert [one.volgnummer for one in sent()] == [1, 1]


def test_same_press_moves_once(van_leen: Client, gesprek: Gesprek) -> None:
    pressed = typed()

    for _ in range(2):
        assertRedirects(
            van_leen.post(adres(gesprek), pressed), gesprek.get_absolute_url()
        )

    assert [one.volgnummer for one in sent()] == [1, 1]


def test_who_was_second_sees_both_and_may_go_on(
    van_leen: Client, gesprek: Gesprek, griet: Gebruiker
) -> None:
    sign_in(griet).post(adres(gesprek), typed(dag=f"{at(1):%d-%m-%Y}"))

    response = van_leen.post(adres(gesprek), typed())
    assertContains(response, "Iemand veranderde dit gesprek", status_code=409)
    assertContains(response, f'value="{SOON.isoformat()}"', status_code=409)
    again = response.context["form"].data
    assertContains(van_leen.post(adres(gesprek), again, follow=True), MOVED)

    gesprek.refresh_from_db()
    assert (gesprek.begin, gesprek.volgnummer) == (at(), 2)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"dag": "31-4-2027"}, "De dag ‘31-4-2027’ bestaat niet."),
        ({"tijd": "25.61"}, "‘25.61’ is geen uur. Typ het zoals 15.30."),
        ({"dag": "28-3-2027", "tijd": "2.30"}, "bestaat 2.30 uur niet"),
        ({"dag": "1-9-2020"}, "Dit moment is voorbij. Kies een later."),
        ({"duur": "5"}, "Neem minstens een kwartier."),
        ({"plaats": "x" * 201}, "Dit is 201 tekens lang; er kunnen er 200 in."),
        ({"dag": "", "tijd": ""}, "Kies een dag."),
    ],
)
def test_bad_move_comes_back_as_typed(
    van_leen: Client, gesprek: Gesprek, changes: dict[str, str], said: str
) -> None:
    response = van_leen.post(adres(gesprek), typed(**changes))

    assertContains(response, said, status_code=422)
    for text in filter(None, changes.values()):
        assertContains(response, f'value="{text}"', status_code=422)
    assert not Bericht.objects.exists()


def test_move_onto_another_talk_is_refused(
    van_leen: Client, traject: Traject, gesprek: Gesprek
) -> None:
    make_gesprek(traject, begin=at())

    response = van_leen.post(adres(gesprek), typed())

    said = "Op dat moment is er in dit traject al een gesprek. Kies een ander moment."
    assertContains(response, said, status_code=422)


def test_conflict_is_shown_once_moved(
    van_leen: Client, gesprek: Gesprek, griet: Gebruiker
) -> None:
    make_gesprek(make_traject(gesprek.school, duo_partner=griet), begin=at())

    response = van_leen.post(adres(gesprek), typed(), follow=True)

    assertContains(response, "Griet heeft dan al een gesprek.")


def test_talk_is_cancelled_once_it_is_said_twice(
    van_leen: Client, traject: Traject, gesprek: Gesprek
) -> None:
    page = van_leen.get(adres(gesprek, "afzeggen"))
    assertContains(page, "Het verdwijnt uit ieders agenda")

    for _ in range(2):
        response = van_leen.post(adres(gesprek, "afzeggen"))
        assertRedirects(
            response, traject.get_absolute_url(), fetch_redirect_response=False
        )

    assert [one.methode for one in sent()] == ["CANCEL", "CANCEL"]


@pytest.mark.parametrize("begin", [None, at(-31)])
def test_nobody_is_said_to_hear_of_what_was_in_no_calendar(
    van_leen: Client, traject: Traject, begin: dt.datetime | None
) -> None:
    staat = Staat.GEPLAND if begin else Staat.ZOEKT
    gesprek = make_gesprek(traject, begin=begin, staat=staat)

    assertNotContains(van_leen.get(adres(gesprek, "afzeggen")), "krijgt bericht")
    response = van_leen.post(adres(gesprek, "afzeggen"), follow=True)

    assertContains(response, "Het gesprek is afgezegd.")
    assertNotContains(response, "krijgt bericht")


def test_who_is_only_in_the_talk_comes_back_to_the_list(
    traject: Traject, sofie: Gebruiker
) -> None:
    gesprek = make_gesprek(traject, deelnemers=[sofie])

    response = sign_in(sofie).post(adres(gesprek, "afzeggen"))

    assertRedirects(response, "/gesprekken/")


@pytest.mark.parametrize("what", ["afzeggen", "gehouden"])
def test_held_talk_stays_held(van_leen: Client, traject: Traject, what: str) -> None:
    gesprek = make_gesprek(traject, begin=timezone.now(), staat=Staat.GEHOUDEN)

    statuses = {"afzeggen": 422, "gehouden": 302}
    assert van_leen.post(adres(gesprek, what)).status_code == statuses[what]

    gesprek.refresh_from_db()
    assert (gesprek.staat, gesprek.versie) == (Staat.GEHOUDEN, 0)


def test_talk_is_marked_held(van_leen: Client, traject: Traject) -> None:
    gesprek = make_gesprek(traject, begin=timezone.now())
    page = van_leen.get(gesprek.get_absolute_url())
    assertContains(page, "Dit gesprek ging door")

    response = van_leen.post(adres(gesprek, "gehouden"), follow=True)

    assertContains(response, "Genoteerd: dit gesprek ging door.")


def test_talk_to_come_is_not_held(van_leen: Client, gesprek: Gesprek) -> None:
    response = van_leen.post(adres(gesprek, "gehouden"))

    said = "Dit gesprek is nog niet begonnen. Kom straks terug."
    assertContains(response, said, status_code=422)


@pytest.mark.parametrize("what", ["verplaatsen", "afzeggen", "gehouden"])
def test_outsiders_find_no_talk(
    gesprek: Gesprek, griet: Gebruiker, sofie: Gebruiker, joost: Gebruiker, what: str
) -> None:
    Lidmaatschap.objects.filter(gebruiker=griet).delete()

    answers = [
        sign_in(who).post(adres(gesprek, what), typed()).status_code
        for who in (sofie, joost, griet)
    ]

    assert answers == [404, 404, 404]
    assert not Bericht.objects.exists()


def test_other_methods_are_refused(van_leen: Client, gesprek: Gesprek) -> None:
    statuses = [van_leen.get(adres(gesprek, "gehouden")).status_code]
    statuses += [
        van_leen.put(adres(gesprek, w)).status_code for w in ("afzeggen", "verplaatsen")
    ]

    assert statuses == [405, 405, 405]
