"""Each form about tracks and talks, as `formulieren` has those about schools."""

import uuid

from gesprekken.forms import planning as gesprekken
from gesprekken.forms import vragen as gespreksvragen
from tests.veiligheid.adressen import DUO, TEAM
from tests.veiligheid.formulierproef import LONG, SOON, TYPED, Formulierproef
from tests.veiligheid.vijandig import HTML, LATER
from trajecten.forms import geschiktheid, loopbrug, overeenkomst
from trajecten.forms import verloop as trajecten
from trajecten.models import DELEN
from trajecten.services.overeenkomst import NIEUWER

NO_ADRES = "Dit is geen volledig e-mailadres. Schrijf het zoals naam@school.be."
NO_DAY = "De dag ‘30-2-2027’ bestaat niet. Typ ze zoals 3-12-2026."
TOO_SHORT = "Neem minstens een kwartier."
CHOOSE = "Kies uit de lijst."
# A press that was pressed before is saved already: each has a key of its own.
SLEUTEL = {"sleutel": str(uuid.UUID(int=1))}
DUO_FIELDS = {
    "zij_lid": "nieuw",
    "zij_naam": "Youssef",
    "zij_email": "youssef@school.example",
    "duo_lid": "nieuw",
    "duo_naam": "Griet",
    "duo_email": "griet@school.example",
}
DETAILS = {"profiel": "IP-1", "vorige_loopbaan": "laborant", "startdatum": SOON}
MENS = {"wie_lid": "nieuw", "wie_naam": "An", "wie_email": "an@school.example"}
MOMENT = {"dag": LATER, "tijd": "15:30"}
PLAN = {"duur": "30", "plaats": "lokaal 12", "fiches": "fiche-1"}
WENS = {
    "eerste": LATER,
    "weken": "6",
    "aantal": "2",
    "weekdagen": ["1", "3"],
    "tijd": "15:30",
    "duur": "30",
    "plaats": "lokaal 12",
}
REGEL = {
    "rij-0-dag": LATER,
    "rij-0-tijd": "15:30",
    "rij-0-fiche": "fiche-1",
    "rij-0-voorstel": LATER,
    "rij-0-uitleg": "Verschoven: herfstvakantie.",
}
VAN_TRAJECTEN = [
    Formulierproef(
        trajecten.StartForm,
        "coordinator A",
        "trajecten/nieuw/",
        DUO_FIELDS | DETAILS | SLEUTEL,
        {"zij_naam": TYPED, "vorige_loopbaan": TYPED, "startdatum": "30-2-2027"},
        NO_DAY,
        ("zij_naam", "duo_naam", "duo_email", "vorige_loopbaan", "startdatum"),
    ),
    Formulierproef(
        trajecten.MensForm,
        "coordinator A",
        "trajecten/<uuid:pk>/mensen/",
        MENS | SLEUTEL | {"rol": "schoolopleider"},
        {"wie_naam": TYPED, "wie_email": HTML},
        NO_ADRES,
        ("wie_naam", "wie_email"),
    ),
    Formulierproef(
        trajecten.MensForm,
        "coordinator A",
        "trajecten/mensen/<uuid:pk>/",
        MENS | SLEUTEL,
        {"wie_naam": TYPED, "wie_email": HTML},
        NO_ADRES,
        ("wie_naam", "wie_email"),
    ),
    Formulierproef(
        trajecten.GegevensForm,
        "coordinator A",
        "trajecten/<uuid:pk>/gegevens/",
        DETAILS | SLEUTEL | {"versie": "0"},
        {"vorige_loopbaan": TYPED, "startdatum": "1-1-2001"},
        "Deze dag ligt meer dan twee jaar van vandaag. Kijk het jaartal na.",
        ("vorige_loopbaan", "startdatum"),
    ),
    Formulierproef(
        trajecten.FaseForm,
        "coordinator A",
        "trajecten/<uuid:pk>/fase/",
        {"fase": "socialiseren"},
        {"fase": "klaar"},
        "Kies een fase uit de lijst.",
    ),
    Formulierproef(
        trajecten.StaatForm,
        "coordinator A",
        "trajecten/<uuid:pk>/staat/",
        {"staat": "pauze"},
        {"staat": "weg"},
        CHOOSE,
    ),
    Formulierproef(
        geschiktheid.GeschiktheidForm,
        "coordinator A",
        "trajecten/<uuid:pk>/geschiktheid/",
        {"begin": SOON, "weken": "5", "begeleider": "Mia", "versie": "1"} | SLEUTEL,
        {"begin": "30-2-2027", "weken": "6", "begeleider": TYPED},
        NO_DAY,
        ("begin", "begeleider"),
    ),
    Formulierproef(
        loopbrug.KeuzeForm,
        "coordinator A",
        "trajecten/loopbrug/<str:code>/",
        {"keuze": "hebben", "wie": "Mia", "tegen": SOON, "versie": "1"} | SLEUTEL,
        {"keuze": "ooit", "wie": TYPED, "tegen": "30-2-2027"},
        NO_DAY,
        ("wie", "tegen"),
    ),
    Formulierproef(
        overeenkomst.OvereenkomstForm,
        "coordinator A",
        "trajecten/<uuid:pk>/overeenkomst/wijzig/",
        dict.fromkeys(DELEN, "Wat we afspreken.") | SLEUTEL | {"versie": "1"},
        {"duur": TYPED, "taken": LONG * 20},
        f"Dit is {len(LONG * 20):,} tekens lang; er kunnen er 4.000 in.".replace(
            ",", "."
        ),
        ("duur", "taken", "wie"),
    ),
    Formulierproef(
        overeenkomst.AkkoordForm,
        "coordinator A",
        "trajecten/<uuid:pk>/overeenkomst/ja/",
        {"versie": "1"},
        {"versie": "0"},
        NIEUWER,
        status=409,
    ),
]
VAN_GESPREKKEN = [
    Formulierproef(
        gesprekken.WensForm,
        "coordinator A",
        "trajecten/<uuid:pk>/jaarplan/",
        WENS | REGEL | SLEUTEL,
        {"plaats": TYPED, "weken": "0"},
        "Kies een aantal weken van 1 tot 26.",
        ("plaats", "weken", "eerste", "rij-0-dag", "rij-0-uitleg"),
    ),
    Formulierproef(
        gesprekken.RegelForm,
        "coordinator A",
        "trajecten/<uuid:pk>/jaarplan/",
        WENS | REGEL | SLEUTEL,
        {"rij-0-uitleg": TYPED, "rij-0-tijd": "25.99"},
        "‘25.99’ is geen uur. Typ het zoals 15.30.",
        ("rij-0-dag", "rij-0-tijd", "rij-0-uitleg", "plaats"),
    ),
    Formulierproef(
        gesprekken.GesprekForm,
        "coordinator A",
        "trajecten/<uuid:pk>/gesprek/",
        MOMENT | PLAN | SLEUTEL | {"wie": DUO},
        {"plaats": TYPED, "wie": [DUO[0]]},
        "Een gesprek voer je met 2 tot 12 mensen.",
        ("plaats", "dag", "tijd"),
    ),
    Formulierproef(
        gesprekken.TeamForm,
        "coordinator A",
        "gesprekken/nieuw/",
        MOMENT | PLAN | SLEUTEL | {"wie": TEAM, "team": "vakgroep Frans"},
        {"team": TYPED, "plaats": TYPED, "duur": "5", "vraag": TYPED},
        TOO_SHORT,
        ("team", "plaats", "dag", "tijd", "duur", "vraag"),
    ),
    Formulierproef(
        gesprekken.VerplaatsForm,
        "coordinator A",
        "gesprekken/<uuid:pk>/verplaatsen/",
        MOMENT | SLEUTEL | {"duur": "30", "plaats": "lokaal 12", "versie": "0"},
        {"plaats": TYPED, "duur": "5"},
        TOO_SHORT,
        ("plaats", "dag", "tijd", "duur"),
    ),
    Formulierproef(
        gesprekken.MomentenForm,
        "coordinator A",
        "gesprekken/<uuid:pk>/momenten/",
        SLEUTEL | {"dag_1": LATER, "tijd_1": "15:30"},
        {"dag_1": "2020-01-01"},
        "Dit moment is voorbij. Kies een later.",
        ("dag_1", "tijd_1"),
    ),
    Formulierproef(
        gesprekken.AntwoordForm,
        "niemand",
        "gesprekken/antwoord/<str:token>/",
        MOMENT | {"antwoord": "misschien"},
        {"antwoord": "ooit"},
        CHOOSE,
        ("dag", "tijd"),
    ),
    Formulierproef(
        gespreksvragen.EigenVraagForm,
        "coordinator A",
        "gesprekken/<uuid:pk>/vragen/",
        SLEUTEL | {"eigen": "ja", "tekst": "Wat geeft je energie?"},
        {"tekst": LONG * 5},
        f"Dit is {len(LONG * 5):,} tekens lang; er kunnen er 1.000 in.".replace(
            ",", "."
        ),
        ("tekst",),
    ),
]
PROEVEN = VAN_TRAJECTEN + VAN_GESPREKKEN
