"""Making the papers of a choice."""

import json
import time
import zipfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from io import BytesIO
from typing import Any

from django.utils.text import slugify

from fiches.models import Fiche
from gespreksbladen.beeld import MAX_QR
from gespreksbladen.drukwerk import make_drukwerk
from gespreksbladen.keuze import EIGEN, Keuze, Vorm
from samenwijzer.lib.pdf.poort import Papier, PdfFout, let_go, request_pdf

TEMPLATES = {
    Vorm.BLAD: "pdf/blad.html",
    Vorm.GROOT: "pdf/blad.html",
    Vorm.KAARTEN: "pdf/kaarten.html",
    Vorm.POSTER: "pdf/poster.html",
    Vorm.BOEKJE: "pdf/boekje.html",
}
NAMEN = {
    Vorm.BLAD: "Gespreksblad",
    Vorm.GROOT: "Gespreksblad in grote letters",
    Vorm.KAARTEN: "Gesprekskaartjes",
    Vorm.POSTER: "Poster",
    Vorm.BOEKJE: "Gespreksboekje",
}

REFUSED_FOR = 30  # seconds that a paper that couldn't be made isn't tried again
MOST_REFUSED = 200
_refused: dict[str, tuple[float, str]] = {}


def request_papier(keuze: Keuze, fiches: Sequence[Fiche], site: str) -> Future[Papier]:
    """The paper of a choice; `site` is the scheme and host that its QR code names."""
    keuze = relevant(keuze)
    kenmerk = [keuze.kenmerk, [fiche.vingerafdruk for fiche in fiches], site]
    key = json.dumps(kenmerk)
    until, reason = _refused.get(key, (0.0, ""))
    if time.monotonic() < until:
        raise PdfFout(reason)
    future = request_pdf(
        TEMPLATES[Vorm(keuze.vorm)], kenmerk, _context(keuze, fiches, site)
    )
    future.add_done_callback(lambda done: _remember(key, done))
    return future


def _remember(key: str, done: Future[Papier]) -> None:
    """Keep a failure for a while: a page that only looks now and then sees it too.

    It would ask for the same paper anew, and so for ever.
    """
    fout = done.exception()
    if isinstance(fout, PdfFout):
        if len(_refused) >= MOST_REFUSED:
            _refused.clear()
        _refused[key] = (time.monotonic() + REFUSED_FOR, str(fout))


def make_papier(keuze: Keuze, fiches: Sequence[Fiche], site: str) -> Papier:
    """`request_papier`, waited for; raises `PdfFout` with a Dutch sentence."""
    future = request_papier(keuze, fiches, site)
    let_go()
    return future.result()


def _context(
    keuze: Keuze, fiches: Sequence[Fiche], site: str
) -> Callable[[], Mapping[str, Any]]:
    def context() -> dict[str, Any]:
        return {
            "titel": title(keuze, fiches),
            "vorm": keuze.vorm,
            "inslag": keuze.vouwen,
            "drukwerk": make_drukwerk(keuze, fiches, qr_address(keuze, site)),
        }

    return context


def relevant(keuze: Keuze) -> Keuze:
    """The choice without what its layout doesn't show."""
    if keuze.vorm in {Vorm.KAARTEN, Vorm.POSTER}:
        keuze = replace(
            keuze, ruimte=Keuze.ruimte, literatuur=False, stemmen=False, groepen=()
        )
    return keuze


def title(keuze: Keuze, fiches: Sequence[Fiche]) -> str:
    """What the document is called, in a reader's window and on a cover."""
    if keuze.titel:
        return keuze.titel
    chosen = [fiche.titel for fiche in fiches if fiche.slug in keuze.fiches]
    name = NAMEN[Vorm(keuze.vorm)]
    if keuze.vorm == Vorm.BOEKJE:
        return chosen[0] if len(chosen) == 1 else "In gesprek, als gelijken"
    return f"{name}: {chosen[0]}" if len(chosen) == 1 else name


def qr_address(keuze: Keuze, site: str) -> str:
    """Where the QR code leads: the same choice, without own questions if too long."""
    address = f"{site}{keuze.url()}"
    if len(address) > MAX_QR:
        row = tuple(code for code in keuze.vragen if not code.startswith(EIGEN))
        address = f"{site}{replace(keuze, eigen=(), groepen=(), vragen=row).url()}"
    if len(address) > MAX_QR:
        address = f"{site}{replace(keuze, eigen=(), groepen=(), vragen=()).url()}"
    return address


def pack(keuze: Keuze) -> dict[str, Keuze]:
    """What a seminar pack has: a file name for each paper."""
    groepen = keuze.groepen or ("",)
    sheets = {
        f"blad-{number}-{slugify(groep)}.pdf" if groep else "blad.pdf": replace(
            keuze, vorm=Vorm.BLAD, groepen=(groep,) if groep else ()
        )
        for number, groep in enumerate(groepen, 1)
    }
    return sheets | {
        "kaartjes.pdf": replace(keuze, vorm=Vorm.KAARTEN),
        "poster.pdf": replace(keuze, vorm=Vorm.POSTER),
    }


def request_pack(
    keuze: Keuze, fiches: Sequence[Fiche], site: str
) -> dict[str, Future[Papier]]:
    """The papers of a seminar pack, all asked for at once."""
    return {
        name: request_papier(one, fiches, site) for name, one in pack(keuze).items()
    }


def zip_pack(papieren: Mapping[str, Papier]) -> bytes:
    """The papers of a pack in one file; what is in a PDF is compressed already."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        for name, papier in papieren.items():
            pack.writestr(zipfile.ZipInfo(name), papier.pdf)
    return out.getvalue()
