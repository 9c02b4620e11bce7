import pytest
from django.core.exceptions import SuspiciousOperation
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains

from tests.make import make_fiche, make_school

pytestmark = pytest.mark.django_db


def test_start_leads_to_the_three_main_jobs(client: Client) -> None:
    make_fiche(1)

    response = client.get("/")

    for path in ("/gesprekken/", "/gespreksbladen/", "/account/login/", "/fiches/"):
        assertContains(response, f'href="{path}"')
    assertContains(response, "Kernvraag 1")


@pytest.mark.parametrize("number", [1, 3])
def test_start_takes_one_query(
    number: int, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_school()
    for nummer in range(1, number + 1):
        make_fiche(nummer)

    with django_assert_num_queries(2):  # whether there is a school is then known
        client.get("/")
    with django_assert_num_queries(1):
        client.get("/")


def test_start_works_before_any_content_is_loaded(client: Client) -> None:
    assertContains(client.get("/"), "Er staan hier nog geen fiches.")


def test_style_guide_is_not_there_without_debug(client: Client) -> None:
    assert client.get("/stijl/").status_code == 404


def test_pages_forbid_scripts_and_styles_from_elsewhere(client: Client) -> None:
    policy = client.get("/")["Content-Security-Policy"]

    assert {"default-src 'none'", "script-src 'self'"} <= set(policy.split("; "))
    assert "unsafe" not in policy


def test_server_error_is_dutch_and_needs_no_database(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError

    client.raise_request_exception = False
    monkeypatch.setattr("overzicht.views.Fiche.objects.current", fail)

    response = client.get("/")

    assertContains(response, "Er ging iets mis, en dat ligt aan ons.", status_code=500)


def test_form_from_elsewhere_is_refused_in_dutch() -> None:
    response = Client(enforce_csrf_checks=True).post("/")

    assertContains(response, "Deze pagina stond te lang open.", status_code=403)


def test_bad_request_is_dutch(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise SuspiciousOperation

    monkeypatch.setattr("overzicht.views.Fiche.objects.current", refuse)

    assertContains(client.get("/"), "Dat verzoek begrepen we niet.", status_code=400)
