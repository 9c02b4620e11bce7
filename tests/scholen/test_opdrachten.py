from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django.asserts import assertContains, assertRedirects

from scholen.begincode import begincode
from scholen.models import Gebruiker, Lidmaatschap
from tests.make import make_gebruiker, make_school

pytestmark = pytest.mark.django_db


def told(*command: str) -> str:
    out = StringIO()
    call_command(*command, stdout=out)
    return out.getvalue().strip()


def test_begincode_is_told_while_there_is_no_school() -> None:
    assert told("begincode") == begincode()
    make_school()
    assert told("begincode") == "Hier is al een school ingericht."


def test_next_school_gets_a_coordinator() -> None:
    told("maak_school", "Keerpunt", "Joost@school.example", "--regio", "nl-zuid")

    lidmaatschap = Lidmaatschap.objects.get()
    assert (lidmaatschap.rol, lidmaatschap.school.land) == ("coordinator", "NL")
    assert lidmaatschap.gebruiker.email == "joost@school.example"


def test_command_refuses_an_address_that_is_none() -> None:
    for command in (["maak_school", "Keerpunt", "joost"], ["maak_beheerder", "joost"]):
        with pytest.raises(CommandError, match="geen volledig e-mailadres"):
            call_command(*command)


def test_admin_is_for_staff_only(client: Client) -> None:
    client.force_login(make_gebruiker())
    assert client.get("/beheer/").status_code == 403

    told("maak_beheerder", "beheer@school.example")
    client.force_login(Gebruiker.objects.get(email="beheer@school.example"))

    assertContains(client.get("/beheer/"), "Inhoud en accounts")


def test_admin_has_no_door_of_its_own(client: Client) -> None:
    assertRedirects(client.get("/beheer/"), "/account/login/?next=/beheer/")


def test_admin_closes_an_account_at_once(client: Client) -> None:
    an, other = make_gebruiker(), Client()
    other.force_login(an)
    told("maak_beheerder", "beheer@school.example")
    client.force_login(Gebruiker.objects.get(email="beheer@school.example"))

    client.post(f"/beheer/scholen/gebruiker/{an.pk}/change/", {"naam": "An"})

    assert other.get("/account/").status_code == 302
