"""Choices and the papers that come of them."""

from dataclasses import replace

from django.http import QueryDict
from django.template.loader import render_to_string

from fiches.models import Fiche
from gespreksbladen import services
from gespreksbladen.drukwerk import make_drukwerk
from gespreksbladen.forms import BladForm
from gespreksbladen.keuze import Keuze, Vorm
from samenwijzer.lib.pdf.bewaarplaats import Papier

SITE = "http://samenwijzer.example"

# Each layout in its usual and its fullest form.
DOCUMENTEN = {
    "blad": Keuze(fiches=("expertise",), voor=("zij-instromer",)),
    "blad met alles": Keuze(
        fiches=("identiteitstransitie",),
        eigen=("Wat neem jij mee, Şahin?",),
        literatuur=True,
        stemmen=True,
        titel="Aanvangsseminarie",
        groepen=("Groep 1", "Groep 2"),
    ),
    "blad door elkaar": Keuze(
        vragen=("F2-T-01", "F1-Z-03", "E-1", "F4-O-02"),
        eigen=("Wat nu?",),
        stemmen=True,
        literatuur=True,
    ),
    "kaarten": Keuze(fiches=("expertise",), vorm=Vorm.KAARTEN, eigen=("Wat nu?",)),
    "poster": Keuze(vorm=Vorm.POSTER),
    "poster met vragen": Keuze(
        vorm=Vorm.POSTER,
        fiches=("expertise",),
        vragen=("F3-Z-01", "F3-Z-02", "F3-T-01", "F3-T-02"),
        titel="Pedagogische studiedag",
    ),
    "boekje": Keuze(vorm=Vorm.BOEKJE, literatuur=True, stemmen=True),
    "boekje om te vouwen": Keuze(
        vorm=Vorm.BOEKJE, fiches=("expertise",), vouwen=True, eigen=("Wat nu?",)
    ),
    "groot": Keuze(vorm=Vorm.GROOT, fiches=("schoolcultuur-en-framing",)),
    "groot met alles": Keuze(
        vorm=Vorm.GROOT, fiches=("expertise",), literatuur=True, stemmen=True
    ),
}


def make_papier(keuze: Keuze, fiches: list[Fiche]) -> Papier:
    """The real paper, set by a real process."""
    return services.make_papier(keuze, fiches, SITE)


def make_html(keuze: Keuze, fiches: list[Fiche]) -> str:
    """What the paper is set from."""
    keuze = services.relevant(keuze)
    context = {
        "titel": services.title(keuze, fiches),
        "vorm": keuze.vorm,
        "inslag": keuze.vouwen,
        "drukwerk": make_drukwerk(keuze, fiches, services.qr_address(keuze, SITE)),
    }
    return render_to_string(services.TEMPLATES[Vorm(keuze.vorm)], context)


def read(query: str, fiches: list[Fiche]) -> Keuze:
    """The choice that an address makes."""
    form = BladForm(QueryDict(query), fiches)
    assert form.is_valid(), form.errors
    return form.keuze


def numbered(keuze: Keuze, number: int) -> Keuze:
    """The same choice under a title of its own, so that it was never made before."""
    return replace(keuze, titel=f"Seminarie {number}")
