import io
from collections.abc import Iterator

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from pytest_django import Settings

from gesprekken.models import Gesprek, Gespreksvraag, Voorbereiding
from gesprekken.services import voorbereiden
from gesprekken.services.voorbereiden import read, read_kladden, reseal_all
from samenwijzer.lib.geheim import reseal
from scholen.models import Gebruiker

from .bereid import make_vraag, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def oud(settings: Settings) -> str:
    """The key that everything is sealed under so far."""
    key = Fernet.generate_key().decode()
    settings.GEHEIMSLEUTELS = [key]
    return key


@pytest.fixture
def nieuw() -> str:
    return Fernet.generate_key().decode()


@pytest.fixture
def vraag(oud: str, gesprek: Gesprek, nadia: Gebruiker) -> Gespreksvraag:
    """A question with what Nadia prepared, under the old key."""
    vraag = make_vraag(gesprek)
    save(vraag, nadia, "Toen")
    return vraag


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("draai_sleutels", *arguments, stdout=out, no_color=True)
    return out.getvalue()


def test_everything_is_under_the_newest_key(
    vraag: Gespreksvraag,
    nadia: Gebruiker,
    griet: Gebruiker,
    oud: str,
    nieuw: str,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(voorbereiden, "BATCH", 2)
    for volgorde in (2, 3, 4):
        save(make_vraag(vraag.gesprek, volgorde), griet, f"Tekst {volgorde}")
    settings.GEHEIMSLEUTELS = [nieuw, oud]

    assert run() == "Onder de nieuwste sleutel: 4.\n"

    settings.GEHEIMSLEUTELS = [nieuw]
    teksten = sorted(str(read(row)) for row in Voorbereiding.objects.all())
    assert teksten == ["Tekst 2", "Tekst 3", "Tekst 4", "Toen"]


def test_running_it_again_is_fine(
    vraag: Gespreksvraag, nadia: Gebruiker, oud: str, nieuw: str, settings: Settings
) -> None:
    settings.GEHEIMSLEUTELS = [nieuw, oud]

    assert run() == run()

    [klad] = read_kladden(vraag.gesprek, nadia)
    assert (klad.tekst, klad.versie) == ("Toen", 1)


def test_what_cannot_be_read_is_counted_and_left(
    vraag: Gespreksvraag, griet: Gebruiker, nieuw: str, settings: Settings
) -> None:
    [lost] = Voorbereiding.objects.values_list("geheim", flat=True)
    settings.GEHEIMSLEUTELS = [nieuw]
    save(vraag, griet, "Nu")

    with pytest.raises(CommandError, match=r"^Niet te lezen: 1\. ") as failed:
        run()

    assert failed.value.returncode == 1
    assert reseal_all() == {"gedraaid": 1, "kwijt": 1}
    assert Voorbereiding.objects.filter(geheim=lost).count() == 1


def test_text_in_another_place_counts_as_unreadable(
    vraag: Gespreksvraag, griet: Gebruiker
) -> None:
    Voorbereiding.objects.update(auteur=griet)

    assert reseal_all() == {"gedraaid": 0, "kwijt": 1}


def test_what_is_written_meanwhile_stays(
    vraag: Gespreksvraag,
    nadia: Gebruiker,
    oud: str,
    nieuw: str,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By a process that doesn't have the newest key yet."""

    def late(geheim: str) -> str:
        if next(presses):
            settings.GEHEIMSLEUTELS = [oud]
            save(vraag, nadia, "Nu")
            settings.GEHEIMSLEUTELS = [nieuw, oud]
        return reseal(geheim)

    presses: Iterator[bool] = iter([True, False])
    settings.GEHEIMSLEUTELS = [nieuw, oud]
    monkeypatch.setattr(voorbereiden, "reseal", late)

    assert run() == "Onder de nieuwste sleutel: 1.\n"

    settings.GEHEIMSLEUTELS = [nieuw]
    assert read_kladden(vraag.gesprek, nadia)[0].tekst == "Nu"


def test_what_is_gone_meanwhile_is_not_counted(
    vraag: Gespreksvraag, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(geheim: str) -> str:
        Voorbereiding.objects.all().delete()
        return reseal(geheim)

    monkeypatch.setattr(voorbereiden, "reseal", late)

    assert run() == "Onder de nieuwste sleutel: 0.\n"


def test_new_key_is_one_and_nothing_else_happens(vraag: Gespreksvraag) -> None:
    before = list(Voorbereiding.objects.values())

    keys = {run("--nieuw") for _ in range(2)}

    assert len(keys) == 2
    for key in keys:
        Fernet(key.strip())
    assert list(Voorbereiding.objects.values()) == before


def test_nothing_that_is_said_tells_of_anybody(
    vraag: Gespreksvraag, nadia: Gebruiker
) -> None:
    assert run() == "Onder de nieuwste sleutel: 1.\n"
