"""Signing in by one's school account, with a real provider beside the server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.aanbieder import CLIENT, Aanbieder, provider
from tests.browser.database import own_database
from tools.server import serve


@pytest.fixture
def aanbieder() -> Iterator[Aanbieder]:
    with provider() as server:
        yield server


@pytest.fixture
def page(
    browser: Browser, aanbieder: Aanbieder, tmp_path: Path, worker_id: str
) -> Iterator[Page]:
    """Somebody at a demo that has Entree configured."""
    with (
        own_database(tmp_path, f"dienst_{worker_id}", demo=True) as database,
        serve(
            DATABASE_URL=database,
            DEBUG="0",
            SAMENWIJZER_DEMO="ja-ik-weet-het",
            OIDC_ENTREE_ID=CLIENT,
            OIDC_ENTREE_SECRET="geheim",
            OIDC_ENTREE_URL=aanbieder.url,
        ) as port,
    ):
        context = browser.new_context(base_url=f"http://127.0.0.1:{port}")
        yield context.new_page()
        context.close()


def test_school_account_opens_the_account_it_was_connected_to(
    page: Page, aanbieder: Aanbieder
) -> None:
    page.goto("/")
    page.get_by_role("button", name="Kijk rond als teamlid").click()
    page.goto("/account/")
    page.get_by_role("button", name="Koppel Entree").click()
    expect(page.get_by_text("Je schoolaccount is gekoppeld.")).to_be_visible()
    page.get_by_role("button", name="Afmelden").click()
    expect(page.get_by_text("Je bent afgemeld.")).to_be_visible()

    page.goto("/account/login/")
    page.get_by_role("button", name="Entree").click()
    expect(page.get_by_role("heading", name="Dag Sofie.")).to_be_visible()

    page.goto("/account/")
    page.get_by_role("button", name="Maak los (Entree)").click()
    expect(page.get_by_text("Je schoolaccount is losgemaakt.")).to_be_visible()


def test_address_that_a_provider_tells_opens_nothing(
    page: Page, aanbieder: Aanbieder
) -> None:
    """Entree says this is the coordinator's address; nobody here connected the two."""
    aanbieder.sub = "iemand anders"
    page.goto("/account/login/")

    page.get_by_role("button", name="Entree").click()

    expect(page.get_by_role("heading", name="nog niet gekoppeld")).to_be_visible()
    page.goto("/account/")
    assert "/account/login/" in page.url
