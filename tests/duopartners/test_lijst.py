"""What the list shows, by phase and by reader."""

import datetime as dt

import pytest
from django.utils import timezone

from duopartners import services
from duopartners.lijst import BLEEF_OPEN, WAS_NIET, Duolijst, read_lijst
from duopartners.models import Lijst, Puntstand
from scholen.models import Gebruiker, School
from tests.duopartners.conftest import get_regel
from tests.make import make_deelname, make_lid, make_school
from trajecten.models import Fase, Traject
from trajecten.services import verloop

pytestmark = pytest.mark.django_db

Stand = Puntstand.Stand


def letters(groepen: tuple[object, ...]) -> str:
    return "".join(groep.lijst.letter for groep in groepen)  # type: ignore[attr-defined]


def back(lijst: Duolijst) -> dict[str, str]:
    return {regel.code: regel.terug for regel in lijst.terug}


def say(traject: Traject, door: Gebruiker, code: str, stand: Stand) -> None:
    regel = get_regel(traject, door, code)
    assert services.set_stand(traject, regel, door, regel.versie, stand=stand)


def test_first_phase_shows_its_lists_and_the_rest_for_later(
    traject: Traject, nadia: Gebruiker
) -> None:
    lijst = read_lijst(traject, nadia)

    assert (letters(lijst.nu), letters(lijst.later)) == ("ABD", "CEFGH")
    assert (lijst.vroeger, lijst.terug, len(lijst.regels)) == ((), (), 32)
    assert lijst.telling == [("nog niet", 9)]


def test_points_come_back_when_the_phase_changes(
    traject: Traject, nadia: Gebruiker, leen: Gebruiker
) -> None:
    for code in ("DP-A-01", "DP-A-02", "DP-B-01", "DP-D-01"):
        say(traject, nadia, code, Stand.DOEN_WE)
    say(traject, nadia, "DP-A-03", Stand.BEZIG)
    say(traject, nadia, "DP-D-02", Stand.NIET)
    verloop.set_fase(traject, Fase.SOCIALISEREN, leen)

    lijst = read_lijst(traject, nadia)

    assert back(lijst) == {
        "DP-A-03": BLEEF_OPEN,
        "DP-D-02": WAS_NIET,
        "DP-D-03": BLEEF_OPEN,
        "DP-D-04": BLEEF_OPEN,
        "DP-D-05": BLEEF_OPEN,
    }
    assert (letters(lijst.vroeger), letters(lijst.nu)) == ("ABD", "CGH")
    assert len(lijst.regels) == 32


def test_point_that_still_does_not_apply_is_asked_once(
    traject: Traject, nadia: Gebruiker, leen: Gebruiker
) -> None:
    say(traject, nadia, "DP-D-02", Stand.NIET)
    verloop.set_fase(traject, Fase.SAMENWERKEN, leen)

    say(traject, nadia, "DP-D-02", Stand.NIET)

    assert "DP-D-02" not in back(read_lijst(traject, nadia))


def test_notes_are_for_who_was_in_the_duo_by_then(
    traject: Traject, nadia: Gebruiker, griet: Gebruiker
) -> None:
    regel = get_regel(traject, nadia)
    services.add_notitie(traject, regel, nadia, "Van toen.")
    new = make_deelname(traject, sinds=timezone.now() + dt.timedelta(seconds=1))

    def notes(gebruiker: Gebruiker) -> list[str]:
        return [one.tekst for one in get_regel(traject, gebruiker).notities]

    assert [notes(one) for one in (nadia, griet, new.gebruiker)] == [
        ["Van toen."],
        ["Van toen."],
        [],
    ]


def test_who_left_reads_no_note(
    traject: Traject, nadia: Gebruiker, griet: Gebruiker
) -> None:
    services.add_notitie(traject, get_regel(traject, nadia), nadia, "Van ons.")
    traject.deelnames.filter(gebruiker=griet).update(tot=timezone.now())

    assert get_regel(traject, griet).notities == ()


def test_points_of_the_school_stand_in_their_list(
    traject: Traject, school: School, nadia: Gebruiker
) -> None:
    lijst = Lijst.objects.get(letter="B")
    services.add_eigenpunt(school, lijst, "Loop binnen bij het secretariaat.")
    services.add_eigenpunt(make_school(), lijst, "Elders.")

    [groep] = [one for one in read_lijst(traject, nadia).nu if one.lijst == lijst]

    assert [regel.tekst for regel in groep.regels][1:] == [
        "Loop binnen bij het secretariaat."
    ]


def test_point_that_the_school_took_out_stays_where_it_was_begun(
    traject: Traject, school: School, nadia: Gebruiker
) -> None:
    lijst = Lijst.objects.get(letter="B")
    begun, other = (
        services.add_eigenpunt(school, lijst, tekst) for tekst in ("Een", "Twee")
    )
    regel = get_regel(traject, nadia, str(begun.pk))
    services.set_stand(traject, regel, nadia, 0, stand=Stand.BEZIG)

    for punt in (begun, other):
        services.remove_eigenpunt(punt)

    own = [one.tekst for one in read_lijst(traject, nadia).regels if not one.code]
    assert own == ["Een"]


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_as_many_queries_however_much_there_is(
    number: int,
    traject: Traject,
    nadia: Gebruiker,
    django_assert_num_queries: object,
) -> None:
    for code in ("DP-A-01", "DP-B-01", "DP-C-01")[:number]:
        regel = get_regel(traject, nadia, code)
        services.set_bespreken(traject, regel, nadia, aan=True)
        services.add_notitie(traject, regel, nadia, "Iets.")
        make_lid(traject.school)

    with django_assert_num_queries(7):  # type: ignore[operator]
        read_lijst(traject, nadia)
