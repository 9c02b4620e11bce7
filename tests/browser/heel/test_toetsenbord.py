"""A whole talk by who has no mouse: by keys, and by what a screen reader says."""

from tests.browser.heel.conftest import Meet
from tests.browser.heel.mens import Mens
from tests.browser.heel.stappen import GRIET, prepare, say_yes
from tests.browser.heel.toetsen import Toetsenbord
from tests.browser.samen.blad import Blad

SAMEN = "Samen met de toetsen geschreven."
AFSPRAAK = "Elkaar bellen op vrijdag"


def choose_another(keys: Toetsenbord) -> None:
    """Take the first question out of the talk, and one that is proposed in."""
    keys.open("link", "Pas de vragen aan")
    keys.open("button", "Weg: vraag 1")
    keys.open("button", "Kies voorgestelde vraag 1")
    keys.open("link", "Klaar")


def show_apart(keys: Toetsenbord, ander: Mens, talk: str) -> None:
    keys.open("link", "Bereid je voor")
    keys.type("Jouw voorbereiding bij vraag 1", "Van Youssef")
    keys.open("button", "Samen tonen: vraag 1")
    prepare(ander, talk, "Van Griet", "Samen tonen")


def write_on(keys: Toetsenbord) -> None:
    """Past what was agreed before, along the questions, to a new agreement."""
    blad = Blad(keys.page, keys.page.url).wait_ready()
    first = keys.step("Volgende")
    assert (first.role, first.seen) == ("heading", True)
    keys.type("Samen opgeschreven", SAMEN)
    assert keys.step("Volgende").role == "heading"
    assert keys.step("Volgende").name == "Wat spreken jullie af?"
    keys.type("Wat spreken jullie af?", AFSPRAAK)
    keys.tab_to("combobox", "Wie doet het?")
    keys.page.keyboard.type(GRIET)
    blad.wait_saved()
    keys.tab_to("combobox", "Wie doet het?", "Shift+Tab")


def test_focus_stays_where_a_question_changed(meet: Meet, talk: str) -> None:
    mens = meet("zij-instromer")
    mens.go(f"{talk}vragen/").press("Neem deze vragen")
    keys = Toetsenbord(mens.page)
    led = []
    for name in ("↓ Vraag 1 omlaag", "↑ Vraag 2 omhoog", "Weg: vraag 1"):
        keys.open("button", name)
        keys.page.keyboard.press("Tab")
        led.append(keys.look())

    names = ["↑ Vraag 2 omhoog", "↓ Vraag 1 omlaag", "↓ Vraag 1 omlaag"]
    assert led == [("button", name, True, True) for name in names]


def test_talk_is_had_with_the_keyboard_alone(meet: Meet) -> None:
    mens, ander = meet("zij-instromer", width=1280), meet("duo-partner")
    mens.page.set_viewport_size({"width": 640, "height": 450})  # a laptop at 200 %
    keys = Toetsenbord(mens.page)
    keys.open("link", "Bereid het voor")
    talk = keys.page.url
    choose_another(keys)

    show_apart(keys, ander, talk)
    keys.open("link", "Het gesprek")
    keys.open("link", "Samen in gesprek")
    write_on(keys)
    keys.open("link", "Lees na en rond af")
    keys.open("button", "Ja, dit klopt zo")
    say_yes(ander, talk)
    keys.open("link", "Het gesprek")
    keys.open("link", "Lees het verslag")

    assert mens.kop == "Verslag"
    assert (SAMEN in mens.geschreven, AFSPRAAK in mens.geschreven) == (True, True)
