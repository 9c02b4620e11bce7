import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.template import TemplateDoesNotExist
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from post.models import Bericht, Berichtsoort
from post.services import BATCH, Planning, plan, plan_all, state
from samenwijzer.lib.mail import send_mail
from tests.make import make_school
from tests.post.conftest import Klok
from tests.post.make import make_bericht

pytestmark = pytest.mark.django_db

AAN = "an@school.example"
AGENDA = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def _template(tmp_path: Path, settings: Settings) -> None:
    """A pair of templates that only these tests know."""
    folder = tmp_path / "mail"
    folder.mkdir()
    (folder / "proef.txt").write_text("Dag {{ wie }}\n\nTot morgen.\n", "utf-8")
    (folder / "proef.html").write_text("<p>Tot morgen.</p>", "utf-8")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]


@pytest.mark.usefixtures("_template")
def test_plan_writes_a_reminder_for_later(klok: Klok) -> None:
    school = make_school()
    later = klok.now + 24 * HOUR

    written = plan(
        "proef", AAN, {"wie": "An"}, sleutel="a", school=school, niet_voor=later
    )

    bericht = Bericht.objects.get()
    assert written
    assert (bericht.onderwerp, bericht.tekst, bericht.html) == (
        "Dag An",
        "Tot morgen.",
        "<p>Tot morgen.</p>",
    )
    assert (bericht.aan, bericht.soort, bericht.school) == (AAN, "herinnering", school)
    assert (bericht.niet_voor, bericht.created_at) == (later, later)


@pytest.mark.usefixtures("_template")
def test_plan_counts_validity_from_the_planned_moment(klok: Klok) -> None:
    later = klok.now + 24 * HOUR

    plan("proef", AAN, {}, sleutel="a", niet_voor=later, geldig=HOUR)
    plan("proef", AAN, {}, sleutel="b", geldig=HOUR)
    plan("proef", AAN, {}, sleutel="c", niet_voor=klok.now - HOUR)

    rows = Bericht.objects.order_by("sleutel").values_list("niet_voor", "vervalt_op")
    assert list(rows) == [
        (later, later + HOUR),
        (klok.now, klok.now + HOUR),
        (klok.now, None),
    ]


@pytest.mark.usefixtures("_template")
def test_plan_writes_a_key_once() -> None:
    first = plan("proef", AAN, {"wie": "An"}, sleutel="a")
    again = plan("proef", "bo@school.example", {"wie": "Bo"}, sleutel="a")
    other = plan("proef", AAN, {"wie": "An"}, sleutel="b")

    assert (first, again, other) == (True, False, True)
    assert list(Bericht.objects.values_list("aan", flat=True)) == [AAN, AAN]


def planning(sleutel: str, wie: str = "An") -> Planning:
    return Planning("proef", AAN, {"wie": wie}, sleutel)


@pytest.mark.usefixtures("_template")
def test_plan_all_writes_a_mail_as_plan_does(klok: Klok) -> None:
    later = klok.now + 24 * HOUR
    options: dict[str, Any] = {"niet_voor": later, "geldig": HOUR}
    options |= {"school": make_school(), "agenda": AGENDA, "methode": "REQUEST"}

    alone = plan("proef", AAN, {"wie": "An"}, sleutel="a", **options)
    among = plan_all([Planning("proef", AAN, {"wie": "An"}, "b", **options)])

    texts = ("onderwerp", "tekst", "html", "agenda", "methode", "aan", "soort")
    moments = ("created_at", "niet_voor", "vervalt_op", "verzonden_op")
    first, second = Bericht.objects.values_list(*texts, *moments, "school")
    assert (alone, among) == (True, 1)
    assert first == second
    assert first[:3] == ("Dag An", "Tot morgen.", "<p>Tot morgen.</p>")
    assert first[3:7] == (AGENDA, "REQUEST", AAN, "herinnering")
    assert first[7:] == (later, later, later + HOUR, None, options["school"].pk)


@pytest.mark.usefixtures("_template")
def test_plan_all_counts_and_writes_only_what_is_new() -> None:
    plan_all([planning("b", "Bo")])

    again = plan_all([planning(one) for one in "abca"])

    rows = Bericht.objects.order_by("sleutel").values_list("sleutel", "onderwerp")
    assert again == 2
    assert list(rows) == [("a", "Dag An"), ("b", "Dag Bo"), ("c", "Dag An")]


@pytest.mark.usefixtures("_template")
@pytest.mark.parametrize("number", [1, 3, 40])
def test_plan_all_takes_three_queries(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    berichten = [planning(f"{one}") for one in range(number)]

    with django_assert_num_queries(3):
        assert plan_all(berichten) == number
    with django_assert_num_queries(1):
        assert plan_all(berichten) == 0
    with django_assert_num_queries(0):
        assert plan_all([]) == 0


@pytest.mark.usefixtures("_template")
def test_plan_all_takes_more_than_a_statement_can_hold() -> None:
    berichten = [planning(f"{one:04}") for one in range(2 * BATCH + 1)]

    assert plan_all(berichten[1:]) == 2 * BATCH
    assert plan_all(berichten) == 1
    assert Bericht.objects.count() == 2 * BATCH + 1


@pytest.mark.usefixtures("_template")
def test_plan_all_writes_keys_in_one_order() -> None:
    """So that two processes never wait for each other."""
    with CaptureQueriesContext(connection) as queries:
        plan_all([planning(f"sleutel-{one}") for one in "cab"])

    insert = next(one["sql"] for one in queries if one["sql"].startswith("INSERT"))
    assert re.findall("sleutel-.", insert) == ["sleutel-a", "sleutel-b", "sleutel-c"]


def test_plan_all_does_not_render_what_is_there() -> None:
    make_bericht(sleutel="a")

    assert plan_all([Planning("bestaat_niet", AAN, {}, "a")]) == 0
    with pytest.raises(TemplateDoesNotExist):
        plan_all([Planning("bestaat_niet", AAN, {}, "b")])


@pytest.mark.parametrize(
    ("agenda", "methode"),
    [("BEGIN:VCALENDAR", ""), ("", "REQUEST"), ("BEGIN:VCALENDAR", "REPLY")],
)
def test_planning_has_an_agenda_and_its_method_or_neither(
    agenda: str, methode: str
) -> None:
    with pytest.raises(ValueError, match="agenda and methode go together"):
        Planning("proef", AAN, {}, "a", agenda=agenda, methode=methode)


@pytest.mark.usefixtures("_template")
@pytest.mark.django_db(transaction=True)
def test_mail_of_a_transaction_that_was_undone_does_not_exist(
    settings: Settings,
) -> None:
    settings.EMAIL_BACKEND = "post.backend.Postvak"

    with transaction.atomic():
        send_mail("proef", AAN, {})
        plan("proef", AAN, {}, sleutel="a")
        written = Bericht.objects.count()
        transaction.set_rollback(True)

    assert (written, Bericht.objects.count()) == (2, 0)


@pytest.mark.usefixtures("_template")
def test_send_mail_writes_the_same_text_for_now(klok: Klok, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "post.backend.Postvak"

    send_mail("proef", AAN, {"wie": "An"}, soort="aanmeldcode", geldig=HOUR)

    bericht = Bericht.objects.get()
    assert (bericht.onderwerp, bericht.tekst, bericht.html) == (
        "Dag An",
        "Tot morgen.",
        "<p>Tot morgen.</p>",
    )
    assert (bericht.aan, bericht.soort) == (AAN, Berichtsoort.AANMELDCODE)
    assert (bericht.niet_voor, bericht.vervalt_op) == (klok.now, klok.now + HOUR)


def test_state_when_nothing_is_due(klok: Klok, settings: Settings) -> None:
    settings.POST_SERVER = {"EMAIL_HOST": "mail.school.example"}
    make_bericht(niet_voor=klok.now + HOUR)

    assert state() == {
        "toestand": "in orde",
        "wachtend": 1,
        "minuten_te_laat": None,
        "opgegeven_7_dagen": 0,
    }


def test_state_counts_without_telling_whose(klok: Klok, settings: Settings) -> None:
    settings.POST_SERVER = {"EMAIL_HOST": "mail.school.example"}
    make_bericht()
    make_bericht(niet_voor=klok.now + HOUR)
    make_bericht(verzonden_op=klok.now)
    for days in (0, 6, 8):
        make_bericht(opgegeven_op=klok.now - dt.timedelta(days=days))
    klok.forward(minutes=15)

    assert json.loads(json.dumps(state())) == {
        "toestand": "in orde",
        "wachtend": 2,
        "minuten_te_laat": 15,
        "opgegeven_7_dagen": 2,
    }


def test_state_says_when_nothing_moves(klok: Klok, settings: Settings) -> None:
    settings.POST_SERVER = {"EMAIL_HOST": "mail.school.example"}
    make_bericht()

    klok.forward(minutes=15.1)

    assert state()["toestand"] == "staat stil"


def test_state_says_when_there_is_no_mail_server(
    klok: Klok, settings: Settings
) -> None:
    settings.POST_SERVER = {}
    make_bericht(niet_voor=timezone.now() - HOUR)

    assert (state()["toestand"], state()["minuten_te_laat"]) == (
        "geen mailserver ingesteld",
        60,
    )
