"""The days of the suitability check."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from samenwijzer.lib.bewaren import Sleutelformulier
from scholen.models import Bewaring
from scholen.toegang import LidRequest
from trajecten import rules
from trajecten.forms.geschiktheid import GeschiktheidForm
from trajecten.models import MOST_WEKEN, Geschiktheid, Traject
from trajecten.services import TrajectFout, geschiktheid
from trajecten.views.vinden import find


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: LidRequest, pk: UUID) -> HttpResponse:
    """Set the days, or take them away; for its people and for who plans."""
    traject = find(request, pk)
    if not rules.may_move(request.user, traject):
        raise PermissionDenied
    if request.method != "POST":
        return _show(request, traject, _make_form(request, traject))
    if "weg" in request.POST:
        return _drop(request, traject)
    form = _make_form(request, traject)
    if not form.is_valid():
        return _show(request, traject, form, status=422)
    try:
        saved = geschiktheid.save(traject, request.user, **form.cleaned_data)
    except TrajectFout as fout:
        return _show(request, traject, form, status=409, fout=fout)
    if not saved:
        return _show_conflict(request, traject, form)
    messages.success(request, "De dagen van het geschiktheidsonderzoek zijn bewaard.")
    return redirect(traject)


def _drop(request: LidRequest, traject: Traject) -> HttpResponse:
    weg = Sleutelformulier(request.POST)
    weg.is_valid()  # a key is always one
    try:
        geschiktheid.drop(traject, request.user, **weg.cleaned_data)
    except TrajectFout as fout:
        form = _make_form(request, traject, bound=False)
        return _show(request, traject, form, status=409, fout=fout)
    messages.success(request, "De dagen van het geschiktheidsonderzoek zijn weg.")
    return redirect(traject)


def _make_form(
    request: LidRequest, traject: Traject, *, bound: bool = True
) -> GeschiktheidForm:
    row = geschiktheid.find(traject)
    initial = {
        "versie": 0,
        "begin": traject.startdatum,
        "weken": geschiktheid.propose_weken(traject.profiel),
    }
    if row is not None:
        initial = model_to_dict(row) | {"versie": row.versie}
    data = request.POST if bound and request.method == "POST" else None
    return GeschiktheidForm(data, initial=initial)


def _show_conflict(
    request: LidRequest, traject: Traject, form: GeschiktheidForm
) -> HttpResponse:
    """Somebody else was first: how it is now, beside what was typed here."""
    row = geschiktheid.find(traject) or Geschiktheid()  # or took it away again
    pk = geschiktheid.geschiktheid_pk(traject)
    more = {
        "verschillen": form.show_conflict(row),
        "vorige": Bewaring.objects.last_of(pk),
    }
    return _show(request, traject, form, status=HTTPStatus.CONFLICT, **more)


def _show(
    request: LidRequest,
    traject: Traject,
    form: GeschiktheidForm,
    *,
    status: int = HTTPStatus.OK,
    **more: object,
) -> HttpResponse:
    context = {
        "traject": traject,
        "form": form,
        "weg": Sleutelformulier(auto_id="weg_%s"),
        "staat_er": geschiktheid.find(traject) is not None,
        "sneller": geschiktheid.propose_weken(traject.profiel) < MOST_WEKEN,
        **more,
    }
    return render(request, "trajecten/geschiktheid.html", context, status=status)
