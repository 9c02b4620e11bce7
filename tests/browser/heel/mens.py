"""Somebody at a browser: what they do there by the names that things have."""

import re
from typing import Self

from playwright.sync_api import Locator, Page, expect


class Mens:
    """Acts as its reader does: looks for a name, and presses it or types there."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.main = page.get_by_role("main")

    def go(self, adres: str) -> Self:
        self.page.goto(adres)
        return self

    def find(self, naam: str, *, within: Locator | None = None) -> Locator:
        """What one can press by this name; the part of a page where one looks."""
        place = within or self.main
        # Between what one sees and what is only read aloud a browser puts a space.
        words = re.compile(re.escape(naam).replace(":", r"\s?:"))
        button = place.get_by_role("button", name=words)
        return button.or_(place.get_by_role("link", name=words)).first

    def press(self, naam: str, *, within: Locator | None = None) -> None:
        """Press what leads to another page, and wait for it."""
        with self.page.expect_navigation():
            self.find(naam, within=within).click()

    def fill(self, label: str, tekst: str) -> None:
        self.main.get_by_role("textbox", name=label).first.fill(tekst)

    def reads(self, tekst: str) -> None:
        """These words are there to read."""
        expect(self.main.get_by_text(tekst).first).to_be_visible()

    def reads_not(self, tekst: str) -> None:
        expect(self.main.get_by_text(tekst)).to_have_count(0)

    @property
    def kop(self) -> str:
        return self.page.locator("h1").inner_text()

    @property
    def geschreven(self) -> list[str]:
        """What people wrote, as the page has it."""
        return self.main.locator(".geschreven").all_inner_texts()
