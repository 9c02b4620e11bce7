"""What belongs to the page and not to the text: page numbers, running heads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from fiches.importer.indeling import read_deelkop
from fiches.importer.regels import Bijzonderheid, Regel

_PAGINANUMMER: Final = re.compile(
    r"\W*(?:(?:pagina|bladzijde|blz\.?|p\.) ?)?\d{1,3}(?: ?(?:/|van) ?\d{1,3})?\W*",
    re.IGNORECASE,
)
# As many lines at the top and the bottom of a page may be running heads.
_RAND: Final = 2
_MIN_BLADZIJDEN: Final = 3


def strip_furniture(
    regels: Sequence[Regel],
) -> tuple[list[Regel], list[Bijzonderheid]]:
    """The lines without page numbers and running heads, and what was left out.

    What follows a line that is left out counts as the top of a page.
    """
    pages = _pages(regels)
    running = _running_heads(pages)
    kept: list[Regel] = []
    numbers: list[Regel] = []
    heads: dict[str, list[Regel]] = {}
    turned = False
    for page in pages:
        for at, regel in enumerate(page):
            pattern = _pattern(regel.tekst)
            if is_number := _is_page_number(page, at):
                numbers.append(regel)
            elif is_head := pattern in running and _is_edge(page, at):
                heads.setdefault(pattern, []).append(regel)
            elif turned:
                kept.append(replace(regel, nieuwe_bladzijde=True))
            else:
                kept.append(regel)
            turned = is_number or is_head
    return kept, [*_report_numbers(numbers), *_report_heads(heads)]


def _pages(regels: Sequence[Regel]) -> list[list[Regel]]:
    pages: list[list[Regel]] = []
    for regel in regels:
        if regel.nieuwe_bladzijde or not pages:
            pages.append([])
        pages[-1].append(regel)
    return pages


def _is_page_number(page: Sequence[Regel], at: int) -> bool:
    alone = page[at].wit > 0 and (at + 1 == len(page) or page[at + 1].wit > 0)
    found = _PAGINANUMMER.fullmatch(page[at].tekst)
    return found is not None and (alone or _is_edge(page, at))


def _is_edge(page: Sequence[Regel], at: int) -> bool:
    return at < _RAND or at >= len(page) - _RAND


def _running_heads(pages: Sequence[Sequence[Regel]]) -> set[str]:
    """The lines that stand at the edge of a third of the pages, numbers aside."""
    seen = Counter(
        pattern
        for page in pages
        for pattern in {
            _pattern(regel.tekst)
            for at, regel in enumerate(page)
            if _is_edge(page, at) and not read_deelkop([regel])[0]
        }
    )
    enough = max(_MIN_BLADZIJDEN, len(pages) / 3)
    return {pattern for pattern, number in seen.items() if number >= enough}


def _pattern(tekst: str) -> str:
    return re.sub(r"\d+", "#", tekst)


def _report_numbers(numbers: Sequence[Regel]) -> Iterator[Bijzonderheid]:
    for regel in numbers:
        wat = f"het paginanummer “{regel.tekst}” is weggelaten"
        yield Bijzonderheid(regel.plaats, regel.plaats, wat)


def _report_heads(heads: Mapping[str, Sequence[Regel]]) -> Iterator[Bijzonderheid]:
    for regels in heads.values():
        first = regels[0]
        wat = f"de kop- of voetregel “{first.tekst}” is {len(regels)} keer weggelaten"
        yield Bijzonderheid(first.plaats, first.plaats, wat)
