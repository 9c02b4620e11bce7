"""One address for every route of the registry: one that answers, for one person."""

import re
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.urls import URLPattern, get_resolver

from fiches.models import Fiche
from samenwijzer.lib.beheer import beheer
from scholen.models import Gebruiker
from scholen.toegang import Toegang, walk
from tests.make import (
    make_koppeling,
    make_lid,
    make_sessie,
    make_sleutel,
    make_uitnodiging,
)

TOKEN = "een-uitnodiging-om-op-te-proeven"
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
    values = {
        "scholen.school": school.pk,
        "scholen.lidmaatschap": make_lid(school).pk,
        "scholen.uitnodiging": make_uitnodiging(school).pk,
        "usersessions.usersession": make_sessie(gebruiker).pk,
        "mfa.authenticator": make_sleutel(gebruiker).pk,
        "socialaccount.socialaccount": make_koppeling(gebruiker).pk,
        "token": TOKEN,
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


def _fill(
    adres: str, pattern: URLPattern, toegang: Toegang, values: dict[str, str]
) -> str:
    model = re.match(r"beheer/(\w+)/(\w+)/<", adres)

    def value(match: re.Match[str]) -> str:
        name = match["name"] or match["group"]
        if name == "object_id" and model:
            return quote(values[f"{model[1]}.{model[2]}"], safe="")
        return quote(values[toegang.voorwerp or name], safe="")

    return VARIABLE.sub(value, adres).replace("^", "").replace("$", "")
