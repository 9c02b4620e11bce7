"""The report on paper: accessible, whole, and left nowhere."""

import logging
from pathlib import Path

import pypdfium2
import pytest
from django.test import Client
from pytest_django import Settings

from gesprekken.models import Verslag
from samenwijzer.lib.pdf import drukken, poort
from samenwijzer.lib.pdf.werkers import Druk, PdfFout
from samenwijzer.lib.tijd import write_moment
from scholen.models import Gebruiker
from tests.lib.pdf.make import open_pdf
from tests.make import make_gesprek
from tests.pdfua import problems
from tests.pdfua.controle import HUISLETTER
from trajecten.models import Traject

from .make import at
from .nagesprek import make_afspraak, make_verslag, make_vraag, pad, write

pytestmark = pytest.mark.django_db

KANARIE = "Kanarievogel"


@pytest.fixture
def verslag(traject: Traject, nadia: Gebruiker, griet: Gebruiker) -> Verslag:
    """A report with all that one can have in it."""
    gesprek = make_gesprek(traject, begin=at(-60), staat="gehouden")
    write(make_vraag(gesprek, "Wat lukt?\nEn wat niet?"), f"{KANARIE}.\n\n  Ook dit.")
    make_vraag(gesprek, "Wat is leeg gebleven?")
    make_afspraak(gesprek, "Kom kijken\nin de klas", wie=griet, tegen=at().date())
    make_afspraak(gesprek, "Koop koffie", van_school=True)
    made = make_verslag(gesprek, nadia, griet)
    made.opmerkingen.create(school=made.school, auteur=griet, tekst="Later bedacht.")
    return made


def fetch(client: Client, verslag: Verslag) -> bytes:
    response = client.get(pad(verslag.gesprek, "verslag.pdf"))
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    return response.content


def text(pdf: bytes) -> str:
    """All text of a paper on one line."""
    pages = pypdfium2.PdfDocument(pdf)
    found = [page.get_textpage().get_text_range() for page in pages]
    return " ".join(" ".join(found).split())


def test_paper_says_all_of_the_report(van_nadia: Client, verslag: Verslag) -> None:
    found = text(fetch(van_nadia, verslag))

    in_order = [
        "Verslag van een gesprek",
        "Met Griet en Nadia",
        "Wat lukt? En wat niet?",
        f"{KANARIE}. Ook dit.",
        "Hierbij is niets opgeschreven.",
        "Wat we afspraken",
        "Kom kijken in de klas Griet",
        "Koop koffie De school",
        "Opmerkingen van later",
        "Griet, ",
        "Later bedacht.",
    ]
    assert sorted(in_order, key=found.find) == in_order
    assert all(told in found for told in in_order)


def test_paper_is_called_by_its_moment_on_the_clock(
    van_nadia: Client, verslag: Verslag
) -> None:
    with open_pdf(fetch(van_nadia, verslag)) as document:
        assert str(document.docinfo.Title) == f"Verslag van {write_moment(at(-60))}"


def test_paper_conforms_to_pdf_ua(van_nadia: Client, verslag: Verslag) -> None:
    assert problems(fetch(van_nadia, verslag)) == []


def test_letters_of_everybody_are_on_paper(
    van_nadia: Client, traject: Traject, nadia: Gebruiker, griet: Gebruiker
) -> None:
    typed = "Dank je 👍🏽 👩‍🏫 ❤, Şahin, Ελένη en Марія"
    gesprek = make_gesprek(traject)
    write(make_vraag(gesprek), typed)

    pdf = fetch(van_nadia, make_verslag(gesprek, nadia, griet))

    noto = ("Noto-Emoji", "Noto-Grieks", "Noto-Cyrillisch")
    assert problems(pdf, fonts=(HUISLETTER, *noto)) == []
    assert typed in text(pdf)


def test_long_answer_runs_on_over_pages(
    van_nadia: Client, traject: Traject, nadia: Gebruiker, griet: Gebruiker
) -> None:
    gesprek = make_gesprek(traject)
    write(make_vraag(gesprek), "Een zin die blijft komen. " * 700 + "x" * 1_500)
    verslag = make_verslag(gesprek, nadia, griet)

    pdf = fetch(van_nadia, verslag)

    assert problems(pdf) == []
    assert text(pdf).count("Een zin") == 700


@pytest.mark.parametrize(
    "typed", ["<img src=file:///etc/passwd>", "</p><h1>x", "url(http://elders.example)"]
)
def test_what_people_typed_is_only_text(
    van_nadia: Client,
    traject: Traject,
    nadia: Gebruiker,
    griet: Gebruiker,
    typed: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    gesprek = make_gesprek(traject)
    write(make_vraag(gesprek, typed), typed)
    make_afspraak(gesprek, typed)

    found = text(fetch(van_nadia, make_verslag(gesprek, nadia, griet)))

    assert (found.count(typed), caplog.messages) == (3, [])


def test_nothing_of_it_stays(
    van_nadia: Client,
    verslag: Verslag,
    settings: Settings,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    settings.PDF_MAP = tmp_path / "papier"
    poort.keep.cache_clear()

    pdf = fetch(van_nadia, verslag)

    assert KANARIE in text(pdf)
    assert list(tmp_path.rglob("*")) == []
    assert poort._under_way == {}
    assert KANARIE not in caplog.text
    poort.keep.cache_clear()


def test_answer_is_stored_by_nobody(van_nadia: Client, verslag: Verslag) -> None:
    response = van_nadia.get(pad(verslag.gesprek, "verslag.pdf"))

    assert response["Cache-Control"] == "no-store, private"
    assert "ETag" not in response


@pytest.mark.parametrize(("fout", "status"), [(PdfFout, 422), (Druk, 503)])
def test_paper_that_can_not_be_made_says_so(
    van_nadia: Client,
    verslag: Verslag,
    monkeypatch: pytest.MonkeyPatch,
    fout: type[PdfFout],
    status: int,
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise fout("Wacht een minuut.")

    monkeypatch.setattr(drukken, "request_pdf", refuse)

    response = van_nadia.get(pad(verslag.gesprek, "verslag.pdf"))

    assert response.status_code == status
    assert "Wacht een minuut." in response.content.decode()
