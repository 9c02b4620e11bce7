"""The agreement on guidance: reading it, writing it, saying yes, and on paper."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from samenwijzer.lib.pdf.drukken import print_private
from scholen.toegang import LidRequest
from scholen.woorden import woord
from trajecten import rules
from trajecten.forms.overeenkomst import AkkoordForm, OvereenkomstForm
from trajecten.models import DELEN, Traject
from trajecten.services import TrajectFout, overeenkomst
from trajecten.services.overeenkomst import Beeld
from trajecten.views.vinden import find

LONGEST = 9  # digits of a version
LINES = 5  # to write on, for each part
BEWAARD = "De overeenkomst is bewaard. Nu is het aan ieder van jullie om ja te zeggen."
ZELFDE = "Zo stond het er al. Er kwam geen nieuwe versie bij."


@require_safe
def read(request: LidRequest, pk: UUID) -> HttpResponse:
    """The newest version, or the one in `versie`, with what changed in it."""
    traject = find(request, pk)
    return _show(request, traject, _read_beeld(request, traject))


def _read_beeld(request: LidRequest, traject: Traject) -> Beeld | None:
    """What is asked for; None when there is no version yet."""
    asked = request.GET.get("versie")
    if asked is None:
        return overeenkomst.describe(traject)
    if not (asked.isascii() and asked.isdecimal() and len(asked) <= LONGEST):
        raise Http404
    beeld = overeenkomst.describe(traject, int(asked))
    if beeld is None:
        raise Http404
    return beeld


def _show(
    request: LidRequest,
    traject: Traject,
    beeld: Beeld | None,
    *,
    fout: Exception | None = None,
) -> HttpResponse:
    context = {
        "traject": traject,
        "titel": _name(traject),
        "beeld": beeld,
        "schrijft": rules.may_write_overeenkomst(request.user, traject),
        "vraagt_ja": beeld is not None and beeld.waits_for(request.user),
        "stil": "" if traject.loopt else overeenkomst.STIL,
        "fout": fout,
    }
    status = HTTPStatus.CONFLICT if fout else HTTPStatus.OK
    return render(request, "trajecten/overeenkomst.html", context, status=status)


def _name(traject: Traject) -> str:
    return f"Overeenkomst {woord('aanvangsbegeleiding', traject.school.land)}"


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: LidRequest, pk: UUID) -> HttpResponse:
    """The newest words, or a first draft; saving them makes the next version."""
    traject = find(request, pk)
    if not rules.may_write_overeenkomst(request.user, traject):
        raise PermissionDenied
    if request.method != "POST" and not traject.loopt:
        return redirect("trajecten:overeenkomst", pk)
    inhoud = overeenkomst.find_inhoud(traject)
    data = request.POST if request.method == "POST" else None
    form = OvereenkomstForm(data, initial=vars(inhoud))
    if not form.is_valid():
        return _show_form(request, traject, form, 422 if form.is_bound else 200)
    same = inhoud.versie and form.teksten.items() <= vars(inhoud).items()
    try:
        saved = overeenkomst.save(traject, request.user, **form.cleaned_data)
    except TrajectFout as fout:
        form.add_error(None, str(fout))
        return _show_form(request, traject, form, HTTPStatus.CONFLICT)
    if not saved:
        verschillen = form.show_conflict(overeenkomst.find_inhoud(traject))
        return _show_form(
            request, traject, form, HTTPStatus.CONFLICT, verschillen=verschillen
        )
    messages.success(request, ZELFDE if same else BEWAARD)
    return redirect("trajecten:overeenkomst", pk)


def _show_form(
    request: LidRequest,
    traject: Traject,
    form: OvereenkomstForm,
    status: int,
    **more: object,
) -> HttpResponse:
    context = {
        "traject": traject,
        "titel": _name(traject),
        "form": form,
        "beeld": overeenkomst.describe(traject),
        **more,
    }
    return render(request, "trajecten/overeenkomst_wijzig.html", context, status=status)


@require_POST
def agree(request: LidRequest, pk: UUID) -> HttpResponse:
    """A party's yes to the version that they read."""
    traject = find(request, pk)
    if not rules.is_partij(request.user, traject):
        raise PermissionDenied
    form = AkkoordForm(request.POST)
    form.is_valid()  # what isn't a version is none that there is
    try:
        overeenkomst.agree(traject, request.user, form.cleaned_data["versie"])
    except TrajectFout as fout:
        return _show(request, traject, overeenkomst.describe(traject), fout=fout)
    messages.success(request, "Je ging akkoord met deze versie.")
    return redirect("trajecten:overeenkomst", pk)


@require_safe
def pdf(request: LidRequest, pk: UUID) -> HttpResponse:
    """On paper, to sign: a version, or with `leeg` room to write one."""
    traject = find(request, pk)
    leeg = "leeg" in request.GET
    beeld = None if leeg else _read_beeld(request, traject)
    if beeld is None and not leeg:
        raise Http404
    titel = _name(traject)
    context = {
        "titel": titel,
        "vorm": "blad",
        "traject": traject,
        "beeld": beeld,
        "labels": list(DELEN.values()),
        "lijnen": range(LINES),
        "partijen": overeenkomst.find_partijen(overeenkomst.find_deelnames(traject)),
    }
    return print_private(request, "pdf/overeenkomst.html", titel, context)
