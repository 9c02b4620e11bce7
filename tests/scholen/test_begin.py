import logging

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from scholen import services
from scholen.begincode import begincode
from scholen.models import Lidmaatschap, School
from tests.make import make_school

pytestmark = pytest.mark.django_db


def answers(**changes: str) -> dict[str, str]:
    return {
        "code": begincode(),
        "naam": "De Wissel",
        "soort": "school",
        "regio": "vlaanderen",
        "eigen_naam": "Leen Martens",
        "email": "leen@school.example",
    } | changes


def test_empty_installation_asks_for_its_first_school(client: Client) -> None:
    assertContains(client.get("/"), "Deze installatie is nog leeg.")

    done = client.post("/begin/", answers())

    assertRedirects(done, "/school/")
    lidmaatschap = Lidmaatschap.objects.get()
    assert (str(lidmaatschap), lidmaatschap.school.land) == (
        "Leen Martens, coördinator bij De Wissel",
        "BE",
    )
    assertNotContains(Client().get("/"), "Deze installatie is nog leeg.")


@pytest.mark.parametrize("code", ["", "AAAA-BBBB-CCCC-DDDD", "\0", "é" * 2000])
def test_without_the_code_nobody_gets_in(client: Client, code: str) -> None:
    response = client.post("/begin/", answers(code=code))

    assertContains(response, "begincode", status_code=422)
    assertContains(response, 'value="Leen Martens"', status_code=422)
    assert not School.objects.exists()


def test_code_may_be_typed_without_dashes(client: Client) -> None:
    code = begincode().replace("-", " ").lower()

    assert client.post("/begin/", answers(code=code)).status_code == 302


def test_code_is_tried_twenty_times_an_hour(client: Client) -> None:
    for _ in range(20):
        client.post("/begin/", answers(code="fout"))

    assert client.post("/begin/", answers()).status_code == 429
    assert not School.objects.exists()


def test_code_is_worth_nothing_once_there_is_a_school(client: Client) -> None:
    make_school()

    assertRedirects(client.post("/begin/", answers()), "/account/login/")

    assert School.objects.count() == 1


def test_server_tells_the_code_while_it_is_empty(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("scholen.services.connection.close", lambda: None)
    caplog.set_level(logging.WARNING)

    services.announce()
    make_school()
    services.announce()

    assert [begincode() in line for line in caplog.messages] == [True]


def test_code_follows_from_the_secret_key(settings: object) -> None:
    before = begincode()

    settings.SECRET_KEY = "een andere sleutel"  # type: ignore[attr-defined]

    assert begincode() != before
    assert len(before) == 19
