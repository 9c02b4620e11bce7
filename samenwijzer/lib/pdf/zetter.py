"""What happens inside a process that sets documents; it knows nothing of Django.

WeasyPrint's fonts and style sheets are read once and used for every document: a new
FontConfiguration for each would never be freed.
"""

import contextlib
import gc
import logging
import mimetypes
import os
import re
import resource
import select
import threading
import traceback
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pypdfium2
import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from samenwijzer.lib.pdf.afwerking import finish
from samenwijzer.lib.pdf.inslag import impose
from samenwijzer.lib.pdf.zetsel import Zetsel

# Where our own files seem to be; by its name no network can ever have it (RFC 2606).
BASE = "https://static.invalid/"
SHEETS = ("css/tokens.css", "css/print.css", "css/papier.css")
LONG_WORD = re.compile(r"\S{50}(?=\S)")
# What isn't set as words: style sheets, the title, descriptions of drawings.
AS_WRITTEN = {"style", "title", "{http://www.w3.org/2000/svg}title"}
NICE = 10  # pages of the site go before paper


class OwnFiles(URLFetcher):
    """Serves our own static files and nothing else: no network, no `file:`, no data."""

    def __init__(self, mappen: list[Path]) -> None:
        super().__init__(allowed_protocols=("https",), allow_redirects=False)
        self.mappen = [path.resolve() for path in mappen]

    def fetch(
        self, url: str, headers: Mapping[str, str] | None = None
    ) -> URLFetcherResponse:
        if url.startswith(BASE):
            name = unquote(urlsplit(url).path).lstrip("/")
            for folder in self.mappen:
                path = (folder / name).resolve()
                if path.is_relative_to(folder) and path.is_file():
                    kind = mimetypes.guess_type(path.name)[0] or ""
                    headers = {"Content-Type": kind}
                    return URLFetcherResponse(url, path.read_bytes(), headers)
        raise ValueError(f"niet van ons: {url[:200]}")


class Klachten(logging.Handler):
    """Collects what WeasyPrint has to say about one document."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def set_pdf(html: str) -> Zetsel:
    """Set HTML as a tagged PDF (PDF/UA-1).

    `<html data-inslag>` asks for the pages two by two on a sheet, to fold.
    """
    klachten = Klachten()
    weasyprint.LOGGER.handlers[:] = [klachten]
    document, root = lay_out(html)
    pdf: bytes = document.write_pdf(pdf_variant="pdf/ua-1", finisher=finish)
    if root.get("data-inslag") is not None:
        pdf = impose(pdf)
    return Zetsel(pdf, count_pages(pdf), tuple(klachten.lines))


def set_private(html: str) -> Zetsel:
    """The same of a text that no log may have: what went wrong is only told by kind."""
    try:
        zetsel = set_pdf(html)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 (it goes on, without its words)
        raise RuntimeError(type(error).__name__) from None
    return Zetsel(zetsel.pdf, zetsel.bladzijden, ())


def lay_out(html: str) -> tuple[weasyprint.Document, Any]:
    """The pages of some HTML, and its root element."""
    fetcher, font_config, sheets = equipment()
    source = weasyprint.HTML(string=html, base_url=BASE, url_fetcher=fetcher)
    root = source.etree_element
    for element in root.iter():
        if element.tag not in AS_WRITTEN:
            element.text = soften(element.text)
        element.tail = soften(element.tail)
    document = source.render(
        font_config=font_config, stylesheets=list(sheets), pdf_variant="pdf/ua-1"
    )
    return document, root


def draw(pdf: bytes, nummer: int, breedte: int) -> bytes:
    """One page of a PDF as a PNG."""
    with contextlib.closing(pypdfium2.PdfDocument(pdf)) as document:
        page = document[nummer - 1]
        bitmap = page.render(scale=breedte / page.get_width())
        out = BytesIO()
        bitmap.to_pil().quantize(64).save(out, "PNG")
        return out.getvalue()


def count_pages(pdf: bytes) -> int:
    with contextlib.closing(pypdfium2.PdfDocument(pdf)) as document:
        return len(document)


def soften(text: str | None) -> str | None:
    """Let a word of over 50 characters break; otherwise looking for where takes ages.

    The places are zero-width spaces: nobody sees them, and copying leaves them out.
    """
    return LONG_WORD.sub("\\g<0>\u200b", text) if text else text


mappen: list[Path] = []


@cache
def equipment() -> tuple[OwnFiles, FontConfiguration, tuple[weasyprint.CSS, ...]]:
    fetcher, font_config = OwnFiles(mappen), FontConfiguration()
    sheets = tuple(
        weasyprint.CSS(
            url=f"{BASE}{sheet}", url_fetcher=fetcher, font_config=font_config
        )
        for sheet in SHEETS
    )
    return fetcher, font_config, sheets


def limit_memory(extra: int) -> None:
    """From here on this process can have `extra` more bytes of memory of its own."""
    status = Path("/proc/self/status")
    if not status.exists():  # not Linux: there the limit is on time alone
        return
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
    limit = int(lines["VmData"].split()[0]) * 1024 + extra
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def leave_with(number: int) -> None:
    """End as soon as the other end of the pipe is gone, also within a document."""
    watch = select.poll()
    watch.register(number, 0)  # a hang-up is reported whatever one asks for
    watch.poll()
    os._exit(0)


def main(number: str, geheugen: str, *folders: str) -> None:
    """Answer tasks (the name of a function here, and what to call it with)."""
    pipe: Connection[Any, Any] = Connection(int(number))
    mappen[:] = map(Path, folders)
    os.nice(NICE)
    threading.Thread(target=leave_with, args=[pipe.fileno()], daemon=True).start()
    equipment()
    gc.freeze()  # what stays for good needn't be looked through again and again
    limit_memory(int(geheugen))
    functions: dict[str, Callable[..., Any]] = {
        "set_pdf": set_pdf,
        "set_private": set_private,
        "draw": draw,
    }
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        pipe.send("klaar")
        while True:
            name, *arguments = pipe.recv()
            try:
                pipe.send((True, functions[name](*arguments)))
            except MemoryError:
                return  # the other end sees it close; a new process takes over
            except Exception:  # noqa: BLE001 (it is logged at the other end)
                pipe.send((False, traceback.format_exc()))
