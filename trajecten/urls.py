"""The site map of tracks; their people and talks are in `gesprekken.urls`."""

from scholen.toegang import Wie, route
from trajecten.views import (
    geschiktheid,
    inbreng,
    loopbrug,
    overeenkomst,
    uitkomst,
    verloop,
    zoeken,
)

app_name = "trajecten"
TRAJECT = "trajecten.traject"
KAART = "trajecten.inbrengkaart"

urlpatterns = [
    route("", verloop.overview, name="lijst", wie=Wie.AANGEMELD),
    route("nieuw/", verloop.start, name="nieuw", wie=Wie.COORDINATOR),
    route(
        "<uuid:pk>/",
        verloop.detail,
        name="traject",
        wie=Wie.AANGEMELD,
        voorwerp=TRAJECT,
    ),
    route(
        "<uuid:pk>/gegevens/",
        verloop.details,
        name="gegevens",
        wie=Wie.AANGEMELD,
        voorwerp=TRAJECT,
    ),
    route(
        "<uuid:pk>/fase/",
        verloop.set_fase,
        name="fase",
        wie=Wie.AANGEMELD,
        voorwerp=TRAJECT,
    ),
    route(
        "<uuid:pk>/geschiktheid/",
        geschiktheid.write,
        name="geschiktheid",
        wie=Wie.AANGEMELD,
        voorwerp=TRAJECT,
    ),
    route(
        "<uuid:pk>/overeenkomst/",
        overeenkomst.read,
        name="overeenkomst",
        wie=Wie.AANGEMELD,
        voorwerp=TRAJECT,
    ),
    route(
        "<uuid:pk>/overeenkomst/wijzig/",
        overeenkomst.write,
        name="overeenkomst_wijzig",
        wie=Wie.AANGEMELD,
        voorwerp=TRAJECT,
    ),
    route(
        "<uuid:pk>/overeenkomst/ja/",
        overeenkomst.agree,
        name="overeenkomst_ja",
        wie=Wie.AANGEMELD,
        voorwerp=TRAJECT,
    ),
    route(
        "<uuid:pk>/overeenkomst.pdf",
        overeenkomst.pdf,
        name="overeenkomst_pdf",
        wie=Wie.AANGEMELD,
        voorwerp=TRAJECT,
    ),
    route(
        "<uuid:pk>/inbreng/",
        inbreng.duo,
        name="inbreng",
        wie=Wie.AANGEMELD,
        voorwerp=TRAJECT,
    ),
    route("inbreng/", inbreng.school, name="inbreng_school", wie=Wie.LID),
    route("inbreng/leeg.pdf", inbreng.blank, name="inbreng_leeg", wie=Wie.AANGEMELD),
    route(
        "inbreng/<uuid:pk>/",
        inbreng.card,
        name="inbrengkaart",
        wie=Wie.AANGEMELD,
        voorwerp=KAART,
    ),
    route(
        "inbreng/<uuid:pk>.pdf",
        inbreng.paper,
        name="inbreng_papier",
        wie=Wie.AANGEMELD,
        voorwerp=KAART,
    ),
    route("inbreng/zoekvraag/", zoeken.ask, name="zoek", wie=Wie.LID),
    route(
        "inbreng/zoekvraag/<uuid:pk>/",
        zoeken.change,
        name="zoekvraag",
        wie=Wie.LID,
        voorwerp="trajecten.zoekvraag",
    ),
    route(
        "<uuid:pk>/leeruitkomsten/",
        uitkomst.overview,
        name="leeruitkomsten",
        wie=Wie.AANGEMELD,
        voorwerp=TRAJECT,
    ),
    route(
        "<uuid:pk>/programma.pdf",
        uitkomst.programme,
        name="programma",
        wie=Wie.AANGEMELD,
        voorwerp=TRAJECT,
    ),
    route(
        "leeruitkomsten/<uuid:pk>/",
        uitkomst.detail,
        name="leeruitkomst",
        wie=Wie.AANGEMELD,
        voorwerp="trajecten.leeruitkomst",
    ),
    route(
        "bewijs/<uuid:pk>/",
        uitkomst.download,
        name="bewijs",
        wie=Wie.AANGEMELD,
        voorwerp="trajecten.bewijsstuk",
    ),
    route("loopbrug/", loopbrug.show, name="loopbrug", wie=Wie.LID),
    route("loopbrug.pdf", loopbrug.paper, name="loopbrug_pdf", wie=Wie.LID),
    route("loopbrug/<str:code>/", loopbrug.choose, name="loopbrugkeuze", wie=Wie.LID),
]
