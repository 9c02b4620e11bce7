"""Chromium as a printer: a page that stays open and prints HTML as tagged PDF."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pikepdf
from django.contrib.staticfiles import finders
from playwright.sync_api import Page, sync_playwright

from benchmarks.processen import cpu_below
from tools import systeem

SHEETS = ("css/tokens.css", "css/print.css", "css/papier.css")
FONT = "Atkinson"
FONTS_READY = "document.fonts.ready.then(() => 0)"


@dataclass(frozen=True)
class Drukker:
    """Prints with our own style sheets and fonts."""

    page: Page
    css: str

    def print(self, html: str) -> bytes:
        styled = html.replace("</head>", f"<style>{self.css}</style></head>")
        self.page.set_content(styled)
        self.page.evaluate(FONTS_READY)
        return self.page.pdf(tagged=True, prefer_css_page_size=True)

    def cpu(self) -> float:
        """Milliseconds of processor time of all its processes so far."""
        return cpu_below(os.getpid(), "chrom")


@contextmanager
def open_drukker(html: str) -> Iterator[Drukker]:
    """A printer that was tried with this HTML: it has to set our own font."""
    path = systeem.chromium()
    if path is None:
        raise FileNotFoundError("chromium")
    licence = _find("fonts/LICENSE.txt")
    css = "".join(_find(sheet).read_text(encoding="utf-8") for sheet in SHEETS)
    css = css.replace("../fonts/", f"{licence.parent.as_uri()}/")
    with sync_playwright() as playwright:
        # Chromium doesn't want its sandbox when it runs as root, and a page has to be
        # from a file to read fonts from files.
        browser = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--allow-file-access-from-files"],
        )
        page = browser.new_page()
        page.goto(licence.as_uri())
        drukker = Drukker(page, css)
        _check(drukker.print(html))
        yield drukker
        browser.close()


def _check(pdf: bytes) -> None:
    with pikepdf.Pdf.open(BytesIO(pdf)) as document:
        parts = [o for o in document.objects if isinstance(o, pikepdf.Dictionary)]
        fonts = [str(part.BaseFont) for part in parts if "/BaseFont" in part]
        if not fonts or any(FONT not in font for font in fonts):
            raise RuntimeError(f"Chromium set other fonts: {fonts}")
        if "/StructTreeRoot" not in document.Root:
            raise RuntimeError("Chromium's PDF has no tags")


def _find(name: str) -> Path:
    path = finders.find(name)
    if path is None:
        raise FileNotFoundError(name)
    return Path(path)
