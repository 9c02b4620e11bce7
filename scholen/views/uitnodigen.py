"""Inviting people, and answering an invitation."""

from functools import partial
from uuid import UUID

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.core import ratelimit
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from samenwijzer.lib.bewaren import save_once
from scholen import rules, services
from scholen.forms import NaamForm, UitnodigForm
from scholen.keuze import remember
from scholen.models import Gebruiker, School, Uitnodiging
from scholen.services import SchoolFout
from scholen.toegang import LidRequest


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: LidRequest) -> HttpResponse:
    school = request.lidmaatschap.school
    posted = request.method == "POST"
    sent = (request.POST, request.FILES) if posted else ()
    form = UitnodigForm(*sent, land=school.land)
    if form.is_valid():
        try:
            save_once(
                request.user.bewaringen,
                form.cleaned_data["kenmerk"],
                request.user.pk,
                partial(_invite, school, form.cleaned_data["regels"], request.user),
            )
        except SchoolFout as fout:
            form.add_error("adressen", str(fout))
        else:
            n = len(form.cleaned_data["regels"])
            told = "De uitnodiging is" if n == 1 else f"{n} uitnodigingen zijn"
            messages.success(request, f"{told} onderweg.")
            return redirect("scholen:school")
    context = {
        "school": school,
        "form": form,
        "ruimte": services.room_to_invite(request.user),
    }
    status = 422 if form.is_bound else 200
    return render(request, "scholen/uitnodigen.html", context, status=status)


def _invite(school: School, regels: list[tuple[str, str]], door: Gebruiker) -> bool:
    """True: for `save_once`, this is done or it raises."""
    services.invite_and_mail(school, regels, door)
    return True


@require_POST
def withdraw(request: LidRequest, pk: UUID) -> HttpResponse:
    uitnodiging = _managed(request, pk)
    if services.withdraw(uitnodiging):
        messages.success(
            request, f"De uitnodiging voor {uitnodiging.email} is ingetrokken."
        )
    else:
        messages.error(request, "Deze uitnodiging was al aangenomen of ingetrokken.")
    return redirect("scholen:school")


@require_POST
def resend(request: LidRequest, pk: UUID) -> HttpResponse:
    """Send a fresh one; the link in the mail from before stops working."""
    uitnodiging = _managed(request, pk)
    try:
        services.resend(uitnodiging, request.user)
    except SchoolFout as fout:
        messages.error(request, str(fout))
    else:
        messages.success(request, f"{uitnodiging.email} krijgt een nieuwe uitnodiging.")
    return redirect("scholen:school")


def _managed(request: LidRequest, pk: UUID) -> Uitnodiging:
    visible = Uitnodiging.objects.visible_to(request.user).select_related("school")
    uitnodiging = get_object_or_404(visible, pk=pk)
    if not rules.may_manage(request.user, uitnodiging.school):
        raise PermissionDenied
    return uitnodiging


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link: first prove the address, then say yes.

    Opening it changes nothing, for mail scanners open links too.
    """
    uitnodiging = services.find_uitnodiging(token)
    context: dict[str, object] = {"uitnodiging": uitnodiging, "token": token}
    if uitnodiging is None:
        return render(request, "scholen/uitnodiging_weg.html", context, status=404)
    context["staat"] = _state(uitnodiging)
    mine = isinstance(request.user, Gebruiker) and (
        request.user.email == uitnodiging.email
    )
    if mine and context["staat"] == "aangenomen":
        return redirect("overzicht:start")
    if context["staat"] != "open":
        return render(request, "scholen/uitnodiging_weg.html", context, status=410)
    if not isinstance(request.user, Gebruiker):
        if request.method == "POST":
            return _send_code(request, uitnodiging)
        return render(request, "scholen/uitnodiging.html", context)
    if request.user.email != uitnodiging.email:
        return render(request, "scholen/uitnodiging_ander.html", context, status=403)
    return _say_yes(request, request.user, uitnodiging, context)


def _state(uitnodiging: Uitnodiging) -> str:
    if uitnodiging.aangenomen_op:
        return "aangenomen"
    if uitnodiging.ingetrokken_op:
        return "ingetrokken"
    return "open" if uitnodiging.vervalt_op > timezone.now() else "vervallen"


def _send_code(request: HttpRequest, uitnodiging: Uitnodiging) -> HttpResponse:
    """Have the invited address proved by the ordinary sign-in."""
    email = uitnodiging.email
    if not ratelimit.consume(request, action="request_login_code", key=email):
        return ratelimit.respond_429(request)
    gebruiker = services.add_gebruiker(email)
    LoginCodeVerificationProcess.initiate(request=request, user=gebruiker, email=email)
    next_address = reverse("account_confirm_login_code")
    return redirect(f"{next_address}?next={request.path}")


def _say_yes(
    request: HttpRequest,
    gebruiker: Gebruiker,
    uitnodiging: Uitnodiging,
    context: dict[str, object],
) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = NaamForm(data, initial={"naam": gebruiker.naam})
    if form.is_valid():
        try:
            lidmaatschap = services.accept(
                uitnodiging, gebruiker, form.cleaned_data["naam"]
            )
        except SchoolFout as fout:
            form.add_error(None, str(fout))
        else:
            remember(request.session, lidmaatschap)
            messages.success(request, f"Welkom bij {uitnodiging.school}.")
            return redirect("overzicht:start")
    status = 422 if form.is_bound else 200
    context |= {"form": form}
    return render(request, "scholen/uitnodiging.html", context, status=status)
