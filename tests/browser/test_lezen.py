"""Reading, choosing and searching, as people do it: keyboard, phone, no script."""

import re
from io import BytesIO

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from fiches import bestanden
from tests.browser.conftest import PageAt

FICHE = "/fiches/identiteitstransitie/"


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until `selector` has the focus, at most a hundred times."""
    for _ in range(100):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is met Tab niet te bereiken")


def shown(page: Page) -> list[str]:
    """The codes of the questions on the page."""
    found: list[str] = page.eval_on_selector_all(
        ".vraag", "all => all.map(one => one.dataset.code)"
    )
    return found


@pytest.mark.parametrize("javascript", [True, False])
def test_questions_for_one_audience_by_keyboard(
    page_at: PageAt, *, javascript: bool
) -> None:
    page = page_at(javascript=javascript)
    page.goto("/")

    tab_to(page, f'a.kaart[href="{FICHE}"]')
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(FICHE))
    tab_to(page, "#voor-zij-instromer")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("voor=zij-instromer"))
    expect(page.locator(".vragenlijst")).to_be_visible()
    # The sensitive ones come last.
    assert shown(page) == [f"F1-Z-0{n}" for n in (1, 2, 3, 4, 7, 8, 5, 6)]


def test_choosing_an_audience_keeps_the_focus_and_comes_back(page_at: PageAt) -> None:
    page = page_at()
    page.goto(FICHE)
    everything = shown(page)

    page.click("#voor-schoolteam")
    expect(page.locator(".vragenlijst")).to_be_visible()
    expect(page.locator("#voor-schoolteam")).to_be_focused()
    expect(page.locator("#voor-schoolteam")).to_have_attribute("aria-current", "true")
    page.go_back()

    expect(page.locator(".themarij").first).to_be_visible()
    expect(page.locator("h1")).to_have_count(1)
    assert shown(page) == everything


def test_skip_link_comes_first(page_at: PageAt) -> None:
    page = page_at()
    page.goto(FICHE)

    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


def test_search_shows_results_while_typing(page_at: PageAt) -> None:
    page = page_at()
    page.goto("/fiches/")

    page.locator("#q").press_sequentially("feedbak")

    status = page.get_by_role("status")
    expect(status).to_have_text("4 resultaten voor ‘feedbak’, het best passende eerst.")
    expect(page).to_have_url(re.compile(r"q=feedbak"))
    expect(page.locator("#q")).to_be_focused()
    expect(page.locator("mark").first).to_have_text("feedback")


def test_search_leads_to_the_very_question_without_javascript(page_at: PageAt) -> None:
    page = page_at(javascript=False)
    page.goto("/")

    page.fill("#q", "F1-Z-03")
    page.press("#q", "Enter")
    page.click(".resultaat a")

    expect(page).to_have_url(re.compile("/fiches/identiteitstransitie/#F1-Z-03$"))
    expect(page.locator("#F1-Z-03")).to_be_in_viewport()


def test_the_three_audiences_stand_side_by_side_on_a_wide_screen(
    page_at: PageAt,
) -> None:
    page = page_at(width=1280)
    page.goto(FICHE)

    tops = page.eval_on_selector_all(
        ".themarij:first-of-type .drieluik > div",
        "all => all.map(one => one.getBoundingClientRect().top)",
    )

    assert len(tops) == 3
    assert len(set(tops)) == 1


@pytest.mark.parametrize("voor", ["", "?voor=schoolteam"])
def test_paper_splits_no_question_and_orphans_no_heading(
    page_at: PageAt, voor: str
) -> None:
    page = page_at(width=1280)
    fiche = bestanden.read(settings.BASE_DIR / "fixtures").fiches[0]
    page.goto(FICHE + voor)
    headings = page.locator("main :is(h2, h3, h2 + .soft)").all_text_contents()

    paper = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    sheets = [squeeze(sheet.extract_text()) for sheet in paper.pages]

    for vraag in fiche.vragen:
        if not voor or vraag.doelgroep == "schoolteam":
            text = squeeze(vraag.tekst)
            assert sum(sheet.count(text) for sheet in sheets) == 1, vraag.code
    assert not [s for s in sheets if s.endswith(tuple(map(squeeze, headings)))]
    assert not [s for s in sheets if "Aanmelden" in s]


def squeeze(text: str) -> str:
    """The text without white space, which says nothing in a PDF."""
    return "".join(text.split())
