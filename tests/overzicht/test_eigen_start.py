import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains

from gesprekken.models import Antwoord, Gesprek, Moment, Staat
from overzicht.start import (
    Afspraak,
    Dag,
    Vervolg,
    Wachtend,
    count_vervolg,
    find_trajecten,
    make_dag,
)
from scholen.models import Gebruiker, Lidmaatschap, School
from tests.gesprekken.nagesprek import (
    confirm,
    make_afspraak,
    make_verslag,
    make_vraag,
    share,
    write,
)
from tests.make import (
    make_deelname,
    make_fiche,
    make_gebruiker,
    make_gesprek,
    make_lid,
    make_overeenkomst,
    make_traject,
)
from tests.overzicht.conftest import DAY, NOW, WEEK
from trajecten.models import Staat as Trajectstaat
from trajecten.models import Traject, Trajectrol

pytestmark = pytest.mark.django_db


@pytest.fixture
def nadia(school: School) -> Gebruiker:
    return make_lid(school, naam="Nadia Peeters").gebruiker


@pytest.fixture
def griet(school: School) -> Gebruiker:
    return make_lid(school, naam="Griet Vandenbosch").gebruiker


@pytest.fixture
def traject(school: School, nadia: Gebruiker, griet: Gebruiker) -> Traject:
    return make_traject(school, zij_instromer=nadia, duo_partner=griet)


def propose(gesprek: Gesprek, door: Gebruiker, *momenten: dt.datetime) -> None:
    for begin in momenten:
        Moment.objects.create(
            gesprek=gesprek, school=gesprek.school, begin=begin, door=door
        )


def gesprekken(afspraken: list[Afspraak]) -> list[Gesprek]:
    return [afspraak.gesprek for afspraak in afspraken]


def test_next_talk_is_first_and_five_come_after_it(
    traject: Traject, nadia: Gebruiker
) -> None:
    made = [make_gesprek(traject, begin=NOW + n * WEEK) for n in range(8, 0, -1)]
    made.reverse()

    dag = make_dag(nadia, [], NOW)

    assert dag.volgend
    assert dag.volgend.gesprek == made[0]
    assert gesprekken(dag.komend) == made[1:6]


def test_talk_that_goes_on_is_still_the_next(
    traject: Traject, nadia: Gebruiker
) -> None:
    now = make_gesprek(traject, begin=NOW - dt.timedelta(minutes=29), duur=30)
    over = make_gesprek(traject, begin=NOW - dt.timedelta(minutes=30), duur=30)

    dag = make_dag(nadia, [], NOW)

    assert dag.volgend
    assert dag.volgend.gesprek == now
    assert gesprekken(dag.afronden) == [over]


def test_next_talk_says_with_whom_and_which_fiches(
    traject: Traject, nadia: Gebruiker
) -> None:
    fiches = [make_fiche(1), make_fiche(2)]
    make_gesprek(traject, begin=NOW + DAY, fiches=["fiche-2"])

    volgend = make_dag(nadia, fiches, NOW).volgend

    assert volgend
    assert (volgend.met, volgend.fiches) == ("Griet Vandenbosch", (fiches[1],))


def test_talk_that_one_can_not_come_to_is_not_the_next(
    traject: Traject, nadia: Gebruiker
) -> None:
    gesprek = make_gesprek(traject, begin=NOW + DAY)
    gesprek.deelnemers.filter(gebruiker=nadia).update(antwoord=Antwoord.NEE)

    assert make_dag(nadia, [], NOW) == Dag(None, [], [], [], [])


@pytest.mark.parametrize(
    ("begin", "antwoord", "asked"),
    [
        (NOW + 2 * WEEK, Antwoord.OPEN, 1),
        (NOW + 2 * WEEK + DAY, Antwoord.OPEN, 0),
        (NOW + DAY, Antwoord.JA, 0),
        (NOW - DAY, Antwoord.OPEN, 0),
    ],
)
def test_invitation_asks_for_an_answer_two_weeks_ahead(
    begin: dt.datetime,
    antwoord: Antwoord,
    asked: int,
    traject: Traject,
    nadia: Gebruiker,
) -> None:
    gesprek = make_gesprek(traject, begin=begin)
    gesprek.deelnemers.update(antwoord=antwoord)

    assert len(make_dag(nadia, [], NOW).antwoorden) == asked


def test_moments_are_for_the_other_to_choose(
    traject: Traject, nadia: Gebruiker, griet: Gebruiker
) -> None:
    gesprek = make_gesprek(traject, staat=Staat.ZOEKT, begin=None)
    propose(gesprek, griet, NOW + DAY, NOW + 2 * DAY, NOW - DAY)

    [kiezen] = make_dag(nadia, [], NOW).kiezen

    assert kiezen.voorstel == "Griet Vandenbosch stelt twee momenten voor"
    assert kiezen.wat == "Met Griet Vandenbosch"
    assert make_dag(griet, [], NOW).kiezen == []


def test_moments_of_a_talk_that_is_past_wait_for_nobody(
    traject: Traject, nadia: Gebruiker, griet: Gebruiker
) -> None:
    gesprek = make_gesprek(traject, begin=NOW - DAY)
    propose(gesprek, griet, NOW + DAY)

    assert make_dag(nadia, [], NOW).kiezen == []


@pytest.mark.parametrize("staat", [Staat.GEHOUDEN, Staat.AFGEZEGD])
def test_talk_that_is_closed_asks_nothing(
    staat: Staat, traject: Traject, nadia: Gebruiker
) -> None:
    make_gesprek(traject, staat=staat, begin=NOW - DAY)

    assert not make_dag(nadia, [], NOW).wacht


def test_who_left_the_school_has_no_talks_there(
    traject: Traject, nadia: Gebruiker
) -> None:
    make_gesprek(traject, begin=NOW + DAY)
    nadia.lidmaatschappen.all().delete()

    assert make_dag(nadia, [], NOW) == Dag(None, [], [], [], [])
    assert find_trajecten(nadia) == []


def test_tracks_are_named_by_the_others(
    traject: Traject, nadia: Gebruiker, griet: Gebruiker
) -> None:
    make_deelname(traject, Trajectrol.SCHOOLOPLEIDER, gebruiker=make_gebruiker("An"))
    make_traject(traject.school, zij_instromer=nadia, staat=Trajectstaat.BEEINDIGD)

    [eigen] = find_trajecten(nadia)

    assert (eigen.traject, eigen.met) == (traject, "An en Griet Vandenbosch")


def test_start_shows_the_next_talk(
    client: Client, traject: Traject, nadia: Gebruiker
) -> None:
    make_fiche(1)
    gesprek = make_gesprek(traject, plaats="Lokaal 12")
    client.force_login(nadia)

    response = client.get("/")

    assertContains(response, "<bdi>Met Griet Vandenbosch</bdi> · <bdi>Lokaal 12</bdi>")
    assertContains(response, 'Rond <a href="/fiches/fiche-1/">Titel 1</a>')
    assertContains(response, f'<a class="knop" href="/gesprekken/{gesprek.pk}/">')
    assertContains(response, 'href="/agenda/"')
    assertNotContains(response, "vragen aandacht")


def test_start_shows_what_waits_and_what_comes(
    client: Client, traject: Traject, nadia: Gebruiker, griet: Gebruiker
) -> None:
    search = make_gesprek(traject, staat=Staat.ZOEKT, begin=None)
    propose(search, griet, timezone.now() + DAY)
    for offset in (-DAY, DAY, 5 * WEEK):
        make_gesprek(traject, begin=timezone.now() + offset)
    client.force_login(nadia)

    response = client.get("/")

    for kop in ("Kies een moment", "Kom je?", "Ging het door?"):
        assertContains(response, f"<h3>{kop}</h3>", html=True)
    assertContains(response, "<bdi>Griet Vandenbosch stelt één moment voor</bdi>")
    assertContains(response, "<h2>Daarna</h2>", html=True)


def test_coordinator_reads_how_many_tracks_need_attention(
    client: Client, coordinator: Lidmaatschap, traject: Traject
) -> None:
    client.force_login(coordinator.gebruiker)

    response = client.get("/")

    assertContains(response, "Een traject vraagt aandacht.")
    assertContains(response, 'href="/overzicht/"')


def test_start_of_who_belongs_nowhere_says_what_to_do(client: Client) -> None:
    client.force_login(make_gebruiker("Ann", email="ann@school.example"))

    response = client.get("/")

    assertContains(response, "om een uitnodiging op ann@school.example")


def test_agreements_are_counted_where_one_takes_part(
    traject: Traject, nadia: Gebruiker, griet: Gebruiker
) -> None:
    gesprek = make_gesprek(traject)
    today = timezone.localdate(NOW)
    for tegen in (None, today, today - DAY):
        make_afspraak(gesprek, tegen=tegen)
    make_afspraak(gesprek, staat="gedaan")
    make_afspraak(make_gesprek(make_traject(traject.school)))
    traject.deelnames.filter(gebruiker=griet).update(tot=NOW)

    assert count_vervolg(nadia, NOW) == Vervolg(afspraken=3, te_laat=1)
    assert count_vervolg(griet, NOW) == Vervolg()


@pytest.fixture
def geschreven(traject: Traject) -> Gesprek:
    """A talk with something to confirm."""
    gesprek = make_gesprek(traject)
    write(make_vraag(gesprek), "Het lukt.")
    return gesprek


def test_text_waits_for_who_did_not_confirm_it(
    geschreven: Gesprek, nadia: Gebruiker, griet: Gebruiker
) -> None:
    assert count_vervolg(griet, NOW) == Vervolg()
    confirm(geschreven, nadia)

    wacht = Vervolg(bevestigen=(Wachtend(geschreven.pk, geschreven.begin),))
    assert [count_vervolg(who, NOW) for who in (griet, nadia)] == [wacht, Vervolg()]


def test_last_text_that_was_confirmed_is_what_waits(
    geschreven: Gesprek, nadia: Gebruiker, griet: Gebruiker
) -> None:
    confirm(geschreven, nadia)
    write(geschreven.vragen.get(), "Toch niet.")
    confirm(geschreven, griet)

    waiting = [len(count_vervolg(who, NOW).bevestigen) for who in (nadia, griet)]
    assert waiting == [1, 0]


def test_closed_or_cancelled_talk_waits_for_nobody(
    geschreven: Gesprek, traject: Traject, nadia: Gebruiker, griet: Gebruiker
) -> None:
    cancelled = make_gesprek(traject, begin=NOW)
    write(make_vraag(cancelled), "Het lukt.")
    confirm(cancelled, nadia)
    Gesprek.objects.filter(pk=cancelled.pk).update(staat=Staat.AFGEZEGD)

    make_verslag(geschreven, nadia, griet)

    assert count_vervolg(griet, NOW) == Vervolg()


def test_team_text_waits_for_who_wrote_in_it(
    school: School, nadia: Gebruiker, griet: Gebruiker
) -> None:
    gesprek = make_gesprek(school=school, team="Frans", deelnemers=[nadia, griet])
    write(make_vraag(gesprek), "Het lukt.")
    confirm(gesprek, nadia)

    before = len(count_vervolg(griet, NOW).bevestigen)
    gesprek.aanwezigen.create(school=school, gebruiker=griet)

    assert (before, len(count_vervolg(griet, NOW).bevestigen)) == (0, 1)


def test_sharing_waits_for_who_did_not_agree(
    client: Client,
    geschreven: Gesprek,
    nadia: Gebruiker,
    griet: Gebruiker,
    coordinator: Lidmaatschap,
) -> None:
    verslag = make_verslag(geschreven, nadia, griet)
    leen = coordinator.gebruiker
    share(verslag, leen, nadia)

    wacht = Vervolg(delen=(Wachtend(geschreven.pk, geschreven.begin),))
    found = [count_vervolg(who, NOW) for who in (griet, nadia, leen)]
    assert found == [wacht, Vervolg(), Vervolg()]
    client.force_login(griet)
    response = client.get("/")
    assertContains(response, "Een verslag wacht op jouw ja om het te delen.")
    assertContains(response, f'href="/gesprekken/{geschreven.pk}/delen/"')

    share(verslag, leen, griet)
    assert count_vervolg(griet, NOW) == Vervolg()


def test_agreement_waits_for_the_party_that_did_not_say_yes(
    client: Client, traject: Traject, nadia: Gebruiker, griet: Gebruiker
) -> None:
    make_overeenkomst(traject, nadia)

    wacht = Vervolg(overeenkomsten=(Wachtend(traject.pk, traject.startdatum),))
    assert [count_vervolg(who, NOW) for who in (griet, nadia)] == [wacht, Vervolg()]
    client.force_login(griet)
    response = client.get("/")
    assertContains(response, "Een overeenkomst wacht op jouw ja.")
    assertContains(response, f'href="/trajecten/{traject.pk}/overeenkomst/"')


def test_start_tells_counts_and_no_words(
    client: Client, geschreven: Gesprek, nadia: Gebruiker, griet: Gebruiker
) -> None:
    late = timezone.localdate() - DAY
    for wat, tegen in (("kanarie", None), ("kanarie", late), ("kanarie", late)):
        make_afspraak(geschreven, wat, tegen=tegen)
    confirm(geschreven, griet)
    client.force_login(nadia)

    response = client.get("/")

    assertContains(response, "Drie afspraken staan open, twee zijn over tijd.")
    assertContains(response, 'href="/gesprekken/afspraken/"')
    assertContains(response, "Een gesprek wacht op jouw bevestiging.")
    assertContains(response, f'href="/gesprekken/{geschreven.pk}/afronden/"')
    assertNotContains(response, "kanarie")


@pytest.mark.parametrize("number", [1, 3])
def test_own_start_takes_thirteen_queries(
    number: int,
    client: Client,
    traject: Traject,
    nadia: Gebruiker,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for days in range(1, number + 1):
        gesprek = make_gesprek(traject, begin=timezone.now() + days * DAY)
        make_afspraak(gesprek)
    client.force_login(nadia)

    with django_assert_num_queries(13):
        client.get("/")
