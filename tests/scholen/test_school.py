import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from scholen.models import Lidmaatschap, Rol, School
from tests.make import make_gebruiker, make_lid, make_school, make_uitnodiging

pytestmark = pytest.mark.django_db


def test_members_see_each_other_but_no_addresses(
    client: Client, coordinator: Lidmaatschap, teamlid: Lidmaatschap
) -> None:
    client.force_login(teamlid.gebruiker)

    response = client.get("/school/")

    assertContains(response, "Leen")
    assertNotContains(response, coordinator.gebruiker.email)


def test_coordinator_sees_addresses_and_invitations(
    client: Client, coordinator: Lidmaatschap, teamlid: Lidmaatschap
) -> None:
    make_uitnodiging(coordinator.school, email="nieuw@school.example")
    client.force_login(coordinator.gebruiker)

    response = client.get("/school/")

    assertContains(response, teamlid.gebruiker.email)
    assertContains(response, "nieuw@school.example")


def test_other_schools_stay_out_of_sight(
    client: Client, coordinator: Lidmaatschap, buitenstaander: Lidmaatschap
) -> None:
    client.force_login(coordinator.gebruiker)

    assertNotContains(client.get("/school/"), "Joost")


@pytest.mark.parametrize("number", [1, 3])
def test_school_takes_five_queries(
    number: int,
    client: Client,
    coordinator: Lidmaatschap,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(number):
        make_lid(coordinator.school)
        make_uitnodiging(coordinator.school)
    client.force_login(coordinator.gebruiker)

    with django_assert_num_queries(5):  # session, person, school, members, invitations
        client.get("/school/")


def test_who_belongs_to_no_school_learns_how(client: Client) -> None:
    client.force_login(make_gebruiker())

    assertContains(client.get("/school/"), "bij geen enkele school", status_code=403)


def test_nobody_is_asked_to_sign_in(client: Client) -> None:
    assertRedirects(client.get("/school/"), "/account/login/?next=/school/")


def test_somebody_in_two_schools_can_switch(
    client: Client, teamlid: Lidmaatschap, buitenstaander: Lidmaatschap
) -> None:
    other = Lidmaatschap.objects.create(
        school=buitenstaander.school, gebruiker=teamlid.gebruiker
    )
    client.force_login(teamlid.gebruiker)
    assertContains(client.get("/school/"), "<h1>De Wissel</h1>")

    client.post(f"/school/kies/{other.school_id}/")

    assertContains(client.get("/school/"), f"<h1>{other.school}</h1>")


def test_switching_to_a_school_of_others_is_not_found(
    client: Client, teamlid: Lidmaatschap, buitenstaander: Lidmaatschap
) -> None:
    client.force_login(teamlid.gebruiker)

    assert client.post(f"/school/kies/{buitenstaander.school_id}/").status_code == 404


def test_leaving_ends_access_at_the_next_request(
    client: Client, coordinator: Lidmaatschap, teamlid: Lidmaatschap
) -> None:
    here, elsewhere = client, Client()
    for one in (here, elsewhere):
        one.force_login(teamlid.gebruiker)
    assert elsewhere.get("/school/").status_code == 200

    here.post(f"/school/leden/{teamlid.pk}/einde/")

    assert elsewhere.get("/school/").status_code == 403


def test_coordinator_can_end_a_membership(
    client: Client, coordinator: Lidmaatschap, teamlid: Lidmaatschap
) -> None:
    client.force_login(coordinator.gebruiker)
    assertContains(client.get(f"/school/leden/{teamlid.pk}/einde/"), "Wil je Sofie uit")

    client.post(f"/school/leden/{teamlid.pk}/einde/")

    assert list(coordinator.school.lidmaatschappen.all()) == [coordinator]


def test_member_can_not_end_somebody_else(
    client: Client, coordinator: Lidmaatschap, teamlid: Lidmaatschap
) -> None:
    client.force_login(teamlid.gebruiker)

    response = client.post(f"/school/leden/{coordinator.pk}/einde/")

    assert response.status_code == 403


def test_last_coordinator_is_told_why_not(
    client: Client, coordinator: Lidmaatschap
) -> None:
    client.force_login(coordinator.gebruiker)

    left = client.post(f"/school/leden/{coordinator.pk}/einde/")
    changed = client.post(f"/school/leden/{coordinator.pk}/rol/", {"rol": "lid"})

    for response in (left, changed):
        assertContains(response, "altijd een coördinator", status_code=422)


def test_coordinator_changes_a_role(
    client: Client, coordinator: Lidmaatschap, teamlid: Lidmaatschap
) -> None:
    client.force_login(coordinator.gebruiker)

    client.post(f"/school/leden/{teamlid.pk}/rol/", {"rol": "directie"})

    teamlid.refresh_from_db()
    assert teamlid.rol == Rol.DIRECTIE


def test_role_that_does_not_exist_is_refused(
    client: Client, coordinator: Lidmaatschap, teamlid: Lidmaatschap
) -> None:
    client.force_login(coordinator.gebruiker)

    response = client.post(f"/school/leden/{teamlid.pk}/rol/", {"rol": "baas"})

    assertContains(response, "Kies een rol uit de lijst.", status_code=422)


def test_role_of_another_school_counts_for_nothing_here(
    client: Client, school: School, teamlid: Lidmaatschap, buitenstaander: Lidmaatschap
) -> None:
    mine = Lidmaatschap.objects.create(
        school=school, gebruiker=buitenstaander.gebruiker
    )
    client.force_login(buitenstaander.gebruiker)

    response = client.post(f"/school/leden/{teamlid.pk}/rol/", {"rol": "coordinator"})

    assert (mine.rol, response.status_code) == (Rol.LID, 403)


def test_school_in_the_netherlands_speaks_its_own_words(client: Client) -> None:
    school = make_school(regio="nl-zuid")
    coordinator = make_lid(school, Rol.COORDINATOR)
    make_lid(school, Rol.DIRECTIE)
    client.force_login(coordinator.gebruiker)

    for address in ("/school/", "/school/uitnodigen/"):
        response = client.get(address)
        assertContains(response, '<option value="directie">schoolleiding</option>')
        assertNotContains(response, ">directie")
