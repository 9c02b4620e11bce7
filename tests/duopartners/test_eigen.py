"""The points that a school adds itself."""

from uuid import uuid4

import pytest
from django.test import Client
from pytest_django.asserts import assertContains

from duopartners.models import MAX_EIGEN, MAX_EIGEN_TEKST, Eigenpunt, Lijst
from duopartners.services import VOL, load_inhoud
from scholen.models import Gebruiker, Rol, School
from tests.duopartners.conftest import FIXTURES, browser
from tests.make import make_lid

pytestmark = pytest.mark.django_db

EIGEN = "/duopartners/eigen/"


@pytest.fixture(autouse=True)
def _guide() -> None:
    load_inhoud(FIXTURES)


@pytest.fixture
def punt(school: School) -> Eigenpunt:
    lijst = Lijst.objects.get(letter="C")
    return Eigenpunt.objects.create(school=school, lijst=lijst, tekst="Eerst dit.")


def filled_in(**typed: str) -> dict[str, str]:
    values = {"tekst": "Eet samen.", "lijst": "H", "versie": "0"}
    return values | {"sleutel": str(uuid4())} | typed


def texts() -> list[str]:
    rows = Eigenpunt.objects.current()
    return list(rows.values_list("tekst", flat=True))


def test_coordinator_adds_a_point_once(van_leen: Client) -> None:
    typed = filled_in()

    answers = [van_leen.post(EIGEN, typed).status_code for _ in range(2)]

    assert (answers, texts()) == ([302, 302], ["Eet samen."])
    assertContains(van_leen.get(EIGEN), "Eet samen.")


@pytest.mark.parametrize("rol", [Rol.LID, Rol.DIRECTIE])
def test_only_a_coordinator_changes_points(
    school: School, punt: Eigenpunt, rol: Rol
) -> None:
    client = browser(make_lid(school, rol).gebruiker)

    paths = (EIGEN, f"{EIGEN}{punt.pk}/")
    assert [client.post(path, filled_in()).status_code for path in paths] == [403, 403]
    assert texts() == ["Eerst dit."]


def test_coordinator_elsewhere_finds_no_point(punt: Eigenpunt) -> None:
    elsewhere: Gebruiker = make_lid(rol=Rol.COORDINATOR).gebruiker

    assert browser(elsewhere).get(f"{EIGEN}{punt.pk}/").status_code == 404


def test_too_many_points_are_refused_and_the_words_stay(
    school: School, van_leen: Client
) -> None:
    lijst = Lijst.objects.get(letter="C")
    Eigenpunt.objects.bulk_create(
        Eigenpunt(school=school, lijst=lijst, tekst=f"Punt {number}.")
        for number in range(MAX_EIGEN)
    )

    response = van_leen.post(EIGEN, filled_in())

    assertContains(response, VOL, status_code=422)
    assertContains(response, "Eet samen.", status_code=422)
    assert len(texts()) == MAX_EIGEN


@pytest.mark.parametrize(
    ("typed", "fout"),
    [
        ({"tekst": " "}, "Schrijf wat een duo kan doen."),
        ({"tekst": "x" * (MAX_EIGEN_TEKST + 1)}, "Kort het in."),
        ({"lijst": "Z"}, "Kies een lijst."),
    ],
)
def test_point_that_is_wrong_says_what_to_do(
    van_leen: Client, typed: dict[str, str], fout: str
) -> None:
    response = van_leen.post(EIGEN, filled_in(**typed))

    assertContains(response, fout, status_code=422)
    assert texts() == []


def test_point_gets_other_words_and_another_list(
    van_leen: Client, punt: Eigenpunt
) -> None:
    response = van_leen.post(f"{EIGEN}{punt.pk}/", filled_in())

    punt.refresh_from_db()
    assert (response.status_code, punt.tekst, punt.lijst.letter) == (
        302,
        "Eet samen.",
        "H",
    )


def test_point_changed_by_two_shows_both(
    school: School, van_leen: Client, punt: Eigenpunt
) -> None:
    other = browser(make_lid(school, Rol.COORDINATOR).gebruiker)
    other.post(f"{EIGEN}{punt.pk}/", filled_in(tekst="Van de ander."))

    response = van_leen.post(f"{EIGEN}{punt.pk}/", filled_in())

    assertContains(response, "Van de ander.", status_code=409)
    assertContains(response, "Eet samen.", status_code=409)
    assert texts() == ["Van de ander."]


def test_point_is_taken_away(van_leen: Client, punt: Eigenpunt) -> None:
    response = van_leen.post(f"{EIGEN}{punt.pk}/", {"weg": "ja"})

    assert (response.status_code, texts()) == (302, [])
