"""A missing outcome in the proposal of a talk."""

import datetime as dt

import pytest
from django.utils import timezone

from gesprekken.models import Gesprek, Opzij, Staat
from gesprekken.services import ontbreken, vragen
from gesprekken.services.feiten import find_choices
from gesprekken.services.ontbreken import make_code, make_reden, make_vraag
from gesprekken.voorstel import Voorgesteld
from scholen.models import Gebruiker
from tests.make import (
    make_bewijsstuk,
    make_gesprek,
    make_leeruitkomst,
    make_lid,
    make_traject,
    make_validering,
)
from trajecten.models import Traject

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def traject() -> Traject:
    return make_traject()


@pytest.fixture
def gesprek(traject: Traject) -> Gesprek:
    return make_talk(traject)


def make_talk(traject: Traject, **changes: object) -> Gesprek:
    """Of all that are in the track now."""
    people = [one.gebruiker for one in traject.deelnames.current()]
    return make_gesprek(traject, deelnemers=people, **changes)


def propose(gesprek: Gesprek) -> tuple[Voorgesteld, ...]:
    return vragen.find_voorstel(gesprek, find_choices(gesprek))


def test_what_is_due_first_is_proposed_with_its_reason(
    traject: Traject, gesprek: Gesprek
) -> None:
    today = timezone.localdate()
    make_leeruitkomst(traject)
    make_leeruitkomst(traject, tegen=today + 9 * DAY)
    first = make_leeruitkomst(traject, "Je kan fluiten.", tegen=today + 2 * DAY)

    [found] = propose(gesprek)

    assert (found.code, found.tekst) == (
        make_code(first),
        "‘Je kan fluiten.’ Wat is daar nog voor nodig?",
    )
    assert found.reden.startswith("Deze leeruitkomst ontbreekt nog, en jullie mikten")


def test_what_is_shown_or_recognised_is_not_asked(
    traject: Traject, gesprek: Gesprek
) -> None:
    make_bewijsstuk(make_leeruitkomst(traject))
    make_validering(make_leeruitkomst(traject))

    assert propose(gesprek) == ()


def test_without_a_day_the_reason_names_none(traject: Traject) -> None:
    row = make_leeruitkomst(traject)

    assert make_reden(row) == "Deze leeruitkomst ontbreekt nog in jullie traject."


def test_what_another_talk_took_up_is_not_asked_twice(
    traject: Traject, gesprek: Gesprek
) -> None:
    row = make_leeruitkomst(traject)
    vragen.accept_voorstel(gesprek, [make_code(row)])
    begin = timezone.now() + 40 * DAY
    other = make_talk(traject, begin=begin)
    assert propose(other) == ()

    Gesprek.objects.filter(pk=gesprek.pk).update(staat=Staat.AFGEZEGD)
    assert [one.code for one in propose(other)] == [make_code(row)]


def test_taken_it_keeps_its_words_and_reason_once_shown(
    traject: Traject, gesprek: Gesprek
) -> None:
    row = make_leeruitkomst(traject)
    vragen.accept_voorstel(gesprek, [make_code(row)])
    make_bewijsstuk(row)

    [vraag] = gesprek.vragen.gekozen()
    assert (vraag.tekst, vraag.reden) == (make_vraag(row), make_reden(row))
    assert make_code(row) in find_choices(gesprek)


def test_rather_not_holds_in_later_talks(traject: Traject, gesprek: Gesprek) -> None:
    row = make_leeruitkomst(traject)
    vragen.set_opzij(gesprek, make_code(row), Opzij.Soort.LIEVER_NIET)

    assert propose(make_talk(traject, begin=timezone.now() + 40 * DAY)) == ()
    assert propose(gesprek) == ()


def test_talk_with_somebody_from_outside_the_track_asks_nothing(
    traject: Traject,
) -> None:
    make_leeruitkomst(traject)
    people: list[Gebruiker] = [one.gebruiker for one in traject.deelnames.current()]
    outside = make_lid(traject.school).gebruiker
    gesprek = make_gesprek(traject, deelnemers=[*people, outside])

    assert ontbreken.find_next(gesprek) is None
    assert propose(gesprek) == ()


def test_team_has_no_outcomes(traject: Traject) -> None:
    make_leeruitkomst(traject)

    assert (
        ontbreken.find_next(make_gesprek(school=traject.school, team="Frans")) is None
    )
