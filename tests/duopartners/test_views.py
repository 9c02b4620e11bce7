"""The list on two screens: who sees it, and two who press at once."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from duopartners.models import MAX_NOTITIE, Notitie, Puntstand
from duopartners.services import EINDE
from duopartners.views.lijst import INTUSSEN
from scholen.models import Gebruiker
from tests.duopartners.conftest import browser, get_regel
from tests.make import make_deelname, make_gebruiker
from trajecten.models import Traject, Trajectrol

pytestmark = pytest.mark.django_db

PUNT = "DP-A-01"
HTMX = {"HX-Request": "true"}


def adres(traject: Traject, rest: str = "") -> str:
    return f"/trajecten/{traject.pk}/duo/{rest}"


def press(client: Client, traject: Traject, **data: str) -> Any:
    values = {"versie": "0", **data}
    return client.post(adres(traject, f"{PUNT}/"), values)


def full(**typed: str) -> dict[str, str]:
    values = {"versie": "0", "stand": "bezig", "sleutel": str(uuid4())}
    return values | {"bewaar": "ja"} | typed


def standen() -> list[tuple[str, int]]:
    return list(Puntstand.objects.values_list("stand", "versie"))


def notes() -> list[str]:
    return list(Notitie.objects.values_list("tekst", flat=True))


@pytest.mark.parametrize("page", ["", f"{PUNT}/", "nieuws/", "lijst.pdf"])
def test_only_the_duo_opens_its_list(
    page: str, traject: Traject, nadia: Gebruiker, griet: Gebruiker, leen: Gebruiker
) -> None:
    begeleider = make_deelname(traject, Trajectrol.AANVANGSBEGELEIDER).gebruiker
    stranger = make_gebruiker()

    people = (nadia, griet, leen, begeleider, stranger)
    answers = [browser(one).get(adres(traject, page)).status_code for one in people]

    assert answers == [200, 200, 403, 403, 404]


def test_who_left_the_duo_finds_nothing(traject: Traject, griet: Gebruiker) -> None:
    traject.deelnames.filter(gebruiker=griet).update(tot=timezone.now())

    assert browser(griet).get(adres(traject)).status_code == 404


def test_press_says_how_far_and_leads_back(traject: Traject, van_nadia: Client) -> None:
    response = press(van_nadia, traject, stand="doen we")

    assertRedirects(response, adres(traject) + f"#punt-{PUNT}")
    assert standen() == [("doen we", 1)]


def test_press_through_htmx_answers_with_the_buttons_alone(
    traject: Traject, van_nadia: Client
) -> None:
    response = van_nadia.post(
        adres(traject, f"{PUNT}/"), {"versie": "0", "stand": "bezig"}, headers=HTMX
    )

    assertContains(response, f'<form class="standen" id="standen-{PUNT}"')
    assertContains(response, 'name="versie" value="1"')
    assertNotContains(response, "<h1")


def test_same_press_twice_is_once(traject: Traject, van_nadia: Client) -> None:
    answers = [press(van_nadia, traject, stand="bezig") for _ in range(2)]

    assert [one.status_code for one in answers] == [302, 302]
    assert standen() == [("bezig", 1)]


def test_who_is_second_hears_it_and_overwrites_nothing(
    traject: Traject, van_nadia: Client, van_griet: Client
) -> None:
    press(van_nadia, traject, stand="doen we")

    response = press(van_griet, traject, stand="niet")

    assertContains(response, INTUSSEN, status_code=409)
    assert standen() == [("doen we", 1)]


@pytest.mark.parametrize(
    "data", [{}, {"stand": "klaar"}, {"stand": "\0"}, {"stand": "x" * 20_001}]
)
def test_press_that_is_nothing_is_refused(
    traject: Traject, van_nadia: Client, data: dict[str, str]
) -> None:
    response = press(van_nadia, traject, **data)

    assert (response.status_code, standen()) in [(422, []), (400, [])]


def test_point_that_is_not_there_is_not_found(
    traject: Traject, van_nadia: Client
) -> None:
    for sleutel in ("DP-A-99", str(uuid4()), "x", ".."):
        assert van_nadia.get(adres(traject, f"{sleutel}/")).status_code == 404


def test_page_of_a_point_saves_all_of_it(traject: Traject, van_nadia: Client) -> None:
    typed = full(datum="3-12-2026", bespreken="on", notitie="Ook dit.")

    response = van_nadia.post(adres(traject, f"{PUNT}/"), typed)

    assert response.status_code == 302
    row = Puntstand.objects.get()
    assert (row.stand, f"{row.datum:%d-%m-%Y}", notes()) == (
        "bezig",
        "03-12-2026",
        ["Ook dit."],
    )
    assert traject.bespreekpunten.get().code == PUNT


def test_point_saved_twice_has_one_note(traject: Traject, van_nadia: Client) -> None:
    typed = full(notitie="Ook dit.")

    for _ in range(2):
        van_nadia.post(adres(traject, f"{PUNT}/"), typed)

    assert notes() == ["Ook dit."]


def test_two_who_change_one_point_see_both_and_lose_nothing(
    traject: Traject, van_nadia: Client, van_griet: Client
) -> None:
    van_nadia.post(adres(traject, f"{PUNT}/"), full(stand="doen we"))

    response = van_griet.post(adres(traject, f"{PUNT}/"), full(notitie="Van Griet."))

    assertContains(response, "Iemand was je net voor.", status_code=409)
    assertContains(response, "Van Griet.", status_code=409)
    assert (standen(), notes()) == ([("doen we", 1)], [])
    form = response.context["form"]
    again = full(
        versie=form["versie"].value(),
        sleutel=form["sleutel"].value(),
        notitie="Van Griet.",
    )
    van_griet.post(adres(traject, f"{PUNT}/"), again)
    assert (standen(), notes()) == ([("bezig", 2)], ["Van Griet."])


@pytest.mark.parametrize(
    ("typed", "fout"),
    [
        ({"datum": "31-2-2026"}, "De dag ‘31-2-2026’ bestaat niet."),
        ({"stand": ""}, "Kies hoe ver jullie hiermee staan."),
        ({"notitie": "x" * (MAX_NOTITIE + 1)}, "Kort het in."),
    ],
)
def test_point_that_is_wrong_keeps_what_was_typed(
    traject: Traject, van_nadia: Client, typed: dict[str, str], fout: str
) -> None:
    values = {"notitie": "Blijft staan.", **typed}

    response = van_nadia.post(adres(traject, f"{PUNT}/"), full(**values))

    assertContains(response, fout, status_code=422)
    assert response.context["form"]["notitie"].value() == values["notitie"]
    assert (standen(), notes()) == ([], [])


def test_ended_track_changes_no_more_and_keeps_what_was_typed(
    traject: Traject, van_nadia: Client
) -> None:
    Traject.objects.update(staat="beeindigd")

    pressed = press(van_nadia, traject, stand="bezig")
    saved = van_nadia.post(adres(traject, f"{PUNT}/"), full(notitie="Te laat."))

    assertContains(pressed, EINDE, status_code=422)
    assertContains(saved, "Te laat.", status_code=422)
    assertContains(van_nadia.get(adres(traject)), EINDE)
    assert (standen(), notes()) == ([], [])


def test_news_has_only_what_the_other_changed(
    traject: Traject, van_nadia: Client, van_griet: Client
) -> None:
    before = van_griet.get(adres(traject)).context["na"]
    quiet = van_griet.get(adres(traject, "nieuws/"), {"na": before}, headers=HTMX)
    press(van_nadia, traject, stand="doen we")

    response = van_griet.get(adres(traject, "nieuws/"), {"na": before}, headers=HTMX)

    assert quiet.status_code == 204
    assertContains(response, 'hx-swap-oob="true"', count=1)
    assertContains(response, f'id="standen-{PUNT}"')
    assertContains(response, "<strong>1</strong> doen we")


@pytest.mark.parametrize("na", ["", "gisteren", "2026-13-41", "2026-11-23T10:00"])
def test_news_since_no_moment_is_the_line_alone(
    na: str, traject: Traject, van_griet: Client
) -> None:
    response = van_griet.get(adres(traject, "nieuws/"), {"na": na}, headers=HTMX)

    assertContains(response, '<div id="nieuws"', count=1)
    assertNotContains(response, "hx-swap-oob")


def test_note_is_changed_by_its_author_alone(
    traject: Traject, nadia: Gebruiker, van_nadia: Client, van_griet: Client
) -> None:
    van_nadia.post(adres(traject, f"{PUNT}/"), full(notitie="Eerst."))
    pad = f"/duopartners/notities/{Notitie.objects.get().pk}/"
    typed = {"tekst": "Dan zo.", "versie": "0", "sleutel": str(uuid4())}

    refused, saved = van_griet.post(pad, typed), van_nadia.post(pad, typed)

    assert (refused.status_code, saved.status_code) == (403, 302)
    assert [one.tekst for one in get_regel(traject, nadia).notities] == ["Dan zo."]


def test_note_changed_on_two_devices_keeps_both_texts(
    traject: Traject, van_nadia: Client
) -> None:
    van_nadia.post(adres(traject, f"{PUNT}/"), full(notitie="Eerst."))
    pad = f"/duopartners/notities/{Notitie.objects.get().pk}/"
    for tekst in ("Op de gsm.", "Op de laptop."):
        typed = {"tekst": tekst, "versie": "0", "sleutel": str(uuid4())}
        response = van_nadia.post(pad, typed)

    assertContains(response, "Op de gsm.", status_code=409)
    assertContains(response, "Op de laptop.", status_code=409)
    assert notes() == ["Op de gsm."]


def test_note_that_is_taken_away_is_gone(traject: Traject, van_nadia: Client) -> None:
    van_nadia.post(adres(traject, f"{PUNT}/"), full(notitie="Weg ermee."))
    pad = f"/duopartners/notities/{Notitie.objects.get().pk}/"

    answers = [van_nadia.post(pad, {"weg": "ja"}).status_code for _ in range(2)]

    assert (answers, notes()) == ([302, 404], [])
