"""Writing on while the connection or the server fails."""

from playwright.sync_api import Browser, Route

from tests.browser.samen.blad import (
    ALLEEN_HIER,
    BEWAARD,
    LATER,
    OP_TOESTEL,
    SYNC,
    Blad,
    sent,
)
from tests.browser.samen.conftest import Join
from tests.browser.test_schoolpaginas import look_round


def test_words_of_offline_go_along_later(duo: tuple[Blad, Blad]) -> None:
    one, other = duo
    one.type("blijft weg")
    other.expect_tekst("blijft weg")
    one.set_offline(True)

    one.veld().evaluate("el => el.setSelectionRange(6, 10)")
    one.page.keyboard.press("Delete")
    one.type(" staan")
    one.expect_melding(OP_TOESTEL)
    other.type("Dit ", at=0)
    one.set_offline(False)

    other.expect_tekst("Dit blijft staan")
    one.expect_tekst("Dit blijft staan")


def test_lost_answers_lose_and_double_nothing(duo: tuple[Blad, Blad]) -> None:
    one, other = duo

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    one.handle(lose)
    one.type("eenmaal")
    other.expect_tekst("eenmaal")
    one.release()

    one.type(" precies")
    other.expect_tekst("eenmaal precies")
    one.expect_melding(BEWAARD)


def test_server_that_forgot_gets_it_again(duo: tuple[Blad, Blad]) -> None:
    """It says yes to a post that it never saw; the next answer gives that away."""
    one, other = duo
    lied: list[object] = []

    def lie(route: Route) -> None:
        if lied or not sent(route)["update"]:
            route.continue_()
            return
        lied.append(sent(route))
        body = {**sent(route), "update": None}
        route.continue_(post_data=body)

    one.handle(lie)
    one.type("toch")

    other.expect_tekst("toch")
    assert len(lied) == 1


def test_page_without_any_text_yet_stays_readonly(join: Join) -> None:
    blad = join("zij-instromer")
    blad.handle(lambda route: route.abort())

    blad.page.goto(blad.url)
    blad.expect_melding("Jullie tekst is nog niet opgehaald. We proberen het opnieuw.")
    assert blad.veld().get_attribute("readonly") is not None
    blad.release()

    blad.wait_ready()
    assert blad.veld().get_attribute("readonly") is None


def test_without_a_store_the_page_has_to_stay_open(join: Join) -> None:
    blad = join("zij-instromer", script="delete window.indexedDB").open()
    blad.set_offline(True)

    blad.type("alleen hier")

    blad.expect_melding(ALLEEN_HIER)
    blad.set_offline(False)
    blad.expect_on_server("alleen hier")


def test_words_typed_before_the_script_came_are_kept(join: Join) -> None:
    blad = join("zij-instromer")
    waiting: list[Route] = []
    blad.page.route("**/js/samen.*", lambda route: waiting.append(route))
    blad.page.goto(blad.url, wait_until="commit")
    blad.veld().fill("meteen")

    waiting[0].continue_()

    blad.wait_ready()
    blad.page.unroute("**/js/samen.*")
    blad.expect_on_server("meteen")


def test_closing_the_page_sends_what_was_just_typed(
    duo: tuple[Blad, Blad],
) -> None:
    one, other = duo

    one.page.evaluate(
        "() => { const el = document.querySelector('[data-tekst]');"
        " el.value = 'nog net'; el.dispatchEvent(new Event('input'));"
        " location.href = '/fiches/' }"
    )

    other.expect_tekst("nog net")


def test_waking_up_asks_at_once(duo: tuple[Blad, Blad]) -> None:
    one, other = duo
    one.answer_fout(500, "")
    one.type("x")
    one.expect_melding(LATER)
    one.page.wait_for_timeout(4000)
    one.release()

    with one.page.expect_request(SYNC, timeout=1500):
        one.page.evaluate("dispatchEvent(new Event('online'))")

    other.expect_tekst("x")


def test_stream_and_sync_are_closed_to_others(
    browser: Browser, talk: str, samen_server: tuple[str, object]
) -> None:
    context = browser.new_context()
    page = context.new_page()
    look_round(page, samen_server[0], "teamlid")

    for address in ("samen/", "samen/stroom"):
        assert context.request.get(f"{talk}{address}").status == 404
    context.close()
