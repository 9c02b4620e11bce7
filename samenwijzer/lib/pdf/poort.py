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

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.template.loader import render_to_string

from samenwijzer.lib.pdf.bewaarplaats import Bewaarplaats, Papier
from samenwijzer.lib.pdf.werkers import Druk, PdfFout, Werkplaats
from samenwijzer.lib.pdf.zetsel import Zetsel

__all__ = ["Druk", "Papier", "PdfFout", "draw_page", "let_go", "request_pdf"]

logger = logging.getLogger(__name__)
_lock = threading.Lock()
_under_way: dict[str, Future[Papier]] = {}

Context = Callable[[], Mapping[str, Any]]


def request_pdf(
    template: str, kenmerk: object, context: Context, *, keep: bool = True
) -> Future[Papier]:
    """The document that `template` (under pdf/) makes of `context()`.

    `kenmerk` is everything that the context depends on, as JSON can write it:
    the same `kenmerk` has the same document, for which `context` isn't called again.
    What several ask for at once is made once. With `keep=False` none of that holds:
    nothing is left of it on disk, in memory or in a log.
    """
    if not template.startswith("pdf/") or ".." in template.split("/"):
        raise ValueError(f"not a template for paper: {template}")
    key = _key(template, kenmerk)
    if not keep:
        return _set_private(key, render_to_string(template, dict(context())))
    return _request_kept(key, template, context)


def _request_kept(key: str, template: str, context: Context) -> Future[Papier]:
    with _lock:
        if future := _under_way.get(key):
            return future
    if kept := keep().get(key):
        return _ready(kept)
    html = render_to_string(template, dict(context()))
    with _lock:
        if future := _under_way.get(key):
            return future
        if kept := keep().get(key):  # made since we looked
            return _ready(kept)
        return _start(key, html)


def _ready(papier: Papier) -> Future[Papier]:
    future: Future[Papier] = Future()
    future.set_result(papier)
    return future


def draw_page(papier: Papier, nummer: int, breedte: int) -> bytes:
    """Page `nummer` (from one) of a document as a PNG, `breedte` pixels wide."""
    name = f"{nummer}-{breedte}.png"
    if kept := keep().get_part(papier.merk, name):
        return kept
    let_go()
    with _lock:
        drawing = workshop().submit("draw", papier.pdf, nummer, breedte)
    picture: bytes = drawing.result()
    keep().put_part(papier.merk, name, picture)
    return picture


def let_go() -> None:
    """Give the database connection back before waiting: others can use it.

    Not in the middle of a transaction: there is none while a page waits for paper.
    """
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()


def _start(key: str, html: str) -> Future[Papier]:
    """Have `html` set, keep it, and then tell whoever waits for it."""
    promise: Future[Papier] = Future()
    promise.set_running_or_notify_cancel()  # others may wait for it too

    def finish(setting: Future[Zetsel]) -> None:
        try:
            zetsel = setting.result()
            for klacht in zetsel.klachten:
                logger.warning("PDF %s: %s", key[:12], klacht)
            papier = Papier(key, html, zetsel.pdf, zetsel.bladzijden)
            keep().put(papier)
        except BaseException as error:  # noqa: BLE001 (it reaches who waits)
            leave()
            promise.set_exception(error)
        else:
            leave()
            promise.set_result(papier)

    def leave() -> None:
        """Before anybody hears: who then asks again has to get a new try."""
        with _lock:
            _under_way.pop(key, None)

    setting = workshop().submit("set_pdf", html)
    _under_way[key] = promise
    threading.Thread(target=lambda: finish(setting), daemon=True).start()
    return promise


def _set_private(key: str, html: str) -> Future[Papier]:
    """Have `html` set for who asked, and for nobody else."""
    promise: Future[Papier] = Future()
    promise.set_running_or_notify_cancel()

    def finish(setting: Future[Zetsel]) -> None:
        if error := setting.exception():
            promise.set_exception(error)
        else:
            zetsel = setting.result()
            promise.set_result(Papier(key, html, zetsel.pdf, zetsel.bladzijden))

    workshop().submit("set_private", html).add_done_callback(finish)
    return promise


def _key(template: str, kenmerk: object) -> str:
    whole = json.dumps([_version(), template, kenmerk], sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()


@cache
def _version() -> str:
    """A hash of what makes content into paper: code, templates, styles and fonts."""
    base = Path(settings.BASE_DIR)
    own = [Path(app.path) for app in apps.get_app_configs()]
    folders = [base / "templates/pdf", *map(Path, settings.STATICFILES_DIRS)]
    paths = [path for folder in folders for path in folder.rglob("*.*")]
    code = [base / "samenwijzer/lib", *(path for path in own if path.parent == base)]
    paths += [path for folder in code for path in folder.rglob("*.py")]
    digest = hashlib.sha256(version("weasyprint").encode())
    for path in sorted(paths):
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
