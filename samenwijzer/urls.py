"""The site map. The addresses are agreed: they stay as they are."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from overzicht import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("overzicht.urls")),
    path("fiches/", include("fiches.urls")),
]
if settings.DEBUG:
    urlpatterns.append(path("stijl/", views.stijl, name="stijl"))

handler404 = "overzicht.views.not_found"
handler500 = "overzicht.views.server_error"
