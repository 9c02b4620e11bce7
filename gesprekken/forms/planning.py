"""What people fill in to plan a talk; nothing here saves."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from fiches.models import Fiche
from gesprekken.models import AHEAD, MAX_DUUR, MAX_MOMENTEN, MIN_DUUR, Antwoord
from gesprekken.reeks import ReeksFout, Wens, local_moment
from samenwijzer.lib.bewaren import Bewaarformulier, Sleutelformulier, VersieField
from samenwijzer.lib.formulier import Formulier, set_choices
from samenwijzer.lib.tekst import RegelField, TekstField
from samenwijzer.lib.tijd import DagField, UurField

MAX_AANTAL = 24
MAX_MENSEN = 12  # in a team's talk
WEEKDAGEN = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag")
LEZERS = (
    "Wie aan het gesprek deelneemt, en de coördinatoren die plannen. Ook in de agenda "
    "van wie deelneemt."
)
PLANNING = "Wie aan het gesprek deelneemt, en de coördinatoren die plannen."
VRAAG = "Wie aan het gesprek deelneemt, en jij omdat je ze schrijft."
CHOOSE = dict.fromkeys(
    ["required", "invalid_choice", "invalid_list"], "Kies uit de lijst."
)


def duur_field() -> forms.IntegerField:
    return forms.IntegerField(
        label="Hoe lang? (minuten)",
        min_value=MIN_DUUR,
        max_value=MAX_DUUR,
        initial=30,
        error_messages={
            "required": "Vul in hoeveel minuten het gesprek duurt.",
            "invalid": "Typ een aantal minuten, zoals 30.",
            "min_value": "Neem minstens een kwartier.",
            "max_value": "Neem hoogstens vier uur.",
        },
    )


def plaats_field() -> RegelField:
    return RegelField(
        label="Plaats of link",
        required=False,
        max_length=200,
        help_text="Zoals ‘lokaal 12’ of een link. Dit staat in ieders agenda: schrijf "
        "er niet bij waarover jullie praten.",
    )


def fiches_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label="Langs welke fiche?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=CHOOSE,
    )


class Momentvelden(Formulier):
    """Turns a day and an hour into a moment on the school's clock."""

    def __init__(self, *args: Any, tijdzone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tijdzone = tijdzone

    def read_moment(self, dag: str = "dag", tijd: str = "tijd") -> dt.datetime | None:
        """What these two fields say; None where they say nothing, or nothing good.

        The error, in a sentence, is then with one of them.
        """
        day, hour = self.cleaned_data.get(dag), self.cleaned_data.get(tijd)
        if {dag, tijd} & self.errors.keys():
            return None
        if day is None or hour is None:
            if day or hour:
                self.add_error(
                    tijd if day else dag, "Vul dag en uur in, of geen van beide."
                )
            return None
        try:
            moment = local_moment(day, hour, self.tijdzone)
        except ReeksFout as fout:
            self.add_error(dag, str(fout))
            return None
        now = timezone.now()
        if moment <= now:
            self.add_error(dag, "Dit moment is voorbij. Kies een later.")
        elif moment > now + AHEAD:
            self.add_error(dag, "Dit is meer dan twee jaar ver. Kijk het jaartal na.")
        else:
            return moment
        return None


class WensForm(Sleutelformulier):
    """What a series of talks should be like."""

    eerste = DagField(
        label="Eerste gesprek vanaf",
        error_messages={"required": "Kies vanaf welke dag."},
    )
    weken = forms.IntegerField(
        label="Om de hoeveel weken?",
        min_value=1,
        max_value=26,
        initial=6,
        error_messages=dict.fromkeys(
            ["required", "invalid", "min_value", "max_value"],
            "Kies een aantal weken van 1 tot 26.",
        ),
    )
    aantal = forms.IntegerField(
        label="Hoeveel gesprekken?",
        min_value=1,
        max_value=MAX_AANTAL,
        initial=6,
        error_messages=dict.fromkeys(
            ["required", "invalid", "min_value", "max_value"],
            f"Kies een aantal van 1 tot {MAX_AANTAL}.",
        ),
    )
    weekdagen = forms.TypedMultipleChoiceField(
        label="Liefst op",
        choices=[(str(number), naam) for number, naam in enumerate(WEEKDAGEN)],
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        initial=["1", "3"],
        error_messages=dict.fromkeys(
            ["required", "invalid_choice", "invalid_list"], "Kies minstens één dag."
        ),
    )
    tijd = UurField(label="Om hoe laat?", initial=dt.time(15, 30))
    duur = duur_field()
    plaats = plaats_field()
    lezers: ClassVar = dict.fromkeys(
        ["eerste", "weken", "aantal", "weekdagen", "tijd", "duur", "plaats"], LEZERS
    )
    kringen: ClassVar = dict.fromkeys(lezers, "wij")
    samen: ClassVar = frozenset(lezers) - {"plaats"}

    def clean_eerste(self) -> dt.date:
        day: dt.date = self.cleaned_data["eerste"]
        today = timezone.localdate()
        if day < today:
            raise ValidationError("Deze dag is voorbij. Kies vandaag of later.")
        if day > today + AHEAD / 2:
            raise ValidationError(
                "Dit is meer dan een jaar ver. Plan een jaar tegelijk."
            )
        return day

    @property
    def wens(self) -> Wens:
        values = self.cleaned_data
        return Wens(
            eerste=values["eerste"],
            weken=values["weken"],
            weekdagen=frozenset(values["weekdagen"]),
            tijd=values["tijd"],
            duur=values["duur"],
            aantal=values["aantal"],
        )


class RegelForm(Momentvelden):
    """One talk of a proposed series, as the coordinator bends it."""

    dag = DagField(label="Dag")
    tijd = UurField(label="Uur")
    fiche = forms.ChoiceField(label="Fiche", required=False, error_messages=CHOOSE)
    weg = forms.BooleanField(label="Niet plannen", required=False)
    # What was proposed, with why: as long as the day stays, so does the explanation.
    voorstel = forms.CharField(required=False, widget=forms.HiddenInput)
    uitleg = RegelField(required=False, widget=forms.HiddenInput)
    lezers: ClassVar = dict.fromkeys(["dag", "tijd", "fiche", "weg"], LEZERS)
    kringen: ClassVar = dict.fromkeys(["dag", "tijd", "fiche", "weg"], "wij")
    samen: ClassVar = frozenset(lezers)

    def __init__(self, *args: Any, fiches: Sequence[Fiche], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Nog te kiezen"), *((f.slug, f.titel) for f in fiches)]
        set_choices(self, "fiche", choices)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["begin"] = self.read_moment()
        return cleaned

    @property
    def is_weg(self) -> bool:
        return bool(self["weg"].value())


class GesprekForm(Sleutelformulier, Momentvelden):
    """One talk of a track."""

    dag = DagField(
        label="Dag",
        required=False,
        help_text="Laat dag en uur leeg om samen een moment te zoeken.",
    )
    tijd = UurField(label="Uur", required=False)
    duur = duur_field()
    plaats = plaats_field()
    fiches = fiches_field()
    wie = forms.MultipleChoiceField(
        label="Wie doet mee?",
        widget=forms.CheckboxSelectMultiple,
        error_messages=CHOOSE | {"required": "Kies wie meedoet."},
    )
    lezers: ClassVar = dict.fromkeys(["dag", "tijd", "duur", "plaats"], LEZERS) | (
        dict.fromkeys(["fiches", "wie"], PLANNING)
    )
    kringen: ClassVar = dict.fromkeys(lezers, "wij")
    least, most = 2, MAX_MENSEN

    def __init__(
        self,
        *args: Any,
        fiches: Sequence[Fiche],
        mensen: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [(fiche.slug, fiche.titel) for fiche in fiches]
        set_choices(self, "fiches", choices)
        set_choices(self, "wie", mensen)

    def clean_wie(self) -> list[str]:
        chosen: list[str] = list(dict.fromkeys(self.cleaned_data["wie"]))
        if not self.least <= len(chosen) <= self.most:
            raise ValidationError(
                f"Een gesprek voer je met {self.least} tot {self.most} mensen."
            )
        return chosen

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["begin"] = self.read_moment()
        return cleaned


class TeamForm(GesprekForm):
    """One talk of a team."""

    team = RegelField(
        label="Welk team?",
        max_length=80,
        error_messages={"required": "Geef het team een naam, zoals ‘vakgroep Frans’."},
    )
    vraag = TekstField(
        label="Met welke vraag beginnen jullie?",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Mag leeg: je kiest de vragen ook later, samen.",
    )
    field_order = ("team", "wie", "vraag", "dag", "tijd", "duur", "plaats", "fiches")
    lezers: ClassVar = GesprekForm.lezers | {"team": PLANNING, "vraag": VRAAG}
    kringen: ClassVar = GesprekForm.kringen | {"team": "wij", "vraag": "wij"}
    least = 3


class VerplaatsForm(Bewaarformulier, Momentvelden):
    """Another time or place for a talk."""

    dag = DagField(label="Dag")
    tijd = UurField(label="Uur")
    duur = duur_field()
    plaats = plaats_field()
    lezers: ClassVar = dict.fromkeys(["dag", "tijd", "duur", "plaats"], LEZERS)
    kringen: ClassVar = dict.fromkeys(lezers, "wij")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["begin"] = self.read_moment()
        return cleaned


class MomentenForm(Sleutelformulier, Momentvelden):
    """Up to three moments to choose from."""

    dag_1, tijd_1 = DagField(label="Dag 1"), UurField(label="Uur 1")
    dag_2, tijd_2 = (
        DagField(label="Dag 2", required=False),
        UurField(label="Uur 2", required=False),
    )
    dag_3, tijd_3 = (
        DagField(label="Dag 3", required=False),
        UurField(label="Uur 3", required=False),
    )
    lezers: ClassVar = dict.fromkeys(
        [f"{veld}_{n}" for n in (1, 2, 3) for veld in ("dag", "tijd")], PLANNING
    )
    kringen: ClassVar = dict.fromkeys(lezers, "wij")
    samen: ClassVar = frozenset(lezers)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        found = (
            self.read_moment(f"dag_{number}", f"tijd_{number}")
            for number in range(1, MAX_MOMENTEN + 1)
        )
        cleaned["momenten"] = list(filter(None, found))
        return cleaned


class AntwoordForm(Momentvelden):
    """Yes, perhaps or no; and if one likes, another moment."""

    antwoord = forms.ChoiceField(
        label="Kan je komen?",
        choices=[
            (Antwoord.JA.value, "Ja, ik kom"),
            (Antwoord.MISSCHIEN.value, "Misschien"),
            (Antwoord.NEE.value, "Nee, ik kan dan niet"),
        ],
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    dag = DagField(
        label="Liever op een ander moment? Dag",
        required=False,
        help_text="Mag leeg. De anderen krijgen je voorstel en kiezen.",
    )
    tijd = UurField(label="Uur", required=False)
    # Which invitation the page showed: nobody answers to a moment they didn't see.
    volgnummer = VersieField(min_value=0, widget=forms.HiddenInput)
    lezers: ClassVar = dict.fromkeys(["antwoord", "dag", "tijd"], PLANNING)
    kringen: ClassVar = dict.fromkeys(lezers, "wij")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["begin"] = self.read_moment()
        return cleaned

    def renew(self, volgnummer: int) -> None:
        """Let the next press answer to the invitation that is shown now."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["volgnummer"] = str(volgnummer)
        self.data = data
