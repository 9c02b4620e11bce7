"""What people bring along: the duo's page, a card of one's own, the school's page."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from samenwijzer.lib.bewaren import Sleutelformulier
from samenwijzer.lib.formulier import Formulier
from samenwijzer.lib.pdf.drukken import print_private
from scholen.toegang import LidRequest
from trajecten import rules
from trajecten.forms.inbreng import (
    HINTS,
    KaartForm,
    ToonForm,
    WijzigKaartForm,
)
from trajecten.models import Inbrengkaart, Toonkaart, Traject, Zoekvraag
from trajecten.services import TrajectFout, inbreng
from trajecten.services.inbreng import Regel
from trajecten.views.vinden import find

TOLD = {
    "bewaar": "Je kaart is bewaard.",
    "toon": "Je kaart is te lezen voor wie je koos.",
    "terug": "Je kaart is weer van jou alleen.",
    "weg": "Je kaart is weg.",
}
INTUSSEN = (
    "Je schreef op deze kaart intussen iets anders, in een ander venster of op een "
    "ander toestel. Lees hieronder wat er nu staat en kies opnieuw."
)
KIES = "Kies wat er met deze kaart gebeurt."


@dataclass(frozen=True)
class Kolom:
    """Somebody of the duo, with what this reader may read of theirs."""

    naam: str
    van_mij: bool
    eigen: list[Regel]
    kaarten: list[Toonkaart]


@require_http_methods(["GET", "HEAD", "POST"])
def duo(request: LidRequest, pk: UUID) -> HttpResponse:
    """The cards of a duo, side by side; a form adds one of one's own."""
    traject = find(request, pk)
    if not rules.is_in_duo(request.user, traject):
        raise PermissionDenied
    form = KaartForm(request.POST if request.method == "POST" else None)
    fout: TrajectFout | None = None
    if form.is_valid():
        try:
            inbreng.add_kaart(traject, request.user, **form.cleaned_data)
        except TrajectFout as error:
            fout = error
        else:
            messages.success(request, "Je kaart is bewaard, voor jou alleen.")
            return redirect("trajecten:inbreng", traject.pk)
    context = {
        "traject": traject,
        "kolommen": _make_kolommen(request, traject),
        "passend": inbreng.find_passend(request.user, traject),
        "form": form,
        "hints": HINTS,
        "fout": fout,
        "most": inbreng.MOST_KAARTEN,
    }
    status = 422 if form.is_bound else 200
    return render(request, "trajecten/inbreng.html", context, status=status)


def _make_kolommen(request: LidRequest, traject: Traject) -> list[Kolom]:
    """Everybody of the duo, in the order of their names."""
    others = inbreng.find_of_duo(traject, request.user)
    own = inbreng.find_own(traject, request.user)
    people = traject.deelnames.current().duo().select_related("gebruiker")
    return [
        Kolom(
            naam=str(one),
            van_mij=(mine := one.gebruiker_id == request.user.pk),
            eigen=own if mine else [],
            kaarten=others.get(one.gebruiker_id, []),
        )
        for one in people
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def card(request: LidRequest, pk: UUID) -> HttpResponse:
    """A card of one's own: write on it, show it, take it back, throw it away."""
    kaart = _find_card(request, pk)
    if request.method != "POST":
        return _show_card(request, kaart)
    actie = request.POST.get("actie", "")
    if actie not in TOLD:
        return _show_card(request, kaart, fout=KIES)
    form = _make_forms(kaart, request.POST)[actie]
    if not form.is_valid():
        return _show_card(request, kaart, actie, form, status=422)
    try:
        saved = _write(kaart, actie, form)
    except TrajectFout as fout:
        return _show_card(request, kaart, actie, form, fout=str(fout))
    if not saved:
        return _show_conflict(request, _find_card(request, pk), actie, form)
    messages.success(request, TOLD[actie])
    if actie == "bewaar":
        return redirect("trajecten:inbrengkaart", kaart.pk)
    return redirect("trajecten:inbreng", kaart.traject_id)


def _find_card(request: LidRequest, pk: UUID) -> Inbrengkaart:
    own = Inbrengkaart.objects.visible_to(request.user)
    return get_object_or_404(own.select_related("traject__school", "auteur"), pk=pk)


def _make_forms(
    kaart: Inbrengkaart, data: QueryDict | None = None
) -> dict[str, Formulier]:
    """A form for each thing that one can do with a card, by what it is called."""
    initial = {"versie": kaart.versie, "soort": kaart.soort, "tekst": kaart.tekst}
    return {
        "bewaar": WijzigKaartForm(data, initial=initial, auto_id="bewaar_%s"),
        "toon": ToonForm(data, initial=initial, auto_id="toon_%s"),
        "terug": Sleutelformulier(data, auto_id="terug_%s"),
        "weg": Sleutelformulier(data, auto_id="weg_%s"),
    }


def _write(kaart: Inbrengkaart, actie: str, form: Formulier) -> bool:
    values: dict[str, Any] = form.cleaned_data
    if actie == "bewaar":
        return inbreng.save_kaart(kaart, **values)
    if actie == "toon":
        return inbreng.show_kaart(kaart, **values)
    (inbreng.hide_kaart if actie == "terug" else inbreng.drop_kaart)(kaart, **values)
    return True


def _show_card(
    request: LidRequest,
    kaart: Inbrengkaart,
    actie: str = "",
    form: Formulier | None = None,
    *,
    fout: str = "",
    status: int = HTTPStatus.OK,
    **more: object,
) -> HttpResponse:
    """The page of a card, with the form that was pressed as it was typed."""
    forms = _make_forms(kaart)
    if form is not None:
        forms[actie] = form
    context = {
        "regel": inbreng.describe(kaart),
        "traject": kaart.traject,
        "forms": forms,
        "hints": HINTS,
        "fout": fout,
        **more,
    }
    if fout and status == HTTPStatus.OK:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "trajecten/inbrengkaart.html", context, status=status)


def _show_conflict(
    request: LidRequest, kaart: Inbrengkaart, actie: str, form: Formulier
) -> HttpResponse:
    """Another window was first: how it is now, beside what was typed here."""
    more: dict[str, Any] = {"fout": INTUSSEN}
    if isinstance(form, WijzigKaartForm):
        more = {"verschillen": form.show_conflict(kaart)}
    elif isinstance(form, ToonForm):
        form.renew(kaart.versie)
    return _show_card(request, kaart, actie, form, status=HTTPStatus.CONFLICT, **more)


@require_safe
def paper(request: LidRequest, pk: UUID) -> HttpResponse:
    """Any card of one's own: what hangs in the staff room, its author hangs there."""
    kaart = _find_card(request, pk)
    context = {"titel": "Wat ik meebreng", "vorm": "inbreng", "kaart": kaart}
    return print_private(request, "pdf/inbreng.html", "Wat ik meebreng", context)


@require_safe
def blank(request: LidRequest) -> HttpResponse:
    """Four cards on a sheet, to fill in by hand."""
    context = {"titel": "Wat breng ik mee?", "vorm": "kaarten", "hints": HINTS}
    return print_private(request, "pdf/inbreng_leeg.html", "Wat breng ik mee?", context)


@require_safe
def school(request: LidRequest) -> HttpResponse:
    """What colleagues show the whole school, and what the school looks for."""
    there = request.lidmaatschap.school
    asked = Zoekvraag.objects.visible_to(request.user).filter(school=there)
    now_open = asked.open(timezone.localdate())
    zoekt = rules.leads(request.user, there)
    context = {
        "school": there,
        "mensen": inbreng.find_in_school(there, request.user),
        "zoekvragen": now_open,
        "voorbij": asked.exclude(pk__in=now_open) if zoekt else (),
        "zoekt": zoekt,
    }
    return render(request, "trajecten/inbreng_school.html", context)
