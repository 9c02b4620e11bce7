"""A demo as it was just made, and its people, each in a browser of their own."""

from collections.abc import Iterator
from typing import Literal, Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.conftest import HEIGHTS, _listen
from tests.browser.demo import serve_demo
from tests.browser.heel.mens import Mens
from tests.browser.test_schoolpaginas import look_round

TALKS = 8
OFFLINE = "net::ERR_INTERNET_DISCONNECTED"  # only where a test cut the network


class Meet(Protocol):
    """Somebody of the demo, with a browser of their own, on their start page."""

    def __call__(
        self, wie: str, *, width: Literal[390, 1280] = 390, javascript: bool = True
    ) -> Mens: ...


@pytest.fixture(scope="package")
def heel_server(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[tuple[str, Iterator[str]]]:
    """The address of a demo, and talks of its duo without questions."""
    folder = tmp_path_factory.mktemp("heel")
    program = "tests.browser.heel.gesprekken"
    with serve_demo(folder, f"heel_{worker_id}", program, TALKS) as served:
        yield served


@pytest.fixture
def talk(heel_server: tuple[str, Iterator[str]]) -> str:
    """The address of a talk of this test alone."""
    server, talks = heel_server
    return f"{server}/gesprekken/{next(talks)}/"


@pytest.fixture
def meet(
    browser: Browser, heel_server: tuple[str, Iterator[str]], problems: list[str]
) -> Iterator[Meet]:
    """Opens browsers, and fails the test when a page complained; see `page_at`."""
    contexts: list[BrowserContext] = []

    def open_browser(
        wie: str, *, width: Literal[390, 1280] = 390, javascript: bool = True
    ) -> Mens:
        context = browser.new_context(
            viewport={"width": width, "height": HEIGHTS[width]},
            java_script_enabled=javascript,
            locale="nl-BE",
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        _listen(page, problems)
        look_round(page, heel_server[0], wie)
        return Mens(page)

    yield open_browser
    found = [problem for problem in problems if OFFLINE not in problem]
    for context in contexts:
        context.close()
    assert found == []
