"""One address for every route of the registry: one that answers, for one person."""

import datetime as dt
import re
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from duopartners.models import Notitie, Punt
from fiches.models import Fiche
from gesprekken.models import Gesprek, Staat, Verslag
from gesprekken.services.uitnodigen import sign
from samenwijzer.lib.beheer import beheer
from scholen.models import Gebruiker, Lidmaatschap, School
from scholen.toegang import Toegang, walk
from tests.bestanden import make_pdf
from tests.make import (
    make_afspraak,
    make_bewijsstuk,
    make_deelname,
    make_deelnemer,
    make_deling,
    make_eigenpunt,
    make_gebruiker,
    make_gesprek,
    make_koppeling,
    make_leeruitkomst,
    make_lid,
    make_maatregel,
    make_notitie,
    make_overeenkomst,
    make_puntstand,
    make_sessie,
    make_sleutel,
    make_traject,
    make_uitnodiging,
    make_verslag,
)
from tests.trajecten.kaarten import make_own, make_zoekvraag
from tests.veiligheid.trajecten import add_moment, agendatoken, make_agendasleutel
from tests.veiligheid.voorwerpen import NAMEN, PUNT
from trajecten.models import Trajectrol

TOKEN = "een-uitnodiging-om-op-te-proeven"
# Whom forms choose from: the two of a track's duo, and three of a team.
DUO = [str(UUID(int=number)) for number in (11, 12)]
TEAM = [str(UUID(int=number)) for number in (21, 22, 23)]
# The questions of that track's talk, and the team's talk with its own.
VRAGEN = [str(UUID(int=number)) for number in (31, 32)]
TEAMGESPREK, TEAMVRAAG = (str(UUID(int=number)) for number in (41, 42))
LEZER = str(UUID(int=51))  # somebody of the school whom a report is shared with
# <kind:name> of path(), (?P<name>…) of re_path()
VARIABLE = re.compile(r"<(?:\w+:)?(?P<name>\w+)>|\(\?P<(?P<group>\w+)>[^)]*\)")


def make_addresses(gebruiker: Gebruiker) -> dict[str, str]:
    """A path for each route, that names what this person may open where anybody may.

    A route with a variable part that isn't known here is a KeyError: add its value.
    """
    values = _make_values(gebruiker)
    return {
        adres: f"/{_fill(adres, pattern, toegang, values)}"
        for adres, pattern, toegang in walk(get_resolver())
        if toegang
    }


def _make_values(gebruiker: Gebruiker) -> dict[str, str]:
    """By model for what the registry calls a `voorwerp`, else by variable."""
    school = gebruiker.lidmaatschappen.earliest("created_at").school
    providers: Any = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    make_uitnodiging(school, token=TOKEN, email=gebruiker.email)
    today = timezone.localdate()
    vrij = school.vrijeperiodes.create(naam="vrij", eerste=today, laatste=today)
    gesprek = _make_gesprek(gebruiker, school)
    teamgesprek = _make_teamgesprek(gebruiker, school)
    verslag = _make_verslag(gesprek, gebruiker)
    make_agendasleutel(gebruiker)
    notitie = _make_notitie(gesprek, gebruiker)
    kaart = make_own(school, gebruiker)
    uitkomst = make_leeruitkomst(kaart.traject)
    values = {
        "duotraject": kaart.traject_id,
        "trajecten.inbrengkaart": kaart.pk,
        "trajecten.zoekvraag": make_zoekvraag(school).pk,
        "leertraject": kaart.traject_id,
        "trajecten.leeruitkomst": uitkomst.pk,
        "trajecten.bewijsstuk": make_bewijsstuk(uitkomst, make_pdf()).pk,
        "trajecten.traject": gesprek.traject_id,
        "trajecten.deelname": DUO[1],
        "gesprekken.gesprek": gesprek.pk,
        "gesprekken.afspraak": make_afspraak(teamgesprek).pk,
        "gesprekken.deling": make_deling(verslag).pk,
        "afgerond": verslag.gesprek_id,
        "antwoordtoken": sign(gesprek.deelnemers.get(gebruiker=gebruiker)),
        "agendatoken": agendatoken(gebruiker),
        "duopartners.eigenpunt": make_eigenpunt(school).pk,
        "duopartners.notitie": notitie.pk,
        "duopartners.punt": gesprek.traject_id,
        "sleutel": PUNT,
        "scholen.school": school.pk,
        "scholen.lidmaatschap": make_lid(school).pk,
        "scholen.uitnodiging": make_uitnodiging(school).pk,
        "scholen.vrijeperiode": vrij.pk,
        "usersessions.usersession": make_sessie(gebruiker).pk,
        "mfa.authenticator": make_sleutel(gebruiker).pk,
        "socialaccount.socialaccount": make_koppeling(gebruiker).pk,
        "token": TOKEN,
        "code": make_maatregel().code,
        "slug": Fiche.objects.current()[0].slug,
        "wie": "coordinator",
        "nummer": 1,
        "provider_id": next((app["provider_id"] for app in providers), ""),
        "app_label": "scholen",
        "content_type_id": ContentType.objects.get_for_model(school).pk,
        "object_id": school.pk,
        "url": "onbekend",
    }
    for model in beheer._registry:
        rows = model._default_manager.all()
        values[model._meta.label_lower] = getattr(rows.first(), "pk", 0)
    return {name: str(value) for name, value in values.items()}


def _make_gesprek(gebruiker: Gebruiker, school: School) -> Gesprek:
    """A talk of a track, in which this person takes part too; and a team to choose."""
    for pk in TEAM:
        Lidmaatschap.objects.create(pk=pk, school=school, gebruiker=make_gebruiker())
    traject = make_traject(school, zij_instromer=None, duo_partner=None)
    for pk, rol in zip(
        DUO, (Trajectrol.ZIJ_INSTROMER, Trajectrol.DUO_PARTNER), strict=True
    ):
        make_deelname(traject, rol, pk=pk)
    make_overeenkomst(traject)
    gesprek = make_gesprek(traject)
    make_deelnemer(gesprek, gebruiker)
    for pk, volgorde in zip(VRAGEN, (1, 2), strict=True):
        gesprek.vragen.create(
            pk=pk, school=school, volgorde=volgorde, tekst="Wat lukt?"
        )
    add_moment(gesprek)
    return gesprek


def _make_teamgesprek(gebruiker: Gebruiker, school: School) -> Gesprek:
    gesprek = make_gesprek(
        pk=TEAMGESPREK, school=school, team="vakgroep", deelnemers=[gebruiker]
    )
    gesprek.vragen.create(pk=TEAMVRAAG, school=school, volgorde=1, tekst="Wat lukt?")
    return gesprek


def _make_verslag(gesprek: Gesprek, gebruiker: Gebruiker) -> Verslag:
    """Of another talk of the same track."""
    begin = timezone.now() - dt.timedelta(days=10)
    held = make_gesprek(gesprek.traject, begin=begin, staat=Staat.GEHOUDEN)
    make_deelnemer(held, gebruiker)
    make_afspraak(held)
    lezer = Gebruiker.objects.create(
        pk=LEZER, email="lezer@school.example", naam="Jo", password="!"
    )
    Lidmaatschap.objects.create(school=held.school, gebruiker=lezer)
    return make_verslag(held)


def _make_notitie(gesprek: Gesprek, gebruiker: Gebruiker) -> Notitie:
    """With a point of that track's duo, which this person is in too."""
    assert gesprek.traject is not None
    make_deelname(gesprek.traject, gebruiker=gebruiker)
    punt = Punt.objects.exclude(code=PUNT)[0]
    return make_notitie(make_puntstand(gesprek.traject, punt), gebruiker)


def _fill(
    adres: str, pattern: URLPattern, toegang: Toegang, values: dict[str, str]
) -> str:
    model = re.match(r"beheer/(\w+)/(\w+)/<", adres)

    def value(match: re.Match[str]) -> str:
        name = match["name"] or match["group"]
        if name == "object_id" and model:
            return quote(values[f"{model[1]}.{model[2]}"], safe="")
        named = "" if name == "sleutel" else NAMEN.get(adres) or toegang.voorwerp
        return quote(values[named or name], safe=":")

    return VARIABLE.sub(value, adres).replace("^", "").replace("$", "")
