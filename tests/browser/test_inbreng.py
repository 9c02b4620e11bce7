"""What a duo brings along, from a first card to the staff room."""

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageAt
from tests.browser.database import own_database
from tests.browser.test_plannen import open_traject
from tests.browser.test_schoolpaginas import look_round, never_sideways, press
from tests.browser.test_toegankelijkheid import check
from tools.server import serve

OWN = "Ik leg graag dingen uit met een tekening."
REFUSED = "422"


@pytest.fixture
def demo_server(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("demo")
    with (
        own_database(folder, f"inbreng_{worker_id}", demo=True) as database,
        serve(
            DATABASE_URL=database, DEBUG="0", SAMENWIJZER_DEMO="ja-ik-weet-het"
        ) as port,
    ):
        yield f"http://127.0.0.1:{port}"


def see(page: Page, name: str, width: int) -> None:
    check(page, f"inbreng-{name}", width)
    never_sideways(page)


@pytest.mark.parametrize("width", [390, 1280])
def test_card_goes_from_oneself_to_the_school(
    page_at: PageAt, demo_server: str, width: Literal[390, 1280], problems: list[str]
) -> None:
    page = page_at(width=width)
    look_round(page, demo_server, "zij-instromer")
    see(page, "start", width)
    open_traject(page, demo_server)
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

    look_round(page, demo_server, "coördinator")
    page.goto(f"{demo_server}/trajecten/inbreng/")
    expect(page.get_by_text(OWN, exact=True)).to_be_visible()
    see(page, "school", width)
    press(page, "Schrijf wat jullie zoeken")
    see(page, "zoeken", width)
    assert [problem for problem in problems if REFUSED not in problem] == []
    problems.clear()
