"""A PDF to numbered lines: what stands where on the page decides what is white."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import BinaryIO, Final

from fiches.importer import pdf_lezer
from fiches.importer.regels import BronFout, Plaats, Regel
from fiches.importer.tekst import clean_line

# By the clock, for where `pdf_lezer` waits rather than works.
_MAX_SECONDS: Final = 8
# Lines whose bases are nearer than this share of a letter are one line.
_SAME_BASE: Final = 0.4
# A shape is a bullet when it stands this many letters before a text, at most.
_BULLET: Final = 4
# The distance between lines is the least that this share of them has; when it is
# this many times as much, there is white.
_COMMON: Final = 0.1
_WIT: Final = 1.15


@dataclass(frozen=True)
class _Rij:
    """One line on a page, in points from the left and the bottom.

    A shape that may be a bullet has a `letter` of 0.
    """

    tekst: str
    links: float
    onder: float
    letter: float


def read_pdf(name: str, file: BinaryIO) -> list[Regel]:
    """The lines of the PDF `file`, top to bottom on each page.

    Raises `BronFout` when it holds no text or can't be read within bounds.
    """
    pages = [_merge(page) for page in _extract(name, file)]
    if not any(pages):
        raise BronFout(
            f"{name} bevat geen tekst, alleen beelden (een scan?): "
            "er is een PDF nodig waarin je de tekst kan selecteren."
        )
    usual = _line_distance(pages)
    return [
        regel
        for bladzijde, page in enumerate(pages, start=1)
        for regel in _regels(bladzijde, page, usual)
    ]


def _extract(name: str, file: BinaryIO) -> list[list[_Rij]]:
    """Run `pdf_lezer` on `file`, and put its answer or its failure in our words."""
    try:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-I", pdf_lezer.__file__],
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_MAX_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as fout:
        raise _too_heavy(name) from fout
    if done.returncode == pdf_lezer.VERSLEUTELD:
        raise BronFout(f"{name} is versleuteld: bewaar de PDF zonder wachtwoord.")
    if done.returncode == pdf_lezer.TE_ZWAAR or done.returncode < 0:
        raise _too_heavy(name)
    if done.returncode:
        raise BronFout(f"{name} is als PDF niet te lezen: het bestand is beschadigd.")
    return [
        [_Rij(clean_line(tekst), *place) for tekst, *place in page if clean_line(tekst)]
        for page in json.loads(done.stdout)
    ]


def _too_heavy(name: str) -> BronFout:
    return BronFout(f"{name} vraagt te veel tijd of geheugen om te lezen.")


def _merge(lines: Sequence[_Rij]) -> list[_Rij]:
    """Top to bottom, and what stands on one base, a bullet for one, as one line."""
    rows: list[list[_Rij]] = []
    for line in sorted(lines, key=lambda line: -line.onder):
        if rows and rows[-1][0].onder - line.onder < _SAME_BASE * line.letter:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [
        _row(sorted(row, key=lambda line: line.links))
        for row in rows
        if any(line.letter for line in row)
    ]


def _row(parts: Sequence[_Rij]) -> _Rij:
    """One line out of its parts; a shape counts only as a bullet before it."""
    biggest = max(parts, key=lambda part: part.letter)
    near = [
        part
        for part in parts
        if part.letter or 0 < biggest.links - part.links < _BULLET * biggest.letter
    ]
    tekst = " ".join(part.tekst for part in near)
    return _Rij(tekst, near[0].links, biggest.onder, biggest.letter)


def _distance(row: _Rij, following: _Rij) -> float:
    """How far apart two lines are, in letters of the second."""
    return max(0.1, round((row.onder - following.onder) / (following.letter or 1), 1))


def _line_distance(pages: Sequence[Sequence[_Rij]]) -> float:
    """How far apart lines of one paragraph are: the least of what is common."""
    distances = Counter(_distance(*pair) for page in pages for pair in pairwise(page))
    common = _COMMON * distances.total()
    return min(
        (far for far, number in distances.items() if number >= common), default=1
    )


def _regels(bladzijde: int, page: Sequence[_Rij], usual: float) -> Iterator[Regel]:
    previous = None
    for number, row in enumerate(page, start=1):
        lines = _distance(previous, row) / usual if previous else 0.0
        yield Regel(
            Plaats(bladzijde, number),
            row.tekst,
            wit=max(1, round(lines) - 1) if lines > _WIT else 0,
            nieuwe_bladzijde=previous is None,
            inspringing=round(2 * row.links / (row.letter or 1)),
        )
        previous = row
