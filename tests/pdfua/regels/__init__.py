"""The rules, each under its number, by topic."""

from tests.pdfua.regels import (
    aantekeningen,
    beelden,
    beloften,
    bestand,
    bouw,
    glyfen,
    inhoud,
    koppen,
    letters,
    rollen,
    taal,
)
from tests.pdfua.regels.register import REGELS

# To import a topic is to register its rules.
ONDERWERPEN = (
    aantekeningen,
    beelden,
    beloften,
    bestand,
    bouw,
    glyfen,
    inhoud,
    koppen,
    letters,
    rollen,
    taal,
)

__all__ = ["ONDERWERPEN", "REGELS"]
