import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from gesprekken.models import Antwoord, Deelnemer, Gesprek, Moment, Staat
from overzicht.weekpost import plan_weekpost
from post.models import Bericht, Berichtsoort
from scholen.models import Gebruiker, Lidmaatschap, Regio, Rol, School
from tests.gesprekken.nagesprek import make_afspraak
from tests.make import (
    make_deelname,
    make_gebruiker,
    make_gesprek,
    make_lid,
    make_school,
    make_traject,
)
from tests.overzicht.conftest import DAY, NOW, WEEK
from trajecten.models import Traject, Trajectrol

pytestmark = pytest.mark.django_db

THURSDAY = NOW + 3 * DAY + dt.timedelta(hours=9, minutes=30)


@pytest.fixture
def nadia(school: School) -> Gebruiker:
    return make_lid(school, naam="Nadia Peeters").gebruiker


@pytest.fixture
def griet(school: School) -> Gebruiker:
    return make_lid(school, naam="Griet Vandenbosch").gebruiker


@pytest.fixture
def traject(school: School, nadia: Gebruiker, griet: Gebruiker) -> Traject:
    return make_traject(school, zij_instromer=nadia, duo_partner=griet)


def answered(gesprek: Gesprek, antwoord: Antwoord = Antwoord.JA) -> Gesprek:
    gesprek.deelnemers.update(antwoord=antwoord)
    return gesprek


def propose(gesprek: Gesprek, door: Gebruiker) -> None:
    for days in (1, 2):
        Moment.objects.create(
            gesprek=gesprek, school=gesprek.school, begin=NOW + days * DAY, door=door
        )


def written(gebruiker: Gebruiker) -> list[str]:
    """The actions in this person's mail of this week."""
    lines = [
        line
        for bericht in Bericht.objects.filter(aan=gebruiker.email)
        for line in bericht.tekst.splitlines()
    ]
    return [line.removeprefix("- ") for line in lines if line.startswith("- ")]


def test_talk_of_this_week_is_told_by_day_hour_and_name(
    traject: Traject, nadia: Gebruiker, griet: Gebruiker
) -> None:
    answered(make_gesprek(traject, begin=THURSDAY))
    answered(make_gesprek(traject, begin=NOW + WEEK))

    assert plan_weekpost(NOW) == 2

    moment = "Donderdag 26 november, 15.30 uur: gesprek met"
    assert written(nadia) == [f"{moment} Griet Vandenbosch."]
    assert written(griet) == [f"{moment} Nadia Peeters."]


def test_most_urgent_three_are_in_order(
    traject: Traject, nadia: Gebruiker, griet: Gebruiker
) -> None:
    make_gesprek(traject, begin=NOW - DAY)
    make_gesprek(traject, begin=THURSDAY)
    propose(make_gesprek(traject, staat=Staat.ZOEKT, begin=None), griet)

    plan_weekpost(NOW)

    assert written(nadia) == [
        "Donderdag 26 november, 15.30 uur: gesprek met Griet Vandenbosch.",
        "Twee momenten wachten op jouw keuze.",
        "Je antwoordde nog niet op één uitnodiging.",
    ]
    assert written(griet) == [
        "Donderdag 26 november, 15.30 uur: gesprek met Nadia Peeters.",
        "Je antwoordde nog niet op één uitnodiging.",
        "Een gesprek is voorbij: zeg of het doorging.",
    ]


def test_talk_one_said_no_to_is_not_told(traject: Traject, nadia: Gebruiker) -> None:
    answered(make_gesprek(traject, begin=THURSDAY), Antwoord.NEE)

    assert plan_weekpost(NOW) == 0


def test_talk_that_is_long_past_is_asked_about_no_more(traject: Traject) -> None:
    make_gesprek(traject, begin=NOW - 8 * WEEK - DAY)

    assert plan_weekpost(NOW) == 0


@pytest.mark.parametrize("staat", [Staat.GEHOUDEN, Staat.AFGEZEGD])
def test_closed_talks_are_not_told(
    staat: Staat, traject: Traject, griet: Gebruiker
) -> None:
    for begin in (NOW - DAY, THURSDAY):
        propose(make_gesprek(traject, staat=staat, begin=begin), griet)

    assert plan_weekpost(NOW) == 0


def test_coordinator_hears_how_many_tracks_need_attention(
    coordinator: Lidmaatschap, school: School, settings: Settings
) -> None:
    for _ in range(3):
        make_traject(school)
    make_traject()

    plan_weekpost(NOW)

    [bericht] = Bericht.objects.all()
    assert written(coordinator.gebruiker) == ["Drie trajecten vragen aandacht."]
    for text in (bericht.tekst, bericht.html):
        assert f"{settings.SITE}/overzicht/" in text


def test_coordinator_of_calm_tracks_gets_no_mail(
    coordinator: Lidmaatschap, school: School
) -> None:
    answered(make_gesprek(make_traject(school), begin=NOW + 3 * WEEK))

    assert plan_weekpost(NOW) == 0


def test_mail_is_a_reminder_of_the_school_for_three_days(traject: Traject) -> None:
    answered(make_gesprek(traject, begin=THURSDAY))

    plan_weekpost(NOW)

    for bericht in Bericht.objects.all():
        assert bericht.soort == Berichtsoort.HERINNERING
        assert bericht.school == traject.school
        assert bericht.vervalt_op == bericht.niet_voor + 3 * DAY


def test_mail_reads_as_text_and_the_html_mirrors_it(
    traject: Traject, nadia: Gebruiker, settings: Settings
) -> None:
    settings.SITE = "https://samenwijzer.example"
    answered(make_gesprek(traject, begin=THURSDAY))

    plan_weekpost(NOW)

    bericht = Bericht.objects.get(aan=nadia.email)
    assert bericht.onderwerp == "Je week in SamenWIJzer"
    assert bericht.tekst == (
        "Dag Nadia Peeters\n\nDit wacht deze week op jou:\n\n"
        "- Donderdag 26 november, 15.30 uur: gesprek met Griet Vandenbosch.\n\n"
        "Alles staat klaar op je startpagina:\n\nhttps://samenwijzer.example/\n\n"
        "Deze mail komt hoogstens één keer per week, en alleen als er iets op je wacht."
    )
    assert "<li>Donderdag 26 november, 15.30 uur: gesprek met Griet" in bericht.html


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ((-1, 3, None), "Drie afspraken staan open, één is over tijd."),
        ((6,), "Een afspraak staat open."),
        ((-1,), "Een afspraak staat open en is over tijd."),
    ],
)
def test_agreements_that_are_due_are_told_by_count(
    traject: Traject,
    nadia: Gebruiker,
    settings: Settings,
    days: tuple[int | None, ...],
    told: str,
) -> None:
    gesprek = make_gesprek(traject, staat=Staat.GEHOUDEN, begin=NOW - WEEK)
    for number in days:
        tegen = None if number is None else NOW.date() + number * DAY
        make_afspraak(gesprek, "kanarie", tegen=tegen)

    assert plan_weekpost(NOW) == 2

    assert written(nadia) == [told]
    bericht = Bericht.objects.get(aan=nadia.email)
    for text in (bericht.tekst, bericht.html):
        assert f"{settings.SITE}/gesprekken/afspraken/" in text
        assert "kanarie" not in text


def test_agreement_without_haste_only_goes_along(
    traject: Traject, nadia: Gebruiker
) -> None:
    gesprek = make_gesprek(traject, staat=Staat.GEHOUDEN, begin=NOW - WEEK)
    make_afspraak(gesprek)
    make_afspraak(gesprek, tegen=NOW.date() + WEEK)
    before = plan_weekpost(NOW)
    answered(make_gesprek(traject, begin=THURSDAY))

    plan_weekpost(NOW)

    assert before == 0
    assert written(nadia)[1:] == ["Twee afspraken staan open."]


def test_agreements_are_told_to_who_still_takes_part(
    traject: Traject, nadia: Gebruiker, griet: Gebruiker
) -> None:
    make_afspraak(
        make_gesprek(traject, begin=None, staat=Staat.ZOEKT), tegen=NOW.date()
    )
    traject.deelnames.filter(gebruiker=griet).update(tot=NOW)

    plan_weekpost(NOW)

    assert [bericht.aan for bericht in Bericht.objects.all()] == [nadia.email]


def test_mail_says_nothing_of_what_a_talk_is_about(
    traject: Traject, school: School, nadia: Gebruiker
) -> None:
    make_gesprek(traject, begin=THURSDAY, plaats="kanarie", fiches=["kanarie"])
    make_gesprek(school=school, team="kanarie", begin=THURSDAY, deelnemers=[nadia])

    plan_weekpost(NOW)

    for bericht in Bericht.objects.all():
        assert "kanarie" not in bericht.onderwerp + bericht.tekst + bericht.html


def test_second_run_writes_nothing_more(traject: Traject, school: School) -> None:
    answered(make_gesprek(traject, begin=THURSDAY))
    written_first = plan_weekpost(NOW)
    answered(make_gesprek(make_traject(school), begin=THURSDAY))

    assert (written_first, plan_weekpost(NOW + dt.timedelta(minutes=1))) == (2, 0)


def test_key_is_of_the_iso_week(traject: Traject, nadia: Gebruiker) -> None:
    answered(make_gesprek(traject, begin=THURSDAY))

    plan_weekpost(NOW)

    bericht = Bericht.objects.get(aan=nadia.email)
    assert bericht.sleutel == f"week:2026-W48:{nadia.pk}"


@pytest.mark.parametrize(
    "moment",
    [
        NOW - dt.timedelta(minutes=1),
        NOW + dt.timedelta(hours=6),
        NOW + DAY,
        NOW - DAY,
    ],
)
def test_no_mail_but_on_monday_morning(
    moment: dt.datetime,
    traject: Traject,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_gesprek(traject, begin=THURSDAY)

    with django_assert_num_queries(0):
        assert plan_weekpost(moment) == 0


def test_no_mail_in_the_holidays_of_the_school(traject: Traject) -> None:
    krokus = dt.datetime(2027, 2, 8, 6, tzinfo=NOW.tzinfo)
    make_gesprek(traject, begin=krokus + DAY)
    school = make_school(regio=Regio.NL_NOORD)
    make_gesprek(make_traject(school), begin=krokus + DAY)

    plan_weekpost(krokus)

    assert {bericht.school for bericht in Bericht.objects.all()} == {school}


def test_no_mail_on_days_off_of_the_school_itself(
    traject: Traject, school: School
) -> None:
    make_gesprek(traject, begin=THURSDAY)
    day = NOW.date()
    school.vrijeperiodes.create(naam="brug", eerste=day, laatste=day)

    assert plan_weekpost(NOW) == 0


def test_who_may_not_come_in_gets_no_mail(school: School) -> None:
    invited, away, guest = (make_gebruiker(naam) for naam in ("An", "Bo", "Cis"))
    asleep = make_lid(school, is_active=False).gebruiker
    make_lid(school, Rol.COORDINATOR, is_active=False)
    make_traject(school)  # which asks for attention
    people = [invited, away, asleep, guest]
    traject = make_traject(school)
    make_deelname(traject, Trajectrol.LERARENOPLEIDER, gebruiker=guest)
    gesprek = make_gesprek(traject, begin=THURSDAY, deelnemers=people)
    propose(gesprek, make_gebruiker())
    Deelnemer.objects.filter(gebruiker=guest).update(gast=True)

    plan_weekpost(NOW)

    assert [bericht.aan for bericht in Bericht.objects.all()] == [guest.email]


@pytest.mark.parametrize("number", [1, 3])
def test_weekpost_takes_sixteen_queries(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        school = make_school()
        make_lid(school, Rol.COORDINATOR)
        make_afspraak(make_gesprek(make_traject(school), begin=NOW - DAY))

    with django_assert_num_queries(16):
        assert plan_weekpost(NOW) == 3 * number


def test_written_week_takes_one_query(
    traject: Traject, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_gesprek(traject, begin=THURSDAY)
    plan_weekpost(NOW)

    with django_assert_num_queries(1):
        plan_weekpost(NOW)
