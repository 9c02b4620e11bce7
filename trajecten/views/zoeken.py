"""What a school looks for, as who may ask writes it."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from scholen.models import Bewaring
from scholen.toegang import LidRequest
from trajecten import rules
from trajecten.forms.inbreng import WijzigZoekForm, ZoekForm
from trajecten.models import Zoekvraag
from trajecten.services import TrajectFout, inbreng

FIELDS = ["titel", "tekst", "laatste"]


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: LidRequest) -> HttpResponse:
    """Something new to look for."""
    there = request.lidmaatschap.school
    if not rules.leads(request.user, there):
        raise PermissionDenied
    form = ZoekForm(request.POST if request.method == "POST" else None)
    fout: TrajectFout | None = None
    if form.is_valid():
        try:
            inbreng.add_zoekvraag(there, request.user, **form.cleaned_data)
        except TrajectFout as error:
            fout = error
        else:
            messages.success(
                request, "Iedereen in de school kan nu lezen wat je zoekt."
            )
            return redirect("trajecten:inbreng_school")
    status = 422 if form.is_bound else 200
    context = {"form": form, "fout": fout}
    return render(request, "trajecten/zoekvraag.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: LidRequest, pk: UUID) -> HttpResponse:
    """Other words for it, or away with it."""
    visible = Zoekvraag.objects.visible_to(request.user)
    zoekvraag = get_object_or_404(visible.select_related("school"), pk=pk)
    if not rules.leads(request.user, zoekvraag.school):
        raise PermissionDenied
    if request.POST.get("actie") == "weg":
        inbreng.drop_zoekvraag(zoekvraag)
        messages.success(request, "Dat zoekt de school niet meer.")
        return redirect("trajecten:inbreng_school")
    data = request.POST if request.method == "POST" else None
    initial = model_to_dict(zoekvraag, FIELDS) | {"versie": zoekvraag.versie}
    form = WijzigZoekForm(data, initial=initial)
    context: dict[str, object] = {"form": form, "zoekvraag": zoekvraag}
    status = 200
    if form.is_valid():
        if inbreng.save_zoekvraag(zoekvraag, request.user, **form.cleaned_data):
            messages.success(request, "Wat de school zoekt, is bewaard.")
            return redirect("trajecten:inbreng_school")
        zoekvraag = get_object_or_404(visible, pk=pk)
        context["verschillen"] = form.show_conflict(zoekvraag)
        context["vorige"] = Bewaring.objects.last_of(zoekvraag.pk)
        status = HTTPStatus.CONFLICT
    elif form.is_bound:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "trajecten/zoekvraag.html", context, status=status)
