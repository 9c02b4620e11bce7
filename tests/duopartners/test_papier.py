"""The list on paper, of a duo and of nobody, and the poster."""

import re

import pypdfium2
import pytest
from django.test import Client

from duopartners import services
from duopartners.lijst import Regel
from duopartners.models import Lijst, Punt
from scholen.models import Gebruiker, School
from tests.pdfua import problems
from trajecten.models import Traject

pytestmark = pytest.mark.django_db

GIDS, POSTER = "/duopartners/lijst.pdf", "/duopartners/poster.pdf"


def fetch(client: Client, path: str) -> bytes:
    response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    return response.content


def read(pdf: bytes) -> list[str]:
    """The text of each page, on one line."""
    pages = pypdfium2.PdfDocument(pdf)
    return [" ".join(one.get_textpage().get_text_range().split()) for one in pages]


def letters(text: str) -> str:
    """Without what a narrow column puts between them."""
    return re.sub(r"\W", "", text)


def test_guide_is_one_a4_with_every_point(client: Client, traject: Traject) -> None:
    pdf = fetch(client, GIDS)

    [page] = read(pdf)
    missing = [punt.code for punt in Punt.objects.all() if punt.tekst not in page]
    assert (missing, problems(pdf)) == ([], [])
    assert pypdfium2.PdfDocument(pdf)[0].get_size() == pytest.approx((595.3, 841.9), 1)


def test_poster_is_one_a3_with_every_point(client: Client, traject: Traject) -> None:
    pdf = fetch(client, POSTER)

    [page] = read(pdf)
    texts = [letters(punt.tekst) for punt in Punt.objects.all()]
    missing = [text for text in texts if text not in letters(page)]
    assert (missing, problems(pdf)) == ([], [])
    assert pypdfium2.PdfDocument(pdf)[0].get_size() == pytest.approx((841.9, 1190.6), 1)


def test_guide_on_paper_follows_its_words(client: Client, traject: Traject) -> None:
    before = client.get(GIDS)
    same = client.get(GIDS, headers={"If-None-Match": before["ETag"]})
    Punt.objects.filter(code="DP-A-01").update(tekst="Anders dan tevoren.")

    after = client.get(GIDS, headers={"If-None-Match": before["ETag"]})

    assert (before.status_code, same.status_code, after.status_code) == (200, 304, 200)
    assert "Anders dan tevoren." in read(after.content)[0]


def test_list_of_a_duo_tells_how_far_and_what_they_noted(
    van_griet: Client, traject: Traject, nadia: Gebruiker, regel: Regel
) -> None:
    services.set_stand(traject, regel, nadia, 0, stand="doen we")
    services.add_notitie(traject, regel, nadia, "Ze werkte in een labo.")

    pdf = fetch(van_griet, f"/trajecten/{traject.pk}/duo/lijst.pdf")

    text = " ".join(read(pdf))
    assert f"{regel.tekst} " in text and "doen we" in text  # noqa: PT018
    assert "Notities" in text.partition("Ze werkte in een labo.")[0]
    assert problems(pdf) == []


def test_blank_list_of_a_duo_tells_nothing_of_it(
    van_griet: Client, traject: Traject, school: School, nadia: Gebruiker, regel: Regel
) -> None:
    services.set_stand(traject, regel, nadia, 0, stand="doen we")
    services.add_notitie(traject, regel, nadia, "Ze werkte in een labo.")
    lijst = Lijst.objects.get(letter="B")
    services.add_eigenpunt(school, lijst, "Loop binnen bij het secretariaat.")

    [page] = read(fetch(van_griet, f"/trajecten/{traject.pk}/duo/lijst.pdf?leeg=1"))

    assert "Loop binnen bij het secretariaat." in page
    assert [told in page for told in ("labo", "Griet", "Nadia")] == [False] * 3


def test_guide_reads_without_an_account(client: Client, traject: Traject) -> None:
    response = client.get("/duopartners/")

    codes = response.content.decode().count("data-code=")
    assert (response.status_code, codes) == (200, 32)
