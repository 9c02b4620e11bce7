"""What the demo's duo brings along, and what their school looks for."""

import datetime as dt

from django.utils import timezone

from scholen.models import Gebruiker, School
from trajecten.models import (
    Geschiktheid,
    Inbrengkaart,
    Inbrengsoort,
    Loopbrugkeuze,
    Maatregel,
    Toonkaart,
    Traject,
    Validering,
    Zoekvraag,
)
from trajecten.services.loopbrug import find_jaar
from trajecten.uitkomsten import EERSTE

DUO, SCHOOL = Toonkaart.Lezers.DUO, Toonkaart.Lezers.SCHOOL
LABO = (
    "Twaalf jaar in een voedingslabo. Ik kan een proef zo klaarzetten dat een groep er "
    "veilig en zonder wachten doorheen raakt."
)
TALEN = "Arabisch van thuis uit, en Spaans van een jaar Sevilla."
RUSTIG = "Als iets mislukt, wil ik eerst weten waarom. Daar word ik rustig van."
MOESTUIN = "Ik heb al jaren een moestuin en kweek te veel plantjes. Wie wil, krijgt er."
STRAAT = "Ik ken de mensen van de bib en van het jeugdhuis in onze straat."
OPENDEUR = (
    "Twee uur op een zaterdag, met leerlingen van de tweede graad. Zeg het aan Leen."
)
# Of each: what it is, the words, and who reads them ("" for oneself)
VAN_ZIJ = (
    (Inbrengsoort.EXPERTISE, LABO, SCHOOL),
    (Inbrengsoort.TAAL, TALEN, DUO),
    (Inbrengsoort.HOUDING, RUSTIG, ""),
)
VAN_DUO = (
    (Inbrengsoort.HOBBY, MOESTUIN, SCHOOL),
    (Inbrengsoort.NETWERK, STRAAT, DUO),
)
# Of each: what for, more of it, and for how many days
GEZOCHT = (
    ("een proef op de opendeurdag", OPENDEUR, 60),
    ("een plantenhoek op de speelplaats", "", None),
)


def bring_along(traject: Traject, zij: Gebruiker, duo: Gebruiker) -> None:
    """Add the cards and the questions, unless somebody has cards already."""
    if traject.inbrengkaarten.exists():
        return
    for auteur, kaarten in ((zij, VAN_ZIJ), (duo, VAN_DUO)):
        for soort, tekst, lezers in kaarten:
            _add(traject, auteur, soort, tekst, lezers)
    for titel, tekst, days in GEZOCHT:
        day = timezone.localdate() + dt.timedelta(days=days) if days else None
        Zoekvraag.objects.create(
            school=traject.school, titel=titel, tekst=tekst, laatste=day
        )


def plan_geschiktheid(traject: Traject) -> None:
    """The check that came before: four weeks, and done."""
    begin = traject.startdatum - dt.timedelta(weeks=4)
    Geschiktheid.objects.get_or_create(
        traject=traject,
        defaults={
            "school": traject.school,
            "begin": begin,
            "weken": 5,
            "begeleider": "Mia, van de lerarenopleiding",
            "klaar": traject.startdatum - dt.timedelta(days=3),
            "versie": 1,
        },
    )


def _add(
    traject: Traject, auteur: Gebruiker, soort: str, tekst: str, lezers: str
) -> None:
    common = {"school": traject.school, "traject": traject, "auteur": auteur}
    kaart = Inbrengkaart.objects.create(**common, soort=soort, tekst=tekst)
    if lezers:
        Toonkaart.objects.create(
            **common, kaart=kaart, soort=soort, tekst=tekst, lezers=lezers
        )


Keuze = Loopbrugkeuze.Keuze
# Per measure: last year, this year, and who sees to it
LOOPBRUG = {
    "OP-A-01": (Keuze.NIET, Keuze.WILLEN, "Leen"),
    "OP-B-02": (None, Keuze.WILLEN, "de vakgroep Wetenschappen"),
    "OP-B-03": (Keuze.WILLEN, Keuze.HEBBEN, ""),
    "OP-C-04": (None, Keuze.NIET, ""),
    "OP-E-04": (Keuze.WILLEN, Keuze.HEBBEN, "de aanvangsbegeleiders"),
    "OP-F-04": (Keuze.WILLEN, Keuze.WILLEN, "Hilde en Leen"),
}


def fill_loopbrug(school: School) -> None:
    """Say where the school stands, this year and the one before."""
    found = {one.code: one for one in Maatregel.objects.filter(code__in=LOOPBRUG)}
    jaar = find_jaar()
    for code, maatregel in found.items():
        before, now, wie = LOOPBRUG[code]
        for year, keuze, trekker in ((jaar - 1, before, ""), (jaar, now, wie)):
            if keuze:
                values = {"keuze": keuze, "wie": trekker, "versie": 1}
                school.loopbrugkeuzes.create(jaar=year, maatregel=maatregel, **values)


VEILIG = "Je kan een practicum zo geven dat niemand zich pijn doet."
OUDERS = EERSTE["ouders"]
# Of the missing: words, how, with whom, and in how many weeks
TE_TONEN = (
    (EERSTE["rust"], "Drie lessen meekijken in 3B, en er daarna zelf een geven.", 5),
    (OUDERS, "Samen een oudercontact voorbereiden en voeren.", 9),
    (EERSTE["leren"], "", None),
)


def show_uitkomsten(traject: Traject, opleider: Gebruiker) -> None:
    """What the zij-instromer can do already, and what is still to be shown."""
    school = {"school": traject.school}
    erkend = traject.leeruitkomsten.create(tekst=VEILIG, **school)
    erkend.bewijsstukken.create(tekst=LABO, **school)
    opleiding = {"door": opleider, "naam": opleider.naam, "namens": "de opleiding"}
    Validering.objects.create(leeruitkomst=erkend, **opleiding, **school)
    getoond = traject.leeruitkomsten.create(tekst=EERSTE["brug"], **school)
    getoond.bewijsstukken.create(
        tekst="De proef met de rode kool: filmpje van de les, zonder leerlingen.",
        link="https://labo.example/rode-kool",
        **school,
    )
    for tekst, hoe, weeks in TE_TONEN:
        day = timezone.localdate() + dt.timedelta(weeks=weeks) if weeks else None
        met = "Griet" if hoe else ""
        values = {"tekst": tekst, "hoe": hoe, "met": met, "tegen": day}
        traject.leeruitkomsten.create(**values, **school)
