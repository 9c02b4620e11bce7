"""What somebody finds on their own start page: talks, what waits for them, tracks."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, Q

from fiches.models import Fiche
from gesprekken.models import Antwoord, Deelnemer, Gesprek, Moment, Staat
from overzicht.tellen import count, tell_mensen, upper_first
from scholen.models import Gebruiker
from trajecten.models import Deelname, Traject
from trajecten.models import Staat as Trajectstaat

SOON = dt.timedelta(days=14)  # an invitation for later than that can wait
BACK = dt.timedelta(days=365)  # what nobody marked by then stays unmarked
MOST = 5  # coming talks besides the next one


@dataclass(frozen=True)
class Afspraak:
    """A talk of theirs, as it stands at `op`.

    `voorstel` says what another proposes; "" where there is nothing to choose.
    """

    gesprek: Gesprek
    op: dt.datetime
    antwoord: str
    met: str
    fiches: tuple[Fiche, ...] = ()
    voorstel: str = ""

    @property
    def wat(self) -> str:
        """What one calls it in a line: the team, or who else comes."""
        met = f"met {self.met}" if self.met else "nog zonder collega"
        return self.gesprek.team or upper_first(met)

    @property
    def is_voorbij(self) -> bool:
        return self.gesprek.einde is not None and self.gesprek.einde <= self.op

    @property
    def komt(self) -> bool:
        return self.gesprek.staat == Staat.GEPLAND and not self.is_voorbij

    @property
    def vraagt_antwoord(self) -> bool:
        begin = self.gesprek.begin
        soon = begin is not None and begin <= self.op + SOON
        return self.komt and soon and self.antwoord == Antwoord.OPEN


@dataclass(frozen=True)
class Dag:
    """Their open talks, by what they ask; each in order of time."""

    volgend: Afspraak | None
    komend: list[Afspraak]
    kiezen: list[Afspraak]
    antwoorden: list[Afspraak]
    afronden: list[Afspraak]

    @property
    def wacht(self) -> bool:
        return bool(self.kiezen or self.antwoorden or self.afronden)


@dataclass(frozen=True)
class Eigentraject:
    """A track that they take part in, with the names of the others."""

    traject: Traject
    met: str


def make_dag(gebruiker: Gebruiker, fiches: Iterable[Fiche], now: dt.datetime) -> Dag:
    """Everything of theirs that is still open, in three queries."""
    afspraken = [
        _make_afspraak(gesprek, gebruiker, fiches, now)
        for gesprek in _find_open(gebruiker, now)
    ]
    coming = [one for one in afspraken if one.komt and one.antwoord != Antwoord.NEE]
    return Dag(
        volgend=coming[0] if coming else None,
        komend=coming[1 : MOST + 1],
        kiezen=[one for one in afspraken if one.voorstel and not one.is_voorbij],
        antwoorden=[one for one in afspraken if one.vraagt_antwoord],
        afronden=[one for one in afspraken if one.is_voorbij],
    )


def _find_open(gebruiker: Gebruiker, now: dt.datetime) -> list[Gesprek]:
    recent = Q(begin=None) | Q(begin__gte=now - BACK)
    rows = Gesprek.objects.of_deelnemer(gebruiker).open().filter(recent)
    return list(
        rows.select_related("school").prefetch_related(
            Prefetch("deelnemers", Deelnemer.objects.select_related("gebruiker")),
            Prefetch("momenten", Moment.objects.filter(begin__gt=now)),
        )
    )


def _make_afspraak(
    gesprek: Gesprek, gebruiker: Gebruiker, fiches: Iterable[Fiche], now: dt.datetime
) -> Afspraak:
    people = {one.gebruiker_id: one for one in gesprek.deelnemers.all()}
    own = people.pop(gebruiker.pk)
    names = {pk: str(one) for pk, one in people.items()}
    proposed = [one for one in gesprek.momenten.all() if one.door_id != gebruiker.pk]
    voorstel = ""
    if proposed:
        momenten = count(len(proposed), "moment", "momenten")
        voorstel = f"{names.get(proposed[0].door_id, 'Iemand')} stelt {momenten} voor"
    return Afspraak(
        gesprek=gesprek,
        op=now,
        antwoord=own.antwoord,
        met=tell_mensen(list(names.values())),
        fiches=tuple(one for one in fiches if one.slug in gesprek.fiches),
        voorstel=voorstel,
    )


def find_trajecten(gebruiker: Gebruiker) -> list[Eigentraject]:
    """Their tracks that haven't ended, in two queries."""
    people = Deelname.objects.current().select_related("gebruiker")
    own = Traject.objects.of_deelnemer(gebruiker)
    rows = own.exclude(staat=Trajectstaat.BEEINDIGD).prefetch_related(
        Prefetch("deelnames", people)
    )
    return [Eigentraject(one, _name_others(one, gebruiker)) for one in rows]


def _name_others(traject: Traject, gebruiker: Gebruiker) -> str:
    deelnames = traject.deelnames.all()
    others = [str(one) for one in deelnames if one.gebruiker_id != gebruiker.pk]
    return tell_mensen(others)
