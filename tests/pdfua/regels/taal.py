"""11: in which language each text is."""

import re
from collections.abc import Iterator
from typing import Any

from tests.pdfua.model import Document
from tests.pdfua.regels.bestand import DC, RDF
from tests.pdfua.regels.register import Gevonden, regel
from tests.pdfua.waarden import tekst, veld

# RFC 5646 in broad lines: a language, then subtags of at most eight letters or digits
TAAL = re.compile(r"(?:[A-Za-z]{2,8}|[xiXI])(?:-[A-Za-z0-9]{1,8})*")
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def geldig(taal: str) -> bool:
    return TAAL.fullmatch(taal) is not None


def _bekend(document: Document, *talen: str) -> bool:
    """Whether the first of these that says something, or else the catalog, is right."""
    return geldig(next(filter(None, (*talen, document.taal)), ""))


@regel("11-001")
def language_of_text_unknown(document: Document) -> Gevonden:
    """Text on the page: from its marked content, its element or the catalog."""
    for teken in document.tekens:
        if teken.codes and not teken.artefact:
            elementen = document.inhoud.get(teken.plek, ()) if teken.plek else ()
            talen = [element.taal for element in elementen]
            if not _bekend(document, teken.taal, *talen):
                yield str(teken.stroom), "the language of text isn't known"


@regel("11-002")
def language_of_alternative_unknown(document: Document) -> Gevonden:
    """Texts in the place of what is on the page: from their element."""
    for element in document.elementen:
        if element.heeft("Alt", "ActualText", "E") and not _bekend(
            document, element.taal
        ):
            yield str(element), "the language of its Alt, ActualText or E isn't known"


@regel("11-003")
def language_of_outline_unknown(document: Document) -> Gevonden:
    """Bookmarks: only the catalog can tell."""
    eerste = veld(document.catalogus, "Outlines", "First")
    if eerste is not None and not _bekend(document):
        yield "outline", "the language of the bookmarks isn't known"


@regel("11-004")
def language_of_annotation_unknown(document: Document) -> Gevonden:
    """What an annotation says: from itself or its element."""
    yield from _van_annotaties(document, "Contents")


@regel("11-005")
def language_of_field_unknown(document: Document) -> Gevonden:
    """So for what a form field is called."""
    yield from _van_annotaties(document, "TU")


def _van_annotaties(document: Document, sleutel: str) -> Gevonden:
    for annotatie in document.annotaties:
        eigen = tekst(veld(annotatie.obj, "Lang"))
        boven = annotatie.element.taal if annotatie.element else ""
        if tekst(veld(annotatie.obj, sleutel)) and not _bekend(document, eigen, boven):
            yield str(annotatie), f"the language of its {sleutel} isn't known"


@regel("11-006")
def language_of_metadata_unknown(document: Document) -> Gevonden:
    """The title: from itself, or from the catalog where it is the default one."""
    if document.xmp is None:
        return
    for titel in document.xmp.iterfind(f".//{DC}title//{RDF}li"):
        eigen = titel.get(XML_LANG, "x-default")
        if not _bekend(document, "" if eigen == "x-default" else eigen):
            yield "metadata", "the language of dc:title isn't known"


@regel("SW-14")
def language_is_no_language(document: Document) -> Gevonden:
    """Wherever a language is named, it could be one."""
    for waar, obj in _met_taal(document):
        taal = tekst(veld(obj, "Lang"))
        if veld(obj, "Lang") is not None and not geldig(taal):
            yield waar, f"Lang is {taal!r}"


def _met_taal(document: Document) -> Iterator[tuple[str, Any]]:
    yield "catalog", document.catalogus
    for element in document.elementen:
        yield str(element), element.obj
    for annotatie in document.annotaties:
        yield str(annotatie), annotatie.obj
