import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.asserts import assertContains, assertRedirects

from post.models import Bericht
from scholen.models import Lidmaatschap, Uitnodiging
from tests.make import make_gebruiker, make_lid, make_uitnodiging

pytestmark = pytest.mark.django_db


def sent_link() -> str:
    """The address in the newest invitation's mail."""
    bericht = Bericht.objects.filter(soort="uitnodiging").latest("created_at")
    found = re.search(r"http://localhost(/uitnodiging/\S+)", bericht.tekst)
    assert found is not None
    return found[1]


def sent_code() -> str:
    bericht = Bericht.objects.filter(soort="aanmeldcode").latest("created_at")
    found = re.search(r"\d{4}-\d{4}", bericht.tekst)
    assert found is not None
    return found[0]


@pytest.fixture
def link(coordinator: Lidmaatschap) -> str:
    """An invitation for an@school.example, sent by the coordinator."""
    sender = Client()
    sender.force_login(coordinator.gebruiker)
    sender.post("/school/uitnodigen/", {"adressen": "an@school.example", "rol": "lid"})
    return sent_link()


def test_each_address_gets_a_mail_of_its_own(
    client: Client, coordinator: Lidmaatschap
) -> None:
    client.force_login(coordinator.gebruiker)
    data = {"adressen": "an@s.example\nbo@s.example;directie", "rol": "lid"}

    assertRedirects(client.post("/school/uitnodigen/", data), "/school/")

    told = set(Bericht.objects.values_list("aan", "soort"))
    assert told == {("an@s.example", "uitnodiging"), ("bo@s.example", "uitnodiging")}
    assert "als directie" in Bericht.objects.get(aan="bo@s.example").tekst


def test_button_pressed_twice_sends_one_invitation(
    client: Client, coordinator: Lidmaatschap
) -> None:
    client.force_login(coordinator.gebruiker)
    data = {"adressen": "an@s.example", "rol": "lid", "sleutel": str(uuid4())}

    for _ in range(2):
        assertRedirects(client.post("/school/uitnodigen/", data), "/school/")

    assert Bericht.objects.count() == 1
    assert Uitnodiging.objects.waiting().count() == 1


def test_file_with_a_mistake_comes_back_to_be_mended(
    client: Client, coordinator: Lidmaatschap
) -> None:
    client.force_login(coordinator.gebruiker)
    bestand = SimpleUploadedFile(
        "leden.csv", "naam;adres\nRené;rené\n".encode("cp1252")
    )

    response = client.post(
        "/school/uitnodigen/",
        {"adressen": "an@s.example", "bestand": bestand, "rol": "lid"},
    )

    assertContains(response, "Regel 3 (René;rené)", status_code=422)
    assertContains(response, "an@s.example\nnaam;adres\nRené;rené", status_code=422)
    assert not Uitnodiging.objects.exists()


def test_spreadsheet_itself_is_refused(
    client: Client, coordinator: Lidmaatschap
) -> None:
    client.force_login(coordinator.gebruiker)
    bestand = SimpleUploadedFile("leden.xlsx", b"PK\x03\x04\0\0")

    response = client.post("/school/uitnodigen/", {"bestand": bestand, "rol": "lid"})

    assertContains(response, "Sla het blad op als csv", status_code=422)


def test_opening_the_link_changes_nothing(client: Client, link: str) -> None:
    for _ in range(3):
        response = client.get(link)

    assertContains(response, "De Wissel")
    assertContains(response, "an@school.example")
    assert Uitnodiging.objects.waiting().count() == 1
    assert not Bericht.objects.filter(soort="aanmeldcode").exists()


def test_new_colleague_proves_the_address_and_joins(client: Client, link: str) -> None:
    asked = client.post(link)
    assertRedirects(asked, f"/account/login/code/?next={link}")
    typed = client.post(asked["Location"], {"code": sent_code()})
    assertRedirects(typed, link)

    joined = client.post(link, {"naam": "An Peeters"})

    assertRedirects(joined, "/")
    lidmaatschap = Lidmaatschap.objects.get(gebruiker__email="an@school.example")
    assert (lidmaatschap.gebruiker.naam, lidmaatschap.rol) == ("An Peeters", "lid")
    assertContains(Client().get(link), "al gebruikt", status_code=410)
    assertRedirects(client.get(link), "/")


def test_link_alone_lets_nobody_in(client: Client, link: str) -> None:
    client.post(link, {"naam": "Iemand"})

    assert client.get("/school/").status_code == 302
    assert Lidmaatschap.objects.count() == 1


def test_forwarded_link_is_for_somebody_else(client: Client, link: str) -> None:
    client.force_login(make_gebruiker(email="bo@school.example"))

    assertContains(client.get(link), "voor een ander adres", status_code=403)
    assert client.post(link, {"naam": "Bo"}).status_code == 403
    assert Uitnodiging.objects.waiting().count() == 1


def test_name_is_asked_for_and_the_invitation_waits(client: Client, link: str) -> None:
    client.force_login(make_gebruiker(email="an@school.example"))

    response = client.post(link, {"naam": "   "})

    assertContains(response, "Vul je naam in", status_code=422)
    assert Uitnodiging.objects.waiting().count() == 1


@pytest.mark.parametrize("token", ["onzin", "a" * 4000, "%F0%9F%98%80"])
def test_unknown_link_is_not_found(client: Client, token: str) -> None:
    response = client.get(f"/uitnodiging/{token}/")

    assertContains(response, "kennen we niet", status_code=404)


def test_withdrawn_link_says_so(
    client: Client, coordinator: Lidmaatschap, link: str
) -> None:
    client.force_login(coordinator.gebruiker)
    uitnodiging = Uitnodiging.objects.get()

    client.post(f"/school/uitnodigingen/{uitnodiging.pk}/intrekken/")

    assertContains(Client().get(link), "werkt niet meer", status_code=410)


def test_sending_again_makes_a_new_link(
    client: Client, coordinator: Lidmaatschap, link: str
) -> None:
    client.force_login(coordinator.gebruiker)
    uitnodiging = Uitnodiging.objects.get()

    client.post(f"/school/uitnodigingen/{uitnodiging.pk}/opnieuw/")

    assert Client().get(link).status_code == 410
    assert Client().get(sent_link()).status_code == 200


def test_accepted_invitation_can_not_be_sent_again(
    client: Client, coordinator: Lidmaatschap
) -> None:
    accepted = make_uitnodiging(coordinator.school)
    Uitnodiging.objects.update(aangenomen_op=accepted.created_at)
    client.force_login(coordinator.gebruiker)

    client.post(f"/school/uitnodigingen/{accepted.pk}/opnieuw/")

    assert not Bericht.objects.exists()


@pytest.mark.parametrize("what", ["intrekken", "opnieuw"])
def test_invitations_are_for_the_schools_coordinators(
    what: str, client: Client, teamlid: Lidmaatschap, buitenstaander: Lidmaatschap
) -> None:
    uitnodiging = make_uitnodiging(teamlid.school)
    address = f"/school/uitnodigingen/{uitnodiging.pk}/{what}/"

    client.force_login(teamlid.gebruiker)
    assert client.post(address).status_code == 403
    client.force_login(buitenstaander.gebruiker)
    assert client.post(address).status_code == 404


def test_inviting_a_member_is_refused_and_kept(
    client: Client, coordinator: Lidmaatschap
) -> None:
    member = make_lid(coordinator.school).gebruiker.email
    client.force_login(coordinator.gebruiker)

    response = client.post("/school/uitnodigen/", {"adressen": member, "rol": "lid"})

    assertContains(response, f"{member} is al lid", status_code=422)
    assertContains(response, f"{member}</textarea>", status_code=422)
