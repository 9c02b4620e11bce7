"""SW: what our own papers promise beyond PDF/UA-1."""

import re

from tests.pdfua.model import Document
from tests.pdfua.regels.bestand import titels
from tests.pdfua.regels.register import Gevonden, regel
from tests.pdfua.waarden import tekst, veld

SUBSET = re.compile(r"[A-Z]{6}\+")
TAAL = "nl"


@regel("SW-06")
def not_in_dutch(document: Document) -> Gevonden:
    """Our papers are in Dutch."""
    if document.taal != TAAL:
        yield "catalog", f"Lang is {document.taal!r}"


@regel("SW-07")
def titles_differ(document: Document) -> Gevonden:
    """The title of old readers is that of the new."""
    titel = tekst(veld(document.pdf.trailer, "Info", "Title")).strip()
    if not titel:
        yield "document information", "there is no Title"
    elif any(titels(document)) and titel not in titels(document):
        yield "document information", f"Title {titel!r} isn't the dc:title"


@regel("SW-08")
def no_outline(document: Document) -> Gevonden:
    """There are bookmarks to find one's way by."""
    eerste = veld(document.catalogus, "Outlines", "First")
    if not tekst(veld(eerste, "Title")).strip():
        yield "outline", "there are no bookmarks"


@regel("SW-09")
def other_font(document: Document) -> Gevonden:
    """Nothing is set in another letter than ours, not even one character."""
    for letter in document.lettertypes.values():
        if not SUBSET.sub("", letter.naam, count=1).startswith(document.fonts):
            codes = sorted(letter.codes)
            tekens = "".join((letter.unicode or {}).get(code, "?") for code in codes)
            yield str(letter), f"another font than {document.fonts}, for {tekens!r}"
