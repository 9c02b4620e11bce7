"""What people write on their cards, and what a school looks for; nothing here saves."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from samenwijzer.lib.bewaren import Bewaarformulier, Sleutelformulier
from samenwijzer.lib.formulier import Formulier
from samenwijzer.lib.tekst import RegelField, TekstField
from samenwijzer.lib.tijd import DagField
from trajecten.models import (
    MAX_KAART,
    MAX_TITEL,
    MAX_ZOEK,
    Inbrengsoort,
    Toonkaart,
)

IK = "Alleen jij, tot je de kaart zelf toont."
GEDEELD = "Wie je hier kiest, vanaf nu en tot je de kaart terugneemt."
SCHOOL = "Alle leden van je school."


@dataclass(frozen=True)
class Hint:
    """What can stand on a card of this kind, and how that may sound."""

    soort: str
    uitleg: str
    voorbeeld: str


HINTS = (
    Hint(
        "Expertise",
        "wat je kan of weet door werk, opleiding of jaren voor de klas",
        "Ik heb acht jaar recepten op schaal gebracht en weet hoe je dat uitlegt.",
    ),
    Hint(
        "Houding",
        "hoe je in je werk staat: wat je rustig, zelfstandig of moedig doet",
        "Als er drie dingen tegelijk mislopen, kies ik er kalm één uit.",
    ),
    Hint(
        "Netwerk",
        "wie je kent: mensen, bedrijven, verenigingen",
        "Mijn vroegere ploeg ontvangt graag een klas in het magazijn.",
    ),
    Hint(
        "Taal",
        "elke taal die je spreekt, leest of gebaart, ook een beetje",
        "Ik spreek Turks met mijn ouders en kan een brief helpen lezen.",
    ),
    Hint(
        "Hobby",
        "wat je naast je werk graag doet",
        "Ik speel al lang accordeon en breng hem graag eens mee.",
    ),
)


class Kaartvelden(Formulier):
    """One thing that somebody brings along."""

    soort = forms.ChoiceField(
        label="Wat voor iets is het?",
        choices=[
            (soort.value, f"{hint.soort}: {hint.uitleg}")
            for soort, hint in zip(Inbrengsoort, HINTS, strict=True)
        ],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"], "Kies een van de vijf."
        ),
    )
    tekst = TekstField(
        label="Wat breng je mee?",
        max_length=MAX_KAART,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=f"Eén ding per kaart, in hoogstens {MAX_KAART} tekens.",
        error_messages={"required": "Schrijf in een paar woorden wat je meebrengt."},
    )
    lezers: ClassVar = dict.fromkeys(["soort", "tekst"], IK)


class KaartForm(Sleutelformulier, Kaartvelden):
    """A new card."""


class WijzigKaartForm(Bewaarformulier, Kaartvelden):
    """Other words on a card that is there."""


class ToonForm(Bewaarformulier):
    """Who may read the words of a card, as its author sees them now."""

    wie = forms.ChoiceField(
        label="Wie mag deze kaart lezen?",
        choices=[
            (Toonkaart.Lezers.DUO.value, "Wij: jij en je duo"),
            (
                Toonkaart.Lezers.SCHOOL.value,
                "School: je duo en alle leden van je school",
            ),
        ],
        widget=forms.RadioSelect,
        help_text="Toon je ze aan je duo, dan leest wie later in jullie duo komt ze "
        "pas als je ze opnieuw toont.",
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"], "Kies je duo of je school."
        ),
    )
    lezers: ClassVar = {"wie": GEDEELD}
    kringen: ClassVar = {"wie": "gedeeld"}


class Zoekvelden(Formulier):
    """What a school looks for."""

    titel = RegelField(
        label="Waarvoor zoeken jullie iemand?",
        max_length=MAX_TITEL,
        help_text="Vul de zin aan: ‘De school zoekt iemand voor …’",
        error_messages={"required": "Schrijf in een paar woorden wat jullie zoeken."},
    )
    tekst = TekstField(
        label="Wat hoort daarbij?",
        required=False,
        max_length=MAX_ZOEK,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Wat er te doen is, wat van pas komt, bij wie je je meldt. Mag leeg.",
    )
    laatste = DagField(
        label="Tot en met wanneer?",
        required=False,
        help_text="Daarna staat de vraag hier niet meer. Mag leeg.",
    )
    lezers: ClassVar = dict.fromkeys(["titel", "tekst", "laatste"], SCHOOL)
    kringen: ClassVar = dict.fromkeys(lezers, "school")

    def clean_laatste(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["laatste"]
        kept = day == self.initial.get("laatste")
        if day and not kept and day < timezone.localdate():
            raise ValidationError("Deze dag is voorbij. Kies een latere, of laat leeg.")
        return day


class ZoekForm(Sleutelformulier, Zoekvelden):
    """Something new to look for."""


class WijzigZoekForm(Bewaarformulier, Zoekvelden):
    """Other words for what the school looks for."""
