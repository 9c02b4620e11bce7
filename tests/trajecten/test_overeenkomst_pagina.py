"""The pages of an agreement: reading, writing, saying yes."""

from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from scholen.models import Gebruiker
from tests.make import make_deelname, make_overeenkomst
from tests.trajecten.make import browser, find, make_others, of_traject
from trajecten.models import (
    DELEN,
    Akkoord,
    Overeenkomst,
    Staat,
    Traject,
    Trajectrol,
)
from trajecten.services.overeenkomst import NIEUWER, STIL

pytestmark = pytest.mark.django_db

LEES, WIJZIG, JA = "overeenkomst/", "overeenkomst/wijzig/", "overeenkomst/ja/"


@pytest.fixture
def bart(traject: Traject) -> Gebruiker:
    return find(traject).gebruiker


@pytest.fixture
def van_bart(bart: Gebruiker) -> Client:
    return browser(bart)


def typed(versie: int = 0, **changes: str) -> dict[str, str]:
    words = {name: f"{name} getypt" for name in DELEN}
    return words | {"versie": str(versie), "sleutel": str(uuid4())} | changes


def numbers() -> list[int]:
    return list(Overeenkomst.objects.values_list("nummer", flat=True))


def test_draft_stands_in_the_form_and_is_saved_as_it_is(
    van_bart: Client, traject: Traject
) -> None:
    page = van_bart.get(of_traject(traject, WIJZIG))
    initial = page.context["form"].initial
    sent = typed(0, **{name: initial[name] for name in DELEN})

    response = van_bart.post(of_traject(traject, WIJZIG), sent, follow=True)

    assertContains(response, "De overeenkomst is bewaard.")
    assertContains(response, "- Amira, zij-instromer")
    assert Overeenkomst.objects.get().duur == initial["duur"]


def test_same_press_makes_one_version(van_bart: Client, traject: Traject) -> None:
    sent = typed()

    for _ in range(3):
        response = van_bart.post(of_traject(traject, WIJZIG), sent)
        assertRedirects(response, of_traject(traject, LEES))
    assert numbers() == [1]


def test_nothing_changed_says_so(van_bart: Client, traject: Traject) -> None:
    van_bart.post(of_traject(traject, WIJZIG), typed())

    response = van_bart.post(of_traject(traject, WIJZIG), typed(1), follow=True)

    assertContains(response, "Zo stond het er al.")
    assert numbers() == [1]


def test_two_at_once_get_both_texts(
    leen: Client, van_bart: Client, traject: Traject
) -> None:
    leen.post(of_traject(traject, WIJZIG), typed(duur="Van Leen."))
    response = van_bart.post(of_traject(traject, WIJZIG), typed(duur="Van Bart."))

    assertContains(response, "Iemand was je net voor.", status_code=409)
    [verschil] = response.context["verschillen"]
    assert (verschil.bewaard, verschil.getypt) == ("Van Leen.", "Van Bart.")
    form = response.context["form"]
    again = {name: form[name].value() for name in (*DELEN, "versie", "sleutel")}
    assertRedirects(
        van_bart.post(of_traject(traject, WIJZIG), again), of_traject(traject, LEES)
    )
    assert Overeenkomst.objects.get(nummer=2).duur == "Van Bart."


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("", "Schrijf hier iets, al is het één zin"),
        (" \n\u200b ", "Schrijf hier iets, al is het één zin"),
        ("x" * 4001, "Dit is 4.001 tekens lang; er kunnen er 4.000 in. Kort het in."),
        ("x" * 20_001, "tekens lang; er kunnen er 4.000 in. Kort het in."),
    ],
)
def test_what_is_wrong_keeps_what_was_typed(
    van_bart: Client, traject: Traject, wrong: str, says: str
) -> None:
    response = van_bart.post(of_traject(traject, WIJZIG), typed(taken=wrong))

    assertContains(response, says, status_code=422)
    assertContains(response, "duur getypt", status_code=422)
    assert numbers() == []


def test_four_thousand_characters_fit(van_bart: Client, traject: Traject) -> None:
    sent = typed(taken="x" * 4000 + "\x00")

    assert van_bart.post(of_traject(traject, WIJZIG), sent).status_code == 302
    assert Overeenkomst.objects.get().taken == "x" * 4000


def test_saving_says_first_whose_yes_lapses(
    van_bart: Client, bart: Gebruiker, traject: Traject
) -> None:
    make_overeenkomst(traject, bart)

    page = van_bart.get(of_traject(traject, WIJZIG))

    assertContains(page, "zegt iedereen opnieuw ja")
    assertContains(page, "gelden dan alleen nog voor versie 1: <bdi>Bart</bdi>.")


def test_party_agrees_and_page_says_whose_yes_is_missing(
    van_bart: Client, traject: Traject
) -> None:
    make_overeenkomst(traject)
    assertContains(van_bart.get(of_traject(traject, LEES)), "Ik ga akkoord")

    for _ in range(2):
        response = van_bart.post(of_traject(traject, JA), {"versie": "1"})
        assertRedirects(response, of_traject(traject, LEES))

    page = van_bart.get(of_traject(traject, LEES))
    assertContains(page, "<strong>nog geen ja</strong>", count=1)
    assertNotContains(page, "Ik ga akkoord")
    assert Akkoord.objects.count() == 1


def test_all_said_yes_is_confirmed(
    van_bart: Client, bart: Gebruiker, traject: Traject
) -> None:
    amira = find(traject, Trajectrol.ZIJ_INSTROMER).gebruiker
    make_overeenkomst(traject, amira, bart)

    page = van_bart.get(of_traject(traject, LEES))

    assertContains(page, "Bevestigd: iedereen zei ja")


@pytest.mark.parametrize("sent", ["1", "3", "", "0", "-1", "x\x00", "9" * 30])
def test_yes_to_another_version_is_refused(
    van_bart: Client, traject: Traject, sent: str
) -> None:
    make_overeenkomst(traject)
    make_overeenkomst(traject)

    response = van_bart.post(of_traject(traject, JA), {"versie": sent})

    assertContains(response, NIEUWER, status_code=409)
    assertContains(response, "wie 2", status_code=409)
    assert Akkoord.objects.count() == 0


def test_yes_where_there_is_nothing_is_refused(
    van_bart: Client, traject: Traject
) -> None:
    response = van_bart.post(of_traject(traject, JA), {"versie": "1"})

    assertContains(response, "Er is nog geen overeenkomst.", status_code=409)


def test_who_may_do_what(leen: Client, traject: Traject) -> None:
    make_overeenkomst(traject)
    others = make_others(traject)
    opleider = make_deelname(traject, Trajectrol.SCHOOLOPLEIDER).gebruiker
    clients = {wie: browser(een) for wie, een in others.items()}
    clients |= {"schoolopleider": browser(opleider), "coördinator": leen}

    answers = {
        wie: (
            een.get(of_traject(traject, LEES)).status_code,
            een.get(of_traject(traject, WIJZIG)).status_code,
            een.post(of_traject(traject, WIJZIG), typed(1, duur=wie)).status_code,
            een.post(of_traject(traject, JA), {"versie": "0"}).status_code,
        )
        for wie, een in clients.items()
    }

    expected = dict.fromkeys(others, (404, 404, 404, 404)) | {
        "lerarenopleider": (200, 403, 403, 403),
        "schoolopleider": (200, 403, 403, 403),
        "aanvangsbegeleider": (200, 200, 302, 409),
        "coördinator": (200, 200, 409, 403),
    }
    assert answers == expected


def test_who_only_reads_is_not_offered_more(traject: Traject) -> None:
    reader = browser(make_others(traject)["lerarenopleider"])
    assertNotContains(reader.get(of_traject(traject, LEES)), WIJZIG)
    make_overeenkomst(traject)

    page = reader.get(of_traject(traject, LEES))

    assertContains(page, "wie 1")
    assertNotContains(page, WIJZIG)
    assertNotContains(page, JA)


@pytest.mark.parametrize("staat", [Staat.PAUZE, Staat.BEEINDIGD])
def test_track_that_does_not_go_on_is_read_and_not_changed(
    van_bart: Client, traject: Traject, staat: Staat
) -> None:
    make_overeenkomst(traject)
    Traject.objects.update(staat=staat)

    page = van_bart.get(of_traject(traject, LEES))
    assertContains(page, STIL)
    assertNotContains(page, WIJZIG)
    assertRedirects(
        van_bart.get(of_traject(traject, WIJZIG)), of_traject(traject, LEES)
    )
    saving = van_bart.post(of_traject(traject, WIJZIG), typed(1, duur="Mijn tekst."))
    assertContains(saving, STIL, status_code=409)
    assertContains(saving, "Mijn tekst.", status_code=409)
    agreeing = van_bart.post(of_traject(traject, JA), {"versie": "1"})
    assertContains(agreeing, STIL, status_code=409)
    assert (numbers(), Akkoord.objects.count()) == ([1], 0)


def test_older_version_is_read_with_what_changed(
    van_bart: Client, traject: Traject
) -> None:
    for duur in ("een jaar", "twee jaar", "<b>drie</b> jaar"):
        make_overeenkomst(traject, duur=duur)

    older = van_bart.get(of_traject(traject, LEES), {"versie": "2"})
    newest = van_bart.get(of_traject(traject, LEES))

    assertContains(older, "Dit is een oudere versie.")
    assertNotContains(older, "Ik ga akkoord")
    assertContains(older, "<del><span", count=len(DELEN))
    assertContains(newest, "Erbij: </span>&lt;b&gt;drie&lt;/b&gt; <span")


@pytest.mark.parametrize("versie", ["0", "2", "", "-1", "x", "٣", "9" * 5000])
def test_version_that_does_not_exist_is_not_found(
    van_bart: Client, traject: Traject, versie: str
) -> None:
    make_overeenkomst(traject)

    answers = [
        van_bart.get(of_traject(traject, page), {"versie": versie}).status_code
        for page in (LEES, "overeenkomst.pdf")
    ]

    assert answers == [404, 404]


def test_methods_that_are_not_there(van_bart: Client, traject: Traject) -> None:
    answers = [
        van_bart.post(of_traject(traject, LEES)).status_code,
        van_bart.put(of_traject(traject, WIJZIG)).status_code,
        van_bart.get(of_traject(traject, JA)).status_code,
    ]

    assert answers == [405, 405, 405]


def test_track_leads_to_its_agreement(van_bart: Client, traject: Traject) -> None:
    assertContains(van_bart.get(of_traject(traject, "")), of_traject(traject, LEES))


@pytest.mark.parametrize("number", [1, 3])
def test_page_takes_the_same_queries_however_many_versions(
    number: int,
    van_bart: Client,
    bart: Gebruiker,
    traject: Traject,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(number):
        make_overeenkomst(traject, bart)

    with django_assert_num_queries(8):
        page = van_bart.get(of_traject(traject, LEES))

    assertContains(page, "<bdi>Bart</bdi>.", count=number)
