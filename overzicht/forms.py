"""The form of the style guide: one of each kind of field, and each circle."""

from typing import ClassVar

from django import forms

from samenwijzer.lib.formulier import Formulier
from samenwijzer.lib.tekst import RegelField, TekstField


class Voorbeeldformulier(Formulier):
    """Every way to type or choose; nothing becomes of it."""

    naam = RegelField(
        label="Een regel",
        help_text="Een hint zegt vooraf hoe je het invult.",
        error_messages={"required": "Vul een regel in, zoals je naam."},
    )
    tekst = TekstField(
        label="Een tekst",
        error_messages={"required": "Schrijf op waar je over wil praten."},
    )
    dag = forms.DateField(
        label="Een dag",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    keuze = forms.ChoiceField(
        label="Een uit een lijst", choices=[("a", "Het eerste"), ("b", "Het tweede")]
    )
    een = forms.ChoiceField(
        label="Een uit enkele",
        choices=[("nu", "Nu"), ("later", "Later in het gesprek")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een van de twee."},
    )
    meer = forms.MultipleChoiceField(
        label="Zoveel je wil",
        choices=[("a", "Het eerste"), ("b", "Het tweede")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    akkoord = forms.BooleanField(
        label="Toon dit samen",
        help_text="Jullie zien het op hetzelfde moment.",
        error_messages={"required": "Vink dit aan, of ga terug."},
    )
    bestand = forms.FileField(label="Een bestand", required=False)
    lezers: ClassVar = {
        "naam": "De leden van je school.",
        "tekst": "Alleen jij, tot je het zelf toont.",
        "dag": "Wij: wie aan het gesprek deelneemt.",
        "keuze": "Gedeeld met Griet en Nadia, tot je het terugneemt.",
        "een": "Wij: wie aan het gesprek deelneemt.",
        "meer": "Alleen jij.",
        "akkoord": "Wij: wie aan het gesprek deelneemt.",
        "bestand": "Alleen jij.",
    }
    kringen: ClassVar = {
        "naam": "school",
        "dag": "wij",
        "keuze": "gedeeld",
        "een": "wij",
        "akkoord": "wij",
    }
