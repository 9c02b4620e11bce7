from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from gesprekken.models import Gesprek, Staat
from scholen.models import Gebruiker, Lidmaatschap, School
from tests.make import make_gebruiker, make_gesprek, make_lid, make_traject
from trajecten.models import Traject

from .make import DAY, at, deelnemer

pytestmark = pytest.mark.django_db


def refuses(**changes: Any) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        make_gesprek(**changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"staat": "nergens"},
        {"begin": None},
        {"begin": None, "staat": Staat.GEHOUDEN},
        {"duur": 14},
        {"duur": 241},
        {"team": "een team"},
        {"plaats": "x" * 201},
    ],
)
def test_database_refuses_what_no_talk_is(
    traject: Traject, changes: dict[str, Any]
) -> None:
    refuses(traject=traject, **changes)


def test_talk_belongs_to_a_track_or_a_team(school: School) -> None:
    refuses(school=school, team="")

    assert make_gesprek(school=school, team="Frans").traject is None


def test_track_has_one_talk_at_a_time(traject: Traject) -> None:
    make_gesprek(traject, begin=at(), staat=Staat.AFGEZEGD)
    make_gesprek(traject, begin=at())

    refuses(traject=traject, begin=at())


def test_teams_may_talk_at_one_time(school: School) -> None:
    for team in ("Frans", "Frans", "Wiskunde"):
        make_gesprek(school=school, team=team, begin=at())

    assert Gesprek.objects.count() == 3


def test_person_takes_part_once(gesprek: Gesprek, nadia: Gebruiker) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        gesprek.deelnemers.create(school=gesprek.school, gebruiker=nadia)


@pytest.mark.parametrize("volgorde", [0, 5])
def test_talk_has_four_questions_at_most(gesprek: Gesprek, volgorde: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        gesprek.vragen.create(school=gesprek.school, volgorde=volgorde, tekst="?")


def test_clock_is_that_of_the_country(school: School) -> None:
    gesprek = make_gesprek(school=school, team="Frans", begin=at())
    assert (gesprek.tijdzone, gesprek.lokaal) == ("Europe/Brussels", at())

    school.regio = "nl-zuid"

    assert gesprek.lokaal
    assert gesprek.lokaal.tzinfo == ZoneInfo("Europe/Amsterdam")


def test_talk_is_over_when_it_ends(traject: Traject) -> None:
    now = timezone.now()
    made = [now + days * DAY for days in (-1, 1)]

    gesprekken = [make_gesprek(traject, begin=begin) for begin in [*made, now]]

    assert [(one.is_voorbij, one.is_komend) for one in gesprekken] == [
        (True, False),
        (False, True),
        (False, False),
    ]


def test_talk_is_seen_by_who_plans_or_takes_part(
    gesprek: Gesprek,
    leen: Gebruiker,
    nadia: Gebruiker,
    sofie: Gebruiker,
    joost: Gebruiker,
) -> None:
    see = [
        gesprek in Gesprek.objects.visible_to(who)
        for who in (leen, nadia, sofie, joost, make_gebruiker(is_superuser=True))
    ]

    assert see == [True, True, False, False, False]


def test_leaving_the_school_ends_it_at_once(gesprek: Gesprek, nadia: Gebruiker) -> None:
    Lidmaatschap.objects.filter(gebruiker=nadia).delete()
    make_lid().school.lidmaatschappen.update(gebruiker=nadia)

    assert not Gesprek.objects.visible_to(nadia).exists()
    assert not deelnemer(gesprek, nadia).is_reachable


def test_uid_is_each_participants_own(gesprek: Gesprek) -> None:
    uids = {one.uid for one in gesprek.deelnemers.all()}

    assert len(uids) == 2
    assert {len(uid) for uid in uids} == {len("@samenwijzer") + 32}


def test_people_are_in_the_order_of_their_names(school: School) -> None:
    people = [make_lid(school, naam=naam).gebruiker for naam in ("Zoë", "An")]
    gesprek = make_gesprek(make_traject(school), deelnemers=people)
    guest = make_gebruiker("Anders")
    gesprek.deelnemers.create(
        school=school, gebruiker=guest, naam="Mie van de hogeschool", gast=True
    )

    found = [str(one) for one in gesprek.deelnemers.all()]

    assert found == ["An", "Mie van de hogeschool", "Zoë"]


def test_names_of_rows_tell_nothing(gesprek: Gesprek) -> None:
    vraag = gesprek.vragen.create(school=gesprek.school, volgorde=1, tekst="Kanarie?")

    assert str(vraag) == "eigen vraag"
    assert gesprek.begin
    assert str(gesprek) == f"gesprek van {gesprek.begin:%d-%m-%Y}"
