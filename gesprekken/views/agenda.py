"""One's talks in the calendar one has: the address to subscribe to."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from gesprekken.models import Agendasleutel
from gesprekken.services import feed as feeds
from samenwijzer.lib.site import absolute
from scholen.toegang import LidRequest

CALENDAR = "text/calendar; charset=utf-8"


@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: LidRequest) -> HttpResponse:
    """Make, renew or revoke the address; it is shown once, for nobody keeps it."""
    context: dict[str, object] = {}
    if request.method == "POST":
        if request.POST.get("actie") == "weg":
            feeds.revoke(request.user)
            messages.success(request, "Het adres werkt niet meer.")
            return redirect("gesprekken:agenda")
        token = feeds.renew(request.user)
        adres = absolute(reverse("gesprekken:feed", args=[token]))
        context["adres"] = adres
        context["webcal"] = adres.replace("https:", "webcal:").replace(
            "http:", "webcal:"
        )
    context["sleutel"] = Agendasleutel.objects.filter(gebruiker=request.user).first()
    return render(request, "gesprekken/agenda.html", context)


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar itself; a revoked address answers as one that never was."""
    gebruiker = feeds.find_owner(token)
    if gebruiker is None:
        raise Http404
    response = HttpResponse(feeds.write(gebruiker), content_type=CALENDAR)
    response["Content-Disposition"] = 'inline; filename="samenwijzer.ics"'
    return response
