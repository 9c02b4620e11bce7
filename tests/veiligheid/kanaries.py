"""A canary in every private field of every row, and who may read it.

A feature registers here each field that people write in or that tells something of
somebody: `PRIVE` says who may read it, `GEEN_GEHEIM` why it is no secret. A field of
text that is in neither fails a test.
"""

import base64
import json
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import quote

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.db import models

from duopartners.models import Eigenpunt, Notitie
from gesprekken.models import (
    Aanwezig,
    Afspraak,
    Afspraakstap,
    Agendasleutel,
    Bespreekpunt,
    Bevestiging,
    Deelnemer,
    Gesprek,
    Gespreksvraag,
    Getoond,
    Opmerking,
    Opzij,
    Samentekst,
    Verslag,
    Voorbereiding,
    Wijziging,
)
from post.models import Bericht
from scholen.models import Bewaring, Gebruiker, School, Uitnodiging, Vrijeperiode
from tests.veiligheid.inbreng import read_kaart, read_toonkaart, read_zoekvraag
from tests.veiligheid.lezers import (
    follow_gesprek,
    follow_traject,
    hear_of_gesprek,
    nobody,
    of_school,
    oneself,
    plan_gesprek,
    read_bestand,
    read_bij_uitkomst,
    read_deelname,
    read_deelnemer,
    read_email,
    read_geschiktheid,
    read_invited,
    read_kenmerk,
    read_overeenkomst,
    read_school,
    read_uitkomst,
    read_vraag,
    read_vrij,
    staff,
)
from tests.veiligheid.opstelling import Actor
from tests.veiligheid.planten import (
    into,
    keep,
    numbers,
    put,
    put_adres,
    put_bytes,
    put_code,
    put_if_any,
    put_ip,
    put_link,
    put_opname,
    put_sealed,
    put_texts,
    put_update,
    report,
)
from tests.veiligheid.vertrouwd import (
    in_talk,
    read_afspraak,
    read_bespreekpunt,
    read_first,
    read_getoond,
    read_naam,
    read_notitie,
    read_opmerking,
    read_stap,
    read_verslag,
    read_voorbereiding,
    read_whole,
    read_wijziging,
)
from trajecten.models import (
    DELEN,
    Bewijsbestand,
    Bewijsstuk,
    Deelname,
    Geschiktheid,
    Inbrengkaart,
    Leeruitkomst,
    Loopbrugkeuze,
    Overeenkomst,
    Toonkaart,
    Traject,
    Validering,
    Zoekvraag,
)

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
    Prive(Geschiktheid, "begeleider", read_geschiktheid),
    *(Prive(Overeenkomst, deel, read_overeenkomst) for deel in DELEN),
    Prive(Inbrengkaart, "tekst", read_kaart),
    Prive(Toonkaart, "tekst", read_toonkaart),
    Prive(Zoekvraag, "titel", read_zoekvraag),
    Prive(Zoekvraag, "tekst", read_zoekvraag),
    Prive(Loopbrugkeuze, "wie", of_school),
    *(Prive(Leeruitkomst, veld, read_uitkomst) for veld in ("tekst", "hoe", "met")),
    Prive(Validering, "naam", read_bij_uitkomst),
    Prive(Validering, "namens", read_bij_uitkomst),
    Prive(Bewijsstuk, "tekst", read_bij_uitkomst),
    Prive(Bewijsstuk, "link", read_bij_uitkomst, put_link),
    Prive(Bewijsstuk, "naam", read_bij_uitkomst),
    Prive(Bewijsbestand, "data", read_bestand, put_bytes),
    Prive(Gesprek, "plaats", hear_of_gesprek),
    Prive(Gesprek, "team", plan_gesprek, put_if_any),
    Prive(Gesprek, "uitleg", follow_gesprek),
    Prive(Gespreksvraag, "tekst", read_vraag),
    Prive(Gespreksvraag, "code", read_vraag, put_code),
    Prive(Gespreksvraag, "reden", read_vraag),
    Prive(Voorbereiding, "geheim", read_voorbereiding, put_sealed),
    Prive(Voorbereiding, "geheim", nobody, keep),
    Prive(Getoond, "tekst", read_getoond),
    Prive(Samentekst, "tekst", in_talk, put_texts),
    Prive(Samentekst, "opname", in_talk, put_opname),
    Prive(Wijziging, "data", read_wijziging, put_update),
    Prive(Aanwezig, "naam", in_talk),
    Prive(Aanwezig, "veld", in_talk),
    Prive(Opzij, "code", in_talk, put_code),
    Prive(Afspraak, "wat", read_afspraak),
    Prive(Afspraakstap, "wat", read_stap),
    Prive(Afspraakstap, "reden", read_stap),
    Prive(Bevestiging, "vingerafdruk", in_talk),
    Prive(Verslag, "inhoud", read_first, report("vragen", 0, "vraag")),
    Prive(Verslag, "inhoud", read_first, report("vragen", 0, "antwoord")),
    Prive(Verslag, "inhoud", read_whole, report("vragen", 1, "antwoord")),
    Prive(Verslag, "inhoud", read_whole, report("afspraken", 0, "wat")),
    Prive(Verslag, "vingerafdruk", read_verslag, keep),
    Prive(Opmerking, "tekst", read_opmerking),
    Prive(Bespreekpunt, "code", read_bespreekpunt, put_code),
    Prive(Bespreekpunt, "tekst", read_bespreekpunt),
    Prive(Bespreekpunt, "reden", read_bespreekpunt),
    Prive(Eigenpunt, "tekst", of_school),
    Prive(Notitie, "tekst", read_notitie),
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
    "duopartners.lijst": "public content, from files",
    "duopartners.punt": "public content, from files",
    "trajecten.drempel": "public content, from files",
    "trajecten.loopbrugthema": "public content, from files",
    "trajecten.maatregel": "public content, from files",
    "trajecten.instroomprofiel": "public content, from files",
    "contenttypes": "names of tables",
    "auth": "names of rights; nobody is in a group",
    "sessions.session": "signed by Django; its key is that of the usersession",
    "account.emailconfirmation": "not used: the code proves the address",
    "socialaccount.socialapp": "not used: providers come from the environment",
    "socialaccount.socialtoken": "not used: tokens aren't kept",
    "socialaccount.socialaccount.provider": "which of the configured ones",
    "admin.logentry.object_id": "an id",
    "scholen.bewaring.voorwerp": "an id",
    "gesprekken.samentekst.vector": "how far the document is: counts, no text",
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


def plant(wereld: dict[str, Actor], seekers: Collection[Actor]) -> list[Kanarie]:
    """Put a canary in each private field of each row there is.

    Only of these seekers it is found out what they may read. A text that stands in
    several places may be read by who may read one of them.
    """
    found: dict[str, tuple[str, set[str]]] = {}
    judged: dict[tuple[object, object], set[str]] = {}
    for prive in PRIVE:
        for row in prive.model._default_manager.all():
            asked = prive.may, row
            if asked not in judged:
                may = {actor.naam for actor in seekers if prive.may(actor, row)}
                judged[asked] = may
            lezers = judged[asked]
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
