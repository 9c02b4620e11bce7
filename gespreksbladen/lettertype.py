"""What our font can print: on paper no other font may take its place (PDF/UA-1)."""

import re
import unicodedata
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont

FILES = ("fonts/atkinson-ext-{}.woff2", "fonts/atkinson-{}.woff2")
REGULAR, BOLD = 400, 700

# What stays together on a line as long as it fits on one.
PIECE = re.compile(r"[^\s-]{1,50}-?|-")


@cache
def letters(weight: int = REGULAR) -> dict[str, float]:
    """Every character that the font has a shape for, and its width in ems."""
    found: dict[str, float] = {}
    for name in FILES:
        path = finders.find(name.format(weight))
        if path is None:
            raise FileNotFoundError(name.format(weight))
        with TTFont(Path(path)) as font:
            em = font["head"].unitsPerEm
            for number, glyph in font.getBestCmap().items():
                found[chr(number)] = font["hmtx"][glyph][0] / em
    return found


def count_lines(text: str, width: float, weight: int = BOLD) -> int:
    """How many lines of `width` ems some text takes, broken as WeasyPrint does."""
    lines, left = 1, width
    for piece in PIECE.findall(text):
        length = sum(letters(weight).get(letter, 1.0) for letter in f"{piece} ")
        if length > left and left < width:
            lines, left = lines + 1, width
        while length > left:
            lines, length = lines + 1, length - left
            left = width
        left -= length
    return lines


def clean(text: str) -> str:
    """`text` without what nobody sees: joiners, direction marks, emoji selectors."""
    return "".join(
        letter
        for letter in unicodedata.normalize("NFC", text)
        if unicodedata.category(letter) != "Cf" and not is_selector(letter)
    )


def is_selector(letter: str) -> bool:
    return "\ufe00" <= letter <= "\ufe0f"


def missing(text: str) -> list[str]:
    """The characters of a cleaned text that the font lacks, each once, in order."""
    return [
        letter
        for letter in dict.fromkeys(text)
        if not letter.isspace() and letter not in letters()
    ]
