"""Drawings on paper: the symbols of the fiches, and QR codes."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby

import segno
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

# As in print.css; a drawing in a PDF doesn't read the style sheet.
KLEUREN = {0: "#0b5d63", 1: "#7a2c58", 2: "#8a5000", 3: "#2b6a35", 4: "#1f4f8f"}
TEKENS = {
    0: "Twee kringen die elkaar overlappen, het teken van SamenWIJzer",
    1: "Teken van fiche 1: twee kringen die in elkaar overgaan",
    2: "Teken van fiche 2: een opgaande zon",
    3: "Teken van fiche 3: een ster",
    4: "Teken van fiche 4: een huis in een kader",
}
SYMBOL = re.compile(
    r'<symbol id="([\w-]+)" viewBox="([\d ]+)">(.*?)</symbol>', re.DOTALL
)
# The longest address that a phone still reads from 24 millimetres of paper.
MAX_QR = 320  # bytes


@cache
def _symbols() -> dict[str, tuple[str, str]]:
    sheet = (settings.BASE_DIR / "static/img/symbolen.svg").read_text(encoding="utf-8")
    return {name: (box, drawing) for name, box, drawing in SYMBOL.findall(sheet)}


@cache
def teken(nummer: int) -> SafeString:
    """The symbol of a fiche, or of SamenWIJzer with 0, as SVG in its own colour."""
    box, drawing = _symbols()[f"fiche-{nummer}" if nummer else "merk"]
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="{}" color="{}">'
        "<title>{}</title>{}</svg>",
        box,
        KLEUREN[nummer],
        TEKENS[nummer],
        mark_safe(drawing),  # noqa: S308 (from our own file)
    )


def qr(adres: str) -> SafeString:
    """A QR code that leads to `adres`, as SVG."""
    code = segno.make(
        adres, error="l" if len(adres) > MAX_QR // 2 else "m", micro=False
    )
    size = code.symbol_size(border=0)[0]
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}">'
        '<title>QR-code naar {1}</title><path d="{2}" stroke="#000000"/></svg>',
        size,
        adres,
        "".join(_bars(code.matrix)),
    )


def _bars(matrix: Iterable[Iterable[int]]) -> Iterator[str]:
    """The rows of a QR code as lines and gaps, which take the least to draw."""
    for y, row in enumerate(matrix):
        yield f"M0 {y}.5"
        for dark, squares in groupby(row):
            width = len(list(squares))
            yield f"h{width}" if dark else f"m{width} 0"
