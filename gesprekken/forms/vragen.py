"""A question of one's own; nothing here saves."""

from typing import ClassVar

from django import forms

from gesprekken.forms import WIJ
from samenwijzer.lib.bewaren import Sleutelformulier
from samenwijzer.lib.tekst import TekstField


class EigenVraagForm(Sleutelformulier):
    """A question of one's own for a talk."""

    tekst = TekstField(
        label="Eigen vraag",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Schrijf je vraag, of kies er een uit de fiches."},
    )
    lezers: ClassVar = {"tekst": WIJ}
    kringen: ClassVar = {"tekst": "wij"}
