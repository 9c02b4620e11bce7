"""What the page says when the server says no, and what becomes of the text."""

import pytest
from playwright.sync_api import Route, expect

from tests.browser.samen.blad import BEWAARD, LATER, OP_TOESTEL, OPNIEUW, Blad, sent
from tests.browser.test_schoolpaginas import look_round

WEG = "Je doet niet meer mee aan dit gesprek. Wat je typte, staat nog hier."
GESLOTEN = "Dit gesprek is afgesloten."
VOL = "De schijf is vol. Laat deze pagina open."
TE_LANG = "Dit is 20.001 tekens lang; er kunnen er 20.000 in. Kort het in."


@pytest.mark.parametrize(
    ("status", "zin", "words"),
    [
        (401, OPNIEUW, OPNIEUW),
        (404, WEG, WEG),
        (409, GESLOTEN, GESLOTEN),
        (413, "Te groot.", "Te groot."),
        (422, TE_LANG, TE_LANG),
        (429, "", LATER),
        (500, "", LATER),
        (507, VOL, VOL),
    ],
)
def test_each_failure_says_what_to_do(
    alone: Blad, status: int, zin: str, words: str
) -> None:
    alone.answer_fout(status, zin)

    alone.paste("tekst")

    alone.expect_melding(words)
    assert alone.tekst == "tekst"


def test_page_of_somebody_elses_wifi_is_no_answer(alone: Blad) -> None:
    alone.answer(200, "<title>Betaal eerst</title>", **{"content-type": "text/html"})

    alone.type("tekst")

    alone.expect_melding(OP_TOESTEL)
    alone.release()
    alone.expect_on_server("tekst")


def test_redirect_asks_to_sign_in(alone: Blad) -> None:
    alone.answer(302, "", location="/account/login/")

    alone.type("tekst")

    alone.expect_melding(OPNIEUW)


def test_temporary_failure_passes_by_itself(alone: Blad) -> None:
    alone.answer_fout(500, "")
    alone.type("tekst")
    alone.expect_melding(LATER)

    alone.release()

    alone.expect_melding(BEWAARD)
    alone.expect_on_server("tekst")


def test_too_long_a_text_stays_and_is_not_sent_again(alone: Blad) -> None:
    updates: list[object] = []

    def note(route: Route) -> None:
        updates.append(sent(route)["update"])
        route.continue_()

    alone.paste("a" * 20_001)
    alone.expect_melding(TE_LANG)
    alone.handle(note)
    alone.page.wait_for_timeout(3000)

    assert set(updates) <= {None}
    assert (alone.melding, alone.tekst) == (TE_LANG, "a" * 20_001)
    alone.page.keyboard.press("Backspace")
    alone.expect_on_server("a" * 20_000)


def test_text_over_64_kibibytes_is_sent(alone: Blad) -> None:
    """Larger than what a browser still finishes behind a page that closes."""
    alone.paste("€" * 20_000)

    alone.expect_on_server("€" * 20_000)


def test_paste_beyond_the_largest_request_stays(alone: Blad) -> None:
    """In a field out of sight: laying out so much takes a browser half a minute."""
    alone.troubled = True
    field = alone.page.locator("[name='afspraak-1']")
    put = "(el, tekst) => { el.value = tekst; el.dispatchEvent(new Event('input')) }"
    field.evaluate(put, "x" * 3_000_000)
    alone.expect_staat("geweigerd")
    assert field.evaluate("el => el.value.length") == 3_000_000

    field.evaluate(put, "kort")

    alone.wait_saved()
    alone.page.reload()
    alone.wait_ready().wait_saved()
    assert field.input_value() == "kort"


def test_expired_session_keeps_the_text_until_one_is_back(
    alone: Blad, samen_server: tuple[str, object]
) -> None:
    alone.expire()
    alone.type("niet kwijt")
    alone.expect_melding(OPNIEUW)
    link = alone.page.locator("[data-status] a")
    path = alone.url.removeprefix(samen_server[0])
    assert link.get_attribute("target") == "_blank"
    assert (
        link.get_attribute("href") == f"/account/login/?next={path.replace('/', '%2F')}"
    )

    other_tab = alone.page.context.new_page()
    look_round(other_tab, samen_server[0], "zij-instromer")
    alone.come_back()

    alone.expect_on_server("niet kwijt")


def test_somebody_else_on_the_same_device_sends_nothing_of_mine(
    alone: Blad, samen_server: tuple[str, object]
) -> None:
    alone.handle(lambda route: route.abort())
    other_tab = alone.page.context.new_page()
    look_round(other_tab, samen_server[0], "duo-partner")

    alone.paste("van mij")
    alone.release()  # only now: who knows of it can't type on

    alone.expect_staat("gesloten")
    assert "iemand anders" in alone.melding
    rest = alone.page.locator("[data-uitleg] textarea")
    expect(rest).to_have_value("van mij")


def test_old_token_is_renewed_without_a_word(alone: Blad) -> None:
    seen: list[str] = []

    def refuse_first(route: Route) -> None:
        seen.append(route.request.headers["x-csrftoken"])
        if len(seen) == 1:
            route.fulfill(status=403, body="<h1>Token</h1>")
        else:
            route.continue_()

    alone.handle(refuse_first)
    alone.type("tekst")
    alone.wait_saved()

    alone.expect_melding(BEWAARD)
    assert len(seen) >= 2


def test_closed_talk_gives_back_what_was_not_sent(alone: Blad) -> None:
    alone.answer_fout(409, GESLOTEN)
    alone.paste("te laat")
    alone.expect_melding(GESLOTEN)

    rest = alone.page.locator("[data-uitleg] textarea")
    expect(rest).to_have_value("te laat")
    assert alone.veld().get_attribute("readonly") is not None
    alone.page.get_by_role("button", name="Gooi deze tekst weg").click()
    expect(rest).to_have_count(0)
