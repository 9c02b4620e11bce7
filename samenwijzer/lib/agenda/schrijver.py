"""iCalendar text: invitations, cancellations and a calendar to subscribe to.

The lines are written here rather than by the package icalendar, which takes ten
times as long for a feed and turns "C:\\Nieuw" into two lines.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Literal
from urllib.parse import quote
from zoneinfo import ZoneInfo

from .evenement import Antwoord, Evenement, Genodigde
from .tijdzone import STANDAARD, write_vtimezone

CRLF = "\r\n"
LINE_LENGTH = 75  # octets without the line end (RFC 5545, 3.1)

# Whatever ends a line somewhere, what TEXT escapes, and what it can't hold.
SPECIAL = re.compile("[\\\\;,\x00-\x08\n-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
ESCAPED = {letter: rf"\{letter}" for letter in "\\;,"} | dict.fromkeys(
    "\n\r\v\f\x85\u2028\u2029", r"\n"
)
# A parameter has no escapes at all (RFC 5545, 3.2); RFC 6868 gave it some, which
# whoever doesn't know them shows as they stand.
PARAM_SPECIAL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
IN_MAILTO = "@!$'*+-/=_~.&^`{|}"  # what stays as it is; % and ? would mean something
IN_URI = "".join(map(chr, range(0x21, 0x7F)))

PARTSTAT = {
    Antwoord.OPEN: "NEEDS-ACTION",
    Antwoord.JA: "ACCEPTED",
    Antwoord.NEE: "DECLINED",
    Antwoord.MISSCHIEN: "TENTATIVE",
}


def write_request(evenement: Evenement) -> str:
    """An invitation, or a change to one (RFC 5546, 3.2.2; RFC 6047 for the mail)."""
    if evenement.geannuleerd:
        raise ValueError("Nobody can be invited to what is cancelled.")
    return _write_imip(evenement, "REQUEST")


def write_cancel(evenement: Evenement) -> str:
    """A cancellation for everybody in `genodigden` (RFC 5546, 3.2.5)."""
    return _write_imip(evenement, "CANCEL")


def write_feed(evenementen: Iterable[Evenement], *, naam: str) -> str:
    """A calendar to subscribe to, called `naam`; what is cancelled is left out.

    It names nobody: RFC 5546, 3.2.1 would have an ORGANIZER in it, but then calendar
    programs offer to answer what everybody was invited to by mail already.
    """
    shown = [evenement for evenement in evenementen if not evenement.geannuleerd]
    # Without events there would be nothing in it, which RFC 5545, 3.6 doesn't allow.
    tijdzonen = sorted({evenement.tijdzone for evenement in shown}) or [STANDAARD]
    return _write_calendar(
        [
            "METHOD:PUBLISH",
            f"NAME:{_escape(naam)}",  # RFC 7986, 5.1
            f"X-WR-CALNAME:{_escape(naam)}",
            "REFRESH-INTERVAL;VALUE=DURATION:PT6H",  # RFC 7986, 5.7
            "X-PUBLISHED-TTL:PT6H",
        ],
        tijdzonen,
        [_event_lines(evenement, []) for evenement in shown],
    )


def _write_imip(evenement: Evenement, method: Literal["REQUEST", "CANCEL"]) -> str:
    rsvp = "RSVP=TRUE;" if method == "REQUEST" else ""
    people = [f"ORGANIZER;{_person(evenement.organisator)}"]
    people += [
        f"ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT={PARTSTAT[genodigde.antwoord]};"
        f"{rsvp}{_person(genodigde)}"
        for genodigde in evenement.genodigden
    ]
    status = "CONFIRMED" if method == "REQUEST" else "CANCELLED"
    return _write_calendar(
        [f"METHOD:{method}"],
        [evenement.tijdzone],
        [_event_lines(evenement, people, status)],
    )


def _write_calendar(
    header: list[str], tijdzonen: list[str], events: list[list[str]]
) -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//SamenWIJzer//NL"]
    lines += ["CALSCALE:GREGORIAN", *map(_fold, header)]
    lines += map(write_vtimezone, tijdzonen)
    lines += [_fold(line) for event in events for line in event]
    return CRLF.join([*lines, "END:VCALENDAR", ""])


def _event_lines(
    evenement: Evenement, people: list[str], status: str = "CONFIRMED"
) -> list[str]:
    end = evenement.begin.astimezone(UTC) + evenement.duur
    changed = f"{evenement.gewijzigd_op.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    texts = {
        "SUMMARY": _escape(evenement.titel),
        "LOCATION": _escape(evenement.plaats),
        "DESCRIPTION": _escape(evenement.tekst),
        "URL": quote(evenement.adres, safe=IN_URI, errors="replace"),
    }
    return [
        "BEGIN:VEVENT",
        f"UID:{_escape(evenement.uid)}",
        f"SEQUENCE:{evenement.volgnummer}",
        f"DTSTAMP:{changed}",
        f"LAST-MODIFIED:{changed}",
        f"DTSTART{_moment(evenement.begin, evenement.tijdzone)}",
        f"DTEND{_moment(end, evenement.tijdzone)}",
        *(f"{name}:{text}" for name, text in texts.items() if text),
        *people,
        f"STATUS:{status}",
        "TRANSP:OPAQUE",
        "END:VEVENT",
    ]


def _moment(moment: datetime, tijdzone: str) -> str:
    """In local time, but UTC for the hour that comes a second time in October.

    With a TZID that hour always means the first one (RFC 5545, 3.3.5).
    """
    local = moment.astimezone(ZoneInfo(tijdzone))
    if local.fold:
        return f":{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return f";TZID={tijdzone}:{local:%Y%m%dT%H%M%S}"


def _person(genodigde: Genodigde) -> str:
    name = PARAM_SPECIAL.sub(" ", genodigde.naam or genodigde.email).replace('"', "'")
    email = quote(genodigde.email, safe=IN_MAILTO, errors="replace")
    return f'CN="{name}":mailto:{email}'


def _escape(text: str) -> str:
    """As a TEXT value (RFC 5545, 3.3.11), without control characters."""
    text = text.replace(CRLF, "\n")
    return SPECIAL.sub(lambda found: ESCAPED.get(found[0], ""), text)


def _fold(line: str) -> str:
    """In pieces of at most 75 octets, never cutting through a character."""
    octets = line.encode()
    if len(octets) <= LINE_LENGTH:
        return line
    pieces, start, room = [], 0, LINE_LENGTH
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:  # in the middle of a character
            end -= 1
        pieces.append(octets[start:end])
        start, room = end, LINE_LENGTH - 1  # each next line begins with a space
    return b"\r\n ".join([*pieces, octets[start:]]).decode()
