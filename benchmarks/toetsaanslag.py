"""From a key on one screen to the letter on the other: two real browsers, one server.

Somebody types as people do, quickly and not evenly. Each page notes when its field got
longer: the writer's at the key, the reader's as soon as the letter is in the field.
"""

import random
from collections.abc import Iterator
from statistics import median, quantiles

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.samen import Mens, prepare
from benchmarks.uitkomst import Uitkomst
from tests.browser.conftest import OPTIONS
from tools import postgres
from tools.server import serve
from tools.systeem import chromium

LETTERS = 240
WARM = 20  # letters that aren't counted: the first ones load what the server needs
PACE = (60, 260)  # milliseconds between two keys
DOEL_MEDIAAN, DOEL_P95 = 200, 500
FIELD = "textarea[data-label='vraag 1']"
# When the field first had so many letters, by the machine's own clock.
NOTE = """() => {
    const field = document.querySelector("textarea[data-label='vraag 1']");
    const now = () => performance.timeOrigin + performance.now();
    window.seen = [];
    const look = () => {
        while (seen.length < field.value.length) seen.push(now());
    };
    field.addEventListener("input", look, {capture: true});
    setInterval(look, 2);
}"""


def measure() -> Iterator[Uitkomst]:
    yield from _measure_on("SQLite")
    with postgres.throwaway() as url:
        yield from _measure_on("PostgreSQL", DATABASE_URL=url)


def _measure_on(database: str, **environment: str) -> Iterator[Uitkomst]:
    duo = prepare(1, 0, **environment)[:2]
    with (
        serve(DJANGO_SETTINGS_MODULE="benchmarks.instellingen", **environment) as port,
        sync_playwright() as playwright,
    ):
        path = chromium()
        browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        times = _type(*(_open(browser, port, mens) for mens in duo))
        browser.close()
    name = f"van toets tot ander scherm op {database}"
    yield Uitkomst(f"{name}, mediaan", median(times), "ms", DOEL_MEDIAAN)
    yield Uitkomst(f"{name}, p95", quantiles(times, n=20)[-1], "ms", DOEL_P95)


def _open(browser: Browser, port: int, mens: Mens) -> Page:
    context = browser.new_context(locale="nl-BE")
    server = f"http://127.0.0.1:{port}"
    context.add_cookies([{"name": "sessionid", "value": mens.sessie, "url": server}])
    page = context.new_page()
    page.goto(f"{server}/gesprekken/{mens.gesprek}/samen/#vraag-1")
    page.wait_for_selector("[data-samen][data-staat='bewaard']")
    page.evaluate(NOTE)
    return page


def _type(writer: Page, reader: Page) -> list[float]:
    """Milliseconds that each letter took."""
    writer.focus(FIELD)
    rhythm = random.Random(4)
    for _ in range(LETTERS):
        writer.keyboard.type("a")
        writer.wait_for_timeout(rhythm.uniform(*PACE))
    reader.wait_for_function("count => seen.length >= count", arg=LETTERS)
    typed, seen = (page.evaluate("seen") for page in (writer, reader))
    return [there - here for here, there in zip(typed, seen, strict=True)][WARM:]
