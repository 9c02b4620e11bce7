"""Where paper is asked for: one of our own templates in, HTML and PDF out.

What was made is kept on disk under the content it was made from.
"""

import hashlib
import json
import logging
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import close_old_connections
from django.template.loader import render_to_string

from samenwijzer.lib.pdf.bewaarplaats import Bewaarplaats, Papier
from samenwijzer.lib.pdf.werkers import Druk, PdfFout, Werkplaats
from samenwijzer.lib.pdf.zetsel import Zetsel

__all__ = ["Druk", "Papier", "PdfFout", "draw_page", "request_pdf"]

logger = logging.getLogger(__name__)
_lock = threading.Lock()
_under_way: dict[str, Future[Papier]] = {}

Context = Callable[[], Mapping[str, Any]]


def request_pdf(template: str, kenmerk: object, context: Context) -> Future[Papier]:
    """The document that `template` (under pdf/) makes of `context()`.

    `kenmerk` is everything that the context depends on, as JSON can write it:
    the same `kenmerk` has the same document, for which `context` isn't called again.
    What several ask for at once is made once.
    """
    if not template.startswith("pdf/"):
        raise ValueError(f"not a template for paper: {template}")
    key = _key(template, kenmerk)
    with _lock:
        if future := _under_way.get(key):
            return future
    if kept := keep().get(key):
        ready: Future[Papier] = Future()
        ready.set_result(kept)
        return ready
    html = render_to_string(template, dict(context()))
    with _lock:
        return _under_way.get(key) or _start(key, html)


def draw_page(papier: Papier, nummer: int, breedte: int) -> bytes:
    """Page `nummer` (from one) of a document as a PNG, `breedte` pixels wide."""
    name = f"{nummer}-{breedte}.png"
    if kept := keep().get_part(papier.merk, name):
        return kept
    close_old_connections()
    picture: bytes = workshop().submit("draw", papier.pdf, nummer, breedte).result()
    keep().put_part(papier.merk, name, picture)
    return picture


def _start(key: str, html: str) -> Future[Papier]:
    """Have `html` set, keep it, and then tell whoever waits for it."""
    promise: Future[Papier] = Future()

    def finish(setting: Future[Zetsel]) -> None:
        try:
            zetsel = setting.result()
            for klacht in zetsel.klachten:
                logger.warning("PDF %s: %s", key[:12], klacht)
            papier = Papier(key, html, zetsel.pdf, zetsel.bladzijden)
            keep().put(papier)
            promise.set_result(papier)
        except BaseException as error:  # noqa: BLE001 (it reaches who waits)
            promise.set_exception(error)
        finally:
            with _lock:
                _under_way.pop(key, None)

    setting = workshop().submit("set_pdf", html)
    _under_way[key] = promise
    threading.Thread(target=lambda: finish(setting), daemon=True).start()
    return promise


def _key(template: str, kenmerk: object) -> str:
    whole = json.dumps([_version(), template, kenmerk], sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()


@cache
def _version() -> str:
    """A hash of what turns content into paper: templates, styles, the gate itself."""
    base = Path(settings.BASE_DIR)
    digest = hashlib.sha256(version("weasyprint").encode())
    folders = ["templates/pdf", "static/css", "static/img", "samenwijzer/lib/pdf"]
    for folder in folders:
        for path in sorted((base / folder).rglob("*.*")):
            if path.suffix in {".html", ".css", ".svg", ".py"}:
                digest.update(path.read_bytes())
    return digest.hexdigest()


@cache
def keep() -> Bewaarplaats:
    return Bewaarplaats(settings.PDF_MAP, settings.PDF_BEWAREN)


@cache
def workshop() -> Werkplaats:
    mappen = tuple(str(path) for path in settings.STATICFILES_DIRS)
    if not any((Path(path) / "fonts").is_dir() for path in mappen):
        raise ImproperlyConfigured("De lettertypes ontbreken: draai eerst make start.")
    return Werkplaats(
        settings.PDF_WERKERS,
        mappen=mappen,
        seconden=settings.PDF_SECONDEN,
        geheugen=settings.PDF_GEHEUGEN,
    )
