"""The lines of a PDF, for `pdf`, which runs this file as a process of its own.

A PDF from anywhere may ask for endless work: here that ends this process and no
other. The file comes in as standard input; a JSON list goes out, with a list for
each page, with for each line its text, its left and its base in points from the
page's left and bottom edges, and its letter size in points. Browsers draw bullets
as shapes; those come out as lines too, of size 0.
"""

import io
import json
import resource
import sys
from contextlib import suppress
from math import hypot
from typing import Any

from pypdf import PageObject, PdfReader, overwrite_configuration
from pypdf.errors import DependencyError, LimitReachedError

MAX_MEMORY = 240 * 2**20
MAX_SECONDS = 4  # of the processor
MAX_PAGES = 1_000
# Operators and operands of one page; a browser needs some ten for each letter.
MAX_PAGE_WORK = 400_000
# What comes out, in characters, counting each line as some more than its text.
MAX_OUTPUT = 1_000_000
LINE_COST = 50
VERSLEUTELD = 3
TE_ZWAAR = 4
# The sides of a drawn bullet, in points.
MIN_BULLET, MAX_BULLET = 1.0, 9.0

# Farther than any page goes, in points.
MAX_PLACE = 20_000

# The operators that build a path, and those that paint it.
DRAW = {b"m", b"l", b"c", b"v", b"y", b"re"}
FILL = {b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"}
STROKE = {b"S", b"s"}

Line = tuple[str, float, float, float]


class PageLines:
    """Listens to pypdf going through one page, and gathers its lines."""

    def __init__(self) -> None:
        self.found: list[Line] = []
        self._text = ""
        self._start: tuple[float, float, float] | None = None
        self._path: list[tuple[float, float]] = []

    def on_text(
        self, drawn: str, cm: list[float], tm: list[float], _font: Any, size: float
    ) -> None:
        for at, part in enumerate(drawn.split("\n")):
            if at:
                self.end_line()
            if part.strip() and self._start is None:
                self._start = _start(cm, tm, size)
            self._text += part

    def end_line(self) -> None:
        if self._start and _is_readable(*self._start):
            self.found.append((self._text, *self._start))
        self._text, self._start = "", None

    def on_operator(
        self, operator: bytes, operands: Any, cm: list[float], _tm: list[float]
    ) -> None:
        if operator in DRAW:
            numbers = [float(n) for n in operands if isinstance(n, (int, float))]
            if operator == b"re" and len(numbers) == 4:
                x, y, width, height = numbers
                numbers = [x, y, x + width, y + height]
            points = zip(numbers[::2], numbers[1::2], strict=False)
            self._path += [_on_page(cm, x, y) for x, y in points]
        elif operator in FILL:
            self._end_path("•")
        elif operator in STROKE:
            self._end_path("◦")
        elif operator == b"n":
            self._path = []

    def _end_path(self, bullet: str) -> None:
        path, self._path = self._path, []
        if path:
            left, right = min(x for x, _ in path), max(x for x, _ in path)
            low, high = min(y for _, y in path), max(y for _, y in path)
            sides = sorted((right - left, high - low))
            is_square = sides[1] < 1.25 * sides[0]
            if is_square and sides[0] > MIN_BULLET and sides[1] < MAX_BULLET:
                self.found.append((bullet, left, low, 0.0))


def _start(cm: list[float], tm: list[float], size: float) -> tuple[float, float, float]:
    """Left, base and letter size of a text."""
    left, base = _on_page(cm, tm[4], tm[5])
    across, up = tm[0] * cm[0] + tm[1] * cm[2], tm[0] * cm[1] + tm[1] * cm[3]
    return left, base, abs(size) * hypot(across, up)


def _is_readable(left: float, base: float, size: float) -> bool:
    """Whether a text is on a page at all and large enough to see."""
    return abs(left) < MAX_PLACE and abs(base) < MAX_PLACE and 1 <= size < MAX_PLACE


def _on_page(cm: list[float], x: float, y: float) -> tuple[float, float]:
    return x * cm[0] + y * cm[2] + cm[4], x * cm[1] + y * cm[3] + cm[5]


def _lines(page: PageObject) -> list[Line]:
    lines = PageLines()
    page.extract_text(
        visitor_text=lines.on_text, visitor_operand_before=lines.on_operator
    )
    lines.end_line()
    return lines.found


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    with suppress(ValueError):  # macOS doesn't know this one
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    overwrite_configuration(
        page_tree_maximum_entries=MAX_PAGES,
        stream_parsing_work_maximum_count=MAX_PAGE_WORK,
    )


def main() -> int:
    _limit()
    try:
        reader = PdfReader(io.BytesIO(sys.stdin.buffer.read()))
        # Many a PDF is encrypted with an empty password, and opens for anybody.
        if reader.is_encrypted and not reader.decrypt(""):
            return VERSLEUTELD
        pages: list[list[Line]] = []
        size = 0
        for page in reader.pages:
            pages.append(_lines(page))
            size += sum(LINE_COST + len(line[0]) for line in pages[-1])
            if size > MAX_OUTPUT:
                return TE_ZWAAR
    except DependencyError:
        return VERSLEUTELD
    except (LimitReachedError, MemoryError):
        return TE_ZWAAR
    json.dump(pages, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
