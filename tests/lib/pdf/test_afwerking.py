from collections.abc import Iterator

import pikepdf
import pytest

from samenwijzer.lib.pdf.werkers import Werkplaats
from tests.lib.pdf.make import Shown, make_html, make_pages, open_pdf, read, shown

BLAD = 'class="blad"'


@pytest.fixture(scope="module")
def three(werkplaats: Werkplaats) -> Iterator[pikepdf.Pdf]:
    """Three pages, with a text and a number at the bottom of each."""
    html = make_pages(3, html=BLAD)
    with open_pdf(werkplaats.submit("set_pdf", html).result(60).pdf) as document:
        yield document


def test_footers_are_artifacts_and_the_text_is_not(three: pikepdf.Pdf) -> None:
    assert [shown(page.obj) for page in three.pages] == [
        [
            Shown("/Span", 0, f"Kop {number}"),
            Shown("/Span", 1, f"Tekst {number}"),
            Shown("/Artifact", None, "SamenWIJzer · "),
            Shown("/Artifact", None, f"{number + 1} / 3"),
        ]
        for number in range(3)
    ]


def test_artifacts_say_that_they_belong_to_the_page(three: pikepdf.Pdf) -> None:
    found = [
        step.operands[1]
        for page in three.pages
        for step in pikepdf.parse_content_stream(page)
        if str(step.operator) == "BDC" and str(step.operands[0]) == "/Artifact"
    ]

    assert found == [pikepdf.Dictionary(Type=pikepdf.Name.Pagination)] * 6


def test_parent_tree_leads_to_nothing_for_footers(three: pikepdf.Pdf) -> None:
    numbers = three.Root.StructTreeRoot.ParentTree.Nums

    assert [int(numbers[i]) for i in (0, 2, 4)] == [0, 1, 2]
    for i, page in enumerate(three.pages):
        owners = list(numbers[2 * i + 1])
        assert owners[2:] == [None, None]
        assert [list(owner.K) for owner in owners[:2]] == [[0], [1]]
        assert [owner.Pg.objgen for owner in owners[:2]] == [page.obj.objgen] * 2


def test_document_without_footers_keeps_all_its_text(werkplaats: Werkplaats) -> None:
    pdf = werkplaats.submit("set_pdf", make_html("<h1>Een</h1><p>Twee")).result(60).pdf

    assert read(pdf) == [("/Span", "Een"), ("/Span", "Twee")]


@pytest.mark.parametrize(
    ("title", "contents"),
    [
        ('title="Naar het voorbeeld"', "Naar het voorbeeld"),
        ('title="Café &amp; “thee” €"', "Café & “thee” €"),
        ("", "https://voorbeeld.example/"),
        ('title=""', "https://voorbeeld.example/"),
    ],
)
def test_link_says_where_it_leads(
    werkplaats: Werkplaats, title: str, contents: str
) -> None:
    html = make_html(f'<p><a href="https://voorbeeld.example/" {title}>hier</a>')

    with open_pdf(werkplaats.submit("set_pdf", html).result(60).pdf) as document:
        links = list(document.pages[0].Annots)

        assert [str(link.Contents) for link in links] == [contents]
        assert [str(link.A.URI) for link in links] == ["https://voorbeeld.example/"]


def test_each_part_of_a_link_over_two_lines_says_where_it_leads(
    werkplaats: Werkplaats,
) -> None:
    words = "woord " * 40
    html = make_html(
        f'<h1 id="doel">Doel</h1><a href="#doel" title="Terug">{words}</a>'
    )

    with open_pdf(werkplaats.submit("set_pdf", html).result(60).pdf) as document:
        links = list(document.pages[0].Annots)

    assert len(links) > 1
    assert {str(link.Contents) for link in links} == {"Terug"}
