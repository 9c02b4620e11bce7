import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from gesprekken.models import Afspraak, Gesprek
from gesprekken.services.afspraken import open_for
from scholen.models import Gebruiker, Lidmaatschap, School
from tests.make import (
    make_deelname,
    make_deelnemer,
    make_gebruiker,
    make_gesprek,
    make_traject,
)
from trajecten.models import Deelname, Traject, Trajectrol

from .make import DAY, at, sign_in
from .nagesprek import AFSPRAKEN, adres, make_afspraak, press

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def vorig(traject: Traject) -> Gesprek:
    """The talk before, which made agreements."""
    return make_gesprek(traject, begin=at(-60))


@pytest.fixture
def afspraak(vorig: Gesprek, griet: Gebruiker) -> Afspraak:
    return make_afspraak(vorig, "Griet komt kijken", wie=griet, tegen=TODAY + DAY)


def opened(gesprek: Gesprek, gebruiker: Gebruiker) -> list[tuple[str, str]]:
    found = open_for(gesprek, gebruiker)
    return [(regel.afspraak.wat, regel.wie) for regel in found]


def steps(afspraak: Afspraak) -> list[tuple[Any, ...]]:
    """What became of it, the first first, with the words before."""
    rows = afspraak.stappen.all()
    return [(one.soort, one.wat, one.reden, str(one.door)) for one in rows]


def changed(**more: Any) -> dict[str, Any]:
    good = {"wat": "Nadia gaat kijken", "wie": "", "tegen": ""}
    return press("wijzig", **(good | more))


def test_talk_opens_with_what_is_open(
    gesprek: Gesprek, vorig: Gesprek, nadia: Gebruiker, griet: Gebruiker
) -> None:
    make_afspraak(vorig, "Later")
    make_afspraak(vorig, "Eerst", tegen=TODAY, wie=griet)
    make_afspraak(vorig, "De school", tegen=TODAY + DAY, van_school=True)
    make_afspraak(vorig, "Voorbij", staat="gedaan")
    make_afspraak(gesprek, "Van nu")

    expected = [("Eerst", "Griet"), ("De school", "de school"), ("Later", "")]
    assert opened(gesprek, nadia) == expected


@pytest.mark.parametrize(
    ("begin", "made", "opens"),
    [(at(-1), 0, 1), (at(1), -1, 1), (None, -1, 1), (at(1), 1, 0), (None, 1, 0)],
)
def test_talk_that_began_or_was_made_earlier_counts(
    traject: Traject,
    nadia: Gebruiker,
    begin: dt.datetime | None,
    made: int,
    opens: int,
) -> None:
    now = make_gesprek(traject, begin=at())
    staat = "gepland" if begin else "zoekt"
    created = now.created_at + made * DAY
    other = make_gesprek(traject, begin=begin, staat=staat, created_at=created)
    make_afspraak(other)

    assert len(opened(now, nadia)) == opens


def test_talk_of_another_track_or_team_opens_with_nothing(
    afspraak: Afspraak, school: School, nadia: Gebruiker, griet: Gebruiker
) -> None:
    both = [nadia, griet]
    others = [
        make_gesprek(make_traject(school, zij_instromer=nadia, duo_partner=griet)),
        make_gesprek(school=school, team="Frans", deelnemers=both),
    ]

    assert [opened(other, nadia) for other in others] == [[], []]


def test_team_comes_back_to_its_own_agreements(
    school: School, nadia: Gebruiker, griet: Gebruiker, sofie: Gebruiker
) -> None:
    first, other, next_one = (
        make_gesprek(school=school, team=team, deelnemers=[nadia, griet])
        for team in ("Frans", "Wiskunde", "Frans")
    )
    make_deelnemer(next_one, sofie)
    make_afspraak(first, "Van Frans")
    make_afspraak(other, "Van Wiskunde")

    assert opened(next_one, nadia) == [("Van Frans", "")]
    assert opened(next_one, sofie) == []  # wasn't there


def test_who_left_the_track_or_the_school_sees_no_agreements(
    afspraak: Afspraak, gesprek: Gesprek, nadia: Gebruiker, griet: Gebruiker
) -> None:
    Deelname.objects.filter(gebruiker=griet).update(tot=timezone.now())
    Lidmaatschap.objects.filter(gebruiker=nadia).delete()

    for who in (griet, nadia):
        assert opened(gesprek, who) == []
        assert sign_in(who).get(adres(afspraak)).status_code == 404
        assertNotContains(sign_in(who).get(AFSPRAKEN), "Griet komt kijken")


def test_people_are_called_as_in_the_talk(
    gesprek: Gesprek, vorig: Gesprek, traject: Traject, nadia: Gebruiker
) -> None:
    gast = make_gebruiker("Tim Janssens")
    make_deelname(traject, Trajectrol.LERARENOPLEIDER, gebruiker=gast, naam="Tim")
    make_afspraak(vorig, "Van de gast", wie=gast)
    make_afspraak(vorig, "Van wie weg is", wie=make_gebruiker("Wim"))

    make_afspraak(vorig, "Van Els", wie=make_deelnemer(vorig, naam="Els").gebruiker)

    assert opened(gesprek, nadia) == [
        ("Van de gast", "Tim"),
        ("Van wie weg is", "iemand die niet meer meedoet"),
        ("Van Els", "Els"),
    ]


def test_page_of_a_talk_shows_them(
    van_nadia: Client, gesprek: Gesprek, afspraak: Afspraak
) -> None:
    page = van_nadia.get(gesprek.get_absolute_url())

    assertContains(page, '<p class="geschreven" dir="auto">Griet komt kijken</p>')
    assertContains(page, f'action="{adres(afspraak)}"')


def test_page_of_a_talk_hides_them_from_who_plans(
    van_leen: Client, gesprek: Gesprek, afspraak: Afspraak
) -> None:
    page = van_leen.get(gesprek.get_absolute_url())

    assertNotContains(page, "Griet komt kijken")
    assert page.context["open_afspraken"] == ()


def test_button_on_a_talk_leads_back_to_it(
    van_nadia: Client, gesprek: Gesprek, afspraak: Afspraak
) -> None:
    terug = gesprek.get_absolute_url()

    response = van_nadia.post(adres(afspraak), press("gedaan", terug=terug))

    assertRedirects(response, terug)
    assert opened(gesprek, afspraak.gesprek.deelnemers.all()[0].gebruiker) == []


@pytest.mark.parametrize(
    "terug", ["https://elders.example/", "//elders.example/", "/school/", "x", "\0"]
)
def test_button_leads_nowhere_else(
    van_nadia: Client, afspraak: Afspraak, terug: str
) -> None:
    response = van_nadia.post(adres(afspraak), press("gedaan", terug=terug))

    assertRedirects(response, adres(afspraak))


def test_done_is_noted_with_the_words_and_by_whom(
    van_nadia: Client, afspraak: Afspraak
) -> None:
    van_nadia.post(adres(afspraak), press("gedaan"))

    afspraak.refresh_from_db()
    assert (afspraak.staat, afspraak.versie) == ("gedaan", 1)
    assert steps(afspraak) == [("gedaan", "Griet komt kijken", "", "Nadia")]
    assertContains(van_nadia.get(adres(afspraak)), "<bdi>Nadia</bdi>")


def test_change_keeps_the_words_as_they_were(
    van_nadia: Client, afspraak: Afspraak, nadia: Gebruiker
) -> None:
    day = f"{TODAY + 9 * DAY:%d-%m-%Y}"

    van_nadia.post(adres(afspraak), changed(wie=str(nadia.pk), tegen=day))

    afspraak.refresh_from_db()
    assert (afspraak.wat, afspraak.wie) == ("Nadia gaat kijken", nadia)
    assert (afspraak.tegen, afspraak.van_school) == (TODAY + 9 * DAY, False)
    assert steps(afspraak) == [("gewijzigd", "Griet komt kijken", "", "Nadia")]
    assert afspraak.stappen.get().tegen == TODAY + DAY
    page = van_nadia.get(adres(afspraak))
    assertContains(page, '<p class="geschreven" dir="auto">Griet komt kijken</p>')


def test_school_can_be_the_one_who_does_it(
    van_nadia: Client, afspraak: Afspraak
) -> None:
    van_nadia.post(adres(afspraak), changed(wie="school"))

    afspraak.refresh_from_db()
    assert (afspraak.wie, afspraak.van_school, afspraak.tegen) == (None, True, None)


def test_who_left_stays_the_one_until_somebody_else_is_chosen(
    van_nadia: Client, vorig: Gesprek
) -> None:
    weg = make_gebruiker("Wim")
    afspraak = make_afspraak(vorig, wie=weg)

    assertContains(van_nadia.get(adres(afspraak)), "iemand die niet meer meedoet")
    van_nadia.post(adres(afspraak), changed(wie=str(weg.pk)))

    afspraak.refresh_from_db()
    assert (afspraak.wat, afspraak.wie) == ("Nadia gaat kijken", weg)


def test_dropping_takes_a_reason(van_nadia: Client, afspraak: Afspraak) -> None:
    for reden in ("", " \u200b"):
        response = van_nadia.post(adres(afspraak), press("verval", reden=reden))
        assertContains(response, "in een paar woorden waarom", status_code=422)
    van_nadia.post(adres(afspraak), press("verval", reden="Te druk"))

    afspraak.refresh_from_db()
    assert afspraak.staat == "vervallen"
    assert steps(afspraak) == [("vervallen", "Griet komt kijken", "Te druk", "Nadia")]
    assertContains(van_nadia.get(adres(afspraak)), "Te druk")


def test_closed_agreement_can_be_opened_again(
    van_nadia: Client, afspraak: Afspraak, gesprek: Gesprek, nadia: Gebruiker
) -> None:
    van_nadia.post(adres(afspraak), press("verval", reden="Te druk"))
    page = van_nadia.get(adres(afspraak))
    assert list(page.context["forms"]) == ["heropen"]

    van_nadia.post(adres(afspraak), press("heropen", 1))

    assert opened(gesprek, nadia) == [("Griet komt kijken", "Griet")]
    assert [step[0] for step in steps(afspraak)] == ["vervallen", "heropend"]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        (press("gedaan"), 1),
        (changed(), 1),
        (press("verval", reden="Te druk"), 1),
        (press("heropen"), 0),
    ],
    ids=["gedaan", "wijzig", "verval", "heropen"],
)
def test_same_press_counts_once(
    van_nadia: Client, afspraak: Afspraak, typed: dict[str, Any], number: int
) -> None:
    for _ in range(5):
        assertRedirects(van_nadia.post(adres(afspraak), typed), adres(afspraak))

    assert len(steps(afspraak)) == number


def test_both_say_that_it_is_done(afspraak: Afspraak, griet: Gebruiker) -> None:
    page = adres(afspraak)
    for who in (
        griet,
        afspraak.gesprek.deelnemers.exclude(gebruiker=griet)[0].gebruiker,
    ):
        assertRedirects(sign_in(who).post(page, press("gedaan")), page)

    assert len(steps(afspraak)) == 1


def test_second_writer_sees_both_and_may_go_on(
    van_nadia: Client, afspraak: Afspraak, griet: Gebruiker
) -> None:
    sign_in(griet).post(adres(afspraak), changed(wat="Griet belt"))

    response = van_nadia.post(adres(afspraak), changed(wie="school"))

    assertContains(response, "Iemand was je net voor.", status_code=409)
    for text in ("Griet belt", "Nadia gaat kijken", "de school"):
        assertContains(response, text, status_code=409)
    again = dict(response.context["forms"]["wijzig"].data.items())
    assertRedirects(van_nadia.post(adres(afspraak), again), adres(afspraak))
    assert [step[1] for step in steps(afspraak)] == ["Griet komt kijken", "Griet belt"]


def test_reason_comes_back_when_somebody_was_first(
    van_nadia: Client, afspraak: Afspraak, griet: Gebruiker
) -> None:
    sign_in(griet).post(adres(afspraak), changed(wat="Griet belt"))

    response = van_nadia.post(adres(afspraak), press("verval", reden="Te druk"))

    assertContains(response, "Hieronder staat hoe ze nu is", status_code=409)
    for text in ("Griet belt", "Te druk"):
        assertContains(response, text, status_code=409)


def test_change_of_what_was_done_meanwhile_is_not_lost(
    van_nadia: Client, afspraak: Afspraak, griet: Gebruiker
) -> None:
    sign_in(griet).post(adres(afspraak), press("gedaan"))

    response = van_nadia.post(adres(afspraak), changed())

    assertContains(response, "Open ze eerst opnieuw.", status_code=422)
    assertContains(response, "Nadia gaat kijken", status_code=422)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (changed(wat="x" * 1001), "Dit is 1.001 tekens lang"),
        (changed(wat=""), "of laat de afspraak vallen"),
        (changed(wie="x"), "Kies iemand uit de lijst, of de school."),
        (changed(wie="\0"), "Kies iemand uit de lijst, of de school."),
        (changed(tegen="31-4-2027"), "De dag ‘31-4-2027’ bestaat niet."),
        (press("weg"), "Kies wat er met deze afspraak gebeurt."),
        ({}, "Kies wat er met deze afspraak gebeurt."),
    ],
)
def test_bad_input_gets_a_sentence(
    van_nadia: Client, afspraak: Afspraak, typed: dict[str, Any], said: str
) -> None:
    assertContains(van_nadia.post(adres(afspraak), typed), said, status_code=422)
    assert steps(afspraak) == []


def test_outsiders_find_no_agreement(
    afspraak: Afspraak, leen: Gebruiker, sofie: Gebruiker, joost: Gebruiker
) -> None:
    for who in (leen, sofie, joost):
        client = sign_in(who)
        assert client.get(adres(afspraak)).status_code == 404
        assert client.post(adres(afspraak), press("gedaan")).status_code == 404
        assertNotContains(client.get(AFSPRAKEN), "Griet komt kijken")
    assert steps(afspraak) == []


def test_agreement_that_the_document_emptied_is_gone(
    van_nadia: Client, afspraak: Afspraak
) -> None:
    page = adres(afspraak)
    afspraak.delete()

    assert van_nadia.post(page, press("gedaan")).status_code == 404


def test_list_is_by_track_and_team_with_the_open_ones_first(
    van_nadia: Client, afspraak: Afspraak, school: School, nadia: Gebruiker
) -> None:
    team = make_gesprek(school=school, team="Frans", deelnemers=[nadia])
    make_afspraak(team, "Voorbij", staat="vervallen")
    make_afspraak(afspraak.gesprek, "Te laat", tegen=TODAY - DAY)

    page = van_nadia.get(AFSPRAKEN)

    shown = [
        (
            groep.naam,
            [regel.afspraak.wat for regel in groep.open],
            [regel.afspraak.wat for regel in groep.voorbij],
        )
        for groep in page.context["groepen"]
    ]
    assert shown == [
        ("Met Griet", ["Te laat", "Griet komt kijken"], []),
        ("Frans", [], ["Voorbij"]),
    ]
    assertContains(page, "<strong>over tijd</strong>", count=1)
    assertContains(page, f'href="{afspraak.gesprek.get_absolute_url()}"', count=2)


def test_empty_list_says_where_agreements_come_from(van_nadia: Client) -> None:
    assertContains(van_nadia.get(AFSPRAKEN), "Je hebt nog geen afspraken.")


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_as_many_queries_however_long(
    van_nadia: Client,
    traject: Traject,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for days in range(number):
        make_afspraak(make_gesprek(traject, begin=at(days)))

    with django_assert_num_queries(6):
        van_nadia.get(AFSPRAKEN)


def test_list_and_page_are_for_who_is_signed_in(
    client: Client, afspraak: Afspraak
) -> None:
    for path in (AFSPRAKEN, adres(afspraak)):
        assert client.get(path)["Location"].startswith("/account/login/")


def test_other_methods_are_refused(van_nadia: Client, afspraak: Afspraak) -> None:
    for answer in (van_nadia.post(AFSPRAKEN), van_nadia.put(adres(afspraak))):
        assert answer.status_code == 405
