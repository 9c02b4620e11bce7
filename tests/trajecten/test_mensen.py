import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertRedirects

from gesprekken.models import Deelnemer, Gesprek
from post.models import Bericht
from scholen.models import Gebruiker
from tests.make import make_deelname, make_gebruiker, make_gesprek, make_lid
from tests.make import make_traject as make
from tests.trajecten.make import (
    DUO,
    ZIJ,
    browser,
    calendars,
    current,
    find,
    history,
    in_days,
    mails,
    make_others,
    of_mens,
    of_traject,
    one_more,
)
from trajecten.models import Traject, Trajectrol

CARLA = "carla@school.example"
ERBIJ = "Je doet mee aan een traject bij SamenWIJzer"
ERAF = "Je doet niet meer mee aan een traject bij SamenWIJzer"
UITNODIGING = "Leen nodigt je uit bij SamenWIJzer"
WISSEL = "In je traject bij SamenWIJzer doet iemand anders mee"
pytestmark = pytest.mark.django_db


def present_in(gesprek: Gesprek) -> list[str]:
    return [str(one) for one in gesprek.deelnemers.all()]


def test_somebody_is_added_once_for_each_press(leen: Client, traject: Traject) -> None:
    typed = one_more()

    for _ in range(2):
        assertRedirects(leen.post(of_traject(traject), typed), of_traject(traject, ""))

    assert current(traject) == [
        ("Amira", "zij-instromer"),
        ("Bart", "duo-partner"),
        ("Carla", "duo-partner"),
    ]
    assert mails() == [(CARLA, UITNODIGING)]


def test_same_person_from_another_page_is_refused(
    leen: Client, traject: Traject
) -> None:
    leen.post(of_traject(traject), one_more())

    response = leen.post(of_traject(traject), one_more(rol="schoolopleider"))

    assertContains(response, "Carla doet al mee aan dit traject.", status_code=422)
    assert (len(current(traject)), len(mails())) == (3, 1)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"wie_email": "c@s.example\r\nBcc: d@s.example"}, "staat geen spatie"),
        ({"wie_naam": ""}, "of vul een naam in."),
        ({"wie_lid": "0"}, "Kies uit de lijst."),
        ({"rol": "directeur"}, "Kies uit de lijst."),
        ({"rol": "lerarenopleider", "wie_email": DUO}, "doet al mee"),
    ],
)
def test_bad_input_changes_nothing(
    typed: dict[str, str], told: str, leen: Client, traject: Traject
) -> None:
    for address in (of_traject(traject), of_mens(traject)):
        if "rol" not in typed:
            response = leen.post(address, one_more(**typed))
            assertContains(response, told, status_code=422)
    response = leen.post(of_traject(traject), one_more(**typed))

    assertContains(response, told, status_code=422)
    assert current(traject) == [("Amira", "zij-instromer"), ("Bart", "duo-partner")]
    assert mails() == []


def test_member_of_another_school_is_not_in_the_list(
    leen: Client, traject: Traject
) -> None:
    elsewhere = make_lid()
    typed = one_more(wie_lid=str(elsewhere.pk), wie_naam="", wie_email="")

    response = leen.post(of_mens(traject), typed)

    assertContains(response, "Kies uit de lijst.", status_code=422)
    assert find(traject).gebruiker.email == DUO


def test_replacement_takes_the_place_in_coming_talks_only(
    leen: Client, traject: Traject
) -> None:
    held = make_gesprek(traject, begin=in_days(-7), staat="gehouden")
    coming = make_gesprek(traject, begin=in_days(7))
    searching = make_gesprek(traject, begin=None, staat="zoekt")

    leen.post(of_mens(traject), one_more())

    assert present_in(held) == ["Amira", "Bart"]
    assert present_in(coming) == present_in(searching) == ["Amira", "Carla"]


def test_replacement_is_told_once_to_everybody_it_concerns(
    leen: Client, traject: Traject
) -> None:
    make_gesprek(traject, begin=in_days(7))
    address, typed = of_mens(traject), one_more()

    for _ in range(2):
        response = leen.post(address, typed, follow=True)

    assertContains(response, "Bart is vervangen.")
    without_calendar = Bericht.objects.filter(agenda="").order_by("aan")
    assert list(without_calendar.values_list("aan", "onderwerp")) == [
        (ZIJ, WISSEL),
        (DUO, ERAF),
        (CARLA, UITNODIGING),
    ]
    assert calendars() == [
        (ZIJ, "REQUEST", "CONFIRMED", 1),
        (DUO, "CANCEL", "CANCELLED", 1),
        (CARLA, "REQUEST", "CONFIRMED", 1),
    ]


def test_who_is_replaced_sees_neither_track_nor_talk(
    leen: Client, traject: Traject
) -> None:
    coming = make_gesprek(traject, begin=in_days(7))
    bart = browser(find(traject).gebruiker)
    pages = [of_traject(traject, ""), coming.get_absolute_url()]
    assert [bart.get(page).status_code for page in pages] == [200, 200]

    leen.post(of_mens(traject), one_more())

    assert [bart.get(page).status_code for page in pages] == [404, 404]


def test_replacement_by_a_guest_stays_a_guest_in_the_talk(
    leen: Client, traject: Traject
) -> None:
    gast = make_gebruiker("Oda")
    rol = Trajectrol.LERARENOPLEIDER
    make_deelname(traject, rol, gebruiker=gast, naam="Oda")
    coming = make_gesprek(traject, begin=in_days(7), deelnemers=[gast])

    leen.post(of_mens(traject, rol=rol), one_more())

    carla = Deelnemer.objects.get(gesprek=coming)
    assert (str(carla), carla.gast) == ("Carla", True)
    assert browser(carla.gebruiker).get(coming.get_absolute_url()).status_code == 200


def test_zij_instromer_is_not_replaced(leen: Client, traject: Traject) -> None:
    zij = Trajectrol.ZIJ_INSTROMER

    answers = [
        leen.post(of_mens(traject, rol=zij), one_more()),
        leen.post(of_mens(traject, "einde/", rol=zij)),
    ]

    for response in answers:
        assertContains(response, "Beëindig dan het traject zelf.", status_code=422)
    assert (len(current(traject)), mails()) == (2, [])


def test_replacement_without_room_to_invite_changes_nothing(
    leen: Client, traject: Traject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scholen.services.PER_DAY", 0)
    coming = make_gesprek(traject, begin=in_days(7))

    response = leen.post(of_mens(traject), one_more())

    assertContains(response, "Verstuur de rest morgen.", status_code=422)
    assert present_in(coming) == ["Amira", "Bart"]
    assert (find(traject).gebruiker.email, mails()) == (DUO, [])


def test_two_pages_replace_somebody_once(leen: Client, traject: Traject) -> None:
    address = of_mens(traject)
    leen.post(address, one_more())

    response = leen.post(address, one_more("Dora"))

    assertContains(response, "Bart deed al niet meer mee.", status_code=422)
    assert str(find(traject)) == "Carla"


def test_who_leaves_is_told_once_and_the_talk_stays(
    leen: Client, traject: Traject
) -> None:
    coming = make_gesprek(traject, begin=in_days(7))
    address = of_mens(traject, "einde/")
    assertContains(leen.get(address), "Doet <bdi>Bart</bdi> niet meer mee?")

    for _ in range(2):
        response = leen.post(address, follow=True)
        assertContains(response, "Bart doet niet meer mee aan dit traject.")

    assert present_in(coming) == ["Amira"]
    assert (DUO, ERAF) in mails()
    assert calendars() == [
        (ZIJ, "REQUEST", "CONFIRMED", 1),
        (DUO, "CANCEL", "CANCELLED", 1),
    ]


def all_addresses(traject: Traject) -> list[str]:
    """Where the people and the state of a track are changed."""
    mens = traject.deelnames.current().duo().first()
    assert mens is not None
    ends = [f"{traject.pk}/mensen/", f"{traject.pk}/staat/"]
    ends += [f"mensen/{mens.pk}/", f"mensen/{mens.pk}/einde/"]
    return [f"/trajecten/{end}" for end in ends]


def answers_of(client: Client, traject: Traject) -> set[int]:
    """What somebody gets who tries all that changes the people or the state."""
    typed = one_more(staat="pauze")
    return {
        status
        for address in all_addresses(traject)
        for status in (
            client.get(address).status_code,
            client.post(address, typed).status_code,
        )
    }


def test_people_of_a_track_change_neither_people_nor_state(
    coordinator: Gebruiker, traject: Traject
) -> None:
    bart = browser(find(traject).gebruiker)
    opleider = make_gebruiker()
    make_deelname(traject, Trajectrol.LERARENOPLEIDER, gebruiker=opleider)

    found = [answers_of(bart, traject), answers_of(browser(opleider), traject)]

    assert found == [{403}, {403}]
    assert (len(current(traject)), history(traject), mails()) == (3, [], [])


def test_outsiders_find_neither_people_nor_state(traject: Traject) -> None:
    other = make()
    outside = make_others(other) | {"amira": find(traject).gebruiker}

    found = {
        wie: answers_of(browser(one), other)
        for wie, one in outside.items()
        if wie not in ("lerarenopleider", "aanvangsbegeleider")
    }

    assert set(map(frozenset, found.values())) == {frozenset({404})}
    assert mails() == []


def test_other_methods_are_refused(leen: Client, traject: Traject) -> None:
    addresses = all_addresses(traject)

    assert {leen.delete(address).status_code for address in addresses} == {405}
