"""A card to hang up, and blank ones: accessible, whole, left nowhere."""

from pathlib import Path

import pypdfium2
import pytest
from pytest_django import Settings

from samenwijzer.lib.pdf import poort
from scholen.models import Gebruiker
from tests.lib.pdf.make import open_pdf
from tests.make import make_lid
from tests.pdfua import problems
from tests.trajecten.kaarten import make_kaart
from tests.trajecten.make import browser, find
from trajecten.models import Traject, Trajectrol

pytestmark = pytest.mark.django_db

KANARIE = "Kanarievogel"
PICTURES = Path("build/schermbeelden")


@pytest.fixture
def amira(traject: Traject) -> Gebruiker:
    return find(traject, Trajectrol.ZIJ_INSTROMER).gebruiker


def fetch(gebruiker: Gebruiker, page: str) -> bytes:
    response = browser(gebruiker).get(f"/trajecten/inbreng/{page}.pdf")
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response["Cache-Control"] == "no-store, private"
    return response.content


def text(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    found = [page.get_textpage().get_text_range() for page in pages]
    return " ".join(" ".join(found).split())


def draw(pdf: bytes, name: str) -> None:
    """Leave a picture of the first page, for people to look at."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_pil().save(PICTURES / name)


def test_card_has_its_kind_words_and_name(traject: Traject, amira: Gebruiker) -> None:
    kaart = make_kaart(traject, amira, "Ik spreek Turks.\nEn Frans.", soort="taal")

    pdf = fetch(amira, str(kaart.pk))

    draw(pdf, "papier-inbreng.png")
    told = "Taal Wat ik meebreng Ik spreek Turks. En Frans. Amira SamenWIJzer"
    assert (text(pdf), problems(pdf)) == (told, [])
    with open_pdf(pdf) as document:
        assert str(document.docinfo.Title) == "Wat ik meebreng"
        assert [round(float(side)) for side in document.pages[0].mediabox] == [
            *(0, 0),
            *(595, 420),
        ]


@pytest.mark.parametrize("tekst", ["quiz " * 120, "Q" * 600, "q\n" * 299 + "q"])
def test_longest_card_is_whole(traject: Traject, amira: Gebruiker, tekst: str) -> None:
    kaart = make_kaart(traject, amira, tekst.strip())

    pdf = fetch(amira, str(kaart.pk))

    draw(pdf, "papier-inbreng-lang.png")
    assert problems(pdf) == []
    assert text(pdf).lower().count("q") == tekst.lower().count("q")


def test_blank_cards_are_four_on_a_sheet(amira: Gebruiker) -> None:
    pdf = fetch(make_lid().gebruiker, "leeg")

    draw(pdf, "papier-inbreng-leeg.png")
    assert text(pdf).count("Wat breng ik mee?") == 4
    assert problems(pdf) == []
    assert len(pypdfium2.PdfDocument(pdf)) == 1


def test_nothing_of_a_card_stays(
    traject: Traject,
    amira: Gebruiker,
    settings: Settings,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    settings.PDF_MAP = tmp_path / "papier"
    poort.keep.cache_clear()

    pdf = fetch(amira, str(make_kaart(traject, amira, KANARIE).pk))

    assert KANARIE in text(pdf)
    assert list(tmp_path.rglob("*")) == []
    assert KANARIE not in caplog.text
    poort.keep.cache_clear()
