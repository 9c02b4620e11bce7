"""The site map of talks, of their calendars, and of what touches tracks and talks."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern

from gesprekken.views import (
    afspraken,
    agenda,
    delen,
    gesprek,
    jaarplan,
    mensen,
    moment,
    papier,
    samen,
    verslag,
    voorbereiden,
    vragen,
)
from scholen.toegang import Wie, route

app_name = "gesprekken"
TRAJECT = "trajecten.traject"
DEELNAME = "trajecten.deelname"
GESPREK = "gesprekken.gesprek"
DELING = "gesprekken.deling"


def _of(adres: str, view: Callable[..., Any], name: str, voorwerp: str) -> URLPattern:
    return route(adres, view, name=name, wie=Wie.AANGEMELD, voorwerp=voorwerp)


_TALK = "gesprekken/<uuid:pk>/"
urlpatterns = [
    _of("trajecten/<uuid:pk>/jaarplan/", jaarplan.plan, "jaarplan", TRAJECT),
    _of("trajecten/<uuid:pk>/gesprek/", gesprek.new_of_traject, "erbij", TRAJECT),
    _of("trajecten/<uuid:pk>/mensen/", mensen.add, "mens_erbij", TRAJECT),
    _of("trajecten/<uuid:pk>/staat/", mensen.set_staat, "staat", TRAJECT),
    _of("trajecten/mensen/<uuid:pk>/", mensen.replace, "vervangen", DEELNAME),
    _of("trajecten/mensen/<uuid:pk>/einde/", mensen.end, "mens_eraf", DEELNAME),
    route("gesprekken/", gesprek.overview, name="lijst", wie=Wie.IEDEREEN),
    route("gesprekken/nieuw/", gesprek.new_of_team, name="nieuw", wie=Wie.LID),
    route(
        "gesprekken/afspraken/",
        afspraken.overview,
        name="afspraken",
        wie=Wie.AANGEMELD,
    ),
    _of(
        "gesprekken/afspraken/<uuid:pk>/",
        afspraken.detail,
        "afspraak",
        "gesprekken.afspraak",
    ),
    _of("gesprekken/gedeeld/<uuid:pk>/", delen.shared, "gedeeld", DELING),
    _of(
        "gesprekken/gedeeld/<uuid:pk>/verslag.pdf",
        delen.shared_pdf,
        "gedeeld_pdf",
        DELING,
    ),
    _of(_TALK, gesprek.detail, "gesprek", GESPREK),
    _of(f"{_TALK}verplaatsen/", moment.move, "verplaatsen", GESPREK),
    _of(f"{_TALK}momenten/", moment.propose, "momenten", GESPREK),
    _of(f"{_TALK}kies/", moment.pick, "kies", GESPREK),
    _of(f"{_TALK}afzeggen/", moment.cancel, "afzeggen", GESPREK),
    _of(f"{_TALK}gehouden/", gesprek.mark_held, "gehouden", GESPREK),
    _of(f"{_TALK}vragen/", vragen.choose, "vragen", GESPREK),
    _of(f"{_TALK}voorbereiden/", voorbereiden.prepare, "voorbereiden", GESPREK),
    _of(f"{_TALK}tonen/", voorbereiden.show, "tonen", GESPREK),
    _of(f"{_TALK}afronden/", verslag.close, "afronden", GESPREK),
    _of(f"{_TALK}verslag/", verslag.report, "verslag", GESPREK),
    _of(f"{_TALK}verslag.pdf", verslag.pdf, "verslag_pdf", GESPREK),
    _of(f"{_TALK}delen/", delen.share, "delen", GESPREK),
    _of(f"{_TALK}samen/", samen.write, "samen", GESPREK),
    _of(f"{_TALK}blad.pdf", papier.sheet, "blad", GESPREK),
    _of(f"{_TALK}samen/sync", samen.sync, "sync", GESPREK),
    _of(f"{_TALK}samen/stroom", samen.stroom, "stroom", GESPREK),
    route("gesprekken/sleutel", samen.sleutel, name="sleutel", wie=Wie.AANGEMELD),
    route("gesprekken/wacht.js", samen.wacht, name="wacht", wie=Wie.IEDEREEN),
    route(
        "gesprekken/antwoord/<str:token>/",
        moment.answer,
        name="antwoord",
        wie=Wie.IEDEREEN,
        persoonlijk=True,
    ),
    route("agenda/", agenda.overview, name="agenda", wie=Wie.AANGEMELD),
    route(
        "agenda/<str:token>.ics",
        agenda.feed,
        name="feed",
        wie=Wie.IEDEREEN,
        persoonlijk=True,
    ),
]
