"""How a rule gets its number."""

from collections.abc import Callable, Iterator

from tests.pdfua.model import Document

Gevonden = Iterator[tuple[str, str]]  # where, and what is wrong
Regel = Callable[[Document], Gevonden]

REGELS: dict[str, Regel] = {}


def regel(nummer: str) -> Callable[[Regel], Regel]:
    """Register a rule under its number in the Matterhorn Protocol, or our own SW-…"""

    def onthoud(functie: Regel) -> Regel:
        assert nummer not in REGELS
        REGELS[nummer] = functie
        return functie

    return onthoud
