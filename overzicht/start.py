"""What somebody finds on their own start page: talks, what waits for them, tracks."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from fiches.models import Fiche
from gesprekken.models import (
    Aanwezig,
    Antwoord,
    Bespreekpunt,
    Bevestiging,
    Deelnemer,
    Deling,
    Gesprek,
    Moment,
    Staat,
)
from gesprekken.models import Afspraak as Gemaakt
from overzicht.tellen import (
    count,
    start_count,
    tell_afspraken,
    tell_mensen,
    upper_first,
)
from scholen.models import Gebruiker
from trajecten.models import DUO, Deelname, Leeruitkomst, Overeenkomst, Traject
from trajecten.models import Staat as Trajectstaat
from trajecten.services import inbreng

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
class Wachtend:
    """A talk or a track that waits for somebody's yes, and when it begins."""

    pk: UUID
    begin: dt.date | None


@dataclass(frozen=True)
class Vervolg:
    """What talks and tracks left them to do: how much, what waits for their yes."""

    afspraken: int = 0
    te_laat: int = 0
    bevestigen: tuple[Wachtend, ...] = ()
    delen: tuple[Wachtend, ...] = ()
    overeenkomsten: tuple[Wachtend, ...] = ()

    @property
    def afspraken_in_woorden(self) -> str:
        return tell_afspraken(self.afspraken, self.te_laat)

    @property
    def bevestigen_in_woorden(self) -> str:
        one, more = "gesprek wacht op jouw", "gesprekken wachten op jouw"
        return f"{start_count(len(self.bevestigen), one, more)} bevestiging."

    @property
    def delen_in_woorden(self) -> str:
        one, more = "verslag wacht op jouw", "verslagen wachten op jouw"
        return f"{start_count(len(self.delen), one, more)} ja om het te delen."

    @property
    def overeenkomsten_in_woorden(self) -> str:
        one, more = "overeenkomst wacht op jouw", "overeenkomsten wachten op jouw"
        return f"{start_count(len(self.overeenkomsten), one, more)} ja."


@dataclass(frozen=True)
class Eigentraject:
    """A track that they take part in, with the names of the others.

    `klaar`: how many points of its duo's list wait for their next talk; None for who
    isn't in that duo. `ontbreekt`: how many outcomes are neither shown nor recognised.
    """

    traject: Traject
    met: str
    klaar: int | None
    ontbreekt: int = 0

    @property
    def klaar_in_woorden(self) -> str:
        if not self.klaar:
            return ""
        one, more = "punt staat klaar", "punten staan klaar"
        return f"{start_count(self.klaar, one, more)} voor jullie volgende gesprek."

    @property
    def ontbreekt_in_woorden(self) -> str:
        if not self.ontbreekt:
            return ""
        one, more = "leeruitkomst is nog te tonen", "leeruitkomsten zijn nog te tonen"
        return f"{start_count(self.ontbreekt, one, more)}."


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


def count_vervolg(gebruiker: Gebruiker, now: dt.datetime) -> Vervolg:
    """How much of what they agreed is open, and what waits for their yes.

    Two queries, of which every row is a talk or a track with something to do.
    """
    agreed = Q(afspraken__in=Gemaakt.objects.visible_to(gebruiker).open())
    late = Q(afspraken__tegen__lt=timezone.localdate(now))
    sharing = Deling.objects.awaiting(gebruiker).filter(verslag__gesprek=OuterRef("pk"))
    rows = _with_last_text(Gesprek.objects.of_deelnemer(gebruiker)).annotate(
        gevraagd=ExpressionWrapper(_is_asked(gebruiker), BooleanField()),
        afgesproken=Count("afspraken", filter=agreed),
        te_laat=Count("afspraken", filter=agreed & late),
        te_delen=Exists(sharing),
    )
    talks = list(
        rows.filter(Q(gevraagd=True) | Q(te_delen=True) | Q(afgesproken__gt=0))
        .order_by("begin")
        .values("pk", "begin", "gevraagd", "te_delen", "afgesproken", "te_laat")
    )
    return Vervolg(
        afspraken=sum(one["afgesproken"] for one in talks),
        te_laat=sum(one["te_laat"] for one in talks),
        bevestigen=tuple(
            Wachtend(one["pk"], one["begin"]) for one in talks if one["gevraagd"]
        ),
        delen=tuple(
            Wachtend(one["pk"], one["begin"]) for one in talks if one["te_delen"]
        ),
        overeenkomsten=_find_overeenkomsten(gebruiker),
    )


def _find_overeenkomsten(gebruiker: Gebruiker) -> tuple[Wachtend, ...]:
    """Tracks of which the agreement waits for this person."""
    rows = Overeenkomst.objects.awaiting(gebruiker).order_by("traject__startdatum")
    found = rows.values_list("traject", "traject__startdatum")
    return tuple(Wachtend(pk, begin) for pk, begin in found)


def _with_last_text(rows: QuerySet[Gesprek]) -> QuerySet[Gesprek]:
    """Each with the hash that was confirmed last, in `tekst`."""
    last = Bevestiging.objects.filter(gesprek=OuterRef("pk")).order_by("-created_at")
    return rows.annotate(tekst=Subquery(last.values("vingerafdruk")[:1]))


def _is_asked(gebruiker: Gebruiker) -> Q:
    """Of a talk with `tekst`: whether that waits for this person's yes.

    Of a team's talk that is for who wrote in it.
    """
    own = {"gesprek": OuterRef("pk"), "gebruiker": gebruiker}
    same = Bevestiging.objects.filter(**own, vingerafdruk=OuterRef("tekst"))
    return (
        Q(tekst__isnull=False, verslag=None)
        & ~Q(staat=Staat.AFGEZEGD)
        & ~Exists(same)
        & (Q(traject__isnull=False) | Exists(Aanwezig.objects.filter(**own)))
    )


def find_trajecten(gebruiker: Gebruiker) -> list[Eigentraject]:
    """Their tracks that haven't ended, in two queries."""
    people = Deelname.objects.current().select_related("gebruiker")
    own = Traject.objects.of_deelnemer(gebruiker)
    waiting = Bespreekpunt.objects.waiting().filter(traject=OuterRef("pk"))
    number = waiting.order_by().values("traject").annotate(aantal=Count("pk"))
    missing = Leeruitkomst.objects.missing().filter(traject=OuterRef("pk"))
    to_show = missing.order_by().values("traject").annotate(aantal=Count("pk"))
    rows = (
        own.exclude(staat=Trajectstaat.BEEINDIGD)
        .annotate(
            klaar=Coalesce(Subquery(number.values("aantal")), 0),
            ontbreekt=Coalesce(Subquery(to_show.values("aantal")), 0),
        )
        .prefetch_related(Prefetch("deelnames", people))
    )
    return [_make_eigen(one, gebruiker) for one in rows]


def _make_eigen(traject: Traject, gebruiker: Gebruiker) -> Eigentraject:
    in_duo = any(
        one.gebruiker_id == gebruiker.pk and one.rol in DUO
        for one in traject.deelnames.all()
    )
    klaar = getattr(traject, "klaar", 0) if in_duo else None
    ontbreekt = getattr(traject, "ontbreekt", 0)
    return Eigentraject(traject, _name_others(traject, gebruiker), klaar, ontbreekt)


def _name_others(traject: Traject, gebruiker: Gebruiker) -> str:
    deelnames = traject.deelnames.all()
    others = [str(one) for one in deelnames if one.gebruiker_id != gebruiker.pk]
    return tell_mensen(others)


def find_passend(gebruiker: Gebruiker) -> list[UUID]:
    """The tracks in which a card that they show may fit what the school looks for.

    For them alone, and without a word of it: one query for who shows nothing.
    """
    found = inbreng.find_passend(gebruiker)
    return list(dict.fromkeys(one.kaart.traject_id for one in found))
