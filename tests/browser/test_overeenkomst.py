"""An agreement from its demo to everybody's yes, at both widths."""

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


@pytest.fixture
def demo_server(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[str]:
    """The address of a demo in which nobody wrote yet."""
    folder = tmp_path_factory.mktemp("demo")
    with (
        own_database(folder, f"overeenkomst_{worker_id}", demo=True) as database,
        serve(
            DATABASE_URL=database, DEBUG="0", SAMENWIJZER_DEMO="ja-ik-weet-het"
        ) as port,
    ):
        yield f"http://127.0.0.1:{port}"


def look(page: Page, name: str, width: int) -> None:
    check(page, f"overeenkomst-{name}", width)
    never_sideways(page)


@pytest.mark.parametrize("width", [390, 1280])
def test_agreement_is_read_changed_and_confirmed(
    page_at: PageAt, demo_server: str, width: Literal[390, 1280], problems: list[str]
) -> None:
    page = page_at(width=width)
    look_round(page, demo_server, "zij-instromer")
    look(page, "start", width)
    press(page, "Lees en zeg ja")
    page.wait_for_selector("h2:has-text('Nog niet bevestigd')")
    page.get_by_text("Wat veranderde tegenover de versie ervoor").click()
    look(page, "lezen", width)
    press(page, "Ik ga akkoord")
    expect(page.locator("#ja")).to_have_text("Bevestigd: iedereen zei ja")
    look(page, "bevestigd", width)

    press(page, "Wijzig de tekst")
    look(page, "wijzigen", width)
    page.get_by_label("Hoe lang?").fill("")
    press(page, "Bewaar als nieuwe versie")
    page.wait_for_selector("[role=alert]")
    look(page, "fout", width)
    problems.clear()  # the answer 422
    page.get_by_label("Hoe lang?").fill("Tot de zomervakantie van volgend jaar.")
    press(page, "Bewaar als nieuwe versie")
    expect(page.locator("#tekst")).to_have_text("Versie 3")
    expect(page.locator("#ja")).to_have_text("Nog niet bevestigd")
    press(page, "Versie 2")
    look(page, "ouder", width)


def test_agreement_is_confirmed_without_script(
    page_at: PageAt, demo_server: str
) -> None:
    page = page_at(javascript=False)
    look_round(page, demo_server, "zij-instromer")
    open_traject(page, demo_server)
    press(page, "wat jullie daarover afspreken")
    press(page, "Ik ga akkoord")

    expect(page.locator("#ja")).to_have_text("Bevestigd: iedereen zei ja")
