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

from duopartners.lijst import make_code
from duopartners.models import Eigenpunt, Lijst, Notitie, Punt, Puntstand
from fiches import codes
from fiches.inhoud import FicheInhoud, LiteratuurInhoud, StemInhoud, VraagInhoud
from fiches.models import Bron, Doelgroep, Fiche, Thema, Uitgave
from fiches.services import save_fiche
from gesprekken import document
from gesprekken.models import (
    Afspraak,
    Bespreekpunt,
    Deelnemer,
    Deling,
    Gesprek,
    Gespreksvraag,
    Getoond,
    Opmerking,
    Samentekst,
    Verslag,
    Voorbereiding,
)
from gesprekken.services import afronden, samen
from gesprekken.services.voorbereiden import make_plaats
from samenwijzer.lib.geheim import seal
from scholen.models import Gebruiker, Lidmaatschap, Rol, School, Uitnodiging
from scholen.services import add_gebruiker, hash_token
from trajecten.models import (
    DELEN,
    Bewijsbestand,
    Bewijsstuk,
    Deelname,
    Geschiktheid,
    Leeruitkomst,
    Loopbrugkeuze,
    Loopbrugthema,
    Maatregel,
    Overeenkomst,
    Traject,
    Trajectrol,
    Validering,
)
from trajecten.services.loopbrug import find_jaar

numbers = count(100_000)
"""All as long: sorted as they were made, and none the beginning of another."""


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


def make_geschiktheid(traject: Traject, **changes: Any) -> Geschiktheid:
    """Five weeks from today, saved once."""
    values = {"begin": timezone.localdate(), "weken": 5, "versie": 1}
    return Geschiktheid.objects.create(
        school=traject.school, traject=traject, **values | changes
    )


def make_maatregel(code: str = "OP-A-01") -> Maatregel:
    """A measure with this code; the one that is there, if there is one."""
    thema, _ = Loopbrugthema.objects.get_or_create(letter=code[3], titel="Oriëntatie")
    return Maatregel.objects.get_or_create(
        code=code, defaults={"thema": thema, "tekst": "Wij vragen het."}
    )[0]


def make_loopbrugkeuze(school: School, **changes: Any) -> Loopbrugkeuze:
    """What a school chose this school year, saved once."""
    values = {"jaar": find_jaar(), "keuze": "willen", "versie": 1} | changes
    values.setdefault("maatregel", make_maatregel())
    return Loopbrugkeuze.objects.create(school=school, **values)


def make_leeruitkomst(
    traject: Traject, tekst: str = "", **changes: Any
) -> Leeruitkomst:
    """An outcome that nobody showed or recognised yet."""
    values = {"tekst": tekst or f"Je kan {next(numbers)} dingen."} | changes
    return Leeruitkomst.objects.create(traject=traject, school=traject.school, **values)


def make_bewijsstuk(
    uitkomst: Leeruitkomst, data: bytes = b"", **changes: Any
) -> Bewijsstuk:
    """Some words that show it; with `data` a file besides."""
    values = {"tekst": "Dat zag je in 3B.", "grootte": len(data)} | changes
    if data:
        values.setdefault("naam", "les.pdf")
    stuk = uitkomst.bewijsstukken.create(school=uitkomst.school, **values)
    if data:
        Bewijsbestand.objects.create(bewijsstuk=stuk, school=uitkomst.school, data=data)
    return stuk


def make_validering(
    uitkomst: Leeruitkomst, door: Gebruiker | None = None, **changes: Any
) -> Validering:
    """Somebody recognised it, for themselves."""
    naam = door.roepnaam if door else "Oda"
    return Validering.objects.create(
        **{"leeruitkomst": uitkomst, "school": uitkomst.school, "door": door}
        | {"naam": naam}
        | changes
    )


def make_overeenkomst(
    traject: Traject, *akkoord: Gebruiker, **changes: Any
) -> Overeenkomst:
    """The next version of a track's agreement, to which these people said yes."""
    nummer = traject.overeenkomsten.count() + 1
    values = {name: f"{name} {nummer}" for name in DELEN} | {"nummer": nummer} | changes
    made = Overeenkomst.objects.create(traject=traject, school=traject.school, **values)
    for gebruiker in akkoord:
        made.akkoorden.create(school=made.school, gebruiker=gebruiker)
    return made


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


def make_voorbereiding(
    vraag: Gespreksvraag, auteur: Gebruiker, tekst: str = "Wat ik denk.", **changes: Any
) -> Voorbereiding:
    """What somebody wrote for themselves with a question."""
    geheim = seal(tekst, make_plaats(vraag.pk, auteur.pk))
    values = {"school": vraag.school, "geheim": geheim, "versie": 1} | changes
    return Voorbereiding.objects.create(vraag=vraag, auteur=auteur, **values)


def make_getoond(
    vraag: Gespreksvraag, auteur: Gebruiker, tekst: str = "Wat ik denk."
) -> Getoond:
    """What somebody showed of it."""
    return Getoond.objects.create(
        vraag=vraag, school=vraag.school, auteur=auteur, tekst=tekst
    )


def make_samentekst(
    gesprek: Gesprek, door: Gebruiker, teksten: dict[str, str]
) -> Samentekst:
    """What was written together, by key of the document, as one browser sent it."""
    update = document.edit(document.load(()), teksten, {})
    samen.append(gesprek.pk, update, door)
    return Samentekst.objects.get(gesprek=gesprek)


def make_afspraak(gesprek: Gesprek, wat: str = "Bel Jan", **changes: Any) -> Afspraak:
    """Something agreed in this talk, at its next free place."""
    values = {"plek": gesprek.afspraken.count() + 1, "wat": wat} | changes
    return Afspraak.objects.create(gesprek=gesprek, school=gesprek.school, **values)


def make_verslag(gesprek: Gesprek) -> Verslag:
    """The report of what stands in this talk now, as if all said yes to it."""
    inhoud = afronden.make_inhoud(gesprek)
    return Verslag.objects.create(
        gesprek=gesprek,
        school=gesprek.school,
        inhoud=inhoud.to_json(),
        vingerafdruk=inhoud.vingerafdruk,
    )


def make_deling(
    verslag: Verslag, met: Gebruiker | None = None, **changes: Any
) -> Deling:
    """A report that a new member of its school may read, unless told otherwise."""
    met = met or make_lid(verslag.school).gebruiker
    values = {"school": verslag.school, "actief": True} | changes
    return Deling.objects.create(verslag=verslag, met=met, **values)


def make_opmerking(
    verslag: Verslag, auteur: Gebruiker, tekst: str = "Nog dit."
) -> Opmerking:
    """What a participant added beside a report."""
    return Opmerking.objects.create(
        verslag=verslag, school=verslag.school, auteur=auteur, tekst=tekst
    )


def make_lijst(letter: str = "A", *, punten: int = 1, **changes: Any) -> Lijst:
    """One of the guide's lists, or the one there is, with so many points at least."""
    values = {"titel": f"Lijst {letter}", "fase": "starten", "inleiding": "Zo."}
    lijst, _ = Lijst.objects.get_or_create(letter=letter, defaults=values | changes)
    for number in range(1, punten + 1):
        make_punt(lijst, f"DP-{letter}-{number:02}")
    return lijst


def make_punt(lijst: Lijst, code: str, **changes: Any) -> Punt:
    """A point of the guide whose text is its code, or the one there is."""
    values = {"lijst": lijst, "tekst": code} | changes
    punt, _ = Punt.objects.get_or_create(code=code, defaults=values)
    return punt


def make_eigenpunt(school: School, **changes: Any) -> Eigenpunt:
    """A point that a school added, to the first list unless told otherwise."""
    if "lijst" not in changes:
        changes["lijst"] = Lijst.objects.first() or make_lijst()
    return Eigenpunt.objects.create(
        **(
            {"school": school, "tekst": "Loop samen binnen bij het secretariaat."}
            | changes
        )
    )


def make_puntstand(
    traject: Traject, punt: Punt | Eigenpunt | None = None, **changes: Any
) -> Puntstand:
    """How far this duo is with a point; with the first of the guide unless told."""
    punt = punt or Punt.objects.all()[0]
    which = "punt" if isinstance(punt, Punt) else "eigenpunt"
    return Puntstand.objects.create(
        **({"traject": traject, "school": traject.school, which: punt} | changes)
    )


def make_notitie(
    stand: Puntstand, auteur: Gebruiker, tekst: str = "Dat werkte.", **changes: Any
) -> Notitie:
    """What somebody of the duo noted with a point."""
    return Notitie.objects.create(
        puntstand=stand, school=stand.school, auteur=auteur, tekst=tekst, **changes
    )


def make_bespreekpunt(
    traject: Traject, punt: Punt | Eigenpunt | None = None, **changes: Any
) -> Bespreekpunt:
    """A point that waits for the next talk; the guide's first unless told."""
    punt = punt or Punt.objects.all()[0]
    values = {
        "traject": traject,
        "school": traject.school,
        "code": make_code(punt.sleutel),
        "tekst": punt.tekst,
        "reden": "Dit punt zetten jullie klaar.",
    }
    return Bespreekpunt.objects.create(**(values | changes))
