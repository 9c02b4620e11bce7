"""02: types of the structure tree that aren't standard."""

from tests.pdfua.model import Document
from tests.pdfua.regels.register import Gevonden, regel
from tests.pdfua.standaard import STANDAARD


@regel("02-001")
def type_not_mapped(document: Document) -> Gevonden:
    """Each type that is used is a standard one, or is mapped to one in the end."""
    for element in document.elementen:
        if element.standaard not in STANDAARD and not in_kring(element.soort, document):
            yield str(element), f"{element.soort or 'no type'} isn't mapped to standard"


@regel("02-003")
def circular_mapping(document: Document) -> Gevonden:
    """Following the role map ends somewhere."""
    for soort in document.rollen:
        if soort not in STANDAARD and in_kring(soort, document):
            yield "role map", f"{soort} leads back to itself"


@regel("02-004")
def standard_type_remapped(document: Document) -> Gevonden:
    """A standard type stays what it is."""
    for soort, doel in document.rollen.items():
        if soort in STANDAARD:
            yield "role map", f"{soort} is mapped to {doel}"


def in_kring(soort: str, document: Document) -> bool:
    gezien: set[str] = set()
    while soort in document.rollen and soort not in STANDAARD:
        if soort in gezien:
            return True
        gezien.add(soort)
        soort = document.rollen[soort]
    return False
