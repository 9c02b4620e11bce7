"""One voice: its text without the outer quote marks, and what is wrong with those."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from fiches.importer.regels import Bijzonderheid, Plaats, Regel, Stuk, join_regels

MERKEN: Final = tuple('"“”„‟«»″')
_MERK: Final = f"[{''.join(MERKEN)}]"
_AVB: Final = re.compile(r" ?\( ?AVB ?\) ?\.?$", re.IGNORECASE)
_ZINSEINDE: Final = re.compile(rf"([.?!…]|{_MERK})[’')]*$")


def read_stem(regels: Sequence[Regel]) -> Stuk:
    """The voice that these lines hold, "(AVB)" left out."""
    tekst = join_regels(regels)
    spoken = without_avb(tekst)
    openings = _openings(spoken)
    inside, wat = _unquote(spoken[openings[-1] :])
    odd: list[Bijzonderheid] = []
    if len(openings) > 1:
        last = _line_of(regels, tekst[openings[-1] :])
        again = f"de opening staat er {len(openings)} keer; bewaard vanaf de laatste"
        odd.append(Bijzonderheid(regels[0].plaats, last, again))
    if wat:
        odd.append(Bijzonderheid(regels[0].plaats, regels[-1].plaats, wat))
    return Stuk(
        tuple(regels),
        inside,
        aanvangsbegeleider=spoken != tekst,
        vreemd=tuple(odd),
    )


def without_avb(tekst: str) -> str:
    """`tekst` without the mark that an aanvangsbegeleider speaks."""
    return _AVB.sub("", tekst)


def count_merken(tekst: str) -> int:
    """The number of quote marks; of single ones nobody can tell apostrophes."""
    return len(re.findall(_MERK, tekst))


def _openings(tekst: str) -> list[int]:
    """Where the voice begins: more than one place when its opening was typed again.

    A quote inside the voice that begins with the same words is no opening: it
    follows a colon, or leaves the marks after it unpaired.
    """
    opening = re.match(rf"{_MERK}( ?\S+ \S+)", tekst)
    if opening is None:
        return [0]
    same = rf"(?<!:)(?<!: ){_MERK}{re.escape(opening[1])}(?!\w)"
    found = [match.start() for match in re.finditer(same, tekst)]
    return found if count_merken(tekst[found[-1] :]) % 2 == 0 else [0]


def _unquote(tekst: str) -> tuple[str, str]:
    """The text between the outer quote marks, and what was odd about those."""
    paired = count_merken(tekst) % 2 == 0
    opened, closed = tekst.startswith(MERKEN), tekst.endswith(MERKEN)
    if opened and closed and paired:
        return tekst[1:-1].strip(), ""
    if opened and not paired and _ZINSEINDE.search(tekst):
        return tekst[1:].strip(), "het sluitende aanhalingsteken ontbreekt"
    if opened and not paired:
        return f"{tekst[1:].strip()} …", "breekt af; bewaard is wat er staat"
    if closed and not paired:
        return tekst[:-1].strip(), "het openende aanhalingsteken ontbreekt"
    return tekst, "de aanhalingstekens staan niet om het geheel"


def _line_of(regels: Sequence[Regel], tail: str) -> Plaats:
    """The place of the line in which `tail`, the end of their text, begins."""
    letters = len(tail.replace(" ", ""))
    for regel in reversed(regels):
        letters -= len(regel.tekst.replace(" ", ""))
        if letters <= 0:
            return regel.plaats
    return regels[0].plaats
