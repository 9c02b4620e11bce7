"""Talks: the list, planning one, its page."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from fiches.models import Fiche
from gesprekken import rules
from gesprekken.forms.planning import GesprekForm, TeamForm
from gesprekken.models import TIJDZONES, Gesprek, Moment
from gesprekken.services import GesprekFout, delen, planning
from gesprekken.services.afspraken import open_for
from gesprekken.services.overlap import find_conflicts
from gesprekken.services.planning import PREFETCHED, Plan
from gesprekken.services.uitnodigen import antwoord_pad, join
from gesprekken.views.vinden import find_gesprek, find_mine
from scholen.models import Gebruiker
from scholen.toegang import LidRequest
from trajecten.services.loopbrug import find_drempel
from trajecten.views.vinden import find_planned

PAST = 20  # talks that took place, on the list


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """One's own talks; for who isn't signed in, what one can do here."""
    fiches = list(Fiche.objects.current())
    asked = request.GET.getlist("fiche")
    came_from = [fiche for fiche in fiches if fiche.slug in asked]
    if not isinstance(request.user, Gebruiker):
        context: dict[str, Any] = {"fiches": came_from or fiches}
        return render(request, "gesprekken/kennismaking.html", context)
    mine = Gesprek.objects.of_deelnemer(request.user).select_related("school")
    rows = mine.prefetch_related(PREFETCHED)
    now = timezone.now()
    context = {
        "zoekt": rows.filter(staat="zoekt"),
        "komend": rows.to_come(now).order_by("begin"),
        "voorbij": rows.filter(
            staat__in=["gepland", "gehouden"], begin__lt=now
        ).order_by("-begin")[:PAST],
        "gedeeld": delen.find_shared(request.user),
        "kan_team": request.user.lidmaatschappen.exists(),
    }
    return render(request, "gesprekken/lijst.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_of_traject(request: LidRequest, pk: UUID) -> HttpResponse:
    """Plan one talk more for a track."""
    traject = find_planned(request, pk)
    deelnames = list(traject.deelnames.current().select_related("gebruiker", "school"))
    duo = ("zij-instromer", "duo-partner")
    form = GesprekForm(
        request.POST if request.method == "POST" else None,
        fiches=list(Fiche.objects.current()),
        mensen=[(str(one.pk), f"{one} ({one.rolnaam})") for one in deelnames],
        initial={"wie": [str(one.pk) for one in deelnames if one.rol in duo]},
        tijdzone=TIJDZONES[traject.school.land],
    )
    chosen = set(form["wie"].value() or [])
    wie = [one for one in deelnames if str(one.pk) in chosen]
    if form.is_valid():
        write = partial(
            planning.plan_reeks, traject, [_plan(form)], request.user, wie=wie
        )
        if _saved(form, write):
            messages.success(request, _told(form))
            return redirect(traject)
    context = {"form": form, "traject": traject, "terug": traject.get_absolute_url()}
    return _show_form(request, context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_of_team(request: LidRequest) -> HttpResponse:
    """Plan a talk of a team of the school one works in."""
    school = request.lidmaatschap.school
    leden = list(school.lidmaatschappen.select_related("gebruiker"))
    asked = request.GET.getlist("fiche")
    drempel = find_drempel(request.GET.get("drempel", ""))
    form = TeamForm(
        request.POST if request.method == "POST" else None,
        fiches=list(Fiche.objects.current()),
        mensen=[(str(lid.pk), lid.gebruiker.roepnaam) for lid in leden],
        initial={
            "wie": [str(request.lidmaatschap.pk)],
            "fiches": asked,
            "vraag": drempel.vraag if drempel else "",
        },
        tijdzone=TIJDZONES[school.land],
    )
    chosen = set(form["wie"].value() or [])
    wie = [lid for lid in leden if str(lid.pk) in chosen]
    if form.is_valid():
        team = form.cleaned_data["team"]
        write = partial(
            planning.plan_team,
            school,
            team,
            _plan(form),
            wie,
            request.user,
            vraag=form.cleaned_data["vraag"],
        )
        if _saved(form, write):
            messages.success(request, _told(form))
            return redirect("gesprekken:lijst")
    context = {"form": form, "school": school, "terug": "/gesprekken/"}
    return _show_form(request, context)


def _plan(form: GesprekForm) -> Plan:
    values = form.cleaned_data
    return Plan(
        begin=values["begin"],
        duur=values["duur"],
        plaats=values["plaats"],
        fiches=tuple(values["fiches"]),
    )


def _saved(form: GesprekForm, write: Any) -> bool:
    try:
        return bool(write(kenmerk=form.cleaned_data["kenmerk"]))
    except GesprekFout as fout:
        form.add_error(None, str(fout))
        return False


def _told(form: GesprekForm) -> str:
    if form.cleaned_data["begin"]:
        return "Het gesprek staat gepland. De uitnodigingen zijn onderweg."
    return "Het gesprek staat klaar. Wie meedoet, kan nu momenten voorstellen."


def _show_form(request: LidRequest, context: dict[str, Any]) -> HttpResponse:
    form: GesprekForm = context["form"]
    status = 422 if form.is_bound else 200
    return render(request, "gesprekken/nieuw.html", context, status=status)


@require_safe
def detail(request: LidRequest, pk: UUID) -> HttpResponse:
    return show(request, find_gesprek(request, pk))


def show(
    request: LidRequest,
    gesprek: Gesprek,
    *,
    fout: Exception | None = None,
) -> HttpResponse:
    """The page of a talk, as this reader may see it."""
    mine = find_mine(gesprek, request)
    chosen = set(gesprek.fiches)
    deelnemers = list(gesprek.deelnemers.all())
    momenten = list(gesprek.momenten.all())
    proposers = {moment.door_id for moment in momenten}
    context = {
        "gesprek": gesprek,
        "deelnemers": deelnemers,
        "ik": mine,
        "fiches": [one for one in Fiche.objects.current() if one.slug in chosen],
        "momenten": describe_momenten(gesprek, momenten),
        "voorgesteld_door": next(
            (one for one in deelnemers if one.gebruiker_id in proposers), None
        ),
        "van_mij": request.user.pk in proposers,
        "vragen": gesprek.vragen.gekozen() if mine else (),
        "open_afspraken": open_for(gesprek, request.user) if mine else (),
        "leest_verslag": gesprek.is_gesloten
        and rules.may_read_verslag(request.user, gesprek.verslag),
        "bezet": describe_conflicts(gesprek) if gesprek.is_open else "",
        "mag": rules.may_plan(request.user, gesprek),
        "begonnen": gesprek.begin is not None and gesprek.begin <= timezone.now(),
        "antwoord": antwoord_pad(mine) if mine else "",
        "fout": fout,
    }
    status = 422 if fout else 200
    return render(request, "gesprekken/gesprek.html", context, status=status)


def describe_conflicts(gesprek: Gesprek) -> str:
    """Who has another talk at this time, in words; "" when nobody has."""
    if gesprek.begin is None:
        return ""
    return describe(gesprek, [gesprek.begin]).get(gesprek.begin, "")


def describe_momenten(
    gesprek: Gesprek, momenten: Sequence[Moment]
) -> list[dict[str, Any]]:
    """The proposed moments, each with who is busy then."""
    told = describe(gesprek, [moment.begin for moment in momenten])
    return [
        {"moment": moment, "bezet": told.get(moment.begin, "")} for moment in momenten
    ]


def describe(gesprek: Gesprek, momenten: Sequence[Any]) -> dict[Any, str]:
    people = {one.gebruiker_id: one for one in gesprek.deelnemers.all()}
    mensen = [one.gebruiker for one in people.values()]
    busy = find_conflicts(mensen, momenten, gesprek.duur, exclude=gesprek.pk)
    told = {}
    for moment, ids in busy.items():
        names = sorted(str(people[pk]) for pk in ids)
        verb = "heeft" if len(names) == 1 else "hebben"
        told[moment] = f"{join(names)} {verb} dan al een gesprek."
    return told


@require_POST
def mark_held(request: LidRequest, pk: UUID) -> HttpResponse:
    """Say that the talk took place."""
    gesprek = find_gesprek(request, pk)
    try:
        planning.mark_held(gesprek)
    except GesprekFout as fout:
        return show(request, gesprek, fout=fout)
    messages.success(request, "Genoteerd: dit gesprek ging door.")
    return redirect(gesprek)
