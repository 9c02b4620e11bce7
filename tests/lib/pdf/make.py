"""Builders for the PDF gate's tests, and readers of what comes out."""

import re
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf

from samenwijzer.lib.pdf.werkers import ROOT

MAPPEN = (str(ROOT / "static"), str(ROOT / "build/static"))
GEHEUGEN = 512 * 1024**2
PAIR = re.compile(r"<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>")


def make_html(body: str = "<p>Hallo</p>", *, html: str = "", head: str = "") -> str:
    """A whole document; `html` are attributes of its root."""
    return (
        f'<!doctype html><html lang="nl" {html}><head><meta charset="utf-8">'
        f"<title>Titel</title>{head}</head><body>{body}</body></html>"
    )


def make_endless() -> str:
    """A document that takes minutes and hardly any memory: one word, in many parts."""
    return make_html("<p>" + f"<b>{'a' * 49}</b><i>{'a' * 49}</i>" * 3000)


def make_pages(number: int, **more: str) -> str:
    """A document of so many pages, each with a heading and a paragraph."""
    part = (
        '<section style="break-before: page"><h1>Kop {0}</h1><p>Tekst {0}</p></section>'
    )
    return make_html("".join(part.format(i) for i in range(number)), **more)


def wait_for(ready: Callable[[], Any], seconds: float = 15) -> bool:
    """Whether something comes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if ready():
            return True
        time.sleep(0.02)
    return bool(ready())


def gone(pid: int) -> bool:
    """Whether no such process runs any more, not even to be waited for by us."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return True
    # Its new parent has yet to fetch what a process left: it runs no more.
    return stat.rpartition(")")[2].split()[0] == "Z"


def children(pid: int) -> list[int]:
    """The processes that a process started."""
    lists = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for path in lists for child in path.read_text().split()]


def open_pdf(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(pdf))


class Shown(NamedTuple):
    """Text as a content stream shows it: under which mark, with which MCID."""

    mark: str
    mcid: int | None
    text: str


def shown(owner: pikepdf.Object) -> list[Shown]:
    """The text of a page or a form XObject, in the order in which it is drawn."""
    fonts: dict[str, Any] = dict(owner.Resources.Font.items())
    marks: list[tuple[str, int | None]] = []
    found, font = [], {}
    for step in pikepdf.parse_content_stream(owner):
        operands: Any = step.operands
        match str(step.operator):
            case "BDC":
                mcid = operands[1].get("/MCID")
                marks.append((str(operands[0]), None if mcid is None else int(mcid)))
            case "EMC":
                marks.pop()
            case "Tf":
                font = _letters(fonts[str(operands[0])])
            case "TJ":
                codes = b"".join(
                    bytes(item)
                    for item in operands[0]
                    if isinstance(item, pikepdf.String)
                )
                text = "".join(font[code] for code in _codes(codes))
                found.append(Shown(*(marks[-1] if marks else ("", None)), text))
    return found


def _codes(codes: bytes) -> Iterator[int]:
    return (int.from_bytes(codes[i : i + 2]) for i in range(0, len(codes), 2))


def _letters(font: pikepdf.Object) -> dict[int, str]:
    """Which text each code of a font stands for."""
    table = font.ToUnicode.read_bytes().decode("ascii")
    return {
        int(code, 16): bytes.fromhex(text).decode("utf-16-be")
        for code, text in PAIR.findall(table)
    }


def read(pdf: bytes) -> list[tuple[str, str]]:
    """What a screen reader reads: each text with the type of its element, in order."""
    with open_pdf(pdf) as document:
        return list(_read(document.Root.StructTreeRoot.K[0], {}))


Texts = dict[tuple[int, int], dict[int | None, str]]


def _read(element: Any, texts: Texts) -> Iterator[tuple[str, str]]:
    for kid in element.K:
        if isinstance(kid, int):
            yield str(element.S), _text(element.Pg, kid, texts)
        elif kid.get("/Type") == "/MCR":
            yield str(element.S), _text(kid.Stm, int(kid.MCID), texts)
        elif "/K" in kid:
            yield from _read(kid, texts)


def _text(owner: pikepdf.Object, mcid: int, texts: Texts) -> str:
    """The text with a number; a page or form XObject is read once."""
    if owner.objgen not in texts:
        found = texts[owner.objgen] = {}
        for line in shown(owner):
            found[line.mcid] = found.get(line.mcid, "") + line.text
    return texts[owner.objgen][mcid]
