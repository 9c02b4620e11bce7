"""Unsent text when one signs out, by any door, or when its talk closed meanwhile."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.samen.blad import Blad
from tests.browser.samen.conftest import Join
from tests.browser.samen.test_toestel import WACHT, type_unsent
from tests.browser.samen.test_voorbereiden import Klad
from tests.browser.test_schoolpaginas import look_round, press

LOGOUT = "/account/logout/"


def expect_warning(page: Page) -> None:
    expect(page.get_by_text(WACHT)).to_be_visible()


def say_yes(blad: Blad) -> None:
    blad.page.goto(blad.url.replace("/samen/", "/afronden/"))
    press(blad.page, "Ja, dit klopt zo")


def close_talk(join: Join) -> None:
    """All say yes to what stands in the talk, each on another device."""
    people = join("zij-instromer").open(), join("duo-partner").open()
    people[0].type("Dit spraken we af.")
    people[0].wait_saved()
    for blad in people:
        say_yes(blad)
    expect(people[1].page.get_by_role("heading", name="Verslag")).to_be_visible()


@pytest.mark.parametrize(
    ("path", "button"),
    [("/account/", "Toch afmelden"), ("/account/opnieuw/", "Meld me toch opnieuw aan")],
)
def test_door_out_warns_and_cleans(
    alone: Blad, samen_server: tuple[str, object], path: str, button: str
) -> None:
    server, page = samen_server[0], alone.page
    type_unsent(alone, server, "nog niet weg")

    page.goto(f"{server}{path}")
    expect_warning(page)
    with page.expect_navigation():
        page.get_by_role("button", name=button).click()

    found = alone.read_device()
    assert (set(found["soorten"]), found["sleutels"]) == ({"onverzonden"}, [])


def test_ending_this_session_goes_by_the_same_door(
    alone: Blad, samen_server: tuple[str, object]
) -> None:
    type_unsent(alone, samen_server[0], "nog niet weg")

    alone.page.goto(f"{samen_server[0]}/account/")
    alone.page.get_by_role("link", name="Meld hier af").click()

    alone.page.wait_for_url(f"**{LOGOUT}")
    expect_warning(alone.page)


def test_invitation_of_another_address_goes_by_the_same_door(
    join: Join, samen_server: tuple[str, object]
) -> None:
    blad = join("coördinator")
    blad.troubled = True  # 403: it isn't theirs
    server, page = samen_server[0], blad.page
    page.goto(f"{server}/school/uitnodigen/")
    page.get_by_label("E-mailadressen").fill("nieuw@school.example")
    press(page, "Verstuur")
    page.goto(f"{server}/demo/post/")
    mail = page.get_by_text("/uitnodiging/").first.inner_text()
    link = next(word for word in mail.split() if "/uitnodiging/" in word)
    path = "/uitnodiging/" + link.partition("/uitnodiging/")[2]

    page.goto(f"{server}{path}")
    press(page, "Meld me af")

    page.wait_for_url(lambda url: LOGOUT in url)
    press(page, "Meld me af")
    page.wait_for_url(f"**{path}")


def test_old_page_of_the_demo_signs_nobody_out(
    alone: Blad, samen_server: tuple[str, object]
) -> None:
    """Its token is of before somebody signed in."""
    server, context = samen_server[0], alone.page.context
    alone.expire()
    old, new = context.new_page(), context.new_page()
    old.goto(f"{server}/")
    new.goto(f"{server}/")
    new.get_by_role("button", name="Kijk rond als zij-instromer").click()
    new.wait_for_selector("h1:has-text('Dag')")

    old.get_by_role("button", name="Kijk rond als duo-partner").click()
    old.wait_for_selector("h1:not(:has-text('Leraar word je'))")

    new.reload()
    expect(new.get_by_role("link", name="Youssef")).to_be_visible()


def test_report_gives_back_what_came_too_late(
    alone: Blad, join: Join, samen_server: tuple[str, object]
) -> None:
    type_unsent(alone, samen_server[0], "te laat")
    close_talk(join)
    page = alone.page

    page.goto(alone.url)
    place = page.locator("[data-nagelaten]")
    expect(place).to_contain_text("nog niet verstuurd toen het gesprek werd afgesloten")
    expect(place.locator("textarea")).to_have_value("te laat")
    press(page, "Zet ze in een opmerking")
    press(page, "Voeg je opmerking toe")

    expect(page.locator("p.geschreven").last).to_have_text("te laat")
    press(page, "Gooi deze tekst weg")
    expect(place.locator("textarea")).to_have_count(0)
    page.reload()
    expect(place).to_be_empty()
    assert alone.read_device()["soorten"] == []


def test_report_shows_nobody_elses_words(
    alone: Blad, join: Join, samen_server: tuple[str, object]
) -> None:
    type_unsent(alone, samen_server[0], "te laat")
    close_talk(join)

    look_round(alone.page, samen_server[0], "duo-partner")
    alone.page.goto(alone.url)
    alone.page.wait_for_load_state("networkidle")

    expect(alone.page.locator("[data-nagelaten]")).to_be_empty()


def test_preparation_that_came_too_late_is_given_back(
    join: Join, samen_server: tuple[str, object]
) -> None:
    klad = Klad(join("zij-instromer", page="voorbereiden")).open()
    klad.blad.expire()
    klad.type("voor mezelf")
    expect(klad.blok).to_have_attribute("data-staat", "aanmelden")
    klad.page.goto("about:blank")
    close_talk(join)

    look_round(klad.page, samen_server[0], "zij-instromer")
    klad.page.goto(klad.url)
    place = klad.page.locator("[data-nagelaten]")
    expect(place.locator("label")).to_contain_text("Vraag 1")
    expect(place.locator("textarea")).to_have_value("voor mezelf")
    press(klad.page, "Gooi deze tekst weg")
    klad.page.reload()

    expect(place).to_be_empty()
