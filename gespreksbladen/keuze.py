"""What somebody chose to print, and the address that says it all."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import TextChoices
from django.urls import reverse


class Vorm(TextChoices):
    """The layouts; their values stand in addresses that people keep."""

    BLAD = "blad", "Blad (A4)"
    KAARTEN = "kaarten", "Kaartjes (A6)"
    POSTER = "poster", "Poster (A3)"
    BOEKJE = "boekje", "Boekje (A5)"
    GROOT = "groot", "Blad in grote letters (A4)"


class Ruimte(TextChoices):
    """How much room to write each question leaves."""

    GEEN = "geen", "Geen"
    WEINIG = "weinig", "Weinig"
    GEWOON = "gewoon", "Gewoon"
    VEEL = "veel", "Veel"


LIJNEN = {Ruimte.GEEN: 0, Ruimte.WEINIG: 2, Ruimte.GEWOON: 4, Ruimte.VEEL: 8}
EIGEN = "E-"  # own questions go by their number: E-1, E-2 …


@dataclass(frozen=True, kw_only=True)
class Keuze:
    """Which questions, how laid out, and for what occasion.

    Without `fiches` all four, without `voor` all audiences, without `vragen` (codes,
    in the order to print) every question; own questions that `vragen` doesn't name
    come last. `fiches`, `voor` and the layouts go by their slugs.
    """

    fiches: tuple[str, ...] = ()
    voor: tuple[str, ...] = ()
    vragen: tuple[str, ...] = ()
    eigen: tuple[str, ...] = ()
    vorm: str = Vorm.BLAD
    ruimte: str = Ruimte.GEWOON
    literatuur: bool = False
    stemmen: bool = False
    vouwen: bool = False
    titel: str = ""
    datum: date | None = None
    groepen: tuple[str, ...] = ()

    @property
    def volgorde(self) -> tuple[str, ...]:
        """The codes to print, in order; empty when that is every question."""
        own = tuple(f"{EIGEN}{i}" for i in range(1, len(self.eigen) + 1))
        return (*self.vragen, *(code for code in own if code not in self.vragen))

    @property
    def query(self) -> str:
        """The choice as the query of an address; what is usual is left out."""
        usual = Keuze()
        parts: list[tuple[str, str]] = [
            *(("fiche", slug) for slug in self.fiches),
            *(("voor", slug) for slug in self.voor),
            *(("vraag", code) for code in self.vragen),
        ]
        if self.eigen:
            parts.append(("eigen", "\n".join(self.eigen)))
        parts += [
            (name, str(getattr(self, name)))
            for name in ("vorm", "ruimte", "titel")
            if getattr(self, name) != getattr(usual, name)
        ]
        parts += [
            (name, "ja")
            for name in ("literatuur", "stemmen", "vouwen")
            if getattr(self, name)
        ]
        if self.datum:
            parts.append(("datum", self.datum.isoformat()))
        if self.groepen:
            parts.append(("groep", "\n".join(self.groepen)))
        return urlencode(parts)

    def url(self, name: str = "samenstellen", **kwargs: Any) -> str:
        """The address of a page of this app for this choice."""
        query = self.query
        path = reverse(f"gespreksbladen:{name}", kwargs=kwargs or None)
        return f"{path}?{query}" if query else path

    def move(self, code: str, step: int) -> "Keuze":
        """The choice with one question `step` places further down."""
        row = list(self.volgorde)
        if code not in row:
            return self
        place = row.index(code)
        row.insert(max(0, place + step), row.pop(place))
        return replace(self, vragen=tuple(row))

    @property
    def kenmerk(self) -> dict[str, Any]:
        """The choice as JSON can write it."""
        return asdict(self) | {"datum": self.datum and self.datum.isoformat()}
