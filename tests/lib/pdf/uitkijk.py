"""Sets documents while somebody watches what is fetched and opened.

A process of its own, because an audit hook can't be taken off: it reads a list of
HTML as JSON and answers with a list of `Gezien`. Given `overal` its fetcher is
WeasyPrint's own, without any limit: what is seen then proves that this watches.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from weasyprint.urls import URLFetcher, URLFetcherResponse

from samenwijzer.lib.pdf import zetter
from samenwijzer.lib.pdf.werkers import ROOT
from tests.lib.pdf.make import MAPPEN, make_html

NETWORK = ("socket.", "urllib.", "http.", "ftplib.", "subprocess.", "os.system")
# Python's own modules, and what WeasyPrint gives fontconfig to read.
OURS = (*MAPPEN, sys.prefix, sys.base_prefix, tempfile.gettempdir())


class Gezien(NamedTuple):
    """What setting one document did; `buiten` is what left our folders."""

    gevraagd: list[str]
    buiten: list[str]
    klachten: list[str]
    bladzijden: int
    bijlagen: bool


def watch(documents: Sequence[str], *arguments: str) -> list[Gezien]:
    """Set these documents in a process that tells what it did."""
    done = subprocess.run(
        [sys.executable, "-m", __name__, *arguments],
        input=json.dumps(documents),
        stdout=subprocess.PIPE,
        check=True,
        cwd=ROOT,
        text=True,
    )
    return [Gezien(*values) for values in json.loads(done.stdout)]


class Watched(zetter.OwnFiles):
    """Notes every address that is asked for, under way to the real fetcher."""

    def fetch(
        self, url: str, headers: Mapping[str, str] | None = None
    ) -> URLFetcherResponse:
        asked.append(url)
        return super().fetch(url, headers)


class Anywhere(zetter.OwnFiles):
    """Gets whatever is asked for: the hole that the tests have to notice."""

    def __init__(self, mappen: list[Path]) -> None:
        super().__init__(mappen)
        self._allowed_protocols = None

    def fetch(
        self, url: str, headers: Mapping[str, str] | None = None
    ) -> URLFetcherResponse:
        asked.append(url)
        if url.startswith(zetter.BASE):
            return super().fetch(url, headers)
        return URLFetcher.fetch(self, url, dict(headers or {}))


asked: list[str] = []
outside: list[str] = []


def hear(event: str, arguments: tuple[object, ...]) -> None:
    """The audit hook."""
    if event.startswith(NETWORK):
        outside.append(event)
    elif event == "open" and isinstance(arguments[0], str | bytes):
        path = arguments[0]
        name = path if isinstance(path, str) else path.decode()
        if not name.startswith(OURS):
            outside.append(f"open {name}")


def main(*arguments: str) -> None:
    zetter.mappen[:] = map(Path, MAPPEN)
    fetcher = Anywhere if "overal" in arguments else Watched
    with mock.patch.object(zetter, "OwnFiles", fetcher):
        zetter.set_pdf(make_html('<img alt="" src="img/symbolen.svg">'))
    sys.addaudithook(hear)
    seen = []
    for html in json.load(sys.stdin):
        asked.clear()
        outside.clear()
        zetsel = zetter.set_pdf(html)
        attached = b"/EmbeddedFile" in zetsel.pdf
        seen.append(
            [[*asked], [*outside], zetsel.klachten, zetsel.bladzijden, attached]
        )
    json.dump(seen, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
