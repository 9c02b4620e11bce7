"""06, 07, 20, 21, 25 and 26: the file as a whole."""

from collections.abc import Iterator
from typing import Any

from pikepdf import Stream

from tests.pdfua.model import Document
from tests.pdfua.regels.register import Gevonden, regel
from tests.pdfua.waarden import getal, lijst, naam, tekst, veld

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
PDFUAID = "{http://www.aiim.org/pdfua/ns/id/}"
UITLEESBAAR = 1 << 9  # bit 10 of the permissions: extract for accessibility
NIEUWSTE = (1, 7)  # PDF/UA-1 is written on ISO 32000-1


@regel("06-001")
def no_xmp(document: Document) -> Gevonden:
    """The catalog has a metadata stream that can be read."""
    if document.xmp is None:
        yield "catalog", "there is no XMP metadata stream"


@regel("06-002")
def no_pdfua_identifier(document: Document) -> Gevonden:
    """The metadata say that this is PDF/UA-1, as an attribute or as an element."""
    if document.xmp is None:
        return
    delen = {
        waarde
        for boek in document.xmp.iter(f"{RDF}Description")
        for waarde in (boek.get(f"{PDFUAID}part"), boek.findtext(f"{PDFUAID}part"))
    }
    if delen != {None, "1"} and delen != {"1"}:
        yield "metadata", "pdfuaid:part isn't 1"


@regel("06-003")
def no_dc_title(document: Document) -> Gevonden:
    """The metadata have a title."""
    if document.xmp is not None and not any(titels(document)):
        yield "metadata", "there is no dc:title"


def titels(document: Document) -> list[str]:
    """The titles in the metadata, one for each language."""
    if document.xmp is None:
        return []
    lis = document.xmp.iterfind(f".//{DC}title//{RDF}li")
    return [(li.text or "").strip() for li in lis]


@regel("07-001")
def no_display_doc_title(document: Document) -> Gevonden:
    """The viewer is told what to put in its title bar."""
    if veld(document.catalogus, "ViewerPreferences", "DisplayDocTitle") is None:
        yield "catalog", "ViewerPreferences has no DisplayDocTitle"


@regel("07-002")
def display_doc_title_is_false(document: Document) -> Gevonden:
    """And that this is the title, not the file's name."""
    keuze = veld(document.catalogus, "ViewerPreferences", "DisplayDocTitle")
    if keuze is not None and keuze is not True:
        yield "catalog", "DisplayDocTitle isn't true"


def _inrichtingen(document: Document) -> Iterator[tuple[str, Any]]:
    """The configurations of optional content: the others, and the default."""
    lagen = veld(document.catalogus, "OCProperties")
    for plaats, inrichting in enumerate(lijst(veld(lagen, "Configs"))):
        yield f"Configs {plaats}", inrichting
    if lagen is not None:
        yield "D", veld(lagen, "D")


@regel("20-001")
def optional_content_config_without_name(document: Document) -> Gevonden:
    """Each configuration of layers that one can choose has a name."""
    for waar, inrichting in _inrichtingen(document):
        if waar != "D" and not tekst(veld(inrichting, "Name")):
            yield f"optional content, {waar}", "it has no Name"


@regel("20-002")
def default_config_without_name(document: Document) -> Gevonden:
    """So does the one that is there at first."""
    for waar, inrichting in _inrichtingen(document):
        if waar == "D" and not tekst(veld(inrichting, "Name")):
            yield "optional content, D", "it has no Name"


@regel("20-003")
def optional_content_by_itself(document: Document) -> Gevonden:
    """No layer is shown or hidden by how the file is used."""
    for waar, inrichting in _inrichtingen(document):
        if veld(inrichting, "AS") is not None:
            yield f"optional content, {waar}", "it has an AS entry"


@regel("21-001")
def embedded_file_without_names(document: Document) -> Gevonden:
    """The specification of an embedded file has its name in both ways."""
    for nummer, boek in document.boeken:
        if veld(boek, "EF") is not None and not bestandsnamen(boek):
            yield f"object {nummer}", "the file specification lacks F or UF"


def bestandsnamen(specificatie: Any) -> bool:
    return all(tekst(veld(specificatie, naam)) for naam in ("F", "UF"))


@regel("25-001")
def dynamic_xfa(document: Document) -> Gevonden:
    """No form that is only drawn while one looks at it."""
    xfa = lijst(veld(document.catalogus, "AcroForm", "XFA"))
    bron = b"".join(deel.read_bytes() for deel in xfa if isinstance(deel, Stream))
    _, label, rest = bron.partition(b"<dynamicRender")
    if label and rest.partition(b">")[2].lstrip().startswith(b"required"):
        yield "XFA", "dynamicRender is required"


@regel("26-002")
def not_readable_aloud(document: Document) -> Gevonden:
    """What an encrypted file allows includes reading it aloud."""
    rechten = getal(veld(document.pdf.trailer, "Encrypt", "P"))
    if rechten is not None and not rechten & UITLEESBAAR:
        yield "encryption", "bit 10 of P is off: no extraction for accessibility"


@regel("SW-15")
def too_new(document: Document) -> Gevonden:
    """The header names a version that PDF/UA-1 knows."""
    if tuple(map(int, document.pdf.pdf_version.split("."))) > NIEUWSTE:
        yield "header", f"PDF {document.pdf.pdf_version} is newer than 1.7"


@regel("SW-16")
def script_or_media(document: Document) -> Gevonden:
    """Nothing moves, sounds or runs: what a person would have to judge isn't there."""
    acties = {"JavaScript", "Launch", "Rendition", "Sound", "Movie", "RichMediaExecute"}
    for nummer, boek in document.boeken:
        if (actie := naam(veld(boek, "S"))) in acties:
            yield f"object {nummer}", f"there is a {actie} action"
    for annotatie in document.annotaties:
        if annotatie.soort in {"Sound", "Movie", "Screen", "RichMedia", "3D"}:
            yield str(annotatie), "it is multimedia"
