"""The values that reading hands to parsing: lines, pieces, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fiches.importer import tekst as running


class BronFout(ValueError):
    """A document that can't be imported: one Dutch sentence that names the place."""


@dataclass(frozen=True, order=True)
class Plaats:
    """Where a line stands; `bladzijde` is 0 in a text file, which has no pages."""

    bladzijde: int
    regel: int

    def __str__(self) -> str:
        page = f"bladzijde {self.bladzijde}, " if self.bladzijde else ""
        return f"{page}regel {self.regel}"


@dataclass(frozen=True)
class Regel:
    """One line that isn't blank, its text as `tekst.clean_line` leaves it.

    `wit` counts the blank lines before it, none at the top of a page of a PDF;
    `inspringing` is its indent, in about the width of a letter.
    """

    plaats: Plaats
    tekst: str
    wit: int = 0
    nieuwe_bladzijde: bool = False
    inspringing: int = 0

    @property
    def apart(self) -> bool:
        """Whether white or a new page stands between this line and the last."""
        return self.wit > 0 or self.nieuwe_bladzijde


@dataclass(frozen=True)
class Bijzonderheid:
    """Something odd in the document, from the line `van` up to the line `tot`."""

    van: Plaats
    tot: Plaats
    wat: str

    def __str__(self) -> str:
        if self.van == self.tot:
            return f"{self.van}: {self.wat}"
        if self.van.bladzijde != self.tot.bladzijde:
            return f"{self.van} – {self.tot}: {self.wat}"
        place = str(self.van).replace("regel", "regels")
        return f"{place}–{self.tot.regel}: {self.wat}"


@dataclass(frozen=True)
class Stuk:
    """One literature block, voice or question; `vreemd` is what was odd in it."""

    regels: tuple[Regel, ...]
    tekst: str
    deelvraag: bool = False
    aanvangsbegeleider: bool = False
    vreemd: tuple[Bijzonderheid, ...] = ()

    @property
    def plaats(self) -> Plaats:
        return self.regels[0].plaats


def join_regels(regels: Iterable[Regel]) -> str:
    """The running text of wrapped lines."""
    return running.join_lines(regel.tekst for regel in regels)
