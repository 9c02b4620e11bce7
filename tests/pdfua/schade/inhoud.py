"""Content that is tagged wrongly, or not at all."""

from pikepdf import Array, Dictionary, Name, Pdf

from tests.pdfua.schade.register import breekt
from tests.pdfua.voorbeeld import (
    code_van,
    element,
    getekend_formulier,
    gewone_letter,
    herschrijf,
    nieuw_element,
    teken_erbij,
)

EERSTE = b"/Span\n<</MCID 0>>\nBDC"


@breekt("01-003")
def artifact_in_heading(pdf: Pdf) -> None:
    herschrijf(pdf, EERSTE, EERSTE + b" /Artifact BMC EMC")


@breekt("01-004")
def page_in_artifact(pdf: Pdf) -> None:
    herschrijf(pdf, b"q\n", b"/Artifact BMC q\n")
    teken_erbij(pdf, b"EMC")


@breekt("01-005")
def untagged_line(pdf: Pdf) -> None:
    teken_erbij(pdf, b"0 0 m 9 9 l S")


@breekt("01-005")
def untagged_text(pdf: Pdf) -> None:
    pdf.pages[0].obj.Resources.Font.Nieuw = gewone_letter(pdf)
    teken_erbij(pdf, f"BT /Nieuw 9 Tf <{code_van(pdf, 'e'):04x}> Tj ET".encode())


@breekt("01-005")
def untagged_inline_image(pdf: Pdf) -> None:
    teken_erbij(pdf, b"BI /W 1 /H 1 /BPC 8 /CS /G ID x\nEI")


@breekt("01-005")
def span_without_mcid(pdf: Pdf) -> None:
    teken_erbij(pdf, b"/Span BMC 0 0 5 5 re f EMC")


@breekt("01-005")
def paragraph_out_of_tree(pdf: Pdf) -> None:
    document = element(pdf, "Document")
    *blijft, alinea = list(document.K)
    assert alinea.S == Name.P
    document.K = Array(blijft)


@breekt("01-005")
def form_drawn_outside_tags(pdf: Pdf) -> None:
    naam = next(iter(pdf.pages[0].obj.Resources.XObject.keys()))
    teken_erbij(pdf, f"{naam} Do".encode())


@breekt("01-007")
def suspects(pdf: Pdf) -> None:
    pdf.Root.MarkInfo.Suspects = True


@breekt("30-001")
def reference_xobject(pdf: Pdf) -> None:
    formulier = next(iter(pdf.pages[0].obj.Resources.XObject.values()))
    formulier.Ref = Dictionary(Page=0)


@breekt("30-002")
def tagged_form_drawn_twice(pdf: Pdf) -> None:
    getekend_formulier(pdf, 2)


@breekt("SW-01")
def not_marked(pdf: Pdf) -> None:
    pdf.Root.MarkInfo.Marked = False


@breekt("SW-02", "01-005", "28-011", "SW-04")
def no_tree(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot


@breekt("SW-03")
def mcid_twice(pdf: Pdf) -> None:
    teken_erbij(pdf, b"/Span <</MCID 0>> BDC EMC")


@breekt("SW-03", "SW-04")
def mcid_in_mcid(pdf: Pdf) -> None:
    teken_erbij(pdf, b"/P <</MCID 98>> BDC /P <</MCID 99>> BDC EMC EMC")


@breekt("SW-04")
def parent_tree_of_page_turned_round(pdf: Pdf) -> None:
    nummers = pdf.Root.StructTreeRoot.ParentTree.Nums
    nummers[1] = Array(list(reversed(list(nummers[1]))))


@breekt("SW-04")
def page_without_number(pdf: Pdf) -> None:
    del pdf.pages[1].obj.StructParents


@breekt("SW-04")
def annotation_with_wrong_number(pdf: Pdf) -> None:
    pdf.pages[0].obj.Annots[0].StructParent += 1


@breekt("SW-05")
def tree_names_content_that_is_not_there(pdf: Pdf) -> None:
    element(pdf, "P").K.append(999)


@breekt("SW-05")
def two_elements_have_the_same_content(pdf: Pdf) -> None:
    nieuw_element(pdf, "P", [0])
