import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st

from samenwijzer.lib.tijd import DagField, UurField, write_moment

LONG = 20_000
ANY = st.text(st.characters(exclude_categories=[]))
NEARLY = st.text("0123456789-/.: uUhH٣²\t", max_size=24)


@pytest.mark.parametrize(
    "typed", ["2026-12-03", "3-12-2026", "03/12/2026", "3.12.2026", " 3 12 2026 "]
)
def test_day_is_read_as_browsers_and_people_write_it(typed: str) -> None:
    assert DagField().clean(typed) == dt.date(2026, 12, 3)


@pytest.mark.parametrize(
    "typed",
    ["31-2-2026", "2026-02-31", "30/2/2026", "3-12-26", "12-2026", "0-0-0000", "x"],
)
def test_day_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError) as caught:
        DagField().clean(typed)

    assert caught.value.messages == [
        f"De dag ‘{typed}’ bestaat niet. Typ ze zoals 3-12-2026."
    ]


@pytest.mark.parametrize("year", [1, 1999, 2101, 9999])
def test_day_in_a_year_that_nobody_means_is_refused(year: int) -> None:
    with pytest.raises(ValidationError):
        DagField().clean(f"{year:04}-01-01")


@pytest.mark.parametrize(
    "typed",
    ["15.30", "15:30", "15:30:00", "15u30", "15 u 30", "15h30", "15.30 uur", "15U30"],
)
def test_hour_is_read_as_browsers_and_people_write_it(typed: str) -> None:
    assert UurField().clean(typed) == dt.time(15, 30)


@pytest.mark.parametrize("typed", ["9", "9u", "9 uur", "09:00", " 9.00 ", "9uur"])
def test_whole_hour_needs_no_minutes(typed: str) -> None:
    assert UurField().clean(typed) == dt.time(9)


@pytest.mark.parametrize(
    "typed", ["25.61", "24:00", "12.60", "-1", "1530", "15:30:15", "half vier", "²"]
)
def test_hour_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError) as caught:
        UurField().clean(typed)

    assert caught.value.messages == [f"‘{typed}’ is geen uur. Typ het zoals 15.30."]


def test_digits_of_another_script_are_digits() -> None:
    assert UurField().clean("٣.٠٠") == dt.time(3)
    assert DagField().clean("٣-١٢-٢٠٢٦") == dt.date(2026, 12, 3)


@pytest.mark.parametrize(
    "typed",
    [
        "9" * LONG,
        "1:" + " " * LONG + "30",
        "1:" + " " * LONG + "x",
        "1" + "\t" * LONG + "1",
        "-" * LONG,
    ],
)
def test_endless_text_is_refused_at_once_and_not_repeated(typed: str) -> None:
    for field in (DagField(), UurField()):
        with pytest.raises(ValidationError) as caught:
            field.clean(typed)
        assert len(caught.value.messages[0]) < 80


@given(ANY | NEARLY)
@example("٣")
@example("\ud800")
@example("\0")
@example("2026-W49-4")
def test_day_is_a_day_or_refused(typed: str) -> None:
    try:
        found = DagField(required=False).clean(typed)
    except ValidationError:
        return
    assert found is None or 2000 <= found.year <= 2100


@given(ANY | NEARLY)
@example("٣")
@example("\ud800")
@example("::")
def test_hour_is_an_hour_or_refused(typed: str) -> None:
    try:
        found = UurField(required=False).clean(typed)
    except ValidationError:
        return
    assert found is None or isinstance(found, dt.time)


@given(st.dates(dt.date(2000, 1, 1), dt.date(2100, 12, 31)))
def test_day_comes_back_as_it_was_shown(day: dt.date) -> None:
    field = DagField()

    assert field.clean(field.widget.format_value(day)) == day


@given(st.times().map(lambda time: time.replace(second=0, microsecond=0)))
def test_hour_comes_back_as_it_was_shown(time: dt.time) -> None:
    field = UurField()

    assert field.clean(field.widget.format_value(time)) == time


@pytest.mark.parametrize(
    ("field", "told"), [(DagField(), "Kies een dag."), (UurField(), "Kies een uur.")]
)
def test_empty_field_says_what_to_do(field: DagField | UurField, told: str) -> None:
    for typed in ("", "  ", None):
        with pytest.raises(ValidationError, match=told):
            field.clean(typed)


def test_value_that_is_a_day_or_an_hour_stays_so() -> None:
    assert DagField().clean(dt.date(2026, 12, 3)) == dt.date(2026, 12, 3)
    assert UurField().clean(dt.time(15, 30)) == dt.time(15, 30)


def test_moment_is_written_in_full() -> None:
    moment = dt.datetime(2026, 12, 3, 15, 30)  # noqa: DTZ001

    assert write_moment(moment) == "donderdag 3 december 2026, 15.30 uur"
