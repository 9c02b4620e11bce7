"""Texts of which nobody knows the language."""

from pikepdf import Pdf, String

from tests.pdfua.schade.register import breekt
from tests.pdfua.voorbeeld import (
    element,
    elementen,
    herschrijf,
    nieuw_element,
    nieuwe_annotatie,
)

GEEN_TAAL = String("geen taal")


def _alleen_in_boom(pdf: Pdf) -> None:
    """The language is said in the tree, no longer in the catalog."""
    del pdf.Root.Lang
    element(pdf, "Document").Lang = String("nl")


def _taal_van_titel(pdf: Pdf) -> None:
    bron = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata = pdf.make_stream(bron.replace(b"x-default", b"nl"))


@breekt("11-001", "SW-14")
def no_language_for_paragraph(pdf: Pdf) -> None:
    elementen(pdf, "/P")[-1].Lang = GEEN_TAAL


@breekt("11-001")
def no_language_for_marked_content(pdf: Pdf) -> None:
    herschrijf(pdf, b"<</MCID 1>>", b"<</MCID 1 /Lang (geen taal)>>")


@breekt("11-002", "SW-14")
def no_language_for_alternative(pdf: Pdf) -> None:
    nieuw_element(pdf, "P", [], ActualText=String("tekst"), Lang=GEEN_TAAL)


@breekt("11-003", "SW-06")
def no_language_for_outline(pdf: Pdf) -> None:
    _alleen_in_boom(pdf)
    _taal_van_titel(pdf)


@breekt("11-004", "SW-14")
def no_language_for_annotation(pdf: Pdf) -> None:
    pdf.pages[0].obj.Annots[0].Lang = GEEN_TAAL


@breekt("11-005", "SW-14")
def no_language_for_field(pdf: Pdf) -> None:
    nieuwe_annotatie(pdf, "Widget", "Form", TU=String("veld"), Lang=GEEN_TAAL)


@breekt("11-006", "SW-06", "SW-08")
def no_language_for_metadata(pdf: Pdf) -> None:
    _alleen_in_boom(pdf)
    del pdf.Root.Outlines


@breekt("SW-06")
def in_english(pdf: Pdf) -> None:
    pdf.Root.Lang = String("en")


@breekt("SW-14")
def no_language_for_what_has_no_text(pdf: Pdf) -> None:
    nieuw_element(pdf, "Sect", [], Lang=String(""))
