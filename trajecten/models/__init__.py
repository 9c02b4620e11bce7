"""Tracks and their people. Who may see or change one is in `rules` and `services`."""

from trajecten.models.geschiktheid import (
    MAX_BEGELEIDER,
    MOST_WEKEN,
    Geschiktheid,
)
from trajecten.models.inbreng import (
    MAX_KAART,
    MAX_TITEL,
    MAX_ZOEK,
    Inbrengkaart,
    Inbrengsoort,
    Toonkaart,
    Zoekvraag,
)
from trajecten.models.overeenkomst import (
    DELEN,
    MAX_DEEL,
    PARTIJEN,
    Akkoord,
    Overeenkomst,
    OvereenkomstQuerySet,
)
from trajecten.models.traject import (
    DUO,
    ELDERS,
    Deelname,
    DeelnameQuerySet,
    Fase,
    Profiel,
    Staat,
    Stap,
    Traject,
    TrajectQuerySet,
    Trajectrol,
)

__all__ = [
    "DELEN",
    "DUO",
    "ELDERS",
    "MAX_BEGELEIDER",
    "MAX_DEEL",
    "MAX_KAART",
    "MAX_TITEL",
    "MAX_ZOEK",
    "MOST_WEKEN",
    "PARTIJEN",
    "Akkoord",
    "Deelname",
    "DeelnameQuerySet",
    "Fase",
    "Geschiktheid",
    "Inbrengkaart",
    "Inbrengsoort",
    "Overeenkomst",
    "OvereenkomstQuerySet",
    "Profiel",
    "Staat",
    "Stap",
    "Toonkaart",
    "Traject",
    "TrajectQuerySet",
    "Trajectrol",
    "Zoekvraag",
]
