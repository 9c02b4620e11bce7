from datetime import timedelta

import pytest
import vobject  # type: ignore[import-untyped]

from samenwijzer.lib.agenda import write_feed

from .make import EVENEMENT, make_evenement


def lines_of(feed: str, start: str) -> list[str]:
    lines = feed.replace("\r\n ", "").split("\r\n")
    return [line for line in lines if line.startswith(start)]


def test_feed_says_its_name_and_when_to_come_back() -> None:
    feed = write_feed([EVENEMENT], naam="Ons, en jullie;")

    assert feed.split("\r\n")[:9] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//SamenWIJzer//NL",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        r"NAME:Ons\, en jullie\;",
        r"X-WR-CALNAME:Ons\, en jullie\;",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
    ]


def test_feed_names_nobody() -> None:
    feed = write_feed([EVENEMENT], naam="x")

    assert lines_of(feed, "ORGANIZER") + lines_of(feed, "ATTENDEE") == []
    assert "zoe@school.example" not in feed
    assert "agenda@samenwijzer.example" not in feed


def test_feed_leaves_out_what_is_cancelled() -> None:
    events = [make_evenement(uid="a"), make_evenement(uid="b", geannuleerd=True)]

    assert lines_of(write_feed(events, naam="x"), "UID") == ["UID:a"]


def test_feed_describes_each_zone_once() -> None:
    events = [
        make_evenement(uid=str(number), tijdzone=tijdzone)
        for number, tijdzone in enumerate(["Europe/Brussels", "Europe/Amsterdam"] * 2)
    ]
    feed = write_feed(iter(events), naam="x")

    assert lines_of(feed, "TZID:") == ["TZID:Europe/Amsterdam", "TZID:Europe/Brussels"]
    assert lines_of(feed, "UID") == ["UID:0", "UID:1", "UID:2", "UID:3"]


def test_feed_without_events_is_still_a_calendar() -> None:
    calendar = vobject.readOne(write_feed([], naam="x"))

    assert [component.name for component in calendar.components()] == ["VTIMEZONE"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"begin": EVENEMENT.begin.replace(tzinfo=None)}, "time zone"),
        ({"gewijzigd_op": EVENEMENT.begin.replace(tzinfo=None)}, "time zone"),
        ({"duur": timedelta()}, "ends after"),
        ({"tijdzone": "Europe/London"}, "VTIMEZONE"),
    ],
)
def test_impossible_event_is_refused(change: dict[str, object], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        make_evenement(**change)
