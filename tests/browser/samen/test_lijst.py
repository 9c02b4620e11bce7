"""Text being typed while something goes wrong: it stays, and the page says so."""

import pytest
from playwright.sync_api import expect

from tests.browser.samen.blad import (
    ALLEEN_HIER,
    BEWAARD,
    JSON,
    LATER,
    OP_TOESTEL,
    OPNIEUW,
    SYNC,
    Blad,
)
from tests.browser.samen.conftest import Join
from tests.browser.samen.test_fouten import WEG
from tests.browser.samen.test_toestel import CRASH, open_for_offline, type_offline
from tests.browser.samen.test_voorbereiden import SAVE, Klad
from tests.browser.test_schoolpaginas import press

REMOVE_DATABASE = """new Promise((resolve, reject) => {
    const asked = indexedDB.deleteDatabase("samenwijzer");
    asked.onsuccess = resolve;
    asked.onblocked = reject;
})"""
SEND_PERSISTED = (
    "name => dispatchEvent(new PageTransitionEvent(name, {persisted: true}))"
)


@pytest.fixture
def klad(join: Join) -> Klad:
    return Klad(join("zij-instromer", page="voorbereiden")).open()


def fail(klad: Klad, status: int, body: str = "{}") -> None:
    """Let nothing be saved on the page to prepare on; 0 is no connection."""
    klad.blad.troubled = True
    klad.page.route(
        SAVE,
        lambda route: (
            route.fulfill(status=status, body=body, content_type=JSON)
            if status
            else route.abort()
        ),
    )


def take_out_duo(join: Join, talk: str) -> None:
    """The coordinator says goodbye to the duo-partner, who leaves the talk."""
    page = join("coördinator").page
    page.goto(talk)
    press(page, "Het traject")
    press(page, "Neem afscheid")
    press(page, "Neem afscheid")
    expect(page.get_by_text("doet niet meer mee aan dit traject")).to_be_visible()


def test_who_is_taken_out_while_typing_keeps_the_words(
    duo: tuple[Blad, Blad], join: Join, talk: str
) -> None:
    _, blad = duo
    blad.troubled = True
    blad.type("al bewaard")
    blad.wait_saved()

    blad.handle(lambda route: route.abort())
    take_out_duo(join, talk)
    blad.type(", dit niet")
    blad.release()  # only now: who knows to be out can't type on

    blad.expect_melding(WEG)
    assert blad.tekst == "al bewaard, dit niet"
    rest = blad.page.locator("[data-uitleg] textarea")
    expect(rest).to_have_value("al bewaard, dit niet")


def test_who_is_taken_out_while_preparing_keeps_the_words(
    join: Join, talk: str
) -> None:
    klad = Klad(join("duo-partner", page="voorbereiden")).open()
    klad.blad.troubled = True

    take_out_duo(join, talk)
    klad.type("voor mezelf")

    klad.expect_melding(WEG)
    assert klad.veld.input_value() == "voor mezelf"


@pytest.mark.parametrize(
    ("status", "fout", "words"),
    [
        (0, "", OP_TOESTEL),
        (401, OPNIEUW, OPNIEUW),
        (404, WEG, WEG),
        (409, "Dit gesprek is afgesloten.", "Dit gesprek is afgesloten."),
        (413, "Te groot.", "Te groot."),
        (422, "Te lang.", "Te lang."),
        (429, "", LATER),
        (500, "", LATER),
        (507, "De schijf is vol.", "De schijf is vol."),
    ],
)
def test_each_failure_while_preparing_says_what_to_do(
    klad: Klad, status: int, fout: str, words: str
) -> None:
    fail(klad, status, f'{{"fout": "{fout}"}}')

    klad.type("tekst")

    klad.expect_melding(words)
    klad.page.unroute(SAVE)
    klad.open()
    assert klad.veld.input_value() == "tekst"


def test_back_button_finds_the_words(alone: Blad) -> None:
    alone.type("midden in een woo")

    alone.page.goto(alone.url.partition("/gesprekken/")[0] + "/fiches/")
    alone.page.go_back()

    alone.wait_ready().expect_melding(BEWAARD)
    assert alone.tekst == "midden in een woo"


def test_back_button_finds_the_words_without_connection(join: Join) -> None:
    blad = open_for_offline(join)
    type_offline(blad, "midden in een woo")

    blad.page.goto("about:blank")
    blad.page.go_back()

    blad.wait_ready().expect_melding(OP_TOESTEL)
    assert blad.tekst == "midden in een woo"


@pytest.mark.parametrize("online", [True, False])
def test_back_button_finds_what_one_prepared(
    klad: Klad, join: Join, online: bool
) -> None:
    klad.blad.set_offline(not online)
    klad.type("midden in een woo")
    klad.page.wait_for_timeout(500)  # on the device, and not sent yet

    klad.page.goto("about:blank")
    klad.blad.set_offline(False)
    klad.page.go_back()

    klad.wait_ready().type("rd")
    klad.expect_melding("Bewaard")
    elsewhere = Klad(join("zij-instromer", page="voorbereiden")).open()
    assert elsewhere.veld.input_value() == "midden in een woord"


def test_page_that_was_kept_aside_asks_at_once(duo: tuple[Blad, Blad]) -> None:
    """The back button brings such a page back as it was, without loading it."""
    one, other = duo
    one.answer_fout(500, "")
    one.type("x")
    one.expect_melding(LATER)
    one.page.wait_for_timeout(4000)
    one.page.evaluate(SEND_PERSISTED, "pagehide")
    one.release()

    with one.page.expect_request(SYNC, timeout=1500):
        one.page.evaluate(SEND_PERSISTED, "pageshow")

    other.expect_tekst("x")


def test_preparation_that_was_kept_aside_saves_at_once(klad: Klad) -> None:
    fail(klad, 500)
    klad.type("x")
    klad.expect_melding(LATER)
    klad.page.wait_for_timeout(4000)
    klad.page.unroute(SAVE)

    with klad.page.expect_request(SAVE, timeout=1500):
        klad.page.evaluate(SEND_PERSISTED, "pageshow")

    klad.expect_melding("Bewaard")


def test_without_a_store_one_prepares_on_an_open_page(join: Join) -> None:
    blad = join("zij-instromer", page="voorbereiden", script="delete window.indexedDB")
    klad = Klad(blad).open()
    blad.set_offline(True)

    klad.type("alleen hier")

    klad.expect_melding(ALLEEN_HIER)
    blad.set_offline(False)
    klad.expect_melding("Bewaard")


def test_store_that_is_wiped_while_preparing_loses_nothing(klad: Klad) -> None:
    klad.blad.set_offline(True)
    klad.type("eerst")
    klad.expect_melding(OP_TOESTEL)

    klad.page.evaluate(REMOVE_DATABASE)
    klad.type(", en dan")

    klad.expect_melding(ALLEEN_HIER)
    klad.blad.set_offline(False)
    klad.expect_melding("Bewaard")
    assert klad.open().veld.input_value() == "eerst, en dan"


def test_two_tabs_that_prepare_keep_both_texts(join: Join) -> None:
    one = Klad(join("zij-instromer", page="voorbereiden", script=CRASH)).open()
    context = one.page.context
    other = Klad(join("zij-instromer", page="voorbereiden", context=context)).open()
    one.blad.set_offline(True)
    for tab, tekst in ((one, "in de ene"), (other, "in de andere")):
        tab.type(tekst)
        tab.expect_melding(OP_TOESTEL)
        tab.page.close()
    context.set_offline(False)

    again = Klad(join("zij-instromer", page="voorbereiden", context=context)).open()

    again.expect_melding("Bewaard")
    assert again.veld.input_value() == "in de ene\n\nin de andere"
