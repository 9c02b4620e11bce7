"""Read a PDF into the model."""

import io
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree import ElementTree as ET

from pikepdf import Array, Dictionary, Pdf, Stream

from tests.pdfua.letters import lees_lettertypes
from tests.pdfua.model import Annotatie, Document, Element, Plek, Verwijzing
from tests.pdfua.standaard import standaardsoort
from tests.pdfua.stromen import Opbrengst
from tests.pdfua.waarden import (
    Sleutel,
    getal,
    is_boek,
    lijst,
    naam,
    sleutel,
    tekst,
    veld,
)


def lees(pdf: bytes, fonts: str | tuple[str, ...]) -> Document:
    """The document in these bytes; `fonts` is how its fonts' names must start."""
    bestand = Pdf.open(io.BytesIO(pdf))
    catalogus = bestand.Root
    paginas = [pagina.obj for pagina in bestand.pages]
    boom = Boom(catalogus, paginas)
    opbrengst = Opbrengst()
    annotaties = []
    for nummer, pagina in enumerate(paginas, start=1):
        opbrengst.lees(pagina, "page", nummer)
        for plaats, obj in enumerate(lijst(veld(pagina, "Annots")), start=1):
            element = boom.verwezen.get(sleutel(obj))
            soort = naam(veld(obj, "Subtype"))
            annotaties.append(Annotatie(obj, soort, nummer, plaats, element))
            for stroom in uiterlijk(obj):
                opbrengst.lees(stroom, "appearance", nummer)
    return Document(
        pdf=bestand,
        catalogus=catalogus,
        taal=tekst(veld(catalogus, "Lang")),
        rollen=boom.rollen,
        elementen=boom.elementen,
        inhoud=boom.inhoud,
        ouders=dict(_nummers(veld(boom.wortel, "ParentTree"))),
        paginas=paginas,
        annotaties=annotaties,
        boeken=list(_boeken(bestand)),
        stromen=opbrengst.stromen,
        tekens=opbrengst.tekens,
        nestingen=opbrengst.nestingen,
        aanroepen=opbrengst.aanroepen,
        lettertypes=lees_lettertypes(opbrengst.fonts, opbrengst.tekens),
        xmp=_xmp(veld(catalogus, "Metadata")),
        fonts=fonts,
    )


def uiterlijk(annotatie: Any) -> list[Any]:
    """The streams that draw an annotation's normal appearance."""
    normaal = veld(annotatie, "AP", "N")
    if isinstance(normaal, Stream):
        return [normaal]
    if not is_boek(normaal):
        return []
    return [stroom for stroom in normaal.values() if isinstance(stroom, Stream)]


class Boom:
    """Collects the structure tree, from the root down."""

    def __init__(self, catalogus: Any, paginas: list[Any]) -> None:
        self.wortel = veld(catalogus, "StructTreeRoot")
        rollen = veld(self.wortel, "RoleMap")
        self.rollen = (
            {soort[1:]: naam(doel) for soort, doel in rollen.items()}
            if is_boek(rollen)
            else {}
        )
        self.nummers = {sleutel(pagina): i for i, pagina in enumerate(paginas, start=1)}
        self.elementen: list[Element] = []
        self.per_object: dict[Sleutel, Element] = {}
        self.inhoud: dict[Plek, list[Element]] = {}
        self.verwezen: dict[Sleutel, Element] = {}
        for obj in lijst(veld(self.wortel, "K")):
            if is_boek(obj):
                self.voeg_toe(obj, None, (0, 0))

    def voeg_toe(
        self, obj: Any, ouder: Element | None, pagina: Sleutel
    ) -> Element | None:
        """An element with all that is under it; None if it is in the tree already."""
        if sleutel(obj) in self.per_object:
            return None
        soort = naam(veld(obj, "S"))
        pagina = sleutel(veld(obj, "Pg")) if veld(obj, "Pg") is not None else pagina
        element = Element(
            obj,
            soort,
            standaardsoort(soort, self.rollen),
            ouder,
            tekst(veld(obj, "Lang")) or (ouder.taal if ouder else ""),
            self.nummers.get(pagina, 0),
        )
        self.elementen.append(element)
        if sleutel(obj) != (0, 0):
            self.per_object[sleutel(obj)] = element
        for kind in lijst(veld(obj, "K")):
            lid = self.lees_lid(kind, element, pagina)
            if lid is not None:
                element.kinderen.append(lid)
        return element

    def lees_lid(
        self, kind: Any, element: Element, pagina: Sleutel
    ) -> Element | Plek | Verwijzing | None:
        nummer = getal(kind)
        if nummer is not None:
            return self.houd_bij(Plek(pagina, nummer), element)
        soort = naam(veld(kind, "Type"))
        if soort == "OBJR":
            doel = sleutel(veld(kind, "Obj"))
            self.verwezen.setdefault(doel, element)
            return Verwijzing(doel)
        if soort == "MCR":
            stroom = veld(kind, "Stm") or veld(kind, "Pg")
            waar = pagina if stroom is None else sleutel(stroom)
            return self.houd_bij(Plek(waar, getal(veld(kind, "MCID")) or 0), element)
        return self.voeg_toe(kind, element, pagina) if is_boek(kind) else None

    def houd_bij(self, plek: Plek, element: Element) -> Plek:
        self.inhoud.setdefault(plek, []).append(element)
        return plek


def _nummers(boom: Any) -> Iterator[tuple[int, Any]]:
    """The entries of a number tree."""
    paren = iter(lijst(veld(boom, "Nums")))
    yield from zip(paren, paren, strict=False)
    for tak in lijst(veld(boom, "Kids")):
        yield from _nummers(tak)


def _boeken(bestand: Pdf) -> Iterator[tuple[int, Any]]:
    """Actions, file specifications and whatever else has an S or EF."""
    for obj in bestand.objects:
        for deel in _delen(obj):
            if "/S" in deel or "/EF" in deel:
                yield obj.objgen[0], deel


def _delen(obj: Any) -> Iterator[Any]:
    """This dictionary and those in it; not what it refers to."""
    if is_boek(obj):
        yield obj
        leden: Iterable[Any] = obj.values()
    else:
        leden = obj if isinstance(obj, Array) else ()
    for lid in leden:
        if isinstance(lid, Array | Dictionary) and not lid.is_indirect:
            yield from _delen(lid)


def _xmp(metadata: Any) -> ET.Element | None:
    if not isinstance(metadata, Stream):
        return None
    try:
        return ET.fromstring(metadata.read_bytes())
    except ET.ParseError:
        return None
