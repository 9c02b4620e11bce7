"""The pages behind the door in every state, with axe and a picture of each."""

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PageAt
from tests.browser.database import own_database
from tests.browser.test_toegankelijkheid import check
from tools.server import serve

WIDTHS = (320, 390, 768, 1024, 1280)


@pytest.fixture(scope="module")
def demo_server(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[str]:
    """The address of a demo, with a database of its own."""
    folder = tmp_path_factory.mktemp("demo")
    with (
        own_database(folder, f"demo_{worker_id}", demo=True) as database,
        serve(
            DATABASE_URL=database, DEBUG="0", SAMENWIJZER_DEMO="ja-ik-weet-het"
        ) as port,
    ):
        yield f"http://127.0.0.1:{port}"


def look_round(page: Page, server: str, wie: str) -> None:
    page.context.clear_cookies()
    page.goto(f"{server}/")
    page.get_by_role("button", name=f"Kijk rond als {wie}").click()
    page.wait_for_selector("h1:has-text('Dag')")


def press(page: Page, name: str) -> None:
    main = page.get_by_role("main")
    button = main.get_by_role("button", name=name)
    button.or_(main.get_by_role("link", name=name)).first.click()


def never_sideways(page: Page) -> None:
    size = page.viewport_size
    assert size is not None
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == width
    page.set_viewport_size(size)


@pytest.mark.parametrize("width", [390, 1280])
def test_ways_in_are_accessible(
    page_at: PageAt, demo_server: str, width: Literal[390, 1280], problems: list[str]
) -> None:
    page = page_at(width=width)
    page.goto(f"{demo_server}/")
    check(page, "demo", width)
    page.goto(f"{demo_server}/account/login/")
    press(page, "Mail me een code")
    check(page, "aanmelden-fout", width)
    page.get_by_label("Je e-mailadres").fill("iemand@demo.example")
    press(page, "Mail me een code")
    check(page, "code", width)
    page.get_by_label("De code uit de mail").fill("0000-0000")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]")
    check(page, "code-fout", width)
    page.goto(f"{demo_server}/demo/post/")
    check(page, "demo-post", width)
    never_sideways(page)
    problems.clear()  # the two answers 422


@pytest.mark.parametrize("width", [390, 1280])
def test_coordinators_pages_are_accessible(
    page_at: PageAt, demo_server: str, width: Literal[390, 1280], problems: list[str]
) -> None:
    page = page_at(width=width)
    look_round(page, demo_server, "coördinator")
    check(page, "eigen-start", width)
    page.goto(f"{demo_server}/school/uitnodigen/")
    page.get_by_label("E-mailadressen").fill("bo\nan@school.example\nan@school.example")
    press(page, "Verstuur")
    page.wait_for_selector("[role=alert]")
    check(page, "uitnodigen-fout", width)
    never_sideways(page)
    page.get_by_label("E-mailadressen").fill(f"an{width}@school.example; directie")
    press(page, "Verstuur")
    page.wait_for_selector("h2:has-text('Uitgenodigd')")
    check(page, "school", width)
    never_sideways(page)
    press(page, "Haal uit de school (Bart Coppens)")
    page.wait_for_selector("h1:has-text('Bart Coppens')")
    check(page, "einde", width)
    page.goto(f"{demo_server}/school/gegevens/")
    check(page, "gegevens", width)
    assert [problem.split(" (")[0][-3:] for problem in problems] == ["422"]
    problems.clear()


@pytest.mark.parametrize("width", [390, 1280])
def test_account_is_accessible(
    page_at: PageAt, demo_server: str, width: Literal[390, 1280]
) -> None:
    page = page_at(width=width)
    look_round(page, demo_server, "teamlid")
    for name in ("account", "account/sleutels/nieuw", "account/opnieuw", "school"):
        page.goto(f"{demo_server}/{name}/")
        check(page, f"teamlid-{name.replace('/', '-')}", width)
        never_sideways(page)


@pytest.mark.parametrize("width", [390, 1280])
def test_invitation_is_accessible(
    page_at: PageAt, demo_server: str, width: Literal[390, 1280], problems: list[str]
) -> None:
    page = page_at(width=width)
    look_round(page, demo_server, "coördinator")
    page.goto(f"{demo_server}/school/uitnodigen/")
    page.get_by_label("E-mailadressen").fill(f"bo{width}@school.example")
    press(page, "Verstuur")
    page.wait_for_selector("h2:has-text('Uitgenodigd')")
    page.goto(f"{demo_server}/demo/post/")
    link = page.locator("a[href*='/uitnodiging/']").first.get_attribute("href")
    assert link is not None
    page.goto(link)
    check(page, "uitnodiging-ander", width)
    page.context.clear_cookies()
    page.goto(link)
    check(page, "uitnodiging", width)
    page.goto(link[:-2] + "x/")
    check(page, "uitnodiging-onbekend", width)
    problems.clear()  # the answers 403 and 404


def test_school_works_without_javascript(page_at: PageAt, demo_server: str) -> None:
    page = page_at(javascript=False)
    look_round(page, demo_server, "coördinator")

    page.goto(f"{demo_server}/school/uitnodigen/")
    page.get_by_label("E-mailadressen").fill("zonder@school.example")
    press(page, "Verstuur")

    assert page.get_by_text("De uitnodiging is onderweg.").is_visible()
    page.goto(f"{demo_server}/account/login/")
    assert page.get_by_text("Of met een toegangssleutel").is_hidden()
