"""The addresses, and every kind of object that each of them can name.

A feature with an address that names something new adds a line to `BOUWERS`.
"""

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.urls import get_resolver
from django.utils import timezone

from duopartners.models import Notitie
from fiches.models import Fiche
from gesprekken.models import Deling, Gesprek
from gesprekken.services.uitnodigen import sign
from scholen.models import Gebruiker, School
from scholen.services import find_uitnodiging
from scholen.toegang import Toegang, walk
from tests.make import (
    make_bewijsstuk,
    make_eigenpunt,
    make_fiche,
    make_inhoud,
    make_koppeling,
    make_leeruitkomst,
    make_sessie,
    make_sleutel,
    make_uitnodiging,
    make_validering,
)
from tests.trajecten.kaarten import find_kaart, make_zoek
from tests.veiligheid.opstelling import DIENST_ID, Actor
from tests.veiligheid.soorten import (
    Bouwer,
    Eigen,
    Inhoud,
    VanDuo,
    VanTraject,
    Voorwerp,
    Waarden,
    Woord,
    delete_doomed,
    of_pk,
)
from tests.veiligheid.trajecten import agendatoken, make_agendasleutel
from trajecten.models import Bewijsstuk, Trajectrol

# A variable part, as Django's path() has it or re_path()
VARIABLE = re.compile(
    r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>|\(\?P<(?P<group>\w+)>[^)]*\)"
)
ADMIN = re.compile(r"beheer/(\w+)/(\w+)/<path:object_id>/")
# What an address names, where that is another thing than it says: secrets in a link,
# that all are a token there, talks that have a report, tracks for their duo alone
NAMEN = {
    "gesprekken/antwoord/<str:token>/": "antwoordtoken",
    "agenda/<str:token>.ics": "agendatoken",
    "trajecten/<uuid:pk>/inbreng/": "duotraject",
    "trajecten/<uuid:pk>/leeruitkomsten/": "leertraject",
    "trajecten/<uuid:pk>/programma.pdf": "leertraject",
    "gesprekken/<uuid:pk>/verslag/": "afgerond",
    "gesprekken/<uuid:pk>/verslag.pdf": "afgerond",
    "gesprekken/<uuid:pk>/delen/": "afgerond",
    "trajecten/<uuid:pk>/duo/<str:sleutel>/": "duopartners.punt",
}
PUNT = "DP-A-01"
NOTHING = {"uuid": "00000000-0000-4000-8000-000000000000", "int": "999999999"}


def _lidmaatschap(gebruiker: Gebruiker, school: School | None) -> Model | None:
    return gebruiker.lidmaatschappen.filter(school=school).first()


def _uitnodiging(gebruiker: Gebruiker, school: School | None) -> Model | None:
    return make_uitnodiging(school, uitgenodigd_door=gebruiker) if school else None


def _vrijeperiode(gebruiker: Gebruiker, school: School | None) -> Model | None:
    """One of two, so that a stranger's school has more than what is named."""
    if school is None:
        return None
    day = timezone.localdate()
    for naam in ("studiedag", "brugdag"):
        made = school.vrijeperiodes.create(naam=naam, eerste=day, laatste=day)
    return made


def _genodigd(gebruiker: Gebruiker, school: School | None) -> Model | None:
    """The one invitation to this person, by yet another school."""
    token = _token(gebruiker.email)
    if find_uitnodiging(token):
        return None
    return make_uitnodiging(token=token, email=gebruiker.email)


def _token(email: str) -> str:
    return f"token-{uuid5(NAMESPACE_URL, email)}"


def _duo_partner(gesprek: Gesprek, _: Gebruiker | None) -> Model | None:
    assert gesprek.traject is not None
    current = gesprek.traject.deelnames.current()
    return current.get(rol=Trajectrol.DUO_PARTNER)


def _deelnemer(gesprek: Gesprek, gebruiker: Gebruiker | None) -> Model | None:
    """This person's place in the talk; somebody else's where they have none."""
    own = gesprek.deelnemers.filter(gebruiker=gebruiker)
    return own.first() or gesprek.deelnemers.first()


def _afgerond(gesprek: Gesprek, _: Gebruiker | None) -> Gesprek:
    """The talk of the same people that has a report."""
    assert gesprek.traject is not None
    return gesprek.traject.gesprekken.exclude(verslag=None).get()


def _deling(gesprek: Gesprek, gebruiker: Gebruiker | None) -> Model | None:
    return Deling.objects.get(verslag__gesprek=_afgerond(gesprek, gebruiker))


def _eigenpunt(gebruiker: Gebruiker, school: School | None) -> Model | None:
    return make_eigenpunt(school) if school else None


def _notitie(gesprek: Gesprek, gebruiker: Gebruiker | None) -> Model | None:
    """This person's own; somebody else's where they have none."""
    rows = Notitie.objects.filter(puntstand__traject=gesprek.traject)
    return rows.filter(auteur=gebruiker).first() or rows.first()


def _kaart(gesprek: Gesprek, gebruiker: Gebruiker | None) -> Model | None:
    assert gesprek.traject is not None
    return find_kaart(gesprek.traject, gebruiker)


def _uitkomst(gesprek: Gesprek, _: Gebruiker | None) -> Model | None:
    assert gesprek.traject is not None
    row = gesprek.traject.leeruitkomsten.first()
    if row is None:
        row = make_leeruitkomst(gesprek.traject, hoe="Oefenen.", met="Griet")
        make_validering(row, namens="de opleiding")
    return row


def _bewijs(gesprek: Gesprek, _: Gebruiker | None) -> Model | None:
    assert gesprek.traject is not None
    rows = Bewijsstuk.objects.filter(leeruitkomst__traject=gesprek.traject)
    found = rows.exclude(naam="").first()
    return found or make_bewijsstuk(make_leeruitkomst(gesprek.traject), b"%PDF")


def _on_site(fiche: Fiche) -> Waarden:
    return str(ContentType.objects.get_for_model(fiche).pk), str(fiche.pk)


BOUWERS: dict[str, Bouwer] = {
    "scholen.gebruiker": Eigen(lambda gebruiker, school: gebruiker),
    "scholen.lidmaatschap": Eigen(_lidmaatschap),
    "scholen.school": Eigen(lambda gebruiker, school: school),
    "scholen.uitnodiging": Eigen(_uitnodiging),
    "scholen.vrijeperiode": Eigen(_vrijeperiode),
    "token": Eigen(_genodigd, lambda made: (_token(made.email),)),
    "trajecten.traject": VanTraject(lambda gesprek, _: gesprek.traject),
    "trajecten.deelname": VanTraject(_duo_partner),
    "duotraject": VanTraject(lambda gesprek, _: gesprek.traject),
    "trajecten.inbrengkaart": VanTraject(_kaart),
    "trajecten.zoekvraag": Eigen(lambda _, school: make_zoek(school)),
    "leertraject": VanTraject(lambda gesprek, _: gesprek.traject),
    "trajecten.leeruitkomst": VanTraject(_uitkomst),
    "trajecten.bewijsstuk": VanTraject(_bewijs),
    "gesprekken.gesprek": VanTraject(lambda gesprek, _: gesprek),
    "gesprekken.afspraak": VanTraject(lambda gesprek, _: gesprek.afspraken.first()),
    "gesprekken.deling": VanTraject(_deling, gedeeld=True),
    "afgerond": VanTraject(_afgerond),
    "antwoordtoken": VanTraject(_deelnemer, lambda row: (sign(row),)),
    "agendatoken": Eigen(
        lambda gebruiker, _: make_agendasleutel(gebruiker),
        lambda row: (agendatoken(row.gebruiker),),
    ),
    "duopartners.eigenpunt": Eigen(_eigenpunt),
    "duopartners.notitie": VanDuo(_notitie),
    "duopartners.punt": VanTraject(
        lambda gesprek, _: gesprek.traject, lambda traject: (str(traject.pk), PUNT)
    ),
    "usersessions.usersession": Eigen(lambda gebruiker, _: make_sessie(gebruiker)),
    "mfa.authenticator": Eigen(lambda gebruiker, _: make_sleutel(gebruiker)),
    "socialaccount.socialaccount": Eigen(
        lambda gebruiker, _: make_koppeling(gebruiker)
    ),
    "slug": Inhoud(lambda fiche: (fiche.slug,)),
    "fiches.bron": Inhoud(lambda fiche: of_pk(fiche.bron)),
    "fiches.thema": Inhoud(lambda fiche: of_pk(fiche.vragen.all()[0].hoofdthema)),
    "fiches.fiche": Inhoud(of_pk),
    "fiches.literatuurblok": Inhoud(lambda fiche: of_pk(fiche.literatuur.all()[0])),
    "fiches.stem": Inhoud(lambda fiche: of_pk(fiche.stemmen.all()[0])),
    "fiches.vraag": Inhoud(lambda fiche: of_pk(fiche.vragen.all()[0])),
    "content_type_id object_id": Inhoud(_on_site),
    "app_label": Woord(("fiches",)),
    "url": Woord(("geen/pagina",)),
    "wie": Woord(("coordinator",)),
    "code": Woord(("OP-A-01",)),
    "nummer": Woord(("1",)),
    "provider_id": Woord((DIENST_ID,)),
}


def classify() -> dict[str, set[Toegang | None]]:
    """Each address of the site map with its classification; one, if all is well."""
    found: dict[str, set[Toegang | None]] = {}
    for adres, _, toegang in walk(get_resolver()):
        found.setdefault(adres, set()).add(toegang)
    return found


def name_of(adres: str, toegang: Toegang) -> str:
    """What the address names, as in `BOUWERS`; "" when nothing varies in it."""
    if named := NAMEN.get(adres, toegang.voorwerp):
        return named
    if admin := ADMIN.match(adres):
        return ".".join(admin.groups())
    return " ".join(part["name"] or part["group"] for part in VARIABLE.finditer(adres))


def fill(adres: str, waarden: Waarden) -> str:
    """The path, with these values in its variable parts."""
    left = iter(waarden)
    path = VARIABLE.sub(lambda _: quote(next(left), safe="/"), adres)
    return "/" + path.removesuffix("$")


class Voorwerpen:
    """All objects for one actor; where names are given, of those alone."""

    def __init__(self, actor: Actor, namen: Collection[str] = ()) -> None:
        with _gone() as gone:
            self.made = {
                naam: list(bouwer.make_all(actor, gone))
                for naam, bouwer in BOUWERS.items()
                if not namen or naam in namen
            }
        delete_doomed(actor)

    def of(self, adres: str, toegang: Toegang) -> list[Voorwerp]:
        """What this address can be asked for; KeyError when nothing makes it."""
        naam = name_of(adres, toegang)
        if not naam:
            return [Voorwerp()]
        kinds = [part["kind"] for part in VARIABLE.finditer(adres) if part["name"]]
        never = tuple(NOTHING.get(kind, "bestaat-niet") for kind in kinds)
        return self.made[naam] + ([Voorwerp("onbestaand", never)] if never else [])


@contextmanager
def _gone() -> Iterator[Fiche]:
    """A fiche with a source and a theme of its own, deleted afterwards."""
    vragen = make_inhoud(4).vragen
    gone = make_fiche(
        4,
        bron="weg",
        vragen=tuple(replace(vraag, themas=("weg",)) for vraag in vragen),
    )
    thema = gone.vragen.all()[0].hoofdthema
    yield gone
    for row in (gone, gone.bron, thema):
        row.delete()
