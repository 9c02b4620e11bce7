import pytest
from django.test import Client
from pytest_django.asserts import assertContains

from post.models import Bericht
from tests.make import make_gesprek
from tests.trajecten.make import (
    DUO,
    ZIJ,
    calendars,
    history,
    in_days,
    mails,
    of_traject,
)
from trajecten.models import Traject

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("staat", "reden"),
    [
        ("pauze", "Het traject is gepauzeerd."),
        ("beeindigd", "Het traject is beëindigd."),
    ],
)
def test_what_was_to_come_is_cancelled_once(
    staat: str, reden: str, leen: Client, traject: Traject
) -> None:
    make_gesprek(traject, begin=in_days(7))
    make_gesprek(traject, begin=None, staat="zoekt")
    address = of_traject(traject, "staat/")

    first = leen.post(address, {"staat": staat}, follow=True)
    leen.post(address, {"staat": staat})

    assertContains(first, f"{reden} Afgezegd: 2 gesprekken.")
    assert set(traject.gesprekken.values_list("staat", flat=True)) == {"afgezegd"}
    assert calendars() == [
        (ZIJ, "CANCEL", "CANCELLED", 1),
        (DUO, "CANCEL", "CANCELLED", 1),
    ]
    assert {reden in one.tekst for one in Bericht.objects.all()} == {True}
    assert history(traject) == [("starten", staat)]


def test_what_is_over_stays_when_a_track_pauses(leen: Client, traject: Traject) -> None:
    make_gesprek(traject, begin=in_days(-7), staat="gehouden")
    make_gesprek(traject, begin=in_days(-1))
    page = leen.get(of_traject(traject, "staat/"))
    assertContains(page, "Wat voorbij is, blijft.")

    response = leen.post(of_traject(traject, "staat/"), {"staat": "pauze"}, follow=True)

    assertContains(response, "Het traject is gepauzeerd.</span>")
    staten = traject.gesprekken.order_by("begin").values_list("staat", flat=True)
    assert (list(staten), mails()) == (["gehouden", "gepland"], [])


def test_talk_that_goes_on_at_this_moment_is_not_counted_as_coming(
    leen: Client, traject: Traject
) -> None:
    make_gesprek(traject, begin=in_days(-0.001))
    make_gesprek(traject, begin=in_days(1))

    page = leen.get(of_traject(traject, "staat/"))

    assert page.context["komend"] == 1


def test_reopened_track_goes_on_without_its_talks(
    leen: Client, traject: Traject
) -> None:
    make_gesprek(traject, begin=in_days(7))
    for staat in ("beeindigd", "loopt"):
        response = leen.post(
            of_traject(traject, "staat/"), {"staat": staat}, follow=True
        )

    assertContains(response, "Het traject loopt weer.</span>")
    assertContains(response, "Plan een jaar gesprekken")
    assert history(traject) == [("starten", "beeindigd"), ("starten", "loopt")]
    assert len(mails()) == 2


@pytest.mark.parametrize("typed", [{}, {"staat": "weg"}, {"staat": "\0"}])
def test_state_that_is_none_is_refused(
    typed: dict[str, str], leen: Client, traject: Traject
) -> None:
    make_gesprek(traject, begin=in_days(7))

    response = leen.post(of_traject(traject, "staat/"), typed)

    assertContains(response, "Kies uit de lijst.", status_code=422)
    assert (history(traject), mails()) == ([], [])


def test_link_proposes_the_state_of_its_button(leen: Client, traject: Traject) -> None:
    page = leen.get(of_traject(traject, "staat/") + "?staat=pauze")

    assertContains(page, '<option value="pauze" selected>', html=False)
