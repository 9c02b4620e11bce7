"""Answers to invitations, as calendar programs mail them back (RFC 5546, 3.2)."""

import re
from datetime import UTC, datetime
from urllib.parse import unquote

from .enveloppe import check_adres, open_enveloppe
from .evenement import AgendaFout, Antwoord, Reactie
from .onderdeel import Onderdeel, Regel, parse_agenda
from .tijdzone import STANDAARD, find_tijdzone
from .vtimezone import apply_vtimezone, parse_moment

# What somebody else calls it counts as NEEDS-ACTION (RFC 5545, 3.2.12).
ANTWOORDEN = {
    "ACCEPTED": Antwoord.JA,
    "DECLINED": Antwoord.NEE,
    "TENTATIVE": Antwoord.MISSCHIEN,
}
MAX_UID = 1_000  # characters; RFC 7986, 5.3 asks for less than 255 octets
DATE = re.compile(r"\d{8}", re.ASCII)
NUMBER = re.compile(r"\d{1,9}", re.ASCII)
YEARS = range(2000, 2100)  # with room for every zone before datetime ends


def read_replies(raw: bytes) -> list[Reactie]:
    """The answers in a mail, or in a bare .ics: one for each VEVENT.

    REPLY and COUNTER are understood (RFC 5546, 3.2.3 and 3.2.7). Whatever `raw` is,
    the only error is AgendaFout. Whoever reads mail with this has to refuse an
    `afzender` of "": a mail that begins like a file passes for one.
    """
    afzender, tekst = open_enveloppe(raw)
    reacties = [
        reactie
        for agenda in parse_agenda(tekst)
        for reactie in _read_agenda(agenda, afzender)
    ]
    if not reacties:
        raise AgendaFout("In dit bericht zit geen antwoord op een uitnodiging.")
    return reacties


def _read_agenda(agenda: Onderdeel, afzender: str) -> list[Reactie]:
    method = agenda.get_waarde("METHOD").upper()
    if method not in ("REPLY", "COUNTER"):
        raise AgendaFout("Dit is een agendabericht, maar geen antwoord op iets.")
    events = agenda.find_delen("VEVENT")
    return [_read_event(agenda, event, method, afzender) for event in events]


def _read_event(
    agenda: Onderdeel, event: Onderdeel, method: str, afzender: str
) -> Reactie:
    attendee = _find_attendee(event, method, afzender)
    stamp = event.get_regel("DTSTAMP")
    if stamp is None:
        raise AgendaFout("In dit antwoord staat niet wanneer het gegeven is.")
    return Reactie(
        uid=_read_uid(event),
        volgnummer=_read_sequence(event),
        email=check_adres(_get_adres(attendee)),
        antwoord=_read_partstat(attendee),
        gestuurd_op=_read_moment(stamp, agenda),
        afzender=afzender,
        voorstel=_read_voorstel(event, agenda) if method == "COUNTER" else None,
    )


def _read_uid(event: Onderdeel) -> str:
    uid = event.get_waarde("UID")
    if not uid or len(uid) > MAX_UID or not uid.isprintable():
        raise AgendaFout("In dit antwoord staat niet bij welke afspraak het hoort.")
    return uid


def _read_sequence(event: Onderdeel) -> int:
    """SEQUENCE, which counts as 0 when it isn't there (RFC 5545, 3.8.7.4)."""
    number = event.get_waarde("SEQUENCE") or "0"
    if not NUMBER.fullmatch(number):
        raise AgendaFout("Dit antwoord heeft een volgnummer dat geen getal is.")
    return int(number)


def _find_attendee(event: Onderdeel, method: str, afzender: str) -> Regel:
    """Who answers. A COUNTER may name all the others too (RFC 5546, 3.2.7)."""
    people = event.regels.get("ATTENDEE", [])
    if not people:
        raise AgendaFout("In dit antwoord staat niet wie er antwoordt.")
    if method == "COUNTER" and len(people) > 1:
        people = [person for person in people if _get_adres(person) == afzender]
    if len(people) != 1:
        raise AgendaFout("Uit dit bericht blijkt niet wie van de genodigden antwoordt.")
    return people[0]


def _get_adres(attendee: Regel) -> str:
    """What is in the mailto: (RFC 6068), or in the parameter EMAIL (RFC 7986, 6.2)."""
    scheme, _, adres = attendee.waarde.partition(":")
    if scheme.lower() != "mailto":
        adres = attendee.params.get("EMAIL", "")
    return unquote(adres).strip().lower()


def _read_partstat(attendee: Regel) -> Antwoord:
    partstat = attendee.params.get("PARTSTAT", "").upper()
    if partstat == "DELEGATED":
        raise AgendaFout("Een uitnodiging doorgeven aan iemand anders kan hier niet.")
    return ANTWOORDEN.get(partstat, Antwoord.OPEN)


def _read_voorstel(event: Onderdeel, agenda: Onderdeel) -> datetime:
    start = event.get_regel("DTSTART")
    if start is None:
        raise AgendaFout("In dit voorstel staat geen nieuw moment.")
    if DATE.fullmatch(start.waarde):
        raise AgendaFout("In dit voorstel staat een hele dag. Kies ook een uur.")
    return _read_moment(start, agenda)


def _read_moment(regel: Regel, agenda: Onderdeel) -> datetime:
    """In UTC. A time without a zone is one of X-WR-TIMEZONE, or else of Brussels.

    A name that everybody knows means what everybody knows, whatever VTIMEZONE says.
    """
    fout = AgendaFout("In dit antwoord staat een tijdstip dat we niet begrijpen.")
    try:
        moment = parse_moment(regel.waarde)
    except ValueError as error:
        raise fout from error
    if moment.year not in YEARS:
        raise fout
    if moment.tzinfo is not None:
        return moment
    named = regel.params.get("TZID") or agenda.get_waarde("X-WR-TIMEZONE")
    tzid = (named or STANDAARD).strip()
    if zone := find_tijdzone(tzid):
        return moment.replace(tzinfo=zone).astimezone(UTC)
    for own in agenda.find_delen("VTIMEZONE"):
        if own.get_waarde("TZID") == tzid:
            try:
                return apply_vtimezone(own, moment)
            except (ValueError, OverflowError) as error:
                raise fout from error
    raise AgendaFout("In dit antwoord staat een tijdzone die we niet kennen.")
