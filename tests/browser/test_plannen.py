"""From the overview to a year of talks, and what the duo then does with it."""

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.checks import schermbeeld
from tests.browser.conftest import PageAt
from tests.browser.database import own_database
from tests.browser.test_schoolpaginas import look_round, never_sideways, press
from tests.browser.test_toegankelijkheid import check
from tools.server import serve

TALK = re.compile(r"^/gesprekken/[0-9a-f-]{36}/$")
OWN = "Wat doe jij als een les misloopt?"
REFUSED = "Failed to load resource: the server responded with a status of 422"


@pytest.fixture
def demo_server(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[str]:
    """The address of a demo whose planning nobody touched yet."""
    folder = tmp_path_factory.mktemp("demo")
    with (
        own_database(folder, f"plannen_{worker_id}", demo=True) as database,
        serve(
            DATABASE_URL=database, DEBUG="0", SAMENWIJZER_DEMO="ja-ik-weet-het"
        ) as port,
    ):
        yield f"http://127.0.0.1:{port}"


def open_traject(page: Page, server: str) -> None:
    page.goto(f"{server}/trajecten/")
    page.get_by_role("main").locator(".mensen a").first.click()
    page.wait_for_selector("h2:has-text('Wie doet mee?')")


def talks(page: Page) -> list[str]:
    """The paths of the talks on this page, in order."""
    paths = (
        page.get_by_role("main")
        .locator("a")
        .evaluate_all("links => links.map(link => link.getAttribute('href'))")
    )
    return [path for path in paths if TALK.match(path)]


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what has this accessible name is in focus."""
    for _ in range(120):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "[document.activeElement.innerText, document.activeElement.value,"
            " ...Array.from(document.activeElement.labels || [], l => l.innerText)]"
        )
        if name in [str(text).strip() for text in focused]:
            return
    raise AssertionError(f"no way to {name}")


@pytest.mark.parametrize("javascript", [True, False])
def test_year_of_talks_is_planned_with_the_keyboard_alone(
    page_at: PageAt, demo_server: str, javascript: bool
) -> None:
    page = page_at(width=1280, javascript=javascript)
    look_round(page, demo_server, "coördinator")
    page.goto(f"{demo_server}/overzicht/")

    tab_to(page, "Start een traject")
    page.keyboard.press("Enter")
    page.wait_for_url("**/trajecten/nieuw/")
    tab_to(page, "Naam van de zij-instromer")
    page.keyboard.type("Amina Benali")
    tab_to(page, "E-mailadres van de zij-instromer")
    page.keyboard.type("amina@demo.example")
    tab_to(page, "Duo-partner")
    page.keyboard.type("Griet")
    tab_to(page, "van werk naar werk")
    page.keyboard.press("Space")
    tab_to(page, "Start en plan de gesprekken")
    page.keyboard.press("Enter")
    page.wait_for_url("**/jaarplan/")
    tab_to(page, "Bevestig en nodig uit")
    page.keyboard.press("Enter")

    page.wait_for_url(re.compile(r"/trajecten/[0-9a-f-]{36}/$"))
    expect(page.get_by_role("status")).to_contain_text("6 gesprekken staan gepland.")
    assert len(talks(page)) == 6


def test_duo_finds_another_moment(page_at: PageAt, demo_server: str) -> None:
    page = page_at()
    look_round(page, demo_server, "duo-partner")
    press(page, "Kies een moment")
    before = page.locator("h1").inner_text()
    proposed = page.get_by_role("main").locator(".kader strong").first.inner_text()

    press(page, "Kies dit moment")

    expect(page.locator("h1")).to_have_text(proposed)
    assert proposed != before
    open_traject(page, demo_server)
    assert page.get_by_text(before, exact=True).count() == 0
    assert page.get_by_text(proposed, exact=True).count() == 1


def open_sensitive(page: Page) -> Locator:
    """The first fiche with sensitive questions unfolded: the first of those."""
    fiche = page.locator("details:has-text('Ligt gevoelig')").first
    if fiche.get_attribute("open") is None:
        fiche.locator("summary").click()
    return fiche.locator("li:has-text('Ligt gevoelig')").first


def test_duo_chooses_its_questions(
    page_at: PageAt, demo_server: str, problems: list[str]
) -> None:
    page = page_at()
    look_round(page, demo_server, "zij-instromer")
    page.goto(f"{demo_server}/gesprekken/")
    page.goto(f"{demo_server}{talks(page)[1]}")
    press(page, "Kies vragen")
    open_sensitive(page).get_by_role("button", name="Kies").click()
    expect(page.locator(".melding.let-op")).to_contain_text("begin je een gesprek niet")
    assert [problem.split(" (")[0] for problem in problems] == [REFUSED]
    problems.clear()

    page.get_by_role("textbox", name="Eigen vraag").fill(OWN)
    press(page, "Voeg deze vraag toe")
    open_sensitive(page).get_by_role("button", name="Kies").click()
    press(page, "Klaar")

    questions = page.locator("ol.vragenlijst p").all_inner_texts()
    assert questions[0] == OWN
    assert len(questions) == 2


@pytest.mark.parametrize("width", [390, 1280])
def test_coordinators_planning_is_accessible(
    page_at: PageAt, demo_server: str, width: Literal[390, 1280], problems: list[str]
) -> None:
    page = page_at(width=width)
    look_round(page, demo_server, "coördinator")
    for name, path in {
        "overzicht": "/overzicht/",
        "trajecten": "/trajecten/",
        "traject-nieuw": "/trajecten/nieuw/",
        "teamgesprek": "/gesprekken/nieuw/",
        "vrije-dagen": "/school/vrije-dagen/",
    }.items():
        page.goto(f"{demo_server}{path}")
        check(page, name, width)
        never_sideways(page)
    press_from(page, f"{demo_server}/trajecten/nieuw/", "Start en plan de gesprekken")
    check(page, "traject-nieuw-fout", width)
    open_traject(page, demo_server)
    check(page, "traject", width)
    never_sideways(page)
    traject = page.url
    for name in ("jaarplan", "gesprek", "mensen", "staat", "gegevens"):
        page.goto(f"{traject}{name}/")
        check(page, f"traject-{name}", width)
        never_sideways(page)
    page.goto(f"{traject}jaarplan/")
    page.get_by_label("Dag van gesprek 1").fill("2020-01-01")
    press(page, "Bevestig en nodig uit")
    page.wait_for_selector("[role=alert], .fout")
    check(page, "traject-jaarplan-fout", width)
    problems.clear()  # the answers 422


@pytest.mark.parametrize("width", [390, 1280])
def test_duos_planning_is_accessible(
    page_at: PageAt, demo_server: str, width: Literal[390, 1280]
) -> None:
    page = page_at(width=width)
    look_round(page, demo_server, "duo-partner")
    check(page, "start-duo", width)
    page.goto(f"{demo_server}/gesprekken/")
    check(page, "gesprekken-duo", width)
    first, second, *_ = talks(page)
    for name, path in {
        "gesprek": first,
        "gesprek-voorstel": second,
        "gesprek-vragen": f"{first}vragen/",
        "gesprek-momenten": f"{first}momenten/",
        "gesprek-verplaatsen": f"{first}verplaatsen/",
        "gesprek-afzeggen": f"{first}afzeggen/",
        "agenda": "/agenda/",
    }.items():
        page.goto(f"{demo_server}{path}")
        check(page, name, width)
        never_sideways(page)
    press(page, "Maak mijn adres")
    page.wait_for_selector(".adres")
    check(page, "agenda-adres", width)
    never_sideways(page)
    page.goto(f"{demo_server}{first}")
    press(page, "Pas je antwoord aan")
    check(page, "antwoord", width)
    schermbeeld(page, f"antwoord-{width}")


def press_from(page: Page, address: str, name: str) -> None:
    page.goto(address)
    press(page, name)
    page.wait_for_selector("[role=alert]")
