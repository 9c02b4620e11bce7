"""A structure tree that is put together wrongly."""

from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.pdfua.schade.register import breekt
from tests.pdfua.voorbeeld import element, elementen, hernoem, nieuw_element


@breekt("02-001")
def type_of_our_own(pdf: Pdf) -> None:
    hernoem(pdf, "P", "Alinea")


@breekt("02-001")
def type_mapped_to_nowhere(pdf: Pdf) -> None:
    hernoem(pdf, "P", "Alinea")
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(Alinea=Name.Tekst)


@breekt("02-003")
def circle_of_types(pdf: Pdf) -> None:
    hernoem(pdf, "P", "Alinea")
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(Alinea=Name.Tekst, Tekst=Name.Alinea)


@breekt("02-004")
def standard_type_mapped(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(P=Name.Span)


@breekt("09-004")
def row_outside_table(pdf: Pdf) -> None:
    hernoem(pdf, "P", "TR")


@breekt("09-004")
def cell_outside_row(pdf: Pdf) -> None:
    hernoem(pdf, "P", "TD")


@breekt("09-004")
def content_straight_in_table(pdf: Pdf) -> None:
    hernoem(pdf, "Caption", "NonStruct").K[0].S = Name.NonStruct


@breekt("09-004")
def caption_in_the_middle(pdf: Pdf) -> None:
    tabel = element(pdf, "Table")
    bijschrift, hoofd, *rest = list(tabel.K)
    tabel.K = Array([hoofd, bijschrift, *rest])


@breekt("09-004")
def two_captions(pdf: Pdf) -> None:
    bijschrift = Dictionary(S=Name.Caption, P=element(pdf, "Table"), K=Array())
    element(pdf, "Table").K.append(pdf.make_indirect(bijschrift))


@breekt("09-004")
def head_without_body(pdf: Pdf) -> None:
    hernoem(pdf, "TBody", "TFoot")


@breekt("09-004")
def rows_beside_groups(pdf: Pdf) -> None:
    tabel, groep = element(pdf, "Table"), element(pdf, "TBody")
    *blijft, laatste = list(groep.K)
    groep.K = Array(blijft)
    tabel.K.append(laatste)


@breekt("09-005")
def paragraph_in_item(pdf: Pdf) -> None:
    hernoem(pdf, "LBody", "P")


@breekt("09-005")
def item_outside_list(pdf: Pdf) -> None:
    hernoem(pdf, "L", "Div")


@breekt("09-005")
def body_outside_item(pdf: Pdf) -> None:
    hernoem(pdf, "P", "LBody")


@breekt("09-005")
def caption_after_items(pdf: Pdf) -> None:
    bijschrift = Dictionary(S=Name.Caption, P=element(pdf, "L"), K=Array())
    element(pdf, "L").K.append(pdf.make_indirect(bijschrift))


@breekt("09-006")
def text_in_toc(pdf: Pdf) -> None:
    hernoem(pdf, "P", "TOC")


@breekt("09-006")
def toc_item_outside_toc(pdf: Pdf) -> None:
    nieuw_element(pdf, "TOCI", [])


@breekt("09-007")
def ruby_without_text(pdf: Pdf) -> None:
    hernoem(pdf, "P", "Ruby")


@breekt("09-007")
def ruby_text_outside_ruby(pdf: Pdf) -> None:
    hernoem(pdf, "P", "RT")


@breekt("09-008")
def warichu_without_parentheses(pdf: Pdf) -> None:
    hernoem(pdf, "P", "Warichu")


@breekt("09-008")
def warichu_text_outside_warichu(pdf: Pdf) -> None:
    hernoem(pdf, "P", "WT")


@breekt("14-002")
def first_heading_is_h2(pdf: Pdf) -> None:
    hernoem(pdf, "H1", "H2")


@breekt("14-003")
def h3_after_h1(pdf: Pdf) -> None:
    hernoem(pdf, "H2", "P")


@breekt("14-006")
def many_h_together(pdf: Pdf) -> None:
    for soort in ("/H1", "/H2", "/H3"):
        for kop in elementen(pdf, soort):
            kop.S = Name.H


@breekt("14-007")
def h_beside_h1(pdf: Pdf) -> None:
    hernoem(pdf, "P", "H")


@breekt("15-003")
def cell_without_headers(pdf: Pdf) -> None:
    del elementen(pdf, "/TD")[1].A.Headers


@breekt("15-003")
def headers_name_nothing(pdf: Pdf) -> None:
    elementen(pdf, "/TD")[1].A.Headers[0] = String("nergens")


@breekt("SW-12")
def table_without_headers(pdf: Pdf) -> None:
    for cel in elementen(pdf, "/TH"):
        cel.S = Name.TD
    for cel in elementen(pdf, "/TD"):
        cel.A.Headers = Array()


@breekt("SW-13")
def row_too_long(pdf: Pdf) -> None:
    elementen(pdf, "/TD")[1].A.ColSpan = 3


@breekt("SW-13")
def rows_beyond_table(pdf: Pdf) -> None:
    for cel in [*elementen(pdf, "/TH")[-1:], *elementen(pdf, "/TD")[-1:]]:
        cel.A.RowSpan = 2


@breekt("19-003")
def note_without_id(pdf: Pdf) -> None:
    hernoem(pdf, "P", "Note")


@breekt("19-004")
def two_notes_with_one_id(pdf: Pdf) -> None:
    for alinea in elementen(pdf, "/P"):
        alinea.S = Name.Note
        alinea.ID = String("noot")
