"""How much paper a choice takes, said before it is printed."""

from dataclasses import dataclass
from math import ceil

from gespreksbladen.keuze import Keuze, Vorm


@dataclass(frozen=True)
class Oplage:
    """The number of pages of a document, in words about sheets of paper."""

    keuze: Keuze
    bladzijden: int

    @property
    def samenvatting(self) -> str:
        pages = self.bladzijden
        if self.keuze.vorm == Vorm.KAARTEN:
            return f"{_count(pages // 2, 'vel', 'vellen')} A4, aan twee kanten bedrukt."
        if self.keuze.vorm == Vorm.POSTER:
            return f"{_count(pages, 'vel', 'vellen')} A3."
        if self.keuze.vouwen:
            return f"{_count(ceil(pages / 2), 'vel', 'vellen')} A4, aan twee kanten."
        size = "A5" if self.keuze.vorm == Vorm.BOEKJE else "A4"
        if pages == 1:
            return f"1 bladzijde op 1 vel {size}."
        both = _count(ceil(pages / 2), "vel", "vellen")
        return f"{pages} bladzijden {size}: {pages} vellen, of {both} aan twee kanten."

    @property
    def drukwijzer(self) -> str:
        """What to choose in the printer's window."""
        if self.keuze.vorm == Vorm.KAARTEN:
            return (
                "Druk dubbelzijdig af, omgeslagen langs de lange zijde en op 100 %. "
                "Snij daarna langs de streepjes."
            )
        if self.keuze.vouwen:
            return (
                "Druk dubbelzijdig af, omgeslagen langs de korte zijde. Vouw de stapel "
                "in het midden."
            )
        if self.keuze.vorm == Vorm.POSTER:
            return (
                "Geen A3-printer? Laat de printer verkleinen naar A4 en hang de poster "
                "wat dichterbij."
            )
        return "Druk af op 100 %, in kleur of in zwart-wit."


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
