"""Our own addresses, and a few whose views have what we look for."""

from typing import NoReturn

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from samenwijzer.urls import *  # noqa: F403
from samenwijzer.urls import urlpatterns as whole
from scholen.forms import NaamForm
from scholen.toegang import Wie, route

SECRET = "iets-dat-niemand-mag-lezen"


def broken(request: HttpRequest) -> NoReturn:
    raise RuntimeError(SECRET)


def breaks_on_nul(request: HttpRequest) -> HttpResponse:
    """As PostgreSQL does on whatever nobody cleaned."""
    if any("\0" in value for value in request.POST.values()):
        raise ValueError(SECRET)
    return HttpResponse()


def follows_next(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(request.GET.get("next") or "/")


def drops_text(request: HttpRequest) -> HttpResponse:
    """Says what is wrong beside an empty field."""
    form = NaamForm(request.POST)
    if form.is_valid():
        return HttpResponseRedirect("/")
    form.data = {}
    return render(request, "account/account.html", {"form": form}, status=422)


def believes_fields(request: HttpRequest) -> HttpResponse:
    """Saves whatever it is sent of the person."""
    for name in request.POST.keys() & {"naam", "is_staff"}:
        setattr(request.user, name, request.POST[name] == "on" or request.POST[name])
    request.user.save()
    return HttpResponseRedirect("/")


urlpatterns = [
    *whole,
    route("kapot/", broken, name="kapot", wie=Wie.IEDEREEN),
    route("kapot/nul/", breaks_on_nul, name="nul", wie=Wie.IEDEREEN),
    route("kapot/verder/", follows_next, name="verder", wie=Wie.IEDEREEN),
    route("kapot/vergeten/", drops_text, name="vergeten", wie=Wie.AANGEMELD),
    route("kapot/gelovig/", believes_fields, name="gelovig", wie=Wie.AANGEMELD),
]
