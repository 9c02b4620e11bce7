"""What a duo and a school fill in around the lists; nothing here saves."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms

from duopartners.models import MAX_EIGEN_TEKST, MAX_NOTITIE, Lijst, Puntstand
from samenwijzer.lib.bewaren import Bewaarformulier
from samenwijzer.lib.formulier import set_choices
from samenwijzer.lib.tekst import TekstField
from samenwijzer.lib.tijd import DagField

WIJ = "Wij: wie in dit duo zit, ook wie er later bij komt."
NOTITIE = "Wij: wie nu in dit duo zit. Wie er later bij komt, leest deze notitie niet."
VOLGEND = (
    "Ook wie aan dat gesprek deelneemt, leest het punt, maar niet jullie notities."
)
SCHOOL = "Wie bij je school hoort."
KIES = "Kies hoe ver jullie hiermee staan."


def stand_choices() -> list[tuple[str, str]]:
    """How far one can be, as we say it at the beginning of a line."""
    return [(value, label.capitalize()) for value, label in Puntstand.Stand.choices]


class StandForm(Bewaarformulier):
    """One of the four buttons beside a point."""

    stand = forms.ChoiceField(
        choices=Puntstand.Stand.choices,
        error_messages={"required": KIES, "invalid_choice": KIES},
    )
    lezers: ClassVar = {"stand": WIJ}
    kringen: ClassVar = {"stand": "wij"}


class PuntForm(StandForm):
    """All there is to say about one point; `notitie` is a new one."""

    stand = forms.ChoiceField(
        label="Hoe ver staan jullie?",
        choices=stand_choices,
        widget=forms.RadioSelect,
        error_messages={"required": KIES, "invalid_choice": KIES},
    )
    datum = DagField(
        label="Tegen of sinds wanneer?", required=False, help_text="Mag leeg."
    )
    bespreken = forms.BooleanField(
        label="Zet dit punt klaar voor ons volgende gesprek", required=False
    )
    notitie = TekstField(
        label="Nieuwe notitie",
        required=False,
        max_length=MAX_NOTITIE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Mag leeg. Wat er al staat, blijft.",
    )
    lezers: ClassVar = {
        "stand": WIJ,
        "datum": WIJ,
        "bespreken": VOLGEND,
        "notitie": NOTITIE,
    }
    kringen: ClassVar = dict.fromkeys(lezers, "wij")
    samen: ClassVar = frozenset({"stand", "datum"})


class NotitieForm(Bewaarformulier):
    """One's own note, in other words."""

    tekst = TekstField(
        label="Je notitie",
        max_length=MAX_NOTITIE,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Schrijf iets, of haal de notitie weg."},
    )
    lezers: ClassVar = {"tekst": NOTITIE}
    kringen: ClassVar = {"tekst": "wij"}


class EigenpuntForm(Bewaarformulier):
    """A point that a school adds to one of the eight lists."""

    tekst = TekstField(
        label="Het punt",
        max_length=MAX_EIGEN_TEKST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Begin met wat een duo kan doen: ‘Loop samen binnen bij …’.",
        error_messages={"required": "Schrijf wat een duo kan doen."},
    )
    lijst = forms.ChoiceField(
        label="Bij welke lijst?",
        error_messages={
            "required": "Kies een lijst.",
            "invalid_choice": "Kies een lijst.",
        },
    )
    lezers: ClassVar = {"tekst": SCHOOL, "lijst": SCHOOL}
    kringen: ClassVar = {"tekst": "school", "lijst": "school"}

    def __init__(self, *args: Any, lijsten: Iterable[Lijst], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "lijst", [(one.letter, one.titel) for one in lijsten])
