"""The school's own pages: who belongs to it, what it is called, when it is free."""

import datetime as dt
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from scholen import rules, services
from scholen.forms import GegevensForm, RolForm, VrijeperiodeForm
from scholen.keuze import remember
from scholen.models import (
    Bewaring,
    Lidmaatschap,
    Regio,
    Rol,
    Uitnodiging,
    Vrijeperiode,
    rol_choices,
)
from scholen.services import SchoolFout
from scholen.toegang import LidRequest
from scholen.vakanties import coming, known_until


@require_safe
def overview(request: LidRequest) -> HttpResponse:
    return render(request, "scholen/school.html", _overview_context(request))


def _overview_context(request: LidRequest) -> dict[str, object]:
    school = request.lidmaatschap.school
    manages = request.lidmaatschap.rol == Rol.COORDINATOR
    waiting = Uitnodiging.objects.none()
    if manages:
        waiting = Uitnodiging.objects.visible_to(request.user).waiting()
    return {
        "school": school,
        "lidmaatschap": request.lidmaatschap,
        "beheert": manages,
        "leden": Lidmaatschap.objects.visible_to(request.user)
        .filter(school=school)
        .select_related("gebruiker", "school"),
        "rollen": rol_choices(school.land),
        "uitnodigingen": waiting.filter(school=school).select_related("school"),
        "nu": timezone.now(),
    }


@require_POST
def choose(request: LidRequest, pk: UUID) -> HttpResponse:
    """Work in another of one's schools from now on."""
    mine = request.user.lidmaatschappen.select_related("school")
    lidmaatschap = get_object_or_404(mine, school_id=pk)
    remember(request.session, lidmaatschap)
    messages.success(request, f"Je werkt nu in {lidmaatschap.school}.")
    return redirect("scholen:school")


@require_http_methods(["GET", "HEAD", "POST"])
def details(request: LidRequest) -> HttpResponse:
    school = request.lidmaatschap.school
    data = request.POST if request.method == "POST" else None
    form = GegevensForm(data, initial=model_to_dict(school) | {"versie": school.versie})
    context: dict[str, object] = {"school": school, "form": form}
    status = 200
    if form.is_valid():
        if services.save_school(school, request.user, **form.cleaned_data):
            messages.success(request, "De gegevens van de school zijn bewaard.")
            return redirect("scholen:school")
        school.refresh_from_db()
        context["verschillen"] = form.show_conflict(school)
        context["vorige"] = Bewaring.objects.last_of(school.pk)
        status = HTTPStatus.CONFLICT
    elif form.is_bound:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "scholen/gegevens.html", context, status=status)


@require_POST
def change_rol(request: LidRequest, pk: UUID) -> HttpResponse:
    lidmaatschap = _managed(request, pk)
    form = RolForm(request.POST)
    try:
        if not form.is_valid():
            raise SchoolFout("Kies een rol uit de lijst.")
        services.change_rol(lidmaatschap, form.cleaned_data["rol"])
    except SchoolFout as fout:
        return _refused(request, fout)
    messages.success(
        request,
        f"De rol van {lidmaatschap.gebruiker} is nu {lidmaatschap.rolnaam}.",
    )
    return redirect("scholen:school")


@require_http_methods(["GET", "HEAD", "POST"])
def end_lidmaatschap(request: LidRequest, pk: UUID) -> HttpResponse:
    """Ask whether somebody really leaves; then let them. One's own way out too."""
    lidmaatschap = _visible(request, pk)
    own = lidmaatschap.gebruiker_id == request.user.pk
    if not own and not rules.may_manage(request.user, lidmaatschap.school):
        raise PermissionDenied
    context: dict[str, object] = {"lidmaatschap": lidmaatschap, "zelf": own}
    if request.method == "POST":
        try:
            services.end(lidmaatschap)
        except SchoolFout as fout:
            context["fout"] = fout
            return render(request, "scholen/einde.html", context, status=422)
        who = "Je hebt" if own else f"{lidmaatschap.gebruiker} heeft"
        messages.success(request, f"{who} geen toegang meer tot {lidmaatschap.school}.")
        return redirect("overzicht:start" if own else "scholen:school")
    return render(request, "scholen/einde.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def free_days(request: LidRequest) -> HttpResponse:
    """The school's own free days, beside the holidays that needn't be added."""
    school = request.lidmaatschap.school
    form = VrijeperiodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.add_vrijeperiode(school, request.user, **form.cleaned_data)
        except SchoolFout as fout:
            form.add_error(None, str(fout))
        else:
            messages.success(request, "Toegevoegd. Wie plant, wijkt ervoor uit.")
            return redirect("scholen:vrije_dagen")
    regio, today = Regio(school.regio), timezone.localdate()
    context = {
        "school": school,
        "form": form,
        "eigen": Vrijeperiode.objects.visible_to(request.user).filter(school=school),
        "vakanties": coming(regio, today, today + dt.timedelta(days=365)),
        "bekend_tot": known_until(regio),
    }
    status = 422 if form.is_bound else 200
    return render(request, "scholen/vrije_dagen.html", context, status=status)


@require_POST
def remove_free_day(request: LidRequest, pk: UUID) -> HttpResponse:
    """Take one away; the second press of the same person answers as the first."""
    if not services.has_removed(request.user, pk):
        visible = Vrijeperiode.objects.visible_to(request.user)
        vrijeperiode = get_object_or_404(visible.select_related("school"), pk=pk)
        if not rules.may_manage(request.user, vrijeperiode.school):
            raise PermissionDenied
        services.remove_vrijeperiode(vrijeperiode, request.user)
    messages.success(request, "Weggehaald. Wie plant, houdt er geen rekening meer mee.")
    return redirect("scholen:vrije_dagen")


def _visible(request: HttpRequest, pk: UUID) -> Lidmaatschap:
    visible = Lidmaatschap.objects.visible_to(request.user)  # type: ignore[arg-type]
    return get_object_or_404(visible.select_related("school", "gebruiker"), pk=pk)


def _managed(request: LidRequest, pk: UUID) -> Lidmaatschap:
    lidmaatschap = _visible(request, pk)
    if not rules.may_manage(request.user, lidmaatschap.school):
        raise PermissionDenied
    return lidmaatschap


def _refused(request: LidRequest, fout: SchoolFout) -> HttpResponse:
    context = _overview_context(request) | {"fout": fout}
    return render(request, "scholen/school.html", context, status=422)
