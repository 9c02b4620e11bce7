"""Learning outcomes: all of a track, one of them, its evidence, the programme."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from samenwijzer.lib.bewaren import Bewaarformulier, Sleutelformulier
from samenwijzer.lib.formulier import Formulier
from samenwijzer.lib.pdf.drukken import print_private
from scholen.models import Bewaring
from scholen.toegang import LidRequest
from trajecten import rules
from trajecten.forms.uitkomst import BewijsForm, ErkenForm, NieuwForm, UitkomstForm
from trajecten.models import Bewijsstuk, Leeruitkomst, Traject
from trajecten.services import TrajectFout, uitkomst
from trajecten.views.vinden import find

FIELDS = ["tekst", "hoe", "met", "tegen"]
KIES = "Kies wat er met deze leeruitkomst gebeurt."
TOLD = {
    "bewaar": "De leeruitkomst is bewaard.",
    "weg": "De leeruitkomst is weg.",
    "erken": "Je erkende deze leeruitkomst.",
    "terug": "Je erkenning is teruggenomen.",
    "bewijs": "Je bewijs is bewaard.",
    "bewijs_weg": "Het bewijs is weg.",
}


@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: LidRequest, pk: UUID) -> HttpResponse:
    """All outcomes of a track, by how far they are; a form adds some."""
    traject = _find_own(request, pk)
    overzicht = uitkomst.read(traject)
    form = NieuwForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        form.leave_out(overzicht.teksten)
    fout: TrajectFout | None = None
    if form.is_valid():
        kenmerk = form.cleaned_data["kenmerk"]
        try:
            uitkomst.add(traject, request.user, kenmerk=kenmerk, teksten=form.teksten)
        except TrajectFout as error:
            fout = error
        else:
            messages.success(request, "Bewaard.")
            return redirect("trajecten:leeruitkomsten", traject.pk)
    context = {
        "traject": traject,
        "overzicht": overzicht,
        "is_zij": rules.is_zij_instromer(request.user, traject),
        "form": form,
        "fout": fout,
        "stil": "" if traject.loopt else uitkomst.STIL,
    }
    status = 422 if form.is_bound else 200
    return render(request, "trajecten/leeruitkomsten.html", context, status=status)


def _find_own(request: LidRequest, pk: UUID) -> Traject:
    """A track that this person takes part in; 403 for who only plans it."""
    traject = find(request, pk)
    if not rules.takes_part(request.user, traject):
        raise PermissionDenied
    return traject


@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: LidRequest, pk: UUID) -> HttpResponse:
    """One outcome: words, programme, evidence, and who recognised it."""
    row = _find_row(request, pk)
    if request.method != "POST":
        return _show(request, row)
    actie = request.POST.get("actie", "")
    if actie not in TOLD:
        return _show(request, row, fout=KIES, status=422)
    form = _make_forms(row, request, actie)[actie]
    if not form.is_valid():
        return _show(request, row, actie, form, status=422)
    try:
        saved = _write(request, row, actie, form)
    except TrajectFout as fout:
        fresh = _find_row(request, pk)
        return _show(
            request, fresh, actie, form, fout=str(fout), status=HTTPStatus.CONFLICT
        )
    if not saved and isinstance(form, Bewaarformulier):
        return _show_conflict(request, _find_row(request, pk), form)
    messages.success(request, TOLD[actie])
    if actie == "weg":
        return redirect("trajecten:leeruitkomsten", row.traject_id)
    return redirect("trajecten:leeruitkomst", row.pk)


def _find_row(request: LidRequest, pk: UUID) -> Leeruitkomst:
    """An outcome of a track that one takes part in; 403 for who only plans it."""
    seen = Traject.objects.visible_to(request.user)
    rows = Leeruitkomst.objects.filter(traject__in=seen)
    rows = rows.select_related("traject__school", "validering")
    row = get_object_or_404(rows, pk=pk)
    if not rules.takes_part(request.user, row.traject):
        raise PermissionDenied
    return row


def _make_forms(
    row: Leeruitkomst, request: LidRequest, pressed: str = ""
) -> dict[str, Formulier]:
    """A form for each button; the pressed one has what was sent."""
    versie = {"versie": row.versie}
    kinds: dict[str, tuple[Callable[..., Formulier], dict[str, Any]]] = {
        "bewaar": (UitkomstForm, model_to_dict(row, FIELDS) | versie),
        "weg": (Sleutelformulier, {}),
        "erken": (ErkenForm, versie),
        "terug": (Sleutelformulier, {}),
        "bewijs": (BewijsForm, {}),
        "bewijs_weg": (Sleutelformulier, {}),
    }
    sent = {"data": request.POST, "files": request.FILES}
    return {
        name: kind(
            **(sent if name == pressed else {}), initial=initial, auto_id=f"{name}_%s"
        )
        for name, (kind, initial) in kinds.items()
    }


def _write(request: LidRequest, row: Leeruitkomst, actie: str, form: Formulier) -> bool:
    """Whether it is done; False where somebody else was first."""
    values = form.cleaned_data
    if actie == "bewaar":
        return uitkomst.save(row, request.user, **values)
    if actie == "bewijs_weg":
        stuk = _read_pk(request.POST.get("bewijs", ""))
        uitkomst.drop_bewijs(row, request.user, stuk, **values)
        return True
    write: dict[str, Callable[..., object]] = {
        "weg": uitkomst.drop,
        "erken": uitkomst.recognise,
        "terug": uitkomst.take_back,
        "bewijs": uitkomst.add_bewijs,
    }
    write[actie](row, request.user, **values)
    return True


def _read_pk(value: str) -> UUID:
    try:
        return UUID(value)
    except ValueError:
        raise TrajectFout("Kies welk bewijs weg mag.") from None


def _show_conflict(
    request: LidRequest, row: Leeruitkomst, form: Bewaarformulier
) -> HttpResponse:
    """Somebody else was first: how it is now, beside what was typed here."""
    more = {
        "verschillen": form.show_conflict(row),
        "vorige": Bewaring.objects.last_of(row.pk),
    }
    return _show(request, row, "bewaar", form, status=HTTPStatus.CONFLICT, **more)


def _show(
    request: LidRequest,
    row: Leeruitkomst,
    actie: str = "",
    form: Formulier | None = None,
    *,
    status: int = HTTPStatus.OK,
    **more: object,
) -> HttpResponse:
    forms = _make_forms(row, request)
    if form is not None:
        forms[actie] = form
    context: dict[str, Any] = {
        "traject": row.traject,
        "uitkomst": row,
        "erkend": row.validering if uitkomst.is_erkend(row) else None,
        "stukken": list(row.bewijsstukken.all()),
        "is_zij": rules.is_zij_instromer(request.user, row.traject),
        "formulieren": forms,
        "actie": actie,
        "stil": "" if row.traject.loopt else uitkomst.STIL,
        **more,
    }
    return render(request, "trajecten/leeruitkomst.html", context, status=status)


@require_safe
def download(request: LidRequest, pk: UUID) -> HttpResponse:
    """A file, to keep: never shown here, whatever is in it."""
    seen = Traject.objects.visible_to(request.user)
    rows = Bewijsstuk.objects.filter(leeruitkomst__traject__in=seen).exclude(naam="")
    stuk = get_object_or_404(rows.select_related("leeruitkomst__traject"), pk=pk)
    if not rules.takes_part(request.user, stuk.leeruitkomst.traject):
        raise PermissionDenied
    response = HttpResponse(
        bytes(stuk.bestand.data), content_type="application/octet-stream"
    )
    disposition = content_disposition_header(as_attachment=True, filename=stuk.naam)
    response["Content-Disposition"] = disposition or "attachment"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "no-store, private"
    return response


@require_safe
def programme(request: LidRequest, pk: UUID) -> HttpResponse:
    """What is still missing, and how, on paper; what is recognised behind it."""
    traject = _find_own(request, pk)
    titel = "Mijn programma"
    [zij] = traject.deelnames.current().filter(rol="zij-instromer")[:1] or [None]
    context = {
        "titel": titel,
        "vorm": "blad",
        "overzicht": uitkomst.read(traject),
        "naam": str(zij) if zij else "",
        "school": str(traject.school),
        "dag": timezone.localdate(),
    }
    return print_private(request, "pdf/programma.html", titel, context)
