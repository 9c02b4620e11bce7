"""The versions of an agreement and the yes of its parties, as the services have it."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from scholen.models import Gebruiker, Rol, School
from tests.make import make_deelname, make_gebruiker, make_lid, make_overeenkomst
from tests.trajecten.make import find, make_others
from trajecten.models import (
    DELEN,
    Akkoord,
    Deelname,
    Overeenkomst,
    Staat,
    Traject,
    Trajectrol,
)
from trajecten.services import TrajectFout, overeenkomst
from trajecten.services.overeenkomst import Beeld

pytestmark = pytest.mark.django_db


@pytest.fixture
def amira(traject: Traject) -> Gebruiker:
    return find(traject, Trajectrol.ZIJ_INSTROMER).gebruiker


@pytest.fixture
def bart(traject: Traject) -> Gebruiker:
    return find(traject).gebruiker


def save(traject: Traject, door: Gebruiker, versie: int, **teksten: str) -> bool:
    words = {name: f"{name} {versie + 1}" for name in DELEN} | teksten
    key = f"{door.pk}{versie}{teksten}"[:64]
    return overeenkomst.save(traject, door, kenmerk=key, versie=versie, **words)


def look(traject: Traject, nummer: int | None = None) -> Beeld:
    beeld = overeenkomst.describe(traject, nummer)
    assert beeld is not None
    return beeld


def numbers(traject: Traject) -> list[int]:
    return list(traject.overeenkomsten.values_list("nummer", flat=True))


def test_change_is_a_next_version_and_the_first_stays(
    traject: Traject, amira: Gebruiker, bart: Gebruiker
) -> None:
    assert save(traject, amira, 0) is True
    assert save(traject, bart, 1, duur="Twee jaar.") is True

    newest, first = look(traject), look(traject, 1)
    assert [deel.tekst for deel in first.delen] == [f"{name} 1" for name in DELEN]
    assert [deel.tekst for deel in newest.delen][3] == "Twee jaar."
    assert [(een.nummer, een.door) for een in newest.versies] == [
        (2, "Bart"),
        (1, "Amira"),
    ]


def test_same_words_make_no_version(traject: Traject, amira: Gebruiker) -> None:
    words = dict.fromkeys(DELEN, "Zo.")
    assert save(traject, amira, 0, **words) is True
    overeenkomst.agree(traject, amira, 1)

    assert save(traject, amira, 1, **words) is True
    assert (numbers(traject), Akkoord.objects.count()) == ([1], 1)


def test_who_comes_second_overwrites_nothing(
    traject: Traject, amira: Gebruiker, bart: Gebruiker
) -> None:
    save(traject, amira, 0)

    assert save(traject, bart, 0, duur="Anders.") is False
    assert save(traject, bart, 7, duur="Anders.") is False
    assert numbers(traject) == [1]


def test_version_is_confirmed_when_all_said_yes(
    traject: Traject, amira: Gebruiker, bart: Gebruiker
) -> None:
    make_overeenkomst(traject)

    overeenkomst.agree(traject, amira, 1)
    assert (look(traject).is_bevestigd, look(traject).wacht_op) == (False, ["Bart"])
    for _ in range(2):
        overeenkomst.agree(traject, bart, 1)

    assert (look(traject).is_bevestigd, look(traject).wacht_op) == (True, [])
    assert Akkoord.objects.count() == 2


def test_new_version_asks_everybody_anew(
    traject: Traject, amira: Gebruiker, bart: Gebruiker
) -> None:
    make_overeenkomst(traject, amira, bart)

    save(traject, amira, 1, duur="Langer.")

    assert look(traject).wacht_op == ["Amira", "Bart"]
    assert [ja.naam for ja in look(traject, 1).getoond.akkoorden] == ["Amira", "Bart"]


@pytest.mark.parametrize("nummer", [-1, 0, 1, 3])
def test_yes_is_to_the_newest_version_alone(
    traject: Traject, amira: Gebruiker, nummer: int
) -> None:
    make_overeenkomst(traject)
    make_overeenkomst(traject)

    with pytest.raises(TrajectFout, match="een andere versie dan de nieuwste"):
        overeenkomst.agree(traject, amira, nummer)
    assert Akkoord.objects.count() == 0


def test_newcomer_has_to_say_yes(
    traject: Traject, amira: Gebruiker, bart: Gebruiker
) -> None:
    make_overeenkomst(traject, amira, bart)
    Deelname.objects.filter(gebruiker=bart).update(tot=timezone.now())
    make_deelname(traject, gebruiker=make_lid(traject.school, naam="Carla").gebruiker)

    beeld = look(traject)

    assert (beeld.wacht_op, beeld.is_bevestigd) == (["Carla"], False)
    assert beeld.wisselde is True
    assert [ja.naam for ja in beeld.getoond.akkoorden] == ["Amira", "Bart"]


def test_parties_are_those_whose_guidance_it_is(traject: Traject) -> None:
    begeleider = make_others(traject)["aanvangsbegeleider"]
    make_deelname(traject, Trajectrol.SCHOOLOPLEIDER)
    make_overeenkomst(traject)

    rollen = [een.deelname.rol for een in look(traject).partijen]

    assert sorted(set(rollen)) == ["aanvangsbegeleider", "duo-partner", "zij-instromer"]
    assert look(traject).waits_for(begeleider) is True


def test_one_does_not_agree_alone(
    traject: Traject, amira: Gebruiker, bart: Gebruiker
) -> None:
    Deelname.objects.filter(gebruiker=bart).update(tot=timezone.now())
    make_overeenkomst(traject, amira)

    assert (look(traject).wacht_op, look(traject).is_bevestigd) == ([], False)


@pytest.mark.parametrize("staat", [Staat.PAUZE, Staat.BEEINDIGD])
def test_track_that_does_not_go_on_keeps_its_agreement(
    traject: Traject, amira: Gebruiker, staat: Staat
) -> None:
    make_overeenkomst(traject)
    Traject.objects.update(staat=staat)

    for change in (
        lambda: save(traject, amira, 1),
        lambda: overeenkomst.agree(traject, amira, 1),
    ):
        with pytest.raises(TrajectFout, match="Dit traject loopt nu niet"):
            change()
    assert (numbers(traject), Akkoord.objects.count()) == ([1], 0)


def test_who_is_not_in_the_track_is_not_named(
    traject: Traject, coordinator: Gebruiker
) -> None:
    save(traject, coordinator, 0)
    assert look(traject).getoond.door == "Iemand van de school"

    coordinator.delete()
    assert look(traject).getoond.door == "Iemand van de school"


def test_what_changed_is_told_by_part(traject: Traject) -> None:
    make_overeenkomst(traject, duur="een jaar", ritme="a b", wie="x", taken="y")
    make_overeenkomst(traject, duur="twee jaar", ritme="a  b", wie="x", taken="y")

    gewijzigd = [deel for deel in look(traject).gewijzigd if deel.label != "x"]

    told = [(deel.label, deel.alleen_wit) for deel in gewijzigd]
    assert told == [
        ("Hoeveel tijd, en hoe vaak?", True),
        ("Hoe lang?", False),
        ("Wat vertellen we aan wie?", False),
    ]
    assert [stuk.tekst for stuk in gewijzigd[1].stukken] == ["een ", "twee ", "jaar"]
    assert look(traject, 1).gewijzigd == []


def test_version_that_does_not_exist_is_none(traject: Traject) -> None:
    assert overeenkomst.describe(traject) is None
    make_overeenkomst(traject)

    assert [overeenkomst.describe(traject, n) for n in (0, 2)] == [None, None]


def test_database_holds_one_of_each_number_and_one_yes(
    traject: Traject, amira: Gebruiker
) -> None:
    made = make_overeenkomst(traject, amira)

    for wrong in (
        lambda: make_overeenkomst(traject, nummer=1),
        lambda: make_overeenkomst(traject, nummer=0),
        lambda: make_overeenkomst(traject, wie="x" * 4001),
        lambda: made.akkoorden.create(school=made.school, gebruiker=amira),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


def test_visible_and_awaiting_by_what_one_is(traject: Traject, school: School) -> None:
    others = make_others(traject)
    made = make_overeenkomst(traject)
    seen, asked = (
        {wie for wie, een in others.items() if rows(een).filter(pk=made.pk).exists()}
        for rows in (Overeenkomst.objects.visible_to, Overeenkomst.objects.awaiting)
    )

    assert seen == {"lerarenopleider", "aanvangsbegeleider"}
    assert asked == {"aanvangsbegeleider"}
    leen = make_lid(school, Rol.COORDINATOR).gebruiker
    assert Overeenkomst.objects.visible_to(leen).get() == made
    assert not Overeenkomst.objects.awaiting(leen).exists()


def test_only_the_newest_of_a_track_that_goes_on_awaits(
    traject: Traject, amira: Gebruiker, bart: Gebruiker
) -> None:
    make_overeenkomst(traject)
    newest = make_overeenkomst(traject, bart)

    waiting = [Overeenkomst.objects.awaiting(een) for een in (amira, bart)]
    assert [list(rows) for rows in waiting] == [[newest], []]
    Traject.objects.update(staat=Staat.PAUZE)
    assert not Overeenkomst.objects.awaiting(amira).exists()
    assert not Overeenkomst.objects.awaiting(make_gebruiker()).exists()
