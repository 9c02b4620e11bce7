import datetime as dt
from collections import Counter
from io import StringIO
from uuid import UUID

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command
from django.db.models import Count

from gesprekken import omvang
from gesprekken.models import Deelnemer, Gesprek, Staat
from gesprekken.omvang import Aantal, make_omvang
from scholen.demo import make_demo
from scholen.models import Gebruiker, Lidmaatschap, Rol, School
from tests.make import make_lid, make_school
from trajecten.models import Deelname, Traject

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 11, 18, 12, tzinfo=dt.UTC)  # a Wednesday


def told(scholen: str, gesprekken: str) -> str:
    out = StringIO()
    command = ["maak_omvang", "--scholen", scholen, "--gesprekken", gesprekken]
    call_command(*command, stdout=out)
    return out.getvalue().strip()


def sizes() -> list[int]:
    counted = School.objects.annotate(aantal=Count("gesprekken"))
    return sorted(counted.values_list("aantal", flat=True))


def everything() -> set[tuple[UUID, str, dt.datetime | None, str]]:
    rows = Deelnemer.objects.values_list(
        "pk", "kenmerk", "gesprek__begin", "gebruiker__naam"
    )
    return set(rows)


def test_omvang_is_spread_evenly() -> None:
    assert make_omvang(4, 90) == Aantal(scholen=4, gesprekken=90)

    assert sizes() == [22, 22, 23, 23]
    assert set(School.objects.values_list("regio", flat=True)) == {
        "vlaanderen",
        "nl-noord",
        "nl-midden",
        "nl-zuid",
    }
    coordinators = Lidmaatschap.objects.filter(rol=Rol.COORDINATOR)
    assert coordinators.values("school").distinct().count() == 4


def test_omvang_has_tracks_of_ten_talks_by_their_duo() -> None:
    make_omvang(1, 25)

    talks = Traject.objects.annotate(aantal=Count("gesprekken"))
    assert sorted(talks.values_list("aantal", flat=True)) == [5, 10, 10]
    for gesprek in Gesprek.objects.all():
        duo = Deelname.objects.current().duo().filter(traject=gesprek.traject)
        assert {one.gebruiker for one in duo} == {
            one.gebruiker for one in gesprek.deelnemers.all()
        }


def test_omvang_has_past_overdue_and_coming_talks() -> None:
    make_omvang(1, 40, NOW)

    assert Counter(
        (Staat(gesprek.staat), gesprek.begin is not None and gesprek.begin > NOW)
        for gesprek in Gesprek.objects.all()
    ) == {
        (Staat.GEHOUDEN, False): 17,
        (Staat.GEPLAND, False): 1,
        (Staat.GEPLAND, True): 22,
    }


def test_omvang_gives_nobody_two_talks_at_once() -> None:
    make_omvang(1, 400, NOW)

    at_once = Deelnemer.objects.values("gebruiker", "gesprek__begin")
    twice = at_once.annotate(aantal=Count("pk")).filter(aantal__gt=1)
    assert twice.count() == 0


def test_omvang_people_can_sign_in() -> None:
    make_omvang(2, 20)

    ready = EmailAddress.objects.filter(verified=True, primary=True)
    assert {address.email for address in ready} == set(
        Gebruiker.objects.values_list("email", flat=True)
    )
    assert Gebruiker.objects.count() == Lidmaatschap.objects.count() == 6


def test_omvang_is_the_same_each_time() -> None:
    make_omvang(2, 40, NOW)
    first = everything()
    School.objects.all().delete()
    Gebruiker.objects.all().delete()

    make_omvang(2, 40, NOW)

    assert everything() == first


def test_omvang_does_not_depend_on_its_batches(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_omvang(3, 150, NOW)
    at_once = everything()
    School.objects.all().delete()
    Gebruiker.objects.all().delete()
    monkeypatch.setattr(omvang, "BATCH", 15)

    make_omvang(3, 150, NOW)

    assert everything() == at_once


def test_omvang_again_adds_only_what_lacks() -> None:
    assert told("2", "40") == "Nieuwe scholen: 2, met 40 gesprekken."
    assert told("2", "40") == "Niets nieuws: deze scholen staan er al."
    assert told("3", "60") == "Nieuwe scholen: 1, met 20 gesprekken."

    assert sizes() == [20, 20, 20]


def test_omvang_stands_beside_the_demo() -> None:
    make_demo()

    assert make_omvang(1, 10) == Aantal(scholen=1, gesprekken=10)


def test_omvang_keeps_away_from_real_schools() -> None:
    make_lid()
    make_school(naam="Basisschool 1 (omvang)")

    with pytest.raises(CommandError) as refused:
        told("1", "10")

    assert str(refused.value) == (
        "Hier staan echte scholen: wat dient om te meten, hoort ergens anders."
    )
    assert School.objects.count() == 2


@pytest.mark.parametrize(
    ("scholen", "gesprekken", "sentence"),
    [
        ("0", "10", "Vraag minstens 1 school en hoogstens 100.000."),
        ("100001", "10", "Vraag minstens 1 school en hoogstens 100.000."),
        ("1", "-1", "Vraag minstens 0 gesprekken en hoogstens 10.000.000."),
        ("1", "10000001", "Vraag minstens 0 gesprekken en hoogstens 10.000.000."),
        (
            "veel",
            "10",
            "Geef met --scholen een heel getal, zonder punten of komma's.",
        ),
        (
            "1",
            "",
            "Geef met --gesprekken een heel getal, zonder punten of komma's.",
        ),
    ],
)
def test_omvang_says_which_numbers_it_takes(
    scholen: str, gesprekken: str, sentence: str
) -> None:
    with pytest.raises(CommandError) as refused:
        told(scholen, gesprekken)

    assert str(refused.value) == sentence
    assert not School.objects.exists()
