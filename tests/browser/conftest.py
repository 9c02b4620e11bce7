"""A real server and a real browser.

The server has a database of its own, so these tests go through its pages and
never through the ORM: Playwright's event loop wouldn't let Django do so anyway.
"""

from collections.abc import Iterator
from typing import Literal, Protocol

import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)

from tests.browser.database import own_database
from tools.server import serve
from tools.systeem import chromium

# Only the last of these switches counts, so the first names repeat those of Playwright
# that matter to a page. The last two are lists under an address bar that nobody sees:
# without them a new context costs a third of the processor time.
WITHOUT = (
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
)
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(WITHOUT)}",
]
# What becomes of a request when the page moves on before the answer is there.
LEFT_PAGE = "net::ERR_ABORTED"
# What htmx says of a request that a newer one has overtaken.
OVERTAKEN = ("htmx:afterRequest", "htmx:sendAbort")
# In milliseconds; what comes late on a busy machine isn't wrong.
expect.set_options(timeout=20_000)
HEIGHTS = {390: 844, 1280: 900}  # a phone and a laptop


class PageAt(Protocol):
    """Opens a page in a context of its own; 390 is a phone, 1280 a laptop."""

    def __call__(
        self,
        *,
        width: Literal[390, 1280] = 390,
        scheme: Literal["light", "dark"] = "light",
        javascript: bool = True,
    ) -> Page: ...


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    """The DATABASE_URL of the servers below, one for each xdist worker."""
    folder = tmp_path_factory.mktemp("database")
    with own_database(folder, f"browser_{worker_id}") as url:
        yield url


@pytest.fixture(scope="session")
def server(database: str) -> Iterator[str]:
    """The address of a server as in production: DEBUG off, static files by hash."""
    with serve(DATABASE_URL=database, DEBUG="0") as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="session")
def debug_server(database: str) -> Iterator[str]:
    """The address of a server with DEBUG on, for what is only there then."""
    with serve(DATABASE_URL=database, DEBUG="1") as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium, closed again before other tests use the ORM."""
    path = chromium()
    if path is None:
        pytest.skip("Chromium staat niet op deze machine.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def problems() -> list[str]:
    """What the test's pages complained about so far.

    A test that wants a complaint, such as a 404, asserts on it and clears it.
    """
    return []


@pytest.fixture
def page_at(browser: Browser, server: str, problems: list[str]) -> Iterator[PageAt]:
    """Opens pages, and fails the test when one had an error or a failed request."""
    contexts = []

    def open_page(
        *,
        width: Literal[390, 1280] = 390,
        scheme: Literal["light", "dark"] = "light",
        javascript: bool = True,
    ) -> Page:
        context = browser.new_context(
            base_url=server,
            viewport={"width": width, "height": HEIGHTS[width]},
            color_scheme=scheme,
            java_script_enabled=javascript,
            locale="nl-BE",
        )
        contexts.append(context)
        page = context.new_page()
        _listen(page, problems)
        return page

    yield open_page
    found = list(problems)
    for context in contexts:
        context.close()
    assert found == []


def _listen(page: Page, problems: list[str]) -> None:
    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(OVERTAKEN):
            problems.append(message.text)

    def on_failure(request: Request) -> None:
        if request.failure != LEFT_PAGE:
            problems.append(f"{request.url}: {request.failure}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("requestfailed", on_failure)


@pytest.fixture
def own_demo(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    """The address of a demo for this test alone, to change as one likes."""
    folder = tmp_path_factory.mktemp("demo")
    with (
        own_database(folder, f"eigen_{worker_id}", demo=True) as database,
        serve(
            DATABASE_URL=database, DEBUG="0", SAMENWIJZER_DEMO="ja-ik-weet-het"
        ) as port,
    ):
        yield f"http://127.0.0.1:{port}"
