"""A year of talks: proposed, bent by hand, confirmed with one press."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import Truncator
from django.views.decorators.http import require_http_methods

from fiches.models import Fiche
from gesprekken.forms.planning import MAX_AANTAL, RegelForm, WensForm
from gesprekken.models import AHEAD, TIJDZONES
from gesprekken.reeks import VOLGORDE, ReeksFout, local_moment, propose
from gesprekken.services import GesprekFout
from gesprekken.services.overlap import find_conflicts
from gesprekken.services.planning import Plan, plan_reeks
from gesprekken.services.uitnodigen import join
from scholen.services import make_vrij
from scholen.toegang import LidRequest
from trajecten.models import Traject
from trajecten.views.vinden import find_planned

ZELF = "Zelf gekozen."
MAX_UITLEG = 120  # characters, of a school that has many names for its days off


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: LidRequest, pk: UUID) -> HttpResponse:
    """The proposal for a track; `actie` says which button was pressed."""
    traject = find_planned(request, pk)
    fiches = list(Fiche.objects.current())
    if request.method != "POST":
        return _fresh(request, traject, fiches)
    form = WensForm(request.POST)
    actie = request.POST.get("actie", "")
    if not form.is_valid():
        return _show(request, traject, form, _read(request.POST, traject, fiches))
    if actie == "voorstel":
        return _show(request, traject, form, _propose(form, traject, fiches))
    regels = _read(request.POST, traject, fiches)
    if actie == "erbij":
        return _show(request, traject, form, _with_one_more(regels, traject, fiches))
    return _confirm(request, traject, form, regels)


def _fresh(
    request: LidRequest, traject: Traject, fiches: Sequence[Fiche]
) -> HttpResponse:
    """What we would do, at once: often that is good enough."""
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    # As late as the form takes: a track can start in two years.
    latest = timezone.localdate() + dt.timedelta(days=AHEAD.days // 2)
    eerste = min(max(traject.startdatum, tomorrow), latest)
    unbound = WensForm(initial={"eerste": eerste})
    asked = QueryDict(mutable=True)
    for field in unbound:
        value = field.value()
        asked.setlist(field.name, value if isinstance(value, list) else [str(value)])
    asked["plaats"] = ""
    form = WensForm(asked)
    form.full_clean()
    return _show(request, traject, form, _propose(form, traject, fiches))


def _propose(
    form: WensForm, traject: Traject, fiches: Sequence[Fiche]
) -> list[RegelForm]:
    known = [fiche.slug for fiche in fiches]
    order = [slug for slug in VOLGORDE if slug in known] or known or [""]
    found = propose(form.wens, make_vrij(traject.school), order)
    last = timezone.localdate() + AHEAD - dt.timedelta(days=1)
    return [
        RegelForm(
            None,
            prefix=f"rij-{number}",
            tijdzone=TIJDZONES[traject.school.land],
            fiches=fiches,
            initial={
                "dag": one.dag,
                "tijd": one.tijd,
                "fiche": one.fiche,
                "voorstel": one.dag.isoformat(),
                "uitleg": one.uitleg,
            },
        )
        for number, one in enumerate(found)
        if one.dag <= last
    ]


def _read(
    data: QueryDict, traject: Traject, fiches: Sequence[Fiche]
) -> list[RegelForm]:
    """The rows that were sent, in their order."""
    numbers = [n for n in range(MAX_AANTAL) if f"rij-{n}-dag" in data]
    return [
        RegelForm(
            data,
            prefix=f"rij-{number}",
            tijdzone=TIJDZONES[traject.school.land],
            fiches=fiches,
        )
        for number in numbers
    ]


def _with_one_more(
    regels: list[RegelForm], traject: Traject, fiches: Sequence[Fiche]
) -> list[RegelForm]:
    free = set(range(MAX_AANTAL)) - {int(str(r.prefix)[4:]) for r in regels}
    if not free:
        return regels
    extra = RegelForm(
        None,
        prefix=f"rij-{min(free)}",
        tijdzone=TIJDZONES[traject.school.land],
        fiches=fiches,
    )
    return [*regels, extra]


def _confirm(
    request: LidRequest, traject: Traject, form: WensForm, regels: list[RegelForm]
) -> HttpResponse:
    wanted = [regel for regel in regels if not regel.is_weg]
    for regel in wanted:
        regel.full_clean()  # each says what is wrong with it
    good = not any(regel.errors for regel in wanted)
    plannen = _plannen(form, wanted) if good else []
    if good and not plannen:
        form.add_error(None, "Er staat geen gesprek om te plannen. Vraag een voorstel.")
    if len({one.begin for one in plannen}) < len(plannen):
        form.add_error(
            None, "Twee gesprekken staan op hetzelfde moment. Verzet er een."
        )
    if not good or form.errors:
        return _show(request, traject, form, regels, status=422)
    # The same wishes with other rows are another press.
    pressed = f"{form.cleaned_data['kenmerk']}{plannen}"
    kenmerk = hashlib.sha256(pressed.encode()).hexdigest()
    try:
        plan_reeks(traject, plannen, request.user, kenmerk=kenmerk)
    except GesprekFout as fout:
        form.add_error(None, str(fout))
        return _show(request, traject, form, regels, status=422)
    what = (
        "Het gesprek staat" if len(plannen) == 1 else f"{len(plannen)} gesprekken staan"
    )
    messages.success(request, f"{what} gepland. De uitnodigingen zijn onderweg.")
    return redirect(traject)


def _plannen(form: WensForm, regels: Sequence[RegelForm]) -> list[Plan]:
    return [
        Plan(
            begin=values["begin"],
            duur=form.cleaned_data["duur"],
            plaats=form.cleaned_data["plaats"],
            fiches=tuple(filter(None, [values["fiche"]])),
            uitleg=_uitleg(values),
        )
        for values in (regel.cleaned_data for regel in regels)
    ]


def _uitleg(values: dict[str, Any]) -> str:
    """Why it is then: as proposed, as long as the day stayed."""
    if values["voorstel"] == values["dag"].isoformat():
        return Truncator(values["uitleg"]).chars(MAX_UITLEG)
    return ZELF


def _show(
    request: LidRequest,
    traject: Traject,
    form: WensForm,
    regels: Sequence[RegelForm],
    *,
    status: int = 0,
) -> HttpResponse:
    mensen = list(traject.deelnames.current().duo().select_related("gebruiker"))
    context = {
        "traject": traject,
        "form": form,
        "regels": _explain(traject, form, regels, mensen),
        "mensen": mensen,
    }
    invalid = form.is_bound and not form.is_valid()
    status = status or (422 if invalid else 200)
    return render(request, "gesprekken/jaarplan.html", context, status=status)


def _explain(
    traject: Traject, form: WensForm, regels: Sequence[RegelForm], mensen: list[Any]
) -> list[dict[str, Any]]:
    """Each row with why its day is what it is, and who is busy then."""
    vrij = make_vrij(traject.school)
    moments = {regel: _moment(regel) for regel in regels}
    duur = form.cleaned_data.get("duur") or 30
    known = [moment for moment in moments.values() if moment]
    busy = find_conflicts([one.gebruiker for one in mensen], known, duur)
    rows = []
    for regel, moment in moments.items():
        naam = vrij(moment.date()) if moment else None
        told = [str(regel["uitleg"].value() or "")]
        if moment and str(regel["voorstel"].value() or "") != moment.date().isoformat():
            told = [ZELF]
        if naam:
            told.append(f"Dan is het {naam}.")
        at_once = busy.get(moment, set()) if moment else set()
        people = [str(one) for one in mensen if one.gebruiker_id in at_once]
        if people:
            verb = "heeft" if len(people) == 1 else "hebben"
            told.append(f"{join(people)} {verb} dan al een gesprek.")
        rows.append(
            {"form": regel, "moment": moment, "uitleg": list(filter(None, told))}
        )
    return rows


def _moment(regel: RegelForm) -> dt.datetime | None:
    """When the row is, as far as one can tell, by the clock of the school."""
    if regel.is_bound:
        return regel.cleaned_data.get("begin") if regel.is_valid() else None
    if not regel.initial:
        return None
    try:
        return local_moment(regel.initial["dag"], regel.initial["tijd"], regel.tijdzone)
    except ReeksFout:
        return None
