import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from samenwijzer.lib.bewaren import (
    NO_VERSIE,
    Bewaarformulier,
    Verschil,
    save_once,
    save_versioned,
)
from samenwijzer.lib.tekst import TekstField
from scholen.models import Bewaring, School
from tests.browser.database import own_database
from tests.make import make_gebruiker, make_school

KEY = "0b7e3c1c-6f0d-4c8e-9a63-0d6d7f1c2b3a"


class Briefformulier(Bewaarformulier):
    naam = TekstField(label="Naam", required=False)


def kenmerk(naam: str = "Een", sleutel: str = KEY, versie: str = "0") -> str:
    """What makes this press this one."""
    form = Briefformulier({"naam": naam, "sleutel": sleutel, "versie": versie})
    assert form.is_valid()
    return str(form.cleaned_data["kenmerk"])


def test_same_press_has_the_same_mark() -> None:
    assert kenmerk() == kenmerk()
    assert len({kenmerk(), kenmerk("Twee"), kenmerk(sleutel=str(uuid4()))}) == 3


def test_form_gets_a_new_key_each_time_it_is_shown() -> None:
    keys = {Briefformulier()["sleutel"].value() for _ in range(3)}

    assert len(keys) == 3


@pytest.mark.parametrize("typed", ["", "x", "-1", "1.5", "9" * 30, "9" * 5000])
def test_version_that_is_none_overwrites_nothing(typed: str) -> None:
    form = Briefformulier({"naam": "Een", "versie": typed, "sleutel": "onzin"})

    assert form.is_valid()
    assert form.cleaned_data["versie"] == NO_VERSIE


def test_conflict_names_what_differs_and_takes_the_new_version() -> None:
    form = Briefformulier({"naam": "Mijn", "versie": "1", "sleutel": KEY})
    assert form.is_valid()

    verschillen = form.show_conflict(School(naam="Hun", versie=4))

    assert verschillen == [Verschil("Naam", "Hun", "Mijn")]
    assert form["naam"].value() == "Mijn"
    assert form["versie"].value() == "4"
    assert UUID(form["sleutel"].value()) != UUID(KEY)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("versie", "typed", "saved", "now"),
    [
        (0, "Mijn", True, ("Mijn", 1)),
        (7, "Mijn", False, ("Hun", 0)),
        (NO_VERSIE, "Mijn", False, ("Hun", 0)),
        # Two who type the same have nothing to choose.
        (7, "Hun", True, ("Hun", 0)),
    ],
)
def test_save_versioned_never_overwrites_another_version(
    versie: int, typed: str, saved: bool, now: tuple[str, int]
) -> None:
    school = make_school(naam="Hun")

    assert save_versioned(School.objects.all(), school.pk, versie, naam=typed) == saved

    school.refresh_from_db()
    assert (school.naam, school.versie) == now


@pytest.mark.django_db
def test_same_press_is_saved_once_and_answers_the_same() -> None:
    written: list[bool] = []
    bewaringen, voorwerp = make_gebruiker().bewaringen, uuid4()

    def write() -> bool:
        written.append(True)
        return True

    answers = [save_once(bewaringen, kenmerk(), voorwerp, write) for _ in range(3)]

    assert answers == [True, True, True]
    assert written == [True]


@pytest.mark.django_db
def test_somebody_elses_key_means_nothing() -> None:
    school, an, bo = make_school(), make_gebruiker(), make_gebruiker()

    for gebruiker in (an, bo):
        save_once(
            gebruiker.bewaringen,
            kenmerk(),
            school.pk,
            lambda: bool(School.objects.filter(pk=school.pk).update(naam="Nu")),
        )

    assert Bewaring.objects.count() == 2


@pytest.mark.django_db
def test_press_that_was_not_saved_leaves_no_trace() -> None:
    gebruiker, school = make_gebruiker(), make_school(naam="Hun")

    def write_in_vain() -> bool:
        School.objects.update(naam="Half")
        return False

    assert not save_once(gebruiker.bewaringen, kenmerk(), school.pk, write_in_vain)

    school.refresh_from_db()
    assert (school.naam, Bewaring.objects.count()) == ("Hun", 0)


@pytest.mark.django_db
def test_crash_in_the_middle_leaves_no_trace() -> None:
    gebruiker = make_gebruiker()

    def crash() -> bool:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        save_once(gebruiker.bewaringen, kenmerk(), uuid4(), crash)

    assert Bewaring.objects.count() == 0


@pytest.mark.django_db
def test_last_bewaring_says_who_and_when() -> None:
    an, bo, school = make_gebruiker(), make_gebruiker(), make_school()
    for gebruiker in (an, bo):
        gebruiker.bewaringen.create(kenmerk=kenmerk(), voorwerp=school.pk)

    last = Bewaring.objects.last_of(school.pk)

    assert last is not None
    assert last.gebruiker == bo
    assert Bewaring.objects.last_of(uuid4()) is None


@pytest.fixture
def database(tmp_path: Path, worker_id: str) -> Iterator[str]:
    with own_database(tmp_path, f"bewaren_{worker_id}") as url:
        yield url


def twenty(what: str, database: str) -> dict[str, int]:
    """What came of it when twenty pressed at the same moment."""
    result = subprocess.run(
        [sys.executable, "-m", "tests.lib.twintig", what],
        check=True,
        stdout=subprocess.PIPE,
        env={**os.environ, "DATABASE_URL": database},
    )
    outcome: dict[str, int] = json.loads(result.stdout)
    return outcome


def test_of_twenty_people_at_once_one_saves(database: str) -> None:
    outcome = twenty("people", database)

    assert outcome == {"302": 1, "409": 19, "bij": 19, "versie": 1, "bewaringen": 1}


def test_twenty_times_the_same_press_is_saved_once(database: str) -> None:
    outcome = twenty("presses", database)

    assert outcome == {"302": 20, "bij": 0, "versie": 1, "bewaringen": 1}
