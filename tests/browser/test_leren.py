"""The footbridge and learning outcomes, by keyboard and on a phone."""

import re
from typing import Literal

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.bestanden import make_pdf
from tests.browser.conftest import PageAt
from tests.browser.test_plannen import open_traject
from tests.browser.test_schoolpaginas import look_round, never_sideways, press
from tests.browser.test_toegankelijkheid import check

REFUSED = "422"
Width = Literal[390, 1280]


def see(page: Page, name: str, width: int) -> None:
    check(page, f"leren-{name}", width)
    never_sideways(page)


@pytest.mark.parametrize("width", [390, 1280])
def test_school_looks_at_its_footbridge(
    page_at: PageAt,
    own_demo: str,
    width: Width,
    problems: list[str],
) -> None:
    page = page_at(width=width)
    look_round(page, own_demo, "coördinator")
    page.goto(f"{own_demo}/school/")
    press(page, "jullie loopbrug")
    see(page, "loopbrug", width)

    measure = page.locator("#OP-D-01")
    measure.get_by_role("button", name="Hebben we").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#OP-D-01$"))
    chosen = measure.get_by_role("button", name="Hebben we")
    expect(chosen).to_have_attribute("aria-pressed", "true")
    measure.get_by_role("link").click()
    page.get_by_label("Wie trekt dit?").fill("Leen")
    see(page, "maatregel", width)
    press(page, "Bewaar")
    expect(measure.get_by_role("link")).to_contain_text("Leen")

    page.get_by_role("link", name=re.compile("over: Er wordt laag")).click()
    expect(page.get_by_label("Met welke vraag beginnen jullie?")).to_have_value(
        "Hoe spreken wij over zij-instromers als ze er niet bij zijn?"
    )
    see(page, "teamgesprek", width)
    assert problems == []


@pytest.mark.parametrize("width", [390, 1280])
def test_outcome_is_shown_and_recognised(
    page_at: PageAt,
    own_demo: str,
    width: Width,
    problems: list[str],
) -> None:
    page = page_at(width=width)
    look_round(page, own_demo, "zij-instromer")
    open_traject(page, own_demo)
    press(page, "Jullie leeruitkomsten")
    see(page, "uitkomsten", width)
    page.get_by_role("link", name=re.compile("^Toon het.*rust")).click()
    evidence = page.get_by_role("textbox", name="Waaraan zie je het?")
    evidence.fill("Zie de les van 3B.")
    choose = page.get_by_label("Bestand").set_input_files
    choose(FilePayload(name="les.pdf", mimeType="application/pdf", buffer=b"<script>"))
    press(page, "Voeg dit bewijs toe")
    expect(page.get_by_role("alert")).to_contain_text("eindigt op .pdf, maar")
    expect(evidence).to_have_value("Zie de les van 3B.")
    see(page, "bewijs-fout", width)
    pdf = make_pdf()
    choose(FilePayload(name="les.pdf", mimeType="application/pdf", buffer=pdf))
    press(page, "Voeg dit bewijs toe")
    expect(page.get_by_role("status")).to_contain_text("Je bewijs is bewaard.")
    see(page, "bewijs", width)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download les.pdf").click()
    assert download.value.path().read_bytes() == pdf

    address = page.url
    look_round(page, own_demo, "lerarenopleider")
    page.goto(address)
    page.get_by_label("Namens wie?").fill("de opleiding")
    see(page, "erken", width)
    press(page, "Ik erken dit")
    expect(page.get_by_role("main")).to_contain_text("namens de opleiding, op")
    see(page, "erkend", width)
    assert [problem for problem in problems if REFUSED not in problem] == []
    problems.clear()
