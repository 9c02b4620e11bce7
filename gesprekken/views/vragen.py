"""Choosing the questions of a talk, by its participants."""

from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from fiches.models import Doelgroep, Fiche, Vraag
from gesprekken.forms import EigenVraagForm
from gesprekken.models import MAX_VRAGEN, MIN_VRAGEN, Gesprek
from gesprekken.services import GesprekFout, vragen
from gesprekken.views.vinden import find_own
from samenwijzer.lib.bewaren import save_once
from scholen.models import Soort
from scholen.toegang import LidRequest

BY = {"op": -1, "neer": 1}


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: LidRequest, pk: UUID) -> HttpResponse:
    """Two to four questions, in any order; each button is one small change."""
    gesprek = find_own(request, pk)
    if request.method != "POST":
        return _show(request, gesprek)
    form = None
    try:
        if "eigen" in request.POST:
            form = EigenVraagForm(request.POST)
            if not form.is_valid():
                return _show(request, gesprek, form=form)
            _add_eigen(request, gesprek, form)
        else:
            _change(gesprek, request.POST)
    except GesprekFout as fout:
        return _show(request, gesprek, form=form, fout=fout)
    return redirect("gesprekken:vragen", gesprek.pk)


def _add_eigen(request: LidRequest, gesprek: Gesprek, form: EigenVraagForm) -> None:
    def write() -> bool:
        vragen.add_eigen(gesprek, form.cleaned_data["tekst"])
        return True

    kenmerk = form.cleaned_data["kenmerk"]
    save_once(request.user.bewaringen, kenmerk, gesprek.pk, write)


def _change(gesprek: Gesprek, data: QueryDict) -> None:
    """What the pressed button asks, as its name and value say."""
    if code := data.get("voeg"):
        return vragen.add_vraag(gesprek, code)
    for name in ("op", "neer", "weg"):
        if name in data:
            try:
                pk = UUID(str(data[name]))
            except ValueError:
                break
            if name == "weg":
                return vragen.drop_vraag(gesprek, pk)
            return vragen.move_vraag(gesprek, pk, BY[name])
    raise GesprekFout("Kies een vraag uit de lijst.")


def _show(
    request: LidRequest,
    gesprek: Gesprek,
    *,
    form: EigenVraagForm | None = None,
    fout: GesprekFout | None = None,
) -> HttpResponse:
    chosen = list(gesprek.vragen.all())
    context = {
        "gesprek": gesprek,
        "gekozen": chosen,
        "fiches": _groups(gesprek, {row.code for row in chosen}),
        "form": form or EigenVraagForm(),
        "fout": fout,
        "vol": len(chosen) >= MAX_VRAGEN,
        "nog": max(MIN_VRAGEN - len(chosen), 0),
    }
    wrong = fout or (form is not None and form.errors)
    return render(
        request, "gesprekken/vragen.html", context, status=422 if wrong else 200
    )


def _doelgroep(gesprek: Gesprek) -> Doelgroep:
    """Whose questions come first: those of the duo, or of the team's own kind."""
    if gesprek.traject_id:
        return Doelgroep.ZIJ_INSTROMER
    if gesprek.school.soort == Soort.LERARENOPLEIDING:
        return Doelgroep.LERARENOPLEIDING
    return Doelgroep.SCHOOLTEAM


def _groups(gesprek: Gesprek, chosen: set[str]) -> list[dict[str, object]]:
    """The fiches, those of this talk first and open, with what can still be chosen."""
    fiches = list(Fiche.objects.current())
    fiches.sort(key=lambda fiche: (fiche.slug not in gesprek.fiches, fiche.nummer))
    known = list(Vraag.objects.filter(fiche__in=fiches))
    own = _doelgroep(gesprek)
    doelgroepen = sorted(Doelgroep, key=lambda doelgroep: doelgroep != own)
    return [
        {
            "fiche": fiche,
            "open": fiche.slug in gesprek.fiches,
            "groepen": [
                (
                    doelgroep.label,
                    [
                        vraag
                        for vraag in known
                        if vraag.fiche_id == fiche.pk
                        and vraag.doelgroep == doelgroep
                        and vraag.code not in chosen
                    ],
                )
                for doelgroep in doelgroepen
            ],
        }
        for fiche in fiches
    ]
