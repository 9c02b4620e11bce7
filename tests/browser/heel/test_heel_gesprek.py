"""A whole talk on a phone and a laptop, until what was shared is taken back."""

from playwright.sync_api import expect

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
from tests.browser.samen.blad import OP_TOESTEL, Blad

ANTWOORD = "Wij schrijven dit. En dit ook."
AFSPRAAK = "Samen de proef van 4B voorbereiden"


def write_together(zij: Mens, duo: Mens, talk: str) -> None:
    """Both in one text, while each of them loses the network once."""
    laptop = Blad(zij.page, f"{talk}samen/").open()
    phone = Blad(duo.page, f"{talk}samen/").open()
    phone.type("Wij schrijven dit.")
    laptop.expect_tekst("Wij schrijven dit.")
    for writer, reader, words in (
        (phone, laptop, " En dit"),
        (laptop, phone, " ook."),
    ):
        writer.set_offline(True)
        writer.type(words)
        writer.expect_melding(OP_TOESTEL)
        writer.set_offline(False)
        writer.wait_saved()
        reader.expect_tekst(writer.tekst)
    for blad in (laptop, phone):
        assert blad.tekst == ANTWOORD
    agree(laptop, phone)


def agree(laptop: Blad, phone: Blad) -> None:
    """One types what they agree, the other says who does it."""
    for blad in (laptop, phone):
        blad.go("afspraken")
    wat, seen = (
        blad.page.get_by_role("textbox", name="Wat spreken jullie af?").first
        for blad in (phone, laptop)
    )
    wat.press_sequentially(AFSPRAAK)
    expect(seen).to_have_value(AFSPRAAK)
    laptop.page.get_by_label("Wie doet het?").first.select_option(GRIET)
    chosen = phone.page.get_by_label("Wie doet het?").first.locator(":checked")
    expect(chosen).to_have_text(GRIET)
    for blad in (laptop, phone):
        blad.wait_saved()


def test_two_people_have_a_whole_talk(
    meet: Meet, talk: str, problems: list[str]
) -> None:
    zij, duo = meet("zij-instromer", width=1280), meet("duo-partner", width=390)
    [vraag, *_] = choose_proposed(duo, talk)

    prepare(zij, talk, "Van Youssef", "Samen tonen")
    assert shown(duo, talk) == []
    prepare(duo, talk, "Van Griet", "Samen tonen")
    assert shown(zij, talk) == shown(duo, talk) == ["Van Griet", "Van Youssef"]

    write_together(zij, duo, talk)
    say_yes(zij, talk)
    zij.reads(f"Zodra {GRIET} ook ja zegt")
    say_yes(duo, talk)

    zij.go(f"{talk}verslag/")
    for words in (vraag, ANTWOORD, AFSPRAAK, GRIET):
        zij.reads(words)
    paper = read_pdf(zij.page, f"{talk}verslag.pdf")
    assert [words for words in (vraag, ANTWOORD, AFSPRAAK) if words not in paper] == []

    one = (ANTWOORD, AFSPRAAK)
    share_and_withdraw((zij, duo), meet("teamlid"), talk, vraag, one, problems)
