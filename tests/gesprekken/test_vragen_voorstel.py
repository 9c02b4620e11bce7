import json

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertRedirects

from fiches.models import Vraag
from gesprekken.models import (
    Gesprek,
    Opzij,
    Voorbereiding,
)
from gesprekken.services import GesprekFout, vragen
from scholen.models import Gebruiker
from tests.make import (
    make_gesprek,
)
from trajecten.models import Traject

from .eerder import (
    DAY,
    FICHE,
    LATER,
    LIEVER_NIET,
    NIET_AAN_TOE,
    Z1,
    Z2,
    Z3,
    Z4,
    agree,
    aside,
    codes,
    make_earlier,
    write,
)
from .kiezen import adres, choose, chosen, keuzes, press, pressable
from .make import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fiche")]

GESCHREVEN = "Bij deze vraag schreven jullie al iets. Maak dat eerst leeg"


def shown(client: Client, gesprek: Gesprek) -> list[str]:
    """The codes that the page proposes."""
    buttons = pressable(client.get(adres(gesprek)))
    return [value for name, value in buttons if name == "kies"]


def test_accepted_proposal_keeps_its_reasons(gesprek: Gesprek) -> None:
    make_earlier(gesprek, Z1, Z2, geschreven=[Z1])

    for _ in range(2):
        vragen.accept_voorstel(gesprek, [Z3, Z2])

    rows = gesprek.vragen.gekozen().values_list("code", "reden")
    assert list(rows) == [(Z3, FICHE), (Z2, NIET_AAN_TOE)]


@pytest.mark.parametrize(
    "asked", [[Z1, "F9-Z-99"], [Z1, "a\0b"], [Z1, Z2, Z3, Z4, "F1-Z-05"]]
)
def test_proposal_is_accepted_whole_or_not(gesprek: Gesprek, asked: list[str]) -> None:
    with pytest.raises(GesprekFout):
        vragen.accept_voorstel(gesprek, asked)

    assert chosen(gesprek) == []


def test_reason_goes_when_somebody_new_comes_in(gesprek: Gesprek) -> None:
    vragen.accept_voorstel(gesprek, [Z1])

    vragen.forget_redenen([gesprek])

    assert [row.reden for row in gesprek.vragen.all()] == [""]


def test_swap_goes_on_through_the_questions(gesprek: Gesprek) -> None:
    choose(gesprek, Z1, Z2, Z3)

    for _ in range(2):
        vragen.swap_vraag(gesprek, gesprek.vragen.get(volgorde=2).pk)

    assert chosen(gesprek) == [Z1, "F1-Z-05", Z3]
    assert gesprek.vragen.get(volgorde=2).reden == FICHE


def test_swap_says_that_there_is_nothing_more(gesprek: Gesprek) -> None:
    choose(gesprek, Z1)
    Vraag.objects.exclude(code=Z1).delete()

    with pytest.raises(GesprekFout, match="geen andere vraag die hier past"):
        vragen.swap_vraag(gesprek, gesprek.vragen.get().pk)

    assert chosen(gesprek) == [Z1]


def test_what_is_put_aside_leaves_the_talk(gesprek: Gesprek) -> None:
    choose(gesprek, Z1, Z2)

    vragen.set_opzij(gesprek, gesprek.vragen.get(code=Z1).pk, LATER)
    vragen.set_opzij(gesprek, Z3, LIEVER_NIET)

    assert (chosen(gesprek), gesprek.vragen.count()) == ([Z2], 2)
    assert aside(gesprek) == [(Z1, LATER), (Z3, LIEVER_NIET)]
    assert codes(gesprek) == [Z4, "F1-Z-05"]


def test_refusal_holds_until_the_question_is_chosen(gesprek: Gesprek) -> None:
    for soort in (LATER, LIEVER_NIET, LATER):
        vragen.set_opzij(gesprek, Z1, soort)
    assert aside(gesprek) == [(Z1, LIEVER_NIET)]

    choose(gesprek, Z1)

    assert (aside(gesprek), chosen(gesprek)) == ([], [Z1])


def test_putting_aside_keeps_nobody() -> None:
    fields = {field.name for field in Opzij._meta.get_fields()}

    assert fields == {"id", "school", "gesprek", "code", "soort", "created_at"}


def test_own_question_is_not_put_aside(gesprek: Gesprek) -> None:
    vragen.add_eigen(gesprek, "Eigen?")

    with pytest.raises(GesprekFout, match="Een eigen vraag kan je niet opzijzetten"):
        vragen.set_opzij(gesprek, gesprek.vragen.get().pk, LATER)

    assert chosen(gesprek) == ["Eigen?"]


@pytest.mark.parametrize("name", ["weg", "wissel", "later", "niet"])
def test_question_with_a_text_stays(
    van_nadia: Client, gesprek: Gesprek, name: str
) -> None:
    choose(gesprek, Z1, Z2)
    write(gesprek, gesprek.vragen.get(code=Z2))

    assert press(van_nadia, gesprek, name, 2) == 422
    response = van_nadia.post(adres(gesprek), {name: gesprek.vragen.get(code=Z2).pk})
    assertContains(response, GESCHREVEN, status_code=422)
    assert (chosen(gesprek), aside(gesprek)) == ([Z1, Z2], [])

    assert press(van_nadia, gesprek, name, 1) == 302


@pytest.mark.parametrize("name", ["weg", "wissel", "later", "niet"])
def test_taking_out_says_nothing_about_preparations(
    van_nadia: Client, gesprek: Gesprek, griet: Gebruiker, name: str
) -> None:
    choose(gesprek, Z1, Z2)
    row = gesprek.vragen.get(code=Z2)
    row.voorbereidingen.create(school=gesprek.school, auteur=griet, geheim="x")

    assert press(van_nadia, gesprek, name, 2) == 302

    assert Voorbereiding.objects.get().vraag.volgorde is None


def test_page_proposes_with_reasons(van_nadia: Client, gesprek: Gesprek) -> None:
    make_earlier(gesprek, Z1, Z2, geschreven=[Z1])

    response = van_nadia.get(adres(gesprek))

    assertContains(response, NIET_AAN_TOE, count=1)
    assertContains(response, "Niemand ziet wie dit koos.", count=1)
    names = ["kies", "ander", "later", "niet"]
    expected = [(name, code) for code in (Z2, Z3, Z4) for name in names]
    assert pressable(response)[:13] == [*expected, ("neem", "ja")]


def test_proposal_is_taken_at_once(van_nadia: Client, gesprek: Gesprek) -> None:
    response = van_nadia.post(adres(gesprek), {"neem": "ja", "code": [Z1, Z2, Z3]})

    assertRedirects(response, keuzes(gesprek))
    assert (chosen(gesprek), shown(van_nadia, gesprek)) == ([Z1, Z2, Z3], [])
    for page in (adres(gesprek), gesprek.get_absolute_url()):
        assertContains(van_nadia.get(page), FICHE, count=3)


def test_proposed_questions_keep_their_places(
    van_nadia: Client, gesprek: Gesprek
) -> None:
    places = []
    presses = [("later", Z2), ("ander", Z1), ("niet", Z3), ("ander", Z4)]
    for name, code in [*presses, ("kies", "F1-Z-05")]:
        van_nadia.post(adres(gesprek), {name: code})
        places.append([code[-1] for code in shown(van_nadia, gesprek)])

    assert places == [[*"143"], [*"543"], [*"546"], [*"576"], [*"76"]]
    assert (chosen(gesprek), len(aside(gesprek))) == (["F1-Z-05"], 2)


def test_refusal_is_in_nobodys_session(van_nadia: Client, gesprek: Gesprek) -> None:
    van_nadia.post(adres(gesprek), {"ander": Z1})

    van_nadia.post(adres(gesprek), {"niet": Z3})

    assert Z3 not in json.dumps(dict(van_nadia.session.items()))


def test_other_reader_keeps_the_proposal(
    van_nadia: Client, gesprek: Gesprek, griet: Gebruiker
) -> None:
    van_nadia.post(adres(gesprek), {"ander": Z1})

    assert shown(van_nadia, gesprek) == [Z4, Z2, Z3]
    assert shown(sign_in(griet), gesprek) == [Z1, Z2, Z3]


def test_other_talk_of_the_same_reader_keeps_its_proposal(
    van_nadia: Client, gesprek: Gesprek, traject: Traject
) -> None:
    other = make_gesprek(traject, begin=timezone.now() + 9 * DAY)
    van_nadia.post(adres(gesprek), {"ander": Z1})

    assert shown(van_nadia, other) == [Z1, Z2, Z3]


def test_page_says_that_no_other_question_is_left(
    van_nadia: Client, gesprek: Gesprek
) -> None:
    Vraag.objects.exclude(code__in=[Z1, Z2]).delete()

    response = van_nadia.post(adres(gesprek), {"ander": Z1})

    assertContains(response, vragen.GEEN_ANDERE, status_code=422)
    assert shown(van_nadia, gesprek) == [Z1, Z2]


def test_chosen_question_has_a_button_for_all_that_one_can_do(
    van_nadia: Client, gesprek: Gesprek
) -> None:
    choose(gesprek, Z1)
    vragen.add_eigen(gesprek, "Eigen?")

    names = [name for name, _ in pressable(van_nadia.get(adres(gesprek)))]

    own = ["op", "wissel", "weg"]
    assert names[:8] == ["neer", "wissel", "later", "niet", "weg", *own]


@pytest.mark.parametrize("name", ["wissel", "later", "niet"])
def test_chosen_question_is_changed_by_its_button(
    van_nadia: Client, gesprek: Gesprek, name: str
) -> None:
    choose(gesprek, Z1, Z2, Z3)

    assert press(van_nadia, gesprek, name, 2) == 302

    swapped = name == "wissel"
    assert chosen(gesprek) == ([Z1, Z4, Z3] if swapped else [Z1, Z3])
    soort = {"later": LATER, "niet": LIEVER_NIET}
    assert aside(gesprek) == ([] if swapped else [(Z2, soort[name])])


@pytest.mark.parametrize("earlier", [1, 10])
def test_page_takes_as_many_queries_however_many_talks_before(
    van_nadia: Client,
    gesprek: Gesprek,
    earlier: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    assert gesprek.begin
    for days in range(earlier):
        talk = make_earlier(gesprek, Z1, Z2, begin=gesprek.begin - (days + 1) * DAY)
        agree(talk)

    with django_assert_num_queries(25):
        van_nadia.get(adres(gesprek))


@pytest.mark.parametrize("codes", [[Z1, Z2], [Z1, Z2, Z3]])
def test_page_takes_as_many_queries_however_many_are_chosen(
    van_nadia: Client,
    gesprek: Gesprek,
    codes: list[str],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    choose(gesprek, *codes)

    with django_assert_num_queries(14):
        van_nadia.get(adres(gesprek))
