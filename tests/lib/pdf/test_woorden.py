from contextlib import closing

import pikepdf
import pypdfium2
import pytest
from pytest_django import Settings

from samenwijzer.lib.pdf.werkers import Werkplaats
from samenwijzer.lib.pdf.zetter import soften
from tests.lib.pdf.make import make_html, open_pdf

BREAK = "\u200b"


@pytest.mark.parametrize(
    ("length", "pieces"),
    [(1, [1]), (50, [50]), (51, [50, 1]), (100, [50, 50]), (20_000, [50] * 400)],
)
def test_word_may_break_after_every_fifty_characters(
    length: int, pieces: list[int]
) -> None:
    word = "é" * length

    softened = soften(word)

    assert softened is not None
    assert [len(piece) for piece in softened.split(BREAK)] == pieces
    assert softened.replace(BREAK, "") == word


@pytest.mark.parametrize("text", [None, "", " \n ", "kort en goed " * 1000])
def test_text_without_long_words_stays_as_it_is(text: str | None) -> None:
    assert soften(text) == text


def test_only_the_long_word_of_a_text_changes() -> None:
    text = f"Kijk: {'a' * 60}, niet meer.\n{'b' * 50} {'c' * 51}"

    assert soften(text) == (
        f"Kijk: {'a' * 50}{BREAK}{'a' * 10}, niet meer.\n{'b' * 50} {'c' * 50}{BREAK}c"
    )


@pytest.mark.parametrize("vorm", ["blad", "groot", "kaarten", "poster", "boekje"])
def test_word_of_twenty_thousand_characters_is_set_in_time(
    werkplaats: Werkplaats,
    vorm: str,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(werkplaats, "seconden", settings.PDF_SECONDEN / 2)
    html = make_html(f"<p>{'w' * 20_000}</p>", html=f'class="{vorm}"')

    zetsel = werkplaats.submit("set_pdf", html).result(60)

    with closing(pypdfium2.PdfDocument(zetsel.pdf)) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    assert sum(text.count("w") for text in texts) == 20_000


def test_title_of_a_document_is_not_broken(werkplaats: Werkplaats) -> None:
    title = "t" * 120
    html = make_html().replace("Titel", title)

    with open_pdf(werkplaats.submit("set_pdf", html).result(60).pdf) as document:
        assert str(document.docinfo.Title) == title


def test_description_of_a_drawing_is_not_broken(werkplaats: Werkplaats) -> None:
    """A QR code is described by its address, which is long."""
    title = f"QR-code naar https://school.example/{'q' * 120}"
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9">'
        f'<title>{title}</title><path d="M0 0h9v9z"/></svg>'
    )

    zetsel = werkplaats.submit("set_pdf", make_html(svg)).result(60)

    with open_pdf(zetsel.pdf) as document:
        found = [str(item.Alt) for item in document.objects if _has_alt(item)]
    assert found == [title]


def _has_alt(item: pikepdf.Object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and "/Alt" in item
