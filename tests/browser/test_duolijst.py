"""A duo's list on a phone and a laptop at once."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PageAt
from tests.browser.database import own_database
from tests.browser.test_plannen import open_traject, tab_to
from tests.browser.test_schoolpaginas import look_round, never_sideways, press
from tests.browser.test_toegankelijkheid import check
from tools.server import serve

CONFLICT = "Failed to load resource: the server responded with a status of 409"
NEWS = 15_000  # until the other screen has it


@pytest.fixture(scope="module")
def demo_server(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("demo")
    with (
        own_database(folder, f"duolijst_{worker_id}", demo=True) as database,
        serve(
            DATABASE_URL=database, DEBUG="0", SAMENWIJZER_DEMO="ja-ik-weet-het"
        ) as port,
    ):
        yield f"http://127.0.0.1:{port}"


def open_list(page: Page, server: str, wie: str) -> Page:
    look_round(page, server, wie)
    open_traject(page, server)
    press(page, "Open jullie lijst")
    page.wait_for_url("**/duo/")
    return page


def punt(page: Page, code: str) -> Locator:
    return page.locator(f"#punt-{code}")


def pressed(page: Page, code: str) -> list[str]:
    """What is chosen of a point, as a screen reader says it."""
    found = punt(page, code).locator("[aria-pressed=true]")
    return [" ".join(one.split()) for one in found.all_text_contents()]


def test_list_is_filled_on_a_phone_while_the_other_looks(
    page_at: PageAt, demo_server: str
) -> None:
    phone = open_list(page_at(), demo_server, "zij-instromer")
    laptop = open_list(page_at(width=1280), demo_server, "duo-partner")

    punt(phone, "DP-C-01").get_by_role("button", name="Doen we").click()
    punt(phone, "DP-C-03").get_by_role("button", name="Bespreken").click()

    there = punt(laptop, "DP-C-01").get_by_role("button", name="Doen we")
    expect(there).to_have_attribute("aria-pressed", "true", timeout=NEWS)
    expect(punt(laptop, "DP-C-03")).to_contain_text("Staat klaar", timeout=NEWS)
    expect(laptop.locator("#nieuws")).to_contain_text("1 doen we")
    assert phone.url.endswith("/duo/")


def test_who_is_second_sees_what_the_other_chose(
    page_at: PageAt, demo_server: str, problems: list[str]
) -> None:
    phone = open_list(page_at(), demo_server, "zij-instromer")
    laptop = open_list(page_at(width=1280), demo_server, "duo-partner")
    laptop.route("**/nieuws/*", lambda route: route.fulfill(status=204))
    punt(phone, "DP-G-02").get_by_role("button", name="Mee bezig").click()
    expect(punt(phone, "DP-G-02").locator("[value='1'][name=versie]")).to_be_attached()

    punt(laptop, "DP-G-02").get_by_role("button", name="Niet van toepassing").click()

    expect(punt(laptop, "DP-G-02").get_by_role("alert")).to_contain_text("was je net")
    assert pressed(laptop, "DP-G-02") == ["Mee bezig"]
    assert [problem.split(" (")[0] for problem in problems] == [CONFLICT]
    problems.clear()


@pytest.mark.parametrize("javascript", [True, False])
def test_list_is_kept_with_the_keyboard_alone(
    page_at: PageAt, demo_server: str, javascript: bool
) -> None:
    page = page_at(width=1280, javascript=javascript)
    open_list(page, demo_server, "duo-partner")
    code = "DP-H-01" if javascript else "DP-H-02"
    button = punt(page, code).get_by_role("button", name="Mee bezig")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")

    punt(page, code).get_by_role("link").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/duo/{code}/")
    tab_to(page, "Nieuwe notitie")
    page.keyboard.type("In de week van de rapporten.")
    tab_to(page, "Bewaar")
    page.keyboard.press("Enter")

    page.wait_for_url(re.compile(f"/duo/#punt-{code}$"))
    expect(punt(page, code)).to_contain_text("1 notitie")


@pytest.mark.parametrize("width", [390, 1280])
def test_pages_of_the_list_are_accessible(
    page_at: PageAt, demo_server: str, width: int
) -> None:
    page = page_at(width=width)  # type: ignore[arg-type]
    page.goto(f"{demo_server}/duopartners/")
    check(page, "duo-gids", width)
    never_sideways(page)
    open_list(page, demo_server, "duo-partner")
    check(page, "duo-lijst", width)
    never_sideways(page)
    page.goto(f"{page.url}DP-C-02/")
    page.get_by_label("Nieuwe notitie").fill("Stilte als teken, niet roepen.")
    press(page, "Bewaar")
    page.go_back()
    page.reload()
    check(page, "duo-punt", width)
    never_sideways(page)
    press(page, "Pas aan")
    check(page, "duo-notitie", width)


@pytest.mark.parametrize("width", [390, 1280])
def test_pages_of_own_points_are_accessible(
    page_at: PageAt, demo_server: str, width: int
) -> None:
    page = page_at(width=width)  # type: ignore[arg-type]
    look_round(page, demo_server, "coördinator")
    page.goto(f"{demo_server}/duopartners/eigen/")
    page.get_by_label("Het punt").fill("Loop samen binnen bij het secretariaat.")
    page.get_by_label("Bij welke lijst?").select_option("C")
    press(page, "Voeg toe")
    check(page, "duo-eigen", width)
    never_sideways(page)
    page.get_by_role("link", name="Pas aan").first.click()
    page.wait_for_url(re.compile("/eigen/.+"))
    check(page, "duo-eigenpunt", width)
