import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings
from pytest_django.asserts import assertContains

from gesprekken.models import Gesprek, Gespreksvraag, Getoond, Voorbereiding
from gesprekken.services import GesprekFout
from gesprekken.services.tonen import (
    ALLEEN_TEAM,
    ANDERS,
    EERST_ZELF,
    ERUIT,
    GEEN_TWEEDE,
    Getoonde,
    Keuze,
    choose,
    mark_shown,
    show_complete,
    shown_for,
)
from gesprekken.services.voorbereiden import KWIJT, read_kladden
from scholen.models import Gebruiker, School
from tests.make import make_gesprek, make_lid

from .bereid import (
    lose_keys,
    make_beantwoord,
    make_vraag,
    prepare_path,
    press,
    refuse,
    save,
    shown,
)
from .make import sign_in

pytestmark = pytest.mark.django_db

MIJ, NU, SAMEN, TERUG, KLAAR = Keuze
BEIDE = {"Nadia": "N", "Griet": "G"}


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


def test_shown_now_is_read_at_once(
    vraag: Gespreksvraag, nadia: Gebruiker, griet: Gebruiker
) -> None:
    press(vraag, nadia, NU)

    for who, van_mij in ((nadia, True), (griet, False)):
        expected = [Getoonde("Nadia", "N", samen=False, van_mij=van_mij)]
        assert shown_for(vraag.gesprek, who) == {vraag.pk: expected}


def test_both_appear_when_both_have_said_so(
    vraag: Gespreksvraag, nadia: Gebruiker, griet: Gebruiker
) -> None:
    press(vraag, nadia, SAMEN)
    assert shown(vraag) == {}

    press(vraag, griet, SAMEN)

    assert shown(vraag) == BEIDE
    assert shown_for(vraag.gesprek, griet)[vraag.pk] == [
        Getoonde("Griet", "G", samen=True, van_mij=True),
        Getoonde("Nadia", "N", samen=True, van_mij=False),
    ]
    assert len(set(Getoond.objects.values_list("created_at"))) == 1


def test_one_question_shows_nothing_of_another(
    vraag: Gespreksvraag, nadia: Gebruiker, griet: Gebruiker
) -> None:
    second = make_vraag(vraag.gesprek, 2)
    save(second, griet, "G")

    press(vraag, nadia, SAMEN)
    press(second, griet, SAMEN)

    assert (shown(vraag), shown(second)) == ({}, {})


@pytest.mark.parametrize("keuze", [TERUG, MIJ])
def test_waiting_is_taken_back_without_a_trace(
    vraag: Gespreksvraag, nadia: Gebruiker, griet: Gebruiker, keuze: Keuze
) -> None:
    before = read_kladden(vraag.gesprek, nadia)
    press(vraag, nadia, SAMEN)
    press(vraag, nadia, keuze)
    press(vraag, griet, SAMEN)

    assert shown(vraag) == {}
    if keuze == TERUG:
        assert read_kladden(vraag.gesprek, nadia) == before


@pytest.mark.parametrize("keuze", [TERUG, MIJ])
def test_shown_is_taken_back(
    vraag: Gespreksvraag, nadia: Gebruiker, griet: Gebruiker, keuze: Keuze
) -> None:
    for who in (nadia, griet):
        press(vraag, who, SAMEN)

    press(vraag, nadia, keuze)

    assert shown(vraag) == {"Griet": "G"}
    assert save(vraag, nadia, "Beter").gelukt


def test_who_waits_is_not_shown_because_the_other_shows_now(
    vraag: Gespreksvraag, nadia: Gebruiker, griet: Gebruiker
) -> None:
    press(vraag, griet, SAMEN)
    press(vraag, nadia, NU)
    assert shown(vraag) == {"Nadia": "N"}

    show_complete(vraag.gesprek)
    assert shown(vraag) == {"Nadia": "N"}
    press(vraag, griet, SAMEN)

    assert shown(vraag) == BEIDE


def test_team_begins_with_what_is_ready(
    teamvraag: Gespreksvraag, team: list[Gebruiker]
) -> None:
    an, bo, cas = team
    press(teamvraag, an, SAMEN)
    assert refuse(teamvraag, an, KLAAR) == GEEN_TWEEDE
    press(teamvraag, bo, SAMEN)
    assert refuse(teamvraag, cas, KLAAR) == EERST_ZELF
    assert shown(teamvraag) == {}

    press(teamvraag, bo, KLAAR)

    assert shown(teamvraag) == {"An": "A", "Bo": "B"}
    press(teamvraag, cas, SAMEN)
    assert shown(teamvraag) == {"An": "A", "Bo": "B", "Cas": "C"}


def test_team_of_which_all_are_ready_needs_nobody_to_begin(
    teamvraag: Gespreksvraag, team: list[Gebruiker]
) -> None:
    for who in team:
        assert shown(teamvraag) == {}
        press(teamvraag, who, SAMEN)

    assert shown(teamvraag) == {"An": "A", "Bo": "B", "Cas": "C"}


def test_two_who_wait_appear_when_the_third_shows_now(
    teamvraag: Gespreksvraag, team: list[Gebruiker]
) -> None:
    for who, keuze in zip(team, (SAMEN, SAMEN, NU), strict=True):
        press(teamvraag, who, keuze)

    assert shown(teamvraag) == {"An": "A", "Bo": "B", "Cas": "C"}


def test_duo_does_not_begin_without_the_other(
    vraag: Gespreksvraag, nadia: Gebruiker
) -> None:
    press(vraag, nadia, SAMEN)

    assert refuse(vraag, nadia, KLAAR) == ALLEEN_TEAM


def test_nobody_takes_back_what_another_showed(
    vraag: Gespreksvraag, nadia: Gebruiker, griet: Gebruiker
) -> None:
    press(vraag, nadia, NU)

    for keuze in (TERUG, MIJ):
        press(vraag, griet, keuze)

    assert shown(vraag) == {"Nadia": "N"}


@pytest.mark.parametrize("keuze", [NU, SAMEN])
def test_only_the_words_that_one_saw_are_shown(
    vraag: Gespreksvraag, nadia: Gebruiker, keuze: Keuze
) -> None:
    save(vraag, nadia, "op een ander toestel")

    with pytest.raises(GesprekFout) as refused:
        choose(vraag.gesprek, nadia, vraag.pk, keuze, versie=1)

    assert str(refused.value) == ANDERS
    choose(vraag.gesprek, nadia, vraag.pk, keuze, versie=2)


def test_question_that_was_taken_out_is_not_shown(
    vraag: Gespreksvraag, nadia: Gebruiker, griet: Gebruiker
) -> None:
    press(vraag, nadia, SAMEN)
    vraag.gesprek.vragen.update(volgorde=None)

    for keuze in (NU, SAMEN):
        assert refuse(vraag, griet, keuze) == ERUIT
    press(vraag, nadia, TERUG)

    assert shown(vraag) == {}


def test_words_whose_key_is_lost_are_not_shown(
    vraag: Gespreksvraag, nadia: Gebruiker, griet: Gebruiker, settings: Settings
) -> None:
    press(vraag, nadia, SAMEN)
    lose_keys(settings)
    assert refuse(vraag, griet, NU) == KWIJT
    Voorbereiding.objects.filter(auteur=griet).delete()
    save(vraag, griet, "G")

    press(vraag, griet, SAMEN)

    assert shown(vraag) == {}
    assertContains(sign_in(nadia).get(prepare_path(vraag.gesprek)), "de sleutel is weg")


def test_shown_words_come_back_whatever_became_of_their_key(
    vraag: Gespreksvraag, nadia: Gebruiker, settings: Settings
) -> None:
    press(vraag, nadia, NU)
    lose_keys(settings)

    press(vraag, nadia, TERUG)

    [klad] = read_kladden(vraag.gesprek, nadia)
    assert (klad.tekst, shown(vraag)) == ("N", {})


@pytest.mark.parametrize("number", [1, 3])
def test_reading_what_was_shown_takes_two_queries(
    gesprek: Gesprek,
    nadia: Gebruiker,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for volgorde in range(1, number + 1):
        vraag = make_vraag(gesprek, volgorde)
        save(vraag, nadia, "N")
        press(vraag, nadia, NU)

    with django_assert_num_queries(2):
        assert len(shown_for(gesprek, nadia)) == number


def test_shown_together_has_one_moment(
    teamvraag: Gespreksvraag, team: list[Gebruiker]
) -> None:
    before = timezone.now()
    for who in team:
        press(teamvraag, who, SAMEN)

    [(moment, samen)] = set(Getoond.objects.values_list("created_at", "samen"))
    assert (before < moment, samen) == (True, True)


def test_mark_changes_with_what_is_shown_and_nothing_else(
    vraag: Gespreksvraag, nadia: Gebruiker, griet: Gebruiker
) -> None:
    gesprek = vraag.gesprek_id
    marks = [mark_shown(gesprek)]
    press(vraag, nadia, SAMEN)
    save(vraag, griet, "Anders")
    assert mark_shown(gesprek) == marks[0]

    for who, keuze in ((griet, NU), (griet, TERUG), (griet, NU)):
        press(vraag, who, keuze)
        marks.append(mark_shown(gesprek))

    assert (marks[0], marks[2]) == ("", "")
    assert len(set(marks)) == 3
