"""A talk of a team: apart first, then all at once, then what the group concludes."""

from playwright.sync_api import expect

from tests.browser.heel.conftest import Meet
from tests.browser.heel.mens import Mens
from tests.browser.heel.stappen import prepare, say_yes
from tests.browser.samen.blad import Blad

BESLUIT = "We starten elke vergadering met een goede les."
VRAAG = "Wat doet ons team als iemand nieuw begint?"
TEAM = {
    "zij-instromer": "Youssef El Amrani",
    "duo-partner": "Griet Vandenbosch",
    "teamlid": "Sofie De Ridder",
}


def plan(mens: Mens, server: str) -> str:
    """Plan it, for three; the address of the talk."""
    mens.go(f"{server}/gesprekken/").press("Plan een teamgesprek")
    mens.fill("Welk team?", "vakgroep wetenschappen")
    for naam in TEAM.values():
        mens.main.get_by_role("checkbox", name=naam).check()
    mens.press("Plan het gesprek")
    line = mens.main.get_by_role("listitem").filter(has_text="Nog zonder moment")
    mens.press("Nog zonder moment", within=line)
    return mens.page.url


def ask(mens: Mens, talk: str, vraag: str) -> None:
    mens.go(f"{talk}vragen/").fill("Eigen vraag", vraag)
    mens.press("Voeg deze vraag toe")


def test_three_people_have_a_talk_of_their_team(
    meet: Meet, heel_server: tuple[str, object]
) -> None:
    team = [meet(wie, width=1280) for wie in TEAM]
    talk = plan(team[2], heel_server[0])
    ask(team[0], talk, VRAAG)
    bladen = [
        Blad(mens.page.context.new_page(), f"{talk}samen/").open() for mens in team
    ]

    for mens, naam in zip(team, TEAM.values(), strict=True):
        assert [blad.page.get_by_text("Samen getoond").count() for blad in bladen] == [
            0
        ] * 3
        prepare(mens, talk, f"Van {naam}", "Samen tonen")

    for blad in bladen:
        expect(blad.page.locator("#getoond-1 .geschreven")).to_have_text(
            [f"Van {naam}" for naam in sorted(TEAM.values())]
        )
    bladen[0].type(BESLUIT)
    for blad in bladen:
        blad.expect_tekst(BESLUIT)
        blad.wait_saved()
        blad.page.close()
    for mens in team:
        assert mens.go(talk).find("Lees het verslag").count() == 0
        say_yes(mens, talk)
    for mens in team:
        mens.go(f"{talk}verslag/").reads(BESLUIT)
        assert mens.geschreven == [VRAAG, BESLUIT]
