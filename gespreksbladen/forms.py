"""The composer's form: everything that can be chosen, read from an address."""

import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from fiches.models import Doelgroep, Fiche, Vraag
from gespreksbladen import lettertype
from gespreksbladen.keuze import EIGEN, Keuze, Ruimte, Vorm
from samenwijzer.lib.formulier import Formulier, set_choices
from samenwijzer.lib.tekst import RegelField, TekstField

MAX_EIGEN = 20  # own questions
MAX_VRAAG = 300  # characters in one: what fits on a card
MAX_GROEPEN = 8
MAX_GROEP = 60
OWN = re.compile(rf"{EIGEN}([1-9]\d?)")


class Veelvoud(forms.MultipleChoiceField):
    """A choice of several, each once, in the order in which they came."""

    def to_python(self, value: Any) -> list[str]:
        return list(dict.fromkeys(filter(None, super().to_python(value))))


class Regels(TekstField):
    """Short texts, one on a line, that our font can print.

    The answer is a list; empty lines are left out.
    """

    def __init__(self, *, most: int, longest: int, wat: str, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.most, self.longest, self.wat = most, longest, wat

    def clean(self, value: Any) -> list[str]:
        text = printable(super().clean(value))
        lines = [" ".join(line.split()) for line in text.split("\n")]
        lines = [line for line in lines if line]
        if len(lines) > self.most:
            raise ValidationError(
                f"Dit zijn er {len(lines)}; er kunnen er {self.most} op papier. Haal "
                "er enkele weg.",
                code="te_veel",
            )
        for line in lines:
            if len(line) > self.longest:
                raise ValidationError(
                    f"{self.wat} ‘{line[:30]}…’ is {len(line)} tekens lang; op papier "
                    f"passen er {self.longest}. Kort in.",
                    code="te_lang",
                )
        return lines


class BladForm(Formulier):
    """What to print; an address without anything is a valid choice."""

    fiche = Veelvoud(
        label="Fiches",
        help_text="Vink je niets aan, dan krijg je ze alle vier.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "De fiche ‘%(value)s’ bestaat niet. Kies uit de lijst."
        },
    )
    voor = Veelvoud(
        label="Voor wie?",
        help_text="Vink je niets aan, dan krijg je de vragen voor alle drie.",
        choices=Doelgroep.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "Voor ‘%(value)s’ zijn er geen vragen. Kies uit de lijst."
        },
    )
    vraag = Veelvoud(
        label="Vragen",
        required=False,
        widget=forms.MultipleHiddenInput,
        error_messages={
            "invalid_choice": "De vraag ‘%(value)s’ bestaat niet. Kies uit de lijst."
        },
    )
    eigen = Regels(
        label="Eigen vragen",
        help_text="Eén per regel.",
        most=MAX_EIGEN,
        longest=MAX_VRAAG,
        wat="De vraag",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    vorm = forms.ChoiceField(
        label="Vorm",
        choices=Vorm.choices,
        widget=forms.RadioSelect,
        error_messages={
            "invalid_choice": "De vorm ‘%(value)s’ bestaat niet. Kies uit de lijst."
        },
    )
    vouwen = forms.BooleanField(
        label="Om te vouwen: twee bladzijden naast elkaar op een A4",
        required=False,
        widget=forms.CheckboxInput(attrs={"value": "ja"}),
    )
    ruimte = forms.ChoiceField(
        label="Ruimte om te schrijven",
        choices=Ruimte.choices,
        error_messages={
            "invalid_choice": "De ruimte ‘%(value)s’ bestaat niet. Kies uit de lijst."
        },
    )
    literatuur = forms.BooleanField(
        label="Met wat we weten uit onderzoek",
        required=False,
        widget=forms.CheckboxInput(attrs={"value": "ja"}),
    )
    stemmen = forms.BooleanField(
        label="Met stemmen uit de praktijk",
        required=False,
        widget=forms.CheckboxInput(attrs={"value": "ja"}),
    )
    titel = RegelField(label="Titel van je seminarie", required=False, max_length=80)
    datum = forms.DateField(
        label="Datum",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": "Typ de datum als jaar-maand-dag: 2026-12-03."},
    )
    groep = Regels(
        label="Groepen",
        help_text="Eén per regel. Elke groep krijgt haar eigen blad.",
        most=MAX_GROEPEN,
        longest=MAX_GROEP,
        wat="De groep",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    lezers: ClassVar = dict.fromkeys(
        [
            *("fiche", "voor", "eigen", "vorm", "vouwen", "ruimte", "literatuur"),
            *("stemmen", "titel", "datum", "groep"),
        ],
        "Iedereen aan wie je het papier of de link geeft, en wie deze site beheert.",
    )
    kringen: ClassVar = dict.fromkeys(lezers, "gedeeld")
    samen: ClassVar = frozenset(lezers) - {"eigen", "titel", "groep"}

    def __init__(self, data: QueryDict, fiches: list[Fiche]) -> None:
        filled = data.copy()
        filled.setdefault("vorm", Vorm.BLAD)
        filled.setdefault("ruimte", Ruimte.GEWOON)
        super().__init__(filled)
        self.fiches = fiches
        choices = [(fiche.slug, str(fiche)) for fiche in fiches]
        set_choices(self, "fiche", choices)
        set_choices(self, "vraag", self._codes())

    def _codes(self) -> list[tuple[str, str]]:
        """Only asked of the database when the address names a question."""
        asked = self.data.getlist("vraag")  # type: ignore[attr-defined]
        if not asked:
            return []
        rows = Vraag.objects.filter(fiche__in=self.fiches).values_list("code", "code")
        own = [(code, code) for code in asked if OWN.fullmatch(code)]
        return [*rows, *own]

    def clean_titel(self) -> str:
        return printable(self.cleaned_data["titel"])

    def clean(self) -> dict[str, Any]:
        """Drop the numbers of own questions that aren't there (any more)."""
        data = self.cleaned_data
        own = len(data.get("eigen", ()))
        data["vraag"] = [
            code
            for code in data.get("vraag", ())
            if not (match := OWN.fullmatch(code)) or int(match[1]) <= own
        ]
        return data

    @property
    def keuze(self) -> Keuze:
        """The choice that a valid form makes."""
        data = self.cleaned_data
        return Keuze(
            fiches=tuple(data["fiche"]),
            voor=tuple(data["voor"]),
            vragen=tuple(data["vraag"]),
            eigen=tuple(data["eigen"]),
            vorm=data["vorm"],
            ruimte=data["ruimte"],
            literatuur=data["literatuur"],
            stemmen=data["stemmen"],
            vouwen=data["vouwen"] and data["vorm"] == Vorm.BOEKJE,
            titel=data["titel"],
            datum=data["datum"],
            groepen=tuple(data["groep"]),
        )

    @property
    def rough(self) -> Keuze:
        """What can be shown of a form with mistakes in it."""
        data = getattr(self, "cleaned_data", {})
        return Keuze(
            fiches=tuple(data.get("fiche", ())),
            voor=tuple(data.get("voor", ())),
            vragen=tuple(data.get("vraag", ())),
            eigen=tuple(data.get("eigen", ())),
        )

    def again(self, keuze: Keuze) -> "BladForm":
        """The form as it is for another choice."""
        form = BladForm(QueryDict(keuze.query), self.fiches)
        form.is_valid()
        return form


def printable(text: str) -> str:
    """`text` as paper can have it; refused is what our font has no shape for."""
    text = lettertype.clean(text)
    if missing := lettertype.missing(text):
        shown = " ".join(missing[:5])
        raise ValidationError(
            f"Dit kunnen we niet afdrukken: {shown} Haal het weg of schrijf het "
            "in gewone letters.",
            code="lettertype",
        )
    return text
