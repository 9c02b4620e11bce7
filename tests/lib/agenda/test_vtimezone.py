"""Zones that come with a file, under a name that nobody else knows."""

from datetime import datetime

import pytest

from samenwijzer.lib.agenda.onderdeel import Onderdeel, parse_agenda
from samenwijzer.lib.agenda.vtimezone import apply_vtimezone

# Sydney, the other way round: summer time over new year, and a UTC date that differs.
SYDNEY = (
    ("STANDARD", "+1100", "+1000", "20080406T030000", "BYMONTH=4;BYDAY=1SU"),
    ("DAYLIGHT", "+1000", "+1100", "20081005T020000", "BYMONTH=10;BYDAY=1SU"),
)


def parse_zone(vtimezone: str) -> Onderdeel:
    [agenda] = parse_agenda(f"BEGIN:VCALENDAR\n{vtimezone}\nEND:VCALENDAR")
    return agenda.find_delen("VTIMEZONE")[0]


def make_zone(*parts: tuple[str, str, str, str, str]) -> Onderdeel:
    lines = [
        f"BEGIN:{kind}\nTZOFFSETFROM:{before}\nTZOFFSETTO:{after}\nDTSTART:{start}\n"
        f"RRULE:FREQ=YEARLY;{rule}\nEND:{kind}"
        for kind, before, after, start, rule in parts
    ]
    return parse_zone("\n".join(["BEGIN:VTIMEZONE\nTZID:x", *lines, "END:VTIMEZONE"]))


def to_utc(zone: Onderdeel, local: str) -> str:
    return f"{apply_vtimezone(zone, datetime.fromisoformat(local)):%Y%m%dT%H%M%SZ}"


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        ("20260101T120000", "20260101T010000Z"),
        ("20260405T013000", "20260404T143000Z"),
        ("20260405T023000", "20260404T153000Z"),  # comes twice: the first
        ("20260405T033000", "20260404T173000Z"),
        ("20260701T120000", "20260701T020000Z"),
        ("20261004T013000", "20261003T153000Z"),
        ("20261004T023000", "20261003T163000Z"),  # doesn't exist: as it was before
        ("20261004T033000", "20261003T163000Z"),
        ("20070701T120000", "20070701T010000Z"),  # before the file knows anything
    ],
)
def test_zone_of_its_own_is_understood(local: str, utc: str) -> None:
    assert to_utc(make_zone(*SYDNEY), local) == utc


def test_winter_before_the_first_change_of_a_year_is_known() -> None:
    zone = make_zone(
        ("STANDARD", "+0200", "+0100", "19961027T030000", "BYMONTH=10;BYDAY=-1SU"),
        ("DAYLIGHT", "+0100", "+0200", "20070325T020000", "BYMONTH=3;BYDAY=-1SU"),
    )
    assert to_utc(zone, "20260115T120000") == "20260115T110000Z"


@pytest.mark.parametrize(
    "rule",
    ["BYMONTH=3;BYDAY=2SU", "BYMONTH=3;BYDAY=SU;BYMONTHDAY=8,9,10,11,12,13,14", ""],
)
def test_rule_is_written_in_several_ways(rule: str) -> None:
    zone = make_zone(("DAYLIGHT", "+0100", "+0230", "20200308T020000", rule))

    assert to_utc(zone, "20260308T000000") == "20260307T213000Z"
    assert [to_utc(zone, f"20200308T{hour}0000") for hour in ("01", "04")] == [
        "20200308T000000Z",
        "20200308T013000Z",
    ]


def test_zone_with_too_many_dates_is_a_value_error() -> None:
    zone = make_zone(SYDNEY[0])
    first = zone.delen[0].regels["DTSTART"][0]
    zone.delen[0].regels["RDATE"] = [first] * 200
    assert to_utc(zone, "20260701T120000") == "20260701T020000Z"

    zone.delen[0].regels["RDATE"] = [first] * 201
    with pytest.raises(ValueError, match="More dates"):
        to_utc(zone, "20260701T120000")


def test_rule_ends_where_it_says() -> None:
    """UNTIL is in UTC, here a day earlier than in local time; then comes an RDATE."""
    kind, before, after, start, rule = SYDNEY[1]
    until = f"{rule};UNTIL=20251004T160000Z"
    zone = make_zone(SYDNEY[0], (kind, before, after, start, until))

    assert to_utc(zone, "20251101T120000") == "20251101T010000Z"
    assert to_utc(zone, "20261101T120000") == "20261101T020000Z"

    zone.delen[1].regels["RDATE"] = zone.delen[1].regels["DTSTART"][:]
    day = zone.delen[1].regels["RDATE"][0]._replace(waarde="20261010T020000")
    zone.delen[1].regels["RDATE"] = [day]
    assert to_utc(zone, "20261101T120000") == "20261101T010000Z"


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("BYMONTH=13;BYDAY=1SU", "bad month"),
        ("BYMONTH=x", "invalid literal"),
        ("BYMONTH=2;BYMONTHDAY=30", "isn't there each year"),
        ("BYMONTH=2;BYDAY=5SU", "isn't there each year"),
        ("BYDAY=SU,MO", "doesn't change by the year"),
        ("BYDAY=", "doesn't change by the year"),
        ("FREQ=SECONDLY", "doesn't change by the year"),
        ("UNTIL=ooit", "No DATE-TIME"),
    ],
)
def test_nonsense_rule_is_a_value_error(rule: str, reason: str) -> None:
    zone = make_zone(("DAYLIGHT", "+0100", "+0200", "20200308T020000", rule))

    with pytest.raises(ValueError, match=reason):
        to_utc(zone, "20260308T000000")


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ([], "without a clock"),
        ([("STANDARD", "", "+0100", "20200101T000000", "")], "No UTC-OFFSET"),
        ([("STANDARD", "+0100", "+01", "20200101T000000", "")], "No UTC-OFFSET"),
        ([("STANDARD", "+0100", "+0100", "20200101", "")], "No DATE-TIME"),
    ],
)
def test_zone_without_a_clock_is_a_value_error(
    parts: list[tuple[str, str, str, str, str]], reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        to_utc(make_zone(*parts), "20260308T000000")
