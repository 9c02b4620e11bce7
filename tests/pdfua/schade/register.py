"""How damage is tied to the rule that must find it."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from pikepdf import Pdf

from tests.pdfua.voorbeeld import bewaar, open_voorbeeld

Breuk = Callable[[Pdf], object]


class Schade(NamedTuple):
    """One way to break a rule, and which others can't but break with it."""

    regel: str
    breuk: Breuk
    ook: frozenset[str]
    opslag: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.regel}-{getattr(self.breuk, '__name__', '')}"

    def pdf(self) -> bytes:
        """The good PDF, damaged."""
        pdf = open_voorbeeld()
        self.breuk(pdf)
        return bewaar(pdf, **self.opslag)


SCHADES: list[Schade] = []


def breekt(regel: str, *ook: str, **opslag: Any) -> Callable[[Breuk], Breuk]:
    """Register damage; `opslag` is how the file is to be saved."""

    def onthoud(breuk: Breuk) -> Breuk:
        SCHADES.append(Schade(regel, breuk, frozenset(ook), opslag))
        return breuk

    return onthoud
