"""One's own note with a point: other words, or gone."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from duopartners import services
from duopartners.forms import NotitieForm
from duopartners.models import Notitie
from duopartners.services import DuoFout
from samenwijzer.lib.bewaren import save_once
from scholen.toegang import LidRequest


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: LidRequest, pk: UUID) -> HttpResponse:
    """For its author alone; 403 for the other of the duo, who only reads it."""
    rows = Notitie.objects.visible_to(request.user).select_related(
        "puntstand__punt", "puntstand__traject"
    )
    notitie = get_object_or_404(rows, pk=pk)
    if notitie.auteur_id != request.user.pk:
        raise PermissionDenied
    stand = notitie.puntstand
    terug = reverse("duopartners:punt", args=[stand.traject_id, stand.sleutel])
    context: dict[str, object] = {"notitie": notitie, "terug": terug}
    initial = {"tekst": notitie.tekst, "versie": notitie.versie}
    data = request.POST if request.method == "POST" else None
    form = NotitieForm(data, initial=initial)
    status = HTTPStatus.OK
    try:
        if "weg" in request.POST:
            services.remove_notitie(notitie)
            messages.success(request, "De notitie is weg.")
            return redirect(terug)
        if form.is_valid():
            if _save(request, notitie, form):
                messages.success(request, "De notitie is bewaard.")
                return redirect(terug)
            notitie.refresh_from_db()
            context["verschillen"] = form.show_conflict(notitie)
            status = HTTPStatus.CONFLICT
        elif form.is_bound:
            status = HTTPStatus.UNPROCESSABLE_ENTITY
    except DuoFout as fout:
        context["fout"] = fout
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    page = "duopartners/notitie.html"
    return render(request, page, context | {"form": form}, status=status)


def _save(request: LidRequest, notitie: Notitie, form: NotitieForm) -> bool:
    values = form.cleaned_data

    def write() -> bool:
        return services.save_notitie(notitie, values["versie"], values["tekst"])

    return save_once(request.user.bewaringen, values["kenmerk"], notitie.pk, write)
