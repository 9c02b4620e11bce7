"""The world of the security tests: two schools, everybody in them, and others.

A later feature that has roles of its own adds them to `BEZETTING`; the objects that
addresses name are in `voorwerpen`.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module, reload
from typing import Any
from uuid import UUID

from django.db import transaction
from django.test import Client, override_settings
from django.urls import clear_url_caches

from gesprekken.models import Gesprek
from post.models import Bericht
from scholen.models import Gebruiker, Lidmaatschap, Rol, School, Soort
from scholen.toegang import register
from tests.make import (
    make_fiche,
    make_gebruiker,
    make_lid,
    make_lijst,
    make_school,
)
from tests.veiligheid.trajecten import fill_school, make_agendasleutel

# Who there is in each of the two schools.
BEZETTING = {
    "coordinator": Rol.COORDINATOR,
    "directie": Rol.DIRECTIE,
    "lid": Rol.LID,
    "collega": Rol.LID,
    # In a track, each in talks of their own; what they are there says their name.
    "zij-instromer": Rol.LID,
    "duo-partner": Rol.LID,
    "ex-duo-partner": Rol.LID,
    "aanvangsbegeleider": Rol.LID,
}
ACTOREN = (
    *(f"{wie} {letter}" for letter in "AB" for wie in BEZETTING),
    "dubbel",  # lid in A and coordinator in B, working in A
    "lerarenopleider",  # of a third place, in the tracks of A and B
    "buitenstaander",
    "genodigde",  # has an account and an invitation to A, which is still open
    "beheerder",
    "niemand",
)
DIENST_ID = "dienst"
# Nobody answers there: that its addresses exist is enough.
DIENST = {
    "provider_id": DIENST_ID,
    "name": "Dienst",
    "client_id": "samenwijzer",
    "settings": {"server_url": "http://127.0.0.1:9"},
}


@dataclass
class Actor:
    """Somebody who opens addresses; the school they work in comes first.

    `adres` is where mail reaches them, also without an account. `gesprekken` are
    those made to try, by what this actor is in them and by school.
    """

    naam: str
    gebruiker: Gebruiker | None = None
    rollen: dict[School, Rol] = field(default_factory=dict)
    adres: str = ""
    client: Client = field(default_factory=Client)
    gesprekken: dict[tuple[str, UUID], Gesprek] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.gebruiker:
            self.adres = self.gebruiker.email

    @property
    def school(self) -> School | None:
        return next(iter(self.rollen), None)


def make_wereld() -> dict[str, Actor]:
    """Everybody in `ACTOREN`, signed in nowhere yet, and something to read."""
    make_fiche(1)
    make_lijst("A")
    make_lijst("C", fase="socialiseren")
    make_gebruiker(email="coordinator@demo.example")  # though this is no demo
    a, b = (make_school(naam=f"School {letter}") for letter in "AB")
    opleiding = make_school(naam="Opleiding", soort=Soort.LERARENOPLEIDING)
    lerarenopleider = make_lid(opleiding).gebruiker
    wereld = {}
    for letter, school in (("A", a), ("B", b)):
        mensen = _make_leden(school)
        fill_school(school, mensen, lerarenopleider)
        for wie, gebruiker in mensen.items():
            naam = f"{wie} {letter}"
            wereld[naam] = Actor(naam, gebruiker, {school: BEZETTING[wie]})
    dubbel = make_lid(a).gebruiker
    Lidmaatschap.objects.create(school=b, gebruiker=dubbel, rol=Rol.COORDINATOR)
    beheerder = make_gebruiker(is_staff=True, is_superuser=True)
    for actor in (
        Actor("dubbel", dubbel, {a: Rol.LID, b: Rol.COORDINATOR}),
        Actor("lerarenopleider", lerarenopleider, {opleiding: Rol.LID}),
        Actor("buitenstaander", make_gebruiker()),
        Actor("genodigde", make_gebruiker()),
        Actor("beheerder", beheerder),
        Actor("niemand"),
    ):
        wereld[actor.naam] = actor
    for actor in wereld.values():
        if actor.gebruiker:
            make_agendasleutel(actor.gebruiker)
    return wereld


def _make_leden(school: School) -> dict[str, Gebruiker]:
    make_lid(school, Rol.COORDINATOR)  # so that no actor is the last one
    return {wie: make_lid(school, rol).gebruiker for wie, rol in BEZETTING.items()}


def sign_in(actor: Actor) -> None:
    """Come in as people do, with the code from the mail."""
    if actor.gebruiker is None:
        return
    email = actor.gebruiker.email
    actor.client.post("/account/login/", {"email": email})
    mail = Bericht.objects.filter(aan=email).latest("created_at")
    code = re.findall(r"\d{4}-\d{4}", mail.tekst)[0]
    actor.client.post("/account/login/code/", {"code": code})
    assert "_auth_user_id" in actor.client.session


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside has never happened; a view may still open transactions.

    Even those that have to be outermost, as Django lets its own tests do.
    """
    block: Any = transaction.atomic()
    block._from_testcase = True
    with block:
        yield
        transaction.set_rollback(True)


@contextmanager
def whole_site_map() -> Iterator[None]:
    """Every address there can be: a provider to sign in with, and the style guide."""
    providers = {"openid_connect": {"APPS": [DIENST]}}
    try:
        with override_settings(SOCIALACCOUNT_PROVIDERS=providers):
            with override_settings(DEBUG=True):
                _read_site_map()
            yield
    finally:
        _read_site_map()


def _read_site_map() -> None:
    for module in ("scholen.urls", "samenwijzer.urls"):
        reload(import_module(module))
    clear_url_caches()
    register.cache_clear()
