"""Literature: one block a paragraph, and the heading that some have above them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from fiches.importer.alineas import Alineas, rooms
from fiches.importer.regels import Bijzonderheid, Regel, Stuk, join_regels

_ZINSEINDE: Final = re.compile(r"[.?!…][\"”’')\]]*$")
# A heading leaves at least this share of the widest line.
_KOP: Final = 0.3


def read_literatuur(regels: Sequence[Regel], verwacht: int) -> list[Stuk]:
    """The paragraphs, `verwacht` of them if the lines can be read that way."""
    koppen = set(_koppen(regels))
    alineas = Alineas(
        regels,
        may_end=[_ends_sentence(regel) for regel in regels],
        must_end=[
            regel in koppen or following is None or following in koppen
            for regel, following in zip_longest(regels, regels[1:])
        ],
    )
    found: list[Stuk] = []
    odd: list[Bijzonderheid] = []
    for lines in alineas.split(verwacht + len(koppen)):
        if lines[0] in koppen:
            wat = f"de kop “{lines[0].tekst}” telt niet mee"
            odd.append(Bijzonderheid(lines[0].plaats, lines[0].plaats, wat))
        else:
            found.append(Stuk(tuple(lines), join_regels(lines), vreemd=tuple(odd)))
            odd = []
    return found


def _koppen(regels: Sequence[Regel]) -> Iterator[Regel]:
    """The lines that are a heading: short, between two sentences, and none itself."""
    after_sentence = True
    for regel, following, room in zip(regels, regels[1:], rooms(regels), strict=False):
        is_sentence = _ends_sentence(regel)
        starts = following.tekst.lstrip("\"“‘'")[:1].isupper()
        if after_sentence and starts and not is_sentence and room > _KOP:
            yield regel
        else:
            after_sentence = is_sentence


def _ends_sentence(regel: Regel) -> bool:
    return _ZINSEINDE.search(regel.tekst) is not None
