"""What people say about an agreement, later; nothing here saves."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from gesprekken.forms import WIJ
from gesprekken.models import MAX_WAT
from samenwijzer.lib.bewaren import Bewaarformulier
from samenwijzer.lib.formulier import set_choices
from samenwijzer.lib.tekst import TekstField
from samenwijzer.lib.tijd import DagField


class StapForm(Bewaarformulier):
    """A button: done, or open again."""


class WijzigForm(Bewaarformulier):
    """Other words, somebody else, another day."""

    wat = TekstField(
        label="Wat",
        max_length=MAX_WAT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Schrijf wat jullie afspreken, of laat de afspraak vallen."
        },
    )
    wie = forms.ChoiceField(
        label="Wie",
        required=False,
        error_messages={"invalid_choice": "Kies iemand uit de lijst, of de school."},
    )
    tegen = DagField(label="Tegen", required=False, help_text="Mag leeg.")
    lezers: ClassVar = dict.fromkeys(["wat", "wie", "tegen"], WIJ)
    kringen: ClassVar = dict.fromkeys(["wat", "wie", "tegen"], "wij")

    def __init__(
        self, *args: Any, mensen: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "wie", [("", "Nog niemand"), *mensen])


class VervalForm(Bewaarformulier):
    """Letting an agreement go takes a reason."""

    reden = TekstField(
        label="Waarom laten jullie deze afspraak vallen?",
        max_length=MAX_WAT,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": "Schrijf in een paar woorden waarom. Zo weten jullie het later "
            "nog."
        },
    )
    lezers: ClassVar = {"reden": WIJ}
    kringen: ClassVar = {"reden": "wij"}
