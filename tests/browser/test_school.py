"""From nothing to a working school, as its people would do it."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from tests.browser.database import own_database
from tests.browser.post import Postbus, post_of
from tools.server import serve


class Installatie:
    """A server of its own, empty at first, with its mail."""

    def __init__(self, database: str, address: str, postbus: Postbus) -> None:
        self.database = database
        self.address = address
        self.postbus = postbus

    def manage(self, *command: str) -> str:
        return subprocess.run(
            [sys.executable, "manage.py", *command],
            check=True,
            cwd=settings.BASE_DIR,
            env={**os.environ, "DATABASE_URL": self.database},
            stdout=subprocess.PIPE,
            text=True,
        ).stdout.strip()


@pytest.fixture
def installatie(tmp_path: Path, worker_id: str) -> Iterator[Installatie]:
    with (
        own_database(tmp_path, f"school_{worker_id}") as database,
        post_of(database) as postbus,
        serve(
            host="localhost", DATABASE_URL=database, DEBUG="0", SAMENWIJZER_DEMO=""
        ) as port,
    ):
        # A passkey needs a name, not a number.
        yield Installatie(database, f"http://localhost:{port}", postbus)


@pytest.fixture
def somebody(
    browser: Browser, installatie: Installatie
) -> Iterator[Callable[[], Page]]:
    """A new person at a browser of their own."""
    contexts = []

    def come() -> Page:
        context = browser.new_context(base_url=installatie.address, locale="nl-BE")
        contexts.append(context)
        return context.new_page()

    yield come
    for context in contexts:
        context.close()


def press(page: Page, name: str) -> None:
    """Press a button or follow a link of the page itself, by the keyboard alone."""
    main = page.get_by_role("main")
    target = main.get_by_role("button", name=name, exact=True)
    target.or_(main.get_by_role("link", name=name, exact=True)).focus()
    page.keyboard.press("Enter")


def set_up(page: Page, installatie: Installatie) -> None:
    page.goto("/")
    press(page, "Richt de eerste school in")
    page.get_by_label("De begincode").fill(installatie.manage("begincode"))
    page.get_by_label("Naam van de school of opleiding").fill("De Wissel")
    page.get_by_label("Je naam").fill("Leen Martens")
    page.get_by_label("Je e-mailadres").fill("leen@school.example")
    press(page, "Richt de school in")
    expect(page.get_by_role("heading", name="De Wissel")).to_be_visible()


def invite(page: Page, *adressen: str) -> None:
    press(page, "Nodig collega’s uit")
    page.get_by_label("E-mailadressen").fill("\n".join(adressen))
    press(page, "Verstuur")
    expect(page.get_by_role("heading", name="Uitgenodigd")).to_be_visible()


def join(page: Page, link: str, naam: str, postbus: Postbus) -> None:
    page.goto(link)
    press(page, "Mail me een code")
    page.get_by_label("De code uit de mail").fill(postbus.code())
    press(page, "Aanmelden")
    page.get_by_label("Je naam").fill(naam)
    press(page, "Neem de uitnodiging aan")
    expect(page.get_by_role("heading", name="Dag")).to_be_visible()


def add_passkey(page: Page) -> None:
    client = page.context.new_cdp_session(page)
    client.send("WebAuthn.enable")
    client.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    page.goto("/account/")
    press(page, "Voeg een sleutel toe")
    page.get_by_label("Naam van deze sleutel").fill("Mijn laptop")
    press(page, "Voeg de sleutel toe")
    expect(page.locator("strong", has_text="Mijn laptop")).to_be_visible()


def sign_out(page: Page) -> None:
    page.goto("/account/")
    press(page, "Afmelden")
    expect(page.get_by_text("Je bent afgemeld.")).to_be_visible()


def test_school_from_nothing_to_leaving(
    installatie: Installatie, somebody: Callable[[], Page]
) -> None:
    postbus = installatie.postbus
    leen, an = somebody(), somebody()
    set_up(leen, installatie)
    invite(leen, "an@school.example", "bo@school.example; directie")
    links = dict(_invited(postbus) for _ in range(2))

    join(an, links["an@school.example"], "An Peeters", postbus)
    add_passkey(an)
    assert "toegangssleutel" in postbus.next()[1]
    sign_out(an)
    an.goto("/account/login/")
    press(an, "Aanmelden met een sleutel")
    expect(an.get_by_role("heading", name="Dag An.")).to_be_visible()

    installatie.manage("maak_school", "Keerpunt", "an@school.example")
    an.goto("/")
    press(an, "Werk hier in Keerpunt")
    expect(an.get_by_role("heading", name="Keerpunt")).to_be_visible()

    an.goto("/account/")
    press(an, "Verlaat De Wissel")
    expect(an.get_by_role("heading", name="Wil je De Wissel verlaten?")).to_be_visible()
    left = an.url
    press(an, "Verlaat de school")
    expect(an.get_by_text("Je hebt geen toegang meer tot De Wissel")).to_be_visible()
    answer = an.goto(left)
    assert answer is not None
    assert answer.status == 404


def _invited(postbus: Postbus) -> tuple[str, str]:
    adres, text = postbus.next()
    return adres, next(word for word in text.split() if "/uitnodiging/" in word)
