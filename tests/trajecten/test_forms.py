import datetime as dt
from typing import Any

import pytest

from samenwijzer.lib.formulier import Formulier
from scholen.models import Gebruiker, School
from tests.make import make_lid, make_school
from tests.trajecten.make import DUO, TODAY, ZIJ, after, filled_in, lid_pk, one_more
from trajecten.forms.verloop import (
    CHOOSE,
    ONE,
    FaseForm,
    GegevensForm,
    MensForm,
    StaatForm,
    StartForm,
)
from trajecten.mens import Mens

pytestmark = pytest.mark.django_db

NAAM = "Kies iemand uit de lijst, of vul een naam in."
ADRES = "Kies iemand uit de lijst, of vul een adres in."
TWO = "Kies twee verschillende mensen: een duo voert het gesprek."
FAR = "Deze dag ligt meer dan twee jaar van vandaag. Kijk het jaartal na."
NO_ADRES = "Dit is geen volledig e-mailadres. Schrijf het zoals naam@school.be."
SPACE = "In een e-mailadres staat geen spatie. Haal ze weg."
LONG = "Dit is 20.000 tekens lang; er kunnen er {} in. Kort het in."


def told_by(form: Formulier) -> dict[str, list[str]]:
    return {name: [str(one) for one in told] for name, told in form.errors.items()}


def start_errors(school: School, **typed: str) -> dict[str, list[str]]:
    return told_by(StartForm(filled_in(**typed), school=school))


def mens_errors(school: School, **typed: str) -> dict[str, list[str]]:
    return told_by(MensForm(one_more(**typed), school=school))


def test_start_knows_a_person_by_name_and_address(school: School) -> None:
    form = StartForm(filled_in(), school=school)

    assert form.is_valid()
    assert form.cleaned_data["mensen"] == [
        Mens("zij-instromer", ZIJ, "Amira"),
        Mens("duo-partner", DUO, "Bart"),
    ]
    assert form.cleaned_data["startdatum"] == TODAY


def test_start_knows_a_member_from_the_list(school: School) -> None:
    bart = make_lid(school, email=DUO)
    typed = filled_in(duo_lid=str(bart.pk), duo_naam="", duo_email="")

    form = StartForm(typed, school=school)

    assert form.is_valid()
    assert form.cleaned_data["mensen"][1] == Mens("duo-partner", DUO)


def test_list_has_the_people_of_this_school_only(
    school: School, coordinator: Gebruiker
) -> None:
    make_lid(naam="Iemand van elders")
    form: Any = StartForm(school=school)

    for name in ("zij_lid", "duo_lid"):
        assert form.fields[name].choices == [
            ("nieuw", "Nog niet in de lijst: vul hieronder in"),
            (lid_pk(school, coordinator), "Leen"),
        ]


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"zij_naam": ""}, {"zij_naam": [NAAM]}),
        ({"duo_email": " "}, {"duo_email": [NO_ADRES]}),
        ({"duo_email": ""}, {"duo_email": [ADRES]}),
        ({"zij_email": "amira"}, {"zij_email": [NO_ADRES]}),
        ({"zij_email": "a@s.example\r\nBcc: b@s.example"}, {"zij_email": [SPACE]}),
        ({"duo_email": ZIJ.upper()}, {"duo_lid": [TWO]}),
        ({"zij_lid": "onzin"}, {"zij_lid": [CHOOSE]}),
        ({"zij_naam": "x" * 20_000}, {"zij_naam": [LONG.format(80)]}),
        ({"profiel": ""}, {"profiel": ["Kies een van de drie."]}),
        ({"profiel": "IP-4"}, {"profiel": ["Kies een van de drie."]}),
        (
            {"vorige_loopbaan": "x" * 20_000},
            {"vorige_loopbaan": [LONG.format(200)]},
        ),
        ({"startdatum": ""}, {"startdatum": ["Kies een startdag."]}),
        ({"startdatum": after(732)}, {"startdatum": [FAR]}),
        ({"startdatum": after(-732)}, {"startdatum": [FAR]}),
        (
            {"startdatum": "31-2-2026"},
            {
                "startdatum": [
                    "De dag ‘31-2-2026’ bestaat niet. Typ ze zoals 3-12-2026."
                ]
            },
        ),
    ],
)
def test_start_says_what_is_wrong(
    typed: dict[str, str], errors: dict[str, list[str]], school: School
) -> None:
    assert start_errors(school, **typed) == errors


def test_member_of_another_school_can_not_be_chosen(school: School) -> None:
    elsewhere = str(make_lid().pk)

    assert start_errors(school, duo_lid=elsewhere) == {"duo_lid": [CHOOSE]}
    assert mens_errors(school, wie_lid=elsewhere) == {"wie_lid": [CHOOSE]}


def test_same_member_twice_is_no_duo(school: School) -> None:
    pk = str(make_lid(school).pk)
    empty = dict.fromkeys(["zij_naam", "zij_email", "duo_naam", "duo_email"], "")

    errors = start_errors(school, zij_lid=pk, duo_lid=pk, **empty)

    assert errors == {"duo_lid": [TWO]}


def test_somebody_is_chosen_or_typed_but_not_both(school: School) -> None:
    pk = str(make_lid(school).pk)

    assert start_errors(school, zij_lid=pk) == {"zij_lid": [ONE]}
    assert mens_errors(school, wie_lid=pk, wie_email="") == {"wie_lid": [ONE]}


@pytest.mark.parametrize("typed", ["Ami\r\nra", "Ami\nra", " Ami \t ra ", "Ami\x85ra"])
def test_name_is_one_line(typed: str, school: School) -> None:
    form = StartForm(filled_in(zij_naam=typed, vorige_loopbaan=typed), school=school)

    assert form.is_valid()
    assert form.cleaned_data["mensen"][0].naam == "Ami ra"
    assert form.cleaned_data["vorige_loopbaan"] == "Ami ra"


def test_start_proposes_today(school: School) -> None:
    assert StartForm(school=school)["startdatum"].value() == TODAY


def test_roles_to_choose_from_are_called_as_the_country_does() -> None:
    form: Any = MensForm(school=make_school(regio="nl-noord"))

    assert form.fields["rol"].choices == [
        ("duo-partner", "duo-partner"),
        ("aanvangsbegeleider", "begeleider van starters"),
        ("schoolopleider", "schoolopleider"),
        ("lerarenopleider", "lerarenopleider"),
    ]


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"rol": "zij-instromer"}, {"rol": [CHOOSE]}),
        ({"rol": ""}, {"rol": [CHOOSE]}),
        ({"wie_naam": "", "wie_email": ""}, {"wie_naam": [NAAM], "wie_email": [ADRES]}),
        ({"wie_email": "carla@school"}, {"wie_email": [NO_ADRES]}),
    ],
)
def test_somebody_more_says_what_is_wrong(
    typed: dict[str, str], errors: dict[str, list[str]], school: School
) -> None:
    assert mens_errors(school, **typed) == errors


def test_role_that_goes_with_the_place_is_not_asked(school: School) -> None:
    form = MensForm(one_more(rol="zij-instromer"), school=school, rol="schoolopleider")

    assert form.is_valid()
    assert form.cleaned_data["mens"] == Mens(
        "schoolopleider", "carla@school.example", "Carla"
    )


def test_start_of_long_ago_may_stay(school: School) -> None:
    long_ago = TODAY - dt.timedelta(days=900)
    typed = filled_in(startdatum=long_ago.isoformat(), versie="0")

    kept = GegevensForm(typed, initial={"startdatum": long_ago})
    changed = GegevensForm(typed, initial={"startdatum": TODAY})

    assert kept.is_valid()
    assert changed.errors == {"startdatum": [FAR]}


def test_phase_and_state_come_from_their_lists() -> None:
    assert FaseForm({"fase": "samenwerken"}).is_valid()
    assert StaatForm({"staat": "pauze"}).is_valid()
    assert FaseForm({"fase": "pauze"}).errors == {"fase": [CHOOSE]}
    assert StaatForm({"staat": ""}).errors == {"staat": [CHOOSE]}
