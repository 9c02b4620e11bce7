"""The pages of a talk with something on them, with axe and a picture of each."""

from typing import Literal

import pytest
from playwright.sync_api import expect

from tests.browser.heel.conftest import Meet
from tests.browser.heel.mens import Mens
from tests.browser.heel.stappen import (
    GRIET,
    LEZER,
    agree_to_share,
    ask_to_share,
    choose_proposed,
    open_shared,
    prepare,
    say_yes,
)
from tests.browser.samen.blad import Blad
from tests.browser.test_schoolpaginas import never_sideways
from tests.browser.test_toegankelijkheid import check

LANG = (
    "We merken allebei dat de eerste vijf minuten van een les het verschil maken.\n\n"
    "Daarom kijken we bij elkaar mee, en schrijven we op wat ons opvalt."
)
LANG_WOORD = "https://school.example/" + "wetenschappen" * 9


class Kijker:
    """Holds each page against axe, and looks whether it fits."""

    def __init__(self, mens: Mens, width: int) -> None:
        self.mens, self.width = mens, width

    def look(self, name: str, adres: str = "") -> None:
        if adres:
            self.mens.go(adres)
        check(self.mens.page, f"heel-{name}", self.width)
        if self.width == 390:
            never_sideways(self.mens.page)


@pytest.mark.parametrize("width", [390, 1280])
def test_talk_is_accessible_before_and_while_it_is_had(
    meet: Meet, talk: str, width: Literal[390, 1280]
) -> None:
    zij, duo = meet("zij-instromer", width=width), meet("duo-partner")
    kijker = Kijker(zij, width)
    kijker.look("vragen-voorstel", f"{talk}vragen/")
    choose_proposed(zij, talk)
    zij.go(f"{talk}vragen/").fill("Eigen vraag", f"Wat met {LANG_WOORD}?")
    zij.press("Voeg deze vraag toe")
    kijker.look("vragen-gekozen")
    prepare(zij, talk, LANG, "Samen tonen")
    kijker.look("tonen-wacht")
    prepare(duo, talk, f"Van Griet, met {LANG_WOORD}", "Samen tonen")
    kijker.look("tonen-getoond", f"{talk}voorbereiden/")
    blad = Blad(zij.page, f"{talk}samen/").open()
    blad.type(LANG)
    blad.wait_saved()
    kijker.look("samen-vraag")
    blad.go("afspraken")
    kijker.look("samen-afspraken")


@pytest.mark.parametrize("width", [390, 1280])
def test_talk_is_accessible_once_it_was_had(
    meet: Meet, talk: str, width: Literal[390, 1280]
) -> None:
    zij, duo = meet("zij-instromer", width=width), meet("duo-partner")
    kijker = Kijker(zij, width)
    choose_proposed(duo, talk)
    write_down(zij, talk)
    kijker.look("afronden", f"{talk}afronden/")
    say_yes(zij, talk)
    say_yes(duo, talk)
    zij.go(f"{talk}verslag/").fill("Opmerking", LANG)
    zij.press("Voeg je opmerking toe")
    kijker.look("verslag")
    [vraag, *_] = zij.main.locator("h2.geschreven").all_inner_texts()
    ask_to_share(zij, talk, f"Alleen het antwoord bij ‘{vraag}", LEZER)
    kijker.look("delen-gevraagd")
    agree_to_share(duo, talk, LEZER)
    kijker.look("delen", f"{talk}delen/")
    lezer = meet("teamlid", width=width)
    open_shared(lezer, GRIET)
    Kijker(lezer, width).look("gedeeld")
    kijker.look("afspraken", f"{talk}../afspraken/")
    zij.press("Gedaan of anders?")
    kijker.look("afspraak")


def write_down(mens: Mens, talk: str) -> None:
    blad = Blad(mens.page, f"{talk}samen/").open()
    blad.type(f"{LANG} {LANG_WOORD}")
    blad.go("afspraken")
    mens.fill("Wat spreken jullie af?", f"Samen lezen: {LANG_WOORD}")
    mens.main.get_by_label("Wie doet het?").first.select_option(GRIET)
    mens.main.get_by_label("Tegen wanneer?").first.fill("2027-06-01")
    blad.wait_saved()
    expect(mens.page.locator("[data-status]")).to_be_visible()
