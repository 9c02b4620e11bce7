"""The project's own site map, with the two addresses for measuring after it."""

from django.urls import include, path

urlpatterns = [
    path("", include("samenwijzer.urls")),
    path("", include("benchmarks.meetadressen")),
]
