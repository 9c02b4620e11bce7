import re
from uuid import uuid4

import pytest
from django.test import Client
from django.utils.html import escape
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from scholen.models import Bewaring, Lidmaatschap, Rol, School
from tests.make import make_lid

pytestmark = pytest.mark.django_db

GEGEVENS = "/school/gegevens/"


@pytest.fixture
def an(client: Client, coordinator: Lidmaatschap) -> Client:
    """The browser of a coordinator."""
    client.force_login(coordinator.gebruiker)
    return client


@pytest.fixture
def bo(coordinator: Lidmaatschap) -> Client:
    """The browser of another coordinator of the same school."""
    client = Client()
    lid = make_lid(coordinator.school, Rol.COORDINATOR, naam="Bo")
    client.force_login(lid.gebruiker)
    return client


def opened(client: Client, **typed: str) -> dict[str, str]:
    """What the form sends when somebody opened it now and typed this."""
    return hidden(client.get(GEGEVENS).content.decode()) | {
        "naam": "De Wissel",
        "soort": "school",
        "regio": "vlaanderen",
        **typed,
    }


def hidden(html: str) -> dict[str, str]:
    """The version and the key of the form on a page."""
    found = re.findall(r'name="(versie|sleutel)" value="([^"]+)"', html)
    assert len(found) == 2
    return dict(found)


def test_details_are_saved(an: Client, school: School) -> None:
    typed = opened(an, naam="De Zwaan", soort="lerarenopleiding", regio="nl-zuid")

    assertRedirects(an.post(GEGEVENS, typed), "/school/")

    school.refresh_from_db()
    saved = (school.naam, school.soort, school.regio, school.versie)
    assert saved == ("De Zwaan", "lerarenopleiding", "nl-zuid", 1)


def test_second_of_two_gets_both_texts_and_keeps_what_was_typed(
    an: Client, bo: Client, school: School
) -> None:
    late = opened(an, naam="De <Zwaan>")
    bo.post(GEGEVENS, opened(bo, naam="De Merel"))

    response = an.post(GEGEVENS, late)

    assertContains(response, "<bdi>Bo</bdi> bewaarde", status_code=409)
    for side in ("De Merel", escape("De <Zwaan>")):
        shown = f'<div class="geschreven" dir="auto">{side}</div>'
        assertContains(response, shown, status_code=409, count=1, html=True)
    assertContains(response, f'value="{escape("De <Zwaan>")}"', status_code=409)
    school.refresh_from_db()
    assert school.naam == "De Merel"


def test_second_of_two_can_press_again_to_choose(
    an: Client, bo: Client, school: School
) -> None:
    late = opened(an, naam="De Zwaan")
    bo.post(GEGEVENS, opened(bo, naam="De Merel"))
    again = late | hidden(an.post(GEGEVENS, late).content.decode())

    assertRedirects(an.post(GEGEVENS, again), "/school/")

    school.refresh_from_db()
    assert (school.naam, school.versie) == ("De Zwaan", 2)


def test_who_is_late_twice_chooses_twice(an: Client, bo: Client) -> None:
    late = opened(an, naam="De Zwaan")
    bo.post(GEGEVENS, opened(bo, naam="De Merel"))
    again = late | hidden(an.post(GEGEVENS, late).content.decode())
    bo.post(GEGEVENS, opened(bo, naam="De Mees"))

    assertContains(an.post(GEGEVENS, again), "De Mees", status_code=409)


def test_two_with_the_same_words_have_nothing_to_choose(
    an: Client, bo: Client, school: School
) -> None:
    late = opened(an, naam="De Merel")
    bo.post(GEGEVENS, opened(bo, naam="De Merel"))

    assertRedirects(an.post(GEGEVENS, late), "/school/")


def test_second_press_answers_as_the_first_and_changes_nothing(
    an: Client, bo: Client, school: School
) -> None:
    typed = opened(an, naam="De Zwaan")
    an.post(GEGEVENS, typed)
    bo.post(GEGEVENS, opened(bo, naam="De Merel"))

    assertRedirects(an.post(GEGEVENS, typed), "/school/")

    school.refresh_from_db()
    assert school.naam == "De Merel"


def test_other_words_with_a_used_key_are_not_taken_for_saved(
    an: Client, school: School
) -> None:
    """Somebody goes back to the page as it was, and writes on."""
    typed = opened(an, naam="De Zwaan")
    an.post(GEGEVENS, typed)

    response = an.post(GEGEVENS, typed | {"naam": "De Reiger"})

    assertContains(response, "De Reiger", status_code=409)


def test_key_of_somebody_else_means_nothing(
    an: Client, bo: Client, school: School
) -> None:
    typed = opened(bo, naam="De Merel")
    bo.post(GEGEVENS, typed)
    bo.post(GEGEVENS, opened(bo, naam="De Wissel"))

    response = an.post(GEGEVENS, typed)

    assertContains(response, "De Merel", status_code=409)


@pytest.mark.parametrize("versie", ["", "x", "-1", "99999999999999999999"])
def test_broken_version_is_a_conflict_and_not_an_error(
    an: Client, school: School, versie: str
) -> None:
    typed = opened(an, naam="De Zwaan") | {"versie": versie, "sleutel": "onzin"}

    response = an.post(GEGEVENS, typed)

    assertContains(response, "Iemand anders bewaarde", status_code=409)
    assert int(hidden(response.content.decode())["versie"]) == 0


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"naam": " \u200b "}, "Vul de naam van de school in."),
        ({"naam": "x" * 121}, "Dit is 121 tekens lang; er kunnen er 120 in. Kort"),
        ({"naam": "x" * 1_000_000}, "Dit is 1.000.000 tekens lang"),
        ({"soort": "kerk"}, "Kies school of lerarenopleiding."),
        ({"regio": ""}, "Kies een regio uit de lijst."),
    ],
)
def test_wrong_details_come_back_with_what_to_do(
    an: Client, school: School, typed: dict[str, str], said: str
) -> None:
    response = an.post(GEGEVENS, opened(an, **typed))

    assertContains(response, said, status_code=422, count=2)  # on top, at the field
    if "naam" in typed:
        assertContains(response, f'value="{typed["naam"]}"', status_code=422)
    assert not Bewaring.objects.exists()


def test_details_are_refused_to_who_is_no_coordinator(
    client: Client, teamlid: Lidmaatschap
) -> None:
    client.force_login(teamlid.gebruiker)
    typed = {"naam": "X", "soort": "school", "regio": "vlaanderen", "versie": "0"}

    assert client.post(GEGEVENS, typed | {"sleutel": str(uuid4())}).status_code == 403


def test_page_says_who_reads_each_field(an: Client) -> None:
    response = an.get(GEGEVENS)

    assertContains(response, "Wie leest dit?", count=3)
    assertNotContains(response, "conflict")
