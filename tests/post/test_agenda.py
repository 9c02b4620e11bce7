"""A mail with a calendar part: what arrives, what stays, what the demo shows."""

import html
import re

import pytest
from django.test import Client
from icalendar import Calendar
from pytest_django import Settings
from pytest_django.asserts import assertContains, assertNotContains

from post.models import Agendamethode
from post.services import BACK_OFF, send_due
from tests.post.conftest import Klok
from tests.post.make import make_bericht
from tests.post.smtp import Brievenbus

pytestmark = pytest.mark.django_db

# With a folded line, in the middle of what a reader sees.
AGENDA = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//SamenWIJzer//NL
METHOD:REQUEST
BEGIN:VEVENT
UID:gesprek-1@school.example
DTSTAMP:20261124T090000Z
DTSTART:20261203T143000Z
SUMMARY:Een gesprek over expertise\\, met Renée ☕ en \"Bo\" <b>van de overk
 ant</b>
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")
TITEL = 'Een gesprek over expertise, met Renée ☕ en "Bo" <b>van de overkant</b>'
CANCEL = AGENDA.replace("METHOD:REQUEST", "METHOD:CANCEL")


@pytest.mark.parametrize(
    ("agenda", "methode"), [(AGENDA, "REQUEST"), (CANCEL, "CANCEL")]
)
def test_calendar_part_arrives_as_it_was_written(
    agenda: str, methode: str, klok: Klok, brievenbus: Brievenbus
) -> None:
    make_bericht(agenda=agenda, methode=methode)

    send_due()

    mail = brievenbus.mails[0]
    assert mail.get_content_type() == "multipart/alternative"
    kinds = [part["Content-Type"] for part in mail.iter_parts()]
    assert [(kind.content_type, dict(kind.params)) for kind in kinds] == [
        ("text/plain", {"charset": "utf-8"}),
        ("text/html", {"charset": "utf-8"}),
        ("text/calendar", {"method": methode, "charset": "utf-8"}),
    ]
    raw = list(mail.iter_parts())[-1].get_payload(decode=True)
    assert raw == agenda.encode()
    calendar = Calendar.from_ical(raw)
    assert (calendar["METHOD"], calendar.events[0]["SUMMARY"]) == (methode, TITEL)


def test_calendar_part_goes_with_text_alone_too(
    klok: Klok, brievenbus: Brievenbus
) -> None:
    make_bericht(html="", agenda=AGENDA, methode="REQUEST")

    send_due()

    parts = list(brievenbus.mails[0].iter_parts())
    kinds = [part.get_content_type() for part in parts]
    assert kinds == ["text/plain", "text/calendar"]
    assert parts[1].get_payload(decode=True) == AGENDA.encode()


def test_refused_mail_keeps_its_calendar_part_until_it_is_given_up(
    klok: Klok, brievenbus: Brievenbus
) -> None:
    brievenbus.weigert = {"an@school.example": "550 5.1.1 onbekend"}
    bericht = make_bericht(agenda=AGENDA, methode="REQUEST")

    send_due()
    bericht.refresh_from_db()
    assert (bericht.agenda, bericht.methode) == (AGENDA, "REQUEST")
    klok.now = bericht.niet_voor
    type(bericht).objects.update(pogingen=len(BACK_OFF))
    send_due()

    bericht.refresh_from_db()
    assert bericht.opgegeven_op == klok.now
    assert (bericht.agenda, bericht.methode) == ("", "")


def test_sent_calendar_part_is_wiped(klok: Klok, brievenbus: Brievenbus) -> None:
    bericht = make_bericht(agenda=AGENDA, methode="REQUEST")

    send_due()

    bericht.refresh_from_db()
    assert bericht.verzonden_op == klok.now
    assert (bericht.agenda, bericht.methode) == ("", "")


@pytest.mark.parametrize(
    ("methode", "line"),
    [
        (Agendamethode.REQUEST, "Met agenda-uitnodiging"),
        (Agendamethode.CANCEL, "Met agenda-annulering"),
    ],
)
def test_demo_shows_the_calendar_part_as_text(
    methode: str, line: str, client: Client, settings: Settings
) -> None:
    settings.DEMO = True
    make_bericht(agenda=AGENDA, methode=methode)
    send_due()

    page = client.get("/demo/post/")

    assertContains(page, line)
    shown = re.findall(r"<pre[^>]*>(.*?)</pre>", page.content.decode(), re.DOTALL)
    assert [html.unescape(one) for one in shown] == [AGENDA]
    assertNotContains(page, "<b>")


def test_demo_shows_no_calendar_part_where_there_is_none(
    client: Client, settings: Settings
) -> None:
    settings.DEMO = True
    make_bericht()

    page = client.get("/demo/post/")

    assertNotContains(page, '<p class="soft">Met')
    assertNotContains(page, "<details>")


def test_demo_shows_the_text_as_a_plain_text_reader_does(
    client: Client, settings: Settings
) -> None:
    settings.DEMO = True
    tekst = "Dag Bo & <b>An</b>\n\n\n  - https://x.example/?a=1&copy=2\n  - &amp; 'nu'"
    make_bericht(tekst=tekst)

    page = client.get("/demo/post/").content.decode()

    shown = re.findall(r'<div class="geschreven">(.*?)</div>', page, re.DOTALL)
    assert [html.unescape(re.sub("<[^>]*>", "", one)) for one in shown] == [tekst]
    assert 'href="https://x.example/?a=1&amp;copy=2"' in page
