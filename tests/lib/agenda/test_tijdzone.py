"""Our VTIMEZONE, as another program than the one that wrote it understands it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject  # type: ignore[import-untyped]

from samenwijzer.lib.agenda import write_feed
from samenwijzer.lib.agenda.tijdzone import TIJDZONEN, find_tijdzone, write_vtimezone
from samenwijzer.lib.agenda.vtimezone import apply_vtimezone

from .make import make_evenement
from .test_vtimezone import parse_zone

YEARS = range(2020, 2041)


def last_sunday(year: int, month: int) -> datetime:
    last = datetime(year, month, 31)  # noqa: DTZ001
    return last - timedelta(days=(last.weekday() + 1) % 7)


def around(sunday: datetime, zone: ZoneInfo) -> list[datetime]:
    """Saturday, Sunday and Monday, and each half hour of the night between."""
    days = [sunday + timedelta(days=day, hours=15) for day in (-1, 0, 1)]
    midnight = sunday.replace(tzinfo=zone).astimezone(UTC)
    night = [midnight + timedelta(minutes=30 * step) for step in range(-2, 10)]
    return [day.replace(tzinfo=zone).astimezone(UTC) for day in days] + night


@pytest.mark.parametrize("tijdzone", TIJDZONEN)
@pytest.mark.parametrize("month", [3, 10])
def test_events_keep_their_instant_when_the_clock_changes(
    tijdzone: str, month: int
) -> None:
    zone = ZoneInfo(tijdzone)
    begins = [b for year in YEARS for b in around(last_sunday(year, month), zone)]
    events = [make_evenement(begin=begin, tijdzone=tijdzone) for begin in begins]

    read = vobject.readOne(write_feed(events, naam="x")).vevent_list

    assert [event.dtstart.value.astimezone(UTC) for event in read] == begins
    ends = [begin + timedelta(hours=1) for begin in begins]
    assert [event.dtend.value.astimezone(UTC) for event in read] == ends


@pytest.mark.parametrize("tijdzone", TIJDZONEN)
def test_offset_is_right_all_year(tijdzone: str) -> None:
    zone, written = ZoneInfo(tijdzone), parse_zone(write_vtimezone(tijdzone))
    noons = [
        datetime(2020, 1, 1, 12) + timedelta(days=day)  # noqa: DTZ001
        for day in range(0, 365 * len(YEARS), 5)
    ]
    assert [apply_vtimezone(written, noon) for noon in noons] == [
        noon.replace(tzinfo=zone).astimezone(UTC) for noon in noons
    ]


def test_hour_that_comes_twice_is_written_in_utc_the_second_time() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    events = [make_evenement(begin=first + timedelta(hours=h)) for h in (0, 1, 2)]
    lines = write_feed(events, naam="x").split("\r\n")

    assert [
        line for line in lines if line.startswith("DTSTART") and "2026" in line
    ] == [
        "DTSTART;TZID=Europe/Brussels:20261025T023000",
        "DTSTART:20261025T013000Z",
        "DTSTART;TZID=Europe/Brussels:20261025T033000",
    ]


@pytest.mark.parametrize(
    ("tzid", "found"),
    [
        ("Europe/Brussels", "Europe/Brussels"),
        ("Romance Standard Time", "Europe/Paris"),
        ('"W. Europe Standard Time"', "Europe/Berlin"),
        ("/freeassociation.sourceforge.net/Europe/Brussels", "Europe/Brussels"),
        ("/mozilla.org/20050126_1/America/Argentina/Salta", "America/Argentina/Salta"),
        ("UTC", "Etc/UTC"),
        ("Europe", None),
        ("../../etc/localtime", None),
        ("a\0b", None),
        ("/" * 100_000, None),
        ("", None),
    ],
)
def test_name_of_a_zone_is_understood(tzid: str, found: str | None) -> None:
    zone = find_tijdzone(tzid)

    assert (zone.key if zone else None) == found
