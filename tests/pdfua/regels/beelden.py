"""13 and 17: figures and formulas."""

from decimal import Decimal

from tests.pdfua.letters import splits
from tests.pdfua.model import Document
from tests.pdfua.regels.glyfen import zonder_unicode
from tests.pdfua.regels.koppen import eigenschap
from tests.pdfua.regels.register import Gevonden, regel
from tests.pdfua.waarden import lijst


@regel("13-004")
def figure_without_text(document: Document) -> Gevonden:
    """A figure has a text in its place."""
    for figuur in document.van_soort("Figure"):
        if not figuur.heeft("Alt", "ActualText"):
            yield str(figuur), "it has neither Alt nor ActualText"


@regel("17-002")
def formula_without_alt(document: Document) -> Gevonden:
    """A formula is also said in words."""
    for formule in document.van_soort("Formula"):
        if not formule.heeft("Alt"):
            yield str(formule), "it has no Alt"


@regel("17-003")
def formula_without_unicode(document: Document) -> Gevonden:
    """Each character of a formula can be told."""
    formules = {
        deel: formule
        for formule in document.van_soort("Formula")
        for deel in (formule, *formule.nakomelingen())
    }
    for teken in document.tekens:
        letter = document.lettertypes.get(teken.font)
        if teken.plek is None or letter is None:
            continue
        for element in document.inhoud.get(teken.plek, ()):
            codes = splits(letter.obj, teken.codes)
            if element in formules and zonder_unicode(letter) & set(codes):
                yield str(formules[element]), "it has characters without Unicode"


@regel("SW-11")
def figure_without_bbox(document: Document) -> Gevonden:
    """A figure says where it is (ISO 32000-1, 14.8.5.4.3)."""
    for figuur in document.van_soort("Figure"):
        kader = lijst(eigenschap(figuur, "Layout", "BBox"))
        if len([maat for maat in kader if isinstance(maat, int | Decimal)]) != 4:
            yield str(figuur), "it has no BBox of four numbers"
