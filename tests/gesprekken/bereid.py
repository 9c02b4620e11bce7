"""What the tests of preparing and showing share."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from cryptography.fernet import Fernet
from django.test import Client
from pytest_django import Settings

from gesprekken.models import Gesprek, Gespreksvraag, Getoond, Verslag, Voorbereiding
from gesprekken.services import GesprekFout
from gesprekken.services.tonen import Keuze, choose
from gesprekken.services.voorbereiden import Bewaard, save_voorbereiding
from scholen.models import Gebruiker


def make_vraag(
    gesprek: Gesprek, volgorde: int | None = 1, tekst: str = ""
) -> Gespreksvraag:
    """A question of the participants' own."""
    return gesprek.vragen.create(
        school=gesprek.school, volgorde=volgorde, tekst=tekst or f"Vraag {volgorde}?"
    )


def make_beantwoord(gesprek: Gesprek, *mensen: Gebruiker) -> Gespreksvraag:
    """A question for which each of these wrote their own initial."""
    vraag = make_vraag(gesprek)
    for who in mensen:
        save(vraag, who, who.naam[0])
    return vraag


def get_versie(vraag: Gespreksvraag, wie: Gebruiker) -> int:
    row = Voorbereiding.objects.filter(vraag=vraag, auteur=wie).first()
    return row.versie if row else 0


def save(
    vraag: Gespreksvraag,
    wie: Gebruiker,
    tekst: str,
    *,
    versie: int | None = None,
    kenmerk: str = "",
) -> Bewaard:
    """Keep these words, over what is there now unless another version is said."""
    at = get_versie(vraag, wie) if versie is None else versie
    return save_voorbereiding(
        vraag.gesprek, wie, vraag.pk, tekst, at, kenmerk or uuid4().hex
    )


def press(vraag: Gespreksvraag, wie: Gebruiker, keuze: Keuze) -> None:
    choose(vraag.gesprek, wie, vraag.pk, keuze)


def shown(vraag: Gespreksvraag) -> dict[str, str]:
    """What is shown with this question, by name."""
    rows = Getoond.objects.filter(vraag=vraag).select_related("auteur")
    return {row.auteur.naam: row.tekst for row in rows}


def typed(vraag: Gespreksvraag, tekst: str, versie: int = 0) -> dict[str, str]:
    """What the page sends for one question."""
    values = {"tekst": tekst, "versie": str(versie), "sleutel": str(uuid4())}
    return {f"{vraag.pk}-{name}": value for name, value in values.items()}


def automatic(vraag: UUID | str, tekst: str, versie: int = 0) -> dict[str, str]:
    """What the script of the page sends."""
    values = {"vraag": str(vraag), "tekst": tekst, "versie": str(versie)}
    return {**values, "sleutel": str(uuid4())}


def prepare_path(gesprek: Gesprek) -> str:
    return f"/gesprekken/{gesprek.pk}/voorbereiden/"


def show_path(gesprek: Gesprek) -> str:
    return f"/gesprekken/{gesprek.pk}/tonen/"


def send(client: Client, vraag: Gespreksvraag, keuze: str) -> Any:
    sent = {"vraag": str(vraag.pk), "keuze": keuze}
    return client.post(show_path(vraag.gesprek), sent)


def post_json(client: Client, vraag: Gespreksvraag, sent: dict[str, str]) -> Any:
    """As the script of the page does."""
    headers = {"accept": "application/json"}
    return client.post(prepare_path(vraag.gesprek), sent, headers=headers)


def refuse(vraag: Gespreksvraag, wie: Gebruiker, keuze: Keuze) -> str:
    """What is said to who can't do this."""
    with pytest.raises(GesprekFout) as refused:
        press(vraag, wie, keuze)
    return str(refused.value)


def close(gesprek: Gesprek) -> None:
    Verslag.objects.create(
        gesprek=gesprek, school=gesprek.school, inhoud={}, vingerafdruk=""
    )


def leave(wie: Gebruiker) -> None:
    """Out of every school."""
    wie.lidmaatschappen.all().delete()


def lose_keys(settings: Settings) -> None:
    settings.GEHEIMSLEUTELS = [Fernet.generate_key().decode()]
