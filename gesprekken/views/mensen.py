"""Changing a track's people and state, which its coming talks follow."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from gesprekken.services import planning
from gesprekken.views.vinden import find_deelname
from samenwijzer.lib.bewaren import save_once
from scholen.models import Gebruiker
from scholen.services import SchoolFout
from scholen.toegang import LidRequest
from trajecten.forms.verloop import MensForm, StaatForm
from trajecten.mens import Mens
from trajecten.models import Deelname, Staat, Traject
from trajecten.services import TrajectFout, verloop
from trajecten.views.vinden import find_planned

TOLD = {
    Staat.LOOPT: "Het traject loopt weer.",
    Staat.PAUZE: "Het traject is gepauzeerd.",
    Staat.BEEINDIGD: "Het traject is beëindigd.",
}


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: LidRequest, pk: UUID) -> HttpResponse:
    """Let somebody more take part in a track."""
    traject = find_planned(request, pk)
    data = request.POST if request.method == "POST" else None
    form = MensForm(data, school=traject.school)
    if form.is_valid() and _save(request.user, traject, form, None):
        messages.success(request, "Toegevoegd. Er is een mail onderweg.")
        return redirect(traject)
    context = {"traject": traject, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "gesprekken/mens.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: LidRequest, pk: UUID) -> HttpResponse:
    """Let somebody take another's place, in the coming talks too."""
    deelname = find_deelname(request, pk)
    traject = deelname.traject
    data = request.POST if request.method == "POST" else None
    form = MensForm(data, school=traject.school, rol=deelname.rol)
    if form.is_valid() and _save(request.user, traject, form, deelname):
        messages.success(
            request, f"{deelname} is vervangen. Wie het aangaat, krijgt een mail."
        )
        return redirect(traject)
    context = {"traject": traject, "form": form, "deelname": deelname}
    status = 422 if form.is_bound else 200
    return render(request, "gesprekken/mens.html", context, status=status)


def _save(
    door: Gebruiker, traject: Traject, form: MensForm, weg: Deelname | None
) -> bool:
    """Whether it is done; else the form says why not."""
    values = form.cleaned_data
    write = partial(_write, traject, values["mens"], door, weg)
    try:
        return save_once(door.bewaringen, values["kenmerk"], traject.pk, write)
    except (TrajectFout, SchoolFout) as fout:
        form.add_error(None, str(fout))
        return False


def _write(traject: Traject, mens: Mens, door: Gebruiker, weg: Deelname | None) -> bool:
    if weg is None:
        verloop.add_mens(traject, mens, door)
    else:
        nieuw = verloop.replace_mens(weg, mens, door)
        planning.replace_in_talks(weg, nieuw)
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: LidRequest, pk: UUID) -> HttpResponse:
    """Ask whether somebody really leaves the track; then let them."""
    deelname = find_deelname(request, pk)
    context: dict[str, object] = {"deelname": deelname, "traject": deelname.traject}
    if request.method != "POST":
        return render(request, "gesprekken/mens_eraf.html", context)
    try:
        with transaction.atomic():
            verloop.end_mens(deelname)
            planning.replace_in_talks(deelname, None)
    except TrajectFout as fout:
        context["fout"] = fout
        return render(request, "gesprekken/mens_eraf.html", context, status=422)
    messages.success(request, f"{deelname} doet niet meer mee aan dit traject.")
    return redirect(deelname.traject)


@require_http_methods(["GET", "HEAD", "POST"])
def set_staat(request: LidRequest, pk: UUID) -> HttpResponse:
    """Pause, end or reopen a track; what was still to come is cancelled first."""
    traject = find_planned(request, pk)
    data = request.POST if request.method == "POST" else None
    form = StaatForm(data, initial={"staat": request.GET.get("staat", traject.staat)})
    if form.is_valid():
        staat = Staat(form.cleaned_data["staat"])
        with transaction.atomic():
            verloop.set_staat(traject, staat, request.user)
            gone = 0
            if staat != Staat.LOOPT:
                gone = planning.cancel_coming(traject, reden=TOLD[staat])
        told = TOLD[staat]
        if gone:
            told += f" Afgezegd: {gone} {'gesprek' if gone == 1 else 'gesprekken'}."
        messages.success(request, told)
        return redirect(traject)
    coming = traject.gesprekken.open().exclude(begin__lte=timezone.now())
    context = {"traject": traject, "form": form, "komend": coming.count()}
    status = 422 if form.is_bound else 200
    return render(request, "gesprekken/staat.html", context, status=status)
