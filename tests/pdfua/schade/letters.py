"""Fonts with something missing or something wrong."""

import io

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph
from pikepdf import Array, Name, Pdf

from tests.pdfua.schade.register import breekt
from tests.pdfua.voorbeeld import (
    cid_font,
    code_van,
    eigen_cmap,
    gewone_letter,
    leid_om,
)


def _unicode(pdf: Pdf, van: bytes, naar: bytes) -> None:
    letter = gewone_letter(pdf)
    bron = letter.ToUnicode.read_bytes()
    assert van in bron
    letter.ToUnicode = pdf.make_stream(bron.replace(van, naar, 1))


@breekt("10-001")
def vergeet_unicode(pdf: Pdf) -> None:
    _unicode(pdf, f"<{code_van(pdf, 'e'):04x}> <0065>\n".encode(), b"")


@breekt("31-001")
def other_registry(pdf: Pdf) -> None:
    eigen_cmap(pdf, Registry="Iemand")


@breekt("31-002")
def other_ordering(pdf: Pdf) -> None:
    eigen_cmap(pdf, Ordering="Anders")


@breekt("31-003")
def supplement_too_high(pdf: Pdf) -> None:
    eigen_cmap(pdf)
    cid_font(pdf).CIDSystemInfo.Supplement = 1


@breekt("31-004")
def other_glyph_map(pdf: Pdf) -> None:
    cid_font(pdf).CIDToGIDMap = Name.Anders


@breekt("31-005")
def no_glyph_map(pdf: Pdf) -> None:
    del cid_font(pdf).CIDToGIDMap


@breekt("31-006", "SW-10")
def unknown_cmap(pdf: Pdf) -> None:
    gewone_letter(pdf).Encoding = Name("/Eigen-H")


@breekt("31-007")
def cmap_in_two_directions(pdf: Pdf) -> None:
    eigen_cmap(pdf, b"/WMode 1 def")


@breekt("31-008")
def cmap_on_unknown_cmap(pdf: Pdf) -> None:
    eigen_cmap(pdf, b"/Eigen-H usecmap")


@breekt("31-008")
def dictionary_on_unknown_cmap(pdf: Pdf) -> None:
    eigen_cmap(pdf).UseCMap = Name("/Eigen-H")


@breekt("31-009")
def not_embedded(pdf: Pdf) -> None:
    del cid_font(pdf).FontDescriptor.FontFile2


@breekt("31-011")
def glyph_beyond_the_last(pdf: Pdf) -> None:
    leid_om(pdf, code_van(pdf, "e"), 0xFFFF)


@breekt("31-011")
def glyph_without_outline(pdf: Pdf) -> None:
    descriptor = cid_font(pdf).FontDescriptor
    font = TTFont(io.BytesIO(descriptor.FontFile2.read_bytes()))
    font["glyf"][font.getGlyphName(code_van(pdf, "e"))] = Glyph()
    uit = io.BytesIO()
    font.save(uit)
    descriptor.FontFile2 = pdf.make_stream(uit.getvalue())


def _cidset(pdf: Pdf, *stukken: bytes) -> None:
    cid_font(pdf).FontDescriptor.CIDSet = pdf.make_stream(b"".join(stukken))


def _aantal(pdf: Pdf) -> int:
    bron = cid_font(pdf).FontDescriptor.FontFile2.read_bytes()
    return int(TTFont(io.BytesIO(bron))["maxp"].numGlyphs)


@breekt("31-014")
def cidset_with_too_little(pdf: Pdf) -> None:
    _cidset(pdf, b"\x80")


@breekt("31-015")
def cidset_with_too_much(pdf: Pdf) -> None:
    _cidset(pdf, b"\xff" * (_aantal(pdf) // 8 + 1), b"\x01")


@breekt("31-016")
def other_widths(pdf: Pdf) -> None:
    cid_font(pdf).W = Array([0, 0xFFFF, 250])


@breekt("31-027", "10-001")
def no_unicode(pdf: Pdf) -> None:
    del gewone_letter(pdf).ToUnicode


@breekt("31-028")
def unicode_zero(pdf: Pdf) -> None:
    _unicode(pdf, b"endbfchar", b"<fff0> <0000>\nendbfchar")


@breekt("31-029")
def unicode_byte_order_mark(pdf: Pdf) -> None:
    _unicode(pdf, b"endbfchar", b"<fff0> <feff>\nendbfchar")


@breekt("31-029")
def unicode_byte_order_mark_turned_round(pdf: Pdf) -> None:
    _unicode(pdf, b"endbfchar", b"<fff0> <fffe>\nendbfchar")


@breekt("31-030", "31-016")
def missing_sign(pdf: Pdf) -> None:
    leid_om(pdf, code_van(pdf, "e"), 0)


@breekt("SW-09")
def other_letter(pdf: Pdf) -> None:
    gewone_letter(pdf).BaseFont = Name("/ABCDEF+DejaVu-Sans")


@breekt("SW-10")
def unreadable_program(pdf: Pdf) -> None:
    cid_font(pdf).FontDescriptor.FontFile2 = pdf.make_stream(b"geen letters")


@breekt("SW-10")
def predefined_cmap(pdf: Pdf) -> None:
    gewone_letter(pdf).Encoding = Name("/UniJIS-UTF16-H")


@breekt("SW-10", "10-001")
def simple_font(pdf: Pdf) -> None:
    letter = gewone_letter(pdf)
    letter.FontDescriptor = cid_font(pdf).FontDescriptor
    letter.Subtype = Name.TrueType
