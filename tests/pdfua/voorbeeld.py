"""A good PDF, and what one needs to damage it."""

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from weasyprint import HTML

from tests.pdfua.waarden import is_boek, lijst, naam, veld

LETTERS = Path(__file__).parents[2] / "build" / "static" / "fonts"
HUISSTIJL = """
@page { size: A5; margin: 1cm }
@font-face { font-family: "Atkinson Hyperlegible Next"; font-weight: 400;
  src: url("atkinson-400.woff2") }
@font-face { font-family: "Atkinson Hyperlegible Next"; font-weight: 700;
  src: url("atkinson-700.woff2") }
html { font-family: "Atkinson Hyperlegible Next" }
ul, ul ul { list-style-type: disc }
td, th, .kader { border: 1px solid; background: #eee }
"""
INHOUD = """
<h1>Gesprek over waar je staat</h1>
<p>Een, twéé, “drie” – zie <a href="https://example.org/">de uitleg, die op meer
dan één regel van dit kleine blad moet staan</a> en <a href="#lijsten">verderop</a>.</p>
<h2 id="lijsten">Lijsten</h2>
<ul><li>een</li><li>twee<ul><li>dieper</li></ul></li></ul><ol><li>eerst</li></ol>
<h3>Tabel</h3>
<table><caption>Wie</caption>
<thead><tr><td></td><th>Naam</th><th>Rol</th></tr></thead>
<tbody><tr><th scope="row">1</th><td>An</td><td>coach</td></tr>
<tr><th scope="row">2</th><td colspan="2">niemand</td></tr></tbody></table>
<h2>Beeld</h2>
<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40" role="img">
<title>Een pijl</title><rect width="80" height="40" fill="#246"/>
<path d="M0 0L80 40" stroke="#fff" opacity=".5"/>
<text x="5" y="20" font-family="Atkinson Hyperlegible Next">hoi</text></svg>
<p class="kader" style="break-before: page">Verder op een nieuw blad.</p>
"""


def maak(inhoud: str, stijl: str = "", taal: str = "nl") -> bytes:
    """A PDF as the application makes them."""
    html = (
        f'<!doctype html><html lang="{taal}"><head><title>Proefblad</title>'
        f"<style>{HUISSTIJL}{stijl}</style></head><body>{inhoud}</body></html>"
    )
    pdf = HTML(string=html, base_url=f"{LETTERS.as_uri()}/").write_pdf(
        pdf_variant="pdf/ua-1"
    )
    assert isinstance(pdf, bytes)
    return pdf


@cache
def voorbeeld() -> bytes:
    """The good one, with a bit of everything that our papers have."""
    return maak(INHOUD)


def open_voorbeeld() -> Pdf:
    return Pdf.open(io.BytesIO(voorbeeld()))


def bewaar(pdf: Pdf, **hoe: Any) -> bytes:
    uit = io.BytesIO()
    pdf.save(uit, fix_metadata_version=False, **hoe)
    return uit.getvalue()


def elementen(pdf: Pdf, soort: str) -> list[Any]:
    """The structure elements of a type, in reading order."""
    return [obj for obj in _onder(pdf.Root.StructTreeRoot) if veld(obj, "S") == soort]


def _onder(obj: Any) -> Iterator[Any]:
    for kind in lijst(veld(obj, "K")):
        if is_boek(kind):
            yield kind
            yield from _onder(kind)


def element(pdf: Pdf, soort: str) -> Any:
    return elementen(pdf, f"/{soort}")[0]


def hernoem(pdf: Pdf, soort: str, nieuw: str) -> Any:
    """Give the first element of a type another."""
    gevonden = element(pdf, soort)
    gevonden.S = Name(f"/{nieuw}")
    return gevonden


def herschrijf(pdf: Pdf, van: bytes, naar: bytes) -> None:
    """Replace the first such piece in the content of the first page."""
    bron = pdf.pages[0].obj.Contents.read_bytes()
    assert van in bron
    pdf.pages[0].obj.Contents = pdf.make_stream(bron.replace(van, naar, 1))


def teken_erbij(pdf: Pdf, bron: bytes) -> None:
    """Add something at the end of the first page."""
    oud = pdf.pages[0].obj.Contents.read_bytes()
    pdf.pages[0].obj.Contents = pdf.make_stream(oud + b"\n" + bron)


def in_ouderboom(pdf: Pdf, waarde: Any) -> int:
    """A new number in the ParentTree, which leads to this."""
    nummers = pdf.Root.StructTreeRoot.ParentTree.Nums
    nummer = int(nummers[-2]) + 1
    nummers.append(nummer)
    nummers.append(waarde)
    return nummer


def nieuw_element(pdf: Pdf, soort: str, kinderen: list[Any], **rest: Any) -> Any:
    """An element at the end of the document."""
    document = element(pdf, "Document")
    nieuw = pdf.make_indirect(
        Dictionary(
            Type=Name.StructElem,
            S=Name(f"/{soort}"),
            P=document,
            Pg=pdf.pages[0].obj,
            K=Array(kinderen),
            **rest,
        )
    )
    document.K.append(nieuw)
    return nieuw


def nieuwe_annotatie(pdf: Pdf, soort: str, in_soort: str = "", **rest: Any) -> Any:
    """An annotation on the first page, in a new element if a type is given."""
    annotatie = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name(f"/{soort}"), Rect=[0, 0, 9, 9], **rest
        )
    )
    pdf.pages[0].obj.Annots.append(annotatie)
    if soort == "Widget":
        pdf.Root.AcroForm = Dictionary(Fields=[annotatie])
    if in_soort:
        verwijzing = Dictionary(Type=Name.OBJR, Obj=annotatie, Pg=pdf.pages[0].obj)
        eigenaar = nieuw_element(pdf, in_soort, [verwijzing])
        annotatie.StructParent = in_ouderboom(pdf, eigenaar)
    return annotatie


def gewone_letter(pdf: Pdf) -> Any:
    """The font dictionary of the regular weight."""
    fonts = pdf.pages[0].obj.Resources.Font
    return next(font for font in fonts.values() if "Bold" not in naam(font.BaseFont))


def cid_font(pdf: Pdf) -> Any:
    return gewone_letter(pdf).DescendantFonts[0]


def code_van(pdf: Pdf, letter: str) -> int:
    """The character code that stands for a letter in the regular weight."""
    bron = gewone_letter(pdf).ToUnicode.read_bytes().decode()
    regel = next(r for r in bron.split("\n") if r.endswith(f"> <{ord(letter):04x}>"))
    return int(regel[1:5], 16)


def eigen_cmap(pdf: Pdf, bron: bytes = b"", **stelsel: Any) -> Stream:
    """Give the regular weight a CMap of its own, which changes nothing."""
    cmap = pdf.make_stream(bron + b"\n1 begincidrange\n<0000> <ffff> 0\nendcidrange")
    info = {"Registry": "Adobe", "Ordering": "Identity", "Supplement": 0, **stelsel}
    cmap.CIDSystemInfo = Dictionary(
        {
            f"/{wat}": String(waarde) if isinstance(waarde, str) else waarde
            for wat, waarde in info.items()
        }
    )
    gewone_letter(pdf).Encoding = cmap
    return cmap


def leid_om(pdf: Pdf, code: int, gid: int) -> None:
    """Let one character code of the regular weight lead to another glyph."""
    gids = [*range(code), gid, *range(code + 1, 0x10000)]
    tabel = b"".join(nummer.to_bytes(2) for nummer in gids)
    cid_font(pdf).CIDToGIDMap = pdf.make_stream(tabel)


def getekend_formulier(pdf: Pdf, keren: int) -> Any:
    """A form XObject with tagged content, drawn so many times on the first page."""
    formulier = pdf.make_stream(b"/P <</MCID 0>> BDC 0 0 5 5 re f EMC")
    formulier.Type, formulier.Subtype = Name.XObject, Name.Form
    formulier.BBox = Array([0, 0, 9, 9])
    inhoud = Dictionary(Type=Name.MCR, Stm=formulier, MCID=0, Pg=pdf.pages[0].obj)
    eigenaar = nieuw_element(pdf, "P", [inhoud])
    formulier.StructParents = in_ouderboom(pdf, Array([eigenaar]))
    pdf.pages[0].obj.Resources.XObject.Nieuw = formulier
    teken_erbij(pdf, b" /Nieuw Do" * keren)
    return formulier
