"""Two people, one text: whatever they do, both end up with the same words."""

import re
from itertools import pairwise

from playwright.sync_api import Page, Route, expect

from tests.browser.samen.blad import STROOM, Blad, sent
from tests.browser.samen.conftest import Join

SCRIPT = "**/js/samen.*"
FAMILIE = "👨‍👩‍👧"


def agree(duo: tuple[Blad, Blad]) -> str:
    """The text, once both have saved and see the same."""
    one, other = duo
    for _ in range(150):
        for blad in duo:
            blad.wait_saved()
        if one.tekst == other.tekst:
            return one.tekst
        one.page.wait_for_timeout(100)
    raise AssertionError(f"{one.tekst} | {other.tekst}")


def test_words_reach_the_other(duo: tuple[Blad, Blad]) -> None:
    one, other = duo

    one.type("Het ging goed.")

    other.expect_tekst("Het ging goed.")
    one.expect_melding("Alles bewaard")


def test_typing_at_both_ends_keeps_every_letter(duo: tuple[Blad, Blad]) -> None:
    one, other = duo
    one.type("midden")
    other.expect_tekst("midden")

    for letter in "voor ":
        one.type(letter, at=one.tekst.index("midden"))
        other.type("z")

    assert agree(duo) == "voor middenzzzzz"


def test_typing_at_one_place_keeps_every_letter(duo: tuple[Blad, Blad]) -> None:
    one, other = duo
    for blad in duo:
        blad.set_offline(True)
    one.type("samen")
    other.type("apart")

    for blad in duo:
        blad.set_offline(False)

    assert agree(duo) in {"samenapart", "apartsamen"}


def test_caret_stays_at_its_word(duo: tuple[Blad, Blad]) -> None:
    one, other = duo
    one.type("begin einde")
    other.expect_tekst("begin einde")
    one.type("", at=6)

    other.type("Eerst: ", at=0)
    one.expect_tekst("Eerst: begin einde")
    one.page.keyboard.type("midden ")

    assert agree(duo) == "Eerst: begin midden einde"


def test_emoji_stay_whole(duo: tuple[Blad, Blad]) -> None:
    one, other = duo
    one.type("é👍👎")
    other.expect_tekst("é👍👎")

    one.veld().evaluate("el => el.setSelectionRange(1, 3)")
    one.page.keyboard.insert_text("👎")
    other.type(FAMILIE, at=0)

    assert agree(duo) == f"{FAMILIE}é👎👎"


def test_half_a_character_waits_for_the_other_half(duo: tuple[Blad, Blad]) -> None:
    one, other = duo

    for half in ("\\ud83d", "\\udc4d"):
        one.veld().evaluate(
            f"el => {{ el.value += '{half}'; el.dispatchEvent(new Event('input')) }}"
        )

    assert agree((one, other)) == "👍"


def test_pasted_control_characters_are_left_out(duo: tuple[Blad, Blad]) -> None:
    one, _ = duo

    one.veld().evaluate(
        "el => { el.value = 'a\\u0000b\\u2028c\\ud83d'; el.focus();"
        " el.dispatchEvent(new Event('input')); el.blur() }"
    )

    assert agree(duo) == "ab\nc\ufffd"


def test_undo_takes_back_ones_own_words_alone(duo: tuple[Blad, Blad]) -> None:
    one, other = duo
    one.type("van mij ")
    other.expect_tekst("van mij ")
    other.type("van jou ")
    one.expect_tekst("van mij van jou ")

    one.page.keyboard.press("Control+z")
    other.expect_tekst("van jou ")
    one.page.keyboard.press("Control+Shift+z")

    assert agree(duo) == "van mij van jou "


def test_letter_in_the_making_survives_what_comes_in(duo: tuple[Blad, Blad]) -> None:
    one, other = duo
    one.type("x")
    other.expect_tekst("x")
    devtools = one.page.context.new_cdp_session(one.page)
    for letters in ("k", "ka", "kan"):
        devtools.send(
            "Input.imeSetComposition",
            {"text": letters, "selectionStart": 3, "selectionEnd": 3},
        )
    other.type("hier ", at=0)
    other.wait_saved()

    devtools.send("Input.insertText", {"text": "kan"})

    assert agree(duo) == "hier xkan"


def test_page_says_where_the_other_writes(duo: tuple[Blad, Blad]) -> None:
    one, other = duo

    other.go("vraag-2")
    other.veld(2).click()

    here = one.page.locator("[data-aanwezig]")
    expect(here).to_have_text(re.compile(r"^.+ schrijft bij vraag 2$"))


def test_second_tab_is_a_reader_like_any(join: Join) -> None:
    first = join("zij-instromer").open()
    second = join("zij-instromer", context=first.page.context).open()
    first.type("een")
    second.expect_tekst("een")

    second.type(" twee")

    assert agree((first, second)) == "een twee"


def test_who_and_when_are_shared(duo: tuple[Blad, Blad]) -> None:
    one, other = duo
    one.go("afspraken")
    place = one.page.locator("fieldset[data-afspraak='1']")
    place.get_by_label("Wat spreken jullie af?").fill("Samen lesgeven")
    place.get_by_label("Wie doet het?").select_option("De school")
    place.get_by_label("Tegen wanneer?").fill("2027-01-15")

    values = other.page.locator("fieldset[data-afspraak='1']")
    expect(values.locator("[name='1.tegen']")).to_have_value("2027-01-15")
    expect(values.locator("[name='1.wie']")).to_have_value("school")
    expect(values.locator("[name='afspraak-1']")).to_have_value("Samen lesgeven")


def visible_places(page: Page) -> list[str | None]:
    places = page.locator("fieldset[data-afspraak]:not([hidden])").all()
    return [place.get_attribute("data-afspraak") for place in places]


def test_first_empty_place_for_an_agreement_is_shown(duo: tuple[Blad, Blad]) -> None:
    one, other = duo
    assert visible_places(one.page) == ["1"]

    one.go("afspraken")
    one.page.locator("[name='afspraak-1']").fill("Samen lesgeven")

    other.page.locator("fieldset[data-afspraak='2']:not([hidden])").wait_for(
        state="attached"
    )
    assert visible_places(one.page) == visible_places(other.page) == ["1", "2"]


def test_text_of_the_page_without_script_comes_once(join: Join) -> None:
    plain = join("zij-instromer")
    plain.page.route(
        SCRIPT, lambda route: route.fulfill(content_type="text/javascript")
    )
    plain.page.goto(plain.url)
    plain.veld().fill("Al getypt.\nOp twee regels.")
    plain.veld().evaluate("el => el.form.submit()")
    plain.page.wait_for_selector("text=Bewaard.")
    plain.page.unroute(SCRIPT)

    one, other = plain.open(), join("duo-partner").open()
    one.type("!")

    assert agree((one, other)) == "Al getypt.\nOp twee regels.!"


def test_words_typed_during_a_request_go_next(duo: tuple[Blad, Blad]) -> None:
    one, other = duo
    seen: list[bool] = []

    def type_meanwhile(route: Route) -> None:
        if not seen:
            seen.append(True)
            one.page.evaluate(
                "() => { const el = document.querySelector('[data-tekst]');"
                " el.value += ' en later'; el.dispatchEvent(new Event('input')) }"
            )
        route.continue_()

    one.page.wait_for_timeout(300)
    one.handle(type_meanwhile)
    one.paste("nu")

    other.expect_tekst("nu en later")


def test_without_a_stream_the_page_asks_by_itself(join: Join) -> None:
    one, other = join("zij-instromer"), join("duo-partner").open()
    one.page.route(STROOM, lambda route: route.fulfill(status=204))
    one.open()

    other.type("toch gezien")

    one.expect_tekst("toch gezien")


def test_hidden_tab_lets_go_of_its_stream(join: Join) -> None:
    one = join("zij-instromer")
    streams: list[str] = []
    one.page.on("requestfailed", lambda request: streams.append(request.url))
    one.open().wait_saved()
    one.page.wait_for_timeout(500)

    with one.page.expect_event("requestfailed"):
        one.set_hidden(True)
    one.page.wait_for_timeout(500)

    assert [url.rpartition("/")[2] for url in streams] == ["stroom"]


def test_quick_typist_sends_about_five_times_a_second(alone: Blad) -> None:
    alone.page.evaluate("performance.clearResourceTimings()")

    alone.type_quickly("een lange zin in één adem, en nog een")
    alone.wait_saved()

    starts = alone.page.evaluate(
        "performance.getEntriesByType('resource')"
        ".filter(it => it.name.endsWith('/sync')).map(it => it.startTime)"
    )
    assert min(later - start for start, later in pairwise(starts)) > 170


def test_status_is_calm_while_somebody_types(alone: Blad) -> None:
    alone.expect_melding("Alles bewaard")
    alone.page.evaluate(
        "() => { window.said = []; const el = document.querySelector('[data-status]');"
        " new MutationObserver(() => said.push(el.textContent.trim()))"
        ".observe(el, {childList: true, characterData: true, subtree: true}) }"
    )

    alone.type_quickly("een lange zin in één adem", pause=120)

    alone.expect_melding("Alles bewaard")
    assert alone.page.evaluate("said.filter(Boolean).length") <= 2


def test_sent_update_names_who_sends(alone: Blad) -> None:
    """Somebody else may have signed in in another tab meanwhile."""
    senders: list[str] = []

    def note(route: Route) -> None:
        senders.append(sent(route)["ik"])
        route.continue_()

    alone.handle(note)
    alone.type("x")
    alone.wait_saved()

    ik = alone.page.locator("[data-samen]").get_attribute("data-ik")
    assert set(senders) == {ik}
