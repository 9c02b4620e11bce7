"""Pages two by two on a sheet, so that folding the pile gives a booklet."""

from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

# Of a page, by its number in the file: its sheet, its form, 0 for left or 1 for right.
Places = dict[Any, tuple[pikepdf.Object, pikepdf.Object | None, int]]


def order(pages: int) -> list[tuple[int | None, int | None]]:
    """Which pages (from zero) stand left and right on each side of each sheet.

    A sheet has four pages; what is missing stays empty before the last page, which
    is the back cover. Print on both sides, flip on the short edge, fold in the middle.
    """
    blanks = -pages % 4
    row: list[int | None] = [*range(pages - 1), *[None] * blanks, pages - 1]
    pairs = []
    for i in range(len(row) // 2):
        outer, inner = row[-1 - i], row[i]
        pairs.append((outer, inner) if i % 2 == 0 else (inner, outer))
    return pairs


def impose(pdf: bytes) -> bytes:
    """Put the pages of a tagged PDF on sheets twice as wide, tags and bookmarks kept.

    Each page becomes a form XObject with its own MCIDs, to which the structure tree
    points by MCR (ISO 32000-1, 14.7.4.2): the reading order stays that of the pages.
    """
    with Pdf.open(BytesIO(pdf)) as document:
        pages = list(document.pages)
        places: Places = {}
        sheets = []
        for pair in order(len(pages)):
            sheet, forms = _sheet(document, pages, pair)
            sheets.append(sheet)
            for place, number in enumerate(pair):
                if number is not None:
                    places[pages[number].objgen] = (sheet, forms[place], place)
        _point(document.Root.StructTreeRoot.K, places)
        width = float(pages[0].mediabox[2])
        _bookmarks(document, places, width)
        _anchors(document, places, width)
        del document.pages[:]
        for sheet in sheets:
            document.pages.append(pikepdf.Page(sheet))
        out = BytesIO()
        document.save(out, deterministic_id=True)
        return out.getvalue()


def _sheet(
    document: Pdf, pages: list[pikepdf.Page], pair: tuple[int | None, int | None]
) -> tuple[pikepdf.Object, list[pikepdf.Object | None]]:
    """One side of a sheet, and the form XObjects of its left and right page."""
    width, height = (float(pages[0].mediabox[i]) for i in (2, 3))
    forms = [
        None if number is None else _form(document, pages[number]) for number in pair
    ]
    names = {f"/P{place}": form for place, form in enumerate(forms) if form is not None}
    draw = [f"q 1 0 0 1 {int(n[2:]) * width:.3f} 0 cm {n} Do Q" for n in names]
    sheet = document.make_indirect(
        Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, 2 * width, height]),
            Resources=Dictionary(XObject=Dictionary(names)),
            Contents=document.make_stream(" ".join(draw).encode()),
            Tabs=Name.S,
        )
    )
    return sheet, forms


def _form(document: Pdf, page: pikepdf.Page) -> pikepdf.Object:
    """What is on a page, as something to draw anywhere."""
    form = document.make_stream(page.Contents.read_bytes())
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox, form.Resources = page.mediabox, page.Resources
    form.StructParents = page.StructParents
    return form


def _point(kids: pikepdf.Object, places: Places) -> None:
    """Let the elements of the structure tree point into the form XObjects."""
    for kid in kids:
        _point_element(kid, places)


def _point_element(element: pikepdf.Object, places: Places) -> None:
    page = element.get("/Pg")
    sheet, form, _ = (None, None, 0) if page is None else places[page.objgen]
    if sheet is not None:
        element.Pg = sheet
    kid: Any
    for i, kid in enumerate(element.get("/K", ())):
        if isinstance(kid, int):
            element.K[i] = Dictionary(Type=Name.MCR, Pg=sheet, Stm=form, MCID=kid)
        else:
            _point_element(kid, places)


def _anchors(document: Pdf, places: Places, width: float) -> None:
    """Let the named places lead to the sheets."""
    names = document.Root.get("/Names", Dictionary()).get("/Dests", Dictionary())
    for place in list(names.get("/Names", ()))[1::2]:
        sheet, _, half = places[place[0].objgen]
        place[0] = sheet
        place[2] = float(place[2]) + half * width


def _bookmarks(document: Pdf, places: Places, width: float) -> None:
    """Let the bookmarks lead to the sheets."""
    waiting = [document.Root.Outlines.First] if "/Outlines" in document.Root else []
    while waiting:
        item = waiting.pop()
        sheet, _, place = places[item.Dest[0].objgen]
        item.Dest[0] = sheet
        item.Dest[2] = float(item.Dest[2]) + place * width
        waiting += [item[key] for key in ("/First", "/Next") if key in item]
