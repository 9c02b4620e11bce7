"""What a duo brings along, from a first card to the staff room."""

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageAt
from tests.browser.test_plannen import open_traject
from tests.browser.test_schoolpaginas import look_round, never_sideways, press
from tests.browser.test_toegankelijkheid import check

OWN = "Ik leg graag dingen uit met een tekening."
REFUSED = "422"


def see(page: Page, name: str, width: int) -> None:
    check(page, f"inbreng-{name}", width)
    never_sideways(page)


@pytest.mark.parametrize("width", [390, 1280])
def test_card_goes_from_oneself_to_the_school(
    page_at: PageAt, own_demo: str, width: Literal[390, 1280], problems: list[str]
) -> None:
    page = page_at(width=width)
    look_round(page, own_demo, "zij-instromer")
    see(page, "start", width)
    open_traject(page, own_demo)
    press(page, "Wat breng ik mee?")
    press(page, "Bewaar voor mezelf")
    page.wait_for_selector("[role=alert]")
    see(page, "fout", width)
    page.get_by_label("Houding:").check()
    page.get_by_label("Wat breng je mee?").fill(OWN)
    press(page, "Bewaar voor mezelf")
    expect(page.get_by_role("status")).to_contain_text("voor jou alleen")
    see(page, "duo", width)

    page.locator(f"li:has-text('{OWN}')").get_by_role("link").click()
    see(page, "kaart", width)
    page.get_by_label("School:").check()
    press(page, "Toon deze woorden")
    page.locator(f"li:has-text('{OWN}')").get_by_role("link").click()
    page.get_by_label("Wat breng je mee?").fill(f"{OWN} Ook op het bord.")
    press(page, "Bewaar")
    expect(page.get_by_text("Anderen lezen nog de vorige woorden")).to_be_visible()
    see(page, "anders", width)

    look_round(page, own_demo, "coördinator")
    page.goto(f"{own_demo}/trajecten/inbreng/")
    expect(page.get_by_text(OWN, exact=True)).to_be_visible()
    see(page, "school", width)
    press(page, "Schrijf wat jullie zoeken")
    see(page, "zoeken", width)
    assert [problem for problem in problems if REFUSED not in problem] == []
    problems.clear()
