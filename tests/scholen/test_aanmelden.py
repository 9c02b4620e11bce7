import re
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pytest_django import Settings
from pytest_django.asserts import assertContains, assertRedirects

from post.models import Bericht
from scholen.models import Gebruiker
from tests.make import make_gebruiker

pytestmark = pytest.mark.django_db

LOGIN, CODE = "/account/login/", "/account/login/code/"


@pytest.fixture
def an() -> Gebruiker:
    return make_gebruiker("An", email="an@school.example")


def ask(client: Client, email: str = "an@school.example") -> str:
    """Ask for a code; the answer is the code, "" where the mail has none."""
    assertRedirects(client.post(LOGIN, {"email": email}), CODE)
    bericht = Bericht.objects.latest("created_at")
    found = re.search(r"\d{4}-\d{4}", bericht.tekst)
    return found[0] if found else ""


def sign_in(client: Client, email: str = "an@school.example") -> None:
    client.post(CODE, {"code": ask(client, email)})


def test_code_from_the_mail_signs_one_in(client: Client, an: Gebruiker) -> None:
    code = ask(client)

    assertRedirects(client.post(CODE, {"code": code.replace("-", " ")}), "/")

    assert client.session["_auth_user_id"] == str(an.pk)


def test_code_is_a_mail_that_goes_at_once_and_ages(
    client: Client, an: Gebruiker
) -> None:
    code = ask(client)

    bericht = Bericht.objects.get()

    assert (bericht.aan, bericht.soort) == ("an@school.example", "aanmeldcode")
    assert bericht.onderwerp == f"Je code voor SamenWIJzer: {code}"
    assert bericht.vervalt_op is not None
    assert (bericht.vervalt_op - bericht.created_at).total_seconds() == 15 * 60


def test_unknown_address_gets_the_same_answer(an: Gebruiker) -> None:
    pages = []
    for email in ("an@school.example", "bo@school.example"):
        client = Client()
        answers = [client.post(LOGIN, {"email": email}), client.get(CODE)]
        answers.append(client.post(CODE, {"code": "0000-0000"}))
        pages.append([_told(answer, email) for answer in answers])

    assert pages[0] == pages[1]
    assert [bericht.aan for bericht in Bericht.objects.all()] == [
        "an@school.example",
        "bo@school.example",
    ]


def _told(answer: Any, email: str) -> tuple[int, str, list[str]]:
    """What somebody learns from an answer, apart from the address they typed."""
    html = re.sub(
        r'(csrfmiddlewaretoken" value=")[^"]+', r"\1", answer.content.decode()
    )
    return answer.status_code, html.replace(email, "…"), sorted(answer.headers)


def test_wrong_code_says_what_to_do_and_stops_after_five(
    client: Client, an: Gebruiker
) -> None:
    code = ask(client)

    for _ in range(4):
        response = client.post(CODE, {"code": "0000-0000"})
        assertContains(response, "Deze code klopt niet.", status_code=422)
    assertRedirects(client.post(CODE, {"code": "0000-0000"}), LOGIN)

    assertRedirects(client.post(CODE, {"code": code}), LOGIN)


def test_code_works_only_in_the_browser_that_asked(an: Gebruiker) -> None:
    code = ask(Client())

    assertRedirects(Client().post(CODE, {"code": code}), LOGIN)


def test_eleventh_code_for_an_address_is_refused_and_kept(an: Gebruiker) -> None:
    for _ in range(10):
        ask(Client())

    response = Client().post(LOGIN, {"email": "an@school.example"})

    assertContains(response, "Wacht een uur", status_code=429)
    assertContains(response, 'value="an@school.example"', status_code=429)
    assert Bericht.objects.count() == 10


def test_twenty_first_code_from_one_place_is_refused() -> None:
    for number in range(20):
        ask(Client(), f"a{number}@school.example")

    response = Client().post(LOGIN, {"email": "b@school.example"})

    assert response.status_code == 429


def test_counts_live_in_the_database(settings: Settings) -> None:
    assert type(cache._connections[cache._alias]).__name__ == "DatabaseCache"  # type: ignore[attr-defined]


def test_look_alike_address_gets_no_mail(client: Client, an: Gebruiker) -> None:
    response = client.post(LOGIN, {"email": "\u0430n@school.example"})

    assertContains(response, "U+0430", status_code=422)
    assert not Bericht.objects.exists()


def test_closed_account_stays_closed(client: Client, an: Gebruiker) -> None:
    Gebruiker.objects.update(is_active=False)

    assert ask(client) == ""


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:evil"],
)
def test_next_never_leads_elsewhere(target: str, client: Client, an: Gebruiker) -> None:
    response = client.post(LOGIN, {"email": an.email, "next": target})
    code = re.findall(r"\d{4}-\d{4}", Bericht.objects.get().tekst)[0]

    done = client.post(response["Location"], {"code": code, "next": target})

    assert (response["Location"], done["Location"]) == (CODE, "/")


def test_next_leads_back_to_where_one_was_going(client: Client, an: Gebruiker) -> None:
    asked = client.post(f"{LOGIN}?next=/account/", {"email": an.email})
    code = re.findall(r"\d{4}-\d{4}", Bericht.objects.get().tekst)[0]

    assertRedirects(client.post(asked["Location"], {"code": code}), "/account/")


def test_there_are_no_addresses_for_passwords_or_signing_up(client: Client) -> None:
    for name in ("account_reset_password", "account_set_password", "account_email"):
        with pytest.raises(NoReverseMatch):
            reverse(name)
    assert client.get("/account/signup/").status_code == 404


def test_own_sessions_can_be_ended_one_by_one(an: Gebruiker) -> None:
    here, there = Client(), Client()
    sign_in(here)
    sign_in(there)
    key = there.session.session_key
    session = UserSession.objects.get(session_key=key)

    here.post(f"/account/sessies/{session.pk}/einde/")

    assert there.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 200


def test_session_of_somebody_else_is_not_found(an: Gebruiker) -> None:
    here, other = Client(), Client()
    sign_in(here)
    make_gebruiker(email="bo@school.example")
    sign_in(other, "bo@school.example")
    session = UserSession.objects.get(user__email="bo@school.example")

    assert here.post(f"/account/sessies/{session.pk}/einde/").status_code == 404
    assert other.get("/account/").status_code == 200


def test_ways_in_change_only_after_a_recent_sign_in(
    client: Client, an: Gebruiker
) -> None:
    client.force_login(an)
    asked = client.get("/account/sleutels/nieuw/")
    assertRedirects(asked, "/account/opnieuw/?next=/account/sleutels/nieuw/")

    again = client.post(asked["Location"])
    assertRedirects(again, f"{LOGIN}?next=/account/sleutels/nieuw/")

    sign_in(client)
    assert client.get("/account/sleutels/nieuw/").status_code == 200


def test_signing_out_asks_first(client: Client, an: Gebruiker) -> None:
    client.force_login(an)
    assertContains(client.get("/account/logout/"), "Wil je je afmelden?")

    client.post("/account/logout/")

    assert client.get("/account/").status_code == 302


def test_name_is_changed_by_oneself(client: Client, an: Gebruiker) -> None:
    client.force_login(an)
    assertContains(
        client.post("/account/", {"naam": ""}), "Vul je naam in", status_code=422
    )

    client.post("/account/", {"naam": "  An\u0000 Peeters "})

    an.refresh_from_db()
    assert an.naam == "An Peeters"


def test_providers_appear_only_where_one_is_configured(
    client: Client, settings: Settings
) -> None:
    told = "Of via je schoolaccount"
    assert told not in client.get(LOGIN).content.decode()
    assert client.get("/account/oidc/entree/login/").status_code == 404
