"""What changed between two texts, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

WORD = re.compile(r"\S+\s*")


class Soort(StrEnum):
    GELIJK = "gelijk"
    ERBIJ = "erbij"
    WEG = "weg"


@dataclass(frozen=True)
class Stuk:
    """Words that follow each other, with the space after them, and what became of
    them."""

    soort: Soort
    tekst: str


def compare(before: str, after: str) -> list[Stuk]:
    """`after`, with what of `before` is gone where it stood; space alone is no change.

    Long texts are compared along their rarer words, which is quick whatever is in
    them.
    """
    old, new = WORD.findall(before), WORD.findall(after)
    return list(_walk(old, new))


def _walk(old: list[str], new: list[str]) -> Iterator[Stuk]:
    matcher = SequenceMatcher(None, [w.strip() for w in old], [w.strip() for w in new])
    for tag, begin, end, start, stop in matcher.get_opcodes():
        gone, here = "".join(old[begin:end]), "".join(new[start:stop])
        if tag == "equal":
            yield Stuk(Soort.GELIJK, here)
            continue
        if gone:
            yield Stuk(Soort.WEG, gone)
        if here:
            yield Stuk(Soort.ERBIJ, here)
