import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from gesprekken.models import Gesprek, Staat
from gesprekken.services import GesprekFout
from gesprekken.services import momenten as service
from post.models import Bericht
from samenwijzer.lib.site import absolute
from samenwijzer.lib.tijd import write_moment
from scholen.models import Gebruiker
from tests.make import make_gesprek, make_traject
from trajecten.models import Traject

from .make import (
    Agendamail,
    answers,
    at,
    filled_in,
    momenten,
    sent,
    sign_in,
    told,
)

pytestmark = pytest.mark.django_db

GRIET, NADIA = "griet@school.example", "nadia@school.example"
NERGENS = "8d3e1c1e-0000-4000-8000-000000000000"
ONDERWERP = "Kies een moment voor je gesprek SamenWIJzer"


def typed(*moments: dt.datetime) -> dict[str, Any]:
    """What the form sends for these moments."""
    found = filled_in()
    for number, moment in enumerate(moments, 1):
        found |= {f"dag_{number}": f"{moment:%d-%m-%Y}"}
        found |= {f"tijd_{number}": f"{moment:%H.%M}"}
    return found


def adres(gesprek: Gesprek, what: str = "momenten") -> str:
    return f"/gesprekken/{gesprek.pk}/{what}/"


def pick(client: Client, gesprek: Gesprek) -> Any:
    first = gesprek.momenten.all()[0]
    return client.post(adres(gesprek, "kies"), {"moment": str(first.pk)})


@pytest.fixture
def zoekt(traject: Traject) -> Gesprek:
    """A talk that has no moment yet."""
    return make_gesprek(traject, begin=None, staat=Staat.ZOEKT)


def test_three_moments_are_proposed(van_nadia: Client, zoekt: Gesprek) -> None:
    response = van_nadia.post(adres(zoekt), typed(at(2), at(1), at(3)), follow=True)

    assertContains(response, "Je voorstel is onderweg. De ander kiest.")
    assert momenten(zoekt) == [(at(1), "Nadia"), (at(2), "Nadia"), (at(3), "Nadia")]
    assert told("momenten") == [(GRIET, ONDERWERP)]
    assert sent() == []


def test_proposal_reads_as_a_letter(zoekt: Gesprek, nadia: Gebruiker) -> None:
    service.propose(zoekt, [at(1), at(2)], nadia)

    assert Bericht.objects.get().tekst == (
        "Dag Griet\n\nNadia stelt voor:\n\n"
        f"- {write_moment(at(1))}\n- {write_moment(at(2))}\n\n\n"
        "Kies er een, of stel andere momenten voor.\n\n"
        f"Kies een moment:\n\n{absolute(zoekt.get_absolute_url())}"
    )


def test_same_moments_again_are_no_second_mail(
    van_nadia: Client, zoekt: Gesprek
) -> None:
    for _ in range(2):
        response = van_nadia.post(adres(zoekt), typed(at(1), at(2)))
        assertRedirects(response, zoekt.get_absolute_url())

    assert told("momenten") == [(GRIET, ONDERWERP)]


def test_late_second_press_does_not_undo_what_the_other_proposed(
    van_nadia: Client, zoekt: Gesprek, griet: Gebruiker
) -> None:
    pressed = typed(at(1))
    van_nadia.post(adres(zoekt), pressed)
    service.propose(zoekt, [at(2)], griet)

    assertRedirects(van_nadia.post(adres(zoekt), pressed), zoekt.get_absolute_url())

    assert momenten(zoekt) == [(at(2), "Griet")]
    assert told("momenten") == [(GRIET, ONDERWERP), (NADIA, ONDERWERP)]


def test_late_second_press_proposes_nothing_after_a_pick(
    van_nadia: Client, zoekt: Gesprek, griet: Gebruiker
) -> None:
    pressed = typed(at(1))
    van_nadia.post(adres(zoekt), pressed)
    pick(sign_in(griet), zoekt)

    van_nadia.post(adres(zoekt), pressed)

    assert momenten(zoekt) == []
    assert told("momenten") == [(GRIET, ONDERWERP)]


def test_picked_moment_is_planned_for_both(
    van_nadia: Client, zoekt: Gesprek, griet: Gebruiker
) -> None:
    van_nadia.post(adres(zoekt), typed(at(1), at(2)))

    response = pick(sign_in(griet), zoekt)

    assertRedirects(response, zoekt.get_absolute_url(), fetch_redirect_response=False)
    zoekt.refresh_from_db()
    assert (zoekt.begin, zoekt.staat) == (at(1), Staat.GEPLAND)
    assert momenten(zoekt) == []
    assert sent() == [
        Agendamail(GRIET, "REQUEST", 0, at(1), "ACCEPTED"),
        Agendamail(NADIA, "REQUEST", 0, at(1), "ACCEPTED"),
    ]


def test_planned_moment_stays_until_another_is_picked(
    gesprek: Gesprek, nadia: Gebruiker, griet: Gebruiker
) -> None:
    begin = gesprek.begin
    service.propose(gesprek, [at(1)], nadia)
    gesprek.refresh_from_db()
    assert (gesprek.begin, gesprek.staat) == (begin, Staat.GEPLAND)

    service.pick(gesprek, gesprek.momenten.get().pk, griet)

    assert sent() == [
        Agendamail(GRIET, "REQUEST", 1, at(1), "ACCEPTED"),
        Agendamail(NADIA, "REQUEST", 1, at(1), "ACCEPTED"),
    ]


def test_picking_when_it_is_already_tells_calendars_nothing(
    traject: Traject, nadia: Gebruiker, griet: Gebruiker
) -> None:
    gesprek = make_gesprek(traject, begin=at())
    service.propose(gesprek, [at(), at(1)], nadia)

    service.pick(gesprek, gesprek.momenten.all()[0].pk, griet)

    assert (sent(), momenten(gesprek)) == ([], [])
    assert answers(gesprek) == {"Griet": "ja", "Nadia": "ja"}


def test_others_are_proposed_instead(
    zoekt: Gesprek, nadia: Gebruiker, griet: Gebruiker
) -> None:
    service.propose(zoekt, [at(1), at(2)], nadia)
    service.propose(zoekt, [at(2)], griet)

    assert momenten(zoekt) == [(at(2), "Griet")]


def test_own_moment_is_not_for_oneself_to_pick(
    van_nadia: Client, zoekt: Gesprek, nadia: Gebruiker
) -> None:
    service.propose(zoekt, [at(1)], nadia)

    response = pick(van_nadia, zoekt)

    said = "Dit moment stelde je zelf voor. De ander kiest."
    assertContains(response, said, status_code=422)
    assertNotContains(van_nadia.get(zoekt.get_absolute_url()), "Kies dit moment")


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("", "Kies een van de momenten."),
        ("geen-uuid", "Kies een van de momenten."),
        (NERGENS, "Dit moment is er niet meer: intussen is een ander gekozen"),
    ],
)
def test_moment_that_is_not_there_is_not_picked(
    van_nadia: Client, zoekt: Gesprek, moment: str, said: str
) -> None:
    response = van_nadia.post(adres(zoekt, "kies"), {"moment": moment})

    assertContains(response, said, status_code=422)


def test_second_pick_says_the_moment_is_gone(
    zoekt: Gesprek, nadia: Gebruiker, griet: Gebruiker
) -> None:
    service.propose(zoekt, [at(1), at(2)], nadia)
    first, second = zoekt.momenten.all()
    service.pick(zoekt, first.pk, griet)

    with pytest.raises(GesprekFout, match=r"^Dit moment is er niet meer"):
        service.pick(zoekt, second.pk, griet)

    assert [one.begin for one in sent()] == [at(1), at(1)]


def test_moment_that_passed_is_not_picked(
    zoekt: Gesprek, nadia: Gebruiker, griet: Gebruiker
) -> None:
    late = zoekt.momenten.create(school=zoekt.school, begin=at(-31), door=nadia)

    with pytest.raises(GesprekFout, match=r"^Dit moment is voorbij\."):
        service.pick(zoekt, late.pk, griet)


def test_moment_of_another_talk_is_not_picked(
    traject: Traject, zoekt: Gesprek, nadia: Gebruiker, griet: Gebruiker
) -> None:
    other = make_gesprek(traject)
    service.propose(other, [at(1)], nadia)

    with pytest.raises(GesprekFout, match=r"^Dit moment is er niet meer"):
        service.pick(zoekt, other.momenten.get().pk, griet)


def test_conflicts_are_shown_beside_moments(
    van_nadia: Client, traject: Traject, zoekt: Gesprek, griet: Gebruiker
) -> None:
    make_gesprek(make_traject(traject.school, duo_partner=griet), begin=at(1, 15, 45))
    service.propose(zoekt, [at(1), at(2)], griet)

    found = van_nadia.get(zoekt.get_absolute_url()).context["momenten"]

    assert [one["bezet"] for one in found] == ["Griet heeft dan al een gesprek.", ""]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"dag_1": ""}, "Kies een dag."),
        ({"tijd_1": "25.61"}, "‘25.61’ is geen uur. Typ het zoals 15.30."),
        ({"dag_1": "31-4-2027"}, "De dag ‘31-4-2027’ bestaat niet."),
        ({"dag_1": "28-3-2027", "tijd_1": "2.30"}, "bestaat 2.30 uur niet"),
        ({"dag_1": "1-9-2020"}, "Dit moment is voorbij. Kies een later."),
        ({"dag_3": "1-9-2029"}, "Vul dag en uur in, of geen van beide."),
        ({"dag_1": "1-9-2029"}, "Dit is meer dan twee jaar ver."),
    ],
)
def test_bad_moments_come_back_as_typed(
    van_nadia: Client, zoekt: Gesprek, changes: dict[str, str], said: str
) -> None:
    response = van_nadia.post(adres(zoekt), typed(at(1)) | changes)

    assertContains(response, said, status_code=422)
    for text in filter(None, changes.values()):
        assertContains(response, f'value="{text}"', status_code=422)
    assert (momenten(zoekt), Bericht.objects.count()) == ([], 0)


def test_cancelled_talk_takes_no_moments(van_nadia: Client, zoekt: Gesprek) -> None:
    Gesprek.objects.update(staat=Staat.AFGEZEGD)

    response = van_nadia.post(adres(zoekt), typed(at(1)))

    said = "Dit gesprek is afgezegd of al gehouden. Plan gerust een nieuw gesprek."
    assertContains(response, said, status_code=422)


@pytest.mark.parametrize("wanted", [[], [at(n) for n in range(4)]])
def test_one_to_three_moments_are_proposed(
    zoekt: Gesprek, nadia: Gebruiker, wanted: list[dt.datetime]
) -> None:
    with pytest.raises(GesprekFout, match=r"^Stel één, twee of drie momenten voor\.$"):
        service.propose(zoekt, wanted, nadia)


def test_only_who_takes_part_finds_a_moment(
    zoekt: Gesprek, leen: Gebruiker, sofie: Gebruiker, joost: Gebruiker
) -> None:
    browsers = [sign_in(who) for who in (leen, sofie, joost)]

    proposed = [one.post(adres(zoekt), typed(at(1))).status_code for one in browsers]
    picked = [one.post(adres(zoekt, "kies")).status_code for one in browsers]

    assert (proposed, picked) == ([403, 404, 404], [403, 404, 404])


def test_page_names_the_others(van_nadia: Client, gesprek: Gesprek) -> None:
    response = van_nadia.get(adres(gesprek))

    assertContains(response, "<bdi>Griet</bdi> krijgt een mail")
    assert gesprek.begin
    when = write_moment(timezone.localtime(gesprek.begin))
    assertContains(response, f"Tot dan blijft {when} staan.")


def test_other_methods_are_refused(van_nadia: Client, zoekt: Gesprek) -> None:
    assert van_nadia.put(adres(zoekt)).status_code == 405
    assert van_nadia.get(adres(zoekt, "kies")).status_code == 405
