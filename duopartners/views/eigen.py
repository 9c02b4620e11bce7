"""The points that a school adds to the guide, by its coordinators."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from duopartners import rules, services
from duopartners.forms import EigenpuntForm
from duopartners.models import MAX_EIGEN, Eigenpunt, Lijst
from duopartners.services import DuoFout
from samenwijzer.lib.bewaren import save_once
from scholen.models import Bewaring
from scholen.toegang import LidRequest


@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: LidRequest) -> HttpResponse:
    """All of the chosen school, by list, and a form for one more."""
    school = request.lidmaatschap.school
    lijsten = list(Lijst.objects.all())
    data = request.POST if request.method == "POST" else None
    form = EigenpuntForm(data, initial={"versie": 0}, lijsten=lijsten)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    if form.is_valid():
        try:
            _add(request, form, lijsten)
        except DuoFout as fout:
            form.add_error(None, str(fout))
        else:
            messages.success(request, "Het punt staat nu op de lijst van elk duo.")
            return redirect("duopartners:eigen")
    punten = list(school.eigenpunten.current())
    context = {
        "school": school,
        "form": form,
        "groepen": [
            (lijst, [punt for punt in punten if punt.lijst_id == lijst.pk])
            for lijst in lijsten
        ],
        "aantal": len(punten),
        "vol": len(punten) >= MAX_EIGEN,
    }
    return render(request, "duopartners/eigen.html", context, status=status)


def _add(request: LidRequest, form: EigenpuntForm, lijsten: list[Lijst]) -> None:
    values = form.cleaned_data
    school = request.lidmaatschap.school
    [lijst] = [one for one in lijsten if one.letter == values["lijst"]]

    def write() -> bool:
        services.add_eigenpunt(school, lijst, values["tekst"])
        return True

    save_once(request.user.bewaringen, values["kenmerk"], school.pk, write)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: LidRequest, pk: UUID) -> HttpResponse:
    """Other words, another list, or out of the lists of new duos."""
    rows = Eigenpunt.objects.visible_to(request.user).current()
    punt = get_object_or_404(rows.select_related("school", "lijst"), pk=pk)
    if not rules.may_add(request.user, punt.school):
        raise PermissionDenied
    if "weg" in request.POST:
        services.remove_eigenpunt(punt)
        messages.success(request, "Het punt is weg. Wie er al mee bezig is, houdt het.")
        return redirect("duopartners:eigen")
    lijsten = list(Lijst.objects.all())
    initial = {
        "tekst": punt.tekst,
        "lijst": punt.lijst.letter,
        "versie": punt.versie,
    }
    data = request.POST if request.method == "POST" else None
    form = EigenpuntForm(data, initial=initial, lijsten=lijsten)
    context: dict[str, object] = {"form": form, "punt": punt}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    if form.is_valid():
        if _save(request, punt, form, lijsten):
            messages.success(request, "Het punt is bewaard.")
            return redirect("duopartners:eigen")
        punt.refresh_from_db()
        form.cleaned_data["lijst"] = next(
            one for one in lijsten if one.letter == form.cleaned_data["lijst"]
        )
        context["verschillen"] = form.show_conflict(punt)
        context["vorige"] = Bewaring.objects.last_of(punt.pk)
        status = HTTPStatus.CONFLICT
    return render(request, "duopartners/eigenpunt.html", context, status=status)


def _save(
    request: LidRequest, punt: Eigenpunt, form: EigenpuntForm, lijsten: list[Lijst]
) -> bool:
    values = form.cleaned_data
    [lijst] = [one for one in lijsten if one.letter == values["lijst"]]

    def write() -> bool:
        return services.save_eigenpunt(
            punt, values["versie"], tekst=values["tekst"], lijst=lijst
        )

    return save_once(request.user.bewaringen, values["kenmerk"], punt.pk, write)
