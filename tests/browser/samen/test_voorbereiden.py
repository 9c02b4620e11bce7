"""Preparing: what one types saves itself, and is nowhere lost."""

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.browser.samen.blad import OP_TOESTEL, OPNIEUW, Blad
from tests.browser.samen.conftest import Join
from tests.browser.test_schoolpaginas import look_round

SAVE = "**/voorbereiden/"
BOTH = "Je bewaarde hier intussen iets anders, op een ander toestel of in een ander"


class Klad:
    """The first field of the page on which one prepares."""

    def __init__(self, blad: Blad) -> None:
        self.page, self.url, self.blad = blad.page, blad.url, blad
        self.blok = self.page.locator("[data-blok]").first

    def open(self) -> "Klad":
        self.page.goto(self.url)
        return self.wait_ready()

    def wait_ready(self) -> "Klad":
        self.page.wait_for_selector("form[data-klaar='1']")
        return self

    @property
    def veld(self) -> Locator:
        return self.blok.locator("textarea[data-veld]")

    def type(self, tekst: str) -> None:
        self.veld.focus()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.type(tekst)

    def expect_melding(self, words: str) -> None:
        expect(self.blok.locator("[data-status]")).to_have_text(words)


@pytest.fixture
def klad(join: Join) -> Klad:
    return Klad(join("zij-instromer", page="voorbereiden")).open()


def reopened(klad: Klad) -> str:
    klad.page.goto("about:blank")
    return klad.open().veld.input_value()


def test_field_saves_itself(klad: Klad) -> None:
    klad.type("mijn voorbereiding")

    klad.expect_melding("Bewaard")
    assert reopened(klad) == "mijn voorbereiding"


def test_leaving_the_field_saves_at_once(klad: Klad) -> None:
    klad.type("x")

    with klad.page.expect_request(SAVE, timeout=400):
        klad.veld.blur()

    klad.expect_melding("Bewaard")


def test_words_that_were_not_sent_come_back(
    klad: Klad, samen_server: tuple[str, object]
) -> None:
    klad.blad.expire()
    klad.type("bijna kwijt")
    klad.expect_melding(OPNIEUW)

    look_round(klad.page, samen_server[0], "zij-instromer")
    klad.open()

    assert klad.veld.input_value() == "bijna kwijt"
    klad.expect_melding("Bewaard")
    assert "concept" not in klad.blad.read_device()["soorten"]


def test_lost_answer_is_no_second_version(klad: Klad) -> None:
    lost: list[str] = []

    def lose_first(route: Route) -> None:
        if not lost:
            lost.append(route.request.url)
            route.fetch()
            route.abort()
        else:
            route.continue_()

    klad.blad.troubled = True
    klad.page.route(SAVE, lose_first)
    klad.type("een")
    klad.veld.blur()
    klad.type(" twee")

    klad.expect_melding("Bewaard")
    assert klad.page.locator(".conflict").count() == 0
    klad.page.unroute(SAVE)
    assert reopened(klad) == "een twee"


def two_versions(klad: Klad, join: Join) -> None:
    """Typed here, while on another device something else was saved."""
    other = Klad(join("zij-instromer", page="voorbereiden")).open()
    other.type("elders")
    other.expect_melding("Bewaard")
    klad.blad.troubled = True
    klad.type("hier")
    expect(klad.blok.locator("[data-status]")).to_contain_text(BOTH)


@pytest.mark.parametrize(
    ("choice", "tekst"),
    [("Houd mijn tekst", "hier"), ("Neem de bewaarde tekst", "elders")],
)
def test_two_versions_are_both_shown(
    klad: Klad, join: Join, choice: str, tekst: str
) -> None:
    two_versions(klad, join)
    shown = klad.blok.locator(".conflict .geschreven").all_inner_texts()
    assert shown == ["elders", "hier"]

    klad.blok.get_by_role("button", name=choice).click()

    klad.expect_melding("Bewaard")
    assert reopened(klad) == tekst


def test_refused_text_stays_with_its_sentence(klad: Klad) -> None:
    klad.blad.troubled = True
    klad.veld.focus()
    klad.page.keyboard.insert_text("a" * 20_001)

    klad.expect_melding(
        "Dit is 20.001 tekens lang; er kunnen er 20.000 in. Kort het in."
    )
    klad.page.keyboard.press("Backspace")
    klad.expect_melding("Bewaard")


def test_expired_session_keeps_the_words(klad: Klad) -> None:
    klad.blad.expire()

    klad.type("staat klaar")

    klad.expect_melding(OPNIEUW)
    assert klad.veld.input_value() == "staat klaar"


def test_button_that_shows_saves_first(klad: Klad) -> None:
    klad.type("toon mij")

    klad.blok.get_by_role("button", name="Toon nu").click()

    klad.page.wait_for_selector("text=Je tekst is getoond")
    expect(klad.blok.get_by_text("toon mij")).to_be_visible()


def test_nobody_else_reads_a_draft_on_the_device(klad: Klad) -> None:
    klad.blad.set_offline(True)
    klad.type("vertrouwelijk")
    klad.expect_melding(OP_TOESTEL)

    assert "concept" in klad.blad.read_device()["soorten"]
    assert b"vertrouwelijk" not in klad.blad.device_bytes()


def test_server_error_passes_by_itself(klad: Klad) -> None:
    klad.blad.troubled = True
    klad.page.route(SAVE, lambda route: route.fulfill(status=503, json={"fout": ""}))
    klad.type("straks")
    expect(klad.blok).to_have_attribute("data-staat", "opnieuw", timeout=10_000)

    klad.page.unroute(SAVE)

    klad.expect_melding("Bewaard")
