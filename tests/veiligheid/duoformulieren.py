"""Each form around the lists of duos, as `formulieren` has those about schools."""

from duopartners import forms
from tests.veiligheid.formulierproef import LONG, SOON, TYPED, Formulierproef, too_long
from tests.veiligheid.trajectformulieren import NO_DAY, SLEUTEL

VERSIE = {"versie": "0"}
PUNT = "trajecten/<uuid:pk>/duo/<str:sleutel>/"
NOTITIE, EIGEN = "duopartners/notities/<uuid:pk>/", "duopartners/eigen/"
EIGENPUNT = f"{EIGEN}<uuid:pk>/"
OWN = {"tekst": "Loop binnen bij het onthaal.", "lijst": "A"}

PROEVEN = [
    Formulierproef(
        forms.StandForm,
        "coordinator A",
        PUNT,
        SLEUTEL | VERSIE | {"stand": "bezig"},
        {"stand": "ooit"},
        forms.KIES,
    ),
    Formulierproef(
        forms.PuntForm,
        "coordinator A",
        PUNT,
        SLEUTEL
        | VERSIE
        | {
            "bewaar": "ja",
            "stand": "bezig",
            "datum": SOON,
            "bespreken": "on",
            "notitie": "Wat we zagen.",
        },
        {"datum": "30-2-2027", "notitie": TYPED},
        NO_DAY,
        ("datum", "notitie"),
    ),
    Formulierproef(
        forms.NotitieForm,
        "coordinator A",
        NOTITIE,
        SLEUTEL | VERSIE | {"tekst": "Wat we zagen."},
        {"tekst": LONG * 10},
        too_long(LONG * 10, "2.000"),
        ("tekst",),
    ),
    *(
        Formulierproef(
            forms.EigenpuntForm,
            "coordinator A",
            route,
            SLEUTEL | VERSIE | OWN,
            {"tekst": TYPED, "lijst": "Z"},
            "Kies een lijst.",
            ("tekst",),
        )
        for route in (EIGEN, EIGENPUNT)
    ),
]
