"""Builders for what comes after a talk: what was written and what was agreed."""

from typing import Any
from uuid import uuid4

from gesprekken.models import (
    Afspraak,
    Deling,
    Gesprek,
    Gespreksvraag,
    Samentekst,
    Verslag,
)
from gesprekken.services import afronden, delen
from gesprekken.services.afronden import make_inhoud
from scholen.models import Gebruiker
from tests.gesprekken.make import filled_in

AFSPRAKEN = "/gesprekken/afspraken/"


def make_afspraak(gesprek: Gesprek, wat: str = "Bel Jan", **changes: Any) -> Afspraak:
    """Something agreed in this talk, at its next free place."""
    values = {"plek": gesprek.afspraken.count() + 1, "wat": wat} | changes
    return Afspraak.objects.create(gesprek=gesprek, school=gesprek.school, **values)


def make_vraag(
    gesprek: Gesprek, tekst: str = "Wat lukt?", **more: Any
) -> Gespreksvraag:
    """A question of this talk, after those that it has."""
    place = {"volgorde": gesprek.vragen.gekozen().count() + 1} | more
    return gesprek.vragen.create(school=gesprek.school, tekst=tekst, **place)


def write(vraag: Gespreksvraag, tekst: str) -> None:
    """What was written together with a question, as it is kept beside the document."""
    row, _ = Samentekst.objects.get_or_create(
        gesprek=vraag.gesprek, defaults={"school": vraag.school}
    )
    row.tekst = {**row.tekst, str(vraag.pk): tekst}
    row.save()


def adres(afspraak: Afspraak) -> str:
    return f"{AFSPRAKEN}{afspraak.pk}/"


def press(actie: str, versie: int = 0, **typed: Any) -> dict[str, Any]:
    """What one of the forms on an agreement's page sends."""
    return filled_in(actie=actie, versie=str(versie), **typed)


def pad(gesprek: Gesprek, what: str) -> str:
    return f"/gesprekken/{gesprek.pk}/{what}"


def confirm(gesprek: Gesprek, *gebruikers: Gebruiker) -> Verslag | None:
    """These say yes to the text as it is; the report, if that was enough."""
    for gebruiker in gebruikers:
        afdruk = make_inhoud(gesprek).vingerafdruk
        assert afronden.confirm(gesprek, gebruiker, afdruk)
    return Verslag.objects.filter(gesprek=gesprek).first()


def make_verslag(gesprek: Gesprek, *gebruikers: Gebruiker) -> Verslag:
    """The report that these made of what stands in the talk, or of one answer."""
    if make_inhoud(gesprek).is_leeg:
        write(make_vraag(gesprek), "Het lukt.")
    verslag = confirm(gesprek, *gebruikers)
    assert verslag
    return verslag


def share(
    verslag: Verslag,
    met: Gebruiker,
    *ja: Gebruiker,
    vraag: Gespreksvraag | None = None,
) -> Deling:
    """A sharing that these said yes to; the first of them asked."""
    pk = vraag.pk if vraag else None
    for number, gebruiker in enumerate(ja):
        kenmerk = f"{number}{uuid4().hex}"
        delen.propose(verslag, gebruiker, kenmerk=kenmerk, met=met.pk, vraag=pk)
    return Deling.objects.get(verslag=verslag, met=met, vraag=vraag)
