"""What a talk's people write together, on a page without script too."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from gesprekken.forms import WIJ
from gesprekken.models import (
    MAX_AFSPRAKEN,
    MAX_WAT,
    SCHOOL,
    Deelnemer,
    Gespreksvraag,
)
from samenwijzer.lib.bewaren import Sleutelformulier, VersieField
from samenwijzer.lib.tekst import TekstField
from samenwijzer.lib.tijd import DagField

PLEKKEN = range(1, MAX_AFSPRAKEN + 1)


def name_fields(plek: int) -> tuple[str, str, str]:
    """The fields of the agreement in this place: what, who, by when."""
    return f"afspraak-{plek}", f"{plek}.wie", f"{plek}.tegen"


class SamenForm(Sleutelformulier):
    """The answers and the agreements; each field is named as its key in the document.

    `basis` is the number of the document that the page showed.
    """

    basis = VersieField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    samen: ClassVar = frozenset(name for plek in PLEKKEN for name in name_fields(plek))

    def __init__(
        self,
        *args: Any,
        vragen: Sequence[Gespreksvraag],
        deelnemers: Sequence[Deelnemer],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for number, vraag in enumerate(vragen, 1):
            self.fields[str(vraag.pk)] = _tekst("Samen opgeschreven", f"vraag {number}")
        people = [(str(one.gebruiker_id), str(one)) for one in deelnemers]
        for plek in PLEKKEN:
            self.fields[f"afspraak-{plek}"] = _tekst(
                "Wat spreken jullie af?", f"afspraak {plek}", MAX_WAT, rows=2
            )
            self.fields[f"{plek}.wie"] = forms.ChoiceField(
                label="Wie doet het?",
                required=False,
                choices=[("", "Nog te kiezen"), *people, (SCHOOL, "De school")],
                widget=forms.Select(attrs={"data-waarde": ""}),
                error_messages={"invalid_choice": "Kies uit de lijst."},
            )
            self.fields[f"{plek}.tegen"] = DagField(
                label="Tegen wanneer?", required=False
            )
            self.fields[f"{plek}.tegen"].widget.attrs["data-waarde"] = ""

    def get_lezers(self, name: str) -> str:
        return WIJ

    def get_kring(self, name: str) -> str:
        return "wij"

    @property
    def teksten(self) -> dict[str, str]:
        """What was typed, per key of the document."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if isinstance(self.fields.get(name), TekstField)
        }

    @property
    def values(self) -> dict[str, str]:
        """Who does what by when, per key of the document's map."""
        return {
            name: value.isoformat() if isinstance(value, dt.date) else value or ""
            for name, value in self.cleaned_data.items()
            if name.endswith((".wie", ".tegen"))
        }


def _tekst(
    label: str, short: str, max_length: int = 20_000, rows: int = 6
) -> TekstField:
    attrs = {"data-tekst": "", "data-label": short, "rows": rows}
    return TekstField(
        label=label,
        required=False,
        strip=False,
        max_length=max_length,
        widget=forms.Textarea(attrs=attrs),
    )
