"""The world of the security tests: schools, people, and all that an address can name.

Later features add their roles to `BEZETTING` and their objects to `BOUWERS`; an
address that names something without a builder fails the matrix.
"""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib import reload
from typing import Any
from urllib.parse import quote

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django.test import Client, override_settings
from django.urls import clear_url_caches, get_resolver

from fiches.models import Fiche
from post.models import Bericht
from scholen.models import Gebruiker, Lidmaatschap, Rol, School
from scholen.toegang import Toegang, register, walk
from tests.make import (
    make_fiche,
    make_gebruiker,
    make_inhoud,
    make_lid,
    make_school,
    make_sessie,
    make_sleutel,
    make_uitnodiging,
)

# Who there is in each of the two schools.
BEZETTING = {
    "coordinator": Rol.COORDINATOR,
    "directie": Rol.DIRECTIE,
    "lid": Rol.LID,
    "collega": Rol.LID,
}
ACTOREN = (
    *(f"{wie} {letter}" for letter in "AB" for wie in BEZETTING),
    "dubbel",  # lid in A, coordinator in B
    "buitenstaander",
    "beheerder",
    "niemand",
)
# A provider that can't be reached, so that its addresses are there too.
DIENST = {
    "provider_id": "dienst",
    "name": "Dienst",
    "client_id": "samenwijzer",
    "settings": {"server_url": "http://127.0.0.1:9"},
}
VARIABLE = re.compile(r"\(\?P<(?P<group>\w+)>[^)]*\)|<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
ONBESTAAND = {"uuid": "00000000-0000-4000-8000-000000000000", "int": "999999999"}


@dataclass
class Actor:
    """Somebody who opens addresses; `rollen` has the school they work in first."""

    naam: str
    gebruiker: Gebruiker | None = None
    rollen: dict[School, Rol] = field(default_factory=dict)
    client: Client = field(default_factory=Client)

    @property
    def school(self) -> School | None:
        return next(iter(self.rollen), None)


@dataclass
class Wereld:
    """All actors; `vergaan` is what stood in addresses of content now deleted."""

    actoren: dict[str, Actor]
    fiche: Fiche
    vergaan: dict[str, tuple[str, ...]]

    def school(self, letter: str) -> School:
        return next(iter(self.actoren[f"lid {letter}"].rollen))


def make_wereld() -> Wereld:
    """Everybody in `ACTOREN`, signed in nowhere yet, and some content to read."""
    actoren = {}
    for letter in "AB":
        school = make_school(naam=f"School {letter}")
        make_lid(school, Rol.COORDINATOR)  # so that no actor is the last one
        for wie, rol in BEZETTING.items():
            lid = make_lid(school, rol)
            actoren[f"{wie} {letter}"] = _actor(lid.gebruiker, {school: rol})
    schools = [next(iter(actoren[f"lid {letter}"].rollen)) for letter in "AB"]
    dubbel = make_lid(schools[0]).gebruiker
    Lidmaatschap.objects.create(
        school=schools[1], gebruiker=dubbel, rol=Rol.COORDINATOR
    )
    actoren["dubbel"] = Actor(
        dubbel, dict(zip(schools, (Rol.LID, Rol.COORDINATOR), strict=True))
    )
    ...
