"""Annotations that aren't tagged, described or ordered."""

from pikepdf import Dictionary, Name, Pdf, String

from tests.pdfua.schade.register import breekt
from tests.pdfua.voorbeeld import element, elementen, nieuwe_annotatie


@breekt("28-002")
def annotation_outside_tree(pdf: Pdf) -> None:
    nieuwe_annotatie(pdf, "Text", Contents=String("een opmerking"))


@breekt("28-002")
def annotation_in_paragraph(pdf: Pdf) -> None:
    nieuwe_annotatie(pdf, "Text", "P", Contents=String("een opmerking"))


@breekt("28-004")
def annotation_without_text(pdf: Pdf) -> None:
    nieuwe_annotatie(pdf, "Text", "Annot")


@breekt("28-005")
def field_without_text(pdf: Pdf) -> None:
    nieuwe_annotatie(pdf, "Widget", "Form")


@breekt("28-006", "28-002")
def unknown_annotation(pdf: Pdf) -> None:
    nieuwe_annotatie(pdf, "Hologram", Contents=String("een hologram"))


@breekt("28-007")
def trapnet(pdf: Pdf) -> None:
    nieuwe_annotatie(pdf, "TrapNet")


@breekt("28-008")
def no_tab_order(pdf: Pdf) -> None:
    del pdf.pages[0].obj.Tabs


@breekt("28-009")
def tab_order_by_rows(pdf: Pdf) -> None:
    pdf.pages[0].obj.Tabs = Name.R


@breekt("28-010")
def field_in_paragraph(pdf: Pdf) -> None:
    nieuwe_annotatie(pdf, "Widget", "P", TU=String("veld"))


@breekt("28-011")
def link_in_span(pdf: Pdf) -> None:
    element(pdf, "Link").S = Name.Span


@breekt("28-012")
def link_described_by_its_element_only(pdf: Pdf) -> None:
    for annotatie in pdf.pages[0].obj.Annots:
        del annotatie.Contents
    for link in elementen(pdf, "/Link"):
        link.Alt = String("de uitleg")


@breekt("28-016")
def attached_file_with_one_name(pdf: Pdf) -> None:
    bestand = Dictionary(Type=Name.Filespec, F=String("a.txt"))
    nieuwe_annotatie(pdf, "FileAttachment", "Annot", Contents=String("a"), FS=bestand)


@breekt("28-017")
def printer_mark_in_tree(pdf: Pdf) -> None:
    nieuwe_annotatie(pdf, "PrinterMark", "Annot")


@breekt("28-018")
def printer_mark_painted_as_content(pdf: Pdf) -> None:
    uiterlijk = pdf.make_stream(b"0 0 5 5 re f")
    nieuwe_annotatie(pdf, "PrinterMark", AP=Dictionary(N=uiterlijk))
