from typing import Any

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime

from fiches.models import Thema, Vraag
from gesprekken.models import Gesprek, Staat
from gesprekken.services import vragen
from scholen.models import Gebruiker, School, Soort
from tests.make import make_deelnemer, make_gesprek, make_traject
from trajecten.models import Fase, Traject

from .eerder import (
    DAY,
    FICHE,
    LATER,
    LIEVER_NIET,
    NIET_AAN_TOE,
    TEAM,
    Z1,
    Z2,
    Z3,
    Z4,
    agree,
    codes,
    make_earlier,
    proposed,
    write,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fiche")]


def test_first_talk_is_proposed_three_of_its_fiche(gesprek: Gesprek) -> None:
    Vraag.objects.filter(code=Z2).update(gevoelig=True)

    assert proposed(gesprek) == [(Z1, FICHE), (Z3, FICHE), (Z4, FICHE)]


def test_what_was_not_reached_comes_back(gesprek: Gesprek) -> None:
    make_earlier(gesprek, Z1, Z2, geschreven=[Z1])

    assert proposed(gesprek) == [(Z2, NIET_AAN_TOE), (Z3, FICHE), (Z4, FICHE)]


def test_blank_text_is_no_answer(gesprek: Gesprek) -> None:
    earlier = make_earlier(gesprek, Z1)
    write(earlier, earlier.vragen.get(), tekst=" \n")

    assert proposed(gesprek)[0] == (Z1, NIET_AAN_TOE)


def test_what_was_put_off_comes_back(gesprek: Gesprek) -> None:
    earlier = make_earlier(gesprek)
    vragen.set_opzij(earlier, Z4, LATER)
    vragen.set_opzij(earlier, Z1, LIEVER_NIET)

    dag = date_format(localtime(earlier.begin), "j F")
    reden = f"Deze vraag schoven jullie op {dag} op."
    assert proposed(gesprek) == [(Z4, reden), (Z2, TEAM), (Z3, TEAM)]


@pytest.mark.parametrize(("staat", "told"), [("open", True), ("gedaan", False)])
def test_open_agreement_brings_its_theme_back(
    gesprek: Gesprek, staat: str, told: bool
) -> None:
    agree(make_earlier(gesprek, Z1), staat=staat)

    [(code, reden), *_] = proposed(gesprek)

    assert (code, "staat nog een afspraak open" in reden) == (Z2, told)


def test_agreement_is_not_told_to_who_left_the_track(
    gesprek: Gesprek, griet: Gebruiker
) -> None:
    agree(make_earlier(gesprek, Z1))
    griet.deelnames.update(tot=timezone.now())

    assert proposed(gesprek)[0] == (Z2, FICHE)


def test_theme_that_was_never_talked_about_says_so(gesprek: Gesprek) -> None:
    thema = Thema.objects.create(slug="lesgeven", naam="Lesgeven leren", volgorde=9)
    Vraag.objects.filter(code=Z3).update(hoofdthema=thema)
    make_earlier(gesprek, Z1)

    assert (Z3, "Jullie spraken nog niet over lesgeven leren.") in proposed(gesprek)


def test_phase_of_the_track_is_a_reason(gesprek: Gesprek) -> None:
    Traject.objects.update(fase=Fase.SOCIALISEREN)

    reden = "Past bij de fase van jullie traject: socialiseren."
    assert proposed(Gesprek.objects.get()) == [(Z1, reden), (Z2, reden), (Z3, reden)]


@pytest.mark.parametrize("who", ["here", "gone"])
def test_proposal_tells_nobody_of_talks_they_were_not_in(
    gesprek: Gesprek, who: str
) -> None:
    """Nor who may come in again later, and would find the reasons."""
    earlier = make_earlier(gesprek, Z1, Z2, geschreven=[Z1])
    vragen.set_opzij(earlier, Z3, LATER)
    vragen.set_opzij(earlier, Z4, LIEVER_NIET)
    agree(earlier)
    assert codes(gesprek) == [Z3, Z2, "F1-Z-05"]

    newcomer = make_deelnemer(gesprek).gebruiker
    if who == "gone":
        newcomer.lidmaatschappen.all().delete()

    assert proposed(gesprek) == [(Z1, FICHE), (Z2, FICHE), (Z3, FICHE)]


@pytest.mark.parametrize(
    "changes",
    [
        {"staat": Staat.AFGEZEGD},
        {"begin": timezone.now() + 90 * DAY},
        {"begin": None, "staat": Staat.ZOEKT},
    ],
)
def test_proposal_knows_earlier_talks_alone(
    gesprek: Gesprek, changes: dict[str, Any]
) -> None:
    make_earlier(gesprek, Z1, **changes)

    assert codes(gesprek) == [Z1, Z2, Z3]


def test_proposal_knows_nothing_of_another_track(
    gesprek: Gesprek, nadia: Gebruiker, griet: Gebruiker
) -> None:
    other = make_traject(gesprek.school, zij_instromer=nadia, duo_partner=griet)
    make_earlier(make_gesprek(other), Z1)

    assert codes(gesprek) == [Z1, Z2, Z3]


def test_talk_without_a_moment_comes_after_all_others(gesprek: Gesprek) -> None:
    make_earlier(gesprek, Z1)
    Gesprek.objects.filter(pk=gesprek.pk).update(begin=None, staat=Staat.ZOEKT)

    assert codes(Gesprek.objects.get(pk=gesprek.pk)) == [Z2, Z3, Z4]


@pytest.mark.parametrize(
    ("soort", "team", "expected"),
    [
        (Soort.SCHOOL, "wiskunde", ["F1-T-02", "F1-T-03", "F1-T-03a"]),
        (Soort.SCHOOL, "Frans", ["F1-T-01", "F1-T-02", "F1-T-03"]),
        (Soort.LERARENOPLEIDING, "Frans", ["F1-O-01", "F1-O-02", "F1-O-03"]),
    ],
)
def test_team_gets_its_own_questions(
    school: School, nadia: Gebruiker, soort: Soort, team: str, expected: list[str]
) -> None:
    school.soort = soort
    talk = make_gesprek(school=school, team=team, deelnemers=[nadia])
    before = {"school": school, "team": "wiskunde", "deelnemers": [nadia]}
    make_earlier(talk, "F1-T-01", **before)

    assert codes(talk) == expected


def test_duo_that_talked_about_it_all_gets_those_of_the_team(gesprek: Gesprek) -> None:
    make_earlier(gesprek, Z1, Z2, Z3, Z4)
    own = [f"F1-Z-0{place}" for place in range(5, 9)]
    make_earlier(gesprek, *own, begin=gesprek.created_at)

    reden = "Een vraag voor het schoolteam, om samen te bekijken."
    assert proposed(gesprek)[0] == ("F1-T-01", reden)
