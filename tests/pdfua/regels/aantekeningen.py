"""28: annotations, of which ours are links."""

from collections.abc import Iterator
from typing import Any

from tests.pdfua.lezen import uiterlijk
from tests.pdfua.model import Annotatie, Document
from tests.pdfua.regels.bestand import bestandsnamen
from tests.pdfua.regels.register import Gevonden, regel
from tests.pdfua.waarden import getal, naam, sleutel, tekst, veld

# ISO 32000-1, 12.5.6.1, table 169
_TABEL_169 = """
    Text Link FreeText Line Square Circle Polygon PolyLine Highlight Underline
    Squiggly StrikeOut Stamp Caret Ink Popup FileAttachment Sound Movie Widget
    Screen PrinterMark TrapNet Watermark 3D
"""
BEKEND = frozenset(_TABEL_169.split())
VERBORGEN = 1 << 1
# They are no content of their own, or are reported for being there at all.
TERZIJDE = {"Popup", "PrinterMark", "TrapNet"}


def _te_zien(document: Document) -> Iterator[Annotatie]:
    """Those that somebody meets: not hidden, and on the page."""
    for annotatie in document.annotaties:
        verborgen = (getal(veld(annotatie.obj, "F")) or 0) & VERBORGEN
        if not verborgen and annotatie.soort not in TERZIJDE:
            yield annotatie


def _beschreven(annotatie: Annotatie, sleutel_: str) -> bool:
    eigen = tekst(veld(annotatie.obj, sleutel_)).strip()
    return bool(eigen) or (
        annotatie.element is not None and annotatie.element.heeft("Alt")
    )


def _in(annotatie: Annotatie, soort: str) -> bool:
    element = annotatie.element
    return element is not None and element.standaard == soort


def _niet_in_annot(annotatie: Annotatie) -> bool:
    return annotatie.soort not in {"Widget", "Link"} and not _in(annotatie, "Annot")


def _zonder_tekst(annotatie: Annotatie) -> bool:
    return annotatie.soort != "Widget" and not _beschreven(annotatie, "Contents")


@regel("28-002")
def annotation_not_in_annot(document: Document) -> Gevonden:
    """An annotation is in an Annot element, unless there is a better one for it."""
    for annotatie in _te_zien(document):
        if _niet_in_annot(annotatie):
            yield str(annotatie), "it isn't directly in an Annot element"


@regel("28-004")
def annotation_without_text(document: Document) -> Gevonden:
    """An annotation is also said in words."""
    for annotatie in _te_zien(document):
        if _zonder_tekst(annotatie):
            yield str(annotatie), "it has no Contents, and its element no Alt"


@regel("28-005")
def field_without_text(document: Document) -> Gevonden:
    """So is a form field."""
    for annotatie in _te_zien(document):
        if annotatie.soort == "Widget" and not _beschreven(annotatie, "TU"):
            yield str(annotatie), "it has no TU, and its element no Alt"


@regel("28-006")
def unknown_annotation(document: Document) -> Gevonden:
    """What ISO 32000-1 doesn't know must be tagged and described like the rest."""
    for annotatie in _te_zien(document):
        if annotatie.soort not in BEKEND and (
            _niet_in_annot(annotatie) or _zonder_tekst(annotatie)
        ):
            yield str(annotatie), "an unknown kind, not tagged or not described"


@regel("28-007")
def trapnet(document: Document) -> Gevonden:
    """There are no trap networks."""
    for annotatie in document.annotaties:
        if annotatie.soort == "TrapNet":
            yield str(annotatie), "it is a TrapNet"


def _paginas(document: Document) -> Iterator[tuple[str, Any]]:
    for nummer in sorted({annotatie.pagina for annotatie in document.annotaties}):
        yield f"page {nummer}", veld(document.paginas[nummer - 1], "Tabs")


@regel("28-008")
def no_tab_order(document: Document) -> Gevonden:
    """A page with annotations says in which order Tab visits them."""
    for waar, volgorde in _paginas(document):
        if volgorde is None:
            yield waar, "it has annotations and no Tabs"


@regel("28-009")
def other_tab_order(document: Document) -> Gevonden:
    """And that is the order of the tree."""
    for waar, volgorde in _paginas(document):
        if volgorde is not None and naam(volgorde) != "S":
            yield waar, f"Tabs is {naam(volgorde)}"


@regel("28-010")
def widget_not_in_form(document: Document) -> Gevonden:
    """A form field is in a Form element."""
    for annotatie in _te_zien(document):
        if annotatie.soort == "Widget" and not _in(annotatie, "Form"):
            yield str(annotatie), "it isn't in a Form element"


@regel("28-011")
def link_not_in_link(document: Document) -> Gevonden:
    """A link is in a Link element, and not in something else in there."""
    for annotatie in _te_zien(document):
        if annotatie.soort == "Link" and not _in(annotatie, "Link"):
            yield str(annotatie), "it isn't in a Link element"


@regel("28-012")
def link_without_contents(document: Document) -> Gevonden:
    """A link says itself where it goes."""
    for annotatie in _te_zien(document):
        if annotatie.soort == "Link" and not tekst(veld(annotatie.obj, "Contents")):
            yield str(annotatie), "it has no Contents"


def _media(document: Document) -> Iterator[tuple[str, Any]]:
    for nummer, boek in document.boeken:
        if naam(veld(boek, "S")) == "MCD":
            yield f"object {nummer}", boek


@regel("28-014")
def media_without_type(document: Document) -> Gevonden:
    """A media clip says what kind of file it is."""
    for waar, clip in _media(document):
        if not tekst(veld(clip, "CT")):
            yield waar, "the media clip has no CT"


@regel("28-015")
def media_without_text(document: Document) -> Gevonden:
    """And what it is about."""
    for waar, clip in _media(document):
        if veld(clip, "Alt") is None:
            yield waar, "the media clip has no Alt"


@regel("28-016")
def attached_file_without_names(document: Document) -> Gevonden:
    """A file attached to a page has its name in both ways, as in 21-001."""
    for annotatie in document.annotaties:
        namen = bestandsnamen(veld(annotatie.obj, "FS"))
        if annotatie.soort == "FileAttachment" and not namen:
            yield str(annotatie), "its file specification lacks F or UF"


@regel("28-017")
def printer_mark_in_tree(document: Document) -> Gevonden:
    """Marks for the printer aren't content."""
    for annotatie in document.annotaties:
        if annotatie.soort == "PrinterMark" and annotatie.element is not None:
            yield str(annotatie), "it is in the structure tree"


@regel("28-018")
def printer_mark_not_artifact(document: Document) -> Gevonden:
    """And what they paint is an artifact."""
    stromen = {
        sleutel(stroom)
        for annotatie in document.annotaties
        if annotatie.soort == "PrinterMark"
        for stroom in uiterlijk(annotatie.obj)
    }
    for teken in document.tekens:
        if teken.stroom.sleutel in stromen and not teken.artefact:
            yield str(teken), "the appearance of a PrinterMark isn't an artifact"
