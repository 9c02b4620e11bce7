"""A duo's list: how far they are with each point, on two screens at once."""

import datetime as dt
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods, require_safe

from duopartners import rules, services
from duopartners.forms import PuntForm, StandForm, stand_choices
from duopartners.lijst import Duolijst, Regel, read_lijst
from duopartners.services import EINDE, DuoFout
from duopartners.views.vinden import find_duo, find_punt
from samenwijzer.lib.bewaren import Verschil, save_once
from samenwijzer.lib.htmx import HtmxRequest, render_page
from samenwijzer.lib.pdf.drukken import print_private
from scholen.toegang import LidRequest
from trajecten.models import Fase, Traject

# A change that commits late still counts as news.
OVERLAP = dt.timedelta(seconds=3)
INTUSSEN = "Iemand was je net voor. Dit staat er nu: kies opnieuw als je dat wil."
PAGE = "duopartners/lijst.html"


class DuoRequest(LidRequest, HtmxRequest):
    """Somebody signed in, maybe through htmx."""


@require_safe
def show(request: DuoRequest, pk: UUID) -> HttpResponse:
    """The whole list; what belongs to the track's phase comes first."""
    traject = find_duo(request, pk)
    context = _describe(traject, read_lijst(traject, request.user))
    return render(request, PAGE, context)


@require_safe
def news(request: DuoRequest, pk: UUID) -> HttpResponse:
    """The line on top, and the buttons of each point that changed since `na`.

    204 when nothing did: the page stays as it is.
    """
    traject = find_duo(request, pk)
    since = _read_since(request)
    if since and not traject.puntstanden.filter(gewijzigd_op__gt=since).exists():
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    lijst = read_lijst(traject, request.user)
    changed = [
        regel
        for regel in lijst.regels
        if since and regel.gewijzigd_op and regel.gewijzigd_op > since
    ]
    context = _describe(traject, lijst) | {"veranderd": changed}
    return render_page(request, PAGE, "nieuws", context)


@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: DuoRequest, pk: UUID, sleutel: str) -> HttpResponse:
    """One point: how far, by when, what to note, and whether to talk about it."""
    traject = find_duo(request, pk)
    regel = find_punt(request, traject, sleutel)
    if request.method != "POST":
        return _show_punt(request, traject, regel)
    try:
        if "bewaar" in request.POST:
            return _save(request, traject, regel)
        return _press(request, traject, regel)
    except DuoFout as fout:
        return _show_fout(request, traject, regel, str(fout))


def _press(request: DuoRequest, traject: Traject, regel: Regel) -> HttpResponse:
    """One of the small buttons in the list: how far, or to talk about it."""
    if "bespreken" in request.POST:
        aan = request.POST["bespreken"] == "ja"
        services.set_bespreken(traject, regel, request.user, aan=aan)
        return _answer(request, traject, regel)
    form = StandForm(request.POST)
    if not form.is_valid():
        [words, *_] = [text for texts in form.errors.values() for text in texts]
        return _show_fout(request, traject, regel, str(words))
    values = form.cleaned_data

    def write() -> bool:
        return services.set_stand(
            traject, regel, request.user, values["versie"], stand=values["stand"]
        )

    if not save_once(request.user.bewaringen, values["kenmerk"], traject.pk, write):
        return _show_fout(request, traject, regel, INTUSSEN, status=HTTPStatus.CONFLICT)
    return _answer(request, traject, regel)


def _answer(request: DuoRequest, traject: Traject, regel: Regel) -> HttpResponse:
    """The buttons as they are now, or back to the list at this point."""
    if not request.htmx:
        adres = reverse("duopartners:lijst", args=[traject.pk])
        return redirect(f"{adres}#{regel.anker}")
    now = find_punt(request, traject, regel.sleutel)
    context = _context(traject, now)
    return render_page(request, "duopartners/punt.html", "standen", context)


def _show_fout(
    request: DuoRequest,
    traject: Traject,
    regel: Regel,
    fout: str,
    *,
    status: int = HTTPStatus.UNPROCESSABLE_ENTITY,
) -> HttpResponse:
    """Why a press did nothing, with the buttons as they are now."""
    now = find_punt(request, traject, regel.sleutel)
    if request.htmx:
        context = _context(traject, now) | {"fout": fout}
        return render_page(
            request, "duopartners/punt.html", "standen", context, status=status
        )
    return _show_punt(request, traject, now, fout=fout, status=status)


def _save(request: DuoRequest, traject: Traject, regel: Regel) -> HttpResponse:
    """All that the page of a point asks, in one press."""
    form = PuntForm(request.POST)
    if not form.is_valid():
        return _show_punt(request, traject, regel, form=form)
    values = form.cleaned_data

    def write() -> bool:
        if not services.set_stand(
            traject,
            regel,
            request.user,
            values["versie"],
            stand=values["stand"],
            datum=values["datum"],
        ):
            return False
        if values["bespreken"] != regel.wacht:
            services.set_bespreken(
                traject, regel, request.user, aan=values["bespreken"]
            )
        if values["notitie"]:
            services.add_notitie(traject, regel, request.user, values["notitie"])
        return True

    try:
        saved = save_once(request.user.bewaringen, values["kenmerk"], traject.pk, write)
    except DuoFout as fout:
        form.add_error(None, str(fout))
        return _show_punt(request, traject, regel, form=form)
    if saved:
        messages.success(request, "Bewaard.")
        adres = reverse("duopartners:lijst", args=[traject.pk])
        return redirect(f"{adres}#{regel.anker}")
    now = find_punt(request, traject, regel.sleutel)
    verschillen = _find_verschillen(form, now)
    return _show_punt(request, traject, now, form=form, verschillen=verschillen)


def _find_verschillen(form: PuntForm, regel: Regel) -> list[Verschil]:
    """How far and by when: what the other saved beside what was typed."""
    form.renew(regel.versie)
    typed = form.cleaned_data
    names = dict(stand_choices())
    days = [f"{day:%d-%m-%Y}" if day else "" for day in (regel.datum, typed["datum"])]
    pairs = [
        ("Hoe ver staan jullie?", names[regel.stand], names[typed["stand"]]),
        ("Tegen of sinds wanneer?", *days),
    ]
    return [Verschil(*pair) for pair in pairs if pair[1] != pair[2]]


def _show_punt(
    request: DuoRequest,
    traject: Traject,
    regel: Regel,
    *,
    form: PuntForm | None = None,
    fout: str = "",
    verschillen: list[Verschil] | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    initial = {
        "versie": regel.versie,
        "stand": regel.stand,
        "datum": regel.datum,
        "bespreken": regel.wacht,
    }
    if verschillen is not None:
        status = HTTPStatus.CONFLICT
    elif form is not None:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    context = _context(traject, regel) | {
        "form": form or PuntForm(initial=initial),
        "fout": fout,
        "verschillen": verschillen,
    }
    return render(request, "duopartners/punt.html", context, status=status)


@require_safe
def sheet(request: DuoRequest, pk: UUID) -> HttpResponse:
    """The list on paper, as far as they are, or with `leeg` to fill in by hand."""
    traject = find_duo(request, pk)
    lijst = read_lijst(traject, request.user)
    leeg = "leeg" in request.GET
    titel = "De lijst van ons duo"
    context = {
        "titel": titel,
        "vorm": "duolijst",
        "leeg": leeg,
        "fasen": group_by_fase(lijst.regels),
        "notities": [] if leeg else [r for r in lijst.regels if r.notities],
        "dag": timezone.localdate(),
        "mensen": [str(one) for one in traject.deelnames.current().duo()],
        "fase": "" if leeg else traject.get_fase_display(),
    }
    return print_private(request, "pdf/duolijst.html", titel, context)


def group_by_fase(regels: list[Regel]) -> list[dict[str, Any]]:
    """The points by phase and list, in the guide's order, as paper has them."""
    in_order = sorted(regels, key=lambda regel: regel.lijst.letter)
    found = []
    for fase in Fase:
        lijsten: dict[Any, list[Regel]] = {}
        for regel in in_order:
            if regel.lijst.fase == fase:
                lijsten.setdefault(regel.lijst, []).append(regel)
        found.append({"naam": fase.label, "lijsten": list(lijsten.items())})
    return found


def _describe(traject: Traject, lijst: Duolijst) -> dict[str, Any]:
    changes = [regel for regel in lijst.regels if regel.gewijzigd_op]
    return _context(traject, None) | {
        "lijst": lijst,
        "laatste": max(changes, key=lambda one: str(one.gewijzigd_op), default=None),
        "na": (timezone.now() - OVERLAP).isoformat(),
        "mensen": list(traject.deelnames.current().duo().select_related("gebruiker")),
    }


def _context(traject: Traject, regel: Regel | None) -> dict[str, Any]:
    return {
        "traject": traject,
        "regel": regel,
        "standen": stand_choices(),
        "dicht": "" if rules.is_open(traject) else EINDE,
    }


def _read_since(request: HttpRequest) -> dt.datetime | None:
    """The moment of the last answer; what isn't one is no reason to say anything."""
    try:
        since = parse_datetime(request.GET.get("na", ""))
    except ValueError:
        return None
    return since if since and timezone.is_aware(since) else None
