"""A talk's sheets: blank to write on, filled with what the reader may read."""

from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.test import Client
from pypdf import PdfReader

from gesprekken.models import Gesprek, Gespreksvraag
from gesprekken.services.voorbereiden import save_voorbereiding
from scholen.models import Gebruiker
from tests.gesprekken.make import sign_in
from tests.gesprekken.test_samen import write

pytestmark = pytest.mark.django_db


@pytest.fixture
def vraag(gesprek: Gesprek) -> Gespreksvraag:
    tekst = "Hoe gaat het met de klas van 3B?"
    return gesprek.vragen.create(school=gesprek.school, volgorde=1, tekst=tekst)


def words(response: Any) -> str:
    assert response["Content-Type"] == "application/pdf", response.content
    pages = PdfReader(BytesIO(response.content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


@pytest.mark.parametrize(
    ("soort", "kop"), [("voorbereiding", "Voorbereiding"), ("gesprek", "Gesprek")]
)
def test_blank_sheet_has_the_questions(
    gesprek: Gesprek, vraag: Gespreksvraag, van_nadia: Client, soort: str, kop: str
) -> None:
    response = van_nadia.get(f"/gesprekken/{gesprek.pk}/blad.pdf?soort={soort}")
    found = words(response)
    assert found.startswith(kop)
    assert ("Met Griet en Nadia" in found, vraag.tekst in found) == (True, True)
    assert response["Cache-Control"] == "no-store, private"


def test_filled_preparation_is_ones_own(
    gesprek: Gesprek, vraag: Gespreksvraag, nadia: Gebruiker, griet: Gebruiker
) -> None:
    save_voorbereiding(gesprek, griet, vraag.pk, "Van Griet", 0, kenmerk="a" * 64)
    adres = f"/gesprekken/{gesprek.pk}/blad.pdf?soort=voorbereiding&ingevuld=ja"
    found = {wie: words(sign_in(wie).get(adres)) for wie in (nadia, griet)}
    shows = {wie: "Van Griet" in tekst for wie, tekst in found.items()}
    assert shows == {nadia: False, griet: True}


def test_filled_sheet_has_what_was_written_together(
    gesprek: Gesprek, vraag: Gespreksvraag, nadia: Gebruiker, van_nadia: Client
) -> None:
    write(gesprek, nadia, **{str(vraag.pk): "Samen geschreven", "afspraak-1": "Iets"})
    adres = f"/gesprekken/{gesprek.pk}/blad.pdf?soort=gesprek"
    blank, filled = (
        words(van_nadia.get(adres)),
        words(van_nadia.get(f"{adres}&ingevuld")),
    )
    assert ("Samen geschreven" in blank, "Samen geschreven" in filled) == (False, True)
    assert "Iets" in filled


def test_sheet_is_tagged_titled_and_dutch(
    gesprek: Gesprek, vraag: Gespreksvraag, van_nadia: Client
) -> None:
    response = van_nadia.get(f"/gesprekken/{gesprek.pk}/blad.pdf")
    with pikepdf.open(BytesIO(response.content)) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == "nl"
        assert str(pdf.docinfo["/Title"]).startswith("Gesprek van ")


@pytest.mark.parametrize(("who", "status"), [("leen", 403), ("sofie", 404)])
def test_sheet_is_for_participants(
    request: pytest.FixtureRequest, gesprek: Gesprek, who: str, status: int
) -> None:
    client = sign_in(request.getfixturevalue(who))
    assert client.get(f"/gesprekken/{gesprek.pk}/blad.pdf").status_code == status


def test_sheet_of_no_kind_is_not_found(gesprek: Gesprek, van_nadia: Client) -> None:
    response = van_nadia.get(f"/gesprekken/{gesprek.pk}/blad.pdf?soort=lijst")
    assert response.status_code == 404
