import pytest
from cryptography.fernet import Fernet
from pytest_django import Settings

from samenwijzer.lib.geheim import SleutelKwijt, reseal, seal, unseal

OUD, NIEUW = (Fernet.generate_key().decode() for _ in range(2))


@pytest.mark.parametrize("tekst", ["", "Dag\nallemaal", "é 🙂 \u200f", "x" * 20_000])
def test_sealed_text_comes_back_whole(tekst: str) -> None:
    assert unseal(seal(tekst, "hier"), "hier") == tekst


def test_sealed_text_says_nothing_and_is_never_twice_the_same() -> None:
    first, second = seal("woorden", "hier"), seal("woorden", "hier")

    assert first != second
    assert [word in first for word in ("woorden", "hier")] == [False, False]


@pytest.mark.parametrize("plaats", ["daar", "", "hie", "hier\nx"])
def test_sealed_text_opens_in_its_own_place_alone(plaats: str) -> None:
    geheim = seal("x\nwoorden", "hier")

    with pytest.raises(SleutelKwijt):
        unseal(geheim, plaats)


@pytest.mark.parametrize("geheim", ["", "x", "gAAAAA", "\0", "a" * 1000])
def test_what_was_never_sealed_does_not_open(geheim: str) -> None:
    with pytest.raises(SleutelKwijt):
        unseal(geheim, "hier")
    with pytest.raises(SleutelKwijt):
        reseal(geheim)


def test_changed_letter_is_noticed() -> None:
    geheim = seal("woorden", "hier")
    middle = len(geheim) // 2
    other = "A" if geheim[middle] != "A" else "B"

    with pytest.raises(SleutelKwijt):
        unseal(geheim[:middle] + other + geheim[middle + 1 :], "hier")


def test_newest_key_writes_and_every_key_reads(settings: Settings) -> None:
    settings.GEHEIMSLEUTELS = [OUD]
    old = seal("toen", "hier")
    settings.GEHEIMSLEUTELS = [NIEUW, OUD]
    new = seal("nu", "hier")
    assert (unseal(old, "hier"), unseal(new, "hier")) == ("toen", "nu")

    settings.GEHEIMSLEUTELS = [OUD]

    with pytest.raises(SleutelKwijt):
        unseal(new, "hier")


def test_resealed_text_needs_the_old_key_no_more(settings: Settings) -> None:
    settings.GEHEIMSLEUTELS = [OUD]
    geheim = seal("toen", "hier")
    settings.GEHEIMSLEUTELS = [NIEUW, OUD]
    geheim = reseal(geheim)

    settings.GEHEIMSLEUTELS = [NIEUW]

    assert unseal(geheim, "hier") == "toen"
