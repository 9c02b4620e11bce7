"""Each form about learning outcomes, as `formulieren` has those about schools."""

from django.contrib.auth import SESSION_KEY
from django.test import Client

from tests.veiligheid.formulierproef import LONG, TYPED, Formulierproef, too_long
from tests.veiligheid.vijandig import LATER
from trajecten.forms import uitkomst
from trajecten.models import Deelname, Trajectrol

SLEUTEL = {"sleutel": "00000000-0000-0000-0000-000000000001"}
VERSIE = {"versie": "0"}
ALL, ONE = "trajecten/<uuid:pk>/leeruitkomsten/", "trajecten/leeruitkomsten/<uuid:pk>/"
WORDS = {"tekst": "Je kan het.", "hoe": "Oefenen.", "met": "Griet", "tegen": LATER}


def become_zij_instromer(client: Client) -> None:
    """Who tries the forms is the duo-partner otherwise: they show, others recognise."""
    mine = Deelname.objects.filter(gebruiker=client.session[SESSION_KEY])
    mine = mine.exclude(traject__leeruitkomsten=None)
    here = Deelname.objects.filter(traject__in=mine.values("traject"))
    here.filter(rol=Trajectrol.ZIJ_INSTROMER).delete()
    mine.update(rol=Trajectrol.ZIJ_INSTROMER)


PROEVEN = [
    Formulierproef(
        uitkomst.NieuwForm,
        "coordinator A",
        ALL,
        SLEUTEL | {"tekst": "Je kan fluiten.", "kies": ["klas"]},
        {"tekst": TYPED, "kies": ["rang"]},
        "Kies uit de lijst.",
        ("tekst",),
    ),
    Formulierproef(
        uitkomst.UitkomstForm,
        "coordinator A",
        ONE,
        SLEUTEL | VERSIE | WORDS | {"actie": "bewaar"},
        {"tekst": TYPED, "hoe": TYPED, "tegen": "30-2-2027"},
        "De dag ‘30-2-2027’ bestaat niet. Typ ze zoals 3-12-2026.",
        ("tekst", "hoe", "met", "tegen"),
    ),
    Formulierproef(
        uitkomst.ErkenForm,
        "coordinator A",
        ONE,
        SLEUTEL | VERSIE | {"actie": "erken", "namens": "de opleiding"},
        {"namens": LONG},
        too_long(LONG, "120"),
        ("namens",),
    ),
    Formulierproef(
        uitkomst.BewijsForm,
        "coordinator A",
        ONE,
        SLEUTEL | {"actie": "bewijs", "tekst": "Zie de les.", "link": ""},
        {"tekst": TYPED, "link": "javascript:alert(1)"},
        uitkomst.GEEN_LINK,
        ("tekst", "link"),
        before=become_zij_instromer,
    ),
]
