"""The school's footbridge: to read for its members, to fill in for who leads it."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import model_to_dict
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from samenwijzer.lib.pdf.drukken import print_private
from scholen.models import Bewaring
from scholen.toegang import LidRequest
from trajecten import rules
from trajecten.forms.loopbrug import KeuzeForm, keuze_choices
from trajecten.models import Loopbrugkeuze
from trajecten.services import loopbrug
from trajecten.services.loopbrug import Regel

FIELDS = ["keuze", "wie", "tegen"]


@require_safe
def show(request: LidRequest) -> HttpResponse:
    """What is in the way, and what the school has and wants, by year."""
    school = request.lidmaatschap.school
    context = {
        "school": school,
        "loopbrug": loopbrug.read(school),
        "leidt": rules.leads(request.user, school),
        "jaar": loopbrug.name_jaar(loopbrug.find_jaar()),
        "keuzes": keuze_choices(),
    }
    return render(request, "trajecten/loopbrug.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: LidRequest, code: str) -> HttpResponse:
    """Where the school stands with one measure, who sees to it, by when."""
    school = request.lidmaatschap.school
    regel = loopbrug.find_regel(school, code)
    if regel is None:
        raise Http404
    if not rules.leads(request.user, school):
        raise PermissionDenied
    if request.method != "POST":
        return _show_choice(request, regel, KeuzeForm(initial=_read(regel)))
    form = KeuzeForm(request.POST, initial=_read(regel))
    if not form.is_valid():
        return _show_choice(request, regel, form, status=422)
    values = form.cleaned_data
    if not loopbrug.save(school, regel.maatregel, request.user, **values):
        now = loopbrug.find_regel(school, code) or regel
        pk = loopbrug.keuze_pk(school, code)
        more = {
            "verschillen": form.show_conflict(now.nu or Loopbrugkeuze()),
            "vorige": Bewaring.objects.last_of(pk),
        }
        return _show_choice(request, now, form, status=HTTPStatus.CONFLICT, **more)
    messages.success(request, "Bewaard.")
    return redirect(f"{reverse('trajecten:loopbrug')}#{code}")


def _read(regel: Regel) -> dict[str, object]:
    """What this year's choice is; where there is none, what last year says of it."""
    if regel.nu is not None:
        return model_to_dict(regel.nu, FIELDS) | {"versie": regel.nu.versie}
    last = regel.vroeger[0] if regel.vroeger else None
    return (model_to_dict(last, FIELDS) if last else {}) | {"versie": 0}


def _show_choice(
    request: LidRequest,
    regel: Regel,
    form: KeuzeForm,
    *,
    status: int = HTTPStatus.OK,
    **more: object,
) -> HttpResponse:
    context = {
        "regel": regel,
        "form": form,
        "jaar": loopbrug.name_jaar(loopbrug.find_jaar()),
        **more,
    }
    return render(request, "trajecten/loopbrug_keuze.html", context, status=status)


@require_safe
def paper(request: LidRequest) -> HttpResponse:
    """For a team meeting: as it stands or, with `leeg`, to fill in by hand."""
    school = request.lidmaatschap.school
    titel = "Onze loopbrug"
    context = {
        "titel": titel,
        "vorm": "duolijst",
        "leeg": "leeg" in request.GET,
        "school": str(school),
        "loopbrug": loopbrug.read(school),
        "jaar": loopbrug.name_jaar(loopbrug.find_jaar()),
    }
    return print_private(request, "pdf/loopbrug.html", titel, context)
