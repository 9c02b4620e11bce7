"""The site map. The addresses are agreed: they stay as they are."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from overzicht import views
from samenwijzer.lib.beheer import beheer
from scholen.toegang import Wie, deel, route

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("overzicht.urls")),
    path("fiches/", include("fiches.urls")),
    path("gespreksbladen/", include("gespreksbladen.urls")),
    path("trajecten/", include("trajecten.urls")),
    path("", include("duopartners.urls")),
    path("", include("gesprekken.urls")),
    path("", include("scholen.urls")),
    deel("beheer/", beheer.urls, wie=Wie.BEHEERDER),
]
if settings.DEBUG:
    urlpatterns.append(route("stijl/", views.stijl, name="stijl", wie=Wie.IEDEREEN))

handler400 = "overzicht.fouten.bad_request"
handler403 = "overzicht.fouten.forbidden"
handler404 = "overzicht.fouten.not_found"
handler429 = "overzicht.fouten.too_many"
handler500 = "overzicht.fouten.server_error"
