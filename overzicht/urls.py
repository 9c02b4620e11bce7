from django.urls import path

from overzicht import views

app_name = "overzicht"

urlpatterns = [
    path("", views.start, name="start"),
    path("gesprekken/", views.announce, {"wat": "gesprekken"}, name="gesprekken"),
    path("gespreksbladen/", views.announce, {"wat": "papier"}, name="gespreksbladen"),
    path("account/login/", views.announce, {"wat": "account"}, name="aanmelden"),
]
