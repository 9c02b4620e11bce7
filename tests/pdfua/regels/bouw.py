"""09: which element may be in which (ISO 32000-1, tables 333 and 336 to 338).

A NonStruct is looked through: it is there, but means nothing.
"""

from collections.abc import Iterator, Mapping

from tests.pdfua.model import Document, Element, Plek
from tests.pdfua.regels.register import Gevonden, regel

Soorten = Mapping[str, frozenset[str]]


def _soorten(**regels: str) -> Soorten:
    return {soort: frozenset(tekst.split()) for soort, tekst in regels.items()}


TABEL_LEDEN = _soorten(
    Table="TR THead TBody TFoot Caption",
    THead="TR",
    TBody="TR",
    TFoot="TR",
    TR="TH TD",
)
TABEL_OUDERS = _soorten(
    THead="Table",
    TBody="Table",
    TFoot="Table",
    TR="Table THead TBody TFoot",
    TH="TR",
    TD="TR",
)
LIJST_LEDEN = _soorten(L="L LI Caption", LI="Lbl LBody")
LIJST_OUDERS = _soorten(LI="L", LBody="LI")
INHOUD_LEDEN = _soorten(TOC="TOC TOCI Caption", TOCI="Lbl Reference P TOC")
INHOUD_OUDERS = _soorten(TOCI="TOC")
RUBY_OUDERS = _soorten(RB="Ruby", RT="Ruby", RP="Ruby")
WARICHU_OUDERS = _soorten(WT="Warichu", WP="Warichu")


def _verkeerd(document: Document, leden: Soorten, ouders: Soorten) -> Gevonden:
    """Elements whose children, content or parent their type doesn't allow."""
    for element in document.elementen:
        soort = element.standaard
        for lid in element.leden() if soort in leden else ():
            if isinstance(lid, Plek):
                yield str(element), f"content is directly in {soort}"
            elif isinstance(lid, Element) and lid.standaard not in leden[soort]:
                yield str(lid), f"{lid.standaard} is in {soort}"
        boven = element.voorouder
        ouder = boven.standaard if boven else "the root"
        # What the parent doesn't allow in it was said above.
        if ouder not in leden and ouder not in ouders.get(soort, {ouder}):
            yield str(element), f"{soort} is in {ouder}"


@regel("09-004")
def table_nesting(document: Document) -> Gevonden:
    """Tables: rows in them, cells in rows, one head and foot, the caption at an end."""
    yield from _verkeerd(document, TABEL_LEDEN, TABEL_OUDERS)
    for tabel in document.van_soort("Table"):
        soorten = [lid.standaard for lid in tabel.onder()]
        for soort in ("THead", "TFoot", "Caption"):
            if soorten.count(soort) > 1:
                yield str(tabel), f"it has more than one {soort}"
        if "Caption" in soorten[1:-1]:
            yield str(tabel), "its Caption is neither first nor last"
        groepen = {"THead", "TFoot"} & set(soorten)
        if groepen and "TBody" not in soorten:
            yield str(tabel), "it has a head or foot and no TBody"
        if (groepen or "TBody" in soorten) and "TR" in soorten:
            yield str(tabel), "it has rows beside its groups of rows"


@regel("09-005")
def list_nesting(document: Document) -> Gevonden:
    """Lists: items in them, labels and bodies in items, the caption first."""
    yield from _verkeerd(document, LIJST_LEDEN, LIJST_OUDERS)
    yield from _bijschrift_eerst(document, "L")


@regel("09-006")
def toc_nesting(document: Document) -> Gevonden:
    """Tables of contents: their items in them, the caption first."""
    yield from _verkeerd(document, INHOUD_LEDEN, INHOUD_OUDERS)
    yield from _bijschrift_eerst(document, "TOC")


def _bijschrift_eerst(document: Document, soort: str) -> Gevonden:
    for element in document.van_soort(soort):
        if "Caption" in [lid.standaard for lid in element.onder()][1:]:
            yield str(element), "its Caption isn't its first child"


@regel("09-007")
def ruby_nesting(document: Document) -> Gevonden:
    """Ruby: a base with its text, which may be between two parentheses."""
    yield from _verkeerd(document, {}, RUBY_OUDERS)
    yield from _reeks(document, "Ruby", {("RB", "RT"), ("RB", "RP", "RT", "RP")})


@regel("09-008")
def warichu_nesting(document: Document) -> Gevonden:
    """Warichu: its text between two parentheses."""
    yield from _verkeerd(document, {}, WARICHU_OUDERS)
    yield from _reeks(document, "Warichu", {("WP", "WT", "WP")})


def _reeks(
    document: Document, soort: str, goed: set[tuple[str, ...]]
) -> Iterator[tuple[str, str]]:
    for element in document.van_soort(soort):
        leden = tuple(lid.standaard for lid in element.onder())
        if leden not in goed:
            yield str(element), f"its children are {', '.join(leden) or 'nothing'}"
