from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fiches.models import Fiche


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    fiches = Fiche.objects.current()
    return render(request, "overzicht/start.html", {"fiches": fiches})


@require_safe
def announce(request: HttpRequest, wat: str) -> HttpResponse:
    """An agreed address whose page isn't there yet: what to do until it is.

    `fiche` in the query leads back to the fiche that somebody came from.
    """
    fiches = list(Fiche.objects.current())
    asked = request.GET.getlist("fiche")
    context = {
        "wat": wat,
        "fiches": [fiche for fiche in fiches if fiche.slug in asked] or fiches,
    }
    return render(request, "overzicht/nog_niet.html", context)


@require_safe
def stijl(request: HttpRequest) -> HttpResponse:
    """Each component in each state; only there while DEBUG is on."""
    return render(request, "overzicht/stijl.html", {"fiches": Fiche.objects.current()})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for an unknown address: says so, and offers the fiches.

    Under ASGI this runs in a thread that Django doesn't tidy up after a request,
    so the connection goes back to the pool here.
    """
    try:
        context = {"fiches": Fiche.objects.current()}
        return render(request, "404.html", context, status=404)
    finally:
        close_old_connections()


def server_error(request: HttpRequest) -> HttpResponse:
    """A page that needs nothing that may just have broken, not even a query."""
    return render(request, "500.html", status=500)
