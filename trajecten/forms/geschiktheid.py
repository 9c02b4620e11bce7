"""When the suitability check begins and how long it takes; nothing here saves."""

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from samenwijzer.lib.bewaren import Bewaarformulier
from samenwijzer.lib.tekst import RegelField
from samenwijzer.lib.tijd import DagField
from trajecten.forms.verloop import FAR, LEZERS, MOST
from trajecten.models import MAX_BEGELEIDER, MOST_WEKEN


def read_weken(value: Any) -> int | str:
    """A number of weeks as the row has it."""
    text = str(value)
    return int(text) if text.isascii() and text.isdecimal() else text


class GeschiktheidForm(Bewaarformulier):
    """The days of the check, and who goes along."""

    begin = DagField(
        label="De eerste dag",
        help_text="Elke dag kan: je hoeft niet op een vast moment te wachten.",
        error_messages={"required": "Kies de eerste dag."},
    )
    weken = forms.TypedChoiceField(
        label="Hoeveel weken duurt het hoogstens?",
        coerce=read_weken,
        choices=[
            (weken, "1 week" if weken == 1 else f"{weken} weken")
            for weken in range(1, MOST_WEKEN + 1)
        ],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"], "Kies één tot vijf weken."
        ),
    )
    begeleider = RegelField(
        label="Wie begeleidt?",
        required=False,
        max_length=MAX_BEGELEIDER,
        help_text="Bij wie je terechtkan met vragen. Mag leeg.",
    )
    klaar = DagField(
        label="Klaar op",
        required=False,
        help_text="Vul dit in als het onderzoek achter de rug is. Hoe het afliep, "
        "schrijf je hier niet.",
    )
    lezers: ClassVar = dict.fromkeys(["begin", "weken", "begeleider", "klaar"], LEZERS)
    kringen: ClassVar = dict.fromkeys(lezers, "wij")

    def clean_begin(self) -> dt.date:
        day: dt.date = self.cleaned_data["begin"]
        kept = day == self.initial.get("begin")
        if not kept and abs(day - timezone.localdate()) > MOST:
            raise ValidationError(FAR)
        return day

    def clean_klaar(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["klaar"]
        begin = self.cleaned_data.get("begin")
        if day and day > timezone.localdate():
            raise ValidationError("Deze dag komt nog. Vul ze in als het zover is.")
        if day and begin and day < begin:
            raise ValidationError(
                "Deze dag ligt voor de eerste dag. Kijk beide dagen na."
            )
        return day
