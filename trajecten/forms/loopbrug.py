"""Where a school stands with a measure; nothing here saves."""

from typing import ClassVar

from django import forms

from samenwijzer.lib.bewaren import Bewaarformulier
from samenwijzer.lib.tekst import RegelField
from samenwijzer.lib.tijd import DagField
from trajecten.models import MAX_TREKKER, Loopbrugkeuze

SCHOOL = "Alle leden van je school."
KIES = "Kies waar jullie staan."


def keuze_choices() -> list[tuple[str, str]]:
    """Where one can stand, as we say it at the beginning of a line."""
    return [(value, label.capitalize()) for value, label in Loopbrugkeuze.Keuze.choices]


class KeuzeForm(Bewaarformulier):
    """One measure, this school year."""

    keuze = forms.ChoiceField(
        label="Waar staan jullie?",
        choices=keuze_choices,
        widget=forms.RadioSelect,
        error_messages={"required": KIES, "invalid_choice": KIES},
    )
    wie = RegelField(
        label="Wie trekt dit?",
        required=False,
        max_length=MAX_TREKKER,
        help_text="Een naam of een groep. Mag leeg.",
    )
    tegen = DagField(label="Tegen wanneer?", required=False, help_text="Mag leeg.")
    lezers: ClassVar = dict.fromkeys(["keuze", "wie", "tegen"], SCHOOL)
    kringen: ClassVar = dict.fromkeys(lezers, "school")
    samen: ClassVar = frozenset(lezers)
