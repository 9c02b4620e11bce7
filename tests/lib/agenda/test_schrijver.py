import icalendar
import pytest
import vobject  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from samenwijzer.lib.agenda import Genodigde, write_cancel, write_request

from .make import EVENEMENT, make_evenement

GUEST = "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT="
NASTY = "a\"b;c,d\\e:f\r\nBEGIN:VALARM\nC:\\Nieuw\\nu \0\x07é 🎉 ^'^n\x85\u2028z"
NASTY_READ = "a\"b;c,d\\e:f\nBEGIN:VALARM\nC:\\Nieuw\\nu é 🎉 ^'^n\n\nz"


def unfold(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def read_event(text: str) -> icalendar.Event:
    [event] = icalendar.Calendar.from_ical(text).events
    return event


def test_request_holds_what_a_calendar_needs() -> None:
    lines = unfold(write_request(EVENEMENT))

    assert lines[:5] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//SamenWIJzer//NL",
        "CALSCALE:GREGORIAN",
        "METHOD:REQUEST",
    ]
    assert lines[lines.index("BEGIN:VEVENT") :] == [
        "BEGIN:VEVENT",
        "UID:gesprek-7f3a@samenwijzer.example",
        "SEQUENCE:2",
        "DTSTAMP:20261101T080000Z",
        "LAST-MODIFIED:20261101T080000Z",
        "DTSTART;TZID=Europe/Brussels:20261203T153000",
        "DTEND;TZID=Europe/Brussels:20261203T163000",
        "SUMMARY:Gesprek over expertise",
        "LOCATION:Lokaal 3",
        "DESCRIPTION:Tot dan!",
        "URL:https://samenwijzer.example/gesprekken/7f3a/?a=1&b=2",
        'ORGANIZER;CN="SamenWIJzer":mailto:agenda@samenwijzer.example',
        f'{GUEST}ACCEPTED;RSVP=TRUE;CN="Zoë Peeters":mailto:zoe@school.example',
        f'{GUEST}NEEDS-ACTION;RSVP=TRUE;CN="Jan Claes":mailto:jan@school.example',
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_cancel_takes_everybody_off_and_asks_nothing() -> None:
    request = unfold(write_request(EVENEMENT))
    cancel = unfold(write_cancel(make_evenement(geannuleerd=True)))

    assert [line.replace("RSVP=TRUE;", "") for line in request] == [
        line.replace("METHOD:CANCEL", "METHOD:REQUEST").replace(
            "STATUS:CANCELLED", "STATUS:CONFIRMED"
        )
        for line in cancel
    ]


def test_what_is_empty_has_no_line() -> None:
    bare = make_evenement(plaats="", tekst="", adres="")
    names = {line.partition(":")[0] for line in unfold(write_request(bare))}

    assert names & {"LOCATION", "DESCRIPTION", "URL"} == set()


def test_nasty_text_comes_back_whole() -> None:
    nasty = make_evenement(titel=NASTY, plaats=NASTY, tekst=NASTY, uid=NASTY)
    event = read_event(write_request(nasty))

    read = [str(event[name]) for name in ("SUMMARY", "LOCATION", "DESCRIPTION", "UID")]
    assert read == [NASTY_READ] * 4
    assert vobject.readOne(write_request(nasty)).vevent.summary.value == NASTY_READ
    assert event.subcomponents == []


def test_nasty_name_stays_in_its_parameter() -> None:
    guest = Genodigde("jan@school.example", 'De Smet; "Jan", \\ X:1\r\nUID:x\u2028é 🎉')
    event = read_event(write_request(make_evenement(genodigden=(guest,))))

    assert str(event["ATTENDEE"]) == "mailto:jan@school.example"
    assert event["ATTENDEE"].params["CN"] == "De Smet; 'Jan', \\ X:1 UID:x é 🎉"
    assert str(event["UID"]) == EVENEMENT.uid


def test_nasty_addresses_stay_on_their_line() -> None:
    guest = Genodigde("jan?x=%\r\nUID:y@school.example", "Jan")
    nasty = make_evenement(adres="https://a.example/é\r\nUID:x y", genodigden=(guest,))
    lines = unfold(write_request(nasty))

    assert "URL:https://a.example/%C3%A9%0D%0AUID:x%20y" in lines
    assert (
        f"{GUEST}NEEDS-ACTION;RSVP=TRUE;"
        'CN="Jan":mailto:jan%3Fx=%25%0D%0AUID%3Ay@school.example'
    ) in lines


@settings(max_examples=100, deadline=None)
@given(titel=st.text(), naam=st.text())
def test_any_text_is_folded_within_75_octets(titel: str, naam: str) -> None:
    people = (Genodigde("jan@school.example", naam),)
    text = write_request(make_evenement(titel=titel * 9, tekst="🎉é" + naam * 9))
    text += write_request(make_evenement(genodigden=people))

    lines = text.encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any(b"\r" in line or b"\n" in line for line in lines)
    assert [line.decode() for line in lines] == text.split("\r\n")


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"))))
def test_any_text_comes_back(text: str) -> None:
    event = read_event(write_request(make_evenement(titel=f"\\N{text}.", tekst=text)))

    assert str(event["SUMMARY"]) == f"\\N{text}."
    assert str(event.get("DESCRIPTION", "")) == text


def test_invitation_to_what_is_cancelled_is_refused() -> None:
    with pytest.raises(ValueError, match="cancelled"):
        write_request(make_evenement(geannuleerd=True))
