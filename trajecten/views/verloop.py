"""Tracks: the list, starting one, its page. What touches talks too is in gesprekken."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from samenwijzer.lib.bewaren import save_once
from scholen.models import Bewaring
from scholen.services import SchoolFout
from scholen.toegang import LidRequest
from trajecten import rules
from trajecten.forms.verloop import FaseForm, GegevensForm, StartForm
from trajecten.models import DUO, Deelname, Fase, Traject
from trajecten.services import TrajectFout, geschiktheid, verloop
from trajecten.services.inbreng import has_kaarten
from trajecten.views.vinden import find, find_planned

PEOPLE = Prefetch(
    "deelnames",
    Deelname.objects.current().select_related("gebruiker", "school"),
    to_attr="mensen",
)


@require_safe
def overview(request: LidRequest) -> HttpResponse:
    """The tracks that somebody takes part in or plans, those that go on first."""
    rows = Traject.objects.visible_to(request.user).select_related("school")
    trajecten = list(rows.prefetch_related(PEOPLE).order_by("-startdatum"))
    coordinates = request.user.lidmaatschappen.filter(rol="coordinator").exists()
    context = {
        "lopend": [traject for traject in trajecten if traject.loopt],
        "andere": [traject for traject in trajecten if not traject.loopt],
        "coordineert": coordinates,
    }
    return render(request, "trajecten/lijst.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: LidRequest) -> HttpResponse:
    """Start a track in the chosen school; from there one plans its year."""
    school = request.lidmaatschap.school
    data = request.POST if request.method == "POST" else None
    form = StartForm(data, school=school)
    if form.is_valid():
        values = form.cleaned_data
        try:
            traject = _start_once(request, values)
        except (TrajectFout, SchoolFout) as fout:
            form.add_error(None, str(fout))
        else:
            messages.success(request, "Het traject is gestart. Plan nu de gesprekken.")
            return redirect("gesprekken:jaarplan", traject.pk)
    status = 422 if form.is_bound else 200
    context = {"form": form, "school": school}
    return render(request, "trajecten/nieuw.html", context, status=status)


def _start_once(request: LidRequest, values: dict[str, object]) -> Traject:
    """The track of this press, also when the button was pressed before."""
    kenmerk = str(values["kenmerk"])
    names = ("profiel", "vorige_loopbaan", "startdatum")
    pk = verloop.new_pk(kenmerk)

    def write() -> bool:
        verloop.start(
            request.lidmaatschap.school,
            request.user,
            values["mensen"],  # type: ignore[arg-type]
            pk=pk,
            **{name: values[name] for name in names},  # type: ignore[arg-type]
        )
        return True

    save_once(request.user.bewaringen, kenmerk, pk, write)
    return Traject.objects.get(pk=pk)


@require_safe
def detail(request: LidRequest, pk: UUID) -> HttpResponse:
    return show(request, find(request, pk))


def show(
    request: LidRequest, traject: Traject, *, fout: Exception | None = None
) -> HttpResponse:
    """The page of a track; `fout` is why something on it didn't happen."""
    talks = traject.gesprekken.exclude(staat="afgezegd").select_related("school")
    mensen = list(traject.deelnames.current().select_related("gebruiker", "school"))
    duo = [mens for mens in mensen if mens.rol in DUO]
    in_duo = any(mens.gebruiker_id == request.user.pk for mens in duo)
    context = {
        "traject": traject,
        "mensen": mensen,
        "duo": duo,
        "vorige_mensen": traject.deelnames.exclude(tot=None).select_related(
            "gebruiker", "school"
        ),
        "stappen": traject.stappen.all(),
        "fasen": Fase.choices,
        "gesprekken": talks.order_by("begin"),
        # Others know that these talks are there; more is for who is in them.
        "mijn": set(
            talks.filter(deelnemers__gebruiker=request.user).values_list(
                "pk", flat=True
            )
        ),
        "plant": rules.may_plan(request.user, traject),
        "doet_mee": rules.takes_part(request.user, traject),
        "in_duo": in_duo,
        "brengt_mee": in_duo and has_kaarten(traject, request.user),
        "nu": timezone.now(),
        "geschiktheid": (onderzoek := geschiktheid.find(traject)),
        "lijn": geschiktheid.draw_line(onderzoek) if onderzoek else (),
        "fout": fout,
    }
    status = 422 if fout else 200
    return render(request, "trajecten/traject.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def details(request: LidRequest, pk: UUID) -> HttpResponse:
    traject = find_planned(request, pk)
    data = request.POST if request.method == "POST" else None
    form = GegevensForm(
        data, initial=model_to_dict(traject) | {"versie": traject.versie}
    )
    context: dict[str, object] = {"traject": traject, "form": form}
    status = 200
    if form.is_valid():
        if verloop.save_gegevens(traject, request.user, **form.cleaned_data):
            messages.success(request, "De gegevens van het traject zijn bewaard.")
            return redirect(traject)
        traject.refresh_from_db()
        context["verschillen"] = form.show_conflict(traject)
        context["vorige"] = Bewaring.objects.last_of(verloop.gegevens_pk(traject))
        status = HTTPStatus.CONFLICT
    elif form.is_bound:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "trajecten/gegevens.html", context, status=status)


@require_POST
def set_fase(request: LidRequest, pk: UUID) -> HttpResponse:
    traject = find(request, pk)
    if not rules.may_move(request.user, traject):
        raise PermissionDenied
    form = FaseForm(request.POST)
    if not form.is_valid():
        return show(request, traject, fout=TrajectFout("Kies een fase uit de lijst."))
    try:
        verloop.set_fase(traject, form.cleaned_data["fase"], request.user)
    except TrajectFout as fout:
        return show(request, traject, fout=fout)
    messages.success(request, f"De fase is nu: {traject.get_fase_display()}.")
    return redirect(traject)
