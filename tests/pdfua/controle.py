"""The one thing to call."""

from typing import NamedTuple

from tests.pdfua.lezen import lees
from tests.pdfua.regels import REGELS

HUISLETTER = "Atkinson-Hyperlegible-Next"


class Probleem(NamedTuple):
    """A rule that a PDF breaks: which, where in the file, and how."""

    regel: str
    waar: str
    wat: str


def problems(pdf: bytes, fonts: str | tuple[str, ...] = HUISLETTER) -> list[Probleem]:
    """Where this PDF falls short of PDF/UA-1 and of what we promise; [] if nowhere.

    After its subset tag every font's name must start with `fonts`, or one of them.
    """
    document = lees(pdf, fonts)
    gevonden = (
        Probleem(nummer, waar, wat)
        for nummer, regel in sorted(REGELS.items())
        for waar, wat in regel(document)
    )
    return list(dict.fromkeys(gevonden))
