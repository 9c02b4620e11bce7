"""Talks, who takes part and when, what they write, what it leaves.

What one may do with them is in `gesprekken.rules`.
"""

from gesprekken.models.afspraak import (
    MAX_AFSPRAKEN,
    MAX_WAT,
    Afspraak,
    Afspraakstap,
)
from gesprekken.models.bespreekpunt import Bespreekpunt, BespreekpuntQuerySet
from gesprekken.models.gesprek import (
    AHEAD,
    MAX_DUUR,
    MAX_MOMENTEN,
    MIN_DUUR,
    TIJDZONES,
    Agendasleutel,
    Antwoord,
    Deelnemer,
    DeelnemerQuerySet,
    Gesprek,
    Moment,
    Staat,
    make_uid,
    may_come_in,
    new_kenmerk,
)
from gesprekken.models.samen import SCHOOL, Aanwezig, Samentekst, Wijziging
from gesprekken.models.verslag import (
    MAX_OPMERKING,
    Bevestiging,
    Deling,
    Instemming,
    Opmerking,
    Verslag,
)
from gesprekken.models.voorbereiding import Getoond, Voorbereiding
from gesprekken.models.vraag import MAX_VRAGEN, MIN_VRAGEN, Gespreksvraag, Opzij

__all__ = [
    "AHEAD",
    "MAX_AFSPRAKEN",
    "MAX_DUUR",
    "MAX_MOMENTEN",
    "MAX_OPMERKING",
    "MAX_VRAGEN",
    "MAX_WAT",
    "MIN_DUUR",
    "MIN_VRAGEN",
    "SCHOOL",
    "TIJDZONES",
    "Aanwezig",
    "Afspraak",
    "Afspraakstap",
    "Agendasleutel",
    "Antwoord",
    "Bespreekpunt",
    "BespreekpuntQuerySet",
    "Bevestiging",
    "Deelnemer",
    "DeelnemerQuerySet",
    "Deling",
    "Gesprek",
    "Gespreksvraag",
    "Getoond",
    "Instemming",
    "Moment",
    "Opmerking",
    "Opzij",
    "Samentekst",
    "Staat",
    "Verslag",
    "Voorbereiding",
    "Wijziging",
    "make_uid",
    "may_come_in",
    "new_kenmerk",
]
