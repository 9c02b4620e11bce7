from django.urls import path

from overzicht import views

app_name = "overzicht"

urlpatterns = [
    path("", views.start, name="start"),
]
