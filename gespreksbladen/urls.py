from gespreksbladen import views
from scholen.toegang import Wie, route

app_name = "gespreksbladen"

urlpatterns = [
    route("", views.compose, name="samenstellen", wie=Wie.IEDEREEN),
    route("blad.pdf", views.pdf, name="pdf", wie=Wie.IEDEREEN),
    route("bladzijde/<int:nummer>.png", views.page, name="png", wie=Wie.IEDEREEN),
    route("pakket/", views.pack, name="pakket", wie=Wie.IEDEREEN),
    route("pakket.zip", views.pack_zip, name="zip", wie=Wie.IEDEREEN),
]
