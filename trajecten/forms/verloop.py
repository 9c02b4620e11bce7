"""What a coordinator fills in about a track; nothing here saves."""

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from samenwijzer.lib.bewaren import Bewaarformulier, Sleutelformulier
from samenwijzer.lib.formulier import Formulier, set_choices
from samenwijzer.lib.tekst import RegelField
from samenwijzer.lib.tijd import DagField
from scholen.forms import AdresField
from scholen.models import School
from scholen.woorden import woord
from trajecten.mens import Mens
from trajecten.models import Fase, Profiel, Staat, Trajectrol

NIEUW = "nieuw"
LEZERS = "Wie aan dit traject deelneemt, en de coördinatoren van je school."
ADRES_LEZERS = (
    "De coördinatoren van je school. Wie erop ingaat, krijgt een account; dat adres "
    "ziet ook wie deze site beheert."
)
CHOOSE = "Kies uit de lijst."
ONE = (
    "Je koos iemand uit de lijst en vulde ook een naam of adres in. Kies één van beide."
)
MOST = dt.timedelta(days=731)
FAR = "Deze dag ligt meer dan twee jaar van vandaag. Kijk het jaartal na."


def rol_choices(land: str) -> list[tuple[str, str]]:
    """What somebody can be in a track besides the zij-instromer."""
    return [
        (rol.value, woord(rol.label, land))
        for rol in Trajectrol
        if rol != Trajectrol.ZIJ_INSTROMER
    ]


class Mensvelden(forms.Form):
    """Three fields per person: a member from the list, or a name and an address.

    `mensen` gives the prefix of each person's fields with what to call them.
    """

    mensen: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, school: School, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leden = school.lidmaatschappen.select_related("gebruiker")
        self.leden = {str(lid.pk): lid for lid in leden}
        choices = [
            (NIEUW, "Nog niet in de lijst: vul hieronder in"),
            *((pk, str(lid.gebruiker)) for pk, lid in self.leden.items()),
        ]
        for wie in self.mensen:
            set_choices(self, f"{wie}_lid", choices)

    def read_mens(self, wie: str, rol: str) -> Mens | None:
        """The person of these three fields; None where something is wrong with them."""
        cleaned = self.cleaned_data
        if f"{wie}_lid" in self.errors:
            return None
        lid = self.leden.get(cleaned[f"{wie}_lid"])
        naam, email = cleaned.get(f"{wie}_naam"), cleaned.get(f"{wie}_email")
        if lid and (naam or email):
            self.add_error(f"{wie}_lid", ONE)
        if lid:
            return Mens(rol, lid.gebruiker.email)
        for veld, value, ask in (
            ("naam", naam, "Kies iemand uit de lijst, of vul een naam in."),
            ("email", email, "Kies iemand uit de lijst, of vul een adres in."),
        ):
            if not value and f"{wie}_{veld}" not in self.errors:
                self.add_error(f"{wie}_{veld}", ask)
        return Mens(rol, email, naam) if naam and email else None


def lid_field(wat: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=f"{wat}",
        required=False,
        initial=NIEUW,
        error_messages={"invalid_choice": CHOOSE},
    )


def naam_field(wat: str) -> RegelField:
    return RegelField(
        label=f"Naam van de {wat}",
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def email_field(wat: str) -> AdresField:
    field = AdresField(label=f"E-mailadres van de {wat}", required=False)
    field.widget.attrs["autocomplete"] = "off"
    return field


class Trajectvelden(Formulier):
    """What a track is about, as far as planning has to know."""

    profiel = forms.ChoiceField(
        label="Hoe komt deze zij-instromer binnen?",
        choices=Profiel.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"], "Kies een van de drie."
        ),
    )
    vorige_loopbaan = RegelField(
        label="Vorige loopbaan",
        required=False,
        max_length=200,
        help_text="In enkele woorden, zoals ‘laborant’ of ‘eigen zaak’. Mag leeg.",
    )
    startdatum = DagField(
        label="Vanaf wanneer?", error_messages={"required": "Kies een startdag."}
    )
    lezers: ClassVar = dict.fromkeys(
        ["profiel", "vorige_loopbaan", "startdatum"], LEZERS
    )
    kringen: ClassVar = dict.fromkeys(lezers, "wij")

    def clean_startdatum(self) -> dt.date:
        day: dt.date = self.cleaned_data["startdatum"]
        kept = day == self.initial.get("startdatum")
        if not kept and abs(day - timezone.localdate()) > MOST:
            raise ValidationError(FAR)
        return day


class StartForm(Mensvelden, Sleutelformulier, Trajectvelden):
    """Start a track: the duo, how somebody comes in, from when on."""

    mensen: ClassVar = {"zij": "zij-instromer", "duo": "duo-partner"}
    zij_lid = lid_field("Zij-instromer")
    zij_naam = naam_field("zij-instromer")
    zij_email = email_field("zij-instromer")
    duo_lid = lid_field("Duo-partner")
    duo_naam = naam_field("duo-partner")
    duo_email = email_field("duo-partner")
    field_order = (
        *("zij_lid", "zij_naam", "zij_email", "duo_lid", "duo_naam", "duo_email"),
        *("profiel", "vorige_loopbaan", "startdatum"),
    )
    lezers: ClassVar = (
        Trajectvelden.lezers
        | dict.fromkeys(["zij_lid", "zij_naam", "duo_lid", "duo_naam"], LEZERS)
        | dict.fromkeys(["zij_email", "duo_email"], ADRES_LEZERS)
    )
    kringen: ClassVar = (
        Trajectvelden.kringen
        | dict.fromkeys(["zij_lid", "zij_naam", "duo_lid", "duo_naam"], "wij")
        | dict.fromkeys(["zij_email", "duo_email"], "school")
    )
    samen: ClassVar = frozenset(lezers) - {"zij_email", "duo_email", "vorige_loopbaan"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"startdatum": timezone.localdate()})
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        zij = self.read_mens("zij", Trajectrol.ZIJ_INSTROMER)
        duo = self.read_mens("duo", Trajectrol.DUO_PARTNER)
        if zij and duo and zij.email == duo.email:
            self.add_error(
                "duo_lid", "Kies twee verschillende mensen: een duo voert het gesprek."
            )
        cleaned["mensen"] = [zij, duo]
        return cleaned


class MensForm(Mensvelden, Sleutelformulier):
    """Somebody to take part in a track, or to take another's place."""

    mensen: ClassVar = {"wie": "persoon"}
    rol = forms.ChoiceField(
        label="Rol in dit traject",
        error_messages=dict.fromkeys(["required", "invalid_choice"], CHOOSE),
    )
    wie_lid = lid_field("Wie?")
    wie_naam = RegelField(
        label="Naam",
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    wie_email = email_field("persoon")
    lezers: ClassVar = dict.fromkeys(["rol", "wie_lid", "wie_naam"], LEZERS) | {
        "wie_email": ADRES_LEZERS
    }
    kringen: ClassVar = dict.fromkeys(["rol", "wie_lid", "wie_naam"], "wij") | {
        "wie_email": "school"
    }

    def __init__(
        self, *args: Any, school: School, rol: str = "", **kwargs: Any
    ) -> None:
        """`rol`: the one that goes with the place; without it one chooses."""
        super().__init__(*args, school=school, **kwargs)
        self.vaste_rol = rol
        self.fields["wie_email"].label = "E-mailadres"
        choices = rol_choices(school.land)
        set_choices(self, "rol", choices)
        if rol:
            del self.fields["rol"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["mens"] = self.read_mens(
            "wie", self.vaste_rol or cleaned.get("rol", "")
        )
        return cleaned


class GegevensForm(Bewaarformulier, Trajectvelden):
    """What is known of a track that goes on."""


class FaseForm(Formulier):
    """The phase that a track is in now."""

    fase = forms.ChoiceField(
        label="Fase",
        choices=Fase.choices,
        error_messages=dict.fromkeys(["required", "invalid_choice"], CHOOSE),
    )
    lezers: ClassVar = {"fase": LEZERS}
    kringen: ClassVar = {"fase": "wij"}


class StaatForm(Formulier):
    """Pause, end or reopen."""

    staat = forms.ChoiceField(
        label="Hoe gaat het verder?",
        choices=[
            (Staat.LOOPT.value, "Het loopt verder"),
            (Staat.PAUZE.value, "Het pauzeert een tijdje"),
            (Staat.BEEINDIGD.value, "Het stopt hier"),
        ],
        error_messages=dict.fromkeys(["required", "invalid_choice"], CHOOSE),
    )
    lezers: ClassVar = {"staat": LEZERS}
    kringen: ClassVar = {"staat": "wij"}
