"""The tree that iCalendar text is: components with the properties we read."""

from dataclasses import dataclass, field
from typing import NamedTuple

from icalendar.parser import Contentline, Contentlines

from .evenement import AgendaFout

# Whatever else is in a file may be broken: we never look at it.
READ = {"METHOD", "X-WR-TIMEZONE", "UID", "SEQUENCE", "DTSTAMP", "DTSTART", "ATTENDEE"}
READ |= {"TZID", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE"}
MOST = 100  # components; an answer has about five


class Regel(NamedTuple):
    """A property: its value, and its parameters by name in upper case."""

    waarde: str
    params: dict[str, str]


@dataclass
class Onderdeel:
    """A component, such as VEVENT."""

    naam: str
    regels: dict[str, list[Regel]] = field(default_factory=dict)
    delen: list["Onderdeel"] = field(default_factory=list)

    def get_regel(self, naam: str) -> Regel | None:
        """The first property of this name."""
        return next(iter(self.regels.get(naam, [])), None)

    def get_waarde(self, naam: str) -> str:
        """The value of the first property of this name, or ""."""
        regel = self.get_regel(naam)
        return regel.waarde if regel else ""

    def find_delen(self, naam: str) -> list["Onderdeel"]:
        """The components of this name directly in this one."""
        return [deel for deel in self.delen if deel.naam == naam]


def parse_agenda(tekst: str) -> list[Onderdeel]:
    """Every VCALENDAR in `tekst` (RFC 5545, 3.4).

    Only the content lines are icalendar's. Its Calendar keeps each VTIMEZONE it meets
    for the whole process, under the name that the sender chose.
    """
    root, count = Onderdeel(""), 0
    stack = [root]
    lines: list[Contentline] = Contentlines.from_ical(tekst)  # type: ignore[no-untyped-call]
    for line in lines:
        name, _, value = (piece.strip().upper() for piece in line.partition(":"))
        name = name.partition(";")[0].rstrip()
        if name == "BEGIN":
            count += 1
            stack[-1].delen.append(Onderdeel(value))
            stack.append(stack[-1].delen[-1])
        elif name == "END":
            if stack.pop().naam != value or not stack:
                raise _broken()
        elif name in READ:
            stack[-1].regels.setdefault(name, []).append(_parse_regel(line))
        if count > MOST:
            raise AgendaFout("In dit bericht staat te veel om een antwoord te zijn.")
    if len(stack) != 1:
        raise _broken()
    return root.find_delen("VCALENDAR")


def _parse_regel(line: Contentline) -> Regel:
    try:
        _, params, value = line.parts()
    except ValueError as error:
        raise _broken() from error
    texts = {name: text for name, text in params.items() if isinstance(text, str)}
    return Regel(value.strip(), texts)


def _broken() -> AgendaFout:
    return AgendaFout("Dit antwoord is onvolledig of beschadigd aangekomen.")
