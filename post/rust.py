"""Quiet time: evenings, nights, weekends and holidays, when no reminder goes out."""

import datetime as dt

from django.utils import timezone

from scholen.models import Regio
from scholen.vakanties import free_day

MORNING, EVENING = dt.time(7), dt.time(20)
SATURDAY = 5


def is_quiet(at: dt.datetime, regio: Regio | None) -> bool:
    """Whether a reminder waits at that moment, by the clock of settings.TIME_ZONE.

    The two countries share that clock. Without a region there are no holidays.
    """
    local = timezone.localtime(at, timezone.get_default_timezone())
    return not MORNING <= local.time() < EVENING or _is_free(local.date(), regio)


def next_moment(at: dt.datetime, regio: Regio | None) -> dt.datetime:
    """`at` when it isn't quiet, else seven o'clock on the first day that isn't."""
    if not is_quiet(at, regio):
        return at
    local = timezone.localtime(at, timezone.get_default_timezone())
    day = local.date()
    if local.time() >= MORNING:
        day += dt.timedelta(days=1)
    while _is_free(day, regio):
        day += dt.timedelta(days=1)
    return dt.datetime.combine(day, MORNING, tzinfo=local.tzinfo)


def _is_free(day: dt.date, regio: Regio | None) -> bool:
    if day.weekday() >= SATURDAY:
        return True
    return regio is not None and free_day(day, regio) is not None
