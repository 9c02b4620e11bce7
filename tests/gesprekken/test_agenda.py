import logging
import re

import pytest
from django.test import Client
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from gesprekken.models import Agendasleutel, Staat
from gesprekken.services import feed
from samenwijzer.lib.logboek import Discreet
from scholen.models import Gebruiker, Lidmaatschap
from tests.make import make_deelname, make_gebruiker, make_gesprek
from trajecten.models import Deelname, Traject, Trajectrol

from .make import at, deelnemer, sign_in

pytestmark = pytest.mark.django_db

AGENDA = "/agenda/"


def events(client: Client, token: str) -> list[dict[str, str]]:
    response = client.get(f"/agenda/{token}.ics")
    assert response.status_code == 200
    names = ("UID", "SUMMARY", "LOCATION", "DESCRIPTION")
    found = Calendar.from_ical(response.content).walk("VEVENT")
    return [{name: str(one.get(name, "")) for name in names} for one in found]


def get_token(client: Client) -> str:
    response = client.post(AGENDA, {"actie": "nieuw"})
    token: str
    [token] = re.findall(r"/agenda/([\w-]{43})\.ics</code>", response.content.decode())
    return token


def test_address_is_shown_once(van_nadia: Client, nadia: Gebruiker) -> None:
    token = get_token(van_nadia)

    assertNotContains(van_nadia.get(AGENDA), token)
    assert token not in str(Agendasleutel.objects.values_list())
    assert feed.find_owner(token) == nadia


def test_feed_says_when_where_and_with_whom(
    traject: Traject, nadia: Gebruiker, client: Client
) -> None:
    gesprek = make_gesprek(traject, begin=at(), plaats="Lokaal 12", fiches=["kanarie"])
    gesprek.vragen.create(school=gesprek.school, volgorde=1, tekst="kanarie")

    assert events(client, feed.renew(nadia)) == [
        {
            "UID": deelnemer(gesprek, nadia).uid,
            "SUMMARY": "Gesprek SamenWIJzer",
            "LOCATION": "Lokaal 12",
            "DESCRIPTION": "Met Griet.",
        }
    ]


def test_feed_has_what_calendars_have(
    traject: Traject, nadia: Gebruiker, sofie: Gebruiker, client: Client
) -> None:
    make_gesprek(traject, begin=at(), staat=Staat.AFGEZEGD)
    make_gesprek(traject, begin=None, staat=Staat.ZOEKT)
    make_gesprek(traject, begin=at(-100))
    make_gesprek(traject, begin=at(1), deelnemers=[sofie])
    held = make_gesprek(traject, begin=at(-31), staat=Staat.GEHOUDEN)

    found = [event["UID"] for event in events(client, feed.renew(nadia))]

    assert found == [deelnemer(held, nadia).uid]


@pytest.mark.parametrize("number", [1, 3])
def test_feed_takes_as_many_queries_however_long(
    traject: Traject,
    nadia: Gebruiker,
    client: Client,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for days in range(number):
        make_gesprek(traject, begin=at(days))
    token = feed.renew(nadia)

    with django_assert_num_queries(3):
        assert len(events(client, token)) == number


def test_empty_feed_is_a_calendar_too(client: Client, nadia: Gebruiker) -> None:
    assert events(client, feed.renew(nadia)) == []


def test_new_address_makes_the_old_one_worthless(
    van_nadia: Client, nadia: Gebruiker
) -> None:
    old, new = feed.renew(nadia), get_token(van_nadia)

    statuses = [van_nadia.get(f"/agenda/{one}.ics").status_code for one in (old, new)]
    assert statuses == [404, 200]


def test_revoked_address_answers_as_one_that_never_was(
    van_nadia: Client, nadia: Gebruiker
) -> None:
    token = feed.renew(nadia)
    assertContains(van_nadia.get(AGENDA), "Trek het adres in")

    for _ in range(2):
        response = van_nadia.post(AGENDA, {"actie": "weg"}, follow=True)
        assertContains(response, "Het adres werkt niet meer.")

    revoked, never = (van_nadia.get(f"/agenda/{one}.ics") for one in (token, "x"))
    assert (revoked.status_code, revoked.content) == (404, never.content)


def test_feed_of_a_closed_account_is_closed(client: Client, nadia: Gebruiker) -> None:
    token = feed.renew(nadia)
    Gebruiker.objects.update(is_active=False)

    assert client.get(f"/agenda/{token}.ics").status_code == 404


def test_whoever_left_the_school_has_none_of_its_talks(
    traject: Traject, nadia: Gebruiker, client: Client
) -> None:
    make_gesprek(traject, begin=at())
    Lidmaatschap.objects.filter(gebruiker=nadia).delete()

    assert events(client, feed.renew(nadia)) == []


def test_guest_has_talks_as_long_as_the_track_has_the_guest(
    traject: Traject, client: Client
) -> None:
    tim = make_gebruiker("Tim")
    make_deelname(traject, Trajectrol.LERARENOPLEIDER, gebruiker=tim)
    gesprek = make_gesprek(traject, begin=at(), deelnemers=[tim])
    gesprek.deelnemers.update(gast=True)
    token = feed.renew(tim)
    assert len(events(client, token)) == 1

    Deelname.objects.filter(gebruiker=tim).update(tot=at())

    assert events(client, token) == []
    assert sign_in(tim).get(gesprek.get_absolute_url()).status_code == 404


def test_log_does_not_hold_the_address(client: Client, nadia: Gebruiker) -> None:
    token = feed.renew(nadia)
    line = logging.makeLogRecord({"msg": f"Not Found: /agenda/{token}.ics"})

    assert Discreet().format(line) == "Not Found: /agenda/….ics"


def test_address_is_kept_by_no_browser(client: Client, nadia: Gebruiker) -> None:
    response = client.get(f"/agenda/{feed.renew(nadia)}.ics")

    assert response["Cache-Control"] == "no-store, private"
    assert response["Content-Type"] == "text/calendar; charset=utf-8"


def test_page_is_for_who_signed_in(client: Client) -> None:
    assertRedirects(
        client.get(AGENDA),
        f"/account/login/?next={AGENDA}",
        fetch_redirect_response=False,
    )


def test_other_methods_are_refused(van_nadia: Client, nadia: Gebruiker) -> None:
    assert van_nadia.put(AGENDA).status_code == 405
    assert van_nadia.post(f"/agenda/{feed.renew(nadia)}.ics").status_code == 405
