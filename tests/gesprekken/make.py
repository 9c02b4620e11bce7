"""What the tests of talks share: moments, mails read back, answers to send."""

import datetime as dt
from typing import Any, NamedTuple
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from gesprekken.models import Deelnemer, Gesprek, Moment
from post.models import Bericht
from scholen.models import Gebruiker
from tests.lib.agenda.make import make_mail

BRUSSEL = ZoneInfo("Europe/Brussels")
DAY = dt.timedelta(days=1)
SOON = timezone.localdate() + 30 * DAY


def at(days: int = 0, hour: int = 15, minute: int = 30) -> dt.datetime:
    """A moment by the clock of a Flemish school, so many days after `SOON`."""
    clock = dt.time(hour, minute, tzinfo=BRUSSEL)
    return dt.datetime.combine(SOON + days * DAY, clock)


def filled_in(**typed: Any) -> dict[str, Any]:
    """What a form sends; each time from a page of its own."""
    return {"sleutel": str(uuid4()), **typed}


def sign_in(gebruiker: Gebruiker) -> Client:
    client = Client()
    client.force_login(gebruiker)
    return client


class Agendamail(NamedTuple):
    """A mail with a calendar part, and what that part says."""

    aan: str
    methode: str
    volgnummer: int
    begin: dt.datetime
    antwoord: str


def sent() -> list[Agendamail]:
    """What went into calendars, in the order of addresses and then of moments."""
    rows = Bericht.objects.exclude(agenda="")
    return sorted(read(bericht) for bericht in rows)


def get_event(bericht: Bericht) -> Any:
    """The one event in a mail, for its own METHOD and this addressee."""
    calendar = Calendar.from_ical(bericht.agenda)
    assert isinstance(calendar, Calendar)
    [event] = calendar.walk("VEVENT")
    assert str(calendar["METHOD"]) == bericht.methode
    assert str(event["ATTENDEE"]) == f"mailto:{bericht.aan}"
    return event


def read(bericht: Bericht) -> Agendamail:
    event = get_event(bericht)
    return Agendamail(
        bericht.aan,
        bericht.methode,
        int(event["SEQUENCE"]),
        event["DTSTART"].dt,
        str(event["ATTENDEE"].params["PARTSTAT"]),
    )


def get_uid(bericht: Bericht) -> str:
    return str(get_event(bericht)["UID"])


def told(naam: str) -> list[tuple[str, str]]:
    """Whom the mails without a calendar part told something, by name of the mail."""
    rows = Bericht.objects.filter(agenda="", sleutel__startswith=f"{naam}:")
    return list(rows.order_by("aan").values_list("aan", "onderwerp"))


def deelnemer(gesprek: Gesprek, gebruiker: Gebruiker) -> Deelnemer:
    return gesprek.deelnemers.get(gebruiker=gebruiker)


def answers(gesprek: Gesprek) -> dict[str, str]:
    rows = gesprek.deelnemers.all()
    return {str(one): one.antwoord for one in rows}


def momenten(gesprek: Gesprek) -> list[tuple[dt.datetime, str]]:
    """What is proposed, and by whom."""
    rows = Moment.objects.filter(gesprek=gesprek).select_related("door")
    return [(moment.begin, str(moment.door)) for moment in rows]


def make_reply(
    who: Deelnemer,
    partstat: str = "ACCEPTED",
    *,
    op: dt.datetime | None = None,
    begin: dt.datetime | None = None,
    **changes: Any,
) -> bytes:
    """The mail with which a calendar answers; with `begin` it proposes that instead.

    `changes`: uid, sequence, attendee and van, where they aren't as they should be.
    """
    stamp = op or timezone.now()
    email = changes.get("attendee", who.gebruiker.email)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"METHOD:{'COUNTER' if begin else 'REPLY'}",
        "BEGIN:VEVENT",
        f"UID:{changes.get('uid', who.uid)}",
        f"SEQUENCE:{changes.get('sequence', who.gesprek.volgnummer)}",
        f"DTSTAMP:{stamp.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}",
        f"ATTENDEE;PARTSTAT={partstat}:mailto:{email}",
        *([f"DTSTART:{begin.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"] if begin else []),
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    van = changes.get("van", email)
    return make_mail("\r\n".join(lines).encode(), van=f"From: <{van}>")
