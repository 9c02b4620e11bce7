"""The first minutes of an installation, and looking round in a demo."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import ratelimit
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from scholen import demo, services
from scholen.forms import BeginForm
from scholen.models import Gebruiker
from scholen.services import SchoolFout


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Set up the first school, for whoever can read the server's log."""
    if not services.is_empty():
        return redirect("account_login")
    if not ratelimit.consume(request, action="begin"):
        return ratelimit.respond_429(request)
    data = request.POST if request.method == "POST" else None
    form = BeginForm(data)
    if form.is_valid():
        values = {k: v for k, v in form.cleaned_data.items() if k != "code"}
        try:
            lidmaatschap = services.begin(**values)
        except SchoolFout as fout:
            form.add_error(None, str(fout))
        else:
            return enter(request, lidmaatschap.gebruiker, "begincode", "/school/")
    status = 422 if form.is_bound else 200
    return render(request, "scholen/begin.html", {"form": form}, status=status)


@require_POST
def look_round(request: HttpRequest, wie: str) -> HttpResponse:
    """Sign in as one of the demo's people; elsewhere this address doesn't exist."""
    gebruiker = demo.find(wie) if settings.DEMO else None
    if gebruiker is None:
        raise Http404
    request.session.flush()
    return enter(request, gebruiker, "demo", "/")


def enter(
    request: HttpRequest, gebruiker: Gebruiker, method: str, target: str
) -> HttpResponse:
    """Sign somebody in who has proved it in another way than by a code."""
    record_authentication(request, gebruiker, method=method)
    return perform_login(request, Login(user=gebruiker, redirect_url=target))
