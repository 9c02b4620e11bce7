"""What WeasyPrint doesn't tag well is found, in the paper it happens in.

These aren't wishes: where one of them stops failing, WeasyPrint has improved, and a
paper may use what it had to avoid.
"""

import pytest

from tests.pdfua import Probleem, problems
from tests.pdfua.voorbeeld import maak

TEKENING = """<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}</svg>"""
MET_TITEL = TEKENING.format('<title>een vlak</title><rect width="9" height="9"/>')

KOP_VAN_TABEL = "<thead><tr><th>a</th><th>b</th></tr></thead>"
BREED_OVER_TWEE = f"""<table>{KOP_VAN_TABEL}<tr><td rowspan="2">a</td><td>b</td></tr>
<tr style="break-before: page"><td>b</td></tr></table>"""
LANGE_TABEL = f"<table>{KOP_VAN_TABEL}{'<tr><td>a</td><td></td></tr>' * 60}</table>"
VLAK = MET_TITEL.replace("#", "%23").replace('"', "%22")

VALKUILEN = {
    "margin box": ("<p>a</p>", "@page { @top-left { content: 'a' } }", {"01-005"}),
    "running element": (
        "<p class='r'>a</p><p>b</p>",
        "@page { @top-left { content: element(r) } } .r { position: running(r) }",
        {"01-005"},
    ),
    "opacity": ('<p style="opacity: .5">a</p>', "", {"01-005", "SW-04", "SW-05"}),
    "letter of a drawing": (
        TEKENING.format("<title>een a</title><text y='9'>a</text>"),
        "",
        {"SW-09"},
    ),
    "drawing without title": (TEKENING.format("<path d='M0 0h9'/>"), "", {"13-004"}),
    "drawing that is a link": (
        f"<a href='https://a.be/'>{MET_TITEL}</a>",
        "",
        {"28-011"},
    ),
    "block that is a link": (
        "<a href='https://a.be/' style='display: block'><p>a</p></a>",
        "",
        {"28-011"},
    ),
    "bold part of a link": (
        "<p><a href='https://a.be/'>a <b>b</b></a></p>",
        "",
        {"28-011"},
    ),
    "paragraphs in an item": ("<ul><li><p>a</p><p>b</p></li></ul>", "", {"09-005"}),
    "items in a row": (
        "<ul><li>a</li> <li>b</li></ul>",
        "li { display: inline-block }",
        {"09-005"},
    ),
    "bullet inside": ("<ul><li>a</li></ul>", "li { list-style: inside }", {"09-005"}),
    "square bullet": ("<ul><li>a</li></ul>", "li { list-style: square }", {"SW-09"}),
    "grouped terms": ("<dl><div><dt>a</dt><dd>b</dd></div></dl>", "", {"09-005"}),
    "hyphen of a broken word": (
        "<p style='hyphens: auto; width: 2cm'>aanvangsbegeleiding</p>",
        "",
        {"SW-09"},
    ),
    "letter that no font has": ("<p>\U0010fff0</p>", "", {"31-016", "31-030"}),
    "table without headers": (
        "<table><tr><td>a</td></tr></table>",
        "",
        {"SW-12"},
    ),
    "header of a row without scope": (
        "<table><tr><th>a</th><td>b</td></tr></table>",
        "",
        {"15-003"},
    ),
    "span over the end of a page": (
        BREED_OVER_TWEE,
        "",
        {"SW-13"},
    ),
    "level left out": ("<h3>a</h3>", "", {"14-003"}),
}


@pytest.mark.parametrize("wat", VALKUILEN)
def test_what_weasyprint_tags_wrongly_is_found(wat: str) -> None:
    inhoud, stijl, verwacht = VALKUILEN[wat]
    gevonden = problems(maak(f"<h1>Kop</h1>{inhoud}", stijl))
    assert {probleem.regel for probleem in gevonden} == verwacht


GOED = {
    "margin box with only a line": (
        "<p>a</p>",
        "@page { @top-left { content: ''; border-top: 1px solid } }",
    ),
    "gradient": ("<p>a</p>", "p { background: linear-gradient(red, #0003) }"),
    "round frame": ("<p>a</p>", "p { border: 2px dashed; border-radius: 4px }"),
    "rotation": ("<p>a</p>", "p { transform: rotate(3deg) }"),
    "repeated background": (
        "<p>a</p>",
        f"p {{ background: url('data:image/svg+xml,{VLAK}') }}",
    ),
    "list as a grid": ("<ul><li>a</li> <li>b</li></ul>", "ul { display: grid }"),
    "terms": ("<dl><dt>a</dt><dd>b</dd></dl>", ""),
    "list over pages": (f"<ol>{'<li>a<br>b</li>' * 60}</ol>", ""),
    "table over pages": (
        LANGE_TABEL,
        "",
    ),
    "link over pages": (f"<p><a href='https://a.be/'>{'woord ' * 900}</a></p>", ""),
    "table of contents": (
        "<ul><li><a href='#b'>b</a></li></ul><h2 id='b'>b</h2>",
        "a::after { content: leader('.') target-counter(attr(href), page) }",
    ),
    "hyphen of our own": (
        "<p style='hyphens: auto; width: 2cm'>aanvangsbegeleiding</p>",
        "p { hyphenate-character: '-' }",
    ),
    "text in another language": ("<p lang='fr'>bonjour</p>", ""),
}


@pytest.mark.parametrize("wat", GOED)
def test_what_weasyprint_tags_well_is_no_problem(wat: str) -> None:
    inhoud, stijl = GOED[wat]
    assert problems(maak(f"<h1>Kop</h1>{inhoud}", stijl)) == []


def test_problem_says_where_it_is() -> None:
    gevonden = problems(maak("<h1>Kop</h1>", "@page { @top-left { content: 'a' } }"))
    wat = "text has a tag that isn't in the tree"
    assert gevonden == [Probleem("01-005", "page 1, MCID 1", wat)]
