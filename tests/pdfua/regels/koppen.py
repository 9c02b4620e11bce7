"""14, 15 and 19: headings, the headers of tables, and notes."""

import re
from collections import Counter
from itertools import pairwise
from typing import Any

from tests.pdfua.model import Document, Element, Plek
from tests.pdfua.regels.register import Gevonden, regel
from tests.pdfua.waarden import getal, is_boek, lijst, naam, tekst, veld

GENUMMERD = re.compile(r"H([1-9][0-9]*)")


def niveau(element: Element) -> int:
    """The level of a numbered heading; 0 for anything else."""
    match = GENUMMERD.fullmatch(element.standaard)
    return int(match[1]) if match else 0


def _genummerd(document: Document) -> list[Element]:
    return [element for element in document.elementen if niveau(element)]


@regel("14-002")
def first_heading_is_not_h1(document: Document) -> Gevonden:
    """The first numbered heading is an H1."""
    for kop in _genummerd(document)[:1]:
        if niveau(kop) != 1:
            yield str(kop), "it is the first heading and isn't H1"


@regel("14-003")
def heading_level_skipped(document: Document) -> Gevonden:
    """Going deeper goes one level at a time."""
    koppen = _genummerd(document)
    for vorige, kop in pairwise(koppen):
        if niveau(kop) > niveau(vorige) + 1:
            yield str(kop), f"it follows {vorige.standaard}"


@regel("14-006")
def more_than_one_h(document: Document) -> Gevonden:
    """A part has at most one unnumbered heading of its own."""
    keren = Counter(element.ouder for element in document.van_soort("H"))
    for ouder, aantal in keren.items():
        if aantal > 1:
            yield str(ouder or "root"), f"it has {aantal} H elements"


@regel("14-007")
def h_beside_numbered(document: Document) -> Gevonden:
    """Headings are all numbered or none is."""
    if _genummerd(document):
        for kop in document.van_soort("H"):
            yield str(kop), "there are numbered headings too"


def eigenschap(element: Element, eigenaar: str, sleutel: str) -> Any:
    """The value of an attribute in A; its owner says what it is about."""
    for boek in lijst(veld(element.obj, "A")):
        if is_boek(boek) and naam(veld(boek, "O")) == eigenaar:
            waarde = veld(boek, sleutel)
            if waarde is not None:
                return waarde
    return None


def rijen(tabel: Element) -> list[list[Element]]:
    """The cells of each row."""
    return [
        [cel for cel in rij.onder() if cel.standaard in {"TH", "TD"}]
        for lid in tabel.onder()
        for rij in ([lid] if lid.standaard == "TR" else lid.onder())
        if rij.standaard == "TR"
    ]


def heeft_inhoud(element: Element) -> bool:
    return any(
        isinstance(kind, Plek)
        for deel in (element, *element.nakomelingen())
        for kind in deel.kinderen
    )


@regel("15-003")
def header_of_cell_unknown(document: Document) -> Gevonden:
    """Each cell names its headers, or else each header says how far it goes."""
    for tabel in document.van_soort("Table"):
        cellen = [cel for rij in rijen(tabel) for cel in rij]
        koppen = [cel for cel in cellen if cel.standaard == "TH"]
        bekend = {tekst(veld(kop.obj, "ID")) for kop in koppen} - {""}
        zonder = False
        for cel in cellen:
            genoemd = {tekst(id_) for id_ in lijst(eigenschap(cel, "Table", "Headers"))}
            if genoemd - bekend:
                yield str(cel), "its Headers name no TH of its table"
            if cel.standaard == "TD" and not genoemd and heeft_inhoud(cel):
                zonder = True
        for kop in koppen if zonder else ():
            reikwijdte = naam(eigenschap(kop, "Table", "Scope"))
            if reikwijdte not in {"Row", "Column", "Both"}:
                yield str(kop), "it has no Scope, and not every cell has Headers"


@regel("SW-12")
def table_without_headers(document: Document) -> Gevonden:
    """A table has headers; what has none is no table."""
    for tabel in document.van_soort("Table"):
        if not any(cel.standaard == "TH" for rij in rijen(tabel) for cel in rij):
            yield str(tabel), "it has no TH"


@regel("SW-13")
def table_not_rectangular(document: Document) -> Gevonden:
    """With spans counted, the rows of a table are equally long."""
    for tabel in document.van_soort("Table"):
        lengtes: Counter[int] = Counter()
        rooster = rijen(tabel)
        for plaats, rij in enumerate(rooster):
            for cel in rij:
                breed = getal(eigenschap(cel, "Table", "ColSpan")) or 1
                hoog = getal(eigenschap(cel, "Table", "RowSpan")) or 1
                for onder in range(plaats, plaats + hoog):
                    lengtes[onder] += breed
        if set(lengtes) != set(range(len(rooster))) or len(set(lengtes.values())) > 1:
            yield str(tabel), f"its rows are {sorted(lengtes.values())} cells long"


@regel("19-003")
def note_without_id(document: Document) -> Gevonden:
    """A note has an ID."""
    for noot in document.van_soort("Note"):
        if not tekst(veld(noot.obj, "ID")):
            yield str(noot), "it has no ID"


@regel("19-004")
def note_id_not_unique(document: Document) -> Gevonden:
    """And nothing else has the same."""
    keren = Counter(tekst(veld(element.obj, "ID")) for element in document.elementen)
    for noot in document.van_soort("Note"):
        id_ = tekst(veld(noot.obj, "ID"))
        if id_ and keren[id_] > 1:
            yield str(noot), f"ID {id_} is used {keren[id_]} times"
