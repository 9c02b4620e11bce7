import re
import zipfile
from concurrent.futures import Future
from io import BytesIO

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertRedirects

from fiches.models import Fiche
from gespreksbladen import services, views
from samenwijzer.lib import herhaling
from samenwijzer.lib.pdf import poort
from samenwijzer.lib.pdf.bewaarplaats import Papier
from samenwijzer.lib.pdf.werkers import Druk, PdfFout

HTMX = {"HX-Request": "true"}
ADRES = "/gespreksbladen/"
VRAGEN = {"vraag": ["F1-Z-03", "F2-T-01"]}

pytestmark = pytest.mark.usefixtures("fiches")


@pytest.fixture(autouse=True)
def _all_the_time_in_the_world(monkeypatch: pytest.MonkeyPatch) -> None:
    """A whole page waits for its preview, however busy the machine is."""
    monkeypatch.setattr(views, "PATIENCE", 60)


def test_compose_shows_each_page_that_will_be_printed(client: Client) -> None:
    html = client.get(ADRES, VRAGEN).content.decode()

    pictures = re.findall(r'<img src="([^"]+)"', html)
    assert pictures == [
        "/gespreksbladen/bladzijde/1.png?vraag=F1-Z-03&amp;vraag=F2-T-01"
    ]
    assert "1 bladzijde op 1 vel A4." in html


def test_compose_answers_htmx_with_the_preview_and_the_questions(
    client: Client,
) -> None:
    response = client.get(ADRES, VRAGEN, headers=HTMX)

    html = response.content.decode()
    assert "<html" not in html
    assert 'id="voorbeeld"' in html
    assert 'id="vragen" hx-swap-oob="true"' in html
    assert 'id="kiezer"' not in html
    assert response["HX-Replace-Url"] == (
        "/gespreksbladen/?vraag=F1-Z-03&vraag=F2-T-01"
    )


def test_compose_lists_chosen_questions_in_their_order(client: Client) -> None:
    html = client.get(ADRES, {"vraag": ["F2-T-01", "F1-Z-03"]}).content.decode()

    chosen = html[html.index('class="gekozen"') : html.index("</ol>")]
    assert re.findall(r'value="(F[^":]+)" checked', chosen) == ["F2-T-01", "F1-Z-03"]


def test_compose_moves_a_question_and_says_so_in_the_address(client: Client) -> None:
    response = client.get(ADRES, VRAGEN | {"schuif": "F2-T-01:op"})

    assertRedirects(response, "/gespreksbladen/?vraag=F2-T-01&vraag=F1-Z-03")


def test_compose_moves_a_question_for_htmx_without_a_detour(client: Client) -> None:
    response = client.get(ADRES, VRAGEN | {"schuif": "F2-T-01:op"}, headers=HTMX)

    assert response["HX-Replace-Url"].endswith("?vraag=F2-T-01&vraag=F1-Z-03")


def test_compose_tidies_the_address_of_a_form_that_was_sent(client: Client) -> None:
    data = {"fiche": "expertise", "vorm": "blad", "titel": "", "eigen": ""}

    assertRedirects(client.get(ADRES, data), "/gespreksbladen/?fiche=expertise")


def test_compose_does_not_keep_anybody_waiting_for_a_large_paper(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "PATIENCE", 0)

    response = client.get(ADRES, {"titel": "Nooit eerder gemaakt", "vorm": "boekje"})

    assertContains(response, "We maken je blad op. Dat duurt enkele seconden.")
    assertContains(response, 'hx-trigger="load"')
    assertContains(response, ">Toon het voorbeeld</a>")


@pytest.mark.parametrize("path", [ADRES, "/gespreksbladen/blad.pdf"])
def test_mistake_gives_the_form_back_as_it_was_typed(path: str, client: Client) -> None:
    response = client.get(path, {"vorm": "rol", "titel": "Mijn dag", "eigen": "😀"})

    assertContains(response, "De vorm ‘rol’ bestaat niet.", status_code=422)
    assertContains(response, 'value="Mijn dag"', status_code=422)
    assertContains(response, "😀</textarea>", status_code=422)


def test_mistake_answers_htmx_with_422_and_no_page(client: Client) -> None:
    response = client.get(ADRES, {"vorm": "rol"}, headers=HTMX)

    assertContains(response, "Zo kunnen we nog niets afdrukken.", status_code=422)
    assert b"<html" not in response.content


@pytest.mark.parametrize("path", ["pakket/", "pakket.zip"])
def test_mistake_in_a_pack_gives_the_composer_back(path: str, client: Client) -> None:
    response = client.get(f"{ADRES}{path}", {"fiche": "onzin"})

    assertContains(response, "De fiche ‘onzin’ bestaat niet.", status_code=422)


@pytest.mark.parametrize(
    "path", ["", "blad.pdf", "bladzijde/1.png", "pakket/", "pakket.zip"]
)
def test_paper_is_only_read(path: str, client: Client) -> None:
    assert client.post(f"{ADRES}{path}").status_code == 405


def test_pdf_is_served_with_a_strong_etag_and_its_own_name(client: Client) -> None:
    response = client.get(
        f"{ADRES}blad.pdf",
        {"fiche": "expertise", "voor": "zij-instromer"},
        headers={"Accept-Encoding": "gzip"},
    )

    assert response.content[:5] == b"%PDF-"
    assert response["Content-Type"] == "application/pdf"
    assert re.fullmatch('"[0-9a-f]{32}"', response["ETag"])
    assert response["Cache-Control"] == "no-cache"
    assert "Content-Encoding" not in response
    assert response["Content-Disposition"] == (
        'inline; filename="gespreksblad-expertise.pdf"'
    )


def test_pdf_that_somebody_has_already_is_not_sent_again(client: Client) -> None:
    path = f"{ADRES}blad.pdf?fiche=expertise"
    etag = client.get(path)["ETag"]

    again = client.get(path, headers={"If-None-Match": etag})
    other = client.get(f"{path}&voor=schoolteam", headers={"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")
    assert other.status_code == 200


def test_pdf_of_new_content_has_a_new_etag(client: Client) -> None:
    path = f"{ADRES}blad.pdf?fiche=expertise"
    before = client.get(path)["ETag"]

    Fiche.objects.filter(slug="expertise").update(vingerafdruk="nieuw")
    herhaling.kept.clear()  # seconds later

    assert client.get(path)["ETag"] != before


def test_kept_pdf_takes_one_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    path = f"{ADRES}blad.pdf?fiche=expertise"
    client.get(path)
    herhaling.kept.clear()  # seconds later

    with django_assert_num_queries(1):
        client.get(path)
    with django_assert_num_queries(0):
        client.get(path)


def test_page_is_a_picture_of_that_page(client: Client) -> None:
    query = {"vraag": "F1-Z-03"}

    first = client.get(f"{ADRES}bladzijde/1.png", query)

    assert first["Content-Type"] == "image/png"
    assert first.content[:8] == b"\x89PNG\r\n\x1a\n"
    assert client.get(f"{ADRES}bladzijde/2.png", query).status_code == 404
    assert client.get(f"{ADRES}bladzijde/0.png", query).status_code == 404
    assert client.get(f"{ADRES}bladzijde/1.png?vorm=x").status_code == 404


def test_pack_has_a_sheet_for_each_group_and_cards_and_a_poster(
    client: Client,
) -> None:
    query = {"vraag": "F1-Z-03", "groep": "Rood\nBlauw & wit", "titel": "Mijn dag"}

    response = client.get(f"{ADRES}pakket.zip", query)

    assert response["Content-Disposition"] == 'attachment; filename="mijn-dag.zip"'
    with zipfile.ZipFile(BytesIO(response.content)) as pack:
        assert pack.namelist() == [
            "blad-1-rood.pdf",
            "blad-2-blauw-wit.pdf",
            "kaartjes.pdf",
            "poster.pdf",
        ]
        assert {pack.read(name)[:5] for name in pack.namelist()} == {b"%PDF-"}


def test_pack_page_says_when_everything_is_ready(client: Client) -> None:
    query = {"vraag": "F1-Z-03"}
    client.get(f"{ADRES}pakket.zip", query)

    response = client.get(f"{ADRES}pakket/", query)
    fragment = client.get(f"{ADRES}pakket/", query, headers=HTMX)

    assertContains(response, "Je pakket is klaar.")
    assertContains(response, 'href="/gespreksbladen/pakket.zip?vraag=F1-Z-03"')
    assert b"<html" not in fragment.content
    assert b"hx-trigger" not in fragment.content


@pytest.mark.parametrize("path", ["", "pakket/"])
def test_page_that_looks_now_and_then_hears_of_a_failure(
    path: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Future[Papier]] = []

    def request(*args: object) -> Future[Papier]:
        asked.append(Future())
        return asked[-1]

    monkeypatch.setattr(services, "request_pdf", request)
    monkeypatch.setattr(views, "PATIENCE", 0)
    query = {"titel": f"Te groot {path}"}
    first = client.get(f"{ADRES}{path}", query)

    for future in asked:
        future.set_exception(PdfFout("Dit is te groot."))
    second = client.get(f"{ADRES}{path}", query)

    assert first.status_code == 200
    assertContains(second, "Dit is te groot.", status_code=422)


@pytest.mark.parametrize(
    ("fout", "status"), [(PdfFout("Te groot."), 422), (Druk("Te druk."), 503)]
)
@pytest.mark.parametrize("path", ["", "blad.pdf", "bladzijde/1.png", "pakket.zip"])
def test_paper_that_cannot_be_made_says_so(
    path: str,
    fout: PdfFout,
    status: int,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*args: object) -> None:
        raise fout

    monkeypatch.setattr(services, "request_pdf", fail)

    response = client.get(f"{ADRES}{path}")

    assertContains(response, str(fout), status_code=status)


def test_composer_works_before_any_content_is_loaded(client: Client) -> None:
    Fiche.objects.all().delete()

    assert client.get(ADRES).status_code == 200


def test_version_follows_templates_styles_and_the_gate() -> None:
    assert re.fullmatch("[0-9a-f]{64}", poort._version())
