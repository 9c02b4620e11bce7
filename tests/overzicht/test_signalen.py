import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from gesprekken.models import Moment
from gesprekken.models import Staat as Gespreksstaat
from overzicht.feiten import Betrokkene, Telling
from overzicht.signalen import (
    Belasting,
    Trajectregel,
    find_quiet_day,
    make_overzicht,
    tell_attention,
)
from scholen.models import Regio, School
from tests.make import (
    make_deelname,
    make_gebruiker,
    make_gesprek,
    make_lid,
    make_school,
    make_traject,
    make_uitnodiging,
)
from tests.overzicht.conftest import DAY, NOW, WEEK
from trajecten.models import Staat, Trajectrol

PLANNED = Telling(gepland=1)
ZIJ = Betrokkene(uuid4(), "Nadia", "zij-instromer", "zij-instromer")
DUO = Betrokkene(uuid4(), "Griet", "duo-partner", "duo-partner")


def make_regel(**changes: Any) -> Trajectregel:
    """A track of Nadia and Griet with a talk to come, so without any signal."""
    values: dict[str, Any] = {
        "pk": uuid4(),
        "op": NOW,
        "startdatum": NOW.date() - 10 * WEEK,
        "fase": "socialiseren",
        "staat": Staat.LOOPT,
        "telling": PLANNED,
        "mensen": (DUO, ZIJ),
    }
    return Trajectregel(**(values | changes))


def told(regel: Trajectregel) -> list[str]:
    return [signaal.tekst for signaal in regel.signalen]


def test_track_that_goes_as_planned_has_no_signals() -> None:
    assert told(make_regel()) == []


@pytest.mark.parametrize(
    ("changes", "tekst"),
    [
        ({"telling": Telling()}, "Er staat geen gesprek gepland."),
        (
            {"telling": Telling(gepland=1, voorbij=1)},
            "Een gesprek is voorbij en nog niet afgerond.",
        ),
        (
            {"telling": Telling(gepland=1, voorbij=2)},
            "Twee gesprekken zijn voorbij en nog niet afgerond.",
        ),
        (
            {"telling": Telling(gepland=1, laatste=NOW - 8 * WEEK), "stil": True},
            "Het laatste gesprek was acht weken geleden.",
        ),
        (
            {"stil": True},
            "Het traject startte tien weken geleden en er was nog geen gesprek.",
        ),
        (
            {"voorgesteld": NOW - 3 * WEEK},
            "Wacht op een moment: drie weken geleden voorgesteld.",
        ),
        (
            {"belasting": (Belasting("Griet", 4, 6),)},
            "Griet is duo-partner in vier trajecten.",
        ),
        ({"mensen": (ZIJ,)}, "Het traject heeft geen duo-partner."),
        ({"mensen": (DUO,)}, "Het traject heeft geen zij-instromer."),
    ],
)
def test_signal_says_what_asks_for_attention(
    changes: dict[str, Any], tekst: str
) -> None:
    assert told(make_regel(**changes)) == [tekst]


@pytest.mark.parametrize(
    "changes",
    [
        {"belasting": (Belasting("Griet", 3, 6),)},
        {"voorgesteld": NOW - 6 * DAY},
        {"telling": Telling(), "voorgesteld": NOW - 6 * DAY},
    ],
)
def test_what_is_usual_is_no_signal(changes: dict[str, Any]) -> None:
    assert told(make_regel(**changes)) == []


@pytest.mark.parametrize("staat", [Staat.PAUZE, Staat.BEEINDIGD])
def test_track_that_does_not_go_on_has_no_signals(staat: Staat) -> None:
    assert told(make_regel(staat=staat, telling=Telling(voorbij=3), mensen=())) == []


def test_nobody_is_called_late_while_talks_wait_to_be_marked() -> None:
    telling = Telling(gepland=1, voorbij=1, laatste=NOW - 9 * WEEK)

    regel = make_regel(telling=telling, stil=True)

    assert told(regel) == ["Een gesprek is voorbij en nog niet afgerond."]


def test_heaviest_signal_comes_first() -> None:
    belasting = (Belasting("Griet", 4, 0),)

    regel = make_regel(telling=Telling(), mensen=(ZIJ,), belasting=belasting)

    assert told(regel) == [
        "Het traject heeft geen duo-partner.",
        "Er staat geen gesprek gepland.",
        "Griet is duo-partner in vier trajecten.",
    ]
    assert regel.gewicht == 10


def test_holidays_do_not_count_as_quiet() -> None:
    # Two weeks of September, June, and of May what pinkstermaandag leaves.
    found = find_quiet_day(dt.date(2026, 9, 14), Regio.VLAANDEREN)

    assert found == dt.date(2026, 5, 18)


def test_attention_is_said_once_in_words() -> None:
    quiet, loud = make_regel(), make_regel(telling=Telling())

    assert tell_attention([quiet]) == ""
    assert tell_attention([quiet, loud]) == "Een traject vraagt aandacht."
    assert tell_attention([loud] * 3) == "Drie trajecten vragen aandacht."


def test_busy_duo_partner_is_shown_but_no_news() -> None:
    busy = make_regel(belasting=(Belasting("Griet", 4, 2),))

    assert told(busy) == ["Griet is duo-partner in vier trajecten."]
    assert tell_attention([busy]) == ""


@pytest.mark.django_db
def test_overview_counts_talks_of_each_track(school: School) -> None:
    traject = make_traject(school)
    for staat, begin in [
        (Gespreksstaat.GEPLAND, NOW + DAY),
        (Gespreksstaat.GEPLAND, NOW - DAY),
        (Gespreksstaat.GEHOUDEN, NOW - WEEK),
        (Gespreksstaat.GEHOUDEN, NOW - 2 * WEEK),
        (Gespreksstaat.AFGEZEGD, NOW - 3 * DAY),
    ]:
        make_gesprek(traject, staat=staat, begin=begin)
    make_gesprek(make_traject(), begin=NOW + DAY)

    [regel] = make_overzicht(school, NOW)

    assert regel.telling == Telling(1, 2, 1, laatste=NOW - WEEK)
    assert regel.stil_sinds == dt.date(2026, 11, 16)


@pytest.mark.django_db
def test_load_of_a_duo_partner_is_counted_in_this_school(school: School) -> None:
    griet = make_lid(school, naam="Griet").gebruiker
    for offset in (DAY, 4 * WEEK, 5 * WEEK):
        make_gesprek(make_traject(school, duo_partner=griet), begin=NOW + offset)
    make_traject(school, duo_partner=griet, staat=Staat.PAUZE)
    make_gesprek(make_traject(duo_partner=griet), begin=NOW + DAY)

    regels = make_overzicht(school, NOW)

    assert {regel.belasting for regel in regels} == {(Belasting("Griet", 3, 2),)}


@pytest.mark.django_db
def test_who_did_not_accept_is_a_signal_and_who_left_by_name(school: School) -> None:
    traject = make_traject(school)
    make_gesprek(traject, begin=NOW + DAY)
    invited, left, elsewhere = (make_gebruiker(naam) for naam in ("An", "Bo", "Cis"))
    make_uitnodiging(school, email=invited.email)
    for one in (invited, left):
        make_deelname(traject, Trajectrol.SCHOOLOPLEIDER, gebruiker=one)
    make_deelname(traject, Trajectrol.LERARENOPLEIDER, gebruiker=elsewhere)

    [regel] = make_overzicht(school, NOW)

    assert told(regel) == [
        "Bo hoort niet bij de school.",
        "Een uitnodiging is nog niet aangenomen.",
    ]


@pytest.mark.django_db
def test_oldest_proposal_of_a_track_is_what_waits(school: School) -> None:
    traject = make_traject(school)
    griet = traject.deelnames.duo()[0].gebruiker
    for staat, begin, weeks in [
        (Gespreksstaat.ZOEKT, None, 1),
        (Gespreksstaat.GEPLAND, NOW + 2 * DAY, 2),
        (Gespreksstaat.GEPLAND, NOW + 3 * DAY, 0),
        (Gespreksstaat.GEHOUDEN, NOW - WEEK, 9),
    ]:
        gesprek = make_gesprek(traject, staat=staat, begin=begin)
        Moment.objects.create(
            gesprek=gesprek,
            school=school,
            begin=NOW + DAY,
            door=griet,
            created_at=NOW - weeks * WEEK,
        )

    [regel] = make_overzicht(school, NOW)

    assert told(regel) == ["Wacht op een moment: twee weken geleden voorgesteld."]


@pytest.mark.django_db
def test_who_needs_attention_most_is_first_and_ended_tracks_last(
    school: School,
) -> None:
    calm, loud, ended, paused = (
        make_traject(school, startdatum=NOW.date() - days * DAY)
        for days in (3, 2, 5, 1)
    )
    make_gesprek(calm, begin=NOW + DAY)
    for traject, staat in ((ended, Staat.BEEINDIGD), (paused, Staat.PAUZE)):
        traject.staat = staat
        traject.save()

    found = [regel.pk for regel in make_overzicht(school, NOW)]

    assert found == [loud.pk, calm.pk, paused.pk, ended.pk]


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_overview_takes_five_queries(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    school = make_school()
    for _ in range(number):
        make_gesprek(make_traject(school))

    with django_assert_num_queries(5):
        regels = make_overzicht(school, timezone.now())

    assert len(regels) == number
