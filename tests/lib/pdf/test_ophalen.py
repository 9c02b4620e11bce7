from collections.abc import Iterator
from functools import cache
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from gespreksbladen.drukwerk import Deel, Drukwerk, Groep, Vraagregel
from samenwijzer.lib.pdf.zetter import BASE, OwnFiles
from tests.lib.pdf.make import make_html
from tests.lib.pdf.uitkijk import Gezien, watch

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>t</title>{}</svg>'
)
# What WeasyPrint goes and gets.
WAYS = {
    "img": '<img alt="" src="{}">',
    "link": '<link rel="stylesheet" href="{}"><p>x',
    "import": "<style>@import '{}' ;</style><p>x",
    "import url": "<style>@import url( {} ) ;</style><p>x",
    "background": '<p style="background: url({})">x',
    "list-style": '<ul style="list-style-image: url({})"><li>x</ul>',
    "content": "<style>p::before {{ content: url( {} ) }}</style><p>x",
    "border-image": '<p style="border: 1px solid; border-image: url({}) 1">x',
    "page": "<style>@page {{ background: url( {} ) }}</style><p>x",
    "svg image": SVG.format('<image href="{}" width="9" height="9"/>'),
    "svg xlink": SVG.format('<image xlink:href="{}" width="9" height="9"/>'),
    "object": '<object data="{}">x</object>',
    "embed": '<embed src="{}">',
    "link attachment": '<link rel="attachment" href="{}"><p>x',
    "a attachment": '<a rel="attachment" href="{}">x</a>',
}
# What it has no use for, or only names.
IGNORED = {
    "svg use": SVG.format('<use href="{}#a"/>'),
    "svg fill": SVG.format('<path d="M0 0h9v9z" fill="url({}#a)"/>'),
    "svg style": SVG.format("<style>@import '{}' ;</style>"),
    "srcset": '<img alt="" srcset="{} 2x">',
    "iframe": '<iframe src="{}"></iframe>',
    "video": '<video src="{}" poster="{}"></video>',
    "input": '<input type="image" src="{}">',
    "script": '<script src="{}"></script><p>x',
    "refresh": '<meta http-equiv="refresh" content="0;url={}"><p>x',
    "icon": '<link rel="icon" href="{}"><p>x',
    "cursor": '<p style="cursor: url({}), auto">x',
    "a": '<a href="{}">x</a>',
}
URLS = [
    "file:///etc/hostname",
    "http://127.0.0.1:9/x.png",
    "https://127.0.0.1:9/x.png",
    "https://static.invalid.voorbeeld.example/x.png",
    "https://static.invalid:443@127.0.0.1/x.png",
    "https://static.invalid/../manage.py",
    "https://static.invalid/%2e%2e/manage.py",
    "https://static.invalid//etc/hostname",
    "ftp://127.0.0.1/x.png",
    "data:image/png;base64,iVBORw0KGgo=",
]
TEXTS = [
    "<img src=file:///etc/hostname>",
    "url(http://127.0.0.1:9/x)",
    "</h2><style>@import 'http://127.0.0.1:9/x';</style>",
    '"><link rel=stylesheet href=http://127.0.0.1:9/x>',
    "' style='background:url(file:///etc/hostname)",
    "{% include 'pdf/blad.html' %} {{ settings.SECRET_KEY }}",
    "<base href=http://127.0.0.1:9/><svg><image href=x></svg>",
    "&lt;img src=file:///etc/hostname&gt;",
]


@pytest.fixture
def fetcher(tmp_path: Path) -> OwnFiles:
    """One that serves the folder `ons`, where `ons/css/a.css` is."""
    (tmp_path / "ons" / "css").mkdir(parents=True)
    (tmp_path / "ons" / "css" / "a.css").write_text("p {}", encoding="utf-8")
    (tmp_path / "geheim.css").write_text("geheim", encoding="utf-8")
    return OwnFiles([tmp_path / "ons"])


@pytest.mark.parametrize("name", ["css/a.css", "css/../css/a.css", "css/%61.css?v=1#x"])
def test_own_file_is_served(fetcher: OwnFiles, name: str) -> None:
    response = fetcher.fetch(BASE + name)

    assert (response.read(), response.content_type) == (b"p {}", "text/css")


@pytest.mark.parametrize(
    "url",
    [
        *URLS,
        "https://static.invalid",
        "https://static.invalid/",
        "https://static.invalid/css",
        "https://static.invalid/css/",
        "https://static.invalid/bestaat-niet.css",
        "https://static.invalid/../geheim.css",
        "https://static.invalid/css/../../geheim.css",
        "https://static.invalid/..%2fgeheim.css",
        "https://static.invalid/%2e%2e%2fgeheim.css",
        "https://static.invalid/css/a.css%00",
        f"https://static.invalid/{'a' * 5000}",
        "http://static.invalid/css/a.css",
        "HTTPS://STATIC.INVALID/css/a.css",
        "https://static.invalid:8000/css/a.css",
        "css/a.css",
        "",
    ],
)
def test_everything_else_is_refused(fetcher: OwnFiles, url: str) -> None:
    with pytest.raises((ValueError, OSError)):
        fetcher.fetch(url)


@pytest.mark.parametrize("target", ["geheim.css", "."])
def test_link_out_of_the_folder_is_refused(
    fetcher: OwnFiles, tmp_path: Path, target: str
) -> None:
    (tmp_path / "ons" / "uit").symlink_to(tmp_path / target)

    for name in ("uit", "uit/geheim.css"):
        with pytest.raises(ValueError, match=f"niet van ons: {BASE}{name}"):
            fetcher.fetch(BASE + name)


def test_link_within_the_folder_is_served(fetcher: OwnFiles, tmp_path: Path) -> None:
    (tmp_path / "ons" / "b.css").symlink_to(tmp_path / "ons" / "css" / "a.css")

    assert fetcher.fetch(f"{BASE}b.css").read() == b"p {}"


class Redirect(BaseHTTPRequestHandler):
    """Counts who comes by, and sends them on to one of our own files."""

    asked: list[str] = []  # noqa: RUF012 (one server, one list)

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(302)
        self.send_header("Location", f"{BASE}css/a.css")
        self.end_headers()


@pytest.fixture
def server() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Redirect) as server:
        Redirect.asked.clear()
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_server_that_redirects_is_never_asked(fetcher: OwnFiles, server: str) -> None:
    for ask in (fetcher.fetch, fetcher, fetcher.open):
        with pytest.raises(ValueError, match="niet van ons"):
            ask(f"{server}x.css")

    assert Redirect.asked == []


@cache
def gezien(*arguments: str) -> dict[tuple[str, str], Gezien]:
    """What each way to each address did, all in one process."""
    # Without limits only to what is on this machine.
    urls = URLS[:2] if arguments else URLS
    cases = [(way, url) for way in (WAYS | IGNORED) for url in urls]
    documents = [
        make_html((WAYS | IGNORED)[way].format(url, url)) for way, url in cases
    ]
    return dict(zip(cases, watch(documents, *arguments), strict=True))


@pytest.mark.parametrize("way", WAYS)
def test_document_reaches_nothing_outside_and_says_so(way: str) -> None:
    seen = [gezien()[way, url] for url in URLS]

    assert [one.gevraagd for one in seen] == [[url] for url in URLS]
    assert [one.buiten for one in seen] == [[] for _ in URLS]
    refused = [
        [k.rpartition("niet van ons: ")[2] for k in one.klachten] for one in seen
    ]
    assert refused == [[url] for url in URLS]
    assert [(one.bladzijden, one.bijlagen) for one in seen] == [(1, False)] * len(URLS)


@pytest.mark.parametrize("way", IGNORED)
def test_document_does_not_even_try(way: str) -> None:
    seen = [gezien()[way, url] for url in URLS]

    assert [(one.gevraagd, one.buiten) for one in seen] == [([], [])] * len(URLS)
    assert [(one.bladzijden, one.bijlagen) for one in seen] == [(1, False)] * len(URLS)


@pytest.mark.parametrize("way", WAYS)
def test_watching_sees_what_gets_out(way: str) -> None:
    """The positive control: a fetcher without limits is caught in every way."""
    seen = gezien("overal")

    assert "open /etc/hostname" in seen[way, URLS[0]].buiten
    assert "socket.connect" in seen[way, URLS[1]].buiten
    assert seen[way, URLS[0]].bijlagen == way.endswith("attachment")


def test_font_from_outside_is_refused_and_said() -> None:
    style = "<style>@font-face {{ font-family: q; src: url( {} ) }}</style><p>x"
    documents = [make_html(style.format(url)) for url in URLS]

    seen = watch(documents)

    assert [one.gevraagd for one in seen] == [[url] for url in URLS]
    assert [one.buiten for one in seen] == [[] for _ in URLS]
    assert [one.klachten for one in seen] == [["Font-face 'q' cannot be loaded"]] * len(
        URLS
    )


def test_another_base_makes_nothing_ours() -> None:
    bases = ["file:///etc/", "http://127.0.0.1:9/", "ftp://127.0.0.1/", f"{BASE}../"]
    documents = [
        make_html('<img alt="" src="hostname">', head=f'<base href="{base}">')
        for base in bases
    ]

    seen = watch(documents)

    assert [one.buiten for one in seen] == [[]] * 4
    assert [len(one.klachten) for one in seen] == [1] * 4


def make_drukwerk(text: str) -> Drukwerk:
    """A sheet on which everything that somebody can type is this text."""
    regel = Vraagregel(text, fichetitel=text, voor=text)
    deel = Deel(0, text, text, [text], [mark_safe("")], [Groep(text, [regel])], text)
    return Drukwerk(text, text, [text], [deel], range(1), mark_safe(""), text)


def test_texts_of_people_lead_to_no_attempt() -> None:
    documents = [
        render_to_string(
            f"pdf/{vorm}.html",
            {"titel": text, "vorm": vorm, "drukwerk": make_drukwerk(text)},
        )
        for vorm in ("blad", "kaarten", "poster", "boekje")
        for text in TEXTS
    ]

    seen = watch(documents)

    assert [(one.gevraagd, one.buiten) for one in seen] == [([], [])] * len(documents)


def test_long_address_in_a_style_sheet_is_asked_for_as_written() -> None:
    url = f"{BASE}img/{'a' * 80}.svg"
    html = make_html(f"<style>p {{ background: url({url}) }}</style><p>x")

    assert [one.gevraagd for one in watch([html])] == [[url]]
