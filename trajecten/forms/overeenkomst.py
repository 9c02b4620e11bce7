"""The agreement as people write it, and their yes; nothing here saves."""

from typing import Any, ClassVar

from django import forms

from samenwijzer.lib.bewaren import Bewaarformulier, VersieField
from samenwijzer.lib.formulier import Formulier
from samenwijzer.lib.tekst import TekstField
from trajecten.models import DELEN, MAX_DEEL

LEZERS = (
    "Dit leest wie aan dit traject deelneemt, en ook de coördinatoren van de school."
)
HINTS = {
    "wie": "Namen en rollen. Zo weet iedereen bij wie je terechtkan.",
    "taken": "Wie doet wat, en wat mogen jullie van elkaar verwachten?",
    "ritme": "Hoeveel uren per week, wanneer, en wie maakt dat mogelijk?",
    "duur": "Van wanneer tot wanneer, en wanneer kijken jullie hoe het gaat?",
    "vertellen": "Wat blijft onder jullie, en wat hoort de school?",
}


def _deel(name: str) -> TekstField:
    return TekstField(
        label=DELEN[name],
        max_length=MAX_DEEL,
        help_text=HINTS[name],
        widget=forms.Textarea(attrs={"rows": 9}),
        error_messages={
            "required": "Schrijf hier iets, al is het één zin: ieder moet kunnen lezen "
            "waar je ja op zegt."
        },
    )


class OvereenkomstForm(Bewaarformulier):
    """The five parts; where there is nothing yet, a draft stands in them."""

    wie = _deel("wie")
    taken = _deel("taken")
    ritme = _deel("ritme")
    duur = _deel("duur")
    vertellen = _deel("vertellen")
    lezers: ClassVar = dict.fromkeys(DELEN, LEZERS)
    kringen: ClassVar = dict.fromkeys(DELEN, "wij")
    samen: ClassVar = frozenset(DELEN)

    @property
    def teksten(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in DELEN}


class AkkoordForm(Formulier):
    """A yes to exactly the version that the page showed."""

    versie = VersieField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
