from fiches import views
from scholen.toegang import Wie, route

app_name = "fiches"

urlpatterns = [
    route("", views.fiche_list, name="fiche_list", wie=Wie.IEDEREEN),
    route("<slug:slug>/", views.fiche_detail, name="fiche_detail", wie=Wie.IEDEREEN),
]
