"""Who of these people has another talk in the product at the same time."""

import datetime as dt
from collections.abc import Iterable, Sequence
from uuid import UUID

from gesprekken.models import MAX_DUUR, Deelnemer, Staat
from scholen.models import Gebruiker


def find_conflicts(
    gebruikers: Iterable[Gebruiker],
    momenten: Sequence[dt.datetime],
    duur: int,
    *,
    exclude: UUID | None = None,
) -> dict[dt.datetime, set[UUID]]:
    """At which of these moments who of these people has another talk in the product.

    By id of the person: what kind of talk that is, and where, stays theirs.
    """
    if not momenten:
        return {}
    length = dt.timedelta(minutes=duur)
    rows = Deelnemer.objects.filter(
        gebruiker__in=gebruikers,
        gesprek__staat=Staat.GEPLAND,
        gesprek__begin__lt=max(momenten) + length,
        gesprek__begin__gt=min(momenten) - dt.timedelta(minutes=MAX_DUUR),
    ).exclude(gesprek=exclude)
    busy = [
        (begin, begin + dt.timedelta(minutes=minutes), gebruiker)
        for begin, minutes, gebruiker in rows.values_list(
            "gesprek__begin", "gesprek__duur", "gebruiker"
        )
        if begin
    ]
    found = {
        moment: {
            gebruiker
            for begin, end, gebruiker in busy
            if begin < moment + length and end > moment
        }
        for moment in momenten
    }
    return {moment: people for moment, people in found.items() if people}
