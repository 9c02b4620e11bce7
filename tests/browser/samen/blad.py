"""The page on which people write together, as one of them has it open."""

import base64
import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, Route, expect

BEWAARD = "Alles bewaard"
OPNIEUW = "Meld je opnieuw aan, je tekst staat klaar."
OP_TOESTEL = (
    "Geen verbinding. Je tekst staat veilig op dit toestel en gaat mee zodra er weer "
    "verbinding is."
)
ALLEEN_HIER = "Geen verbinding. Laat deze pagina open: je tekst staat alleen hier."
LATER = (
    "Bewaren lukt nu niet. Je tekst staat veilig op dit toestel; we proberen het zo "
    "opnieuw."
)
SYNC = "**/samen/sync"
STROOM = "**/samen/stroom"
JSON = "application/json"  # said, as by the server: else a browser goes and guesses

# What each piece on the device is, with all its bytes, and which keys there are.
DEVICE = """async () => {
    const open = await new Promise((resolve, reject) => {
        const asked = indexedDB.open("samenwijzer", 1);
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = asked.onupgradeneeded = () => reject(asked.error);
    });
    const read = (name, how) => new Promise((resolve) => {
        const asked = open.transaction(name).objectStore(name)[how]();
        asked.onsuccess = () => resolve(asked.result);
    });
    const stukken = await read("stukken", "getAll");
    const sleutels = await read("sleutels", "getAll");
    const namen = await read("sleutels", "getAllKeys");
    open.close();
    const bytes = (data) => btoa(String.fromCharCode(...new Uint8Array(data)));
    return {
        soorten: stukken.map((stuk) => stuk.soort).sort(),
        inhoud: stukken.map((stuk) => bytes(stuk.data)),
        sleutels: namen.filter((naam) => naam !== "laatste"),
        leesbaar: sleutels.some((sleutel) => sleutel.extractable),
    };
}"""


class Blad:
    """What somebody sees and does there; `url` is the page's whole address."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.troubled = False  # whether the test itself made requests fail

    def open(self) -> "Blad":
        self.page.goto(self.url)
        return self.wait_ready()

    def wait_ready(self) -> "Blad":
        self.page.wait_for_selector("[data-samen][data-klaar='1']")
        return self

    def go(self, stap: str) -> None:
        """To another step of the talk, by the links at the bottom."""
        self.page.locator(f".voortgang a[href='#{stap}']").click()

    def veld(self, number: int = 1) -> Locator:
        return self.page.locator(f"textarea[data-label='vraag {number}']")

    def type(self, tekst: str, at: int = 10**6) -> None:
        """Type with the caret at this unit of the first question's text."""
        self.veld().evaluate(
            "(el, at) => { el.focus(); el.selectionEnd = at;"
            " el.selectionStart = el.selectionEnd }",
            at,
        )
        self.page.keyboard.type(tekst)

    def paste(self, tekst: str) -> None:
        self.veld().focus()
        self.page.keyboard.insert_text(tekst)

    def expect_on_server(self, tekst: str) -> None:
        """Saved, and so read by who only comes now."""
        self.wait_saved()
        self.page.reload()
        self.wait_ready().wait_saved()
        assert self.tekst == tekst

    def type_quickly(self, tekst: str, pause: int = 30) -> None:
        """Letter by letter at the page's own pace, however slow the machine is."""
        self.veld().evaluate(
            "async (el, [tekst, pause]) => { for (const letter of tekst) {"
            " el.value += letter; el.dispatchEvent(new Event('input'));"
            " await new Promise((resolve) => setTimeout(resolve, pause)) } }",
            [tekst, pause],
        )

    @property
    def tekst(self) -> str:
        return self.veld().input_value()

    @property
    def melding(self) -> str:
        return self.page.locator("[data-status]").inner_text().strip()

    def expect_tekst(self, tekst: str) -> None:
        expect(self.veld()).to_have_value(tekst)

    def expect_melding(self, words: str) -> None:
        status = self.page.locator("[data-status]")
        expect(status).to_have_text(words)

    def expect_staat(self, staat: str) -> None:
        root = self.page.locator("[data-samen]")
        expect(root).to_have_attribute("data-staat", staat)

    def wait_saved(self) -> None:
        self.expect_staat("bewaard")

    def set_offline(self, offline: bool) -> None:
        self.troubled = True
        self.page.context.set_offline(offline)

    def expire(self) -> None:
        """End the session, as time does."""
        self.troubled = True
        self.page.context.clear_cookies()

    def set_hidden(self, hidden: bool) -> None:
        """As if another tab came in front of this one."""
        self.page.evaluate(
            "hidden => { Object.defineProperty(document, 'hidden',"
            " {configurable: true, get: () => hidden});"
            " document.dispatchEvent(new Event('visibilitychange')) }",
            hidden,
        )

    def answer(self, status: int, body: str, **headers: str) -> None:
        """Let the server answer so to what is typed; `release` ends it.

        What the page asks by itself goes on: some answers close the field, and that
        would be before the test has typed.
        """
        headers = {"content-type": JSON, **headers}

        def answer(route: Route) -> None:
            if sent(route)["update"]:
                route.fulfill(status=status, body=body, headers=headers)
            else:
                route.continue_()

        self.handle(answer)

    def answer_fout(self, status: int, zin: str) -> None:
        self.answer(status, json.dumps({"fout": zin}))

    def handle(self, handler: Callable[[Route], object]) -> None:
        self.troubled = True
        self.page.route(SYNC, handler)

    def release(self) -> None:
        self.page.unroute(SYNC)

    def come_back(self) -> None:
        self.page.evaluate("dispatchEvent(new Event('focus'))")

    def read_device(self) -> dict[str, Any]:
        found: dict[str, Any] = self.page.evaluate(DEVICE)
        return found

    def expect_soorten(self, soorten: set[str]) -> None:
        """What kinds of pieces the device has, once it has finished writing."""
        for _ in range(100):
            found = set(self.read_device()["soorten"])
            if found == soorten:
                break
            self.page.wait_for_timeout(100)
        assert found == soorten

    def device_bytes(self) -> bytes:
        return b"".join(map(base64.b64decode, self.read_device()["inhoud"]))


def sent(route: Route) -> dict[str, Any]:
    """What the page sends."""
    values: dict[str, Any] = json.loads(route.request.post_data or "")
    return values
