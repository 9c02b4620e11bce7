"""What the device keeps, for whom, and until when."""

import pytest
from playwright.sync_api import Route, expect

from tests.browser.samen.blad import (
    ALLEEN_HIER,
    BEWAARD,
    OP_TOESTEL,
    OPNIEUW,
    SYNC,
    Blad,
)
from tests.browser.samen.conftest import Join
from tests.browser.test_schoolpaginas import look_round

WACHT = "Op dit toestel staat nog tekst die niet verstuurd is, van een gesprek."
# A browser that stops at once gives a page no time to send what is left.
CRASH = """for (const name of ["pagehide", "visibilitychange"]) {
    addEventListener(name, (event) => event.stopImmediatePropagation(), true);
}"""
HOLD_SEALING = """() => {
    const encrypt = crypto.subtle.encrypt.bind(crypto.subtle);
    const held = new Promise((resolve) => (window.zegel = resolve));
    crypto.subtle.encrypt = (...how) => held.then(() => encrypt(...how));
}"""
SEEN_BY_WORKER = """async () => {
    for (let turn = 0; turn < 100; turn += 1) {
        const open = await new Promise((resolve) => {
            const asked = indexedDB.open("samenwijzer");
            asked.onsuccess = () => resolve(asked.result);
        });
        const stukken = await new Promise((resolve) => {
            const asked = open.transaction("stukken").objectStore("stukken").getAll();
            asked.onsuccess = () => resolve(asked.result);
        });
        open.close();
        if (stukken.some((stuk) => stuk.soort === "pagina")) return true;
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return false;
}"""


def open_for_offline(join: Join) -> Blad:
    """A talk of which the service worker has the page."""
    blad = join("zij-instromer", workers=True).open()
    assert blad.page.evaluate(SEEN_BY_WORKER)
    return blad


def type_offline(blad: Blad, tekst: str) -> None:
    blad.set_offline(True)
    blad.type(tekst)
    blad.expect_melding(OP_TOESTEL)
    blad.expect_staat("toestel")


def type_unsent(blad: Blad, server: str, tekst: str) -> None:
    """What somebody types after their session ended; then they sign in elsewhere."""
    blad.expire()
    blad.type(tekst)
    blad.expect_melding(OPNIEUW)
    blad.expect_staat("aanmelden")  # and all of it is kept
    blad.page.goto("about:blank")
    look_round(blad.page, server, "zij-instromer")


def sign_out(blad: Blad, server: str, button: str = "Meld me af") -> None:
    blad.page.goto(f"{server}/account/logout/")
    blad.page.get_by_role("main").get_by_role("button", name=button).click()
    blad.page.wait_for_selector("text=Kijk rond als")


def test_what_was_sent_is_not_waiting_any_more(alone: Blad) -> None:
    alone.type("verstuurd")
    alone.expect_melding(BEWAARD)

    alone.expect_soorten({"stand"})


def test_nobody_reads_the_device(alone: Blad) -> None:
    type_offline(alone, "vertrouwelijk")
    alone.page.wait_for_timeout(3500)

    alone.expect_soorten({"onverzonden", "stand"})
    found = alone.read_device()
    assert not found["leesbaar"]
    assert b"vertrouwelijk" not in alone.device_bytes()


def test_reload_without_connection_goes_on(join: Join) -> None:
    blad = open_for_offline(join)
    type_offline(blad, "voor het herladen")

    blad.page.reload()
    blad.wait_ready()
    assert blad.tekst == "voor het herladen"
    blad.type(", en erna")
    blad.set_offline(False)

    blad.expect_melding(BEWAARD)
    join("duo-partner").open().expect_tekst("voor het herladen, en erna")


def test_deleting_without_connection_survives_a_reload(join: Join) -> None:
    """A deletion moves no state vector: only the whole document tells of it."""
    blad = open_for_offline(join)
    blad.type("te veel woorden")
    blad.expect_melding(BEWAARD)
    blad.set_offline(True)
    blad.veld().evaluate("el => el.setSelectionRange(2, 7)")
    blad.page.keyboard.press("Delete")
    blad.expect_melding(OP_TOESTEL)

    blad.page.reload()
    blad.wait_ready()
    blad.set_offline(False)

    blad.expect_melding(BEWAARD)
    join("duo-partner").open().expect_tekst("te woorden")


def test_deleting_after_the_session_survives(
    alone: Blad, join: Join, samen_server: tuple[str, object]
) -> None:
    alone.type("te veel woorden")
    alone.expect_melding(BEWAARD)
    alone.expire()
    alone.veld().evaluate("el => el.setSelectionRange(2, 7)")
    alone.page.keyboard.press("Delete")
    alone.expect_melding(OPNIEUW)
    alone.expect_staat("aanmelden")

    look_round(alone.page, samen_server[0], "zij-instromer")
    alone.open().wait_saved()

    join("duo-partner").open().expect_tekst("te woorden")


def test_tab_that_crashed_without_connection_comes_back(join: Join) -> None:
    blad = join("zij-instromer", script=CRASH).open()
    type_offline(blad, "tabblad dicht")
    context = blad.page.context
    blad.page.close()
    context.set_offline(False)

    again = join("zij-instromer", context=context).open()

    again.expect_melding(BEWAARD)
    join("duo-partner").open().expect_tekst("tabblad dicht")


def test_page_is_kept_for_its_reader_alone(
    join: Join, samen_server: tuple[str, object]
) -> None:
    blad = open_for_offline(join)
    page = blad.page
    look_round(page, samen_server[0], "duo-partner")
    page.goto(f"{samen_server[0]}/gesprekken/")
    blad.set_offline(True)
    # As the last who used the device, with a key, but without a page of their own.
    page.evaluate("""async () => {
        const key = await crypto.subtle.generateKey(
            {name: "AES-GCM", length: 256}, false, ["encrypt", "decrypt"]);
        const open = await new Promise((resolve) => {
            const asked = indexedDB.open("samenwijzer");
            asked.onsuccess = () => resolve(asked.result);
        });
        const store = open.transaction("sleutels", "readwrite").objectStore("sleutels");
        store.put(key, "iemand"); store.put("iemand", "laatste");
        await new Promise((resolve) => { store.transaction.oncomplete = resolve });
        open.close();
    }""")

    with pytest.raises(Exception, match="net::ERR_"):
        page.goto(blad.url)


def test_database_that_disappears_loses_nothing(alone: Blad) -> None:
    alone.page.evaluate(
        "new Promise((resolve, reject) => {"
        " const asked = indexedDB.deleteDatabase('samenwijzer');"
        " asked.onsuccess = resolve; asked.onblocked = reject })"
    )

    alone.type("zonder databank")

    alone.expect_melding(BEWAARD)
    alone.set_offline(True)
    alone.type(", en zonder net")
    alone.expect_melding(ALLEEN_HIER)
    alone.set_offline(False)
    alone.expect_melding(BEWAARD)


def test_key_of_somebody_else_is_not_used(join: Join) -> None:
    """As when they sign in while this page is still coming in."""
    blad = join("zij-instromer")
    key = {"sleutel": "A" * 43 + "=", "csrf": "", "ik": "iemand anders"}
    blad.page.route("**/gesprekken/sleutel", lambda route: route.fulfill(json=key))
    blad.open()

    blad.set_offline(True)
    blad.type("alleen hier")

    blad.expect_melding(ALLEEN_HIER)
    assert blad.read_device()["soorten"] == []


def test_nothing_is_ready_before_it_is_kept(alone: Blad) -> None:
    alone.expire()
    alone.type("eerst")
    alone.expect_staat("aanmelden")
    alone.page.evaluate(HOLD_SEALING)

    alone.type(" en dan")

    alone.expect_staat("bezig")
    alone.page.evaluate("window.zegel()")
    alone.expect_staat("aanmelden")


@pytest.mark.parametrize("on_its_way", [False, True])
def test_long_time_without_connection_is_squeezed(
    alone: Blad, on_its_way: bool
) -> None:
    """Also when all of it is typed while one post has no answer yet."""
    posts: list[Route] = []
    if on_its_way:
        alone.handle(lambda route: posts.append(route))
        with alone.page.expect_request(SYNC):
            alone.page.evaluate("dispatchEvent(new Event('online'))")
    alone.set_offline(not on_its_way)

    alone.veld().evaluate(
        "el => { el.focus(); for (let i = 0; i < 340; i += 1) {"
        " el.value += i % 10; el.dispatchEvent(new Event('input')) } }"
    )
    if on_its_way:
        alone.set_offline(True)
        posts[0].abort()
        alone.release()
    alone.expect_melding(OP_TOESTEL)
    alone.expect_staat("toestel")  # all of it is kept

    assert 0 < alone.read_device()["soorten"].count("onverzonden") <= 300
    alone.set_offline(False)
    alone.expect_melding(BEWAARD)
    assert alone.tekst == "0123456789" * 34


def test_second_tab_keeps_its_own_unsent_words(join: Join) -> None:
    """Both keep what they have at the same place; neither clears for the other."""
    first = join("zij-instromer", script=CRASH).open()
    second = join("zij-instromer", context=first.page.context).open()
    second.handle(lambda route: route.abort())
    second.type("van het tweede tabblad")
    second.expect_melding(OP_TOESTEL)
    second.page.wait_for_timeout(3500)  # its whole document is kept, under the first's

    first.type("van het eerste ")
    first.expect_melding(BEWAARD)
    second.page.close()
    first.page.reload()

    first.wait_ready().expect_melding(BEWAARD)
    assert "van het tweede tabblad" in first.tekst
    assert "van het eerste " in first.tekst


def test_signing_out_warns_of_text_that_waits(
    alone: Blad, samen_server: tuple[str, object]
) -> None:
    type_unsent(alone, samen_server[0], "nog niet weg")

    alone.page.goto(f"{samen_server[0]}/account/logout/")

    warning = alone.page.locator("[data-onverzonden]")
    expect(warning).to_contain_text(WACHT)
    link = warning.get_by_role("link", name="Open het gesprek")
    assert link.get_attribute("href") == alone.url.removeprefix(samen_server[0])
    expect(alone.page.get_by_role("button", name="Toch afmelden")).to_be_visible()


def test_signing_out_leaves_nothing_to_read(
    alone: Blad, samen_server: tuple[str, object]
) -> None:
    type_unsent(alone, samen_server[0], "nog niet weg")

    sign_out(alone, samen_server[0], "Toch afmelden")

    found = alone.read_device()
    assert (set(found["soorten"]), found["sleutels"]) == ({"onverzonden"}, [])


def test_unsent_text_waits_for_who_typed_it(
    alone: Blad, join: Join, samen_server: tuple[str, object]
) -> None:
    type_unsent(alone, samen_server[0], "van Youssef")
    sign_out(alone, samen_server[0], "Toch afmelden")

    look_round(alone.page, samen_server[0], "duo-partner")
    alone.open().wait_saved()
    assert alone.tekst == ""
    sign_out(alone, samen_server[0])
    look_round(alone.page, samen_server[0], "zij-instromer")
    alone.open()

    alone.expect_tekst("van Youssef")
    alone.expect_melding(BEWAARD)


def test_sign_out_without_waiting_text_says_nothing(
    alone: Blad, samen_server: tuple[str, object]
) -> None:
    alone.page.goto(f"{samen_server[0]}/account/logout/")
    alone.page.wait_for_timeout(300)

    expect(alone.page.locator("[data-onverzonden]")).to_be_hidden()
    expect(alone.page.get_by_role("button", name="Meld me af")).to_be_visible()


def test_worker_touches_only_the_talk(join: Join) -> None:
    blad = open_for_offline(join)
    blad.set_offline(True)

    for path in ("/gesprekken/", "/fiches/"):
        with pytest.raises(Exception, match="net::ERR_"):
            blad.page.goto(blad.url.partition("/gesprekken/")[0] + path)
