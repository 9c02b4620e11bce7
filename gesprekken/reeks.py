"""A year of talks, proposed: a steady rhythm that steps around the holidays."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from zoneinfo import ZoneInfo

from django.utils.formats import date_format

# By how many of a fiche's questions for a zij-instromer are sensitive: 0 of 6, 2 of 8,
# 3 of 7 and 5 of 8. A duo begins with what somebody brings; drop-out and being seen as
# a burden come once they know each other.
VOLGORDE = (
    "expertise",
    "identiteitstransitie",
    "levensfase-en-motivatie",
    "schoolcultuur-en-framing",
)
TWEE_JAAR = 2 * 365  # days
WEEK = 7


class ReeksFout(Exception):
    """A moment that can't be; the message says why and what to do, in Dutch."""


@dataclass(frozen=True)
class Wens:
    """What somebody asks for: every so many weeks, on these days, at this hour."""

    eerste: dt.date
    weken: int
    weekdagen: frozenset[int]  # 0 is Monday
    tijd: dt.time
    duur: int  # minutes
    aantal: int


@dataclass(frozen=True)
class Voorstel:
    """A talk to plan; `uitleg` says why it isn't where the rhythm would have it."""

    dag: dt.date
    tijd: dt.time
    fiche: str
    uitleg: str


def propose(
    wens: Wens,
    vrij: Callable[[dt.date], str | None],
    fiches: Sequence[str] = VOLGORDE,
) -> list[Voorstel]:
    """The talks of a wish, at most two years of them, each on a day that isn't free.

    `vrij` names the holiday that a day is in. The rhythm counts from the first talk.
    Where a long holiday leaves no room before the next turn, that turn falls away.
    """
    days = islice(_days(wens, vrij), wens.aantal)
    return [
        Voorstel(day, wens.tijd, fiche, uitleg)
        for (day, uitleg), fiche in zip(days, cycle(fiches), strict=False)
    ]


def local_moment(dag: dt.date, tijd: dt.time, tijdzone: str) -> dt.datetime:
    """That moment in a time zone; the first one where the clock shows it twice.

    Raises `ReeksFout` for an hour that the clock skips.
    """
    zone = ZoneInfo(tijdzone)
    moment = dt.datetime.combine(dag, tijd.replace(fold=0), tzinfo=zone)
    if moment.astimezone(dt.UTC).astimezone(zone) != moment:
        raise ReeksFout(
            f"Op {date_format(dag, 'l j F Y')} bestaat {tijd.hour}.{tijd.minute:02} "
            "uur niet: dan gaat de zomertijd in. Kies een ander uur."
        )
    return moment


def _days(
    wens: Wens, vrij: Callable[[dt.date], str | None]
) -> Iterator[tuple[dt.date, str]]:
    """The days of the talks, each with its explanation. Works with ordinals."""
    begin = wens.eerste.toordinal()
    end = min(begin + TWEE_JAAR, dt.date.max.toordinal())
    found = _first_open(range(begin, end + 1), wens, vrij)
    if found is None:
        return
    yield found
    previous = found[0].toordinal()
    step = WEEK * wens.weken
    apart = WEEK if wens.weken > 1 else 1
    for turn in range(previous + step, end + 1, step):
        # Keeping clear of the next turn too, no move ever pushes what comes after it.
        room = range(previous + apart, min(turn + step - apart, end) + 1)
        if found := _first_open(_nearest(room, turn), wens, vrij):
            yield found
            previous = found[0].toordinal()


def _nearest(room: Iterable[int], turn: int) -> list[int]:
    """What is nearest to the turn first, and the later of two."""
    return sorted(room, key=lambda day: (abs(day - turn), day < turn))


def _first_open(
    ordinals: Iterable[int], wens: Wens, vrij: Callable[[dt.date], str | None]
) -> tuple[dt.date, str] | None:
    """The first day one can meet, and which holidays were in the way."""
    holidays: list[str] = []
    for day in map(dt.date.fromordinal, ordinals):
        if day.weekday() not in wens.weekdagen:
            continue
        naam = vrij(day)
        if naam is None:
            return day, _uitleg(holidays)
        if naam not in holidays:
            holidays.append(naam)
    return None


def _uitleg(holidays: Sequence[str]) -> str:
    if not holidays:
        return ""
    *others, last = holidays
    named = f"{', '.join(others)} en {last}" if others else last
    return f"Verschoven: {named}."
