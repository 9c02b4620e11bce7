from collections.abc import Callable

import pytest
from pytest_django.asserts import assertContains

from gesprekken.models import Gesprek, Gespreksvraag
from gesprekken.services.tonen import GEEN_TWEEDE, Keuze, shown_for
from scholen.models import Gebruiker, School
from tests.make import make_deelnemer, make_gesprek, make_lid

from .bereid import leave, make_beantwoord, prepare_path, press, refuse, save, shown
from .make import sign_in

pytestmark = pytest.mark.django_db

_, NU, SAMEN, TERUG, KLAAR = Keuze


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


def deactivate(wie: Gebruiker) -> None:
    wie.is_active = False
    wie.save()


def test_who_leaves_no_longer_counts_nor_shows(
    teamvraag: Gespreksvraag, team: list[Gebruiker]
) -> None:
    an, bo, cas = team
    press(teamvraag, cas, SAMEN)
    leave(cas)

    press(teamvraag, an, SAMEN)
    assert refuse(teamvraag, an, KLAAR) == GEEN_TWEEDE
    press(teamvraag, bo, SAMEN)

    assert shown(teamvraag) == {"An": "A", "Bo": "B"}


@pytest.mark.parametrize("gone", [leave, deactivate])
def test_nobody_waits_for_who_has_left(
    teamvraag: Gespreksvraag, team: list[Gebruiker], gone: Callable[[Gebruiker], None]
) -> None:
    an, bo, cas = team
    for who in (an, bo):
        press(teamvraag, who, SAMEN)
    gone(cas)

    page = sign_in(an).get(prepare_path(teamvraag.gesprek))

    assertContains(page, '<p class="geschreven" dir="auto">B</p>')
    assert shown(teamvraag) == {"An": "A", "Bo": "B"}


def test_one_who_is_left_alone_shows_nothing_by_waiting(
    vraag: Gespreksvraag, nadia: Gebruiker, griet: Gebruiker
) -> None:
    leave(griet)

    press(vraag, nadia, SAMEN)
    sign_in(nadia).get(prepare_path(vraag.gesprek))

    assert shown(vraag) == {}


def test_who_comes_instead_is_waited_for(
    vraag: Gespreksvraag, nadia: Gebruiker, griet: Gebruiker
) -> None:
    press(vraag, nadia, SAMEN)
    press(vraag, griet, SAMEN)
    press(vraag, nadia, TERUG)
    leave(griet)
    els = make_deelnemer(vraag.gesprek, make_lid(vraag.school, naam="Els").gebruiker)

    press(vraag, nadia, SAMEN)

    assert shown(vraag) == {"Griet": "G"}
    save(vraag, els.gebruiker, "E")
    press(vraag, els.gebruiker, SAMEN)
    assert shown(vraag) == {"Griet": "G", "Els": "E", "Nadia": "N"}


def test_what_was_shown_stays_when_its_author_leaves(
    vraag: Gespreksvraag, nadia: Gebruiker, griet: Gebruiker
) -> None:
    press(vraag, griet, NU)
    leave(griet)
    vraag.gesprek.deelnemers.filter(gebruiker=griet).delete()

    [een] = shown_for(vraag.gesprek, nadia)[vraag.pk]

    assert (een.naam, een.tekst) == ("Griet", "G")
    assert shown_for(vraag.gesprek, griet) == {}


def test_names_are_those_of_the_talk(
    vraag: Gespreksvraag, nadia: Gebruiker, griet: Gebruiker
) -> None:
    vraag.gesprek.deelnemers.filter(gebruiker=griet).update(naam="Mevrouw G.")
    press(vraag, griet, NU)

    [een] = shown_for(vraag.gesprek, nadia)[vraag.pk]

    assert een.naam == "Mevrouw G."


def test_shown_is_for_who_takes_part(
    vraag: Gespreksvraag,
    nadia: Gebruiker,
    leen: Gebruiker,
    sofie: Gebruiker,
    joost: Gebruiker,
) -> None:
    press(vraag, nadia, NU)

    assert [shown_for(vraag.gesprek, who) for who in (leen, sofie, joost)] == [{}] * 3
