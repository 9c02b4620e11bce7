"""The whole document: its fiches, each piece under its code, and what was odd."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Final

from fiches import codes
from fiches.importer.bladspiegel import strip_furniture
from fiches.importer.indeling import (
    BRONNENLIJST,
    DEELNAMEN,
    Deel,
    Indeling,
    split_fiches,
)
from fiches.importer.lezen import read_lines
from fiches.importer.literatuur import read_literatuur
from fiches.importer.regels import Bijzonderheid, BronFout, Stuk, join_regels
from fiches.importer.stemmen import read_stemmen
from fiches.importer.vragen import read_vragen

_MAX_TITEL: Final = 80


@dataclass(frozen=True)
class BronFiche:
    """One fiche in the source's own words; `stukken` by code, in order."""

    nummer: int
    titel: str
    stukken: Mapping[str, Stuk]

    def deel(self, letter: str) -> dict[str, Stuk]:
        """The pieces of one part."""
        own = codes.codes(self.nummer, letter)
        return {code: self.stukken[code] for code in own}


@dataclass(frozen=True)
class Document:
    fiches: tuple[BronFiche, ...]
    bijzonderheden: tuple[Bijzonderheid, ...]


def read_document(path: Path) -> Document:
    """Read the original SamenWIJzer, as text or as PDF, whole.

    Raises `BronFout` when anything is missing or can't be read.
    """
    regels, odd = strip_furniture(read_lines(path))
    indelingen = split_fiches(regels)
    if not indelingen:
        raise BronFout(
            f"{path} is niet de SamenWIJzer: er staat geen kop als “Fiche 1: …” in, "
            "met daaronder “Wat weten we uit de literatuur?”."
        )
    fiches = []
    for indeling in indelingen:
        fiche = _read_fiche(indeling)
        fiches.append(fiche)
        odd += _odd(indeling, fiche)
    return Document(tuple(fiches), tuple(sorted(odd, key=lambda one: one.van)))


def _read_fiche(indeling: Indeling) -> BronFiche:
    stukken: dict[str, Stuk] = {}
    for letter in DEELNAMEN:
        stukken |= _read_deel(indeling.nummer, letter, indeling.delen[letter])
    titel = join_regels(indeling.titelregels)
    if not 0 < len(titel) <= _MAX_TITEL:
        raise BronFout(
            f"Fiche {indeling.nummer}: de titel op {indeling.plaats} ontbreekt "
            f"of telt meer dan {_MAX_TITEL} tekens."
        )
    return BronFiche(indeling.nummer, titel[0].upper() + titel[1:], stukken)


def _read_deel(nummer: int, letter: str, deel: Deel) -> dict[str, Stuk]:
    place = f"Fiche {nummer}, {DEELNAMEN[letter]}"
    expected = codes.codes(nummer, letter)
    if letter == codes.LITERATUUR:
        stukken = read_literatuur(deel.regels, len(expected))
    elif letter == codes.STEMMEN:
        stukken = read_stemmen(deel.regels)
    else:
        stukken = read_vragen(deel.regels, len(expected))
    if len(stukken) != len(expected):
        raise BronFout(
            f"{place}: {len(stukken)} gevonden, {len(expected)} verwacht "
            f"(vanaf {deel.plaats})."
        )
    for code, stuk in zip(expected, stukken, strict=True):
        deelvraag = codes.hoofdvraag(code) is not None
        if stuk.deelvraag != deelvraag:
            what = "deelvraag" if deelvraag else "hoofdvraag"
            raise BronFout(f"{place}: op {stuk.plaats} hoort {what} {code}.")
        if not stuk.tekst:
            raise BronFout(f"{place}: {code} is leeg ({stuk.plaats}).")
    return dict(zip(expected, stukken, strict=True))


def _odd(indeling: Indeling, fiche: BronFiche) -> Iterator[Bijzonderheid]:
    for code, stuk in fiche.stukken.items():
        for odd in stuk.vreemd:
            yield replace(odd, wat=f"{code}: {odd.wat}")
        for regel in stuk.regels[1:]:
            if regel.nieuwe_bladzijde:
                wat = f"een nieuwe bladzijde midden in {code}"
                yield Bijzonderheid(regel.plaats, regel.plaats, wat)
    for letter in set(DEELNAMEN) - {codes.LITERATUUR}:
        for code, following in pairwise(codes.codes(fiche.nummer, letter)):
            first = fiche.stukken[following].regels[0]
            if first.nieuwe_bladzijde:
                wat = f"een nieuwe bladzijde tussen {code} en {following}"
                yield Bijzonderheid(first.plaats, first.plaats, wat)
    if BRONNENLIJST in indeling.delen:
        plaats = indeling.delen[BRONNENLIJST].plaats
        yield Bijzonderheid(plaats, plaats, "de bronnenlijst is overgeslagen")
