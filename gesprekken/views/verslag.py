"""Closing a talk, and its report: the page, the paper, what is added later."""

from functools import partial
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from gesprekken import rules
from gesprekken.forms.verslag import BevestigForm, OpmerkingForm
from gesprekken.models import Gesprek, Verslag
from gesprekken.services import GeslotenFout, GesprekFout, afronden
from gesprekken.services.afronden import Bevestigd
from gesprekken.services.schrijven import check_writable
from gesprekken.services.uitnodigen import join
from gesprekken.verslag import Inhoud
from gesprekken.views.vinden import find_own
from samenwijzer.lib.bewaren import save_once
from samenwijzer.lib.pdf.drukken import print_private
from samenwijzer.lib.tijd import write_moment
from scholen.toegang import LidRequest

ANDERS = "De tekst is intussen veranderd. Lees hem opnieuw."
ALLEMAAL = "Iedereen zei ja. Het verslag ligt nu vast."


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: LidRequest, pk: UUID) -> HttpResponse:
    """Read what the report will say, and say yes to it."""
    gesprek = find_own(request, pk)
    if request.method != "POST":
        if gesprek.is_gesloten:
            return redirect("gesprekken:verslag", gesprek.pk)
        return _show_closing(request, gesprek)
    form = BevestigForm(request.POST)
    asked = form.cleaned_data["vingerafdruk"] if form.is_valid() else ""
    try:
        if not afronden.confirm(gesprek, request.user, asked):
            return _show_closing(request, gesprek, fout=ANDERS, status=409)
    except GeslotenFout as fout:
        return _show_closing(request, gesprek, fout=str(fout), status=409)
    except GesprekFout as fout:
        return _show_closing(request, gesprek, fout=str(fout), status=422)
    if Verslag.objects.filter(gesprek=gesprek.pk).exists():
        messages.success(request, ALLEMAAL)
        return redirect("gesprekken:verslag", gesprek.pk)
    messages.success(request, "Je zei ja tegen deze tekst.")
    return redirect("gesprekken:afronden", gesprek.pk)


def _show_closing(
    request: LidRequest, gesprek: Gesprek, *, fout: str = "", status: int = 200
) -> HttpResponse:
    inhoud = afronden.make_inhoud(gesprek)
    bevestigd = afronden.find_bevestigd(gesprek, inhoud.vingerafdruk)
    mine = gesprek.bevestigingen.filter(gebruiker=request.user).first()
    try:
        check_writable(gesprek)
    except GeslotenFout as closed:
        fout, status = str(closed), HTTPStatus.CONFLICT
    lapsed = mine is not None and mine.vingerafdruk != inhoud.vingerafdruk
    context = {
        "gesprek": gesprek,
        "inhoud": inhoud,
        "bevestigd": bevestigd,
        "wacht_op": _wait_for(gesprek, bevestigd) if mine and not lapsed else "",
        "vervallen": ANDERS if lapsed and not fout else "",
        "form": BevestigForm(initial={"vingerafdruk": inhoud.vingerafdruk}),
        "fout": fout,
    }
    return render(request, "gesprekken/afronden.html", context, status=status)


def _wait_for(gesprek: Gesprek, bevestigd: list[Bevestigd]) -> str:
    """Who hasn't said yes yet, in words; "" when it isn't up to others."""
    if afronden.is_agreed(gesprek, bevestigd):
        return ""
    names = [one.naam for one in bevestigd if not one.ja]
    return join(names) or "nog iemand van de groep"


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: LidRequest, pk: UUID) -> HttpResponse:
    """The report, and what was added later."""
    verslag = find_verslag(request, pk)
    form = OpmerkingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        _add_opmerking(request, verslag, form)
        messages.success(request, "Je opmerking staat bij het verslag.")
        return redirect("gesprekken:verslag", pk)
    context = {
        "gesprek": verslag.gesprek,
        "inhoud": Inhoud.from_json(verslag.inhoud),
        "gemaakt_op": verslag.created_at,
        "opmerkingen": afronden.find_opmerkingen(verslag),
        "form": form,
        "gedeeld": verslag.delingen.count(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "gesprekken/verslag.html", context, status=status)


def find_verslag(request: LidRequest, pk: UUID) -> Verslag:
    """The report of a talk, for who was in it; 403 for who only plans the talk."""
    gesprek = find_own(request, pk)
    verslag = Verslag.objects.filter(gesprek=gesprek.pk).first()
    if verslag is None or not rules.may_read_verslag(request.user, verslag):
        raise Http404
    verslag.gesprek = gesprek
    return verslag


def _add_opmerking(request: LidRequest, verslag: Verslag, form: OpmerkingForm) -> None:
    tekst, kenmerk = form.cleaned_data["tekst"], form.cleaned_data["kenmerk"]
    write = partial(afronden.add_opmerking, verslag, request.user, tekst)
    save_once(request.user.bewaringen, kenmerk, verslag.pk, write)


@require_safe
def pdf(request: LidRequest, pk: UUID) -> HttpResponse:
    """The report on paper, with what was added later."""
    verslag = find_verslag(request, pk)
    inhoud = Inhoud.from_json(verslag.inhoud)
    return print_inhoud(request, inhoud, afronden.find_opmerkingen(verslag))


def print_inhoud(
    request: LidRequest, inhoud: Inhoud, opmerkingen: list[afronden.Opmerkingregel]
) -> HttpResponse:
    """As paper, made for this one answer: nothing of it stays with us."""
    titel = "Verslag"
    if inhoud.moment:
        titel += f" van {write_moment(timezone.localtime(inhoud.moment))}"
    context = {
        "titel": titel,
        "vorm": "blad",
        "inhoud": inhoud,
        "opmerkingen": opmerkingen,
    }
    return print_private(request, "pdf/verslag.html", titel, context)
