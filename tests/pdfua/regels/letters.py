"""31: what the dictionaries of fonts say."""

from collections.abc import Iterator
from typing import Any

from pikepdf import Stream

from tests.pdfua.cmaps import VOORGEDEFINIEERD, Cmap
from tests.pdfua.letters import IDENTITY, cmap_van, programma_van
from tests.pdfua.model import Document, Lettertype
from tests.pdfua.regels.register import Gevonden, regel
from tests.pdfua.waarden import getal, naam, tekst, veld


def _stelsels(document: Document) -> Iterator[tuple[Lettertype, Any, Any]]:
    """Fonts with a CMap of their own: its CIDSystemInfo, and that of the CID font."""
    for letter in document.lettertypes.values():
        encoding = veld(letter.obj, "Encoding")
        if isinstance(encoding, Stream) and naam(encoding) not in IDENTITY:
            eigen = veld(letter.cid, "CIDSystemInfo")
            yield letter, veld(encoding, "CIDSystemInfo"), eigen


@regel("31-001")
def registry_differs(document: Document) -> Gevonden:
    """CMap and CID font have the same Registry."""
    for letter, stelsel, eigen in _stelsels(document):
        if tekst(veld(stelsel, "Registry")) != tekst(veld(eigen, "Registry")):
            yield str(letter), "the CMap has another Registry"


@regel("31-002")
def ordering_differs(document: Document) -> Gevonden:
    """And the same Ordering."""
    for letter, stelsel, eigen in _stelsels(document):
        if tekst(veld(stelsel, "Ordering")) != tekst(veld(eigen, "Ordering")):
            yield str(letter), "the CMap has another Ordering"


@regel("31-003")
def supplement_too_high(document: Document) -> Gevonden:
    """The font's Supplement isn't above the CMap's (ISO 14289-1, 7.21.3.1).

    The protocol has it the other way round; the standard, and veraPDF, have it so.
    """
    for letter, stelsel, eigen in _stelsels(document):
        hoogste = getal(veld(stelsel, "Supplement")) or 0
        if (getal(veld(eigen, "Supplement")) or 0) > hoogste:
            yield str(letter), "its Supplement is above that of the CMap"


def _cidtype2(document: Document) -> Iterator[tuple[Lettertype, Any]]:
    for letter in document.lettertypes.values():
        if naam(veld(letter.cid, "Subtype")) == "CIDFontType2":
            yield letter, veld(letter.cid, "CIDToGIDMap")


@regel("31-004")
def cid_to_gid_map_is_wrong(document: Document) -> Gevonden:
    """How CIDs lead to glyphs is in a stream, or Identity."""
    for letter, tabel in _cidtype2(document):
        if not (tabel is None or isinstance(tabel, Stream) or _identity(tabel)):
            yield str(letter), "CIDToGIDMap is neither a stream nor Identity"


def _identity(waarde: Any) -> bool:
    return naam(waarde) == "Identity"


@regel("31-005")
def cid_to_gid_map_is_missing(document: Document) -> Gevonden:
    """And it is there."""
    for letter, tabel in _cidtype2(document):
        if tabel is None:
            yield str(letter), "there is no CIDToGIDMap"


@regel("31-006")
def cmap_not_embedded(document: Document) -> Gevonden:
    """A CMap is in the file, or one that every reader has."""
    for letter in document.lettertypes.values():
        encoding = veld(letter.obj, "Encoding")
        if letter.soort != "Type0" or isinstance(encoding, Stream):
            continue
        if naam(encoding) not in VOORGEDEFINIEERD:
            yield str(letter), f"CMap {naam(encoding) or '?'} isn't in the file"


def _cmaps(document: Document) -> Iterator[tuple[Lettertype, Any, Cmap]]:
    for letter in document.lettertypes.values():
        encoding = veld(letter.obj, "Encoding")
        cmap = cmap_van(encoding)
        if cmap is not None:
            yield letter, encoding, cmap


@regel("31-007")
def wmode_differs(document: Document) -> Gevonden:
    """A CMap and its dictionary agree on the direction of writing."""
    for letter, encoding, cmap in _cmaps(document):
        if (getal(veld(encoding, "WMode")) or 0) != cmap.wmode:
            yield str(letter), "the CMap and its dictionary have another WMode"


@regel("31-008")
def cmap_uses_unknown_cmap(document: Document) -> Gevonden:
    """A CMap builds only on ones that every reader has."""
    for letter, encoding, cmap in _cmaps(document):
        gebruikt = {*cmap.gebruikt, naam(veld(encoding, "UseCMap"))} - {""}
        for wie in sorted(gebruikt - VOORGEDEFINIEERD):
            yield str(letter), f"the CMap uses {wie}"


@regel("31-009")
def font_not_embedded(document: Document) -> Gevonden:
    """The program of each font that is painted with is in the file."""
    for letter in document.lettertypes.values():
        descriptor = veld(letter.cid or letter.obj, "FontDescriptor")
        ingebed = programma_van(descriptor) is not None or letter.soort == "Type3"
        if letter.gebruikt and not ingebed:
            yield str(letter), "it isn't embedded"
