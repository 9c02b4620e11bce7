"""Showing together: on both open pages at once, and gone when it is taken back."""

from playwright.sync_api import Page, Route, expect

from tests.browser.samen.blad import STROOM, Blad
from tests.browser.samen.conftest import Join
from tests.browser.samen.test_voorbereiden import Klad


def prepare(blad: Blad, join: Join, wie: str, tekst: str) -> Page:
    """Another tab of theirs, in which the first question is prepared and waits."""
    context = blad.page.context
    klad = Klad(join(wie, page="voorbereiden", context=context)).open()  # type: ignore[arg-type]
    klad.type(tekst)
    choose(klad.page, "Samen tonen")
    return klad.page


def choose(page: Page, naam: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=naam).first.click()


def shown(blad: Blad) -> list[str]:
    return blad.page.locator("#getoond-1 .geschreven").all_inner_texts()


def test_both_pages_show_both_at_once(duo: tuple[Blad, Blad], join: Join) -> None:
    zij, duopartner = duo
    prepare(zij, join, "zij-instromer", "Van de een")
    assert (shown(zij), shown(duopartner)) == ([], [])

    prepare(duopartner, join, "duo-partner", "Van de ander")

    for blad in duo:
        expect(blad.page.locator("#getoond-1 .geschreven")).to_have_count(2)
        assert sorted(shown(blad)) == ["Van de ander", "Van de een"]


def test_what_is_taken_back_goes_from_the_other_page(
    duo: tuple[Blad, Blad], join: Join
) -> None:
    zij, duopartner = duo
    tab = prepare(zij, join, "zij-instromer", "Van de een")
    prepare(duopartner, join, "duo-partner", "Van de ander")
    expect(duopartner.page.locator("#getoond-1 .geschreven")).to_have_count(2)

    tab.reload()
    choose(tab, "Neem terug")

    expect(duopartner.page.locator("#getoond-1 .geschreven")).to_have_count(1)
    assert shown(duopartner) == ["Van de ander"]


def test_page_without_a_stream_shows_it_too(join: Join) -> None:
    """Where a proxy lets no stream through, the next question to the server tells."""
    blad = join("zij-instromer")
    blad.page.route(STROOM, lambda route: route.fulfill(status=204))
    blad.open().wait_saved()
    other = Klad(join("duo-partner", page="voorbereiden")).open()
    other.type("Van de ander")

    choose(other.page, "Toon nu")

    expect(blad.page.locator("#getoond-1 .geschreven")).to_have_text("Van de ander")
    other.page.reload()
    choose(other.page, "Neem terug")
    expect(blad.page.locator("#getoond-1 .geschreven")).to_have_count(0)


def test_page_that_missed_it_asks_again(join: Join) -> None:
    """The first time that it asks for what is shown now, the connection is gone."""
    blad = join("zij-instromer").open()
    lost: list[str] = []

    def lose_first(route: Route) -> None:
        lost.append(route.request.url)
        if len(lost) == 1:
            route.abort()
        else:
            route.continue_()

    blad.troubled = True
    blad.page.route(blad.url, lose_first)
    other = Klad(join("duo-partner", page="voorbereiden")).open()
    other.type("Van de ander")
    choose(other.page, "Toon nu")

    expect(blad.page.locator("#getoond-1 .geschreven")).to_have_text(
        "Van de ander", timeout=30_000
    )
    assert len(lost) == 2
