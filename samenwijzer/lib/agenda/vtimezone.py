"""What a VTIMEZONE that came with a file says about one local time (RFC 5545, 3.6.5).

icalendar leaves this to dateutil, which runs through any rule, also one that
happens every second since 1601. Here a rule changes the clock once a year.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from .onderdeel import Onderdeel

OFFSET = re.compile(r"([+-])(\d\d)(\d\d)(\d\d)?", re.ASCII)
BYDAY = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MOST_DATES = 200
MOMENT = re.compile(r"\d{8}T\d{6}Z?", re.ASCII)


class Omschakeling(NamedTuple):
    """The clock changes at `begin`, in local time until then; offsets from UTC."""

    begin: datetime
    voor: timedelta
    na: timedelta


def parse_moment(value: str) -> datetime:
    """A DATE-TIME (RFC 5545, 3.3.5), aware only when it ends in Z."""
    if not MOMENT.fullmatch(value):
        raise ValueError(f"No DATE-TIME: {value[:30]!r}")
    return datetime.fromisoformat(value)


def apply_vtimezone(zone: Onderdeel, local: datetime) -> datetime:
    """`local`, which has no time zone, in UTC; ValueError where `zone` is nonsense."""
    changes = [
        Omschakeling(begin, voor, na)
        for deel in zone.find_delen("STANDARD") + zone.find_delen("DAYLIGHT")
        for voor, na in [_offsets(deel)]
        for begin in _begins(deel, voor, local.year)
    ]
    if not changes:
        raise ValueError("A VTIMEZONE without a clock.")
    # An hour that doesn't exist is read as if the clock hadn't changed yet (3.3.5).
    passed = [c for c in changes if c.begin + max(c.na - c.voor, timedelta()) <= local]
    offset = max(passed).na if passed else min(changes).voor
    return (local - offset).replace(tzinfo=UTC)


def _offsets(deel: Onderdeel) -> list[timedelta]:
    """TZOFFSETFROM and TZOFFSETTO (RFC 5545, 3.3.14)."""
    return [_parse_offset(deel.get_waarde(f"TZOFFSET{end}")) for end in ("FROM", "TO")]


def _parse_offset(value: str) -> timedelta:
    found = OFFSET.fullmatch(value)
    if not found:
        raise ValueError(f"No UTC-OFFSET: {value[:30]!r}")
    sign, hours, minutes, seconds = found.groups(default="0")
    size = timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds))
    return -size if sign == "-" else size


def _begins(deel: Onderdeel, voor: timedelta, year: int) -> Iterator[datetime]:
    """When this part begins: what is listed, and by its rule in `year` and before."""
    first = parse_moment(deel.get_waarde("DTSTART")).replace(tzinfo=None)
    yield first
    listed = ",".join(regel.waarde for regel in deel.regels.get("RDATE", []))
    if listed.count(",") >= MOST_DATES:
        raise ValueError("More dates than any clock has changed on.")
    for value in filter(None, listed.split(",")):
        yield parse_moment(value).replace(tzinfo=None)
    if not (rule := _parse_rule(deel.get_waarde("RRULE"))):
        return
    last = parse_moment(rule["UNTIL"]) if "UNTIL" in rule else None
    if last and last.tzinfo:
        last = last.replace(tzinfo=None) + voor
    for each in (year - 1, year):
        begin = _begin_in_year(rule, first, each)
        if first <= begin and (last is None or begin <= last):
            yield begin


def _parse_rule(value: str) -> dict[str, str]:
    """The parts of a RRULE by name (RFC 5545, 3.3.10)."""
    pairs = (part.partition("=") for part in value.upper().split(";") if part)
    return {name: text for name, _, text in pairs}


def _begin_in_year(rule: dict[str, str], first: datetime, year: int) -> datetime:
    """The one day a year: BYDAY=-1SU, BYDAY=SU;BYMONTHDAY=8,9,… or the day of `first`.

    Only as programs write it for a clock; anything else is a ValueError.
    """
    which = BYDAY.fullmatch(rule.get("BYDAY", ""))
    if rule.get("FREQ") != "YEARLY" or ("BYDAY" in rule and not which):
        raise ValueError("A clock that doesn't change by the year.")
    month = int(rule.get("BYMONTH", first.month))
    weekday, length = monthrange(year, month)
    days = list(range(1, length + 1))
    if "BYMONTHDAY" in rule or not which:
        listed = rule.get("BYMONTHDAY", str(first.day)).split(",")
        days = [day for day in days if str(day) in listed]
    if which:
        days = [d for d in days if DAYS[(weekday + d - 1) % 7] == which[2]]
    nth = int(which[1]) if which and which[1] else 1
    if not 0 < abs(nth) <= len(days):
        raise ValueError("A day that isn't there each year.")
    return first.replace(year=year, month=month, day=days[nth - 1 if nth > 0 else nth])
