"""Each form of ours: how it is filled in well, what is wrong with it, what stays."""

import re
import uuid

from django.test import Client

from post.models import Bericht
from scholen import forms
from scholen.begincode import begincode
from scholen.models import School
from tests.veiligheid.duoformulieren import PROEVEN as VAN_DUO
from tests.veiligheid.formulierproef import LONG, SOON, TYPED, Formulierproef
from tests.veiligheid.gespreksformulieren import PROEVEN as VAN_GESPROKEN
from tests.veiligheid.inbreng import PROEVEN as VAN_INBRENG
from tests.veiligheid.trajectformulieren import PROEVEN as VAN_TRAJECTEN
from tests.veiligheid.uitkomstformulieren import PROEVEN as VAN_UITKOMSTEN
from tests.veiligheid.vijandig import HTML


def last_code() -> str:
    """The code in the last mail that has one."""
    mail = Bericht.objects.filter(soort="aanmeldcode").latest("created_at")
    found = re.search(r"\d{4}-\d{4}", mail.tekst)
    assert found is not None
    return found[0]


def empty_installation(client: Client) -> None:
    School.objects.all().delete()


def ask_for_code(client: Client) -> None:
    client.post("/account/login/", {"email": "an@school.example"})


def look_at_keys(client: Client) -> None:
    client.get("/account/sleutels/nieuw/")


DETAILS = {"naam": "Sint-Jan", "soort": "school", "regio": "vlaanderen"}
PROEVEN = [
    Formulierproef(
        forms.AanmeldForm,
        "niemand",
        "account/login/",
        {"email": "an@school.example"},
        {"email": HTML},
        "Dit is geen volledig e-mailadres. Schrijf het zoals naam@school.be.",
        ("email",),
    ),
    Formulierproef(
        forms.CodeForm,
        "niemand",
        "account/login/code/",
        {"code": "1234-5678"},
        {"code": HTML},
        "Deze code klopt niet. Kijk de cijfers na, of vraag een nieuwe code.",
        ("code",),
        before=ask_for_code,
    ),
    Formulierproef(
        forms.SleutelnaamForm,
        "coordinator A",
        "account/sleutels/<int:pk>/naam/",
        {"name": "Mijn gsm"},
        {"name": LONG},
        f"Dit is {len(LONG)} tekens lang; er kunnen er 60 in. Kort het in.",
        ("name",),
    ),
    Formulierproef(
        forms.SleutelForm,
        "coordinator A",
        "account/sleutels/nieuw/",
        {"name": "Mijn gsm"},
        {"name": TYPED, "credential": "{}"},
        forms.NOT_RECEIVED,
        ("name",),
        before=look_at_keys,
    ),
    Formulierproef(
        forms.NaamForm,
        "lid A",
        "account/",
        {"naam": "An"},
        {"naam": LONG},
        f"Dit is {len(LONG)} tekens lang; er kunnen er 80 in. Kort het in.",
        ("naam",),
    ),
    Formulierproef(
        forms.NaamForm,
        "coordinator A",
        "uitnodiging/<str:token>/",
        {"naam": "An"},
        {"naam": LONG},
        f"Dit is {len(LONG)} tekens lang; er kunnen er 80 in. Kort het in.",
        ("naam",),
    ),
    Formulierproef(
        forms.GegevensForm,
        "coordinator A",
        "school/gegevens/",
        DETAILS | {"versie": "0", "sleutel": str(uuid.UUID(int=1))},
        {"naam": TYPED, "soort": "kerk"},
        "Kies school of lerarenopleiding.",
        ("naam",),
    ),
    Formulierproef(
        forms.BeginForm,
        "niemand",
        "begin/",
        DETAILS
        | {"code": begincode(), "eigen_naam": "An", "email": "an@school.example"},
        {"code": "niet goed", "naam": TYPED, "eigen_naam": TYPED},
        "Deze begincode klopt niet. Kijk in het logboek van de server.",
        ("code", "naam", "eigen_naam", "email"),
        before=empty_installation,
    ),
    Formulierproef(
        forms.UitnodigForm,
        "coordinator A",
        "school/uitnodigen/",
        {"adressen": "an@school.example; directie", "rol": "lid"},
        {"adressen": TYPED, "rol": "baas"},
        "Kies een rol uit de lijst.",
        ("adressen",),
    ),
    Formulierproef(
        forms.VrijeperiodeForm,
        "coordinator A",
        "school/vrije-dagen/",
        {"naam": "studiedag", "eerste": SOON, "laatste": SOON},
        {"naam": TYPED, "laatste": "30-2-2027"},
        "De dag ‘30-2-2027’ bestaat niet. Typ ze zoals 3-12-2026.",
        ("naam", "eerste", "laatste"),
    ),
    Formulierproef(
        forms.RolForm,
        "coordinator A",
        "school/leden/<uuid:pk>/rol/",
        {"rol": "directie"},
        {"rol": "baas"},
        "Kies een rol uit de lijst.",
    ),
    *VAN_TRAJECTEN,
    *VAN_INBRENG,
    *VAN_GESPROKEN,
    *VAN_DUO,
    *VAN_UITKOMSTEN,
]
# Only ever part of another form, filled in by a script, in the style guide, or read
# from an address (that one is tried in tests/gespreksbladen)
PARTS = {
    "BladForm",
    "Bewaarformulier",
    "Kaartvelden",
    "Momentvelden",
    "SchoolForm",
    "SleutelAanmeldForm",
    "Sleutelformulier",
    "Trajectvelden",
    "Voorbeeldformulier",
    "Zoekvelden",
}
