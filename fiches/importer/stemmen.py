"""Voices: which lines are one voice, whatever is wrong with their quote marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from fiches.importer.regels import Regel, Stuk, join_regels
from fiches.importer.stem import MERKEN, count_merken, read_stem, without_avb

# A voice with more quotes inside that begin a line is not expected.
_MAX_GROEPEN: Final = 6


@dataclass
class _Groep:
    """Lines that surely belong to one voice, though it may have more."""

    regels: list[Regel] = field(default_factory=list)
    merken: int = 0

    def add(self, regel: Regel) -> None:
        self.regels.append(regel)
        self.merken += count_merken(regel.tekst)

    @property
    def is_opened(self) -> bool:
        return self.regels[0].tekst.startswith(MERKEN)

    @property
    def opening(self) -> list[str]:
        return join_regels(self.regels[:2])[1:].split()[:2]


def read_stemmen(regels: Sequence[Regel]) -> list[Stuk]:
    """The voices, in order.

    A line that begins with a quote mark may begin a voice, or a quote inside one.
    So what stands between such lines is put together in the way that leaves the
    least wrong; of two ways equally good, in the one with more voices.
    """
    groups = _groups(regels)
    ways: list[tuple[int, int]] = [(0, 0)]  # to each group: faults, and last voice
    for end in range(1, len(groups) + 1):
        possible = []
        for length in range(1, min(end, _MAX_GROEPEN) + 1):
            run = groups[end - length : end]
            if _may_be_one(run):
                possible.append((ways[end - length][0] + _faults(run), length))
        ways.append(min(possible))
    stemmen: list[Stuk] = []
    end = len(groups)
    while end:
        start = end - ways[end][1]
        lines = [regel for groep in groups[start:end] for regel in groep.regels]
        stemmen.append(read_stem(lines))
        end = start
    return stemmen[::-1]


def _groups(regels: Sequence[Regel]) -> list[_Groep]:
    """The lines, cut wherever another voice may begin.

    That is at a quote mark after white, and at anything after a voice that is
    closed, for the next one's mark may be missing.
    """
    groups: list[_Groep] = []
    for regel in regels:
        marked = regel.tekst.startswith(MERKEN)
        closed = bool(groups) and _is_closed(groups[-1:])
        may_begin = marked or (regel.apart and not regel.tekst.startswith("("))
        if not groups or (marked and regel.apart) or (may_begin and closed):
            groups.append(_Groep())
        groups[-1].add(regel)
    return groups


def _is_whole(run: Sequence[_Groep], after: str = "") -> bool:
    """Whether its quote marks pair, and the last one ends it, or else `after`."""
    end = without_avb(join_regels(run[-1].regels[-2:])).rstrip(after)
    return sum(groep.merken for groep in run) % 2 == 0 and end.endswith(MERKEN)


def _is_closed(run: Sequence[_Groep], after: str = "") -> bool:
    last = run[-1].regels[-1].tekst
    return without_avb(last) != last or _is_whole(run, after)


def _may_be_one(run: Sequence[_Groep]) -> bool:
    return all(groep.is_opened for groep in run[1:]) and not any(
        _is_closed(run[:length], after=".,") for length in range(1, len(run))
    )


def _faults(run: Sequence[_Groep]) -> int:
    """How much is wrong when these groups are one voice.

    A voice that begins with a small letter is more likely a quote inside one. A
    line with nothing but the opening, typed before the voice, is no fault.
    """
    small = run[0].regels[0].tekst[1:].lstrip()[:1].islower()
    if len(run) == 2 and len(run[0].regels) == 1 and run[0].opening == run[1].opening:
        run = run[1:]
    return small + (0 if _is_whole(run) else len(run))
