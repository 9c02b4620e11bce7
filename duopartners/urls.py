"""The site map of the guide, of a duo's list and of a school's own points."""

from duopartners.views import eigen, gids, lijst, notitie
from scholen.toegang import Wie, route

app_name = "duopartners"
TRAJECT = "trajecten.traject"
_DUO = "trajecten/<uuid:pk>/duo/"

urlpatterns = [
    route("duopartners/", gids.show, name="gids", wie=Wie.IEDEREEN),
    route("duopartners/lijst.pdf", gids.sheet, name="gids_pdf", wie=Wie.IEDEREEN),
    route("duopartners/poster.pdf", gids.poster, name="poster", wie=Wie.IEDEREEN),
    route("duopartners/eigen/", eigen.overview, name="eigen", wie=Wie.COORDINATOR),
    route(
        "duopartners/eigen/<uuid:pk>/",
        eigen.change,
        name="eigenpunt",
        wie=Wie.AANGEMELD,
        voorwerp="duopartners.eigenpunt",
    ),
    route(
        "duopartners/notities/<uuid:pk>/",
        notitie.change,
        name="notitie",
        wie=Wie.AANGEMELD,
        voorwerp="duopartners.notitie",
    ),
    route(_DUO, lijst.show, name="lijst", wie=Wie.AANGEMELD, voorwerp=TRAJECT),
    route(
        f"{_DUO}nieuws/",
        lijst.news,
        name="nieuws",
        wie=Wie.AANGEMELD,
        voorwerp=TRAJECT,
    ),
    route(
        f"{_DUO}lijst.pdf",
        lijst.sheet,
        name="lijst_pdf",
        wie=Wie.AANGEMELD,
        voorwerp=TRAJECT,
    ),
    route(
        f"{_DUO}<str:sleutel>/",
        lijst.detail,
        name="punt",
        wie=Wie.AANGEMELD,
        voorwerp=TRAJECT,
    ),
]
