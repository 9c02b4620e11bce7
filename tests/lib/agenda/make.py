"""Events to write, answers to read, and the samples in voorbeelden/."""

import base64
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from samenwijzer.lib.agenda import Antwoord, Evenement, Genodigde

VOORBEELDEN = Path(__file__).parent / "voorbeelden"

EVENEMENT = Evenement(
    uid="gesprek-7f3a@samenwijzer.example",
    volgnummer=2,
    begin=datetime(2026, 12, 3, 14, 30, tzinfo=UTC),
    duur=timedelta(hours=1),
    tijdzone="Europe/Brussels",
    titel="Gesprek over expertise",
    plaats="Lokaal 3",
    tekst="Tot dan!",
    adres="https://samenwijzer.example/gesprekken/7f3a/?a=1&b=2",
    gewijzigd_op=datetime(2026, 11, 1, 8, 0, tzinfo=UTC),
    organisator=Genodigde("agenda@samenwijzer.example", "SamenWIJzer"),
    genodigden=(
        Genodigde("zoe@school.example", "Zoë Peeters", Antwoord.JA),
        Genodigde("jan@school.example", "Jan Claes"),
    ),
)

# Pieces that hurt somewhere, to be thrown among others.
SCHERVEN = [
    *(b"\r\n", b"\n ", b"\r", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b";", b":", b'"'),
    *(b"=", b"\\", b"%", b"^n", b"<", b"@", b"(", b"=?utf-8?b?4?=", b"--grens"),
    *(b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n", b"BEGIN:VTIMEZONE\r\n", b"END:"),
    *(b"METHOD:COUNTER\r\n", b"DTSTART:00010101T000000\r\n", b"SEQUENCE:\r\n"),
    *(b"DTSTART;TZID=Europe:99991231T235959\r\n", b"DTSTART;VALUE=DATE:20261204\r\n"),
    *(b"RRULE:FREQ=SECONDLY\r\n", b"TZOFFSETTO:+9999\r\n", b"TZID:x\r\n"),
    *(b'ATTENDEE;PARTSTAT="A,B":mailto:%%%00\r\n', b"UID:" + b"a" * 2000),
    *(b'Content-Type: text/calendar; charset="\0"\r\n', b"charset*0*=x''%ff"),
    *(b"Content-Transfer-Encoding: x-uuencode\r\n", b"filename*=utf-16''%ff"),
]


def make_evenement(**changes: Any) -> Evenement:
    return replace(EVENEMENT, **changes)


def make_antwoord(
    *,
    method: str = "METHOD:REPLY",
    uid: str = "UID:een",
    dtstamp: str = "DTSTAMP:20261120T091530Z",
    attendee: str = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:zoe@school.example",
    kop: str = "",
    meer: str = "",
) -> bytes:
    """A bare file; each argument is one or more whole lines, or "" for none."""
    event = ["BEGIN:VEVENT", uid, dtstamp, attendee, meer, "END:VEVENT"]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", method, kop, *event, "END:VCALENDAR"]
    text = "\n".join(line for line in lines if line) + "\n"
    return text.replace("\n", "\r\n").encode()


def make_voorstel(dtstart: str, *, kop: str = "") -> bytes:
    return make_antwoord(method="METHOD:COUNTER", meer=dtstart, kop=kop)


def make_mail(
    agenda: bytes,
    *,
    van: str = "From: Zoe Peeters <zoe@school.example>",
    soort: str = "text/calendar; charset=utf-8",
    naam: str = "",
) -> bytes:
    """A mail with a text and the calendar in base64; `van` is a whole header."""
    disposition = f'Content-Disposition: attachment; filename="{naam}"\r\n'
    head = (
        f"{van}\r\nSubject: Antwoord\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="grens"\r\n\r\n'
        "--grens\r\nContent-Type: text/plain\r\n\r\nTot dan!\r\n"
        f"--grens\r\nContent-Type: {soort}\r\n{disposition if naam else ''}"
        "Content-Transfer-Encoding: base64\r\n\r\n"
    )
    return head.encode() + base64.encodebytes(agenda) + b"\r\n--grens--\r\n"
