from uuid import uuid4

import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from gesprekken.models import Gesprek, Gespreksvraag, Staat
from gesprekken.services import GeslotenFout
from gesprekken.services.tonen import LEEG, Keuze, show_complete
from gesprekken.services.voorbereiden import GEEN_VRAAG
from gesprekken.views.voorbereiden import GEEN_KEUZE
from scholen.models import Gebruiker, School
from tests.make import make_gesprek, make_lid

from .bereid import (
    close,
    get_versie,
    make_beantwoord,
    make_vraag,
    prepare_path,
    press,
    save,
    send,
    show_path,
    shown,
    typed,
)
from .make import sign_in

pytestmark = pytest.mark.django_db

MIJ, NU, SAMEN, TERUG, KLAAR = Keuze


@pytest.fixture
def vraag(gesprek: Gesprek, nadia: Gebruiker, griet: Gebruiker) -> Gespreksvraag:
    return make_beantwoord(gesprek, nadia, griet)


@pytest.fixture
def team(school: School) -> list[Gebruiker]:
    return [make_lid(school, naam=naam).gebruiker for naam in ("An", "Bo", "Cas")]


@pytest.fixture
def teamvraag(school: School, team: list[Gebruiker]) -> Gespreksvraag:
    gesprek = make_gesprek(school=school, team="Frans", deelnemers=team)
    return make_beantwoord(gesprek, *team)


@pytest.mark.parametrize("keuze", [NU, SAMEN])
@pytest.mark.parametrize("tekst", ["", None])
def test_nothing_is_not_shown(
    gesprek: Gesprek, nadia: Gebruiker, keuze: Keuze, tekst: str | None
) -> None:
    vraag = make_vraag(gesprek)
    if tekst is not None:
        save(vraag, nadia, "eerst iets")
        save(vraag, nadia, tekst)

    response = send(sign_in(nadia), vraag, keuze)

    assertContains(response, LEEG, status_code=422)
    assert shown(vraag) == {}


@pytest.mark.parametrize("keuze", list(Keuze))
def test_press_sent_five_times_does_it_once(
    teamvraag: Gespreksvraag, team: list[Gebruiker], keuze: Keuze
) -> None:
    press(teamvraag, team[1], SAMEN)
    if keuze == KLAAR:
        press(teamvraag, team[0], SAMEN)
    browser = sign_in(team[0])

    answers = [send(browser, teamvraag, keuze).status_code for _ in range(5)]

    assert answers == [302] * 5
    assert sorted(shown(teamvraag)) == {NU: ["An"], KLAAR: ["An", "Bo"]}.get(keuze, [])


def test_choosing_is_for_who_takes_part(
    vraag: Gespreksvraag,
    nadia: Gebruiker,
    leen: Gebruiker,
    sofie: Gebruiker,
    joost: Gebruiker,
) -> None:
    press(vraag, nadia, NU)
    people = (leen, sofie, joost)

    answers = [send(sign_in(who), vraag, "terug").status_code for who in people]

    assert answers == [403, 404, 404]
    assert shown(vraag) == {"Nadia": "N"}


def test_another_sees_no_choice_before(
    vraag: Gespreksvraag, nadia: Gebruiker, griet: Gebruiker
) -> None:
    browser = sign_in(griet)
    other = sign_in(nadia)

    def look() -> list[str]:
        pages = [prepare_path(vraag.gesprek), f"/gesprekken/{vraag.gesprek.pk}/", "/"]
        blok = browser.get(pages[0]).context["blokken"][0]
        return [str(blok.klad), str(blok.getoond)] + [
            str(len(browser.get(page).content)) for page in pages
        ]

    before = look()
    for keuze in (MIJ, SAMEN, TERUG, SAMEN):
        send(other, vraag, keuze)
        assert look() == before


def test_button_of_the_page_saves_all_fields_first(
    vraag: Gespreksvraag, nadia: Gebruiker
) -> None:
    second = make_vraag(vraag.gesprek, 2)
    sent = typed(vraag, "Nieuw", 1) | typed(second, "Twee") | {"keuze": "nu"}

    response = sign_in(nadia).post(f"{show_path(vraag.gesprek)}?vraag={vraag.pk}", sent)

    target = f"{prepare_path(vraag.gesprek)}#vraag-{vraag.pk}"
    assertRedirects(response, target, fetch_redirect_response=False)
    assert (shown(vraag), get_versie(second, nadia)) == ({"Nadia": "Nieuw"}, 1)


@pytest.mark.parametrize(("tekst", "status"), [("x" * 20_001, 422), ("gsm", 409)])
def test_nothing_is_shown_where_a_field_was_not_saved(
    vraag: Gespreksvraag, nadia: Gebruiker, tekst: str, status: int
) -> None:
    sent = typed(vraag, tekst, 0) | {"keuze": "nu"}

    response = sign_in(nadia).post(f"{show_path(vraag.gesprek)}?vraag={vraag.pk}", sent)

    assertContains(response, f"{tekst}</textarea>", status_code=status)
    assert shown(vraag) == {}


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, GEEN_KEUZE),
        ({"keuze": "alles"}, GEEN_KEUZE),
        ({"keuze": "nu\0"}, GEEN_KEUZE),
        ({"keuze": "nu"}, GEEN_VRAAG),
        ({"keuze": "nu", "vraag": "x"}, GEEN_VRAAG),
        ({"keuze": "nu", "vraag": "\0"}, GEEN_VRAAG),
        ({"keuze": "nu", "vraag": str(uuid4())}, GEEN_VRAAG),
    ],
)
def test_bad_choice_is_said(
    vraag: Gespreksvraag, nadia: Gebruiker, sent: dict[str, str], said: str
) -> None:
    response = sign_in(nadia).post(show_path(vraag.gesprek), sent)

    assertContains(response, said, status_code=422)


def test_question_of_another_talk_is_not_shown(
    vraag: Gespreksvraag, nadia: Gebruiker
) -> None:
    elsewhere = make_vraag(make_gesprek(vraag.gesprek.traject, staat=Staat.GEHOUDEN))
    save(elsewhere, nadia, "daar")

    sent = {"vraag": str(elsewhere.pk), "keuze": "nu"}
    response = sign_in(nadia).post(show_path(vraag.gesprek), sent)

    assertContains(response, GEEN_VRAAG, status_code=422)
    assert shown(elsewhere) == {}


@pytest.mark.parametrize("keuze", list(Keuze))
def test_closed_talk_stays_as_it_was(
    vraag: Gespreksvraag, nadia: Gebruiker, griet: Gebruiker, keuze: Keuze
) -> None:
    press(vraag, nadia, SAMEN)
    press(vraag, griet, NU)
    close(vraag.gesprek)

    response = send(sign_in(griet), vraag, keuze)

    assertContains(response, "Dit gesprek is afgesloten", status_code=409)
    assertNotContains(response, 'name="keuze"', status_code=409)
    assert shown(vraag) == {"Griet": "G"}
    sign_in(nadia).get(prepare_path(vraag.gesprek))
    with pytest.raises(GeslotenFout):
        show_complete(vraag.gesprek)
    assert shown(vraag) == {"Griet": "G"}


@pytest.mark.parametrize(
    ("before", "buttons"),
    [
        ([], ["mij", "samen", "nu"]),
        ([MIJ], ["samen", "nu"]),
        ([SAMEN], ["klaar", "terug", "nu"]),
        ([NU], ["terug"]),
    ],
)
def test_page_offers_what_can_be_done(
    teamvraag: Gespreksvraag,
    team: list[Gebruiker],
    before: list[Keuze],
    buttons: list[str],
) -> None:
    for keuze in before:
        press(teamvraag, team[0], keuze)

    page = sign_in(team[0]).get(prepare_path(teamvraag.gesprek)).content.decode()

    asked = [part.split('"')[0] for part in page.split('name="keuze" value="')[1:]]
    assert asked == buttons


def test_team_is_told_when_its_answers_appear(
    teamvraag: Gespreksvraag, team: list[Gebruiker]
) -> None:
    page = sign_in(team[0]).get(prepare_path(teamvraag.gesprek))

    said = (
        "Verschijnt samen met de antwoorden van de anderen, zodra iedereen klaar is of "
        "iemand van de groep zegt dat jullie beginnen."
    )
    assertContains(page, said, count=1)
    assertContains(page, "Ook je collega’s, de coördinator", count=1)


def test_taking_back_says_what_it_cannot_undo(
    vraag: Gespreksvraag, nadia: Gebruiker
) -> None:
    press(vraag, nadia, NU)

    page = sign_in(nadia).get(prepare_path(vraag.gesprek))

    assertContains(page, "Wie het al las, heeft het gelezen.", count=1)


def test_choice_is_posted(vraag: Gespreksvraag, nadia: Gebruiker) -> None:
    assert sign_in(nadia).get(show_path(vraag.gesprek)).status_code == 405
