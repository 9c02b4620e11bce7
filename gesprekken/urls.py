"""The site map of talks, of their calendars, and of what touches tracks and talks."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern

from gesprekken.views import agenda, gesprek, jaarplan, mensen, moment, vragen
from scholen.toegang import Wie, route

app_name = "gesprekken"
TRAJECT = "trajecten.traject"
DEELNAME = "trajecten.deelname"
GESPREK = "gesprekken.gesprek"


def _of(
    adres: str, view: Callable[..., HttpResponse], name: str, voorwerp: str
) -> URLPattern:
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
    _of(_TALK, gesprek.detail, "gesprek", GESPREK),
    _of(f"{_TALK}verplaatsen/", moment.move, "verplaatsen", GESPREK),
    _of(f"{_TALK}momenten/", moment.propose, "momenten", GESPREK),
    _of(f"{_TALK}kies/", moment.pick, "kies", GESPREK),
    _of(f"{_TALK}afzeggen/", moment.cancel, "afzeggen", GESPREK),
    _of(f"{_TALK}gehouden/", gesprek.mark_held, "gehouden", GESPREK),
    _of(f"{_TALK}vragen/", vragen.choose, "vragen", GESPREK),
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
