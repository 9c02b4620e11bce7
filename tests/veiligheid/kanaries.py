"""A canary in every private field of every row, and who may read it.

A feature registers here each field that people write in or that tells something of
somebody: `PRIVE` says who may read it, `GEEN_GEHEIM` why it is no secret. A field of
text that is in neither fails a test.
"""

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import count
from typing import Any
from urllib.parse import quote

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.db import models

from gesprekken.models import Agendasleutel, Deelnemer, Gesprek, Gespreksvraag
from post.models import Bericht
from scholen.models import Bewaring, Gebruiker, School, Uitnodiging, Vrijeperiode
from tests.veiligheid.lezers import (
    follow_gesprek,
    follow_traject,
    hear_of_gesprek,
    nobody,
    oneself,
    plan_gesprek,
    read_deelname,
    read_deelnemer,
    read_email,
    read_invited,
    read_kenmerk,
    read_naam,
    read_school,
    read_vraag,
    read_vrij,
    staff,
)
from tests.veiligheid.opstelling import Actor
from trajecten.models import Deelname, Traject

numbers = count(1)

TEXT = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.GenericIPAddressField,
    models.UUIDField,
    models.BinaryField,
    models.FileField,
)


@dataclass(frozen=True)
class Kanarie:
    """A text that nobody else has, where it stands, and which actors may read it."""

    veld: str
    tekst: str
    lezers: frozenset[str] = frozenset()

    def forms(self) -> set[str]:
        """How it may show itself, in lower case: in HTML, a URL, JSON, base64, hex."""
        raw = self.tekst.encode()
        shapes = {self.tekst, escape(self.tekst), quote(self.tekst, safe="")}
        shapes |= {json.dumps(self.tekst)[1:-1], raw.hex(), *_in_base64(raw)}
        return {shape.lower() for shape in shapes}


def _in_base64(raw: bytes) -> Iterator[str]:
    """What the base64 of any longer text has of `raw` in it, whatever stands before."""
    for before in range(3):
        encoded = base64.b64encode(bytes(before) + raw).decode()
        sure = encoded[-(-before * 8 // 6) : (before + len(raw)) * 8 // 6]
        yield sure
        yield sure.translate(str.maketrans("+/", "-_"))


# How a canary gets into a row; each answers the text to look for, "" for none


def put(row: Any, veld: str, tekst: str) -> str:
    type(row).objects.filter(pk=row.pk).update(**{veld: tekst})
    return tekst


def put_if_any(row: Any, veld: str, tekst: str) -> str:
    """What is empty stays empty: a person without a name is a case of its own."""
    return put(row, veld, tekst) if getattr(row, veld) else ""


def keep(row: Any, veld: str, tekst: str) -> str:
    """The value that is there is nobody else's either."""
    return str(getattr(row, veld))


def put_code(row: Any, veld: str, tekst: str) -> str:
    """As long as the code of a question is."""
    return put_if_any(row, veld, f"K{next(numbers):06}x")


def put_ip(row: Any, veld: str, tekst: str) -> str:
    return put(row, veld, f"2001:db8::{next(numbers):x}:cafe")


def put_adres(row: Any, veld: str, tekst: str) -> str:
    return put(row, veld, f"{tekst}@post.example".lower())


def into(key: str) -> Callable[[Any, str, str], str]:
    """Into one key of a JSON object."""

    def put_key(row: Any, veld: str, tekst: str) -> str:
        row.refresh_from_db()
        put(row, veld, getattr(row, veld) | {key: tekst})
        return tekst

    return put_key


@dataclass(frozen=True)
class Prive:
    """A private field, who may read it, and how a canary gets in."""

    model: type[models.Model]
    veld: str
    may: Callable[[Actor, Any], bool]
    plant: Callable[[Any, str, str], str] = put

    def __str__(self) -> str:
        return f"{self.model._meta.label_lower}.{self.veld}"


PRIVE = (
    Prive(Gebruiker, "naam", read_naam, put_if_any),
    Prive(Gebruiker, "email", read_email, keep),
    Prive(Gebruiker, "password", nobody, keep),
    Prive(EmailAddress, "email", oneself, keep),
    Prive(School, "naam", read_school),
    Prive(Uitnodiging, "email", read_invited, keep),
    Prive(Uitnodiging, "token_hash", nobody, keep),
    Prive(Vrijeperiode, "naam", read_vrij),
    Prive(Bewaring, "kenmerk", nobody, keep),
    Prive(Traject, "vorige_loopbaan", follow_traject),
    Prive(Deelname, "naam", read_deelname, put_if_any),
    Prive(Gesprek, "plaats", hear_of_gesprek),
    Prive(Gesprek, "team", plan_gesprek, put_if_any),
    Prive(Gesprek, "uitleg", follow_gesprek),
    Prive(Gespreksvraag, "tekst", read_vraag),
    Prive(Gespreksvraag, "code", read_vraag, put_code),
    Prive(Deelnemer, "naam", read_deelnemer, put_if_any),
    Prive(Deelnemer, "kenmerk", read_kenmerk, keep),
    Prive(Agendasleutel, "token_hash", nobody, keep),
    Prive(Bericht, "aan", nobody, put_adres),
    Prive(Bericht, "onderwerp", nobody),
    Prive(Bericht, "tekst", nobody),
    Prive(Bericht, "html", nobody),
    Prive(Bericht, "agenda", nobody),
    Prive(Bericht, "sleutel", nobody),
    Prive(Bericht, "fout", nobody),
    Prive(UserSession, "ip", oneself, put_ip),
    Prive(UserSession, "user_agent", oneself),
    Prive(UserSession, "session_key", oneself, keep),
    Prive(UserSession, "data", nobody, into("kanarie")),
    Prive(Authenticator, "data", oneself, into("name")),
    Prive(Authenticator, "data", nobody, into("kanarie")),
    Prive(SocialAccount, "uid", nobody),
    Prive(SocialAccount, "extra_data", nobody, into("kanarie")),
    Prive(LogEntry, "object_repr", staff),
    Prive(LogEntry, "change_message", staff),
)
# By app, model or field
GEEN_GEHEIM = {
    "fiches": "public content, from files",
    "contenttypes": "names of tables",
    "auth": "names of rights; nobody is in a group",
    "sessions.session": "signed by Django; its key is that of the usersession",
    "account.emailconfirmation": "not used: the code proves the address",
    "socialaccount.socialapp": "not used: providers come from the environment",
    "socialaccount.socialtoken": "not used: tokens aren't kept",
    "socialaccount.socialaccount.provider": "which of the configured ones",
    "admin.logentry.object_id": "an id",
    "scholen.bewaring.voorwerp": "an id",
    "gesprekken.gesprek.fiches": "slugs; test_onderwerp keeps them out of mail",
}


def unregistered(models_: Iterable[type[models.Model]]) -> set[str]:
    """The fields of text that neither list knows."""
    known = {str(prive) for prive in PRIVE} | GEEN_GEHEIM.keys()
    found = set()
    for model in models_:
        label = model._meta.label_lower
        for one in model._meta.concrete_fields:
            text = isinstance(one, TEXT) and not one.choices and not one.primary_key
            names = {model._meta.app_label, label, f"{label}.{one.name}"}
            if text and known.isdisjoint(names):
                found.add(f"{label}.{one.name}")
    return found


def plant(wereld: dict[str, Actor]) -> list[Kanarie]:
    """Put a canary in each private field of each row there is.

    A text that stands in several places may be read by who may read one of them.
    """
    found: dict[str, tuple[str, set[str]]] = {}
    for prive in PRIVE:
        for row in prive.model._default_manager.all():
            lezers = {actor.naam for actor in wereld.values() if prive.may(actor, row)}
            tekst = prive.plant(row, prive.veld, f"Kanarie{next(numbers):05}x")
            found.setdefault(tekst, (str(prive), set()))[1].update(lezers)
    for actor in wereld.values():
        if actor.gebruiker:
            actor.gebruiker.refresh_from_db()
    return [
        Kanarie(veld, tekst, frozenset(lezers))
        for tekst, (veld, lezers) in found.items()
        if tekst
    ]
