from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from fiches import zoeken
from fiches.indeling import Indeling
from fiches.models import Doelgroep, Fiche
from samenwijzer.lib.htmx import HtmxRequest, render_page


@require_safe
def fiche_list(request: HtmxRequest) -> HttpResponse:
    """The four fiches, or what `q` finds in them."""
    fiches = list(Fiche.objects.current())
    q = " ".join(request.GET.get("q", "").split())[: zoeken.MAX_QUERY]
    treffers = zoeken.search(q, fiches) if q else []
    context = {"fiches": fiches, "q": q, "treffers": treffers}
    return render_page(request, "fiches/fiche_list.html", "resultaten", context)


@require_safe
def fiche_detail(request: HtmxRequest, slug: str) -> HttpResponse:
    """One fiche, with the questions for all audiences or for `voor` alone.

    The parts stay unread until the template needs them: what it made earlier
    from the same content is kept.
    """
    fiches = list(Fiche.objects.current())
    place = next((i for i, fiche in enumerate(fiches) if fiche.slug == slug), None)
    voor = request.GET.get("voor", "")
    if place is None or voor not in ("", *Doelgroep.values):
        raise Http404
    fiche = fiches[place]
    context = {
        "fiche": fiche,
        "vorige": fiches[place - 1] if place else None,
        "volgende": fiches[place + 1] if place + 1 < len(fiches) else None,
        "voor": voor,
        "doelgroepen": Doelgroep.choices,
        "indeling": Indeling(fiche, voor),
    }
    return render_page(request, "fiches/fiche_detail.html", "vragen", context)
