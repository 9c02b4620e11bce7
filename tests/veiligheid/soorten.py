"""The kinds of object that an address can name, seen from one actor."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Model
from django.utils import timezone

from duopartners.models import Notitie
from fiches.models import Fiche
from gesprekken.models import Gesprek, Staat
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
from tests.trajecten.kaarten import bring_along
from tests.veiligheid.geschreven import (
    close_talk,
    share,
    write_duolijst,
    write_overeenkomst,
    write_talk,
)
from tests.veiligheid.opstelling import Actor
from tests.veiligheid.trajecten import add_moment, add_vragen
from trajecten.models import Trajectrol

Waarden = tuple[str, ...]
# The kinds that aren't there any more, or never were
GONE = {"verwijderd", "onbestaand"}


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


# What an actor can be in a track and its talks, in the schools where they are a lid …
IN_SCHOOL = ("eigen", "ernaast", "vroeger", "afgelost", "later", "collega")
IN_SCHOOL_GEDEELD = ("gedeeld", "gevraagd")
# … and in schools where they aren't.
ELDERS = ("gast", "genodigd", "vertrokken")
ELDERS_GEDEELD = ("meelezer", "kwijt")


@dataclass(frozen=True)
class VanTraject:
    """Something of a track and its talks: `find` says which row, given who asks.

    It gets the talk to come; another of the same people took place and was closed.
    Besides the kinds that others have: ernaast (in the track, in none of its talks),
    vroeger (was in the track, and was replaced), afgelost (the same, in both talks
    since), later (in the talks, since after the report) and, in other schools, gast
    (in both, from elsewhere), genodigd (in both, and asked to join the school) and
    vertrokken (in both, but no longer in the school).

    With `gedeeld` also whom the report is shared with: gedeeld (in the school),
    gevraagd (not all said yes), meelezer (in the track, from elsewhere) and kwijt (in
    neither any more).
    """

    find: Callable[[Gesprek, Gebruiker | None], Model | None]
    waarden: Callable[[Any], Waarden] = of_pk
    gedeeld: bool = False

    def make_all(self, actor: Actor, gone: Fiche) -> Iterator[Voorwerp]:
        here = IN_SCHOOL + IN_SCHOOL_GEDEELD * self.gedeeld
        apart = ELDERS + ELDERS_GEDEELD * self.gedeeld
        for school in actor.rollen:
            for soort in here:
                yield self._find(soort, actor, school)
        for soort in apart if actor.gebruiker else ():
            yield self._find(soort, actor, _school_apart(actor, soort))
        yield self._find("vreemd", actor, next(other_schools(actor)))
        yield self._find("verwijderd", actor, actor.school or make_school())

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


@dataclass(frozen=True)
class VanDuo(VanTraject):
    """A note of a duo, which `find` says of one's own.

    Besides the kinds of a track: ander (of the other of one's duo) and voordien (the
    same, from before one was in it).
    """

    def make_all(self, actor: Actor, gone: Fiche) -> Iterator[Voorwerp]:
        yield from super().make_all(actor, gone)
        for school in actor.rollen:
            traject = actor.gesprekken["eigen", school.pk].traject
            assert traject is not None
            rows = Notitie.objects.filter(puntstand__traject=traject)
            [mine] = traject.deelnames.filter(gebruiker=actor.gebruiker)
            theirs = rows.exclude(auteur=actor.gebruiker)
            later = theirs.filter(created_at__gte=mine.sinds)
            before = theirs.exclude(created_at__gte=mine.sinds)
            for soort, found in (("ander", later), ("voordien", before)):
                if row := found.first():
                    yield Voorwerp(soort, self.waarden(row), school)


def delete_doomed(actor: Actor) -> None:
    """Once everything of it has an address."""
    for soort, school in list(actor.gesprekken):
        traject = actor.gesprekken[soort, school].traject
        if soort == "verwijderd" and traject:
            traject.delete()
            del actor.gesprekken[soort, school]


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
    if soort in {"ernaast", "later"}:
        begeleider = Trajectrol.AANVANGSBEGELEIDER
        make_deelname(traject, begeleider, gebruiker=gebruiker)
    if soort in {"vroeger", "afgelost"}:
        make_deelname(traject, gebruiker=gebruiker, tot=timezone.now())
    if soort == "afgelost":
        make_deelnemer(gesprek, gebruiker)
    if soort == "genodigd":
        make_uitnodiging(school, email=gebruiker.email)
    if soort in {"gast", "meelezer"}:
        make_deelname(traject, Trajectrol.LERARENOPLEIDER, gebruiker=gebruiker)
    if soort == "gast":
        make_deelnemer(gesprek, gebruiker, gast=True)
    bring_along(traject)
    add_vragen(gesprek, "F1-T-01", "")
    add_moment(gesprek)
    write_talk(gesprek)
    write_overeenkomst(traject)
    write_duolijst(traject)
    _make_closed(soort, gesprek, gebruiker)
    return gesprek


def _make_closed(soort: str, coming: Gesprek, gebruiker: Any) -> None:
    """An earlier talk of the same people, its report and with whom that is shared."""
    begin = timezone.now() - dt.timedelta(days=10)
    gesprek = make_gesprek(
        coming.traject, begin=begin, staat=Staat.GEHOUDEN, deelnemers=[]
    )
    for one in coming.deelnemers.all():
        make_deelnemer(gesprek, one.gebruiker, gast=one.gast)
    add_vragen(gesprek, "F1-T-02", "")
    write_talk(gesprek)
    verslag = close_talk(gesprek)
    reads = soort in {*IN_SCHOOL_GEDEELD, *ELDERS_GEDEELD}
    met = gebruiker if reads else make_lid(coming.school).gebruiker
    share(verslag, met, actief=soort != "gevraagd")
    if soort == "later":
        for talk in (coming, gesprek):
            make_deelnemer(talk, gebruiker)
