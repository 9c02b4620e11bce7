from collections import Counter
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import Settings
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from fiches.models import Fiche, Uitgave, Vraag
from fiches.services import save_fiche
from gesprekken.models import (
    Gesprek,
    Staat,
    Verslag,
)
from gesprekken.services import vragen
from gesprekken.services.schrijven import AFGEZEGD, GESLOTEN
from scholen.models import Gebruiker
from tests.make import (
    make_inhoud,
)

from .eerder import (
    Z1,
    Z2,
    Z3,
    Z4,
)
from .kiezen import adres, choose, chosen, keuzes, press, pressable
from .make import filled_in, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fiche")]

VOL = "Een gesprek heeft hoogstens 4 vragen. Haal er eerst een weg."
GEVOELIG = "Deze vraag ligt gevoelig, en daarmee begin je een gesprek niet."


def make_cancelled(gesprek: Gesprek) -> str:
    """Cancels a talk; what pages say of it from then on."""
    Gesprek.objects.filter(pk=gesprek.pk).update(staat=Staat.AFGEZEGD)
    return AFGEZEGD


def make_closed(gesprek: Gesprek) -> str:
    """Makes a report of a talk; what pages say of it from then on."""
    Verslag.objects.create(gesprek=gesprek, school=gesprek.school, inhoud={})
    return GESLOTEN


def test_question_is_chosen_once(van_nadia: Client, gesprek: Gesprek) -> None:
    for code in (Z2, Z1, Z2):
        response = van_nadia.post(adres(gesprek), {"voeg": code})
        assertRedirects(response, keuzes(gesprek))

    assert chosen(gesprek) == [Z2, Z1]


def test_own_question_is_added_once_by_one_press(
    van_nadia: Client, gesprek: Gesprek
) -> None:
    typed = filled_in(tekst="Wat heb je nodig?\r\nEcht?", eigen="ja")

    for _ in range(2):
        assertRedirects(van_nadia.post(adres(gesprek), typed), keuzes(gesprek))

    assert chosen(gesprek) == ["Wat heb je nodig?\nEcht?"]
    assert gesprek.vragen.get().code == ""


def test_questions_go_in_any_order(van_nadia: Client, gesprek: Gesprek) -> None:
    choose(gesprek, Z1, Z2)
    vragen.add_eigen(gesprek, "Eigen?")

    moves = [("op", 3), ("op", 2), ("op", 1), ("neer", 2), ("neer", 3)]
    for name, position in moves:
        assert press(van_nadia, gesprek, name, position) == 302

    assert chosen(gesprek) == ["Eigen?", Z2, Z1]


def test_presser_goes_on_where_something_changed(
    van_nadia: Client, gesprek: Gesprek
) -> None:
    choose(gesprek, Z1, Z2)
    een, twee = (str(vraag.pk) for vraag in gesprek.vragen.gekozen())
    presses = [
        ("neer", f"{een} 1", f"vraag-{een}"),
        ("op", f"{een} 2", f"vraag-{een}"),
        ("op", twee, f"vraag-{twee}"),
        ("later", twee, "gekozen"),
        ("later", Z3, "voorstel"),
        ("ander", Z4, "voorstel"),
        ("weg", een, "gekozen"),
    ]

    landed = []
    for name, value, plek in presses:
        response = van_nadia.post(adres(gesprek), {name: value})
        assertContains(van_nadia.get(adres(gesprek)), f' id="{plek}"', count=1)
        landed.append(response.headers["Location"])

    assert landed == [f"{adres(gesprek)}#{plek}" for _, _, plek in presses]


def test_question_is_dropped(van_nadia: Client, gesprek: Gesprek) -> None:
    choose(gesprek, Z1, Z2, Z3)

    assert press(van_nadia, gesprek, "weg", 2) == 302

    assert chosen(gesprek) == [Z1, Z3]
    assert [vraag.volgorde for vraag in gesprek.vragen.gekozen()] == [1, 2]


def test_dropping_what_is_gone_says_so(van_nadia: Client, gesprek: Gesprek) -> None:
    response = van_nadia.post(adres(gesprek), {"weg": str(uuid4())})

    said = "Deze vraag stond er al niet meer. Kijk wat er nu staat."
    assertContains(response, said, status_code=422)


def test_four_questions_are_enough(van_nadia: Client, gesprek: Gesprek) -> None:
    choose(gesprek, Z1, Z2, Z3, "F1-Z-04")
    assertContains(van_nadia.get(adres(gesprek)), "Vier vragen: meer past niet")

    for typed in ({"voeg": "F1-Z-05"}, filled_in(tekst="Eigen?", eigen="ja")):
        assertContains(van_nadia.post(adres(gesprek), typed), VOL, status_code=422)

    assert len(chosen(gesprek)) == 4


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        ([], "Kies er nog 2."),
        ([Z1], "Kies er nog 1."),
        ([Z1, Z2], "Dit is genoeg. Eén of twee erbij kan nog."),
    ],
)
def test_page_says_how_many_more(
    van_nadia: Client, gesprek: Gesprek, codes: list[str], told: str
) -> None:
    choose(gesprek, *codes)

    assertContains(van_nadia.get(adres(gesprek)), told)


def test_sensitive_question_is_never_the_first(
    van_nadia: Client, gesprek: Gesprek
) -> None:
    Vraag.objects.filter(code=Z2).update(gevoelig=True)
    response = van_nadia.post(adres(gesprek), {"voeg": Z2})
    assertContains(response, GEVOELIG, status_code=422)

    choose(gesprek, Z1, Z2)

    assert press(van_nadia, gesprek, "op", 2) == 422
    assert press(van_nadia, gesprek, "weg", 1) == 422
    assert chosen(gesprek) == [Z1, Z2]


def test_talk_keeps_the_wording_of_its_questions(
    van_nadia: Client, gesprek: Gesprek
) -> None:
    choose(gesprek, Z1, Z2)

    Vraag.objects.update(tekst="Nieuwe woorden?")
    Fiche.objects.all().delete()

    assert chosen(gesprek) == [Z1, Z2]
    assertContains(van_nadia.get(gesprek.get_absolute_url()), f">{Z1}</p>")


def test_literal_edition_is_chosen_from_where_it_is_shown(
    gesprek: Gesprek, settings: Settings
) -> None:
    settings.SAMENWIJZER_UITGAVE = Uitgave.BRON
    save_fiche(Uitgave.BRON, make_inhoud(), Counter())
    Vraag.objects.filter(fiche__uitgave=Uitgave.BRON).update(tekst="Letterlijk?")

    choose(gesprek, Z1)

    assert chosen(gesprek) == ["Letterlijk?"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Kies een vraag uit de lijst."),
        ({"op": "x"}, "Kies een vraag uit de lijst."),
        ({"op": ""}, "Kies een vraag uit de lijst."),
        ({"weg": "\0"}, "Kies een vraag uit de lijst."),
        ({"wissel": Z1}, "Kies een vraag uit de lijst."),
        ({"neem": "ja"}, "Kies een vraag uit de lijst."),
        ({"ander": "F9-Z-99"}, "Kies een vraag uit de lijst."),
        ({"later": ""}, "Kies een vraag uit de lijst."),
        ({"later": "F9-Z-99"}, "Deze vraag bestaat niet. Kies er een uit de lijst."),
        ({"niet": "a\0b"}, "Deze vraag bestaat niet. Kies er een uit de lijst."),
        ({"niet": str(uuid4())}, "Deze vraag stond er al niet meer."),
        ({"kies": "\ufffd"}, "Deze vraag bestaat niet. Kies er een uit de lijst."),
        ({"neem": "ja", "code": "x"}, "Deze vraag bestaat niet."),
        ({"voeg": "F9-Z-99"}, "Deze vraag bestaat niet. Kies er een uit de lijst."),
        ({"voeg": "a\0b"}, "Deze vraag bestaat niet. Kies er een uit de lijst."),
        ({"voeg": "x" * 999}, "Deze vraag bestaat niet. Kies er een uit de lijst."),
        ({"eigen": "ja"}, "Schrijf je vraag, of kies er een uit de fiches."),
        ({"eigen": "ja", "tekst": "x" * 1001}, "Dit is 1.001 tekens lang"),
    ],
)
def test_bad_choice_is_said(
    van_nadia: Client, gesprek: Gesprek, typed: dict[str, str], said: str
) -> None:
    assertContains(van_nadia.post(adres(gesprek), typed), said, status_code=422)
    assert chosen(gesprek) == []


def test_own_question_is_shown_as_text(van_nadia: Client, gesprek: Gesprek) -> None:
    vragen.add_eigen(gesprek, "<b>Wat?</b>")

    for page in (adres(gesprek), gesprek.get_absolute_url()):
        assertContains(van_nadia.get(page), "&lt;b&gt;Wat?&lt;/b&gt;")


def test_question_is_not_changed_from_another_talk(
    van_nadia: Client, gesprek: Gesprek, sofie: Gebruiker
) -> None:
    other = Gesprek.objects.create(school=gesprek.school, team="x", begin=gesprek.begin)
    choose(other, Z1)

    typed = {"weg": str(other.vragen.get().pk)}
    assert van_nadia.post(adres(gesprek), typed).status_code == 422

    assert chosen(other) == [Z1]


def test_questions_of_a_held_talk_still_change(
    van_nadia: Client, gesprek: Gesprek
) -> None:
    Gesprek.objects.update(staat=Staat.GEHOUDEN)

    assert van_nadia.post(adres(gesprek), {"voeg": Z1}).status_code == 302

    assert chosen(gesprek) == [Z1]


BUTTONS = ["voeg", "kies", "ander", "op", "neer", "wissel", "weg", "later", "niet"]


@pytest.mark.parametrize("name", [*BUTTONS, "neem", "eigen"])
@pytest.mark.parametrize("close", [make_cancelled, make_closed])
def test_questions_of_a_closed_talk_stay(
    van_nadia: Client, gesprek: Gesprek, name: str, close: Callable[[Gesprek], str]
) -> None:
    choose(gesprek, Z1)
    row = gesprek.vragen.get()
    by_code = name in {"voeg", "kies", "ander", "neem"}
    said = close(gesprek)

    typed = {name: Z2 if by_code else str(row.pk), "code": Z2, "tekst": "Mijn vraag?"}
    response = van_nadia.post(adres(gesprek), typed)

    assertContains(response, said, count=1, status_code=409)
    assert ("Mijn vraag?" in response.content.decode()) is (name == "eigen")
    assert (chosen(gesprek), gesprek.opzij.count()) == ([Z1], 0)


@pytest.mark.parametrize("close", [make_cancelled, make_closed])
def test_page_of_a_closed_talk_has_no_buttons(
    van_nadia: Client, gesprek: Gesprek, close: Callable[[Gesprek], str]
) -> None:
    choose(gesprek, Z1)
    said = close(gesprek)

    response = van_nadia.get(adres(gesprek))

    assertContains(response, said)
    assert pressable(response) == []


def test_questions_are_for_who_takes_part(
    gesprek: Gesprek, leen: Gebruiker, sofie: Gebruiker, joost: Gebruiker
) -> None:
    choose(gesprek, Z1)
    browsers = [sign_in(who) for who in (leen, sofie, joost)]

    read = [one.get(adres(gesprek)).status_code for one in browsers]
    wrote = [one.post(adres(gesprek), {"voeg": Z2}).status_code for one in browsers]

    assert (read, wrote) == ([403, 404, 404], [403, 404, 404])
    assert chosen(gesprek) == [Z1]


def test_coordinator_finds_no_question_on_the_page(
    van_leen: Client, gesprek: Gesprek
) -> None:
    choose(gesprek, Z1)

    assertNotContains(van_leen.get(gesprek.get_absolute_url()), Z1)
