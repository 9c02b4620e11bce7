from typing import Any

import pytest
from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from scholen.models import Gebruiker, School
from tests.make import make_deelname, make_gebruiker, make_lid, make_school
from tests.make import make_traject as make
from tests.trajecten.make import current, find, make_others
from trajecten import rules
from trajecten.models import Deelname, Traject, Trajectrol

pytestmark = pytest.mark.django_db

INSIDE = {"amira", "bart", "lerarenopleider", "aanvangsbegeleider"}


@pytest.fixture
def everybody(coordinator: Gebruiker, traject: Traject) -> dict[str, Gebruiker]:
    found = {
        "coördinator": coordinator,
        "amira": find(traject, Trajectrol.ZIJ_INSTROMER).gebruiker,
        "bart": find(traject).gebruiker,
    }
    return found | make_others(traject)


def test_track_is_seen_by_its_people_and_its_coordinators(
    everybody: dict[str, Gebruiker], traject: Traject
) -> None:
    seen = {
        wie
        for wie, gebruiker in everybody.items()
        if list(Traject.objects.visible_to(gebruiker)) == [traject]
    }

    assert seen == INSIDE | {"coördinator"}


def test_who_may_do_what_follows_from_the_role(
    everybody: dict[str, Gebruiker], traject: Traject
) -> None:
    may = {
        rule: {wie for wie, one in everybody.items() if rule(one, traject)}
        for rule in (rules.takes_part, rules.may_plan, rules.may_move)
    }

    assert may == {
        rules.takes_part: INSIDE,
        rules.may_plan: {"coördinator"},
        rules.may_move: INSIDE | {"coördinator"},
    }


def test_track_is_seen_once_by_who_plans_it_and_takes_part(
    coordinator: Gebruiker, traject: Traject
) -> None:
    make_deelname(traject, gebruiker=coordinator)

    assert list(Traject.objects.visible_to(coordinator)) == [traject]


def test_tracks_of_others_stay_out_of_sight(traject: Traject) -> None:
    other = make()

    seen = Traject.objects.visible_to(find(other).gebruiker)

    assert list(seen) == [other]


def test_somebody_takes_part_once_at_a_time(traject: Traject) -> None:
    bart = find(traject)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_deelname(traject, gebruiker=bart.gebruiker)

    Deelname.objects.filter(pk=bart.pk).update(tot=timezone.now())
    assert make_deelname(traject, gebruiker=bart.gebruiker).tot is None


def test_track_has_one_zij_instromer_and_more_duo_partners(traject: Traject) -> None:
    make_deelname(traject)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_deelname(traject, Trajectrol.ZIJ_INSTROMER)

    assert traject.deelnames.current().duo().count() == 3


@pytest.mark.parametrize(
    "values",
    [
        {"profiel": "IP-4"},
        {"fase": "einde"},
        {"staat": "weg"},
        {"vorige_loopbaan": "x" * 201},
    ],
)
def test_database_refuses_what_is_no_track(
    values: dict[str, Any], school: School
) -> None:
    # PostgreSQL has another name for what is too long.
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        make(school, **values)


def test_people_are_listed_as_they_are_called(traject: Traject) -> None:
    zoe = make_gebruiker("Zoë van hier")
    make_deelname(traject, gebruiker=zoe, naam="Anna van daar")

    assert current(traject) == [
        ("Amira", "zij-instromer"),
        ("Anna van daar", "duo-partner"),
        ("Bart", "duo-partner"),
    ]


def test_role_is_called_as_the_country_does() -> None:
    school = make_school(regio="nl-zuid")
    deelname = make_deelname(
        make(school),
        Trajectrol.AANVANGSBEGELEIDER,
        gebruiker=make_lid(school).gebruiker,
    )

    assert deelname.rolnaam == "begeleider van starters"
