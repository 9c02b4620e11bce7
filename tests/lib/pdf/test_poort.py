import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from PIL import Image
from pytest_django import Settings

from samenwijzer.lib.pdf import poort, zetter
from samenwijzer.lib.pdf.poort import Papier, PdfFout, draw_page, request_pdf
from samenwijzer.lib.pdf.werkers import Druk, Werker, Werkplaats
from tests.lib.pdf.conftest import MakeWerkplaats
from tests.lib.pdf.make import GEHEUGEN, MAPPEN, open_pdf, wait_for

# Drawing gives the database connection back, if there is one.
pytestmark = pytest.mark.django_db

BASIS = "pdf/basis.html"


class Geteld:
    """A workshop that notes what is asked of it."""

    def __init__(self, place: Werkplaats) -> None:
        self.place = place
        self.asked: list[str] = []

    def submit(self, name: str, *arguments: Any) -> Future[Any]:
        self.asked.append(name)
        return self.place.submit(name, *arguments)


class Inhoud:
    """A context that counts how often it is asked for."""

    def __init__(self, titel: str = "Titel") -> None:
        self.titel = titel
        self.times = 0

    def __call__(self) -> dict[str, str]:
        self.times += 1
        return {"titel": self.titel, "vorm": "blad"}


@pytest.fixture(autouse=True)
def _empty_folder(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.PDF_MAP = tmp_path / "papier"
    poort.keep.cache_clear()
    yield
    poort.keep.cache_clear()


@pytest.fixture
def shop(werkplaats: Werkplaats, monkeypatch: pytest.MonkeyPatch) -> Geteld:
    """The gate's workshop, already running."""
    shop = Geteld(werkplaats)
    monkeypatch.setattr(poort, "workshop", lambda: shop)
    return shop


@pytest.fixture
def own_shop() -> Iterator[None]:
    """A workshop that the gate makes itself, of these settings."""
    poort.workshop.cache_clear()
    yield
    poort.workshop.cache_clear()


def make_papier(kenmerk: object = 1, titel: str = "Titel") -> Papier:
    return request_pdf(BASIS, kenmerk, Inhoud(titel)).result(60)


@pytest.mark.parametrize(
    "template",
    [
        "base.html",
        "gespreksbladen/samenstellen.html",
        "",
        "/pdf/basis.html",
        "../templates/pdf/basis.html",
        "PDF/basis.html",
        "pdf",
        "pdf/../base.html",
        "pdf/../../templates/base.html",
        "pdf/./../base.html",
    ],
)
def test_template_that_is_no_paper_is_refused(shop: Geteld, template: str) -> None:
    inhoud = Inhoud()

    with pytest.raises(ValueError, match="not a template for paper"):
        request_pdf(template, 1, inhoud)

    assert (inhoud.times, shop.asked) == (0, [])


def test_paper_has_its_html_its_pdf_and_its_pages(shop: Geteld) -> None:
    papier = make_papier(titel="Mijn <blad>")

    assert "<title>Mijn &lt;blad&gt;</title>" in papier.html
    assert papier.bladzijden == 1
    with open_pdf(papier.pdf) as document:
        assert str(document.docinfo.Title) == "Mijn <blad>"
        assert str(document.Root.Lang) == "nl"


def test_same_kenmerk_is_made_once(shop: Geteld) -> None:
    inhoud = Inhoud()

    papieren = [request_pdf(BASIS, [1, {"b": 2}], inhoud).result(60) for _ in range(3)]

    assert papieren == [papieren[0]] * 3
    assert (inhoud.times, shop.asked) == (1, ["set_pdf"])


def test_same_kenmerk_is_made_once_for_a_process_that_starts_later(
    shop: Geteld,
) -> None:
    papier = make_papier()
    poort.keep.cache_clear()
    inhoud = Inhoud("Anders")

    assert request_pdf(BASIS, 1, inhoud).result(60) == papier
    assert inhoud.times == 0


@pytest.mark.parametrize("other", [2, "1", [1], None, {"a": 1}])
def test_changed_kenmerk_is_made_anew(shop: Geteld, other: object) -> None:
    first, second = make_papier(1, "Een"), make_papier(other, "Twee")

    assert [first.html == second.html, first.etag == second.etag] == [False, False]
    assert shop.asked == ["set_pdf"] * 2


def test_same_kenmerk_of_another_template_is_made_anew(shop: Geteld) -> None:
    make_papier()

    with pytest.raises(TypeError, match="geen drukwerk"):
        request_pdf("pdf/blad.html", 1, _without_content)


def _without_content() -> dict[str, object]:
    raise TypeError("geen drukwerk")


def test_changed_style_sheet_is_made_anew(
    shop: Geteld, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = make_papier()
    monkeypatch.setattr(poort, "_version", lambda: "een volgende")

    assert make_papier().merk != first.merk


def test_what_two_ask_for_at_once_is_made_once(shop: Geteld) -> None:
    both = threading.Barrier(2)

    def context() -> dict[str, str]:
        both.wait(10)  # neither found it kept or under way
        return {"titel": "Samen"}

    with ThreadPoolExecutor(2) as pool:
        asked = [pool.submit(request_pdf, BASIS, 1, context) for _ in range(2)]
        papieren = [future.result(60).result(60) for future in asked]

    assert papieren[0] == papieren[1]
    assert shop.asked == ["set_pdf"]


def test_what_was_made_meanwhile_is_not_made_again(shop: Geteld) -> None:
    """Another finishes it between our looking for it and our content being there."""

    def context() -> dict[str, str]:
        make_papier()
        return {"titel": "Titel"}

    request_pdf(BASIS, 1, context).result(60)

    assert shop.asked == ["set_pdf"]


def test_who_asks_while_it_is_made_waits_for_the_same(shop: Geteld) -> None:
    first = request_pdf(BASIS, 1, Inhoud())
    inhoud = Inhoud()

    second = request_pdf(BASIS, 1, inhoud)

    assert (second.result(60), inhoud.times) == (first.result(60), 0)
    assert shop.asked == ["set_pdf"]


def test_who_gives_up_takes_it_from_nobody_else(shop: Geteld) -> None:
    first, second = (request_pdf(BASIS, 1, Inhoud()) for _ in range(2))

    first.cancel()

    assert second.result(60).bladzijden == 1


def test_same_document_has_the_same_etag_and_bytes(
    shop: Geteld, settings: Settings
) -> None:
    first = make_papier()
    make_papier(2, "Een ander")
    shutil.rmtree(settings.PDF_MAP)

    second = make_papier()

    assert shop.asked == ["set_pdf"] * 3
    assert second == first
    assert first.etag == f'"{first.merk[:32]}"'


def test_every_process_sets_the_same_bytes(
    shop: Geteld, make_werkplaats: MakeWerkplaats
) -> None:
    papier = make_papier()

    zetsel = make_werkplaats().submit("set_pdf", papier.html).result(60)

    assert zetsel.pdf == papier.pdf


def test_failure_reaches_who_waits_and_is_not_kept(
    make_werkplaats: MakeWerkplaats,
    made: list[Werker],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place = make_werkplaats()
    monkeypatch.setattr(poort, "workshop", lambda: place)
    monkeypatch.setattr(place, "seconden", 0)

    with pytest.raises(PdfFout, match="duurt langer dan 0 seconden"):
        make_papier()
    monkeypatch.setattr(place, "seconden", 30)

    assert make_papier().bladzijden == 1


def test_who_asks_again_on_hearing_of_a_failure_gets_a_new_try(
    make_werkplaats: MakeWerkplaats, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = make_werkplaats(seconden=0)
    monkeypatch.setattr(poort, "workshop", lambda: place)
    again: list[Future[Papier]] = []
    first = request_pdf(BASIS, 1, Inhoud())

    first.add_done_callback(lambda _: again.append(request_pdf(BASIS, 1, Inhoud())))

    assert wait_for(lambda: again)
    assert again[0] is not first
    assert isinstance(again[0].exception(60), PdfFout)


def test_full_queue_leaves_nothing_under_way(
    make_werkplaats: MakeWerkplaats, shop: Geteld, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = make_werkplaats(0)
    for _ in range(60):
        place.submit("set_pdf", "<p>")
    with monkeypatch.context() as busy:
        busy.setattr(poort, "workshop", lambda: place)
        with pytest.raises(Druk):
            make_papier()

    assert make_papier().bladzijden == 1


def test_error_in_the_content_leaves_nothing_under_way(shop: Geteld) -> None:
    with pytest.raises(TypeError, match="geen drukwerk"):
        request_pdf(BASIS, 1, _without_content)

    assert make_papier().bladzijden == 1


def test_complaints_are_logged(
    shop: Geteld, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    html = '<html lang="nl"><title>t</title><img alt="" src="weg.svg">'
    monkeypatch.setattr(poort, "render_to_string", lambda *_: html)

    papier = make_papier()

    url = f"{zetter.BASE}weg.svg"
    refused = f"Failed to load image at '{url}': ValueError: niet van ons: {url}"
    lines = [record.getMessage() for record in caplog.records]
    assert lines == [f"PDF {papier.merk[:12]}: {refused}"]


def test_unwritable_folder_still_gives_paper(shop: Geteld, settings: Settings) -> None:
    settings.PDF_MAP = Path("/proc/papier")
    poort.keep.cache_clear()

    assert [make_papier().bladzijden for _ in range(2)] == [1, 1]
    assert shop.asked == ["set_pdf"] * 2


def test_page_is_drawn_once_as_wide_as_asked(shop: Geteld) -> None:
    papier = make_papier()

    pictures = [draw_page(papier, 1, 210) for _ in range(2)]

    assert pictures[0] == pictures[1]
    with Image.open(BytesIO(pictures[0])) as picture:
        assert (picture.format, picture.width) == ("PNG", 210)
    assert shop.asked == ["set_pdf", "draw"]


def test_widths_of_a_page_are_kept_apart(shop: Geteld) -> None:
    papier = make_papier()

    widths = []
    for breedte in (100, 200, 100):
        with Image.open(BytesIO(draw_page(papier, 1, breedte))) as picture:
            widths.append(picture.width)

    assert widths == [100, 200, 100]


def test_page_that_is_not_there_is_an_error(shop: Geteld) -> None:
    with pytest.raises(PdfFout, match="Dit blad opmaken is niet gelukt"):
        draw_page(make_papier(), 2, 100)


def test_workshop_is_made_of_the_settings(
    own_shop: None, made: list[Werker], settings: Settings
) -> None:
    settings.PDF_WERKERS, settings.PDF_SECONDEN = 1, 12
    settings.STATICFILES_DIRS = [Path(path) for path in MAPPEN]

    assert make_papier().bladzijden == 1

    assert poort.workshop().seconden == 12
    assert poort.workshop().command[3:] == [str(GEHEUGEN), *MAPPEN]
    assert len(made) == 1


def test_workshop_without_fonts_says_what_to_do(
    own_shop: None, settings: Settings, tmp_path: Path
) -> None:
    settings.STATICFILES_DIRS = [tmp_path]

    with pytest.raises(ImproperlyConfigured, match="draai eerst make start"):
        make_papier()
