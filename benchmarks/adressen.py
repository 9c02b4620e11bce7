"""The project's own site map, with the two addresses for measuring after it."""

from django.urls import include, path

from scholen.toegang import Wie, deel

urlpatterns = [
    path("", include("samenwijzer.urls")),
    deel("", include("benchmarks.meetadressen"), wie=Wie.IEDEREEN),
]
