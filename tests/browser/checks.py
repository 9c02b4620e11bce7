"""Looking at a page: with axe for accessibility, with a picture for people."""

from typing import NamedTuple

from django.conf import settings
from playwright.sync_api import Page

AXE = settings.BASE_DIR / "node_modules/axe-core/axe.min.js"
PICTURES = settings.BASE_DIR / "build/schermbeelden"

# WCAG 2.2 AA with axe's best practices; the tag wcag22aa turns the target size on.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Violation(NamedTuple):
    """A rule of axe, and the element that breaks it."""

    rule: str
    html: str


def axe(page: Page) -> list[Violation]:
    """What axe finds wrong with the page as it is now; a good page gives [].

    The script is evaluated by the debugger, so our strict CSP needs no exception.
    The page must have JavaScript on: without it axe would wait for ever.
    """
    if page.evaluate("matchMedia('(scripting: none)').matches"):
        raise ValueError("axe needs a page with JavaScript")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate(
        "tags => axe.run({runOnly: {type: 'tag', values: tags}})", TAGS
    )
    return [
        Violation(violation["id"], node["html"])
        for violation in result["violations"]
        for node in violation["nodes"]
    ]


def schermbeeld(page: Page, name: str) -> None:
    """Save the whole page as build/schermbeelden/<name>.png."""
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
