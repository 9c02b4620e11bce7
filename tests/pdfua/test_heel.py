"""What is done otherwise than WeasyPrint does it, but well, is no problem."""

from collections.abc import Callable

import pytest
from pikepdf import Array, Dictionary, Encryption, Name, Pdf, PdfError, String

from tests.pdfua import problems
from tests.pdfua.voorbeeld import (
    bewaar,
    cid_font,
    eigen_cmap,
    element,
    elementen,
    getekend_formulier,
    gewone_letter,
    hernoem,
    herschrijf,
    leid_om,
    nieuw_element,
    nieuwe_annotatie,
    open_voorbeeld,
    teken_erbij,
    voorbeeld,
)


def scope_in_place_of_headers(pdf: Pdf) -> None:
    for cel in elementen(pdf, "/TH"):
        cel.A = Array([Dictionary(O=Name.Table, Scope=Name.Column)])
    for cel in elementen(pdf, "/TD"):
        cel.A.Headers = Array()


def actual_text_in_place_of_alt(pdf: Pdf) -> None:
    figuur = element(pdf, "Figure")
    figuur.ActualText = figuur.Alt
    del figuur.Alt


def own_cmap_with_right_system(pdf: Pdf) -> None:
    eigen_cmap(pdf, b"/WMode 0 def /Identity-H usecmap")


def glyph_map_in_a_stream(pdf: Pdf) -> None:
    leid_om(pdf, 0, 0)


def widths_one_by_one(pdf: Pdf) -> None:
    cid = cid_font(pdf)
    paren = zip(*[iter(cid.W)] * 2, strict=True)
    cid.W = Array(
        [
            deel
            for eerste, reeks in paren
            for i, breedte in enumerate(reeks)
            for deel in (int(eerste) + i, int(eerste) + i, breedte)
        ]
    )


def unicode_by_ranges(pdf: Pdf) -> None:
    letter = gewone_letter(pdf)
    bron = letter.ToUnicode.read_bytes().split(b"\n")
    paren = [regel.split() for regel in bron if regel.count(b"<") == 2]
    regels = [code + code + b"[" + tekst + b"]" for code, tekst in paren[1:]]
    bron = [b"%d beginbfrange" % len(regels), *regels, b"endbfrange"]
    letter.ToUnicode = pdf.make_stream(b"\n".join(bron))


def type_of_our_own_well_mapped(pdf: Pdf) -> None:
    hernoem(pdf, "H3", "Tussenkop")
    rollen = Dictionary(Tussenkop=Name.Kop, Kop=Name.H3)
    pdf.Root.StructTreeRoot.RoleMap = rollen


def identifier_as_an_element(pdf: Pdf) -> None:
    bron = pdf.Root.Metadata.read_bytes()
    van = b' pdfuaid:part="1" />'
    naar = b"><pdfuaid:part>1</pdfuaid:part></rdf:Description>"
    assert van in bron
    pdf.Root.Metadata = pdf.make_stream(bron.replace(van, naar))


def tagged_form_drawn_once(pdf: Pdf) -> None:
    getekend_formulier(pdf, 1)


def artifact_in_artifact(pdf: Pdf) -> None:
    binnen = b"/Artifact <</Type /Pagination>> BDC 0 0 5 5 re f EMC"
    teken_erbij(pdf, b"/Artifact BMC " + binnen + b" EMC")


def path_only_to_clip(pdf: Pdf) -> None:
    teken_erbij(pdf, b"0 0 5 5 re W n S")


def other_marks_without_meaning(pdf: Pdf) -> None:
    herschrijf(pdf, b"BT\n", b"/Merk BMC EMC /Punt MP BT\n")


def printer_mark_as_artifact(pdf: Pdf) -> None:
    uiterlijk = pdf.make_stream(b"/Artifact BMC 0 0 5 5 re f EMC")
    nieuwe_annotatie(pdf, "PrinterMark", AP=Dictionary(N=uiterlijk))


def hidden_annotation(pdf: Pdf) -> None:
    nieuwe_annotatie(pdf, "Text", F=2)


def note_with_id(pdf: Pdf) -> None:
    hernoem(pdf, "P", "Note").ID = String("noot")


def formula_in_words(pdf: Pdf) -> None:
    hernoem(pdf, "P", "Formula").Alt = String("een som")


def ruby_warichu_and_toc(pdf: Pdf) -> None:
    def los(soort: str, *onder: Dictionary) -> Dictionary:
        return pdf.make_indirect(Dictionary(S=Name(f"/{soort}"), K=Array(onder)))

    nieuw_element(pdf, "Ruby", [los("RB"), los("RP"), los("RT"), los("RP")])
    nieuw_element(pdf, "Warichu", [los("WP"), los("WT"), los("WP")])
    nieuw_element(pdf, "TOC", [los("Caption"), los("TOCI", los("Reference"))])


ANDERS: list[Callable[[Pdf], None]] = [
    scope_in_place_of_headers,
    actual_text_in_place_of_alt,
    own_cmap_with_right_system,
    glyph_map_in_a_stream,
    widths_one_by_one,
    unicode_by_ranges,
    type_of_our_own_well_mapped,
    identifier_as_an_element,
    tagged_form_drawn_once,
    artifact_in_artifact,
    path_only_to_clip,
    other_marks_without_meaning,
    printer_mark_as_artifact,
    hidden_annotation,
    note_with_id,
    formula_in_words,
    ruby_warichu_and_toc,
]


@pytest.mark.parametrize("anders", ANDERS)
def test_what_is_right_in_another_way_is_no_problem(
    anders: Callable[[Pdf], None],
) -> None:
    pdf = open_voorbeeld()
    anders(pdf)
    assert problems(bewaar(pdf)) == []


def test_good_pdf_has_no_problems() -> None:
    assert problems(voorbeeld()) == []


def test_encrypted_file_that_may_be_read_has_no_problems() -> None:
    slot = Encryption(owner="baas")
    assert problems(bewaar(open_voorbeeld(), encryption=slot)) == []


def test_other_fonts_can_be_asked_for() -> None:
    gevonden = problems(voorbeeld(), fonts="Times")
    assert {probleem.regel for probleem in gevonden} == {"SW-09"}


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(PdfError):
        problems(b"geen pdf")
