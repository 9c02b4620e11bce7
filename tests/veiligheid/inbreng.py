"""Cards and what a school looks for: who reads which, and how each form is tried."""

import datetime as dt
import uuid

from tests.veiligheid.formulierproef import LONG, TYPED, Formulierproef
from tests.veiligheid.opstelling import Actor
from tests.veiligheid.vijandig import LATER
from trajecten.forms import inbreng
from trajecten.models import (
    DUO,
    Inbrengkaart,
    Toonkaart,
    Traject,
    Zoekvraag,
)

SLEUTEL = {"sleutel": str(uuid.UUID(int=1))}
VERSIE = {"versie": "0"}
KAART = {"soort": "taal", "tekst": "Ik spreek Turks."}
ZOEK = {"titel": "een koor", "tekst": "Wie zingt?", "laatste": LATER}
PAGE, CARD = "trajecten/<uuid:pk>/inbreng/", "trajecten/inbreng/<uuid:pk>/"
ASK = "trajecten/inbreng/zoekvraag/"


# Who reads what, from what the screens promise


def is_in_duo(actor: Actor, traject: Traject, since: dt.datetime | None = None) -> bool:
    """In its duo and its school, since then."""
    rows = traject.deelnames.filter(tot=None, rol__in=DUO, gebruiker=actor.gebruiker)
    if since is not None:
        rows = rows.filter(sinds__lte=since)
    return actor.gebruiker is not None and (
        rows.exists() and traject.school in actor.rollen
    )


def read_kaart(actor: Actor, row: Inbrengkaart) -> bool:
    """Its author, in the duo as they are."""
    return row.auteur == actor.gebruiker and is_in_duo(actor, row.traject)


def read_toonkaart(actor: Actor, row: Toonkaart) -> bool:
    """Of an author who is there: the duo of that moment, or the whole school."""
    auteur = Actor("auteur", row.auteur)
    auteur.rollen = {one.school: one.rol for one in row.auteur.lidmaatschappen.all()}  # type: ignore[misc]
    if not is_in_duo(auteur, row.traject, row.created_at):
        return False
    whole = row.lezers == Toonkaart.Lezers.SCHOOL and row.school in actor.rollen
    return whole or is_in_duo(actor, row.traject, row.created_at)


def read_zoekvraag(actor: Actor, row: Zoekvraag) -> bool:
    return row.school in actor.rollen


PROEVEN = [
    Formulierproef(
        inbreng.KaartForm,
        "coordinator A",
        PAGE,
        KAART | SLEUTEL,
        {"tekst": TYPED, "soort": "rang"},
        "Kies een van de vijf.",
        ("tekst",),
    ),
    Formulierproef(
        inbreng.WijzigKaartForm,
        "coordinator A",
        CARD,
        KAART | SLEUTEL | VERSIE | {"actie": "bewaar"},
        {"tekst": TYPED, "soort": "rang"},
        "Kies een van de vijf.",
        ("tekst",),
    ),
    Formulierproef(
        inbreng.ToonForm,
        "coordinator A",
        CARD,
        SLEUTEL | VERSIE | {"actie": "toon", "wie": "school"},
        {"wie": "iedereen"},
        "Kies je duo of je school.",
    ),
    Formulierproef(
        inbreng.ZoekForm,
        "coordinator A",
        ASK,
        ZOEK | SLEUTEL,
        {"titel": LONG, "tekst": TYPED},
        f"Dit is {len(LONG)} tekens lang; er kunnen er 120 in. Kort het in.",
        ("titel", "tekst", "laatste"),
    ),
    Formulierproef(
        inbreng.WijzigZoekForm,
        "coordinator A",
        f"{ASK}<uuid:pk>/",
        ZOEK | SLEUTEL | VERSIE,
        {"titel": TYPED, "laatste": "2020-01-01"},
        "Deze dag is voorbij. Kies een latere, of laat leeg.",
        ("titel", "tekst", "laatste"),
    ),
]
