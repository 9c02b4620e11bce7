"""Sharing a report: by all who talked, with a named person, until one takes it back."""

from http import HTTPStatus
from textwrap import shorten
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from gesprekken import rules
from gesprekken.forms.verslag import HEEL, DeelForm
from gesprekken.models import Deling, Verslag
from gesprekken.services import GesprekFout, delen
from gesprekken.verslag import Inhoud
from gesprekken.views.verslag import find_verslag, print_inhoud
from scholen.toegang import LidRequest

LABEL = 80  # characters of a question among the choices
WEG = "Dit stond er al niet meer: iemand nam het intussen terug."


@require_http_methods(["GET", "HEAD", "POST"])
def share(request: LidRequest, pk: UUID) -> HttpResponse:
    """With whom it is shared, or will be; ask, say yes, take it back."""
    verslag = find_verslag(request, pk)
    if request.method != "POST":
        return _show(request, verslag, _make_form(request, verslag))
    for name in ("ja", "terug"):
        if name in request.POST:
            return _answer(request, verslag, name, request.POST[name])
    form = _make_form(request, verslag, request.POST)
    if form.is_valid():
        try:
            _propose(request, verslag, form)
        except GesprekFout as fout:
            form.add_error(None, str(fout))
        else:
            messages.success(request, "Je vraag staat er. Nu is het aan de anderen.")
            return redirect("gesprekken:delen", pk)
    return _show(request, verslag, form, status=422)


def _make_form(
    request: LidRequest, verslag: Verslag, data: QueryDict | None = None
) -> DeelForm:
    vragen = [
        (
            one.pk,
            f"Alleen het antwoord bij ‘{shorten(one.vraag, LABEL, placeholder='…')}’",
        )
        for one in Inhoud.from_json(verslag.inhoud).vragen
        if one.antwoord
    ]
    mensen = delen.find_readers(verslag.gesprek, request.user)
    return DeelForm(data, vragen=vragen, mensen=mensen)


def _propose(request: LidRequest, verslag: Verslag, form: DeelForm) -> None:
    values = form.cleaned_data
    delen.propose(
        verslag,
        request.user,
        kenmerk=values["kenmerk"],
        met=UUID(values["met"]),
        vraag=None if values["wat"] == HEEL else UUID(values["wat"]),
    )


def _answer(
    request: LidRequest, verslag: Verslag, name: str, value: str
) -> HttpResponse:
    """Say yes to one, or take it back; what is gone is said to be gone."""
    try:
        deling = UUID(value)
    except ValueError:
        deling = UUID(int=0)  # which no row has
    if name == "terug":
        delen.take_back(verslag, deling)
        messages.success(request, "Teruggenomen. Niemand leest dit nog.")
        return redirect("gesprekken:delen", verslag.gesprek_id)
    try:
        delen.agree(get_object_or_404(verslag.delingen, pk=deling), request.user)
    except Http404:
        form = _make_form(request, verslag)
        return _show(request, verslag, form, fout=WEG, status=HTTPStatus.CONFLICT)
    messages.success(request, "Je zei ja.")
    return redirect("gesprekken:delen", verslag.gesprek_id)


def _show(
    request: LidRequest,
    verslag: Verslag,
    form: DeelForm,
    *,
    fout: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "gesprek": verslag.gesprek,
        "delingen": delen.describe(verslag, request.user),
        "form": form,
        "fout": fout,
    }
    return render(request, "gesprekken/delen.html", context, status=status)


@require_safe
def shared(request: LidRequest, pk: UUID) -> HttpResponse:
    """What somebody shared, for its reader and for who shared it."""
    deling = _find(request, pk)
    context = {
        "pk": deling.pk,
        "inhoud": delen.read(deling, request.user),
        "is_antwoord": deling.vraag_id is not None,
        "is_van_mij": deling.met_id != request.user.pk,
    }
    return render(request, "gesprekken/gedeeld.html", context)


@require_safe
def shared_pdf(request: LidRequest, pk: UUID) -> HttpResponse:
    deling = _find(request, pk)
    return print_inhoud(request, delen.read(deling, request.user), [])


def _find(request: LidRequest, pk: UUID) -> Deling:
    """The same 404 for what is gone, isn't open yet, or isn't theirs."""
    visible = Deling.objects.visible_to(request.user)
    deling = get_object_or_404(visible.select_related("verslag__gesprek"), pk=pk)
    if not rules.may_read_deling(request.user, deling):
        raise Http404
    return deling
