"""Days and hours, as people type them and as we write them."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format

DAG = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
UUR = re.compile(
    r"(\d{1,2})(?:\s*(?:[.:]|u|h)\s*(\d{2})?)?\s*(?:uur|u)?", re.IGNORECASE
)
FIRST, LAST = 2000, 2100  # years that can be meant
LONGEST = 20  # characters; what is longer would keep `UUR` busy for long


class DagField(forms.CharField):
    """A day: as browsers send it (2026-12-03) or as people type it (3-12-2026)."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": "Kies een dag."})
        super().__init__(**kwargs)
        self.validators.clear()  # `to_python` says it all

    def to_python(self, value: Any) -> Any:
        if isinstance(value, dt.date):
            return value
        text = str(value or "").strip()
        return _read_dag(text) if text else None


def _read_dag(text: str) -> dt.date:
    found = DAG.fullmatch(text)
    try:
        if found:
            day, month, year = map(int, found.groups())
            read = dt.date(year, month, day)
        else:
            read = dt.date.fromisoformat(text)
        if FIRST <= read.year <= LAST:
            return read
    except ValueError:
        pass
    raise ValidationError(
        f"De dag ‘{text[:LONGEST]}’ bestaat niet. Typ ze zoals 3-12-2026.", code="dag"
    )


class UurField(forms.CharField):
    """An hour on the clock: 15.30, 15:30, 15u30 or 15 uur."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": "Kies een uur."})
        super().__init__(**kwargs)
        self.validators.clear()

    def to_python(self, value: Any) -> Any:
        if isinstance(value, dt.time):
            return value
        text = str(value or "").strip()
        return _read_uur(text) if text else None


def _read_uur(text: str) -> dt.time:
    short = text.removesuffix(":00") if text.count(":") == 2 else text
    found = UUR.fullmatch(short) if len(short) <= LONGEST else None
    if found:
        hours, minutes = int(found[1]), int(found[2] or 0)
        if hours < 24 and minutes < 60:
            return dt.time(hours, minutes)
    raise ValidationError(
        f"‘{text[:LONGEST]}’ is geen uur. Typ het zoals 15.30.", code="uur"
    )


def write_moment(moment: dt.datetime) -> str:
    """A local moment in full: donderdag 3 december 2026, 15.30 uur."""
    return date_format(moment, "l j F Y, H.i") + " uur"
