"""Each form in which people write before, during and after a talk."""

from gesprekken.forms import afspraken, samen, verslag, voorbereiden
from gesprekken.services.afspraken import SCHOOL
from tests.veiligheid.adressen import LEZER, TEAMGESPREK, TEAMVRAAG, VRAGEN
from tests.veiligheid.formulierproef import (
    LONG,
    TYPED,
    Formulierproef,
    Velden,
    too_long,
)
from tests.veiligheid.trajectformulieren import CHOOSE, NO_DAY, SLEUTEL
from tests.veiligheid.vijandig import LATER

VERSIE = {"versie": "0"}
TOO_LONG = LONG * 100
AFSPRAAK = "gesprekken/afspraken/<uuid:pk>/"


def prepared(vraag: str, tekst: str) -> Velden:
    """What is sent of one question, on a page that has several."""
    values = {"tekst": tekst} | VERSIE | SLEUTEL
    return {f"{vraag}-{name}": value for name, value in values.items()}


PROEVEN = [
    Formulierproef(
        voorbereiden.VoorbereidingForm,
        "coordinator A",
        "gesprekken/<uuid:pk>/voorbereiden/",
        prepared(VRAGEN[0], "Wat ik denk."),
        {f"{VRAGEN[0]}-tekst": TOO_LONG},
        too_long(TOO_LONG, "20.000"),
        (f"{VRAGEN[0]}-tekst",),
    ),
    Formulierproef(
        voorbereiden.TeamvoorbereidingForm,
        "coordinator A",
        f"gesprekken/{TEAMGESPREK}/voorbereiden/",
        prepared(TEAMVRAAG, "Wat ik denk."),
        {f"{TEAMVRAAG}-tekst": TOO_LONG},
        too_long(TOO_LONG, "20.000"),
        (f"{TEAMVRAAG}-tekst",),
    ),
    Formulierproef(
        samen.SamenForm,
        "coordinator A",
        "gesprekken/<uuid:pk>/samen/",
        SLEUTEL
        | {
            "basis": "0",
            VRAGEN[0]: "Wat we zeggen.",
            "afspraak-1": "Bel An",
            "1.wie": SCHOOL,
            "1.tegen": LATER,
        },
        {VRAGEN[0]: TYPED, "afspraak-1": TYPED, "1.tegen": "30-2-2027"},
        NO_DAY,
        (VRAGEN[0], "afspraak-1", "1.tegen"),
    ),
    Formulierproef(
        afspraken.StapForm,
        "coordinator A",
        AFSPRAAK,
        SLEUTEL | VERSIE | {"actie": "gedaan"},
        {"actie": "ooit"},
        "Kies wat er met deze afspraak gebeurt.",
    ),
    Formulierproef(
        afspraken.WijzigForm,
        "coordinator A",
        AFSPRAAK,
        SLEUTEL
        | VERSIE
        | {"actie": "wijzig", "wat": "Bel An", "wie": SCHOOL, "tegen": LATER},
        {"wat": TYPED, "tegen": "30-2-2027"},
        NO_DAY,
        ("wat", "tegen"),
    ),
    Formulierproef(
        afspraken.VervalForm,
        "coordinator A",
        AFSPRAAK,
        SLEUTEL | VERSIE | {"actie": "verval", "reden": "Het is niet nodig."},
        {"reden": LONG * 5},
        too_long(LONG * 5, "1.000"),
        ("reden",),
    ),
    Formulierproef(
        verslag.BevestigForm,
        "coordinator A",
        f"gesprekken/{TEAMGESPREK}/afronden/",
        {"vingerafdruk": "a" * 64},
        {"vingerafdruk": TYPED},
        "De tekst is intussen veranderd. Lees hem opnieuw.",
        status=409,
    ),
    Formulierproef(
        verslag.OpmerkingForm,
        "coordinator A",
        "gesprekken/<uuid:pk>/verslag/",
        SLEUTEL | {"tekst": "Dit wil ik nog zeggen."},
        {"tekst": LONG * 25},
        too_long(LONG * 25, "5.000"),
        ("tekst",),
    ),
    Formulierproef(
        verslag.DeelForm,
        "coordinator A",
        "gesprekken/<uuid:pk>/delen/",
        SLEUTEL | {"wat": verslag.HEEL, "met": LEZER},
        {"wat": "alles", "met": TYPED},
        CHOOSE,
    ),
]
