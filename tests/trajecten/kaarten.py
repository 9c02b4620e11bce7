"""Cards, and what a school looks for, as tests make them."""

from typing import Any
from uuid import uuid4

from django.utils import timezone

from scholen.models import Gebruiker, School
from tests.make import make_traject
from trajecten.models import DUO, Inbrengkaart, Toonkaart, Traject, Zoekvraag


def make_kaart(
    traject: Traject,
    auteur: Gebruiker,
    tekst: str = "Ik maak podcasts.",
    *,
    voor: str = "",
    **changes: Any,
) -> Inbrengkaart:
    """A card of this person; with `voor` ("duo" or "school") they show it now."""
    values = {"soort": "expertise", "tekst": tekst} | changes
    kaart = Inbrengkaart.objects.create(
        traject=traject, school=traject.school, auteur=auteur, **values
    )
    if voor:
        make_toonkaart(kaart, voor)
    return kaart


def make_toonkaart(kaart: Inbrengkaart, voor: str, **changes: Any) -> Toonkaart:
    values = {
        "school": kaart.school,
        "traject": kaart.traject,
        "auteur": kaart.auteur,
        "soort": kaart.soort,
        "tekst": kaart.tekst,
        "lezers": voor,
        "created_at": timezone.now(),
    }
    return Toonkaart.objects.create(kaart=kaart, **(values | changes))


def make_zoekvraag(
    school: School, titel: str = "een podcast", **changes: Any
) -> Zoekvraag:
    return Zoekvraag.objects.create(school=school, titel=titel, **changes)


def new_kaart(**typed: str) -> dict[str, str]:
    """What the form for a new card sends, each time from a page of its own."""
    good = {"soort": "hobby", "tekst": "Ik speel accordeon."}
    return good | {"sleutel": str(uuid4())} | typed


def pressed(actie: str, **typed: str) -> dict[str, str]:
    """What a button on the page of a card sends."""
    return {"actie": actie, "versie": "0", "sleutel": str(uuid4())} | typed


# As the security tests have them


def bring_along(traject: Traject) -> None:
    """Each who is or was in the duo has a card of every kind; the first stays theirs.

    Besides the one that nobody saw: one for the duo, one for the school, and one that
    was shown and taken back.
    """
    for one in traject.deelnames.filter(rol__in=DUO).select_related("gebruiker"):
        auteur = one.gebruiker
        make_kaart(traject, auteur)
        for voor in ("duo", "school"):
            make_kaart(traject, auteur, voor=voor)
        make_toonkaart(make_kaart(traject, auteur), "school").delete()


def find_kaart(traject: Traject, gebruiker: Gebruiker | None) -> Inbrengkaart | None:
    """The first card of this person; of somebody else where they have none."""
    rows = Inbrengkaart.objects.filter(traject=traject)
    return rows.filter(auteur=gebruiker).first() or rows.first()


def make_zoek(school: School | None) -> Zoekvraag | None:
    return make_zoekvraag(school, laatste=None) if school else None


def make_own(school: School, gebruiker: Gebruiker) -> Inbrengkaart:
    traject = make_traject(school, duo_partner=gebruiker)
    return make_kaart(traject, gebruiker, voor="duo")
