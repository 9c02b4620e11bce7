from overzicht import views
from scholen.toegang import Wie, route

app_name = "overzicht"

urlpatterns = [
    route("", views.start, name="start", wie=Wie.IEDEREEN),
    route("gezond/", views.health, name="gezond", wie=Wie.IEDEREEN),
    route("demo/post/", views.demo_post, name="demo_post", wie=Wie.IEDEREEN),
    route("overzicht/", views.overzicht, name="overzicht", wie=Wie.COORDINATOR),
]
