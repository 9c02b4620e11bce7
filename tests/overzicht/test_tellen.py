import pytest

from overzicht.tellen import count, start_count, tell_afspraken, tell_mensen


@pytest.mark.parametrize(
    ("number", "within", "at_start"),
    [
        (1, "één gesprek", "Een gesprek"),
        (2, "twee gesprekken", "Twee gesprekken"),
        (20, "twintig gesprekken", "Twintig gesprekken"),
        (21, "21 gesprekken", "21 gesprekken"),
    ],
)
def test_count_is_in_words_up_to_twenty(
    number: int, within: str, at_start: str
) -> None:
    assert count(number, "gesprek", "gesprekken") == within
    assert start_count(number, "gesprek", "gesprekken") == at_start


def test_more_than_three_people_are_colleagues() -> None:
    assert tell_mensen(["An", "Bo", "Cis"]) == "An, Bo en Cis"
    assert tell_mensen(["An", "Bo", "Cis", "Dré"]) == "vier collega’s"


@pytest.mark.parametrize(
    ("number", "late", "told"),
    [
        (0, 0, ""),
        (1, 0, "Een afspraak staat open."),
        (1, 1, "Een afspraak staat open en is over tijd."),
        (3, 0, "Drie afspraken staan open."),
        (3, 1, "Drie afspraken staan open, één is over tijd."),
        (3, 3, "Drie afspraken staan open, drie zijn over tijd."),
    ],
)
def test_agreements_are_told_in_one_sentence(number: int, late: int, told: str) -> None:
    assert tell_afspraken(number, late) == told
