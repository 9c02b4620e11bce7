import datetime as dt

import pytest
from django.utils import timezone

from post.rust import is_quiet, next_moment
from scholen.models import Regio

VLAANDEREN, NOORD, ZUID = Regio.VLAANDEREN, Regio.NL_NOORD, Regio.NL_ZUID


def local(text: str) -> dt.datetime:
    zone = timezone.get_default_timezone()
    return dt.datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("at", "quiet"),
    [
        ("2026-11-24 06:59:59.999999", True),
        ("2026-11-24 07:00", False),
        ("2026-11-24 19:59:59.999999", False),
        ("2026-11-24 20:00", True),
        ("2026-11-28 10:00", True),  # Saturday
        ("2026-11-29 10:00", True),  # Sunday
        ("2026-12-24 10:00", True),  # Christmas holidays
    ],
)
def test_quiet_are_nights_weekends_and_holidays(at: str, *, quiet: bool) -> None:
    assert is_quiet(local(at), VLAANDEREN) is quiet


def test_quiet_goes_by_local_time() -> None:
    winter = dt.datetime(2026, 11, 24, 6, 0, tzinfo=dt.UTC)
    summer = dt.datetime(2026, 6, 23, 5, 0, tzinfo=dt.UTC)

    assert [is_quiet(at, VLAANDEREN) for at in (winter, summer)] == [False, False]


def test_quiet_knows_no_holidays_without_a_region() -> None:
    christmas = local("2026-12-24 10:00")

    assert [is_quiet(christmas, one) for one in (None, VLAANDEREN)] == [False, True]


@pytest.mark.parametrize(
    ("at", "regio", "moment"),
    [
        ("2026-11-24 10:00", VLAANDEREN, "2026-11-24 10:00"),
        ("2026-11-24 05:00", VLAANDEREN, "2026-11-24 07:00"),
        ("2026-11-24 20:00", VLAANDEREN, "2026-11-25 07:00"),
        ("2026-11-27 20:00", VLAANDEREN, "2026-11-30 07:00"),
        ("2026-11-28 05:00", VLAANDEREN, "2026-11-30 07:00"),
        ("2026-11-10 21:00", VLAANDEREN, "2026-11-12 07:00"),
        ("2026-12-18 20:00", VLAANDEREN, "2027-01-04 07:00"),
        ("2027-07-01 10:00", VLAANDEREN, "2027-09-01 07:00"),
        ("2026-10-12 10:00", NOORD, "2026-10-19 07:00"),
        ("2026-10-12 10:00", ZUID, "2026-10-12 10:00"),
    ],
)
def test_next_moment_is_the_first_that_is_not_quiet(
    at: str, regio: Regio, moment: str
) -> None:
    assert next_moment(local(at), regio) == local(moment)


@pytest.mark.parametrize(
    ("at", "regio", "moment"),
    [
        # Winter time begins on 25 October 2026, between the first two.
        ("2026-10-23T18:00Z", VLAANDEREN, "2026-10-26T06:00Z"),
        ("2026-10-25T00:30Z", VLAANDEREN, "2026-10-26T06:00Z"),
        ("2026-10-25T01:30Z", VLAANDEREN, "2026-10-26T06:00Z"),
        # Summer time begins on 28 March 2027, which is Easter.
        ("2027-03-26T19:00Z", VLAANDEREN, "2027-04-12T05:00Z"),
        ("2027-03-28T00:59Z", NOORD, "2027-03-30T05:00Z"),
        ("2027-03-28T01:00Z", NOORD, "2027-03-30T05:00Z"),
    ],
)
def test_next_moment_is_right_when_the_clock_changes(
    at: str, regio: Regio, moment: str
) -> None:
    assert next_moment(dt.datetime.fromisoformat(at), regio) == (
        dt.datetime.fromisoformat(moment)
    )
