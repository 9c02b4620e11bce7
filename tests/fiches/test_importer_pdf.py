"""Copies of the source as PDF, printed by a real browser."""

import html
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright
from pypdf import PdfReader, PdfWriter

from fiches.importer.document import read_document
from fiches.importer.regels import BronFout
from tests.browser.conftest import OPTIONS
from tests.fiches.bron import avb_codes, eigen_fiches, eigen_teksten, make_html
from tests.fiches.test_importer_bron import BRON
from tests.fiches.test_importer_tekst import teksten, vreemd
from tools.systeem import chromium

STIJLEN = {
    "plain": "",
    "wide": "body { font: 12pt/1.6 sans-serif }",
    "full": "body { font: 10pt/1.2 serif; text-align: justify }"
    "h1 { break-before: page }",
    "indented": "p { margin: 0; text-indent: 2em }",
    "large": "body { font: 18pt sans-serif }",
}
KOPREGELS: dict[str, Any] = {
    "display_header_footer": True,
    "header_template": "<p style='font-size: 9px'>Een kopregel</p>",
    "footer_template": "<p style='font-size: 9px' class=pageNumber></p>",
}


@pytest.fixture(scope="session")
def prints(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of PDFs; the browser is closed again, for the ORM's sake."""
    path = chromium()
    if path is None:
        pytest.skip("Chromium staat niet op deze machine.")
    folder = tmp_path_factory.mktemp("pdf")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        page = browser.new_page()
        margin: Any = dict.fromkeys(["top", "right", "bottom", "left"], "20mm")
        for name, style in STIJLEN.items():
            page.set_content(make_html(style))
            page.pdf(path=folder / f"{name}.pdf", format="A4", margin=margin)
        page.set_content(make_html())
        page.pdf(path=folder / "heads.pdf", format="A4", margin=margin, **KOPREGELS)
        if BRON.exists():
            tekst = html.escape(BRON.read_text(encoding="utf-8"))
            page.set_content(f"<pre style='font: 8pt monospace'>{tekst}</pre>")
            page.pdf(path=folder / "bron.pdf", format="A4", margin=margin)
        browser.close()
    return folder


@pytest.mark.parametrize("name", STIJLEN)
def test_printed_copy_gives_back_our_words(name: str, prints: Path) -> None:
    document = read_document(prints / f"{name}.pdf")

    assert teksten(document) == eigen_teksten()
    assert [f.titel for f in document.fiches] == [
        fiche.titel.capitalize() for fiche in eigen_fiches()
    ]
    assert avb_codes() == {
        code
        for fiche in document.fiches
        for code, stuk in fiche.stukken.items()
        if stuk.aanvangsbegeleider
    }


def test_printed_heads_and_page_numbers_are_no_text(prints: Path) -> None:
    document = read_document(prints / "heads.pdf")

    number = len(PdfReader(prints / "heads.pdf").pages)
    odd = vreemd(document)
    assert teksten(document) == eigen_teksten()
    assert odd[0] == (
        "bladzijde 1, regel 1: "
        f"de kop- of voetregel “Een kopregel” is {number} keer weggelaten"
    )
    assert [wat.split(": ")[1] for wat in odd if "paginanummer" in wat] == [
        f"het paginanummer “{n}” is weggelaten" for n in range(1, number + 1)
    ]


@pytest.mark.skipif(not BRON.exists(), reason="Het brondocument staat niet hier.")
def test_printed_bron_reads_as_the_text_does(prints: Path) -> None:
    assert teksten(read_document(prints / "bron.pdf")) == teksten(read_document(BRON))


def test_pdf_is_known_by_its_content(prints: Path, tmp_path: Path) -> None:
    path = tmp_path / "kopie.txt"
    path.write_bytes((prints / "plain.pdf").read_bytes())

    assert teksten(read_document(path)) == eigen_teksten()


def test_text_is_known_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "kopie.pdf"
    path.write_text("Gewone tekst.", encoding="utf-8")

    with pytest.raises(BronFout, match="is niet de SamenWIJzer"):
        read_document(path)


def test_page_turned_on_screen_is_read_along_its_text(
    prints: Path, tmp_path: Path
) -> None:
    writer = PdfWriter(clone_from=prints / "plain.pdf")
    for page in writer.pages:
        page.rotate(90)
    writer.write(tmp_path / "kopie.pdf")

    assert teksten(read_document(tmp_path / "kopie.pdf")) == eigen_teksten()


def test_pdf_that_opens_without_password_is_read(prints: Path, tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=prints / "plain.pdf")
    writer.encrypt("", "van de eigenaar", algorithm="RC4-128")
    writer.write(tmp_path / "kopie.pdf")

    assert teksten(read_document(tmp_path / "kopie.pdf")) == eigen_teksten()
