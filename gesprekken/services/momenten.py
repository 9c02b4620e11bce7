"""Finding a moment: one proposes up to three, another picks one or proposes others."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gesprekken.models import MAX_MOMENTEN, Gesprek, Moment
from gesprekken.services import planning, uitnodigen
from gesprekken.services.fout import GesprekFout
from scholen.models import Gebruiker


@transaction.atomic
def propose(gesprek: Gesprek, momenten: Sequence[dt.datetime], door: Gebruiker) -> None:
    """Propose these moments in place of whatever was proposed before.

    A planned moment stays until one of these is picked. The others get one mail; the
    same proposal again is no second one.
    """
    wanted = sorted(set(momenten))
    if not 1 <= len(wanted) <= MAX_MOMENTEN:
        raise GesprekFout("Stel één, twee of drie momenten voor.")
    gesprek = planning.lock_open(gesprek)
    there = gesprek.momenten.filter(door=door)
    if list(there.values_list("begin", flat=True)) == wanted:
        return
    gesprek.momenten.all().delete()
    made = [
        Moment(gesprek=gesprek, school=gesprek.school, begin=begin, door=door)
        for begin in wanted
    ]
    Moment.objects.bulk_create(made)
    uitnodigen.tell(
        gesprek,
        [one for one in gesprek.deelnemers.all() if one.gebruiker != door],
        "momenten",
        str(made[0].pk),
        momenten=made,
        door=next((d for d in gesprek.deelnemers.all() if d.gebruiker == door), door),
    )


@transaction.atomic
def pick(gesprek: Gesprek, moment_pk: UUID, door: Gebruiker) -> None:
    """Take one of the proposed moments; the talk is planned then."""
    gesprek = planning.lock_open(gesprek)
    moment = gesprek.momenten.filter(pk=moment_pk).select_related("door").first()
    if moment is None:
        raise GesprekFout(
            "Dit moment is er niet meer: intussen is een ander gekozen of voorgesteld. "
            "Kijk wat er nu staat."
        )
    if moment.door == door:
        raise GesprekFout("Dit moment stelde je zelf voor. De ander kiest.")
    if moment.begin <= timezone.now():
        raise GesprekFout("Dit moment is voorbij. Stel een ander voor.")
    if moment.begin == gesprek.begin:  # it stays when it was, and calendars know that
        gesprek.momenten.all().delete()
        planning.accept_for(gesprek, moment.door, door)
    else:
        planning.reschedule(gesprek, moment.begin, moment.door, door)
