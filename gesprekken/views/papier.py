"""A talk's own sheets: to prepare on, and to write on together."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from gesprekken.models import Gesprek, Samentekst
from gesprekken.services.afspraken import describe
from gesprekken.services.voorbereiden import read_kladden
from gesprekken.views.vinden import find_own
from samenwijzer.lib.pdf.drukken import print_private
from samenwijzer.lib.tijd import write_moment
from scholen.toegang import LidRequest

LINES = 22  # to write on, over all questions of a talk
LEAST = 5  # for each of them
BLANK = 2  # agreements with room to write
TITELS = {"voorbereiding": "Voorbereiding", "gesprek": "Gesprek"}
LEZERS = {
    "voorbereiding": "Dit blad is van jou alleen. Neem het mee, en laat het niet "
    "slingeren.",
    "gesprek": "Dit blad is van jullie samen. Spreek af wie het bewaart.",
}


@require_safe
def sheet(request: LidRequest, pk: UUID) -> HttpResponse:
    """One of both sheets, blank or, with `ingevuld`, with what is there already."""
    gesprek = find_own(request, pk)
    soort = request.GET.get("soort", "gesprek")
    if soort not in TITELS:
        raise Http404
    filled = "ingevuld" in request.GET
    teksten = _read(request, gesprek, soort) if filled else {}
    vragen = list(gesprek.vragen.gekozen())
    agreed = gesprek.afspraken.all()
    titel = TITELS[soort]
    if gesprek.lokaal:
        titel += f" van {write_moment(gesprek.lokaal)}"
    context = {
        "titel": titel,
        "vorm": "blad",
        "soort": TITELS[soort],
        "lezers": LEZERS[soort],
        "gesprek": gesprek,
        "deelnemers": [str(one) for one in gesprek.deelnemers.all()],
        "vragen": [
            {
                "nummer": number,
                "vraag": vraag,
                "tekst": teksten.get(str(vraag.pk), ""),
            }
            for number, vraag in enumerate(vragen, 1)
        ],
        "lijnen": range(max(LINES // max(len(vragen), 1), LEAST)),
        "afspraken": describe(agreed.visible_to(request.user)) if filled else (),
        "leeg": range(BLANK),
        "met_afspraken": soort == "gesprek",
    }
    return print_private(request, "pdf/gesprek.html", titel, context)


def _read(request: LidRequest, gesprek: Gesprek, soort: str) -> dict[str, Any]:
    """What is filled in, per question: one's own, or what all wrote together."""
    if soort == "voorbereiding":
        kladden = read_kladden(gesprek, request.user)
        return {str(klad.vraag.pk): klad.tekst or "" for klad in kladden}
    found = Samentekst.objects.filter(gesprek=gesprek).first()
    return found.tekst if found else {}
