from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fiches.models import Fiche


@require_safe
def fiche_list(request: HttpRequest) -> HttpResponse:
    return render(
        request, "fiches/fiche_list.html", {"fiches": Fiche.objects.current()}
    )


@require_safe
def fiche_detail(request: HttpRequest, slug: str) -> HttpResponse:
    raise Http404
