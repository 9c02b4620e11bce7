"""Moving a talk, finding a moment for it, cancelling it, answering its invitation."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from gesprekken.forms.planning import AntwoordForm, MomentenForm, VerplaatsForm
from gesprekken.models import Deelnemer, Gesprek
from gesprekken.services import GesprekFout, antwoorden, momenten, planning
from gesprekken.services.uitnodigen import find_signed
from gesprekken.views.gesprek import describe, show
from gesprekken.views.vinden import find_gesprek, find_own
from samenwijzer.lib.bewaren import save_once
from scholen.models import Gebruiker
from scholen.toegang import LidRequest
from trajecten.models import Traject


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: LidRequest, pk: UUID) -> HttpResponse:
    """Give a talk another time or place; the rest of its series stays."""
    gesprek = find_gesprek(request, pk)
    lokaal = gesprek.lokaal
    initial = {
        "dag": lokaal.date() if lokaal else None,
        "tijd": lokaal.time() if lokaal else None,
        "duur": gesprek.duur,
        "plaats": gesprek.plaats,
        "versie": gesprek.versie,
    }
    data = request.POST if request.method == "POST" else None
    form = VerplaatsForm(data, initial=initial, tijdzone=gesprek.tijdzone)
    status = 422 if form.is_bound else 200
    context: dict[str, object] = {"gesprek": gesprek, "form": form}
    if form.is_valid():
        try:
            if _move(request.user, gesprek, form):
                messages.success(
                    request, "Het gesprek is verplaatst. Iedereen krijgt bericht."
                )
                return redirect(gesprek)
            context["gewijzigd"] = True
            gesprek = find_gesprek(request, pk)
            form.renew(gesprek.versie)
            context |= {"gesprek": gesprek}
            status = HTTPStatus.CONFLICT
        except GesprekFout as fout:
            form.add_error(None, str(fout))
        begin = form.cleaned_data["begin"]
        context["bezet"] = describe(gesprek, [begin]).get(begin, "")
    return render(request, "gesprekken/verplaatsen.html", context, status=status)


def _move(door: Gebruiker, gesprek: Gesprek, form: VerplaatsForm) -> bool:
    values = form.cleaned_data
    return save_once(
        door.bewaringen,
        values["kenmerk"],
        gesprek.pk,
        lambda: planning.move(
            gesprek,
            door,
            versie=values["versie"],
            begin=values["begin"],
            duur=values["duur"],
            plaats=values["plaats"],
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: LidRequest, pk: UUID) -> HttpResponse:
    """Propose up to three moments to the others."""
    gesprek = find_own(request, pk)
    data = request.POST if request.method == "POST" else None
    form = MomentenForm(data, tijdzone=gesprek.tijdzone)
    if form.is_valid():
        try:
            _propose(request.user, gesprek, form)
        except GesprekFout as fout:
            form.add_error(None, str(fout))
        else:
            messages.success(request, "Je voorstel is onderweg. De ander kiest.")
            return redirect(gesprek)
    status = 422 if form.is_bound else 200
    context = {"gesprek": gesprek, "form": form}
    return render(request, "gesprekken/momenten.html", context, status=status)


def _propose(door: Gebruiker, gesprek: Gesprek, form: MomentenForm) -> None:
    """Once for each press: by a second try the others may have proposed or picked."""

    def write() -> bool:
        momenten.propose(gesprek, form.cleaned_data["momenten"], door)
        return True

    save_once(door.bewaringen, form.cleaned_data["kenmerk"], gesprek.pk, write)


@require_POST
def pick(request: LidRequest, pk: UUID) -> HttpResponse:
    """Take one of the proposed moments."""
    gesprek = find_own(request, pk)
    try:
        chosen = UUID(request.POST.get("moment", ""))
        momenten.pick(gesprek, chosen, request.user)
    except ValueError:
        return show(request, gesprek, fout=GesprekFout("Kies een van de momenten."))
    except GesprekFout as fout:
        return show(request, find_gesprek(request, pk), fout=fout)
    messages.success(request, "Het moment ligt vast. De uitnodigingen zijn onderweg.")
    return redirect(gesprek)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: LidRequest, pk: UUID) -> HttpResponse:
    """Ask whether the talk is really off; then cancel it, and it alone."""
    gesprek = find_gesprek(request, pk)
    if request.method == "POST":
        try:
            planning.cancel(gesprek)
        except GesprekFout as fout:
            return show(request, gesprek, fout=fout)
        told = " Iedereen krijgt bericht." if gesprek.is_komend else ""
        messages.success(request, f"Het gesprek is afgezegd.{told}")
        return redirect(_find_way_back(request, gesprek))
    return render(request, "gesprekken/afzeggen.html", {"gesprek": gesprek})


def _find_way_back(request: LidRequest, gesprek: Gesprek) -> str:
    """The track, for who can see it."""
    tracks = Traject.objects.visible_to(request.user)
    traject = tracks.filter(gesprekken=gesprek).first()
    return traject.get_absolute_url() if traject else reverse("gesprekken:lijst")


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link in an invitation; opening it changes nothing.

    The link stands for one person in one talk: who is signed in as somebody else is
    told so.
    """
    deelnemer = find_signed(token)
    if deelnemer is None or not deelnemer.is_reachable:
        return render(request, "gesprekken/antwoord_weg.html", status=404)
    if isinstance(request.user, Gebruiker) and request.user != deelnemer.gebruiker:
        return render(request, "gesprekken/antwoord_ander.html", status=403)
    gesprek = deelnemer.gesprek
    data = request.POST if request.method == "POST" else None
    initial = {"antwoord": deelnemer.antwoord, "volgnummer": gesprek.volgnummer}
    form = AntwoordForm(data, initial=initial, tijdzone=gesprek.tijdzone)
    context: dict[str, object] = {
        "gesprek": gesprek,
        "deelnemer": deelnemer,
        "form": form,
        "token": token,
    }
    if form.is_valid():
        try:
            _answer(deelnemer, form)
        except GesprekFout as fout:
            form.add_error(None, str(fout))
            gesprek = Gesprek.objects.select_related("school").get(pk=gesprek.pk)
            form.renew(gesprek.volgnummer)
            context["gesprek"] = gesprek
        else:
            messages.success(request, "Dank je, je antwoord is genoteerd.")
            return redirect("gesprekken:antwoord", token)
    status = 422 if form.is_bound else 200
    return render(request, "gesprekken/antwoord.html", context, status=status)


@transaction.atomic
def _answer(deelnemer: Deelnemer, form: AntwoordForm) -> None:
    values = form.cleaned_data
    antwoorden.answer(deelnemer, values["antwoord"], volgnummer=values["volgnummer"])
    if begin := values["begin"]:
        momenten.propose(deelnemer.gesprek, [begin], deelnemer.gebruiker)
