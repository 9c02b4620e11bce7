"""The addresses, and every kind of object that each of them can name.

A feature with an address that names something new adds a line to `BOUWERS`.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Protocol
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.urls import get_resolver

from fiches.models import Fiche
from scholen.models import Gebruiker, School
from scholen.services import find_uitnodiging
from scholen.toegang import Toegang, walk
from tests.make import (
    make_fiche,
    make_inhoud,
    make_koppeling,
    make_lid,
    make_school,
    make_sessie,
    make_sleutel,
    make_uitnodiging,
)
from tests.veiligheid.opstelling import DIENST_ID, Actor

# A variable part, as Django's path() has it or re_path()
VARIABLE = re.compile(
    r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>|\(\?P<(?P<group>\w+)>[^)]*\)"
)
ADMIN = re.compile(r"beheer/(\w+)/(\w+)/<path:object_id>/")
NOTHING = {"uuid": "00000000-0000-4000-8000-000000000000", "int": "999999999"}

Waarden = tuple[str, ...]


@dataclass(frozen=True)
class Voorwerp:
    """What the variable parts of an address name, seen from one actor.

    `soort` is eigen, collega or vreemd (of another school) for what belongs to
    people, bestaand for what belongs to everybody, verwijderd or onbestaand; ""
    for an address that names nothing. `school` is where it belongs, if anywhere.
    """

    soort: str = ""
    waarden: Waarden = ()
    school: School | None = None


class Bouwer(Protocol):
    def make_all(self, actor: Actor, gone: Fiche) -> Iterator[Voorwerp]:
        """Make one of each kind; of public content, `gone` is about to be deleted."""
        ...


def of_pk(row: Model) -> Waarden:
    return (str(row.pk),)


@dataclass(frozen=True)
class Eigen:
    """Rows that belong to somebody, in a school or not.

    `make` answers None where this person can't have one, such as a membership of
    somebody who belongs to no school.
    """

    make: Callable[[Gebruiker, School | None], Model | None]
    waarden: Callable[[Any], Waarden] = of_pk

    def make_all(self, actor: Actor, gone: Fiche) -> Iterator[Voorwerp]:
        for school in actor.rollen or [None]:
            if actor.gebruiker:
                yield from self._make("eigen", actor.gebruiker, school)
            if school:
                yield from self._make("collega", make_lid(school).gebruiker, school)
        stranger = make_lid(next(_other_schools(actor)))
        yield from self._make("vreemd", stranger.gebruiker, stranger.school)
        left = make_lid(actor.school or make_school())
        yield from self._make("verwijderd", left.gebruiker, left.school, delete=True)

    def _make(
        self,
        soort: str,
        gebruiker: Gebruiker,
        school: School | None,
        *,
        delete: bool = False,
    ) -> Iterator[Voorwerp]:
        row = self.make(gebruiker, school)
        if row is None:
            return
        if delete and row == school:
            row = make_school()  # the other one is still needed
        yield Voorwerp(soort, self.waarden(row), school)
        if delete:
            row.delete()


def _other_schools(actor: Actor) -> Iterator[School]:
    yield from (school for school in School.objects.all() if school not in actor.rollen)
    yield make_school()


@dataclass(frozen=True)
class Inhoud:
    """Public content, found by way of a fiche; the same for everybody."""

    waarden: Callable[[Fiche], Waarden]

    def make_all(self, actor: Actor, gone: Fiche) -> Iterator[Voorwerp]:
        yield Voorwerp("bestaand", self.waarden(Fiche.objects.get(nummer=1)))
        yield Voorwerp("verwijderd", self.waarden(gone))


@dataclass(frozen=True)
class Woord:
    """A word that means something in that place, without a row behind it."""

    waarden: Waarden

    def make_all(self, actor: Actor, gone: Fiche) -> Iterator[Voorwerp]:
        yield Voorwerp("bestaand", self.waarden)


def _lidmaatschap(gebruiker: Gebruiker, school: School | None) -> Model | None:
    return gebruiker.lidmaatschappen.filter(school=school).first()


def _uitnodiging(gebruiker: Gebruiker, school: School | None) -> Model | None:
    return make_uitnodiging(school, uitgenodigd_door=gebruiker) if school else None


def _genodigd(gebruiker: Gebruiker, school: School | None) -> Model | None:
    """The one invitation to this person, by yet another school."""
    token = _token(gebruiker.email)
    if find_uitnodiging(token):
        return None
    return make_uitnodiging(token=token, email=gebruiker.email)


def _token(email: str) -> str:
    return f"token-{uuid5(NAMESPACE_URL, email)}"


def _on_site(fiche: Fiche) -> Waarden:
    return str(ContentType.objects.get_for_model(fiche).pk), str(fiche.pk)


BOUWERS: dict[str, Bouwer] = {
    "scholen.gebruiker": Eigen(lambda gebruiker, school: gebruiker),
    "scholen.lidmaatschap": Eigen(_lidmaatschap),
    "scholen.school": Eigen(lambda gebruiker, school: school),
    "scholen.uitnodiging": Eigen(_uitnodiging),
    "token": Eigen(_genodigd, lambda made: (_token(made.email),)),
    "usersessions.usersession": Eigen(lambda gebruiker, _: make_sessie(gebruiker)),
    "mfa.authenticator": Eigen(lambda gebruiker, _: make_sleutel(gebruiker)),
    "socialaccount.socialaccount": Eigen(
        lambda gebruiker, _: make_koppeling(gebruiker)
    ),
    "slug": Inhoud(lambda fiche: (fiche.slug,)),
    "fiches.bron": Inhoud(lambda fiche: of_pk(fiche.bron)),
    "fiches.thema": Inhoud(lambda fiche: of_pk(fiche.vragen.all()[0].hoofdthema)),
    "fiches.fiche": Inhoud(of_pk),
    "fiches.literatuurblok": Inhoud(lambda fiche: of_pk(fiche.literatuur.all()[0])),
    "fiches.stem": Inhoud(lambda fiche: of_pk(fiche.stemmen.all()[0])),
    "fiches.vraag": Inhoud(lambda fiche: of_pk(fiche.vragen.all()[0])),
    "content_type_id object_id": Inhoud(_on_site),
    "app_label": Woord(("fiches",)),
    "url": Woord(("geen/pagina",)),
    "wie": Woord(("coordinator",)),
    "nummer": Woord(("1",)),
    "provider_id": Woord((DIENST_ID,)),
}


def classify() -> dict[str, set[Toegang | None]]:
    """Each address of the site map with its classification; one, if all is well."""
    found: dict[str, set[Toegang | None]] = {}
    for adres, _, toegang in walk(get_resolver()):
        found.setdefault(adres, set()).add(toegang)
    return found


def name_of(adres: str, toegang: Toegang) -> str:
    """What the address names, as in `BOUWERS`; "" when nothing varies in it."""
    if toegang.voorwerp:
        return toegang.voorwerp
    if admin := ADMIN.match(adres):
        return ".".join(admin.groups())
    return " ".join(part["name"] or part["group"] for part in VARIABLE.finditer(adres))


def fill(adres: str, waarden: Waarden) -> str:
    """The path, with these values in its variable parts."""
    left = iter(waarden)
    path = VARIABLE.sub(lambda _: quote(next(left), safe="/"), adres)
    return "/" + path.removesuffix("$")


class Voorwerpen:
    """All objects for one actor."""

    def __init__(self, actor: Actor) -> None:
        with _gone() as gone:
            self.made = {
                naam: list(bouwer.make_all(actor, gone))
                for naam, bouwer in BOUWERS.items()
            }

    def of(self, adres: str, toegang: Toegang) -> list[Voorwerp]:
        """What this address can be asked for; KeyError when nothing makes it."""
        naam = name_of(adres, toegang)
        if not naam:
            return [Voorwerp()]
        kinds = [part["kind"] for part in VARIABLE.finditer(adres) if part["name"]]
        never = tuple(NOTHING.get(kind, "bestaat-niet") for kind in kinds)
        return self.made[naam] + ([Voorwerp("onbestaand", never)] if never else [])


@contextmanager
def _gone() -> Iterator[Fiche]:
    """A fiche with a source and a theme of its own, deleted afterwards."""
    vragen = make_inhoud(4).vragen
    gone = make_fiche(
        4,
        bron="weg",
        vragen=tuple(replace(vraag, themas=("weg",)) for vraag in vragen),
    )
    thema = gone.vragen.all()[0].hoofdthema
    yield gone
    for row in (gone, gone.bron, thema):
        row.delete()
