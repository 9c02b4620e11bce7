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


def axe(page: Page, *, colours: bool = False) -> list[Violation]:
    """What axe finds wrong with the page as it is now; a good page gives [].

    With `colours` it looks at nothing else, for a page that was looked at before.

    The script is evaluated by the debugger, so our strict CSP needs no exception.
    The page must have JavaScript on: without it axe would wait for ever.
    """
    if page.evaluate("matchMedia('(scripting: none)').matches"):
        raise ValueError("axe needs a page with JavaScript")
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    rules = {"type": "tag", "values": TAGS}
    if colours:
        rules = {"type": "rule", "values": ["color-contrast"]}
    result = page.evaluate("rules => axe.run({runOnly: rules})", rules)
    return [
        Violation(violation["id"], node["html"])
        for violation in result["violations"]
        for node in violation["nodes"]
    ]


def schermbeeld(page: Page, name: str) -> None:
    """Save the whole page as build/schermbeelden/<name>.png."""
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
