"""What every address answers to everybody, computed from its classification.

`expect` is the whole of the rules; `GEDRAG` only says how an address behaves for
who may be there. A feature adds its addresses to `GEDRAG` where they aren't plain
pages, and to `BEHEERT` where seeing an object isn't enough.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.http import HttpResponse

from scholen.models import Rol
from scholen.toegang import Toegang, Wie
from tests.veiligheid.opstelling import Actor, undone
from tests.veiligheid.voorwerpen import (
    Voorwerp,
    Voorwerpen,
    classify,
    fill,
    name_of,
)

METHODEN = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
SAFE = {"GET", "HEAD", "OPTIONS"}
AANMELDEN = 0  # instead of a status: sent to sign in, and back here afterwards


@dataclass(frozen=True)
class Gedrag:
    """The status for who may be here; POST and the like come without any data."""

    get: int = 200
    post: int = 405
    put: int = 405
    patch: int = 405
    delete: int = 405
    options: int = 405

    def status(self, methode: str) -> int:
        name = "get" if methode == "HEAD" else methode.lower()
        status: int = getattr(self, name)
        return status


LEZEN = Gedrag()
FORMULIER = Gedrag(post=422)
KNOP = Gedrag(get=405, post=302)
KEUZE = Gedrag(get=405, post=422)
BEVESTIGEN = Gedrag(post=302)
OVERAL_DOOR = Gedrag(*[302] * 6)
# Class-based views answer OPTIONS, and take PUT for POST.
ALLAUTH_LEZEN = Gedrag(options=200)
ALLAUTH_FORMULIER = Gedrag(post=422, put=422, options=200)
BEHEERPAGINA = Gedrag(*[200] * 6)
BEHEER_GEEN = Gedrag(*[403] * 6)

GEDRAG = {
    "demo/post/": Gedrag(get=404),
    "demo/als/<slug:wie>/": Gedrag(get=405, post=404),
    "begin/": Gedrag(get=302, post=302),
    "school/gegevens/": FORMULIER,
    "school/kies/<uuid:pk>/": KNOP,
    "school/leden/<uuid:pk>/rol/": KEUZE,
    "school/leden/<uuid:pk>/einde/": BEVESTIGEN,
    "school/uitnodigen/": FORMULIER,
    "school/uitnodigingen/<uuid:pk>/intrekken/": KNOP,
    "school/uitnodigingen/<uuid:pk>/opnieuw/": KNOP,
    "uitnodiging/<str:token>/": FORMULIER,
    "account/": FORMULIER,
    "account/opnieuw/": BEVESTIGEN,
    "account/sessies/<int:pk>/einde/": KNOP,
    "account/login/": OVERAL_DOOR,
    "account/login/code/": OVERAL_DOOR,
    "account/logout/": Gedrag(post=302, options=200),
    "account/inactive/": ALLAUTH_LEZEN,
    "account/login/sleutel/": OVERAL_DOOR,
    "account/sleutels/nieuw/": ALLAUTH_FORMULIER,
    "account/sleutels/<int:pk>/weg/": Gedrag(post=302, delete=302, options=200),
    "account/sleutels/<int:pk>/naam/": ALLAUTH_FORMULIER,
    "account/diensten/": ALLAUTH_FORMULIER,
    "account/diensten/afgebroken/": ALLAUTH_LEZEN,
    "account/diensten/mislukt/": Gedrag(get=401, options=200),
    "account/diensten/nieuw/": OVERAL_DOOR,
}
