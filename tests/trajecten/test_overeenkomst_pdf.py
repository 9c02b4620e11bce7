"""The agreement on paper: which version, who confirmed, room to sign."""

from typing import Any

import pypdfium2
import pytest
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client

from samenwijzer.lib.pdf import poort
from scholen.models import Gebruiker
from tests.make import make_overeenkomst
from tests.pdfua import problems
from tests.trajecten.make import browser, find, make_others, of_traject
from trajecten.models import DELEN, Traject, Trajectrol
from trajecten.views import overeenkomst

pytestmark = pytest.mark.django_db

PDF = "overeenkomst.pdf"
DRAFT = "Ontwerp, nog niet bevestigd"


@pytest.fixture
def bart(traject: Traject) -> Gebruiker:
    return find(traject).gebruiker


@pytest.fixture
def van_bart(bart: Gebruiker) -> Client:
    return browser(bart)


@pytest.fixture
def html(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer with the HTML that would be set."""

    def show(
        request: HttpRequest, template: str, titel: str, context: dict[str, Any]
    ) -> HttpResponse:
        return HttpResponse(render_to_string(template, context))

    monkeypatch.setattr(overeenkomst, "print_private", show)


def read(client: Client, traject: Traject, **query: str) -> str:
    response = client.get(of_traject(traject, PDF), query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def fetch(client: Client, traject: Traject, **query: str) -> bytes:
    response = client.get(of_traject(traject, PDF), query)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    return response.content


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


@pytest.mark.usefixtures("html")
def test_draft_says_that_it_is_one(
    van_bart: Client, bart: Gebruiker, traject: Traject
) -> None:
    make_overeenkomst(traject, bart)

    found = read(van_bart, traject)

    assert DRAFT in found
    assert "<p>Bart ging akkoord op " in found
    assert "<p>Amira ging nog niet akkoord.</p>" in found


@pytest.mark.usefixtures("html")
def test_confirmed_version_says_who_said_yes(
    van_bart: Client, bart: Gebruiker, traject: Traject
) -> None:
    amira = find(traject, Trajectrol.ZIJ_INSTROMER).gebruiker
    make_overeenkomst(traject, bart, amira)

    found = read(van_bart, traject)

    assert "Bevestigd: iedereen zei ja." in found
    assert (found.count("ging akkoord op"), DRAFT in found) == (2, False)


@pytest.mark.usefixtures("html")
def test_older_version_says_which_is_the_newest(
    van_bart: Client, bart: Gebruiker, traject: Traject
) -> None:
    make_overeenkomst(traject, bart)
    make_overeenkomst(traject)

    found = read(van_bart, traject, versie="1")

    assert "Dit is een oudere versie; de nieuwste is versie 2." in found
    assert "<p>Bart ging akkoord op " in found
    assert ("wie 1" in found, "wie 2" in found) == (True, False)


@pytest.mark.usefixtures("html")
def test_every_party_and_the_school_sign(van_bart: Client, traject: Traject) -> None:
    make_others(traject)
    traject.deelnames.filter(rol="aanvangsbegeleider").update(naam="Carla")
    make_overeenkomst(traject)

    found = read(van_bart, traject)

    lines = (
        "<tr><td>Amira, zij-instromer</td>",
        "<tr><td>Bart, duo-partner</td>",
        "<tr><td>Carla, aanvangsbegeleider</td>",
        "<tr><td>Voor de school, De Wissel</td>",
    )
    assert all(line in found for line in lines)
    assert "lerarenopleider" not in found


@pytest.mark.usefixtures("html")
def test_blank_has_room_and_no_words_of_theirs(
    van_bart: Client, traject: Traject
) -> None:
    assert van_bart.get(of_traject(traject, PDF)).status_code == 404
    make_overeenkomst(traject)

    found = read(van_bart, traject, leeg="1")

    assert "wie 1" not in found
    assert found.count('<div class="lijnen">') == len(DELEN)
    assert all(label in found for label in DELEN.values())


@pytest.mark.parametrize("leeg", [True, False])
def test_paper_conforms_to_pdf_ua_and_stays_nowhere(
    van_bart: Client,
    bart: Gebruiker,
    traject: Traject,
    leeg: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_others(traject)
    make_overeenkomst(traject, bart, taken="Kanarie <b>1</b>\n\n- twee " * 90)
    monkeypatch.setattr(poort, "_request_kept", None)

    pdf = fetch(van_bart, traject, **({"leeg": "1"} if leeg else {}))

    assert problems(pdf) == []
    assert ("<b>1</b>" in " ".join(pages(pdf))) is not leeg


@pytest.mark.parametrize("lines", [1, 24, 28, 32, 36])
def test_signatures_are_never_split(
    van_bart: Client, traject: Traject, lines: int
) -> None:
    make_others(traject)
    make_overeenkomst(traject, vertellen="Een lijn.\n" * lines)

    found = pages(fetch(van_bart, traject))

    signing = [page for page in found if "Handtekening" in page]
    assert len(signing) == 1
    assert "Amira, zij-instromer" in signing[0]
    assert "Voor de school, De Wissel" in signing[0]
