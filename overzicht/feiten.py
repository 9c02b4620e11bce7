"""What the database knows of the tracks of some schools: people, counts and days.

Each function asks one query, however many schools and tracks there are. Of what
people write nothing is read: an overview can't show what it hasn't.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils import timezone

from gesprekken.models import Afspraak, Deelnemer, Gesprek, Moment, Staat
from scholen.models import School, is_lid, is_uitgenodigd
from scholen.woorden import woord
from trajecten.models import Deelname, Trajectrol

AHEAD = dt.timedelta(weeks=4)  # of whose talks somebody's load is

Scholen = Mapping[UUID, School]


@dataclass(frozen=True)
class Betrokkene:
    """Somebody in a track. `erbij`: may come in; `gevraagd`: didn't say yes yet."""

    gebruiker: UUID
    naam: str
    rol: str
    rolnaam: str
    erbij: bool = True
    gevraagd: bool = False


@dataclass(frozen=True)
class Telling:
    """The talks of a track: still to come, held, and past but not marked held.

    And of what they agreed: how much is open, and how much of that is overdue.
    """

    gepland: int = 0
    gehouden: int = 0
    voorbij: int = 0
    laatste: dt.datetime | None = None
    afspraken: int = 0
    te_laat: int = 0


def find_mensen(scholen: Scholen) -> dict[UUID, list[Betrokkene]]:
    """Who takes part now, by track and alphabetically."""
    current = Deelname.objects.current().filter(school__in=scholen)
    rows: QuerySet[Deelname] = current.select_related("gebruiker")
    found: defaultdict[UUID, list[Betrokkene]] = defaultdict(list)
    for row in rows.annotate(lid=is_lid(), gevraagd=is_uitgenodigd()):
        elsewhere = row.rol == Trajectrol.LERARENOPLEIDER
        found[row.traject_id].append(
            Betrokkene(
                row.gebruiker_id,
                str(row),
                row.rol,
                woord(Trajectrol(row.rol).label, scholen[row.school_id].land),
                erbij=row.lid or elsewhere,
                gevraagd=row.gevraagd and not row.lid and not elsewhere,
            )
        )
    for people in found.values():
        people.sort(key=lambda one: one.naam.casefold())
    return found


def count_gesprekken(scholen: Scholen, now: dt.datetime) -> dict[UUID, Telling]:
    """The talks of each track that has any, and what was agreed in them."""
    planned, held = Q(staat=Staat.GEPLAND), Q(staat=Staat.GEHOUDEN)
    agreed = Q(afspraken__staat=Afspraak.Staat.OPEN)
    late = Q(afspraken__tegen__lt=timezone.localdate(now))

    def talks(which: Q) -> Count:
        return Count("pk", filter=which, distinct=True)  # once for each agreement

    rows = Gesprek.objects.filter(school__in=scholen, traject__isnull=False)
    counts = rows.values_list("traject").annotate(
        gepland=talks(planned & Q(begin__gt=now)),
        gehouden=talks(held),
        voorbij=talks(planned & Q(begin__lte=now)),
        laatste=Max("begin", filter=held),
        afgesproken=Count("afspraken", filter=agreed),
        te_laat=Count("afspraken", filter=agreed & late),
    )
    return {pk: Telling(*values) for pk, *values in counts}


def find_voorstellen(scholen: Scholen, now: dt.datetime) -> dict[UUID, dt.datetime]:
    """When somebody proposed the moment that has waited longest, by track."""
    searching = Q(gesprek__staat=Staat.ZOEKT)
    moving = Q(gesprek__staat=Staat.GEPLAND, gesprek__begin__gt=now)
    rows = Moment.objects.filter(
        searching | moving, school__in=scholen, gesprek__traject__isnull=False
    )
    return dict(rows.values_list("gesprek__traject").annotate(Min("created_at")))


def count_ahead(scholen: Scholen, now: dt.datetime) -> dict[tuple[UUID, UUID], int]:
    """How many talks somebody has in the coming four weeks, by school and person."""
    rows = Deelnemer.objects.filter(
        gesprek__school__in=scholen,
        gesprek__staat=Staat.GEPLAND,
        gesprek__begin__gt=now,
        gesprek__begin__lte=now + AHEAD,
    )
    counts = rows.values_list("gesprek__school", "gebruiker").annotate(Count("pk"))
    return {(school, gebruiker): number for school, gebruiker, number in counts}
