"""Outcomes, what shows them and who recognises them; nothing here saves."""

from collections.abc import Container
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError

from samenwijzer.lib.bestand import KINDS, BestandField
from samenwijzer.lib.bewaren import Bewaarformulier, Sleutelformulier
from samenwijzer.lib.formulier import set_choices
from samenwijzer.lib.tekst import RegelField, TekstField
from samenwijzer.lib.tijd import DagField
from trajecten.models import (
    MAX_BEWIJS,
    MAX_HOE,
    MAX_LINK,
    MAX_MET,
    MAX_NAMENS,
    MAX_UITKOMST,
)
from trajecten.uitkomsten import EERSTE

WIJ = "Wij: wie nu aan dit traject deelneemt, ook wie er later bij komt."
NIETS = "Kies er een uit de lijst, of schrijf er zelf een."
GEEN_BEWIJS = "Schrijf iets, zet er een link bij of kies een bestand."
GEEN_LINK = "Dit is geen volledige link. Begin met https://, zoals https://school.be."


def clean_link(link: str) -> str:
    """A link to a page on the web: no script, no file, no name and password."""
    if not link:
        return ""
    try:
        parts = urlsplit(link)
        host = parts.hostname
    except ValueError:
        raise ValidationError(GEEN_LINK) from None
    strange = parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc
    if strange or any(letter.isspace() for letter in link):
        raise ValidationError(GEEN_LINK)
    return link


class NieuwForm(Sleutelformulier):
    """One outcome in own words, some of the first set, or both."""

    tekst = TekstField(
        label="Een leeruitkomst in jullie woorden",
        required=False,
        max_length=MAX_UITKOMST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Begin met ‘Je kan …’. Eén ding per leeruitkomst.",
    )
    kies = forms.MultipleChoiceField(
        label="Of kies om mee te beginnen",
        required=False,
        choices=list(EERSTE.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages=dict.fromkeys(
            ["invalid_choice", "invalid_list"], "Kies uit de lijst."
        ),
    )
    lezers: ClassVar = {"tekst": WIJ, "kies": WIJ}
    kringen: ClassVar = dict.fromkeys(lezers, "wij")
    samen: ClassVar = frozenset(lezers)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not (cleaned["tekst"] or cleaned["kies"]):
            raise ValidationError(NIETS)
        return cleaned

    def leave_out(self, there: Container[str]) -> None:
        """Show those of the first set that aren't in this track yet."""
        left = [(key, tekst) for key, tekst in EERSTE.items() if tekst not in there]
        set_choices(self, "kies", left)
        if not left:
            del self.fields["kies"]

    @property
    def teksten(self) -> list[str]:
        """The chosen ones in the order of the set, then the own words."""
        values = self.cleaned_data
        chosen = [tekst for key, tekst in EERSTE.items() if key in values["kies"]]
        return [*chosen, *filter(None, [values["tekst"]])]


class UitkomstForm(Bewaarformulier):
    """An outcome, and how somebody gets there."""

    tekst = TekstField(
        label="Wat kan je dan?",
        max_length=MAX_UITKOMST,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Schrijf wat iemand dan kan: ‘Je kan …’."},
    )
    hoe = TekstField(
        label="Hoe kom je daar?",
        required=False,
        max_length=MAX_HOE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Meekijken, oefenen, een cursus, een gesprek … Mag leeg.",
    )
    met = RegelField(
        label="Met wie of waarmee?",
        required=False,
        max_length=MAX_MET,
        help_text="Mag leeg.",
    )
    tegen = DagField(label="Tegen wanneer?", required=False, help_text="Mag leeg.")
    lezers: ClassVar = dict.fromkeys(["tekst", "hoe", "met", "tegen"], WIJ)
    kringen: ClassVar = dict.fromkeys(lezers, "wij")
    samen: ClassVar = frozenset(lezers)


class ErkenForm(Bewaarformulier):
    """Somebody recognises it, for themselves or for whom they speak."""

    namens = RegelField(
        label="Namens wie?",
        required=False,
        max_length=MAX_NAMENS,
        help_text="Zoals ‘de opleiding’ of ‘de school’. Mag leeg.",
    )
    lezers: ClassVar = {"namens": WIJ}
    kringen: ClassVar = {"namens": "wij"}
    samen: ClassVar = frozenset(lezers)


class BewijsForm(Sleutelformulier):
    """A piece of evidence: words, a link, a file, or more of those."""

    tekst = TekstField(
        label="Waaraan zie je het?",
        required=False,
        max_length=MAX_BEWIJS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Zonder namen van leerlingen.",
    )
    link = RegelField(
        label="Link",
        required=False,
        max_length=MAX_LINK,
        help_text="Zoals https://school.be/les. Wie hem opent, verlaat SamenWIJzer.",
    )
    bestand = BestandField(
        label="Bestand",
        required=False,
        help_text=f"Eén {KINDS}, hoogstens 10 MB. Wie het wil zien, moet het "
        "downloaden. Zet er geen leerlingen op.",
        error_messages={"invalid": "Kies het bestand opnieuw."},
    )
    lezers: ClassVar = {"tekst": WIJ, "link": WIJ, "bestand": WIJ}
    kringen: ClassVar = dict.fromkeys(lezers, "wij")
    samen: ClassVar = frozenset(lezers)

    def clean_link(self) -> str:
        return clean_link(self.cleaned_data["link"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        names = ("tekst", "link", "bestand")
        if not self.errors and not any(cleaned[name] for name in names):
            raise ValidationError(GEEN_BEWIJS)
        return cleaned
