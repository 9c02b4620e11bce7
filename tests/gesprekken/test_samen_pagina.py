"""The page of the talk as a form: who opens it, what it shows, what it keeps."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from gesprekken.models import Gesprek, Gespreksvraag, Getoond, Samentekst, Wijziging
from scholen.models import Gebruiker
from tests.gesprekken.make import filled_in, sign_in
from tests.gesprekken.schrijven import Schrijver
from tests.gesprekken.test_samen import afspraken, cancel, close, kept

pytestmark = pytest.mark.django_db
HTML = re.compile(r"<textarea name=\"([^\"]+)\"[^>]*>\n?([^<]*)</textarea>")


@pytest.fixture
def vraag(gesprek: Gesprek) -> Gespreksvraag:
    return gesprek.vragen.create(
        school=gesprek.school, volgorde=1, tekst="Hoe gaat het?"
    )


@pytest.fixture
def adres(gesprek: Gesprek) -> str:
    return f"/gesprekken/{gesprek.pk}/samen/"


def shown(response: Any) -> dict[str, str]:
    """What stands in the fields that have something in them."""
    fields = HTML.findall(response.content.decode())
    return {name: tekst for name, tekst in fields if tekst}


def typed(response: Any, **changes: str) -> dict[str, Any]:
    """The page as it was opened, with these changes in it."""
    form = response.context["form"]
    opened = {
        name: form[name].value()
        for name in form.fields
        if form[name].value() is not None
    }
    return {**opened, **changes}


def test_page_shows_questions_and_what_was_shown(
    adres: str, vraag: Gespreksvraag, griet: Gebruiker, van_nadia: Client
) -> None:
    Getoond.objects.create(
        school=vraag.school, vraag=vraag, auteur=griet, tekst="Van Griet <b>"
    )
    page = van_nadia.get(adres).content.decode()
    assert ("Hoe gaat het?" in page, escape("Van Griet <b>") in page) == (True, True)


def test_form_keeps_what_was_typed(
    gesprek: Gesprek,
    adres: str,
    vraag: Gespreksvraag,
    griet: Gebruiker,
    van_nadia: Client,
) -> None:
    changes = {
        str(vraag.pk): "Regel één\r\nRegel twee",
        "afspraak-1": "Meekijken",
        "1.wie": str(griet.pk),
        "1.tegen": "11-12-2026",
    }
    response = van_nadia.post(adres, typed(van_nadia.get(adres), **changes))
    assert response.status_code == 302
    assert kept(gesprek)[str(vraag.pk)] == "Regel één\nRegel twee"
    assert afspraken(gesprek) == [(1, "Meekijken", "Griet", "2026-12-11")]


def test_saved_page_shows_what_was_typed(
    adres: str, vraag: Gespreksvraag, van_nadia: Client
) -> None:
    van_nadia.post(adres, typed(van_nadia.get(adres), **{str(vraag.pk): "Bewaard"}))
    assert shown(van_nadia.get(adres)) == {str(vraag.pk): "Bewaard"}


def test_form_merges_with_what_the_other_wrote_since(
    gesprek: Gesprek,
    adres: str,
    vraag: Gespreksvraag,
    griet: Gebruiker,
    van_nadia: Client,
) -> None:
    key = str(vraag.pk)
    van_nadia.post(adres, typed(van_nadia.get(adres), **{key: "Goed begonnen."}))
    opened = van_nadia.get(adres)
    other = Schrijver(gesprek, griet, sign_in(griet))
    other.sync()
    other.type(key, "Heel ", at=0)
    other.sync()
    van_nadia.post(adres, typed(opened, **{key: "Goed begonnen. Klaar."}))
    assert kept(gesprek) == {key: "Heel Goed begonnen. Klaar."}


def test_same_form_five_times_writes_once(
    gesprek: Gesprek, adres: str, vraag: Gespreksvraag, van_nadia: Client
) -> None:
    data = typed(van_nadia.get(adres), **{str(vraag.pk): "een keer"})
    statuses = {van_nadia.post(adres, data).status_code for _ in range(5)}
    assert (statuses, kept(gesprek)) == ({302}, {str(vraag.pk): "een keer"})
    assert Wijziging.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("vraag", "x" * 20_001),
        ("afspraak-1", "x" * 1_001),
        ("1.wie", "iemand anders"),
        ("1.tegen", "31-02-2026"),
    ],
)
def test_bad_input_comes_back_as_it_was_typed(
    gesprek: Gesprek,
    adres: str,
    vraag: Gespreksvraag,
    van_nadia: Client,
    field: str,
    value: str,
) -> None:
    name = str(vraag.pk) if field == "vraag" else field
    changes = {"afspraak-2": "Blijft staan", name: value}
    response = van_nadia.post(adres, typed(van_nadia.get(adres), **changes))
    assert response.status_code == 422
    assert response.context["form"][name].value() == value
    assert shown(response)["afspraak-2"] == "Blijft staan"
    assert kept(gesprek) == {}


@pytest.mark.parametrize("end", [close, cancel])
def test_talk_that_is_over_gives_the_words_back(
    adres: str, vraag: Gespreksvraag, van_nadia: Client, gesprek: Gesprek, end: Any
) -> None:
    data = typed(van_nadia.get(adres), **{str(vraag.pk): "Te laat getypt"})
    end(gesprek)
    response = van_nadia.post(adres, data)
    assert response.status_code == 409
    assert shown(response) == {str(vraag.pk): "Te laat getypt"}
    assert not Samentekst.objects.exists()


def test_closed_talk_leads_to_its_report(
    adres: str, gesprek: Gesprek, van_nadia: Client
) -> None:
    close(gesprek)
    response = van_nadia.get(adres)
    assert response["Location"] == f"/gesprekken/{gesprek.pk}/verslag/"


@pytest.mark.parametrize(
    ("who", "status"), [("leen", 403), ("sofie", 404), ("joost", 404)]
)
def test_page_is_for_participants(
    request: pytest.FixtureRequest, adres: str, who: str, status: int
) -> None:
    client = sign_in(request.getfixturevalue(who))
    answers = [client.get(adres), client.post(adres, filled_in(basis=0))]
    assert [answer.status_code for answer in answers] == [status, status]


def test_page_from_the_future_is_taken_over_what_is_there(
    gesprek: Gesprek, adres: str, vraag: Gespreksvraag, van_nadia: Client
) -> None:
    data = typed(van_nadia.get(adres), basis="99", **{str(vraag.pk): "Toch"})
    van_nadia.post(adres, data)
    assert kept(gesprek) == {str(vraag.pk): "Toch"}
