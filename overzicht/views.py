from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import DatabaseError, connection
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fiches.models import Fiche
from overzicht.forms import Voorbeeldformulier
from overzicht.signalen import Trajectregel, make_overzicht, tell_attention
from overzicht.start import count_vervolg, find_passend, find_trajecten, make_dag
from post.models import Bericht
from post.services import state
from samenwijzer.lib.bewaren import Verschil
from scholen import demo, services
from scholen.keuze import choose
from scholen.models import Gebruiker, Rol
from scholen.toegang import LidRequest

PER_PAGE = 50


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """For everybody what SamenWIJzer is; for who is signed in, their own start."""
    fiches = Fiche.objects.current()
    if isinstance(request.user, Gebruiker):
        mine = _own_start(request.user, request.session, fiches)
        return render(request, "overzicht/eigen_start.html", mine)
    context: dict[str, object] = {
        "fiches": fiches,
        "personen": demo.PERSONEN if settings.DEMO else (),
        "leeg": not services.is_set_up(),
    }
    return render(request, "overzicht/start.html", context)


def _own_start(
    gebruiker: Gebruiker, session: SessionBase, fiches: QuerySet[Fiche]
) -> dict[str, object]:
    now = timezone.now()
    lidmaatschap = choose(gebruiker, session)
    own = gebruiker.lidmaatschappen.select_related("school")
    regels: list[Trajectregel] = []
    if lidmaatschap and lidmaatschap.rol == Rol.COORDINATOR:
        regels = make_overzicht(lidmaatschap.school, now)
    return {
        "fiches": fiches,
        "lidmaatschap": lidmaatschap,
        "lidmaatschappen": own.order_by("school__naam"),
        "aandacht": tell_attention(regels),
        "dag": make_dag(gebruiker, fiches, now),
        "vervolg": count_vervolg(gebruiker, now),
        "trajecten": find_trajecten(gebruiker),
        "passend": find_passend(gebruiker),
    }


@require_safe
def overzicht(request: LidRequest) -> HttpResponse:
    """Which of the school's tracks need somebody, and why; never what was said."""
    regels = make_overzicht(request.lidmaatschap.school, timezone.now())
    context = {
        "school": request.lidmaatschap.school,
        "gaande": [regel for regel in regels if not regel.is_beeindigd],
        "beeindigd": [regel for regel in regels if regel.is_beeindigd],
        "aandacht": tell_attention(regels),
    }
    return render(request, "overzicht/overzicht.html", context)


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """How this installation is doing, for whoever watches over it; nobody's data."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        answer = {"database": "in orde", "post": state()}
    except DatabaseError:
        return JsonResponse({"database": "antwoordt niet"}, status=503)
    response = JsonResponse(answer)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def demo_post(request: HttpRequest) -> HttpResponse:
    """The mails that the demo would have sent; elsewhere nobody sees any mail."""
    if not settings.DEMO:
        raise Http404
    written = Bericht.objects.filter(created_at__lte=timezone.now())
    berichten = written.order_by("-created_at")[:PER_PAGE]
    return render(request, "overzicht/demo_post.html", {"berichten": berichten})


@require_safe
def stijl(request: HttpRequest) -> HttpResponse:
    """Each component in each state; only there while DEBUG is on."""
    mistaken = {"fout-dag": "gisteren", "fout-keuze": "a", "fout-meer": ["b"]}
    context = {
        "fiches": Fiche.objects.current(),
        "formulier": Voorbeeldformulier(),
        "fout_formulier": Voorbeeldformulier(mistaken, prefix="fout"),
        "verschillen": [
            Verschil(
                "Verslag",
                "We kijken samen naar het einde van de les.\n\nWoensdag komt Griet.",
                "We kijken samen naar de start van de les.",
            ),
            Verschil("Wanneer", "", "Woensdag, het derde uur"),
        ],
        "nu": timezone.now(),
    }
    return render(request, "overzicht/stijl.html", context)
