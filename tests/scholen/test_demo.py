from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from scholen.demo import PERSONEN, make_demo
from scholen.models import Gebruiker, Lidmaatschap, School
from tests.make import make_lid

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings: Settings) -> None:
    settings.DEMO = True
    make_demo()


def test_demo_is_made_once() -> None:
    assert make_demo() == 7
    assert make_demo() == 0

    assert Lidmaatschap.objects.count() == 7
    assert set(School.objects.values_list("naam", "soort")) == {
        ("Atheneum De Wissel", "school"),
        ("Lerarenopleiding De Oever", "lerarenopleiding"),
        ("Scholengroep Keerpunt", "school"),
    }


def test_demo_keeps_away_from_real_schools() -> None:
    make_lid()

    with pytest.raises(CommandError, match="echte scholen"):
        call_command("maak_demo", stdout=StringIO())

    assert School.objects.count() == 1


@pytest.mark.parametrize("wie", [persoon.wie for persoon in PERSONEN])
def test_everybody_can_look_round_as_anybody(
    client: Client, demo: None, wie: str
) -> None:
    assertContains(client.get("/"), f'action="/demo/als/{wie}/"')

    assertRedirects(client.post(f"/demo/als/{wie}/"), "/")

    gebruiker = Gebruiker.objects.get(pk=client.session["_auth_user_id"])
    assert gebruiker.email == f"{wie}@demo.example"
    assertContains(client.get("/"), f"Dag {gebruiker.get_short_name()}.")


def test_looking_round_as_somebody_else_starts_afresh(
    client: Client, demo: None
) -> None:
    client.post("/demo/als/coordinator/")
    session = client.session
    session["iets"] = "van Leen"
    session.save()

    client.post("/demo/als/teamlid/")

    assert "iets" not in client.session


def test_nobody_real_can_be_looked_round_as(client: Client, demo: None) -> None:
    make_lid(email="echt@school.example")

    assert client.post("/demo/als/echt/").status_code == 404


def test_demo_shows_its_post_and_a_banner(client: Client, demo: None) -> None:
    assertContains(client.get("/"), "Dit is een demo.")
    client.post("/account/login/", {"email": "teamlid@demo.example"})

    assertContains(client.get("/demo/post/"), "Je code voor SamenWIJzer")


def test_without_the_demo_none_of_it_is_there(client: Client) -> None:
    make_demo()
    client.post("/account/login/", {"email": "teamlid@demo.example"})

    assert client.post("/demo/als/teamlid/").status_code == 404
    assert client.get("/demo/post/").status_code == 404
    for text in ("Kijk rond als", "Dit is een demo"):
        assertNotContains(client.get("/"), text)
