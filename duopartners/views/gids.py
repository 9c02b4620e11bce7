"""The guide itself, for everybody: to read, to print, to hang on a wall."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from duopartners.lijst import Regel
from duopartners.models import Punt
from duopartners.views.lijst import group_by_fase
from samenwijzer.lib.pdf.drukken import print_public


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    return render(request, "duopartners/gids.html", {"fasen": _read_fasen()})


@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """One A4 with all points, to fill in by hand."""
    return _print(request, "pdf/duolijst.html", "De lijst van een duo", "duolijst")


@require_safe
def poster(request: HttpRequest) -> HttpResponse:
    """An A3 with the three phases beside one another."""
    return _print(
        request, "pdf/duoposter.html", "Poster voor duo-partners", "duoposter"
    )


def _print(request: HttpRequest, template: str, titel: str, vorm: str) -> HttpResponse:
    fasen = _read_fasen()
    texts = [
        [lijst.titel, lijst.inleiding, *(f"{r.tekst}{r.spiegel}" for r in regels)]
        for fase in fasen
        for lijst, regels in fase["lijsten"]
    ]
    context = {"titel": titel, "vorm": vorm, "leeg": True, "fasen": fasen}
    return print_public(request, template, titel, texts, lambda: context)


def _read_fasen() -> list[dict[str, Any]]:
    punten = Punt.objects.select_related("lijst")
    return group_by_fase(
        [
            Regel(
                sleutel=punt.sleutel,
                code=punt.code,
                tekst=punt.tekst,
                spiegel=punt.spiegel,
                lijst=punt.lijst,
            )
            for punt in punten
        ]
    )
