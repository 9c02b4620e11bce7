"""10 and 31: each character shown has a glyph, a width and a Unicode value."""

import unicodedata

from pikepdf import Stream

from tests.pdfua.letters import programma_van
from tests.pdfua.model import Document, Lettertype
from tests.pdfua.regels.register import Gevonden, regel
from tests.pdfua.waarden import naam, tekst, veld

COLLECTIES = {"GB1", "CNS1", "Japan1", "Korea1"}
# Spaces, marks of direction and the like, which have nothing to paint
ONZICHTBAAR = {"Cc", "Cf", "Zl", "Zp", "Zs"}
MARGE = 1.0  # thousandths of an em


def zonder_unicode(letter: Lettertype) -> set[int]:
    """The codes of which nobody can tell what they stand for."""
    if letter.unicode is None:
        return set() if _collectie(letter) else set(letter.codes)
    return {code for code in letter.codes if not letter.unicode.get(code)}


def _collectie(letter: Lettertype) -> bool:
    return tekst(veld(letter.cid, "CIDSystemInfo", "Ordering")) in COLLECTIES


def _codes(codes: set[int]) -> str:
    return ", ".join(f"{code:04x}" for code in sorted(codes))


@regel("10-001")
def character_without_unicode(document: Document) -> Gevonden:
    """Each code that is shown has a Unicode value."""
    for letter in document.lettertypes.values():
        if codes := zonder_unicode(letter):
            yield str(letter), f"no Unicode for {_codes(codes)}"


@regel("31-011")
def glyph_missing(document: Document) -> Gevonden:
    """The program has each glyph, and those that stand for something aren't empty."""
    for letter in document.lettertypes.values():
        if letter.gids is None or letter.programma is None:
            continue
        kwijt = {
            code
            for code in letter.gebruikt
            if (gid := letter.gids[code]) >= letter.programma.aantal
            or (gid and gid in letter.programma.leeg and _te_zien(letter, code))
        }
        if kwijt:
            yield str(letter), f"no glyph for {_codes(kwijt)}"


def _te_zien(letter: Lettertype, code: int) -> bool:
    tekens = (letter.unicode or {}).get(code, "")
    return any(unicodedata.category(teken) not in ONZICHTBAAR for teken in tekens)


def _cidset(letter: Lettertype) -> set[int] | None:
    stroom = veld(letter.cid, "FontDescriptor", "CIDSet")
    if not isinstance(stroom, Stream):
        return None
    return {
        8 * plaats + bit
        for plaats, byte in enumerate(stroom.read_bytes())
        for bit in range(8)
        if byte & (0x80 >> bit)
    }


@regel("31-014")
def glyph_not_in_cidset(document: Document) -> Gevonden:
    """A CIDSet lists the glyphs of the program, at least each that is shown."""
    for letter in document.lettertypes.values():
        genoemd = _cidset(letter)
        if genoemd is not None and letter.gids is not None:
            vergeten = {letter.gids[code] for code in letter.gebruikt} - genoemd
            if vergeten:
                yield str(letter), f"the CIDSet lacks {_codes(vergeten)}"


@regel("31-015")
def cidset_has_too_much(document: Document) -> Gevonden:
    """And no glyph that the program hasn't got."""
    for letter in document.lettertypes.values():
        genoemd = _cidset(letter)
        if genoemd is not None and letter.programma is not None:
            teveel = {gid for gid in genoemd if gid >= letter.programma.aantal}
            if teveel:
                yield str(letter), f"the CIDSet lists {_codes(teveel)} in vain"


@regel("31-016")
def widths_differ(document: Document) -> Gevonden:
    """The widths in the dictionary are those of the program."""
    for letter in document.lettertypes.values():
        if letter.gids is None or letter.programma is None:
            continue
        anders = {
            code
            for code in letter.gebruikt
            if (breedte := letter.programma.breedtes.get(letter.gids[code])) is not None
            and abs(breedte - letter.breedtes[code]) > MARGE
        }
        if anders:
            yield str(letter), f"other widths for {_codes(anders)}"


@regel("31-027")
def font_without_unicode(document: Document) -> Gevonden:
    """The font has a ToUnicode CMap, or is of a known character collection."""
    for letter in document.lettertypes.values():
        if letter.unicode is None and not _collectie(letter):
            yield str(letter), "it has no ToUnicode"


@regel("31-028")
def unicode_is_zero(document: Document) -> Gevonden:
    """No code stands for U+0000."""
    yield from _verboden(document, "\0")


@regel("31-029")
def unicode_is_byte_order_mark(document: Document) -> Gevonden:
    """Nor for a byte order mark."""
    yield from _verboden(document, "\ufeff\ufffe")


def _verboden(document: Document, tekens: str) -> Gevonden:
    for letter in document.lettertypes.values():
        codes = {
            code
            for code, waarde in (letter.unicode or {}).items()
            if set(waarde) & set(tekens)
        }
        if codes:
            yield str(letter), f"ToUnicode has no right value for {_codes(codes)}"


@regel("31-030")
def notdef_shown(document: Document) -> Gevonden:
    """No character is shown as the sign that it is missing."""
    for letter in document.lettertypes.values():
        codes = {code for code, gid in (letter.gids or {}).items() if gid == 0}
        if codes:
            yield str(letter), f".notdef is shown for {_codes(codes)}"


@regel("SW-10")
def font_not_examined(document: Document) -> Gevonden:
    """Other kinds of font than WeasyPrint writes aren't looked into; so none may be."""
    for letter in document.lettertypes.values():
        soort = naam(veld(letter.cid, "Subtype")) or letter.soort
        if soort not in {"CIDFontType0", "CIDFontType2"} or letter.gids is None:
            yield str(letter), f"a {soort or 'nameless'} font in a way not looked into"
        elif (
            programma_van(veld(letter.cid, "FontDescriptor")) is not None
            and not letter.programma
        ):
            yield str(letter), "its program can't be read"
