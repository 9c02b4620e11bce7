"""Which card may fit what a school looks for: by words alone, and it says which.

Plain values in, plain values out: no database, no weights, the same answer each time.
"""

import re
from typing import Final

from fiches.zoeken import STOPWOORDEN, plain

WORD: Final = re.compile(r"\w+")
SHORTEST: Final = 3  # a word of fewer letters says nothing
BEGIN: Final = 5  # so many letters in common make of longer words the same one
# What stands on every card and in every question of a school
_GEWOON = (
    "alle als ben dan daar deed doe doen door gaan geen geef geven goed graag had "
    "hebben heb heeft hier help helpen iemand iets jaar jaren kan kunnen kwam klas "
    "klassen ken leerling leerlingen leerkracht leraar leraren leren les lessen maak "
    "maken maar meer mensen moet nog onze ook project school scholen samen toen "
    "veel vanuit was weet werk werken werkte wij wil willen zoek zoeken zoekt zou"
)
GEWOON: Final = STOPWOORDEN | set(_GEWOON.split())


def find_shared(gezocht: str, meegebracht: str) -> tuple[str, str] | None:
    """The first word of what is looked for that is also brought along, as typed there
    and as typed here; None where they have no word in common.
    """
    words = _words(meegebracht)
    return next(
        ((word, words[key]) for key, word in _words(gezocht).items() if key in words),
        None,
    )


def _words(tekst: str) -> dict[str, str]:
    """The words as they were typed, by what makes two of them the same."""
    found: dict[str, str] = {}
    for word in WORD.findall(tekst):
        letters = plain(word)
        if len(letters) >= SHORTEST and letters not in GEWOON:
            found.setdefault(letters[:BEGIN], word)
    return found
