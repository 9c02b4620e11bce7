"""Damage to a good PDF: for every rule at least one way to break it, by topic."""

from tests.pdfua.schade import (
    aantekeningen,
    beelden,
    bestand,
    bouw,
    inhoud,
    letters,
    taal,
)
from tests.pdfua.schade.register import SCHADES, Schade

# To import a topic is to register its damage.
ONDERWERPEN = (aantekeningen, beelden, bestand, bouw, inhoud, letters, taal)

__all__ = ["ONDERWERPEN", "SCHADES", "Schade"]
