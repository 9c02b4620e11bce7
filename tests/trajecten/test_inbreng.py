"""Cards: who reads which, from when until when, and what fits what the school seeks."""

import datetime as dt
from typing import Any

import pytest
from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from scholen.models import Gebruiker, School
from tests.make import make_deelname, make_lid
from tests.make import make_traject as make
from tests.trajecten.kaarten import make_kaart, make_toonkaart, make_zoekvraag
from tests.trajecten.make import find, make_others
from trajecten.models import (
    Inbrengkaart,
    Toonkaart,
    Traject,
    Trajectrol,
    Zoekvraag,
)
from trajecten.passen import find_shared
from trajecten.services import TrajectFout, inbreng

pytestmark = pytest.mark.django_db

KENMERK = "0123456789abcdef" * 4
OTHER = "fedcba9876543210" * 4


@pytest.fixture
def amira(traject: Traject) -> Gebruiker:
    return find(traject, Trajectrol.ZIJ_INSTROMER).gebruiker


@pytest.fixture
def bart(traject: Traject) -> Gebruiker:
    return find(traject).gebruiker


@pytest.fixture
def everybody(
    coordinator: Gebruiker, traject: Traject, amira: Gebruiker, bart: Gebruiker
) -> dict[str, Gebruiker]:
    found = {"coördinator": coordinator, "amira": amira, "bart": bart}
    return found | make_others(traject)


def readers(everybody: dict[str, Gebruiker]) -> set[str]:
    """Who reads anything that is shown at all."""
    return {
        wie
        for wie, one in everybody.items()
        if Toonkaart.objects.visible_to(one).exists()
    }


def test_card_is_its_authors_alone(
    everybody: dict[str, Gebruiker], traject: Traject, amira: Gebruiker
) -> None:
    kaart = make_kaart(traject, amira, voor="school")

    seen = {
        wie
        for wie, one in everybody.items()
        if list(Inbrengkaart.objects.visible_to(one)) == [kaart]
    }

    assert seen == {"amira"}


def test_what_is_not_shown_has_no_readers(
    everybody: dict[str, Gebruiker], traject: Traject, amira: Gebruiker
) -> None:
    make_kaart(traject, amira)

    assert readers(everybody) == set()


def test_duo_reads_what_is_shown_to_it(
    everybody: dict[str, Gebruiker], traject: Traject, amira: Gebruiker
) -> None:
    make_kaart(traject, amira, voor="duo")

    assert readers(everybody) == {"amira", "bart"}


def test_school_reads_what_is_shown_to_it(
    everybody: dict[str, Gebruiker], traject: Traject, bart: Gebruiker
) -> None:
    make_kaart(traject, bart, voor="school")

    inside = {"amira", "bart", "coördinator", "aanvangsbegeleider", "directie", "lid"}
    assert readers(everybody) == inside | {"vorige duo-partner"}


@pytest.mark.parametrize("voor", ["duo", "school"])
def test_who_left_the_track_shows_nothing_any_more(
    traject: Traject, amira: Gebruiker, bart: Gebruiker, voor: str
) -> None:
    make_kaart(traject, bart, voor=voor)
    deelname = find(traject)
    deelname.tot = timezone.now()
    deelname.save()

    assert list(Toonkaart.objects.visible_to(amira)) == []
    assert list(Inbrengkaart.objects.visible_to(bart)) == []

    make_deelname(traject, gebruiker=bart)  # back again: to show anew
    assert list(Toonkaart.objects.visible_to(amira)) == []


def test_who_left_the_school_shows_nothing_any_more(
    traject: Traject, amira: Gebruiker, bart: Gebruiker
) -> None:
    make_kaart(traject, bart, voor="school")

    bart.lidmaatschappen.all().delete()
    assert list(Toonkaart.objects.visible_to(amira)) == []

    traject.school.lidmaatschappen.create(gebruiker=bart)
    assert list(Toonkaart.objects.visible_to(amira)) == []


def test_who_comes_later_reads_what_is_shown_again(
    traject: Traject, amira: Gebruiker
) -> None:
    kaart = make_kaart(traject, amira, voor="duo")
    carla = make_deelname(traject).gebruiker
    before = list(Toonkaart.objects.visible_to(carla))

    inbreng.show_kaart(kaart, kenmerk=KENMERK, versie=0, wie="duo")

    after = Toonkaart.objects.visible_to(carla).values_list("kaart", flat=True)
    assert (before, list(after)) == ([], [kaart.pk])


def test_others_read_the_words_that_were_shown(
    traject: Traject, amira: Gebruiker, bart: Gebruiker
) -> None:
    kaart = make_kaart(traject, amira, "Oud", voor="duo")

    inbreng.save_kaart(kaart, kenmerk=KENMERK, versie=0, soort="taal", tekst="Nieuw")

    kaart.refresh_from_db()
    [toon] = Toonkaart.objects.visible_to(bart)
    assert (kaart.tekst, toon.tekst, toon.soort) == ("Nieuw", "Oud", "expertise")
    assert inbreng.describe(kaart).is_anders


def test_only_words_that_were_seen_are_shown(
    traject: Traject, amira: Gebruiker
) -> None:
    kaart = make_kaart(traject, amira, versie=1)

    assert not inbreng.show_kaart(kaart, kenmerk=KENMERK, versie=0, wie="duo")
    assert Toonkaart.objects.count() == 0


def test_what_is_taken_back_is_gone(traject: Traject, amira: Gebruiker) -> None:
    kaart = make_kaart(traject, amira, voor="school")

    inbreng.hide_kaart(kaart, kenmerk=KENMERK)

    assert Toonkaart.objects.count() == 0
    assert Inbrengkaart.objects.get() == kaart


def test_what_is_thrown_away_is_gone_everywhere(
    traject: Traject, amira: Gebruiker
) -> None:
    kaart = make_kaart(traject, amira, voor="school")

    inbreng.drop_kaart(kaart, kenmerk=KENMERK)

    assert (Toonkaart.objects.count(), Inbrengkaart.objects.count()) == (0, 0)


def test_who_just_left_writes_and_shows_nothing(
    traject: Traject, amira: Gebruiker, bart: Gebruiker
) -> None:
    kaart = make_kaart(traject, bart)
    find(traject).delete()

    with pytest.raises(TrajectFout, match="Je hoort niet meer bij dit duo"):
        inbreng.show_kaart(kaart, kenmerk=KENMERK, versie=0, wie="school")
    with pytest.raises(TrajectFout, match="Je hoort niet meer bij dit duo"):
        inbreng.add_kaart(traject, bart, kenmerk=OTHER, soort="taal", tekst="Frans")


def test_thirty_cards_are_enough(traject: Traject, amira: Gebruiker) -> None:
    for _ in range(30):
        make_kaart(traject, amira)

    with pytest.raises(TrajectFout, match="al 30 kaarten"):
        inbreng.add_kaart(traject, amira, kenmerk=KENMERK, soort="taal", tekst="Frans")

    assert Inbrengkaart.objects.count() == 30


@pytest.mark.parametrize(
    "values", [{"soort": "rang"}, {"tekst": ""}, {"tekst": "x" * 601}]
)
def test_database_refuses_what_is_no_card(
    traject: Traject, amira: Gebruiker, values: dict[str, Any]
) -> None:
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        make_kaart(traject, amira, **values)


def test_database_knows_two_kinds_of_readers(
    traject: Traject, amira: Gebruiker
) -> None:
    kaart = make_kaart(traject, amira)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_toonkaart(kaart, "iedereen"[:6])


# What fits


@pytest.mark.parametrize(
    ("gezocht", "kaart", "shared"),
    [
        ("een Podcast", "Ik maak podcasts.", ("Podcast", "podcasts")),
        ("COÖRDINATIE", "coordinator", ("COÖRDINATIE", "coordinator")),
        ("wie kent ICT?", "ict en meer", ("ICT", "ict")),
        ("een tuin", "ik tuinier", None),  # four letters in common say too little
        ("iemand voor de school", "Ik help de school graag.", None),
        ("video's", "videomontage", ("video", "videomontage")),
        ("koken of tuinieren", "tuinier, kokkin", ("tuinieren", "tuinier")),
        ("", "", None),
    ],
)
def test_words_in_common_are_found_and_named(
    gezocht: str, kaart: str, shared: tuple[str, str] | None
) -> None:
    assert find_shared(gezocht, kaart) == shared


def found(auteur: Gebruiker) -> list[tuple[str, str, str]]:
    return [
        (one.zoekvraag.titel, one.gezocht, one.woord)
        for one in inbreng.find_passend(auteur)
    ]


def test_only_shown_cards_fit_and_only_their_author_hears(
    school: School, traject: Traject, amira: Gebruiker, bart: Gebruiker
) -> None:
    make_zoekvraag(school, "een podcast")
    make_zoekvraag(school, "het toneel", tekst="Wie naait?")
    make_kaart(traject, amira, "Ik maak podcasts.", voor="duo")
    make_kaart(traject, amira, "Toneel is mijn leven.")

    assert found(amira) == [("een podcast", "podcast", "podcasts")]
    assert found(bart) == []


def test_question_of_yesterday_or_elsewhere_fits_nothing(
    school: School, traject: Traject, amira: Gebruiker
) -> None:
    make_kaart(traject, amira, "Ik maak podcasts.", voor="school")
    today = timezone.localdate()
    make_zoekvraag(school, "podcast gisteren", laatste=today - dt.timedelta(days=1))
    make_zoekvraag(make_lid().school, "podcast elders")
    make_zoekvraag(school, "podcast vandaag", laatste=today)

    assert [titel for titel, _, _ in found(amira)] == ["podcast vandaag"]


def test_who_left_hears_of_nothing(
    school: School, traject: Traject, bart: Gebruiker
) -> None:
    make_kaart(traject, bart, voor="school")
    make_zoekvraag(school)
    find(traject).delete()

    assert found(bart) == []


def test_school_lists_people_by_name(school: School, amira: Gebruiker) -> None:
    for naam in ("zoë", "Anna", "Bo"):
        auteur = make_lid(school, naam=naam).gebruiker
        traject = make(school, zij_instromer=auteur)
        make_kaart(traject, auteur, f"Kaart van {naam}", voor="school")
        make_kaart(traject, auteur, "Voor het duo", voor="duo")

    listed = [
        (naam, [one.tekst for one in kaarten])
        for naam, kaarten in inbreng.find_in_school(school, amira)
    ]

    assert listed == [
        ("Anna", ["Kaart van Anna"]),
        ("Bo", ["Kaart van Bo"]),
        ("zoë", ["Kaart van zoë"]),
    ]


def test_school_looks_for_thirty_things_at_most(
    school: School, coordinator: Gebruiker
) -> None:
    for _ in range(30):
        make_zoekvraag(school)

    with pytest.raises(TrajectFout, match="30 dingen tegelijk"):
        inbreng.add_zoekvraag(
            school, coordinator, kenmerk=KENMERK, titel="meer", tekst="", laatste=None
        )

    assert Zoekvraag.objects.count() == 30
