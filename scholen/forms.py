"""What people type about themselves and their school; nothing here saves."""

import datetime as dt
import hmac
import json
import struct
from typing import Any, ClassVar

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
)
from allauth.mfa.webauthn.internal.auth import get_authenticator_by_credential_id
from django import forms
from django.core.exceptions import ValidationError
from django.core.files import File
from django.http import QueryDict
from django.utils import timezone
from fido2.webauthn import RegistrationResponse

from samenwijzer.lib.adres import clean_adres
from samenwijzer.lib.bewaren import Bewaarformulier, Sleutelformulier
from samenwijzer.lib.formulier import Formulier, set_choices
from samenwijzer.lib.tekst import RegelField, TekstField
from samenwijzer.lib.tijd import DagField
from scholen.begincode import begincode
from scholen.models import MOST_DAYS, Regio, Rol, Soort, rol_choices
from scholen.uitnodigingslijst import MAX_LINES, Regelfout, read_list

MAX_CSV = 100_000  # bytes
TWEE_JAAR = dt.timedelta(days=731)
CHOOSE_ROL = dict.fromkeys(["required", "invalid_choice"], "Kies een rol uit de lijst.")
NOT_RECEIVED = "De sleutel kwam niet goed aan. Probeer het nog eens."
# What fido2 and json raise on nonsense
UNREADABLE = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
)


class AdresField(forms.CharField):
    """An e-mail address, as `clean_adres` has it."""

    widget = forms.EmailInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"strip": False} | kwargs)
        self.widget.attrs |= {"autocomplete": "email", "inputmode": "email"}
        self.validators.clear()  # clean_adres says it all, in words of ours

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        return clean_adres(typed) if typed else ""


class AanmeldForm(Formulier, RequestLoginCodeForm):
    """Ask for a code by mail."""

    email = AdresField(
        label="Je e-mailadres",
        error_messages={"required": "Vul het adres in waarop je uitgenodigd bent."},
    )
    lezers: ClassVar = {"email": "Niemand. We gebruiken het om je een code te mailen."}


class CodeForm(Formulier, ConfirmLoginCodeForm):
    """Type the code."""

    code = RegelField(
        label="De code uit de mail",
        max_length=40,
        error_messages={"required": "Typ de acht cijfers uit de mail."},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}
        ),
    )

    lezers: ClassVar = {"code": "Niemand. Ze bewijst dat de mailbox van jou is."}

    def clean_code(self) -> str:
        try:
            return str(super().clean_code())
        except ValidationError:
            raise ValidationError(
                "Deze code klopt niet. Kijk de cijfers na, of vraag een nieuwe code."
            ) from None


class SleutelnaamForm(Formulier, EditWebAuthnForm):
    """Give a passkey a name."""

    name = RegelField(
        label="Naam van deze sleutel",
        max_length=60,
        error_messages={"required": "Geef de sleutel een naam, zoals ‘Mijn gsm’."},
    )
    lezers: ClassVar = {"name": "Alleen jij."}


class SleutelbewijsField(forms.CharField):
    """What a browser makes with a passkey, in the one shape that browsers give it.

    Nothing else may reach fido2: where that expects text in base64, it turns a
    number into as many bytes of memory.
    """

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(error_messages={"required": NOT_RECEIVED})
        self.validators.clear()  # JSON has no place for what they refuse

    def clean(self, value: Any) -> dict[str, Any]:
        try:
            return _read_credential(json.loads(super().clean(value)))
        except UNREADABLE:
            raise ValidationError(NOT_RECEIVED) from None


def _read_credential(sent: Any) -> dict[str, Any]:
    """The parts of a credential that are used, each of them text."""
    names = {"clientDataJSON", "attestationObject", "authenticatorData", "signature"}
    response = {
        name: _text(text)
        for name, text in sent["response"].items()
        if name in names | {"userHandle"} and text is not None
    }
    extensions = sent.get("clientExtensionResults") or {}
    resident = (extensions.get("credProps") or {}).get("rk") is True
    return {
        "id": _text(sent["id"]),
        "rawId": _text(sent["rawId"]),
        "type": _text(sent["type"]),
        "response": response,
        "clientExtensionResults": {"credProps": {"rk": resident}},
    }


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


class SleutelForm(Formulier, AddWebAuthnForm):
    """Add a passkey: the browser fills in the credential."""

    name = RegelField(label="Naam van deze sleutel", max_length=60, required=False)
    credential = SleutelbewijsField()
    passwordless = forms.BooleanField(
        required=False, initial=True, widget=forms.HiddenInput
    )
    lezers: ClassVar = {"name": "Alleen jij."}

    def clean(self) -> dict[str, Any]:
        # Always a passkey: a key that needs a password beside it opens nothing here.
        self.cleaned_data["passwordless"] = True
        try:
            cleaned = super().clean() or {}
            sent = RegistrationResponse.from_dict(cleaned["credential"])
        except (ValidationError, *UNREADABLE):
            raise ValidationError(NOT_RECEIVED) from None
        if get_authenticator_by_credential_id(self.user, sent.raw_id):
            raise ValidationError("Deze sleutel staat er al.")
        return cleaned


class SleutelAanmeldForm(Formulier, LoginWebAuthnForm):
    """Sign in with a passkey; who asks isn't known yet, so nothing is trusted."""

    credential = SleutelbewijsField()

    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()
        except (ValidationError, *UNREADABLE):
            raise ValidationError(
                "Aanmelden met deze sleutel lukte niet. Vraag een code per mail."
            ) from None


class NaamForm(Formulier):
    """One's own name, as colleagues see it."""

    naam = RegelField(
        label="Je naam",
        max_length=80,
        error_messages={"required": "Vul je naam in, zoals collega’s je kennen."},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    lezers: ClassVar = {
        "naam": "De leden van je school, wie van jou een uitnodiging krijgt en wie "
        "deze site beheert."
    }
    kringen: ClassVar = {"naam": "school"}


class SchoolForm(Formulier):
    """What a school is called, and where it is."""

    naam = RegelField(
        label="Naam van de school of opleiding",
        max_length=120,
        error_messages={"required": "Vul de naam van de school in."},
    )
    soort = forms.ChoiceField(
        label="School of lerarenopleiding?",
        choices=Soort,
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"], "Kies school of lerarenopleiding."
        ),
    )
    regio = forms.ChoiceField(
        label="Regio",
        choices=Regio,
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"], "Kies een regio uit de lijst."
        ),
        help_text="Zo kennen we de schoolvakanties: dan sturen we geen herinneringen.",
    )
    lezers: ClassVar = dict.fromkeys(
        ["soort", "regio"], "De leden van de school, en wie deze site beheert."
    ) | {
        "naam": "De leden van de school, wie een uitnodiging krijgt en wie deze site "
        "beheert."
    }
    kringen: ClassVar = dict.fromkeys(["naam", "soort", "regio"], "school")


class GegevensForm(Bewaarformulier, SchoolForm):
    """The details of a school that is there, which several coordinators may change."""


class BeginForm(SchoolForm):
    """The first school of an installation, with its coordinator."""

    code = RegelField(
        label="De begincode",
        max_length=100,
        help_text="Ze staat in het logboek van de server.",
        error_messages={"required": "Typ de begincode over uit het logboek."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    eigen_naam = RegelField(
        label="Je naam",
        max_length=80,
        error_messages={"required": "Vul je naam in, zoals collega’s je kennen."},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = AdresField(
        label="Je e-mailadres",
        help_text="Hiermee meld je je later aan. Kijk het goed na.",
        error_messages={"required": "Vul het adres in waarmee je je wil aanmelden."},
    )
    field_order = ("code", "naam", "soort", "regio", "eigen_naam", "email")
    lezers: ClassVar = SchoolForm.lezers | {
        "code": "Niemand. Ze bewijst dat jij bij de server kan.",
        "eigen_naam": NaamForm.lezers["naam"],
        "email": "De coördinatoren van je school, en wie deze site beheert.",
    }
    kringen: ClassVar = SchoolForm.kringen | {"eigen_naam": "school", "email": "school"}

    def clean_code(self) -> str:
        typed = "".join(filter(str.isalnum, self.cleaned_data["code"])).upper()
        if not hmac.compare_digest(
            typed.encode(), begincode().replace("-", "").encode()
        ):
            raise ValidationError(
                "Deze begincode klopt niet. Kijk in het logboek van de server."
            )
        return typed


class UitnodigForm(Sleutelformulier):
    """Addresses, typed or in a file; `cleaned_data["regels"]` has (address, role)."""

    adressen = TekstField(
        label="E-mailadressen",
        required=False,
        help_text="Eén per regel. Wil je per persoon een rol? Zet die erachter, na "
        "een puntkomma: an@school.example; directie",
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )
    bestand = forms.FileField(
        label="Of een csv-bestand",
        required=False,
        help_text="Eén adres per regel, eventueel met de rol in een volgende kolom.",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
        error_messages=dict.fromkeys(
            ["empty", "invalid", "missing"],
            "In dit bestand staat niets. Kies een ander, of plak de adressen.",
        ),
    )
    rol = forms.ChoiceField(
        label="Rol voor de adressen zonder eigen rol",
        choices=Rol,
        initial=Rol.LID,
        error_messages=CHOOSE_ROL,
    )
    lezers: ClassVar = dict.fromkeys(
        ["adressen", "bestand"],
        "De coördinatoren van je school. Wie erop ingaat, krijgt een account; dat "
        "adres ziet ook wie deze site beheert.",
    ) | {
        "rol": "De coördinatoren en wie je uitnodigt. Wordt die lid, dan ook de leden "
        "van je school en wie deze site beheert."
    }
    kringen: ClassVar = dict.fromkeys(["adressen", "bestand", "rol"], "school")

    def __init__(self, *args: Any, land: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "rol", rol_choices(land))

    def clean_bestand(self) -> str:
        return _read(self.cleaned_data.get("bestand"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        parts = [cleaned.get("adressen"), cleaned.get("bestand")]
        text = "\n".join(filter(None, parts))
        if cleaned.get("bestand") and "adressen" in cleaned:
            # What was in the file stays too, in the field where it can be mended.
            data = QueryDict(mutable=True)
            data.update(self.data)
            data["adressen"] = text
            self.data = data
        if self.errors:
            return cleaned
        try:
            cleaned["regels"] = read_list(text, cleaned["rol"])
        except Regelfout as fout:
            self.add_error("adressen", fout.messages)
        return cleaned


def _read(bestand: "File[bytes] | None") -> str:
    """The text of a file, in the codings that spreadsheets write."""
    if bestand is None:
        return ""
    if bestand.size > MAX_CSV:
        raise ValidationError(
            f"Dit bestand is te groot. Maak het korter: hoogstens {MAX_LINES} regels."
        )
    content: bytes = bestand.read()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    if "\0" in text:
        raise ValidationError(
            "Dit is geen csv-bestand. Sla het blad op als csv, of plak de adressen."
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


class VrijeperiodeForm(Sleutelformulier):
    """Days on which the school is free; without a last day it is one day."""

    naam = RegelField(
        label="Wat is er dan?",
        max_length=60,
        help_text="Zoals ‘facultatieve verlofdag’ of ‘pedagogische studiedag’.",
        error_messages={"required": "Schrijf waarom de school dan vrij is."},
    )
    eerste = DagField(
        label="Eerste vrije dag",
        error_messages={"required": "Kies de eerste vrije dag."},
    )
    laatste = DagField(
        label="Laatste vrije dag",
        required=False,
        help_text="Laat leeg als het om één dag gaat.",
    )
    lezers: ClassVar = dict.fromkeys(
        ["naam", "eerste", "laatste"],
        "De leden van je school, en wie een gesprek heeft dat erdoor verschuift.",
    )
    kringen: ClassVar = dict.fromkeys(["naam", "eerste", "laatste"], "school")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in ("eerste", "laatste"):
            self._check_year(name)
        eerste, laatste = cleaned.get("eerste"), cleaned.get("laatste")
        if eerste and laatste:
            self._check_order(eerste, laatste)
        cleaned["laatste"] = laatste or eerste
        return cleaned

    def _check_order(self, eerste: dt.date, laatste: dt.date) -> None:
        if laatste < eerste:
            self.add_error("laatste", "Kies een dag die niet voor de eerste valt.")
        elif (laatste - eerste).days >= MOST_DAYS:
            self.add_error(
                "laatste",
                f"Dit zijn meer dan {MOST_DAYS} dagen. Kies een vroegere dag.",
            )

    def _check_year(self, name: str) -> None:
        day = self.cleaned_data.get(name)
        if day and abs(day - timezone.localdate()) > TWEE_JAAR:
            self.add_error(
                name, "Deze dag is meer dan twee jaar ver. Kijk het jaartal na."
            )


class RolForm(Formulier):
    """Another role for a member."""

    rol = forms.ChoiceField(label="Rol", choices=Rol, error_messages=CHOOSE_ROL)
    lezers: ClassVar = {"rol": "De leden van je school, en wie deze site beheert."}
    kringen: ClassVar = {"rol": "school"}
