"""What people fill in around a report; nothing here saves."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from gesprekken.forms import WIJ
from gesprekken.models import MAX_OPMERKING
from samenwijzer.lib.bewaren import Sleutelformulier
from samenwijzer.lib.formulier import Formulier, set_choices
from samenwijzer.lib.tekst import TekstField

HEEL = "verslag"
KIES = dict.fromkeys(["required", "invalid_choice"], "Kies uit de lijst.")


class BevestigForm(Formulier):
    """A yes to exactly the text that the page showed."""

    vingerafdruk = forms.CharField(required=False, widget=forms.HiddenInput)


class OpmerkingForm(Sleutelformulier):
    """Something to add beside a report, later."""

    tekst = TekstField(
        label="Opmerking",
        max_length=MAX_OPMERKING,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Je naam en de datum staan erbij. Het verslag zelf verandert niet.",
        error_messages={"required": "Schrijf eerst je opmerking."},
    )
    lezers: ClassVar = {
        "tekst": f"{WIJ} Ook wie het verslag leest omdat jullie het deelden, niet."
    }
    kringen: ClassVar = {"tekst": "wij"}


class DeelForm(Sleutelformulier):
    """What to share, and with whom."""

    wat = forms.ChoiceField(
        label="Wat delen jullie?",
        widget=forms.RadioSelect,
        initial=HEEL,
        error_messages=KIES,
    )
    met = forms.ChoiceField(
        label="Met wie?", error_messages=KIES | {"required": "Kies met wie."}
    )
    lezers: ClassVar = dict.fromkeys(
        ["wat", "met"],
        f"{WIJ} Wie je kiest, hoort het pas als jullie allemaal ja zeggen.",
    )
    kringen: ClassVar = dict.fromkeys(["wat", "met"], "wij")

    def __init__(
        self,
        *args: Any,
        vragen: Sequence[tuple[str, str]],
        mensen: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "wat", [(HEEL, "Het hele verslag"), *vragen])
        set_choices(self, "met", [("", "Kies een naam"), *mensen])
