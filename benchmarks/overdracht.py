"""What a first visit to a fiche brings over the wire.

Chromium starts anew for each fiche, with an empty profile and nothing in its cache.
"""

import contextlib
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import BrowserType, Page, sync_playwright

from benchmarks.opstelling import FICHES
from benchmarks.uitkomst import Uitkomst
from tools import systeem
from tools.server import serve

DOEL = 120.0  # kB, fonts included
BLOCKING = "head script:not([defer], [async], [type=module])"
SOORTEN = {
    "text/html": "html",
    "text/css": "css",
    "font/woff2": "font",
    "text/javascript": "script",
    "image/svg+xml": "image",
}


@dataclass(frozen=True)
class Bezoek:
    """A first visit: bytes for each kind of file, headers included."""

    slug: str
    soorten: Counter[str]
    requests: int
    blocking_scripts: int

    @property
    def size(self) -> float:
        return self.soorten.total() / 1000


def measure() -> Iterator[Uitkomst]:
    path = _chromium()
    with serve() as port, sync_playwright() as playwright:
        bezoeken = [_visit(playwright.chromium, path, port, slug) for slug in FICHES]
    grootste = max(bezoeken, key=lambda bezoek: bezoek.size)
    naam = f"eerste bezoek aan de zwaarste fiche ({grootste.slug})"
    yield Uitkomst(f"{naam}, tegenover het doel", grootste.size, "kB", DOEL)
    for soort, size in grootste.soorten.most_common():
        deel = f"{naam}: {soort}, tegenover alles"
        yield Uitkomst(deel, size / 1000, "kB", grootste.size)
    most = max(bezoek.requests for bezoek in bezoeken)
    yield Uitkomst("eerste bezoek: verzoeken", most, "verzoeken")
    blocking = max(bezoek.blocking_scripts for bezoek in bezoeken)
    yield Uitkomst("eerste bezoek: blokkerende scripts", blocking, "scripts")


def _chromium() -> str:
    """The machine's own Chromium, installed first where that is possible."""
    with contextlib.redirect_stdout(sys.stderr):
        systeem.ensure("chromium")
    path = systeem.chromium()
    if path is None:
        raise FileNotFoundError("chromium")
    return path


def _visit(chromium: BrowserType, path: str, port: int, slug: str) -> Bezoek:
    # Chromium doesn't want its sandbox when it runs as root.
    browser = chromium.launch(executable_path=path, args=["--no-sandbox"])
    page = browser.new_page()
    kinds, sizes = _listen(page)
    page.goto(f"http://127.0.0.1:{port}/fiches/{slug}/", wait_until="networkidle")
    blocking_scripts = page.locator(BLOCKING).count()
    browser.close()
    soorten: Counter[str] = Counter()
    for request, size in sizes.items():
        soorten[kinds[request]] += size
    return Bezoek(slug, soorten, len(sizes), blocking_scripts)


def _listen(page: Page) -> tuple[dict[str, str], dict[str, int]]:
    """The kind and the size of each request that the page makes from now on."""
    kinds: dict[str, str] = {}
    sizes: dict[str, int] = {}

    def on_response(event: dict[str, Any]) -> None:
        mime = event["response"]["mimeType"]
        kinds[event["requestId"]] = SOORTEN.get(mime, mime)

    def on_finished(event: dict[str, Any]) -> None:
        sizes[event["requestId"]] = int(event["encodedDataLength"])

    devtools = page.context.new_cdp_session(page)
    devtools.on("Network.responseReceived", on_response)
    devtools.on("Network.loadingFinished", on_finished)
    devtools.send("Network.enable")
    return kinds, sizes
