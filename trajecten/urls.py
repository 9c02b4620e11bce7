"""The site map of tracks; their people and talks are in `gesprekken.urls`."""

from scholen.toegang import Wie, route
from trajecten import views

app_name = "trajecten"
TRAJECT = "trajecten.traject"

urlpatterns = [
    route("", views.overview, name="lijst", wie=Wie.AANGEMELD),
    route("nieuw/", views.start, name="nieuw", wie=Wie.COORDINATOR),
    route(
        "<uuid:pk>/", views.detail, name="traject", wie=Wie.AANGEMELD, voorwerp=TRAJECT
    ),
    route(
        "<uuid:pk>/gegevens/",
        views.details,
        name="gegevens",
        wie=Wie.AANGEMELD,
        voorwerp=TRAJECT,
    ),
    route(
        "<uuid:pk>/fase/",
        views.set_fase,
        name="fase",
        wie=Wie.AANGEMELD,
        voorwerp=TRAJECT,
    ),
]
