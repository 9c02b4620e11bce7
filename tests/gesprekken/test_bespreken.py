"""What is marked elsewhere, in the proposal of a track's next talk."""

import datetime as dt

import pytest
from django.test import Client

from gesprekken.models import Gesprek, Opzij
from gesprekken.services import bespreken, vragen
from gesprekken.services.feiten import find_choices
from scholen.models import Gebruiker
from tests.make import make_gesprek, make_traject
from trajecten.models import Traject

pytestmark = pytest.mark.django_db

CODE, TEKST, REDEN = "DP-C-01", "Verdeel het werk.", "Dit zetten jullie klaar."


@pytest.fixture
def gesprek(traject: Traject) -> Gesprek:
    """The next talk of a track that marked something."""
    bespreken.mark(traject, CODE, TEKST, REDEN)
    return make_gesprek(traject)


def make_next(gesprek: Gesprek) -> Gesprek:
    """The talk of the same track a week after this one."""
    assert gesprek.begin
    return make_gesprek(gesprek.traject, begin=gesprek.begin + dt.timedelta(weeks=1))


def proposed(gesprek: Gesprek) -> list[tuple[str, str]]:
    found = vragen.find_voorstel(gesprek, find_choices(gesprek))
    return [(one.code, one.reden) for one in found]


def test_what_is_marked_comes_first_with_its_reason(gesprek: Gesprek) -> None:
    assert proposed(gesprek)[0] == (CODE, REDEN)


def test_talk_of_another_track_knows_nothing_of_it(gesprek: Gesprek) -> None:
    other = make_gesprek(make_traject(gesprek.school))

    assert CODE not in find_choices(other)


def test_taken_up_it_is_a_question_in_its_words(gesprek: Gesprek) -> None:
    vragen.accept_voorstel(gesprek, [CODE])

    row = gesprek.vragen.get()
    assert (row.code, row.tekst, row.reden) == (CODE, TEKST, REDEN)
    assert CODE not in find_choices(make_next(gesprek))


def test_taken_out_again_the_next_talk_may_have_it(gesprek: Gesprek) -> None:
    vragen.accept_voorstel(gesprek, [CODE])

    vragen.drop_vraag(gesprek, gesprek.vragen.get().pk)

    assert proposed(make_next(gesprek))[0] == (CODE, REDEN)


def test_talk_that_is_cancelled_gives_it_back(gesprek: Gesprek) -> None:
    vragen.accept_voorstel(gesprek, [CODE])

    Gesprek.objects.filter(pk=gesprek.pk).update(staat="afgezegd")

    assert proposed(make_next(gesprek))[0] == (CODE, REDEN)


def test_put_off_it_waits_for_the_talk_after(gesprek: Gesprek) -> None:
    vragen.set_opzij(gesprek, CODE, Opzij.Soort.LATER)

    assert (CODE, REDEN) not in proposed(gesprek)
    assert proposed(make_next(gesprek))[0] == (CODE, REDEN)


def test_rather_not_takes_the_mark_away(gesprek: Gesprek) -> None:
    assert gesprek.traject

    vragen.set_opzij(gesprek, CODE, Opzij.Soort.LIEVER_NIET)

    assert list(gesprek.traject.bespreekpunten.all()) == []


def test_marked_anew_it_is_asked_anew(gesprek: Gesprek) -> None:
    assert gesprek.traject
    vragen.accept_voorstel(gesprek, [CODE])

    bespreken.mark(gesprek.traject, CODE, "In andere woorden.", REDEN)

    after = make_next(gesprek)
    assert find_choices(after)[CODE].tekst == "In andere woorden."


def test_marked_twice_is_once_and_unmarked_is_gone(gesprek: Gesprek) -> None:
    traject = gesprek.traject
    assert traject
    bespreken.mark(traject, CODE, TEKST, REDEN)
    assert traject.bespreekpunten.count() == 1

    bespreken.unmark(traject, CODE)

    assert traject.bespreekpunten.count() == 0


def test_page_proposes_it_and_takes_it(
    van_nadia: Client, traject: Traject, nadia: Gebruiker, griet: Gebruiker
) -> None:
    bespreken.mark(traject, CODE, TEKST, REDEN)
    gesprek = make_gesprek(traject, deelnemers=[nadia, griet])
    path = f"/gesprekken/{gesprek.pk}/vragen/"

    shown = van_nadia.get(path).content.decode()
    van_nadia.post(path, {"kies": CODE})

    assert (TEKST in shown, REDEN in shown) == (True, True)
    assert gesprek.vragen.get().tekst == TEKST
