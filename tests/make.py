"""Builders: make one of something, whole, with only what the test is about said."""

import datetime as dt
import secrets
from collections import Counter
from itertools import count
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from fiches import codes
from fiches.inhoud import FicheInhoud, LiteratuurInhoud, StemInhoud, VraagInhoud
from fiches.models import Bron, Doelgroep, Fiche, Thema, Uitgave
from fiches.services import save_fiche
from gesprekken.models import Deelnemer, Gesprek
from scholen.models import Gebruiker, Lidmaatschap, Rol, School, Uitnodiging
from scholen.services import add_gebruiker, hash_token
from trajecten.models import Deelname, Traject, Trajectrol

numbers = count(1)


def make_inhoud(nummer: int = 1, **changes: Any) -> FicheInhoud:
    """A complete fiche whose texts are their own codes, all under theme "team"."""
    values: dict[str, Any] = {
        "nummer": nummer,
        "slug": f"fiche-{nummer}",
        "titel": f"Titel {nummer}",
        "kernvraag": f"Kernvraag {nummer}?",
        "inleiding": f"Inleiding {nummer}.",
        "bron": "bron",
        "literatuur": tuple(
            LiteratuurInhoud(
                code=code, kop=f"Kop {code}", tekst=code, kernbegrippen=("begrip",)
            )
            for code in codes.codes(nummer, codes.LITERATUUR)
        ),
        "stemmen": tuple(
            StemInhoud(code=code, spreker="zij-instromer", tekst=code)
            for code in codes.codes(nummer, codes.STEMMEN)
        ),
        "vragen": tuple(
            VraagInhoud(
                code=code,
                doelgroep=doelgroep.value,
                tekst=code,
                themas=("team",),
                gevoelig=False,
            )
            for doelgroep in Doelgroep
            for code in codes.codes(nummer, doelgroep.deel)
        ),
    }
    return FicheInhoud(**(values | changes))


def make_fiche(
    nummer: int = 1, *, uitgave: Uitgave = Uitgave.EIGEN, **changes: Any
) -> Fiche:
    """A stored fiche, with the source and the themes it needs."""
    inhoud = make_inhoud(nummer, **changes)
    Bron.objects.get_or_create(
        slug=inhoud.bron,
        defaults={
            "titel": "Een document",
            "auteurs": "Iemand",
            "instelling": "Een school",
            "project": "Een project",
            "jaren": "2025",
        },
    )
    slugs = {slug for vraag in inhoud.vragen for slug in vraag.themas}
    for volgorde, slug in enumerate(sorted(slugs)):
        Thema.objects.get_or_create(
            slug=slug, defaults={"naam": slug.title(), "volgorde": volgorde}
        )
    return save_fiche(uitgave, inhoud, Counter())


def make_school(**changes: Any) -> School:
    """A school in Flanders with a name of its own."""
    return School.objects.create(**({"naam": f"School {next(numbers)}"} | changes))


def make_gebruiker(naam: str = "", **changes: Any) -> Gebruiker:
    """Somebody who can sign in, with an address of their own."""
    number = next(numbers)
    gebruiker = add_gebruiker(
        changes.pop("email", f"iemand{number}@school.example"), naam or f"Mens {number}"
    )
    EmailAddress.objects.filter(user=gebruiker).update(verified=True)
    for name, value in changes.items():
        setattr(gebruiker, name, value)
    gebruiker.save()
    return gebruiker


def make_lid(
    school: School | None = None, rol: Rol = Rol.LID, **changes: Any
) -> Lidmaatschap:
    """Somebody new in a school; `changes` are those of the person."""
    return Lidmaatschap.objects.create(
        school=school or make_school(), gebruiker=make_gebruiker(**changes), rol=rol
    )


def make_uitnodiging(
    school: School | None = None, *, token: str = "", **changes: Any
) -> Uitnodiging:
    """An invitation that is open, for an address of its own."""
    now = timezone.now()
    values: dict[str, Any] = {
        "school": school or make_school(),
        "email": f"genodigd{next(numbers)}@school.example",
        "token_hash": hash_token(token or secrets.token_urlsafe(32)),
        "created_at": now,
        "vervalt_op": now + dt.timedelta(days=7),
    }
    return Uitnodiging.objects.create(**(values | changes))


def make_sleutel(gebruiker: Gebruiker, naam: str = "Mijn gsm") -> Authenticator:
    """A passkey as a device would have made it, though nobody holds its secret."""
    key = secrets.token_bytes(16)
    credential_data = AttestedCredentialData.create(
        bytes(16), key, ES256({1: 2, 3: -7, -1: 1, -2: bytes(32), -3: bytes(32)})
    )
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    data = AuthenticatorData.create(bytes(32), flags, 0, credential_data)
    credential = {
        "id": websafe_encode(key),
        "rawId": websafe_encode(key),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(
                CollectedClientData.create(
                    CollectedClientData.TYPE.CREATE, b"", "http://localhost"
                )
            ),
            "attestationObject": websafe_encode(
                AttestationObject.create("none", data, {})
            ),
        },
        "clientExtensionResults": {"credProps": {"rk": True}},
    }
    return WebAuthn.add(gebruiker, naam, credential).instance


def make_sessie(gebruiker: Gebruiker, **changes: Any) -> UserSession:
    """Somebody signed in, on a device that no test has in hand."""
    client = Client()
    client.force_login(gebruiker)
    values = {"user": gebruiker, "ip": "192.0.2.1", "user_agent": "Een toestel"}
    return UserSession.objects.create(
        **(values | changes), session_key=client.session.session_key
    )


def make_koppeling(gebruiker: Gebruiker) -> SocialAccount:
    """Somebody's account at a provider, connected to the one here."""
    return SocialAccount.objects.create(
        user=gebruiker, provider="dienst", uid=f"uid-{next(numbers)}"
    )


def make_traject(school: School | None = None, **changes: Any) -> Traject:
    """A track that goes on, of two members of the school.

    `zij_instromer` and `duo_partner`: who takes part; None for nobody.
    """
    school = school or make_school()
    people = {
        rol: changes.pop(rol.value.replace("-", "_"), ...)
        for rol in (Trajectrol.ZIJ_INSTROMER, Trajectrol.DUO_PARTNER)
    }
    values = {"profiel": "IP-1", "startdatum": timezone.localdate()}
    traject = Traject.objects.create(school=school, **(values | changes))
    for rol, gebruiker in people.items():
        if gebruiker is not None:
            made = make_lid(school).gebruiker if gebruiker is ... else gebruiker
            make_deelname(traject, rol, gebruiker=made)
    return traject


def make_deelname(
    traject: Traject, rol: Trajectrol = Trajectrol.DUO_PARTNER, **changes: Any
) -> Deelname:
    """Somebody in a track; a member of its school unless told otherwise."""
    if "gebruiker" not in changes:
        changes["gebruiker"] = make_lid(traject.school).gebruiker
    return Deelname.objects.create(
        traject=traject, school=traject.school, rol=rol, **changes
    )


def make_gesprek(
    traject: Traject | None = None,
    *,
    deelnemers: list[Gebruiker] | None = None,
    **changes: Any,
) -> Gesprek:
    """A talk of a track, tomorrow at this hour, with its duo or these people."""
    if traject is None and "team" not in changes:
        traject = make_traject(changes.pop("school", None))
    if traject is not None:
        changes["school"] = traject.school
    if deelnemers is None and traject is not None:
        duo = traject.deelnames.current().duo()
        deelnemers = [deelname.gebruiker for deelname in duo]
    begin = timezone.now().replace(microsecond=0) + dt.timedelta(days=1)
    gesprek = Gesprek.objects.create(
        traject=traject, **({"begin": begin, "fiches": ["fiche-1"]} | changes)
    )
    for gebruiker in deelnemers or []:
        Deelnemer.objects.create(
            gesprek=gesprek, school=gesprek.school, gebruiker=gebruiker
        )
    return gesprek


def make_deelnemer(
    gesprek: Gesprek, gebruiker: Gebruiker | None = None, **changes: Any
) -> Deelnemer:
    """Somebody in a talk; a new member of its school unless told otherwise."""
    return Deelnemer.objects.create(
        gesprek=gesprek,
        school=gesprek.school,
        gebruiker=gebruiker or make_lid(gesprek.school).gebruiker,
        **changes,
    )
