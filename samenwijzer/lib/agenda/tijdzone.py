"""The time zones we write, and the names that other programs give to theirs."""

from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

STANDAARD = "Europe/Brussels"
TIJDZONEN = (STANDAARD, "Europe/Amsterdam")


@cache
def write_vtimezone(tijdzone: str) -> str:
    """The VTIMEZONE of Brussels or Amsterdam, as it is since 1996 (RFC 5545, 3.6.5).

    Directive 2000/84/EC: summer time from the last Sunday of March to the last one
    of October, both at 01.00 UTC.
    """
    lines = (
        "BEGIN:VTIMEZONE",
        f"TZID:{tijdzone}",
        *_observance("DAYLIGHT", "CEST", "+0100", "+0200", "19960331T020000"),
        *_observance("STANDARD", "CET", "+0200", "+0100", "19961027T030000"),
        "END:VTIMEZONE",
    )
    return "\r\n".join(lines)


def _observance(kind: str, name: str, before: str, after: str, first: str) -> list[str]:
    month = int(first[4:6])
    return [
        f"BEGIN:{kind}",
        f"TZOFFSETFROM:{before}",
        f"TZOFFSETTO:{after}",
        f"TZNAME:{name}",
        f"DTSTART:{first}",
        f"RRULE:FREQ=YEARLY;BYMONTH={month};BYDAY=-1SU",
        f"END:{kind}",
    ]


def find_tijdzone(tzid: str) -> ZoneInfo | None:
    """The zone that a TZID means: an IANA name, a Windows one, or one behind a prefix.

    A prefix makes a TZID "globally unique" (RFC 5545, 3.2.19), such as
    /freeassociation.sourceforge.net/Europe/Brussels.
    """
    name = tzid.strip(' "')
    tail = name.rsplit("/", maxsplit=3)[1:]  # an IANA name has at most three parts
    guesses = ["/".join(tail[skip:]) for skip in range(len(tail))]
    for guess in (WINDOWS_TO_OLSON.get(name, name), *guesses):
        if guess in _known_names():
            return ZoneInfo(guess)
    return None


@cache
def _known_names() -> frozenset[str]:
    """Asked first: ZoneInfo opens files, and a TZID is what a stranger wrote."""
    return frozenset(available_timezones() - {"localtime"})  # the server's own
