import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from fiches.models import Fiche
from gesprekken.models import Gesprek
from post.models import Bericht
from scholen.models import Gebruiker, Rol, School
from tests.make import make_gesprek, make_lid, make_traject
from trajecten.models import Staat, Traject

from .make import DAY, SOON, at, filled_in, sent, sign_in

pytestmark = pytest.mark.django_db

WENS = {
    "eerste": SOON.isoformat(),
    "weken": "6",
    "aantal": "2",
    "weekdagen": ["0", "1", "2", "3", "4"],
    "tijd": "15.30",
    "duur": "30",
    "plaats": "Lokaal 12",
}

PILE = "\u0301" * 31


def adres(traject: Traject) -> str:
    return f"/trajecten/{traject.pk}/jaarplan/"


def rij(number: int, days: int, **typed: str) -> dict[str, str]:
    """One row as the page sends it: proposed for that day, and left there."""
    dag = (SOON + days * DAY).isoformat()
    values = {"dag": dag, "tijd": "15.30", "fiche": "", "voorstel": dag, "uitleg": ""}
    return {f"rij-{number}-{veld}": text for veld, text in (values | typed).items()}


def pressed(actie: str, *rijen: dict[str, str], **typed: Any) -> dict[str, Any]:
    sent = filled_in(**(WENS | {"actie": actie} | typed))
    for row in rijen:
        sent |= row
    return sent


def rows(response: Any) -> list[tuple[str, ...]]:
    """Day, hour and fiche of each row, as the page gives them back."""
    forms = [regel["form"] for regel in response.context["regels"]]
    return [
        tuple(str(form[veld].value() or "") for veld in ("dag", "tijd", "fiche"))
        for form in forms
    ]


def explained(response: Any) -> list[list[str]]:
    return [regel["uitleg"] for regel in response.context["regels"]]


def test_page_opens_with_a_proposal(van_leen: Client, traject: Traject) -> None:
    response = van_leen.get(adres(traject))

    days = [dt.date.fromisoformat(day) for day, _, _ in rows(response)]
    assert (len(days), {day.weekday() for day in days} <= {1, 3}) == (6, True)
    assert all(day > timezone.localdate() for day in days)
    assert list(map(str, response.context["mensen"])) == ["Griet", "Nadia"]
    assert not Gesprek.objects.exists()


@pytest.mark.parametrize("days", [-700, 0, 366, 731])
def test_page_opens_whenever_the_track_starts(
    van_leen: Client, traject: Traject, days: int
) -> None:
    Traject.objects.update(startdatum=timezone.localdate() + days * DAY)

    assertNotContains(van_leen.get(adres(traject)), "Dit lukte nog niet.")


def test_fiches_follow_each_other(
    van_leen: Client, traject: Traject, fiche: Fiche
) -> None:
    Fiche.objects.filter(pk=fiche.pk).update(slug="expertise")

    found = [slug for _, _, slug in rows(van_leen.get(adres(traject)))]

    assert found == ["expertise"] * 6


def test_other_wishes_give_another_proposal(van_leen: Client, traject: Traject) -> None:
    typed = pressed("voorstel", rij(0, 3), aantal="3", tijd="9u")

    response = van_leen.post(adres(traject), typed)

    assert [hour for _, hour, _ in rows(response)] == ["09:00:00"] * 3
    assertContains(response, 'value="Lokaal 12"')


def test_holiday_explains_itself(
    van_leen: Client, traject: Traject, school: School
) -> None:
    for naam, days in (("week van het boek", 0), ("studiedag", 1)):
        day = SOON + days * DAY
        school.vrijeperiodes.create(naam=naam, eerste=day, laatste=day)
    monday = SOON + (7 - SOON.weekday()) % 7 * DAY
    school.vrijeperiodes.update(eerste=monday, laatste=monday + 4 * DAY)
    typed = pressed("voorstel", eerste=monday.isoformat(), aantal="1")

    [[told]] = explained(van_leen.post(adres(traject), typed))

    assert told.startswith("Verschoven: ")
    assert "studiedag" in told or "week van het boek" in told


def test_long_explanation_of_ours_is_not_refused(
    van_leen: Client, traject: Traject
) -> None:
    uitleg = f"Verschoven: {'x' * 60} en {'y' * 60}."

    response = van_leen.post(
        adres(traject), pressed("bevestig", rij(0, 0, uitleg=uitleg))
    )

    assertRedirects(response, traject.get_absolute_url())
    assert Gesprek.objects.get().uitleg == f"{uitleg[:119]}…"


def test_two_year_series_is_proposed_no_further_than_it_can_be_confirmed(
    van_leen: Client, traject: Traject
) -> None:
    far = timezone.localdate() + 365 * DAY
    wens = {"eerste": far.isoformat(), "weken": "26", "aantal": "24"}
    response = van_leen.post(adres(traject), pressed("voorstel", **wens))
    proposed = rows(response)
    rijen = [
        {f"rij-{n}-dag": day, f"rij-{n}-tijd": hour}
        for n, (day, hour, _) in enumerate(proposed)
    ]

    response = van_leen.post(adres(traject), pressed("bevestig", *rijen, **wens))

    assertRedirects(response, traject.get_absolute_url())
    assert Gesprek.objects.count() == len(proposed) >= 2


def test_bent_row_says_it_was_chosen(
    van_leen: Client, traject: Traject, griet: Gebruiker
) -> None:
    other = make_traject(traject.school, duo_partner=griet)
    make_gesprek(other, begin=at(2, 15, 45))
    bent = rij(1, 2, voorstel=SOON.isoformat(), uitleg="Verschoven: studiedag.")

    response = van_leen.post(
        adres(traject), pressed("erbij", rij(0, 0, uitleg="Verschoven: brug."), bent)
    )

    found = [[told[0], told[-1]] for told in explained(response)[:2]]
    assert found[0][0] == "Verschoven: brug."
    assert found[1] == ["Zelf gekozen.", "Griet heeft dan al een gesprek."]


def test_row_is_added(van_leen: Client, traject: Traject) -> None:
    response = van_leen.post(adres(traject), pressed("erbij", rij(0, 0), rij(2, 7)))

    assert response.status_code == 200
    assert rows(response)[-1] == ("", "", "")
    assertContains(response, 'name="rij-1-dag"')


def test_twenty_four_rows_are_enough(van_leen: Client, traject: Traject) -> None:
    rijen = [rij(number, number) for number in range(24)]

    response = van_leen.post(adres(traject), pressed("erbij", *rijen))

    assert len(rows(response)) == 24


def test_confirmed_year_is_planned_and_invited(
    van_leen: Client, traject: Traject, fiche: Fiche, leen: Gebruiker
) -> None:
    bent = rij(1, 43, voorstel=(SOON + 42 * DAY).isoformat(), uitleg="Verschoven: x.")
    typed = pressed("bevestig", rij(0, 0, fiche=fiche.slug), bent)

    response = van_leen.post(adres(traject), typed, follow=True)

    assertContains(
        response, "2 gesprekken staan gepland. De uitnodigingen zijn onderweg."
    )
    assert list(
        Gesprek.objects.values_list("begin", "fiches", "uitleg", "plaats", "duur")
    ) == [
        (at(0), [fiche.slug], "", "Lokaal 12", 30),
        (at(43), [], "Zelf gekozen.", "Lokaal 12", 30),
    ]
    assert [one.methode for one in sent()] == ["REQUEST"] * 4


def test_dropped_row_is_not_planned(van_leen: Client, traject: Traject) -> None:
    weg = rij(1, 42, weg="on", dag="morgen")

    response = van_leen.post(adres(traject), pressed("bevestig", rij(0, 0), weg))

    assertRedirects(response, traject.get_absolute_url())
    assert [one.begin for one in Gesprek.objects.all()] == [at(0)]


def test_confirming_twice_plans_once(van_leen: Client, traject: Traject) -> None:
    typed = pressed("bevestig", rij(0, 0))

    for _ in range(2):
        response = van_leen.post(adres(traject), typed)
        assertRedirects(response, traject.get_absolute_url())

    assert (Gesprek.objects.count(), Bericht.objects.count()) == (1, 2)


def test_confirming_again_from_another_page_says_it_is_there(
    van_leen: Client, traject: Traject
) -> None:
    van_leen.post(adres(traject), pressed("bevestig", rij(0, 0)))

    response = van_leen.post(adres(traject), pressed("bevestig", rij(0, 0)))

    told = "Op dat moment is er in dit traject al een gesprek."
    assertContains(response, told, status_code=422)
    assert (Gesprek.objects.count(), Bericht.objects.count()) == (1, 2)


def test_going_back_to_bend_a_row_is_another_press(
    van_leen: Client, traject: Traject
) -> None:
    typed = pressed("bevestig", rij(0, 0))
    van_leen.post(adres(traject), typed)

    van_leen.post(adres(traject), typed | rij(0, 1))

    assert [one.begin for one in Gesprek.objects.all()] == [at(0), at(1)]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"dag": "31-2-2027"}, "De dag ‘31-2-2027’ bestaat niet."),
        ({"tijd": "25.61"}, "‘25.61’ is geen uur."),
        ({"dag": "28-3-2027", "tijd": "2.30"}, "bestaat 2.30 uur niet"),
        ({"dag": "1-9-2020"}, "Dit moment is voorbij. Kies een later."),
        ({"dag": "1-9-2029"}, "Dit is meer dan twee jaar ver. Kijk het jaartal na."),
        ({"fiche": "bestaat-niet"}, "Kies uit de lijst."),
        ({"uitleg": f"a{PILE}"}, "Op één letter staan te veel accenten."),
    ],
)
def test_bad_row_comes_back_as_it_was_typed(
    van_leen: Client, traject: Traject, typed: dict[str, str], said: str
) -> None:
    rijen = (rij(0, 0), rij(1, 42, **typed))

    response = van_leen.post(adres(traject), pressed("bevestig", *rijen))

    assertContains(response, said, status_code=422)
    [(veld, text), *_] = typed.items()
    assert response.context["regels"][1]["form"][veld].value() == text
    assert (Gesprek.objects.count(), Bericht.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"eerste": "1-9-2020"}, "Deze dag is voorbij. Kies vandaag of later."),
        ({"eerste": "31-4-2027"}, "De dag ‘31-4-2027’ bestaat niet."),
        ({"weken": "0"}, "Kies een aantal weken van 1 tot 26."),
        ({"aantal": "25"}, "Kies een aantal van 1 tot 24."),
        ({"weekdagen": []}, "Kies minstens één dag."),
        ({"duur": "241"}, "Neem hoogstens vier uur."),
        ({"tijd": "25.61"}, "‘25.61’ is geen uur. Typ het zoals 15.30."),
    ],
)
@pytest.mark.parametrize("actie", ["voorstel", "erbij", "bevestig"])
def test_bad_wishes_come_back_with_the_rows(
    van_leen: Client, traject: Traject, actie: str, typed: Any, said: str
) -> None:
    response = van_leen.post(adres(traject), pressed(actie, rij(0, 0), **typed))

    assertContains(response, said, status_code=422)
    assert rows(response) == [(SOON.isoformat(), "15.30", "")]
    assert not Gesprek.objects.exists()


@pytest.mark.parametrize(
    ("rijen", "said"),
    [
        ([], "Er staat geen gesprek om te plannen. Vraag een voorstel."),
        (
            [rij(0, 0), rij(1, 0)],
            "Twee gesprekken staan op hetzelfde moment. Verzet er een.",
        ),
    ],
)
def test_year_that_makes_no_sense_is_refused(
    van_leen: Client, traject: Traject, rijen: list[dict[str, str]], said: str
) -> None:
    response = van_leen.post(adres(traject), pressed("bevestig", *rijen))

    assertContains(response, said, status_code=422)
    assert not Gesprek.objects.exists()


def test_paused_track_takes_no_year(van_leen: Client, traject: Traject) -> None:
    Traject.objects.update(staat=Staat.PAUZE)

    response = van_leen.post(adres(traject), pressed("bevestig", rij(0, 0)))

    assertContains(response, "Dit traject loopt nu niet.", status_code=422)


def test_place_is_one_line(van_leen: Client, traject: Traject) -> None:
    typed = pressed("bevestig", rij(0, 0), plaats="Lokaal 1\r\nBcc: x@x.example")

    van_leen.post(adres(traject), typed)

    assert Gesprek.objects.get().plaats == "Lokaal 1 Bcc: x@x.example"


@pytest.mark.parametrize("number", [1, 10])
def test_confirming_takes_as_many_queries_for_ten_talks(
    van_leen: Client,
    traject: Traject,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    rijen = [rij(n, 7 * n) for n in range(number)]
    typed = pressed("bevestig", *rijen)

    with django_assert_num_queries(27):
        van_leen.post(adres(traject), typed)

    assert Gesprek.objects.count() == number


def test_who_takes_part_does_not_plan_the_year(
    traject: Traject, nadia: Gebruiker, sofie: Gebruiker, joost: Gebruiker
) -> None:
    answers = [
        sign_in(who).post(adres(traject), pressed("bevestig", rij(0, 0))).status_code
        for who in (nadia, sofie, joost)
    ]

    assert answers == [403, 404, 404]
    assert not Gesprek.objects.exists()


def test_other_methods_are_refused(van_leen: Client, traject: Traject) -> None:
    assert van_leen.put(adres(traject)).status_code == 405


def test_dutch_school_plans_by_its_own_clock(leen: Gebruiker) -> None:
    lid = make_lid(naam="Nel", rol=Rol.COORDINATOR)
    School.objects.filter(pk=lid.school_id).update(regio="nl-zuid")
    traject = make_traject(lid.school)
    typed = pressed("bevestig", rij(0, 0))

    response = sign_in(lid.gebruiker).post(adres(traject), typed)

    assertRedirects(response, traject.get_absolute_url())
    first = Bericht.objects.all()[0]
    assert f"DTSTART;TZID=Europe/Amsterdam:{SOON:%Y%m%d}T153000" in first.agenda
