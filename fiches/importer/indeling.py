"""Where each fiche and each of its parts begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from fiches import codes
from fiches.importer.regels import BronFout, Plaats, Regel

DEELNAMEN: Final = {
    codes.LITERATUUR: "literatuurblokken",
    codes.STEMMEN: "stemmen",
    codes.SCHOOLTEAM: "vragen voor het schoolteam",
    codes.ZIJ_INSTROMER: "vragen voor de zij-instromer",
    codes.LERARENOPLEIDING: "vragen voor de lerarenopleiding",
}
# A list of references may follow the questions; it is no part of the fiches.
BRONNENLIJST: Final = "bronnenlijst"
# Of a heading only the letters count: not capitals, spaces, hyphens or marks.
_DEELKOPPEN: Final = {
    "watwetenweuitdeliteratuur": codes.LITERATUUR,
    "quotesvanzijinstromers": codes.STEMMEN,
    "reflectievragenvoorjullieschoolteam": codes.SCHOOLTEAM,
    "reflectievragenvoorhetschoolteam": codes.SCHOOLTEAM,
    "reflectievragenvoordezijinstromer": codes.ZIJ_INSTROMER,
    "reflectievragenvoordelerarenopleiding": codes.LERARENOPLEIDING,
}
_BRONKOP: Final = re.compile(
    r"[\d. ]*(Bronnen|Bronnenlijst|Bibliografie|Literatuurlijst|Referenties) ?:?",
    re.IGNORECASE,
)
_FICHEKOP: Final = re.compile(r"\W*fiche ?(\d{1,3}) ?(?:[:–—-] ?(.*))?", re.IGNORECASE)
# On a narrow page a heading may take this many lines.
_MAX_KOPREGELS: Final = 4


@dataclass
class Deel:
    """One part of a fiche: its heading's place and the lines below it."""

    plaats: Plaats
    regels: list[Regel] = field(default_factory=list)


@dataclass
class Indeling:
    """One fiche as it lies in the document, its parts by letter."""

    nummer: int
    plaats: Plaats
    titelregels: list[Regel]
    delen: dict[str, Deel] = field(default_factory=dict)

    def begin(self, letter: str, plaats: Plaats) -> None:
        if letter in self.delen and letter in DEELNAMEN:
            raise BronFout(
                f"Fiche {self.nummer}, {DEELNAMEN[letter]}: de kop staat er twee keer "
                f"({self.delen[letter].plaats} en {plaats})."
            )
        self.delen.setdefault(letter, Deel(plaats))

    def add(self, regel: Regel) -> None:
        latest = next(reversed(self.delen.values()), None)
        (latest.regels if latest else self.titelregels).append(regel)


def split_fiches(regels: Sequence[Regel]) -> list[Indeling]:
    """The four fiches in the order of their numbers, each with its five parts.

    None at all when this is another document. What comes before the first is
    skipped; a table of contents too, for its entries have no parts. Raises
    `BronFout` for a fiche or part that is missing or stands there twice.
    """
    found: list[Indeling] = []
    for regel, mark in _marked(regels):
        if kop := _FICHEKOP.fullmatch(regel.tekst) if mark == "fiche" else None:
            title = replace(regel, tekst=kop[2] or "")
            found.append(Indeling(int(kop[1]), regel.plaats, [title]))
        elif found and mark:
            found[-1].begin(mark, regel.plaats)
        elif found:
            found[-1].add(regel)
    fiches = [fiche for fiche in found if DEELNAMEN.keys() & fiche.delen]
    if fiches:
        _check(fiches)
    return sorted(fiches, key=lambda fiche: fiche.nummer)


def _marked(regels: Sequence[Regel]) -> Iterator[tuple[Regel, str]]:
    """Each line with what it is the heading of: "fiche", a part's letter, or ""."""
    at = 0
    while at < len(regels):
        letter, taken = read_deelkop(regels[at : at + _MAX_KOPREGELS])
        if not letter and _FICHEKOP.fullmatch(regels[at].tekst):
            letter = "fiche"
        elif not letter and _BRONKOP.fullmatch(regels[at].tekst):
            letter = BRONNENLIJST
        yield regels[at], letter
        at += taken


def read_deelkop(regels: Sequence[Regel]) -> tuple[str, int]:
    """The letter of the part whose heading these lines begin with, and its lines."""
    letters = ""
    for taken, regel in enumerate(regels, start=1):
        letters += "".join(filter(str.isalpha, regel.tekst)).casefold()
        if letters in _DEELKOPPEN:
            return _DEELKOPPEN[letters], taken
        if len(letters) > max(map(len, _DEELKOPPEN)):
            break
    return "", 1


def _check(fiches: Sequence[Indeling]) -> None:
    places: dict[int, Plaats] = {}
    for fiche in fiches:
        if fiche.nummer not in codes.AANTALLEN:
            raise BronFout(f"Fiche {fiche.nummer} bestaat niet ({fiche.plaats}).")
        if fiche.nummer in places:
            raise BronFout(
                f"Fiche {fiche.nummer} staat er twee keer "
                f"({places[fiche.nummer]} en {fiche.plaats})."
            )
        places[fiche.nummer] = fiche.plaats
    missing = [nummer for nummer in codes.AANTALLEN if nummer not in places]
    if missing:
        seen = ", ".join(f"fiche {n} ({places[n]})" for n in sorted(places))
        raise BronFout(f"Fiche {missing[0]} ontbreekt; gevonden: {seen}.")
    for fiche in fiches:
        for letter, name in DEELNAMEN.items():
            if letter not in fiche.delen:
                raise BronFout(
                    f"Fiche {fiche.nummer}, {name}: de kop ontbreekt "
                    f"(de fiche begint op {fiche.plaats})."
                )
