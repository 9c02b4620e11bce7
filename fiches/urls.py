from django.urls import path

from fiches import views

app_name = "fiches"

urlpatterns = [
    path("", views.fiche_list, name="fiche_list"),
    path("<slug:slug>/", views.fiche_detail, name="fiche_detail"),
]
