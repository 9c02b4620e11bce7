"""What every address answers to everybody, computed from its classification.

`expect` is the whole rule, `gedrag` says how an address behaves for who may be there.
A feature adds to `BEHEERT`, `PLANT`, `VAN_DUO`, `NEEMT_DEEL` or such its addresses
where seeing the object isn't enough.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from scholen.models import Rol
from scholen.toegang import Toegang, Wie
from tests.veiligheid.bezoek import AANMELDEN, Antwoord, ask
from tests.veiligheid.gedrag import (
    BEHEERPAGINA,
    GEDRAG,
    GEDRAG_NIEMAND,
    METHODEN,
    OPENBAAR,
    PAGINA,
)
from tests.veiligheid.opstelling import Actor
from tests.veiligheid.soorten import GONE, Voorwerp
from tests.veiligheid.voorwerpen import Voorwerpen, classify, fill, name_of

# Of these nobody may learn which one it is.
OUT_OF_REACH = GONE | {"vreemd"}
# What also changes when nothing does: a session, and how often somebody knocked.
BOOKKEEPING = {"django_session", "tellers"}
# Who shares something sees since when it was read.
NOTES = {
    "gesprekken/gedeeld/<uuid:pk>/": {"gesprekken_deling"},
    "gesprekken/gedeeld/<uuid:pk>/verslag.pdf": {"gesprekken_deling"},
}
# What is asked of every object. HEAD is GET without its body.
TAKEN = {"GET", "POST"}
ON_SITE = "content_type_id object_id"

# What all members of a school see; anything else only its owner does.
VAN_DE_SCHOOL = {
    "duopartners.eigenpunt",
    "scholen.lidmaatschap",
    "scholen.school",
    "scholen.uitnodiging",
    "scholen.vrijeperiode",
    "trajecten.zoekvraag",
}
# Which of those objects it takes a coordinator of their school for.
BEHEERT = {
    "school/leden/<uuid:pk>/rol/": {"eigen", "collega"},
    "school/leden/<uuid:pk>/einde/": {"collega"},
    "school/uitnodigingen/<uuid:pk>/intrekken/": {"eigen", "collega"},
    "school/uitnodigingen/<uuid:pk>/opnieuw/": {"eigen", "collega"},
    "school/vrije-dagen/<uuid:pk>/weg/": {"eigen", "collega"},
    "duopartners/eigen/<uuid:pk>/": {"eigen", "collega"},
}
# What it takes the coordinator or the directie of the school for.
LEIDT = {
    "trajecten/inbreng/zoekvraag/",
    "trajecten/inbreng/zoekvraag/<uuid:pk>/",
    "trajecten/loopbrug/<str:code>/",
}
# What its people reach, and the coordinators of its school.
VAN_TRAJECT = {
    "trajecten.traject",
    "trajecten.deelname",
    "leertraject",
    "trajecten.leeruitkomst",
    "trajecten.bewijsstuk",
    "duopartners.punt",
}
VAN_GESPREK = {"gesprekken.gesprek", "afgerond"}
# Of those: only who plans, only the duo of now, and only who is in the talk.
PLANT = {
    "trajecten/<uuid:pk>/gegevens/",
    "trajecten/<uuid:pk>/staat/",
    "trajecten/<uuid:pk>/mensen/",
    "trajecten/<uuid:pk>/jaarplan/",
    "trajecten/<uuid:pk>/gesprek/",
    "trajecten/mensen/<uuid:pk>/",
    "trajecten/mensen/<uuid:pk>/einde/",
}
# Whose agreement it is, and besides them who plans, or nobody besides them.
PARTIJ = {"eigen", "ernaast", "later"}
VAN_PARTIJ = {"trajecten/<uuid:pk>/overeenkomst/wijzig/"}
ALLEEN_PARTIJ = {"trajecten/<uuid:pk>/overeenkomst/ja/"}
VAN_DUO = {
    "trajecten/<uuid:pk>/duo/",
    "trajecten/<uuid:pk>/duo/nieuws/",
    "trajecten/<uuid:pk>/duo/lijst.pdf",
    "trajecten/<uuid:pk>/duo/<str:sleutel>/",
}
# For who is in the track, whoever plans it besides.
ALLEEN_IN_TRACK = {
    "trajecten/<uuid:pk>/leeruitkomsten/",
    "trajecten/<uuid:pk>/programma.pdf",
    "trajecten/leeruitkomsten/<uuid:pk>/",
    "trajecten/bewijs/<uuid:pk>/",
}
NEEMT_DEEL = {
    "gesprekken/<uuid:pk>/momenten/",
    "gesprekken/<uuid:pk>/kies/",
    "gesprekken/<uuid:pk>/vragen/",
    "gesprekken/<uuid:pk>/voorbereiden/",
    "gesprekken/<uuid:pk>/tonen/",
    "gesprekken/<uuid:pk>/samen/",
    "gesprekken/<uuid:pk>/afronden/",
    "gesprekken/<uuid:pk>/blad.pdf",
    "gesprekken/<uuid:pk>/verslag/",
    "gesprekken/<uuid:pk>/verslag.pdf",
    "gesprekken/<uuid:pk>/delen/",
}
# What the script of a page asks is answered as if there were nothing.
SCRIPT = {"gesprekken/<uuid:pk>/samen/sync", "gesprekken/<uuid:pk>/samen/stroom"}
IN_TRACK = {"eigen", "gast", "ernaast", "later", "meelezer"}
IN_TALK = {"eigen", "gast", "later", "afgelost"}
# What was confided is for these alone, also where others plan the talk.
LEEST = {
    "afgerond": IN_TALK - {"later"},
    "gesprekken.afspraak": IN_TALK & IN_TRACK,
    "gesprekken.deling": IN_TALK - {"later"} | {"gedeeld", "meelezer"},
    "duopartners.notitie": {"eigen", "ander"},
    "trajecten.inbrengkaart": {"eigen"},
}
# Secrets that prove one may read; the first two are for one person alone.
TOKENS = {"token", "antwoordtoken", "agendatoken"}


@dataclass(frozen=True)
class Cel:
    """One request: an address with an object, and a method."""

    adres: str
    toegang: Toegang
    voorwerp: Voorwerp
    methode: str

    @property
    def path(self) -> str:
        return fill(self.adres, self.voorwerp.waarden)

    def __str__(self) -> str:
        soort = self.voorwerp.soort
        return f"{self.methode} /{self.adres}" + (f" ({soort})" if soort else "")


def cells(actor: Actor, adressen: Collection[str] = ()) -> Iterator[Cel]:
    """Every cell of an actor; where addresses are named, of those alone."""
    asked = [
        (adres, toegang)
        for adres, classes in classify().items()
        for toegang in classes
        if toegang and (not adressen or adres in adressen)
    ]
    voorwerpen = Voorwerpen(actor, {name_of(*one) for one in asked})
    for adres, toegang in asked:
        of = voorwerpen.of(adres, toegang)
        for voorwerp in of:
            for methode in METHODEN:
                # What an address never does, or does as it does a GET, it does so for
                # every object: two show that.
                if methode in TAKEN or voorwerp in (of[0], of[-1]):
                    yield Cel(adres, toegang, voorwerp, methode)


def expect(actor: Actor, cel: Cel) -> int:
    """The status that this actor must get: first who, then how, then which object."""
    refused = _judge_class(actor, cel.toegang)
    if refused is not None:
        return refused
    special = GEDRAG_NIEMAND if actor.gebruiker is None else {}
    usual = BEHEERPAGINA if cel.toegang.wie is Wie.BEHEERDER else PAGINA
    status = special.get(cel.adres, GEDRAG.get(cel.adres, usual))[cel.methode]
    if status in {403, 405} or (cel.methode == "OPTIONS" and _has_class(cel, status)):
        return status
    return _judge_object(actor, cel) or status


def _has_class(cel: Cel, status: int) -> bool:
    """Whether the view is made of a class: OPTIONS is answered by that alone."""
    return status == 200 and cel.toegang.wie is not Wie.BEHEERDER


def _judge_class(actor: Actor, toegang: Toegang) -> int | None:
    """The refusal by the classification alone; None when there is none."""
    if toegang.wie is Wie.IEDEREEN:
        return None
    if actor.gebruiker is None:
        return AANMELDEN
    if toegang.wie is Wie.BEHEERDER:
        return None if actor.gebruiker.is_staff else 403
    if toegang.wie is Wie.AANGEMELD:
        return None
    if actor.school is None:
        return 404 if toegang.voorwerp else 403
    chosen = actor.rollen[actor.school]
    return None if toegang.wie is Wie.LID or chosen is Rol.COORDINATOR else 403


def _judge_object(actor: Actor, cel: Cel) -> int | None:
    """The refusal because of the object; None when there is none."""
    naam, soort = name_of(cel.adres, cel.toegang), cel.voorwerp.soort
    gone = soort in GONE
    if cel.toegang.wie is Wie.BEHEERDER:
        there = 404 if naam == ON_SITE else 302  # back to the index, with a message
        return there if gone else None
    if naam in TOKENS:
        return _judge_token(actor, naam, soort)
    if naam in VAN_TRAJECT:
        return _judge_traject(actor, cel)
    if naam == "duotraject" and soort != "eigen":
        return _judge_traject(actor, cel) or 403
    if naam in VAN_GESPREK and soort not in IN_TALK:
        return _judge_planner(actor, cel)
    if soort == "ander":
        return 403
    if naam in VAN_GESPREK | LEEST.keys():
        return None if soort in LEEST.get(naam, IN_TALK) else 404
    shared = naam in VAN_DE_SCHOOL and cel.voorwerp.school in actor.rollen
    if gone or not (shared or soort in {"", "eigen", "bestaand"}):
        return 404
    if cel.adres in LEIDT:
        school = cel.voorwerp.school or actor.school
        return 403 if school and actor.rollen[school] is Rol.LID else None
    manages = actor.rollen.get(cel.voorwerp.school) is Rol.COORDINATOR  # type: ignore[arg-type]
    return 403 if soort in BEHEERT.get(cel.adres, ()) and not manages else None


def _judge_token(actor: Actor, naam: str, soort: str) -> int | None:
    """Who was asked to join can answer a talk already, though nothing else.

    A calendar that reads a feed is signed in as nobody, or as whoever looks.
    """
    if soort in GONE | {"vertrokken"}:
        return 404
    forwarded = actor.gebruiker is not None and soort not in IN_TALK | {"genodigd"}
    return 403 if forwarded and naam != "agendatoken" else None


def _judge_traject(actor: Actor, cel: Cel) -> int | None:
    """Who isn't in the track finds nothing there, but for who plans it."""
    if not (cel.voorwerp.soort in IN_TRACK or _plans(actor, cel.voorwerp)):
        return 404
    plans, partij = _plans(actor, cel.voorwerp), cel.voorwerp.soort in PARTIJ
    refused = (
        (cel.adres in PLANT and not plans)
        or (cel.adres in VAN_PARTIJ and not (plans or partij))
        or (cel.adres in ALLEEN_PARTIJ and not partij)
        or (cel.adres in ALLEEN_IN_TRACK and cel.voorwerp.soort not in IN_TRACK)
        or (cel.adres in VAN_DUO and cel.voorwerp.soort != "eigen")
    )
    return 403 if refused else None


def _judge_planner(actor: Actor, cel: Cel) -> int | None:
    """Coordinators plan and never read; who isn't in the talk finds nothing there."""
    if not _plans(actor, cel.voorwerp) or cel.adres in SCRIPT:
        return 404
    return 403 if cel.adres in NEEMT_DEEL else None


def _plans(actor: Actor, voorwerp: Voorwerp) -> bool:
    there = voorwerp.school if voorwerp.soort not in GONE else None
    return there is not None and actor.rollen.get(there) is Rol.COORDINATOR


def check_cells(actor: Actor, chosen: Iterable[Cel]) -> list[str]:
    """Ask every cell, and name all that isn't as it should be."""
    found = []
    alike: dict[tuple[str, str, int], list[tuple[Cel, object]]] = {}
    for cel in chosen:
        sent = sent_along(actor, cel)
        antwoord = ask(actor, cel.methode, cel.path, sent)
        expected = expect(actor, cel)
        if antwoord.status != expected:
            found.append(f"{actor.naam}: {cel}: {antwoord.status}, hoort {expected}")
        refused = expected in {AANMELDEN, 403, 404, 405}
        if wrote := _wrongly_written(cel, antwoord, refused=refused):
            found.append(f"{actor.naam}: {cel}: schreef in {', '.join(wrote)}")
        if expected == 404 or (refused and cel.voorwerp.soort in OUT_OF_REACH):
            same = alike.setdefault((cel.adres, cel.methode, expected), [])
            same.append((cel, antwoord.told))
    for group in alike.values():
        _, nothing = group[-1]
        for cel, told in group:
            if told != nothing:
                found.append(f"{actor.naam}: {cel}: anders dan wat niet bestaat")
    return found


def sent_along(actor: Actor, cel: Cel) -> bytes:
    """Nothing, but where who sends nothing is refused whoever it is."""
    if cel.adres not in SCRIPT or actor.gebruiker is None:
        return b""
    return json.dumps({"since": 0, "ik": str(actor.gebruiker.pk)}).encode()


def _wrongly_written(cel: Cel, antwoord: Antwoord, *, refused: bool) -> list[str]:
    """Tables that a refusal, or a request that only asks, left a trace in."""
    if refused:
        return sorted(antwoord.written - {"tellers"})
    asks = cel.methode in {"GET", "HEAD", "OPTIONS"}
    noted = BOOKKEEPING | NOTES.get(cel.adres, set())
    return sorted(antwoord.written - noted) if asks else []


def check_site_map() -> list[str]:
    """What is wrong with the classification itself, before anything is asked."""
    found = []
    for adres, classes in classify().items():
        if len(classes) > 1:
            found.append(f"/{adres}: op twee manieren ingedeeld")
        for toegang in classes:
            if toegang is None:
                found.append(f"/{adres}: niet ingedeeld")
            elif toegang.openbaar and adres not in OPENBAAR:
                found.append(f"/{adres}: staat open voor iedereen")
    named = {*GEDRAG, *GEDRAG_NIEMAND, *BEHEERT, *PLANT, *VAN_DUO, *NEEMT_DEEL, *SCRIPT}
    named |= VAN_PARTIJ | ALLEEN_PARTIJ | ALLEEN_IN_TRACK | LEIDT
    gone = (named | OPENBAAR | NOTES.keys()) - classify().keys()
    return found + [f"/{adres}: bestaat niet meer" for adres in sorted(gone)]
