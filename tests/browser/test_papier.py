"""From a fiche to paper, as people do it: keyboard, phone, no script."""

import re
import zipfile
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageAt
from tests.browser.test_lezen import tab_to
from tests.browser.test_toegankelijkheid import check

ADRES = "/gespreksbladen/"
PROBLEM_422 = "Failed to load resource: the server responded with a status of 422"


def wait_for_preview(page: Page) -> None:
    """Until the pictures of the first pages of the paper are really there."""
    pictures = page.locator(".bladzijden img")
    expect(pictures.first).to_be_visible(timeout=20_000)
    for picture in pictures.all()[:2]:
        # A string to wait for would be evaluated in the page, which its CSP forbids.
        expect(picture).to_have_js_property("complete", value=True, timeout=20_000)
        expect(picture).not_to_have_js_property("naturalWidth", 0)


def test_seminar_pack_from_the_start_page_with_the_keyboard(page_at: PageAt) -> None:
    page = page_at(width=1280)
    page.goto("/")

    tab_to(page, f'a.knop[href="{ADRES}"]')
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"{ADRES}$"))
    tab_to(page, 'input[value="expertise"]')
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile(r"\?fiche=expertise$"))
    tab_to(page, 'a[href="/gespreksbladen/pakket/?fiche=expertise"]')
    page.keyboard.press("Enter")
    expect(page.get_by_text("Je pakket is klaar.")).to_be_visible(timeout=30_000)
    tab_to(page, 'a[href*="pakket.zip"]')
    with page.expect_download() as download:
        page.keyboard.press("Enter")

    assert download.value.suggested_filename == "seminarie.zip"
    with zipfile.ZipFile(download.value.path()) as pack:
        assert pack.namelist() == ["blad.pdf", "kaartjes.pdf", "poster.pdf"]


@pytest.mark.parametrize("width", [390, 1280])
def test_choices_change_the_preview_and_the_address(
    page_at: PageAt, width: Literal[390, 1280]
) -> None:
    page = page_at(width=width)
    page.goto(f"{ADRES}?fiche=expertise&voor=zij-instromer")
    wait_for_preview(page)

    page.locator("#vraag-F3-Z-02").check()
    expect(page.get_by_text("1 bladzijde op 1 vel A4.", exact=True)).to_be_visible()
    expect(page.locator("#nieuws")).to_have_text(
        "Voorbeeld vernieuwd. 1 bladzijde op 1 vel A4."
    )
    expect(page.locator("#vraag-F3-Z-02")).to_be_focused()
    page.locator("#vraag-F3-Z-01").check()
    page.get_by_label("Kaartjes (A6)").check()

    expect(page).to_have_url(
        re.compile("vraag=F3-Z-02&vraag=F3-Z-01&vorm=kaarten$"), timeout=20_000
    )
    wait_for_preview(page)
    page.reload()
    expect(page.locator(".gekozen input")).to_have_count(2)
    expect(page.get_by_label("Kaartjes (A6)")).to_be_checked()


def test_preview_of_an_earlier_choice_never_comes_after_a_later_one(
    page_at: PageAt,
) -> None:
    page = page_at(width=1280)
    page.goto(f"{ADRES}?vorm=boekje&literatuur=ja&stemmen=ja&titel=Traag")
    slow = page.get_by_text("We maken je blad op.").count()  # unless it is made already

    page.get_by_label("Fiche 3: Expertise").check()
    page.get_by_label("Kaartjes (A6)").check()

    cards = page.locator(".oplage strong")
    said = "5 vellen A4, aan twee kanten bedrukt."
    expect(cards).to_have_text(said, timeout=20_000)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(2000 * slow)
    expect(cards).to_have_text(said)


def test_question_moves_with_the_keyboard_and_keeps_the_focus(page_at: PageAt) -> None:
    page = page_at(width=1280)
    page.goto(f"{ADRES}?vraag=F3-Z-02&vraag=F3-Z-01")

    tab_to(page, "#op-F3-Z-01")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("vraag=F3-Z-01&vraag=F3-Z-02$"))
    expect(page.locator("#op-F3-Z-01")).to_be_focused()


def test_typing_is_never_disturbed_by_the_preview(page_at: PageAt) -> None:
    page = page_at(width=1280)
    page.goto(f"{ADRES}?fiche=expertise")
    field = page.get_by_label("Eigen vragen")

    field.press_sequentially("Wat nu?", delay=90)
    expect(page).to_have_url(re.compile("eigen=Wat"), timeout=20_000)
    field.press_sequentially(" En dan?", delay=90)

    expect(page).to_have_url(re.compile("En\\+dan"), timeout=20_000)
    expect(field).to_be_focused()
    expect(field).to_have_value("Wat nu? En dan?")


def test_mistake_is_said_beside_what_was_typed(
    page_at: PageAt, problems: list[str]
) -> None:
    page = page_at(width=1280)
    page.goto(f"{ADRES}?vraag=F3-Z-01")
    field = page.get_by_label("Eigen vragen")

    field.fill("Goed zo 😀")

    expect(page.get_by_role("alert")).to_contain_text(
        "Dit kunnen we niet afdrukken: 😀"
    )
    expect(field).to_have_value("Goed zo 😀")
    assert [problem.split(" (")[0] for problem in problems] == [PROBLEM_422]
    problems.clear()


def test_composer_works_without_javascript(page_at: PageAt) -> None:
    page = page_at(javascript=False)
    page.goto(ADRES)

    page.get_by_label("Fiche 3: Expertise").check()
    page.get_by_label("Zij-instromer", exact=True).check()
    page.get_by_role("button", name="Vernieuw het voorbeeld").click()
    expect(page).to_have_url(re.compile(r"\?fiche=expertise&voor=zij-instromer$"))
    page.locator("#vraag-F3-Z-02").check()
    page.locator("#vraag-F3-Z-01").check()
    page.get_by_role("button", name="Vernieuw het voorbeeld").click()
    page.locator("#op-F3-Z-02").click()

    expect(page).to_have_url(re.compile("vraag=F3-Z-02&vraag=F3-Z-01$"))
    if page.get_by_role("link", name="Toon het voorbeeld").count():
        page.get_by_role("link", name="Toon het voorbeeld").click()
    picture = page.locator(".bladzijden img").get_attribute("src")
    assert page.request.get(str(picture)).ok
    expect(page.get_by_role("link", name="Open de pdf")).to_have_attribute(
        "href", re.compile("blad.pdf")
    )


def test_fiche_and_question_lead_to_their_paper(page_at: PageAt) -> None:
    page = page_at()
    page.goto("/fiches/expertise/?voor=schoolteam")

    page.get_by_role("link", name="druk af (vraag F3-T-02)").click()
    expect(page.locator(".gekozen")).to_contain_text("F3-T-02")
    page.goto("/fiches/expertise/")
    page.get_by_role("link", name="Druk af", exact=True).first.click()

    expect(page.get_by_label("Fiche 3: Expertise")).to_be_checked()


@pytest.mark.parametrize("width", [390, 1280])
def test_composer_with_mistakes_is_accessible(
    page_at: PageAt, width: Literal[390, 1280], problems: list[str]
) -> None:
    page = page_at(width=width)

    page.goto(f"{ADRES}?vorm=rol&datum=morgen&eigen=%F0%9F%98%80")

    check(page, "gespreksbladen-fout", width)
    assert [problem.split(" (")[0] for problem in problems] == [PROBLEM_422]
    problems.clear()
