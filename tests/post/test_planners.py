import datetime as dt

import pytest
from django.core.management import call_command
from django.db import OperationalError
from pytest_django import Settings

from post.management.commands.verzend import Command
from post.planners import run_planners
from post.services import Planning, plan_all
from tests.post.conftest import Klok
from tests.post.smtp import Brievenbus

pytestmark = pytest.mark.django_db

AN = "an@school.example"
HERE = "tests.post.test_planners"


def plan_two(now: dt.datetime) -> int:
    """Two mails for each moment that it is asked."""
    keys = [f"{now} {number}" for number in range(2)]
    return plan_all([Planning("onbekend_adres", AN, {}, key) for key in keys])


def plan_nothing(now: dt.datetime) -> int:
    return 0


def fail(now: dt.datetime) -> int:
    raise OperationalError(f"{AN} krijgt geen mail")


@pytest.fixture
def _planners(settings: Settings) -> None:
    """One that works, after one that fails and one that isn't there."""
    names = ("fail", "weg", "plan_two", "plan_nothing")
    settings.POST_PLANNERS = [f"{HERE}.{name}" for name in names]


@pytest.mark.usefixtures("_planners")
def test_planner_that_fails_stops_no_other_and_is_told_by_class(
    klok: Klok, caplog: pytest.LogCaptureFixture
) -> None:
    written = run_planners(klok.now)

    assert written == 2
    assert caplog.messages == [
        f"Planner {HERE}.fail: OperationalError",
        f"Planner {HERE}.weg: ImportError",
    ]
    assert AN not in caplog.text


@pytest.mark.usefixtures("_planners")
def test_verzend_plans_before_it_sends(
    klok: Klok, brievenbus: Brievenbus, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("verzend")

    assert capsys.readouterr().out == "2 klaargezet.\n2 verzonden.\n"
    assert brievenbus.adressen == [AN, AN]


def test_verzend_says_nothing_when_nothing_was_planned(
    klok: Klok,
    brievenbus: Brievenbus,
    settings: Settings,
    capsys: pytest.CaptureFixture[str],
) -> None:
    settings.POST_PLANNERS = [f"{HERE}.plan_nothing"]

    call_command("verzend")

    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("_planners")
def test_verzend_that_stays_plans_once_a_minute(
    klok: Klok, brievenbus: Brievenbus
) -> None:
    command, sent = Command(), []

    for minutes in (0, 0.5, 0.49, 0.01, 0.5, -10):
        klok.forward(minutes=minutes)
        command.one_round()
        sent.append(len(brievenbus.mails))

    assert sent == [2, 2, 2, 4, 4, 6]
