"""Agreements: one's own list, and the page of one with its history."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from gesprekken.forms.afspraken import StapForm, VervalForm, WijzigForm
from gesprekken.models import Afspraak, Deelnemer
from gesprekken.services import GesprekFout, afspraken
from gesprekken.services.afspraken import Regel
from gesprekken.services.uitnodigen import join
from samenwijzer.lib.bewaren import Bewaarformulier
from scholen.models import Bewaring, Gebruiker
from scholen.toegang import LidRequest

CLOSED = 20  # agreements of a group that are over, on the list
TOLD = {
    "gedaan": "Mooi, die afspraak is gedaan.",
    "wijzig": "De afspraak is gewijzigd. Hoe ze was, staat nog in de geschiedenis.",
    "verval": "De afspraak is vervallen, met jullie reden erbij.",
    "heropen": "De afspraak staat weer open.",
}
INTUSSEN = (
    "Iemand veranderde deze afspraak terwijl jij keek. Hieronder staat hoe ze nu is: "
    "kijk even en kies dan opnieuw."
)


@dataclass
class Groep:
    """The agreements of a track or a team."""

    naam: str
    open: list[Regel] = field(default_factory=list)
    voorbij: list[Regel] = field(default_factory=list)


@dataclass
class Stand:
    """An agreement as a form has it, to hold it against what was typed."""

    versie: int
    wat: str
    wie: str
    tegen: dt.date | None
    reden: str = ""


@require_safe
def overview(request: LidRequest) -> HttpResponse:
    """Every agreement that one shares, by track and team; the open ones first."""
    rows = afspraken.order(Afspraak.objects.visible_to(request.user))
    groepen = _group(
        afspraken.describe(rows.select_related("gesprek__school")), request.user
    )
    return render(request, "gesprekken/afspraken.html", {"groepen": groepen})


def _group(regels: Iterable[Regel], gebruiker: Gebruiker) -> list[Groep]:
    regels = list(regels)
    namen = _name_groups(regels, gebruiker)
    found: dict[object, Groep] = {}
    for regel in regels:
        gesprek = regel.afspraak.gesprek
        key = gesprek.traject_id or (gesprek.school_id, gesprek.team)
        naam = gesprek.team or namen[gesprek.traject_id]
        groep = found.setdefault(key, Groep(naam))
        is_open = regel.afspraak.staat == Afspraak.Staat.OPEN
        (groep.open if is_open else groep.voorbij).append(regel)
    for groep in found.values():
        groep.voorbij.sort(key=lambda one: one.afspraak.created_at, reverse=True)
        del groep.voorbij[CLOSED:]
    return sorted(found.values(), key=lambda one: (not one.open, one.naam.casefold()))


def _name_groups(regels: list[Regel], gebruiker: Gebruiker) -> dict[UUID | None, str]:
    """With whom one talks in each of these tracks."""
    tracks = {
        regel.afspraak.gesprek.pk: regel.afspraak.gesprek.traject_id for regel in regels
    }
    people = Deelnemer.objects.filter(gesprek__in=tracks).select_related("gebruiker")
    names: dict[UUID | None, set[str]] = {pk: set() for pk in tracks.values()}
    for one in people.exclude(gebruiker=gebruiker):
        names[tracks[one.gesprek_id]].add(str(one))
    return {
        pk: f"Met {join(sorted(found, key=str.casefold))}" if found else "Je traject"
        for pk, found in names.items()
    }


@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: LidRequest, pk: UUID) -> HttpResponse:
    """One agreement: what became of it, and what one can do with it."""
    afspraak = _find(request, pk)
    if request.method != "POST":
        return _show(request, afspraak)
    actie = request.POST.get("actie", "")
    if actie not in TOLD:
        return _show(request, afspraak, fout="Kies wat er met deze afspraak gebeurt.")
    form = _make_form(afspraak, actie, request.POST)
    if not form.is_valid():
        return _show(request, afspraak, actie=actie, form=form)
    try:
        saved = _write(afspraak, request.user, actie, form)
    except GesprekFout as fout:
        form.renew(form.cleaned_data["versie"])
        return _show(
            request, _find(request, pk), actie=actie, form=form, fout=str(fout)
        )
    if not saved:
        return _show_conflict(request, _find(request, pk), actie, form)
    messages.success(request, TOLD[actie])
    return redirect(_way_back(request, afspraak))


def _find(request: LidRequest, pk: UUID) -> Afspraak:
    visible = Afspraak.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("gesprek__school"), pk=pk)


def _make_form(
    afspraak: Afspraak, actie: str, data: QueryDict | None = None
) -> Bewaarformulier:
    stand = _stand(afspraak)
    common: dict[str, Any] = {"initial": vars(stand), "auto_id": f"{actie}_%s"}
    if actie == "wijzig":
        mensen = afspraken.find_people(afspraak.gesprek)
        if stand.wie and stand.wie not in {*dict(mensen), afspraken.SCHOOL}:
            mensen.append((stand.wie, afspraken.WEG))
        mensen.append((afspraken.SCHOOL, afspraken.DE_SCHOOL))
        return WijzigForm(data, mensen=mensen, **common)
    return (VervalForm if actie == "verval" else StapForm)(data, **common)


def _stand(afspraak: Afspraak) -> Stand:
    wie = str(afspraak.wie_id) if afspraak.wie_id else ""
    return Stand(
        versie=afspraak.versie,
        wat=afspraak.wat,
        wie=afspraken.SCHOOL if afspraak.van_school else wie,
        tegen=afspraak.tegen,
    )


def _write(
    afspraak: Afspraak, door: Gebruiker, actie: str, form: Bewaarformulier
) -> bool:
    writers: dict[str, Callable[..., bool]] = {
        "gedaan": afspraken.finish,
        "wijzig": afspraken.change,
        "verval": afspraken.drop,
        "heropen": afspraken.reopen,
    }
    return partial(writers[actie], afspraak, door)(**form.cleaned_data)


def _show(
    request: LidRequest,
    afspraak: Afspraak,
    *,
    actie: str = "",
    form: Bewaarformulier | None = None,
    fout: str = "",
    status: int = HTTPStatus.OK,
    **more: object,
) -> HttpResponse:
    """The page of an agreement, with the form that was pressed as it was typed."""
    is_open = afspraak.staat == Afspraak.Staat.OPEN
    names = ("gedaan", "wijzig", "verval") if is_open else ("heropen",)
    forms = {name: _make_form(afspraak, name) for name in names}
    if form is not None:
        forms[actie] = form
    [regel] = afspraken.describe([afspraak])
    context: dict[str, Any] = {
        "regel": regel,
        "is_open": is_open,
        "forms": forms,
        "actie": actie,
        "stappen": afspraken.describe_steps(afspraak),
        "fout": fout,
        "terug": _way_back(request, afspraak),
        **more,
    }
    wrong = fout or (form is not None and form.errors)
    if wrong and status == HTTPStatus.OK:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "gesprekken/afspraak.html", context, status=status)


def _show_conflict(
    request: LidRequest, afspraak: Afspraak, actie: str, form: Bewaarformulier
) -> HttpResponse:
    """Somebody else was first: how it is now, beside what was typed."""
    more: dict[str, Any] = {"fout": INTUSSEN}
    if actie == "wijzig":
        vorige = Bewaring.objects.last_of(afspraak.pk)
        more = {"verschillen": form.show_conflict(_stand(afspraak)), "vorige": vorige}
    else:
        form.renew(afspraak.versie)
    return _show(
        request, afspraak, actie=actie, form=form, status=HTTPStatus.CONFLICT, **more
    )


def _way_back(request: LidRequest, afspraak: Afspraak) -> str:
    """The page of ours that one came from, or else this agreement's own."""
    terug = request.POST.get("terug", "")
    ours = url_has_allowed_host_and_scheme(terug, allowed_hosts=None)
    if ours and terug.startswith("/gesprekken/"):
        return terug
    return reverse("gesprekken:afspraak", args=[afspraak.pk])
