"""Fonts: what was shown in them, and what their dictionaries and programs hold."""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fontTools.pens.boundsPen import ControlBoundsPen
from fontTools.ttLib import TTFont, TTLibError
from pikepdf import Array, Stream

from tests.pdfua.cmaps import Cmap, lees_cmap
from tests.pdfua.model import Glyfen, Lettertype, Teken
from tests.pdfua.waarden import Sleutel, lijst, naam, veld

IDENTITY = ("Identity-H", "Identity-V")


def lees_lettertypes(
    fonts: Mapping[Sleutel, Any], tekens: Iterable[Teken]
) -> dict[Sleutel, Lettertype]:
    """The fonts that text was shown in. A font that was only chosen doesn't count."""
    per_font: dict[Sleutel, list[Teken]] = {}
    for teken in tekens:
        if teken.codes:
            per_font.setdefault(teken.font, []).append(teken)
    return {wie: _lees(fonts.get(wie), lijstje) for wie, lijstje in per_font.items()}


def splits(obj: Any, codes: bytes) -> list[int]:
    """The character codes of a shown string: two bytes each in a Type 0 font."""
    if naam(veld(obj, "Subtype")) != "Type0":
        return list(codes)
    return [int.from_bytes(codes[i : i + 2]) for i in range(0, len(codes), 2)]


def cmap_van(obj: Any) -> Cmap | None:
    return lees_cmap(obj.read_bytes()) if isinstance(obj, Stream) else None


def _lees(obj: Any, tekens: Sequence[Teken]) -> Lettertype:
    codes = {code for teken in tekens for code in splits(obj, teken.codes)}
    gebruikt = {
        code for teken in tekens if teken.zichtbaar for code in splits(obj, teken.codes)
    }
    unicode = cmap_van(veld(obj, "ToUnicode"))
    soort = naam(veld(obj, "Subtype"))
    onder = lijst(veld(obj, "DescendantFonts")) if soort == "Type0" else []
    cid = next(iter(onder), None)
    cids = _cids(veld(obj, "Encoding"), codes)
    gids = None if cid is None or cids is None else _gids(cid, cids)
    breedtes = _breedtes(cid, cids or {})
    return Lettertype(
        obj=obj,
        naam=naam(veld(obj, "BaseFont")),
        soort=soort,
        cid=cid,
        codes=frozenset(codes),
        gebruikt=frozenset(gebruikt),
        unicode=None if unicode is None else unicode.teksten,
        gids=gids,
        breedtes=breedtes,
        programma=_programma(veld(cid, "FontDescriptor"), gids or {}),
        waar=f"page {tekens[0].stroom.pagina}",
    )


def _cids(encoding: Any, codes: Iterable[int]) -> dict[int, int] | None:
    """Codes to CIDs; None for a predefined CMap, whose tables aren't here."""
    if naam(encoding) in IDENTITY:
        return {code: code for code in codes}
    cmap = cmap_van(encoding)
    return None if cmap is None else {code: cmap.cids.get(code, 0) for code in codes}


def _gids(cid: Any, cids: Mapping[int, int]) -> dict[int, int]:
    tabel = veld(cid, "CIDToGIDMap")
    if not isinstance(tabel, Stream):
        return dict(cids)
    ruw = tabel.read_bytes()
    return {
        code: int.from_bytes(ruw[2 * nummer : 2 * nummer + 2])
        for code, nummer in cids.items()
    }


def _breedtes(cid: Any, cids: Mapping[int, int]) -> dict[int, float]:
    """The width of each code, as the font's dictionary has it."""
    standaard = veld(cid, "DW")
    per_cid: dict[int, float] = {}
    delen = iter(lijst(veld(cid, "W")))
    for eerste in delen:
        tweede = next(delen, None)
        if isinstance(tweede, Array):
            per_cid |= {int(eerste) + i: float(w) for i, w in enumerate(lijst(tweede))}
        elif tweede is not None:
            breedte = float(next(delen, 0))
            per_cid |= dict.fromkeys(range(int(eerste), int(tweede) + 1), breedte)
    anders = 1000.0 if standaard is None else float(standaard)
    return {code: per_cid.get(nummer, anders) for code, nummer in cids.items()}


def programma_van(descriptor: Any) -> Any:
    """The stream of the embedded font program, or None."""
    for soort in ("FontFile", "FontFile2", "FontFile3"):
        if (stroom := veld(descriptor, soort)) is not None:
            return stroom
    return None


def _programma(descriptor: Any, gids: Mapping[int, int]) -> Glyfen | None:
    """The glyphs of an embedded TrueType or OpenType program; None if it isn't one."""
    stroom = programma_van(descriptor)
    if stroom is None:
        return None
    try:
        font = TTFont(io.BytesIO(stroom.read_bytes()), lazy=True)
        return _glyfen(font, set(gids.values()))
    except (TTLibError, KeyError, AssertionError):
        return None


def _glyfen(font: TTFont, gids: set[int]) -> Glyfen:
    aantal = font["maxp"].numGlyphs
    per_em = font["head"].unitsPerEm
    glyfen = font.getGlyphSet()
    breedtes: dict[int, float] = {}
    leeg: set[int] = set()
    for gid in gids:
        if gid < aantal:
            glyf = glyfen[font.getGlyphName(gid)]
            pen = ControlBoundsPen(glyfen)
            glyf.draw(pen)
            breedtes[gid] = glyf.width * 1000 / per_em
            if pen.bounds is None:
                leeg.add(gid)
    return Glyfen(aantal, breedtes, frozenset(leeg))
