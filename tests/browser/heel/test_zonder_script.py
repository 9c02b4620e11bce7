"""The same talk where no script runs: each page is a form, and two forms merge."""

import pytest

from tests.browser.heel.conftest import Meet
from tests.browser.heel.mens import Mens
from tests.browser.heel.stappen import (
    GRIET,
    choose_proposed,
    prepare,
    read_pdf,
    say_yes,
    share_and_withdraw,
    shown,
)

AFSPRAAK = "Elke week samen koffie"


@pytest.fixture
def duo(meet: Meet) -> tuple[Mens, Mens]:
    return (
        meet("zij-instromer", width=1280, javascript=False),
        meet("duo-partner", width=390, javascript=False),
    )


def write(mens: Mens, tekst: str) -> None:
    """Add a line to what the page in front of them has."""
    field = mens.main.get_by_label("Samen opgeschreven").first
    field.fill(f"{tekst}\n{field.input_value()}".strip())
    mens.press("Bewaar")
    mens.reads("Bewaard.")


def test_two_people_have_a_whole_talk_without_script(
    duo: tuple[Mens, Mens],
    meet: Meet,
    talk: str,
    problems: list[str],
) -> None:
    zij, ander = duo
    [vraag, *_] = choose_proposed(zij, talk)
    prepare(ander, talk, "Van Griet", "Samen tonen")
    assert shown(zij, talk) == []
    prepare(zij, talk, "Van Youssef", "Samen tonen")
    assert shown(ander, talk) == shown(zij, talk) == ["Van Griet", "Van Youssef"]

    write(zij, "Dit schrijft Youssef.")  # while the other has the page still empty
    ander.fill("Wat spreken jullie af?", AFSPRAAK)
    ander.main.get_by_label("Wie doet het?").first.select_option(GRIET)
    write(ander, "En dit schrijft Griet.")
    for mens in duo:
        say_yes(mens, talk)

    report = [*zij.geschreven, read_pdf(zij.page, f"{talk}verslag.pdf")]
    for words in (vraag, "Dit schrijft Youssef.", "En dit schrijft Griet.", AFSPRAAK):
        assert sum(words in part for part in report) == 2
    lezer = meet("teamlid", javascript=False)
    answer = "Dit schrijft Youssef."
    share_and_withdraw(duo, lezer, talk, vraag, (answer, AFSPRAAK), problems)
