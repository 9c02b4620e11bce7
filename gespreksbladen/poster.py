"""How much fits on a poster, in letters that can be read from three metres.

The sizes are those of papier.css.
"""

from collections.abc import Iterator

from gespreksbladen.lettertype import BOLD, REGULAR, count_lines

POINT = 25.4 / 72  # millimetres
HEIGHT, WIDTH = 270.0, 258.0  # between the band on top and the foot, in millimetres
INDENT, GAP, TOP = 22.0, 8.0, 12.0
HEART, SMALL_HEART, QUESTION, SMALL = 84, 56, 42, 28  # points
LONG = 190.0  # millimetres: higher than most of a poster


def fill(kernvragen: list[str], vragen: list[str], *, kort: bool) -> Iterator[int]:
    """How many of these questions each poster has; the first has the heart question."""
    size = SMALL_HEART if kort else HEART
    heart = sum(_height(text, size, WIDTH, 1.12, BOLD) for text in kernvragen)
    left = HEIGHT - (heart + 0.36 * size if kernvragen else TOP)
    count = 0
    for text in vragen:
        needed = _question(text, SMALL if is_long(text) else QUESTION, kort=kort)
        if count and needed > left:
            yield count
            count, left = 0, HEIGHT - TOP
        count += 1
        left -= needed
    yield count


def is_long(text: str) -> bool:
    """Whether a question needs smaller letters to be on a poster at all."""
    return _question(text, QUESTION, kort=True) > LONG


def _question(text: str, size: int, *, kort: bool) -> float:
    return _height(text, size, WIDTH - INDENT * kort, 1.22, REGULAR) + GAP


def _height(text: str, size: int, width: float, leading: float, weight: int) -> float:
    """Of some text of `size` points, in millimetres."""
    lines = count_lines(text, width / (size * POINT), weight)
    return lines * size * POINT * leading
