"""Every page in every state, with axe and a picture for people to look at."""

from typing import Literal

import pytest
from playwright.sync_api import Page

from tests.browser.checks import axe, schermbeeld
from tests.browser.conftest import PageAt

SLUGS = [
    "identiteitstransitie",
    "levensfase-en-motivatie",
    "expertise",
    "schoolcultuur-en-framing",
]
PAGES = {
    "start": "/",
    "fiches": "/fiches/",
    "zoeken": "/fiches/?q=feedbak",
    "zoeken-niets": "/fiches/?q=olifant",
    **{f"fiche-{nummer}": f"/fiches/{slug}/" for nummer, slug in enumerate(SLUGS, 1)},
    "fiche-1-schoolteam": "/fiches/identiteitstransitie/?voor=schoolteam",
    "fiche-1-gekozen-vraag": "/fiches/identiteitstransitie/#F1-Z-03",
    "gesprekken": "/gesprekken/",
    "gespreksbladen": "/gespreksbladen/?fiche=expertise",
    "gespreksbladen-vragen": (
        "/gespreksbladen/?vraag=F3-Z-01&vraag=F1-T-02&vraag=E-1&eigen=Wat+nu%3F"
        "&vorm=boekje&vouwen=ja&titel=Studiedag&stemmen=ja"
    ),
    "seminariepakket": "/gespreksbladen/pakket/?vraag=F3-Z-01",
    "aanmelden": "/account/login/",
}
PROBLEM_404 = "Failed to load resource: the server responded with a status of 404"
SCHEMES: list[Literal["light", "dark"]] = ["light", "dark"]


def check(page: Page, name: str, width: int) -> None:
    """Expect nothing from axe, in light and in dark, and take a picture of both.

    In the dark a page has other colours, and is the same otherwise.
    """
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        schermbeeld(page, f"{name}-{width}-{scheme}")
        assert axe(page, colours=scheme == "dark") == []


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible(
    page_at: PageAt, name: str, width: Literal[390, 1280]
) -> None:
    page = page_at(width=width)

    page.goto(PAGES[name])
    page.wait_for_load_state("networkidle")  # what a page fetches for itself is there

    check(page, name, width)


@pytest.mark.parametrize("width", [390, 1280])
def test_not_found_is_accessible(
    page_at: PageAt, width: Literal[390, 1280], problems: list[str]
) -> None:
    page = page_at(width=width)

    page.goto("/fiches/onzin/")

    check(page, "niet-gevonden", width)
    assert [problem.split(" (")[0] for problem in problems] == [PROBLEM_404]
    problems.clear()


@pytest.mark.parametrize("width", [390, 1280])
def test_style_guide_is_accessible(
    page_at: PageAt, debug_server: str, width: Literal[390, 1280]
) -> None:
    page = page_at(width=width)

    page.goto(f"{debug_server}/stijl/")

    check(page, "stijl", width)


@pytest.mark.parametrize("name", PAGES)
def test_page_never_scrolls_sideways(page_at: PageAt, name: str) -> None:
    page = page_at()
    page.goto(PAGES[name])

    for width in (320, 390, 768, 1024, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_axe_sees_what_is_wrong(page_at: PageAt) -> None:
    page = page_at()
    page.goto("/")

    page.evaluate("document.documentElement.removeAttribute('lang')")
    page.evaluate("document.querySelector('.soft').style.color = '#ccc'")

    assert {violation.rule for violation in axe(page)} == {
        "color-contrast",
        "html-has-lang",
    }
