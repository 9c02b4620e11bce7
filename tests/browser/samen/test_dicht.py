"""A lid that closes and a tab that is killed: what was typed is there afterwards."""

from contextlib import suppress

from playwright.sync_api import Error, Page

from tests.browser.samen.blad import BEWAARD, OP_TOESTEL
from tests.browser.samen.conftest import Join
from tests.browser.samen.test_lijst import fail
from tests.browser.samen.test_toestel import CRASH, type_offline
from tests.browser.samen.test_voorbereiden import Klad

HOUR = 3_600_000
BEFORE = 5000  # what is older than this may never be lost


def kill(page: Page) -> None:
    """End the tab's own process, as a machine short of memory does."""
    with suppress(Error):
        page.goto("chrome://crash")
    page.close()


def close_lid(page: Page) -> None:
    page.context.new_cdp_session(page).send(
        "Page.setWebLifecycleState", {"state": "frozen"}
    )


def open_lid(page: Page) -> None:
    """An hour later; the wifi takes a moment longer."""
    page.context.new_cdp_session(page).send(
        "Page.setWebLifecycleState", {"state": "active"}
    )
    page.clock.fast_forward(HOUR)


def test_hour_with_the_lid_closed_loses_nothing(join: Join) -> None:
    one, other = join("zij-instromer"), join("duo-partner").open()
    one.page.clock.install()
    one.open().wait_saved()
    type_offline(one, "nog niet weg")
    close_lid(one.page)
    other.type("Intussen. ")
    other.wait_saved()

    open_lid(one.page)
    one.type("!")
    one.set_offline(False)

    one.expect_melding(BEWAARD)
    other.expect_tekst(one.tekst)
    assert "Intussen. " in one.tekst
    assert one.tekst.replace("Intussen. ", "") == "nog niet weg!"


def test_hour_with_the_lid_closed_while_preparing_loses_nothing(join: Join) -> None:
    klad = Klad(join("zij-instromer", page="voorbereiden"))
    klad.page.clock.install()
    klad.open().blad.set_offline(True)
    klad.type("nog niet weg")
    klad.expect_melding(OP_TOESTEL)
    close_lid(klad.page)

    open_lid(klad.page)
    klad.blad.set_offline(False)

    klad.expect_melding("Bewaard")
    assert klad.open().veld.input_value() == "nog niet weg"


def test_killed_tab_has_what_was_typed_five_seconds_ago(join: Join) -> None:
    blad = join("zij-instromer", script=CRASH).open()
    blad.wait_saved()
    blad.handle(lambda route: route.abort())
    blad.type("dit blijft")
    blad.page.wait_for_timeout(BEFORE)
    blad.type(" en dit mag we")
    context = blad.page.context
    kill(blad.page)

    again = join("zij-instromer", context=context).open()

    again.expect_melding(BEWAARD)
    assert again.tekst.startswith("dit blijft")


def test_killed_tab_has_what_was_prepared_five_seconds_ago(
    join: Join,
) -> None:
    klad = Klad(join("zij-instromer", page="voorbereiden")).open()
    fail(klad, 0)
    klad.type("dit blijft")
    klad.page.wait_for_timeout(BEFORE)
    klad.type(" en dit mag we")
    context = klad.page.context
    kill(klad.page)

    again = Klad(join("zij-instromer", page="voorbereiden", context=context)).open()

    again.expect_melding("Bewaard")
    assert again.veld.input_value().startswith("dit blijft")
