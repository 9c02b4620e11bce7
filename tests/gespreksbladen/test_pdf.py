"""The papers themselves: what a printer and a screen reader get."""

import ctypes
import re
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import zxingcpp

from fiches.models import Fiche
from gespreksbladen import services
from gespreksbladen.keuze import Keuze, Vorm
from tests.gespreksbladen.make import DOCUMENTEN, SITE, make_papier
from tests.pdfua import problems

MM = 72 / 25.4  # points in a millimetre
SIZES = {
    "blad": (210, 297),
    "kaarten": (210, 297),
    "poster": (297, 420),
    "boekje": (148, 210),
    "groot": (210, 297),
}


def pages(pdf: bytes) -> list[pypdfium2.PdfPage]:
    return list(pypdfium2.PdfDocument(pdf))


def text(page: pypdfium2.PdfPage) -> str:
    """The text of a page on one line; a hyphen that ends a line is read as one."""
    raw = page.get_textpage().get_text_range()
    return " ".join(raw.replace("\ufffe", "-").split())


def page_size(page: pypdfium2.PdfPage) -> tuple[int, ...]:
    """Width and height in whole millimetres."""
    return tuple(round(points / MM) for points in page.get_size())


@pytest.mark.parametrize("naam", DOCUMENTEN)
def test_document_conforms_to_pdf_ua(naam: str, fiches: list[Fiche]) -> None:
    papier = make_papier(DOCUMENTEN[naam], fiches)

    assert problems(papier.pdf) == []


@pytest.mark.parametrize("naam", DOCUMENTEN)
def test_setting_has_nothing_to_complain_about(
    naam: str, fiches: list[Fiche], caplog: pytest.LogCaptureFixture
) -> None:
    keuze = DOCUMENTEN[naam]
    make_papier(Keuze(**{**vars(keuze), "ruimte": "weinig"}), fiches)

    assert caplog.messages == []


@pytest.mark.parametrize("vorm", Vorm)
def test_every_page_has_the_size_of_its_layout(vorm: Vorm, fiches: list[Fiche]) -> None:
    papier = make_papier(Keuze(vorm=vorm, fiches=("expertise",)), fiches)

    sizes = {
        tuple(round(x / MM) for x in page.get_size()) for page in pages(papier.pdf)
    }

    assert sizes == {SIZES[vorm]}
    assert len(pages(papier.pdf)) == papier.bladzijden


def test_folded_booklet_has_two_pages_on_a_sheet(fiches: list[Fiche]) -> None:
    flat = make_papier(DOCUMENTEN["boekje om te vouwen"], fiches)

    sizes = {page_size(page) for page in pages(flat.pdf)}

    assert sizes == {(296, 210)}
    assert flat.bladzijden % 2 == 0


def test_contents_of_a_booklet_give_the_right_pages(fiches: list[Fiche]) -> None:
    papier = make_papier(Keuze(vorm=Vorm.BOEKJE), fiches)
    texts = [text(page) for page in pages(papier.pdf)]

    for fiche in fiches:
        (number,) = re.findall(rf"(\d+) {fiche.titel}", texts[1])
        assert fiche.titel in texts[int(number) - 1]
        assert f"Fiche {fiche.nummer}" in texts[int(number) - 1]


def glyphs(page: pypdfium2.PdfPage) -> Iterator[tuple[str, float]]:
    """Each letter on a page and its size in points, as it is printed."""
    textpage = page.get_textpage()
    matrix = pdfium.FS_MATRIX()
    for i in range(textpage.count_chars()):
        letter = chr(pdfium.FPDFText_GetUnicode(textpage, i))
        if letter.isspace():
            continue
        pdfium.FPDFText_GetMatrix(textpage, i, ctypes.byref(matrix))
        size = pdfium.FPDFText_GetFontSize(textpage, i)
        yield letter, size * abs(matrix.d)


@pytest.mark.parametrize("naam", ["groot", "groot met alles"])
def test_large_print_has_no_small_letters(naam: str, fiches: list[Fiche]) -> None:
    papier = make_papier(DOCUMENTEN[naam], fiches)

    smallest = min(size for page in pages(papier.pdf) for _, size in glyphs(page))

    assert round(smallest, 1) >= 18


def test_poster_says_its_questions_in_letters_of_forty_points(
    fiches: list[Fiche],
) -> None:
    papier = make_papier(DOCUMENTEN["poster met vragen"], fiches)

    for page in pages(papier.pdf):
        large = "".join(letter for letter, size in glyphs(page) if size >= 40)
        assert large.count("?") >= 1
        assert "Expertise" in large


def boxes(page: pypdfium2.PdfPage, pattern: str) -> dict[str, tuple[float, float]]:
    """Where each match stands: the middle of its letters, in millimetres."""
    textpage = page.get_textpage()
    found = {}
    for match in re.finditer(pattern, textpage.get_text_range()):
        rectangles = [textpage.get_charbox(i) for i in range(*match.span())]
        left, bottom = (min(r[i] for r in rectangles) for i in (0, 1))
        right, top = (max(r[i] for r in rectangles) for i in (2, 3))
        found[match[0]] = ((left + right) / 2 / MM, (bottom + top) / 2 / MM)
    return found


def test_front_and_back_of_cards_align(fiches: list[Fiche]) -> None:
    keuze = Keuze(vorm=Vorm.KAARTEN, fiches=("expertise",), voor=("schoolteam",))
    papier = make_papier(keuze, fiches)
    front, back = pages(papier.pdf)[:2]
    cards = [(52.5, 74.5 + 148), (157.5, 74.5 + 148), (52.5, 74.5), (157.5, 74.5)]

    codes = boxes(back, r"F3-T-\d\d")

    assert list(codes) == ["F3-T-01", "F3-T-02", "F3-T-03", "F3-T-04"]
    for (x, y), (card_x, card_y) in zip(codes.values(), cards, strict=True):
        behind = 210 - x  # flipped on the long edge
        assert abs(behind - card_x) < 1
        assert abs(y - card_y) < 74
    assert page_size(front) == page_size(back)


def test_crop_marks_stand_on_the_edges_of_the_cards(fiches: list[Fiche]) -> None:
    keuze = Keuze(vorm=Vorm.KAARTEN, vragen=("F1-Z-01",))
    front = pages(make_papier(keuze, fiches).pdf)[0]

    marks = [
        tuple(round(x / MM, 1) for x in item.get_bounds())
        for item in front.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH])
    ]

    thin = [m for m in marks if min(m[2] - m[0], m[3] - m[1]) < 0.4]
    assert {(m[0] + m[2]) / 2 for m in thin if m[3] - m[1] > 5} == {105.0}
    assert {(m[1] + m[3]) / 2 for m in thin if 5 < m[2] - m[0] < 10} == {148.5}


@pytest.mark.parametrize("naam", sorted(set(DOCUMENTEN) - {"kaarten"}))
def test_qr_code_on_paper_can_be_read(naam: str, fiches: list[Fiche]) -> None:
    keuze = DOCUMENTEN[naam]
    first = pages(make_papier(keuze, fiches).pdf)[0]

    picture = first.render(scale=150 / 72).to_pil().convert("L")

    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text == services.qr_address(keuze, SITE)


def test_typed_text_reaches_the_paper_whole(fiches: list[Fiche]) -> None:
    own = "Wat neem jij, Şahin & Łukasz, mee: <b>, “dit” of url(http://x.example)?"
    papier = make_papier(Keuze(vragen=("E-1",), eigen=(own,)), fiches)

    assert own in text(pages(papier.pdf)[0])
