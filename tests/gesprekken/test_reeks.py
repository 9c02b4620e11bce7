import datetime as dt
from collections.abc import Callable
from itertools import pairwise

import pytest
import yaml
from django.conf import settings as django_settings
from hypothesis import given, settings
from hypothesis import strategies as st

from gesprekken.reeks import VOLGORDE, ReeksFout, Wens, local_moment, propose
from scholen.models import Regio
from scholen.vakanties import Periode, free_day

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
HALF_VIER = dt.time(15, 30)
Vrij = Callable[[dt.date], str | None]
ALLE_DAGEN = frozenset(range(7))


def make_wens(
    eerste: str,
    weken: int = 4,
    *weekdagen: int,
    aantal: int = 12,
    tijd: dt.time = HALF_VIER,
) -> Wens:
    days = frozenset(weekdagen or [MONDAY])
    return Wens(dt.date.fromisoformat(eerste), weken, days, tijd, 50, aantal)


def holidays(regio: Regio, *eigen: Periode) -> Vrij:
    return lambda day: free_day(day, regio, eigen)


def make_vrij(*periodes: tuple[str, str, str]) -> Vrij:
    """Made-up holidays: name, first day and last day."""
    known = [
        Periode(naam, dt.date.fromisoformat(a), dt.date.fromisoformat(b))
        for naam, a, b in periodes
    ]
    return lambda day: next((one.naam for one in known if day in one), None)


def told(wens: Wens, vrij: Vrij) -> list[tuple[str, str]]:
    return [(str(one.dag), one.uitleg) for one in propose(wens, vrij)]


def never(day: dt.date) -> None:
    return None


def always(day: dt.date) -> str:
    return "verbouwing"


def test_year_in_flanders_steps_around_the_holidays() -> None:
    wens = make_wens("2026-09-01", 4)

    assert told(wens, holidays(Regio.VLAANDEREN)) == [
        ("2026-09-07", ""),
        ("2026-10-05", ""),
        ("2026-11-09", "Verschoven: herfstvakantie."),
        ("2026-11-30", ""),
        ("2027-01-04", "Verschoven: kerstvakantie."),
        ("2027-01-25", ""),
        ("2027-02-22", ""),
        ("2027-03-22", ""),
        ("2027-04-19", ""),
        ("2027-05-24", "Verschoven: pinkstermaandag."),
        ("2027-06-14", ""),
        ("2027-06-28", "Verschoven: zomervakantie."),
    ]


@pytest.mark.parametrize(
    ("regio", "moved"),
    [
        (
            Regio.NL_NOORD,
            [
                ("2027-01-04", "Verschoven: kerstvakantie."),
                ("2027-03-01", "Verschoven: voorjaarsvakantie."),
                ("2027-05-24", "Verschoven: tweede pinksterdag."),
                ("2027-07-05", "Verschoven: zomervakantie."),
            ],
        ),
        (
            Regio.NL_MIDDEN,
            [
                ("2027-01-04", "Verschoven: kerstvakantie."),
                ("2027-03-01", "Verschoven: voorjaarsvakantie."),
                ("2027-05-24", "Verschoven: tweede pinksterdag."),
            ],
        ),
        (
            Regio.NL_ZUID,
            [
                ("2027-01-04", "Verschoven: kerstvakantie."),
                ("2027-05-24", "Verschoven: tweede pinksterdag."),
            ],
        ),
    ],
)
def test_year_in_the_netherlands_follows_the_region(
    regio: Regio, moved: list[tuple[str, str]]
) -> None:
    found = told(make_wens("2026-09-01", 4), holidays(regio))

    assert len(found) == 12
    assert [one for one in found if one[1]] == moved


def test_talks_without_holidays_are_equally_far_apart() -> None:
    days = [one.dag for one in propose(make_wens("2026-09-01", 3, TUESDAY), never)]

    assert days == [dt.date(2026, 9, 1) + dt.timedelta(weeks=3 * n) for n in range(12)]


def test_explanation_names_each_holiday_in_the_way() -> None:
    wens = make_wens("2026-10-07", 4, WEDNESDAY, aantal=2)

    assert told(wens, holidays(Regio.VLAANDEREN)) == [
        ("2026-10-07", ""),
        ("2026-10-28", "Verschoven: herfstvakantie en Wapenstilstand."),
    ]


def test_explanation_of_three_has_a_comma() -> None:
    vrij = make_vrij(
        ("staking", "2026-10-05", "2026-10-05"),
        ("studiedag", "2026-10-12", "2026-10-12"),
        ("brugdag", "2026-09-28", "2026-09-28"),
    )

    assert told(make_wens("2026-09-07", aantal=2), vrij)[1] == (
        "2026-10-19",
        "Verschoven: staking, studiedag en brugdag.",
    )


def test_own_holiday_of_a_school_moves_a_talk_too() -> None:
    day = dt.date(2026, 10, 5)
    vrij = holidays(Regio.VLAANDEREN, Periode("facultatieve verlofdag", day, day))

    assert told(make_wens("2026-09-07", aantal=2), vrij)[1] == (
        "2026-10-12",
        "Verschoven: facultatieve verlofdag.",
    )


def test_moved_talk_prefers_the_nearest_day_then_the_later() -> None:
    vrij = make_vrij(("studiedag", "2026-10-06", "2026-10-06"))
    near = make_wens("2026-09-08", 4, MONDAY, TUESDAY, FRIDAY, aantal=2)
    tie = make_wens("2026-09-08", 4, MONDAY, TUESDAY, WEDNESDAY, aantal=2)

    assert [told(wens, vrij)[1][0] for wens in (near, tie)] == [
        "2026-10-05",
        "2026-10-07",
    ]


@pytest.mark.parametrize(
    ("eerste", "found"),
    [
        ("2026-08-31", "2026-09-02"),
        ("2026-12-31", "2027-01-06"),
        ("2027-03-31", "2027-04-14"),
        ("2028-02-29", "2028-03-08"),
    ],
)
def test_first_talk_is_on_the_first_open_day(eerste: str, found: str) -> None:
    wens = make_wens(eerste, 4, WEDNESDAY, aantal=1)

    assert told(wens, holidays(Regio.VLAANDEREN))[0][0] == found


def test_first_talk_tells_what_it_waited_for() -> None:
    wens = make_wens("2026-07-31", 4, FRIDAY, aantal=2)

    assert told(wens, holidays(Regio.VLAANDEREN)) == [
        ("2026-09-04", "Verschoven: zomervakantie."),
        ("2026-10-02", ""),
    ]


def test_weekend_counts_only_when_it_is_asked_for() -> None:
    wens = make_wens("2026-09-04", 1, SATURDAY, aantal=2)

    assert [day for day, _ in told(wens, never)] == ["2026-09-05", "2026-09-12"]


def test_holiday_longer_than_the_rhythm_takes_its_turns_away() -> None:
    vrij = make_vrij(("zomervakantie", "2027-07-01", "2027-08-31"))
    wens = make_wens("2027-06-07", 4, aantal=4)

    assert told(wens, vrij) == [
        ("2027-06-07", ""),
        ("2027-06-28", "Verschoven: zomervakantie."),
        ("2027-09-06", "Verschoven: zomervakantie."),
        ("2027-09-27", ""),
    ]


def test_weekly_talks_keep_their_rhythm_after_a_holiday() -> None:
    vrij = make_vrij(("kerstvakantie", "2026-12-21", "2027-01-03"))

    assert told(make_wens("2026-12-14", 1, aantal=3), vrij) == [
        ("2026-12-14", ""),
        ("2027-01-04", ""),
        ("2027-01-11", ""),
    ]


@pytest.mark.parametrize("last", ["2026-09-30", "2026-10-02"])
def test_moved_talk_stays_a_week_from_its_neighbours(last: str) -> None:
    vrij = make_vrij(("kamp", "2026-09-14", last))  # leaves 10 September, 1 October
    wens = make_wens("2026-09-07", 2, MONDAY, THURSDAY, aantal=3)

    assert told(wens, vrij) == [
        ("2026-09-07", ""),
        ("2026-10-05", ""),
        ("2026-10-19", ""),
    ]


def test_endless_holiday_has_no_talks() -> None:
    assert propose(make_wens("2026-09-01"), always) == []


def test_endless_holiday_ends_a_series_that_began() -> None:
    vrij = make_vrij(("verbouwing", "2026-10-01", "2036-10-01"))

    assert told(make_wens("2026-09-07", 4), vrij) == [
        ("2026-09-07", ""),
        ("2026-09-28", "Verschoven: verbouwing."),
    ]


@pytest.mark.parametrize("eerste", ["0001-01-01", "2024-02-29", "9999-12-31"])
def test_series_ends_within_two_years(eerste: str) -> None:
    found = propose(make_wens(eerste, 26, *ALLE_DAGEN, aantal=24), never)

    assert len(found) == (1 if eerste == "9999-12-31" else 5)


def test_last_talk_moves_back_rather_than_past_two_years() -> None:
    vrij = make_vrij(("verbouwing", "2028-08-01", "2028-09-10"))

    assert told(make_wens("2026-09-07", 26), vrij)[-1] == (
        "2028-07-31",
        "Verschoven: verbouwing.",
    )


def test_order_repeats_after_the_fourth_talk() -> None:
    found = propose(make_wens("2026-09-07", aantal=6), never)

    assert [one.fiche for one in found] == [*VOLGORDE, *VOLGORDE[:2]]
    assert {one.tijd for one in found} == {HALF_VIER}


def test_order_goes_from_the_least_sensitive_to_the_most() -> None:
    shares: dict[str, float] = {}
    for path in (django_settings.BASE_DIR / "fixtures").glob("fiche-*.yaml"):
        fiche = yaml.safe_load(path.read_text(encoding="utf-8"))["fiche"]
        sensitive = [vraag["gevoelig"] for vraag in fiche["vragen"]["zij-instromer"]]
        shares[fiche["slug"]] = sum(sensitive) / len(sensitive)

    assert tuple(sorted(shares, key=shares.__getitem__)) == VOLGORDE


def test_local_moment_knows_summer_and_winter() -> None:
    found = [
        local_moment(dt.date(2027, month, 1), HALF_VIER, "Europe/Brussels").isoformat()
        for month in (1, 7)
    ]

    assert found == ["2027-01-01T15:30:00+01:00", "2027-07-01T15:30:00+02:00"]


@pytest.mark.parametrize("fold", [0, 1])
def test_local_moment_takes_the_first_of_two(fold: int) -> None:
    found = local_moment(
        dt.date(2026, 10, 25), dt.time(2, 30, fold=fold), "Europe/Amsterdam"
    )

    assert found.isoformat() == "2026-10-25T02:30:00+02:00"


def test_local_moment_refuses_an_hour_that_is_skipped() -> None:
    with pytest.raises(ReeksFout) as caught:
        local_moment(dt.date(2027, 3, 28), dt.time(2, 30), "Europe/Brussels")

    assert str(caught.value) == (
        "Op zondag 28 maart 2027 bestaat 2.30 uur niet: dan gaat de zomertijd in. "
        "Kies een ander uur."
    )


wensen = st.builds(
    Wens,
    eerste=st.dates(dt.date(2024, 1, 1), dt.date(2032, 12, 31)),
    weken=st.integers(1, 26),
    weekdagen=st.frozensets(st.sampled_from(range(7)), min_size=1),
    tijd=st.times(),
    duur=st.integers(10, 240),
    aantal=st.integers(1, 24),
)
own_holidays = st.lists(
    st.builds(
        lambda day, length: Periode("eigen", day, day + dt.timedelta(days=length)),
        st.dates(dt.date(2024, 1, 1), dt.date(2034, 12, 31)),
        st.integers(0, 200),
    ),
    max_size=8,
)


@given(wensen, st.sampled_from(Regio), own_holidays)
@settings(deadline=None, max_examples=200)
def test_series_keeps_its_promises(
    wens: Wens, regio: Regio, eigen: list[Periode]
) -> None:
    vrij = holidays(regio, *eigen)
    found = propose(wens, vrij)

    days = [one.dag for one in found]
    apart = 7 if wens.weken > 1 else 1
    assert len(days) <= wens.aantal
    assert all((b - a).days >= apart for a, b in pairwise(days))
    assert {day.weekday() for day in days} <= wens.weekdagen
    assert [vrij(day) for day in days] == [None] * len(days)
    assert all(0 <= (day - wens.eerste).days <= 2 * 365 for day in days)


@given(wensen, st.sampled_from(Regio), own_holidays)
@settings(deadline=None, max_examples=200)
def test_day_has_an_explanation_only_when_it_is_off_the_rhythm(
    wens: Wens, regio: Regio, eigen: list[Periode]
) -> None:
    found = propose(wens, holidays(regio, *eigen))

    step = 7 * wens.weken
    for one in found[1:]:
        on_rhythm = (one.dag - found[0].dag).days % step == 0
        assert (one.uitleg == "") == on_rhythm
