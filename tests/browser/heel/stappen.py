"""The steps of a talk, the same for who has a script and for who hasn't."""

import re

import pypdfium2
from playwright.sync_api import Page, expect

from tests.browser.heel.mens import Mens

LEZER = "Sofie De Ridder"
GRIET = "Griet Vandenbosch"
GETOOND = "#getoond-1 .geschreven"


def choose_proposed(mens: Mens, talk: str) -> list[str]:
    """Take what is proposed; the questions, in order."""
    mens.go(talk).press("Kies vragen")
    mens.press("Neem deze vragen")
    mens.press("Klaar")
    questions = mens.main.locator("ol.vragenlijst .geschreven").all_inner_texts()
    assert 2 <= len(questions) <= 4
    return questions


def prepare(mens: Mens, talk: str, tekst: str, keuze: str) -> None:
    """Write something with the first question, and say what becomes of it."""
    mens.go(talk).press("Bereid je voor")
    mens.fill("Jouw voorbereiding bij vraag 1", tekst)
    mens.press(f"{keuze}: vraag 1")


def shown(mens: Mens, talk: str) -> list[str]:
    """What stands with the first question of the talk, by who opens it now."""
    return mens.go(f"{talk}samen/").page.locator(GETOOND).all_inner_texts()


def say_yes(mens: Mens, talk: str) -> None:
    mens.go(talk).press("Lees na en rond af")
    mens.press("Ja, dit klopt zo")


def read_pdf(page: Page, adres: str) -> str:
    """All its words on one line."""
    response = page.context.request.get(adres)
    assert (response.status, response.headers["content-type"]) == (
        200,
        "application/pdf",
    )
    pages = pypdfium2.PdfDocument(response.body())
    words = " ".join(one.get_textpage().get_text_range() for one in pages)
    return " ".join(words.split())


def ask_to_share(mens: Mens, talk: str, wat: str, met: str) -> None:
    """Ask the others whether the answer to this question may go to somebody."""
    mens.go(f"{talk}verslag/").press("Deel met iemand")
    mens.main.get_by_role("radio", name=wat[:40]).check()
    label = mens.main.get_by_role("option", name=met).inner_text()
    mens.main.get_by_label("Met wie?").select_option(label=label)
    mens.press("Ik zeg ja, vraag het de anderen")


def agree_to_share(mens: Mens, talk: str, met: str) -> None:
    mens.go(f"{talk}verslag/").press("Deel met iemand")
    mens.press(f"Ja, deel dit met {met}")


def take_back(mens: Mens, talk: str, met: str) -> None:
    mens.go(f"{talk}verslag/").press("Deel met iemand")
    mens.press(f"Neem terug: delen met {met}")


def open_shared(mens: Mens, van: str) -> str:
    """By way of one's list of talks; the address of what is shared."""
    mens.page.get_by_role("navigation").get_by_role("link", name="Gesprekken").click()
    line = mens.main.get_by_role("listitem").filter(has_text=van)
    mens.press("uit het gesprek", within=line)
    return mens.page.url


def is_gone(mens: Mens, adres: str, problems: list[str]) -> None:
    """The page answers 404 and so does its paper; the complaint is expected."""
    answer = mens.page.goto(adres)
    assert answer is not None
    assert answer.status == 404
    expect(mens.page.locator("h1")).to_have_text(re.compile("vinden|bestaat"))
    assert mens.page.context.request.get(f"{adres}verslag.pdf").status == 404
    problems[:] = [problem for problem in problems if "404" not in problem]


def share_and_withdraw(
    duo: tuple[Mens, Mens],
    lezer: Mens,
    talk: str,
    vraag: str,
    words: tuple[str, str],
    problems: list[str],
) -> None:
    """One answer goes to a colleague, until one takes it back; nothing else does.

    `words` are of that answer, and of something else in the report.
    """
    answer, other = words
    ask_to_share(duo[0], talk, f"Alleen het antwoord bij ‘{vraag}", LEZER)
    agree_to_share(duo[1], talk, LEZER)
    adres = open_shared(lezer, GRIET)
    lezer.reads(answer)
    lezer.reads_not(other)
    paper = read_pdf(lezer.page, f"{adres}verslag.pdf")
    assert (answer in paper, other in paper) == (True, False)

    take_back(duo[1], talk, LEZER)

    is_gone(lezer, adres, problems)
