"""The kinds of object that an address can name, seen from one actor."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Model
from django.utils import timezone

from fiches.models import Fiche
from gesprekken.models import Gesprek
from scholen.models import Gebruiker, School
from tests.make import (
    make_deelname,
    make_deelnemer,
    make_gesprek,
    make_lid,
    make_school,
    make_traject,
    make_uitnodiging,
)
from tests.veiligheid.opstelling import Actor
from tests.veiligheid.trajecten import add_moment, add_vragen
from trajecten.models import Trajectrol

Waarden = tuple[str, ...]


@dataclass(frozen=True)
class Voorwerp:
    """What the variable parts of an address name, seen from one actor.

    `soort` is eigen, collega or vreemd (of another school) for what belongs to
    people, bestaand for what belongs to everybody, verwijderd or onbestaand; ""
    for an address that names nothing; `deelname` has more, of tracks. `school` is
    where it belongs, if anywhere.
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
        stranger = make_lid(next(other_schools(actor)))
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


def other_schools(actor: Actor) -> Iterator[School]:
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


@dataclass(frozen=True)
class VanTraject:
    """Something of a track and its talk: `find` says which row, given who asks.

    Besides the kinds that others have: ernaast (in the track, not in this talk),
    vroeger (was in both, and replaced) and, in other schools, gast (in both, from
    elsewhere), genodigd (in both, and asked to join the school) and vertrokken (in
    both, but no longer in the school).
    """

    find: Callable[[Gesprek, Gebruiker | None], Model | None]
    waarden: Callable[[Any], Waarden] = of_pk

    def make_all(self, actor: Actor, gone: Fiche) -> Iterator[Voorwerp]:
        for school in actor.rollen:
            for soort in ("eigen", "ernaast", "vroeger", "collega"):
                yield self._find(soort, actor, school)
        for soort in ("gast", "genodigd", "vertrokken") if actor.gebruiker else ():
            yield self._find(soort, actor, _school_apart(actor, soort))
        yield self._find("vreemd", actor, next(other_schools(actor)))
        doomed = _make_gesprek("verwijderd", actor, actor.school or make_school())
        row = self._row(doomed, actor)
        yield Voorwerp("verwijderd", self.waarden(row), doomed.school)
        row.delete()

    def _find(self, soort: str, actor: Actor, school: School) -> Voorwerp:
        """Of one talk for all that is of it."""
        if (soort, school.pk) not in actor.gesprekken:
            made = _make_gesprek(soort, actor, school)
            actor.gesprekken[soort, school.pk] = made
        row = self._row(actor.gesprekken[soort, school.pk], actor)
        return Voorwerp(soort, self.waarden(row), school)

    def _row(self, gesprek: Gesprek, actor: Actor) -> Model:
        row = self.find(gesprek, actor.gebruiker)
        assert row is not None
        return row


def _school_apart(actor: Actor, soort: str) -> School:
    """A school in which this actor is nothing else."""
    known = [one.school for (of, _), one in actor.gesprekken.items() if of == soort]
    return known[0] if known else make_school()


def _make_gesprek(soort: str, actor: Actor, school: School) -> Gesprek:
    """A talk to come of a track, of which this actor is what `soort` says."""
    gebruiker: Any = actor.gebruiker
    is_new = actor.naam.startswith("zij-instromer")
    place = "zij_instromer" if is_new else "duo_partner"
    mine = {place: gebruiker} if soort in {"eigen", "genodigd", "vertrokken"} else {}
    traject = make_traject(school, **mine)
    gesprek = make_gesprek(traject)
    if soort == "ernaast":
        begeleider = Trajectrol.AANVANGSBEGELEIDER
        make_deelname(traject, begeleider, gebruiker=gebruiker)
    if soort == "vroeger":
        make_deelname(traject, gebruiker=gebruiker, tot=timezone.now())
    if soort == "genodigd":
        make_uitnodiging(school, email=gebruiker.email)
    if soort == "gast":
        make_deelname(traject, Trajectrol.LERARENOPLEIDER, gebruiker=gebruiker)
        make_deelnemer(gesprek, gebruiker, gast=True)
    add_vragen(gesprek, "F1-T-01", "")
    add_moment(gesprek)
    return gesprek
