from collections.abc import Sequence
from contextlib import closing
from typing import Any

import pikepdf
import pypdfium2
import pytest

from samenwijzer.lib.pdf.inslag import order
from samenwijzer.lib.pdf.werkers import Werkplaats
from tests.lib.pdf.make import make_html, make_pages, open_pdf, read

WIDTH = 419.53  # points of an A5 page


def fold(sides: Sequence[tuple[int | None, int | None]]) -> list[int | None]:
    """The pages as they follow when the sheets are folded into one another."""
    sheets = list(zip(sides[::2], sides[1::2], strict=True))
    first = [page for front, back in sheets for page in (front[1], back[0])]
    last = [page for front, back in reversed(sheets) for page in (back[1], front[0])]
    return first + last


def set_pdf(place: Werkplaats, html: str) -> bytes:
    pdf: bytes = place.submit("set_pdf", html).result(60).pdf
    return pdf


@pytest.mark.parametrize("pages", range(1, 14))
def test_folded_sheets_have_the_pages_in_order(pages: int) -> None:
    blanks: list[int | None] = [None] * (-pages % 4)

    assert fold(order(pages)) == [*range(pages - 1), *blanks, pages - 1]


def test_eight_pages_stand_on_two_sheets() -> None:
    assert order(8) == [(7, 0), (1, 6), (5, 2), (3, 4)]


@pytest.mark.parametrize("pages", [1, 3, 4, 5, 8])
def test_imposed_pages_are_drawn_where_the_order_says(
    werkplaats: Werkplaats, pages: int
) -> None:
    html = make_pages(pages, html='class="boekje" data-inslag')

    with closing(pypdfium2.PdfDocument(set_pdf(werkplaats, html))) as document:
        halves = [
            [
                page.get_textpage().get_text_bounded(left=left, right=left + WIDTH)
                for left in (0, WIDTH)
            ]
            for page in document
        ]

    texts = [
        ["" if n is None else f"Kop {n}\r\nTekst {n}\r\n{n + 1}" for n in pair]
        for pair in order(pages)
    ]
    assert halves == texts


def test_imposed_document_reads_as_the_pages_do(werkplaats: Werkplaats) -> None:
    body = (
        "<h1>Een</h1><p>lang verhaal " * 400 + "<table><tr><th>kop<td>cel</table>"
        "<ul><li>punt<li>komma</ul><h2>Twee</h2><p><b>vet</b> en <i>schuin</i>"
    )
    plain = read(set_pdf(werkplaats, make_html(body, html='class="boekje"')))
    imposed = make_html(body, html='class="boekje" data-inslag')

    assert len(plain) > 400
    assert read(set_pdf(werkplaats, imposed)) == plain


def test_imposed_structure_keeps_every_type_and_its_parents(
    werkplaats: Werkplaats,
) -> None:
    def outline(element: Any) -> list[object]:
        kids = [kid for kid in element.K if not isinstance(kid, int)]
        return [str(element.S), *(outline(kid) for kid in kids if "/S" in kid)]

    trees = []
    for inslag in ("", "data-inslag"):
        html = make_pages(5, html=f'class="boekje" {inslag}')
        with open_pdf(set_pdf(werkplaats, html)) as document:
            trees.append(outline(document.Root.StructTreeRoot.K[0]))

    assert trees[0] == trees[1]


def test_imposed_parent_tree_leads_back_to_the_elements(werkplaats: Werkplaats) -> None:
    html = make_pages(6, html='class="boekje" data-inslag')

    with open_pdf(set_pdf(werkplaats, html)) as document:
        numbers = document.Root.StructTreeRoot.ParentTree.Nums
        owners: dict[int, Any] = {
            int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)
        }
        forms = [
            form for page in document.pages for form in page.Resources.XObject.values()
        ]
        back = [
            ((form.objgen, mcid), (kid.Stm.objgen, int(kid.MCID)))
            for form in forms
            for mcid, owner in enumerate(owners[int(form.StructParents)])
            if owner is not None
            for kid in owner.K
        ]

    assert (len(forms), len(back)) == (6, 12)
    assert [place for place, _ in back] == [target for _, target in back]


@pytest.mark.parametrize("pages", [1, 4, 7, 9])
def test_bookmarks_lead_to_the_right_half(werkplaats: Werkplaats, pages: int) -> None:
    html = make_pages(pages, html='class="boekje" data-inslag')

    with open_pdf(set_pdf(werkplaats, html)) as document:
        sheets = [page.obj.objgen for page in document.pages]
        found = {}
        item: Any = document.Root.Outlines.First
        while item is not None:
            place = int(float(item.Dest[2]) // WIDTH)
            found[str(item.Title)] = (sheets.index(item.Dest[0].objgen), place)
            item = item.get("/Next")

    assert found == {
        f"Kop {number}": (sheet, place)
        for sheet, pair in enumerate(order(pages))
        for place, number in enumerate(pair)
        if number is not None
    }


def test_imposed_document_leaves_no_page_behind(werkplaats: Werkplaats) -> None:
    """An `id` is a place that can be linked to: those have to move too."""
    html = make_html(
        '<h1 id="een">Een</h1><h1 id="twee" style="break-before: page">Twee</h1>',
        html='class="boekje" data-inslag',
    )

    with open_pdf(set_pdf(werkplaats, html)) as document:
        pages = [
            item.objgen
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Page"
        ]
        assert pages == [page.obj.objgen for page in document.pages]
