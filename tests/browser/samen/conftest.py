"""Two people of the demo, each in a browser of their own, and talks for them."""

from collections.abc import Iterator
from typing import Literal, Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.conftest import _listen
from tests.browser.demo import serve_demo
from tests.browser.samen.blad import Blad
from tests.browser.test_schoolpaginas import look_round

TALKS = 120
# What the browser says of requests that a test made fail.
OF_THE_NETWORK = ("Failed to load resource", "htmx:sendError", "http://127.0.0.1")
Wie = Literal[
    "zij-instromer", "duo-partner", "lerarenopleider", "teamlid", "coördinator"
]


class Join(Protocol):
    """Opens the test's talk as somebody; `context` is a browser they have already."""

    def __call__(
        self,
        wie: Wie,
        *,
        page: str = "samen",
        workers: bool = False,
        context: BrowserContext | None = None,
        script: str = "",
    ) -> Blad: ...


@pytest.fixture(scope="package")
def samen_server(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[tuple[str, Iterator[str]]]:
    """The address of a demo, and talks that nobody wrote in yet."""
    folder = tmp_path_factory.mktemp("samen")
    program = "tests.browser.samen.gesprekken"
    with serve_demo(folder, f"samen_{worker_id}", program, TALKS) as served:
        yield served


@pytest.fixture
def talk(samen_server: tuple[str, Iterator[str]]) -> str:
    """The address of a talk of this test alone."""
    server, talks = samen_server
    return f"{server}/gesprekken/{next(talks)}/"


@pytest.fixture
def join(
    browser: Browser,
    samen_server: tuple[str, Iterator[str]],
    talk: str,
    problems: list[str],
) -> Iterator[Join]:
    """Opens pages, and fails the test when one complained; see `page_at`.

    Without `workers` there is no service worker, so that a test can answer in the
    server's place.
    """
    contexts: list[BrowserContext] = []
    bladen: list[Blad] = []

    def open_page(
        wie: Wie,
        *,
        page: str = "samen",
        workers: bool = False,
        context: BrowserContext | None = None,
        script: str = "",
    ) -> Blad:
        if context is None:
            context = browser.new_context(
                service_workers="allow" if workers else "block", locale="nl-BE"
            )
            contexts.append(context)
            context.add_init_script(script)
            look_round(context.new_page(), samen_server[0], wie)
            context.pages[0].close()
        opened = context.new_page()
        _listen(opened, problems)
        bladen.append(Blad(opened, f"{talk}{page}/"))
        return bladen[-1]

    yield open_page
    troubled = any(blad.troubled for blad in bladen)
    found = [it for it in problems if not (troubled and it.startswith(OF_THE_NETWORK))]
    for context in contexts:
        context.close()
    assert found == []


@pytest.fixture
def duo(join: Join) -> tuple[Blad, Blad]:
    """Both with the talk open."""
    return join("zij-instromer").open(), join("duo-partner").open()


@pytest.fixture
def alone(join: Join) -> Blad:
    """One of them, with the talk open and all of it saved."""
    blad = join("zij-instromer").open()
    blad.wait_saved()
    return blad
