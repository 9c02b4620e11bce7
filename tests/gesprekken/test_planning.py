import datetime as dt
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from gesprekken.models import Antwoord, Gesprek, Staat
from gesprekken.services import GesprekFout, planning, uitnodigen
from gesprekken.services.overlap import find_conflicts
from gesprekken.services.planning import Plan
from post.models import Bericht
from samenwijzer.lib.site import absolute
from samenwijzer.lib.tijd import write_moment
from scholen.models import Gebruiker, Lidmaatschap, School
from tests.make import (
    make_deelname,
    make_gebruiker,
    make_gesprek,
    make_lid,
    make_traject,
    make_uitnodiging,
)
from trajecten.models import Staat as Trajectstaat
from trajecten.models import Traject, Trajectrol

from .make import DAY, Agendamail, answers, at, deelnemer, get_event, get_uid, sent

pytestmark = pytest.mark.django_db

ANTWOORD = (
    "Antwoord vanuit je agenda, of met de link hieronder. Daar kan je ook een ander "
    "moment voorstellen. De link is van jou alleen: stuur ze niet door."
)
GRIET, NADIA = "griet@school.example", "nadia@school.example"


def plan(traject: Traject, door: Gebruiker, *days: int, kenmerk: str = "a") -> bool:
    plannen = [Plan(at(day), 30, "Lokaal 12", ("fiche-1",)) for day in days]
    return planning.plan_reeks(traject, plannen, door, kenmerk=kenmerk)


def move(gesprek: Gesprek, door: Gebruiker, **changes: Any) -> bool:
    values = {"begin": gesprek.begin, "duur": gesprek.duur, "plaats": gesprek.plaats}
    versie = {"versie": gesprek.versie}
    return planning.move(gesprek, door, **(versie | values | changes))


def test_series_is_planned_and_its_duo_invited(
    traject: Traject, leen: Gebruiker
) -> None:
    assert plan(traject, leen, 0, 42) is True

    assert [
        (one.begin, one.staat, one.gepland_door, list(answers(one)))
        for one in Gesprek.objects.all()
    ] == [
        (at(0), Staat.GEPLAND, leen, ["Griet", "Nadia"]),
        (at(42), Staat.GEPLAND, leen, ["Griet", "Nadia"]),
    ]
    assert sent() == [
        Agendamail(GRIET, "REQUEST", 0, at(0), "NEEDS-ACTION"),
        Agendamail(GRIET, "REQUEST", 0, at(42), "NEEDS-ACTION"),
        Agendamail(NADIA, "REQUEST", 0, at(0), "NEEDS-ACTION"),
        Agendamail(NADIA, "REQUEST", 0, at(42), "NEEDS-ACTION"),
    ]


def test_same_press_plans_once(traject: Traject, leen: Gebruiker) -> None:
    assert [plan(traject, leen, 0), plan(traject, leen, 0)] == [True, True]

    assert (Gesprek.objects.count(), Bericht.objects.count()) == (1, 2)


def test_series_is_planned_whole_or_not_at_all(
    traject: Traject, leen: Gebruiker
) -> None:
    make_gesprek(traject, begin=at(7))

    with pytest.raises(GesprekFout) as refused:
        plan(traject, leen, 0, 7, 14)

    assert str(refused.value) == planning.BEZET
    assert (Gesprek.objects.count(), Bericht.objects.count()) == (1, 0)
    assert not leen.bewaringen.exists()


def test_paused_track_takes_no_talks(traject: Traject, leen: Gebruiker) -> None:
    Traject.objects.update(staat=Trajectstaat.PAUZE)

    with pytest.raises(GesprekFout) as refused:
        plan(traject, leen, 0)

    assert str(refused.value) == (
        "Dit traject loopt nu niet. Hervat het eerst, dan kan je weer plannen."
    )
    assert not Gesprek.objects.exists()


def test_whoever_left_the_track_meanwhile_is_not_planned(
    traject: Traject, leen: Gebruiker
) -> None:
    wie = list(traject.deelnames.current())
    traject.deelnames.filter(rol=Trajectrol.DUO_PARTNER).update(tot=timezone.now())

    with pytest.raises(GesprekFout) as refused:
        planning.plan_reeks(traject, [Plan(at(), 30)], leen, kenmerk="a", wie=wie)

    assert str(refused.value) == (
        "Iemand van wie je koos, doet niet meer mee aan dit traject. Kies opnieuw."
    )
    assert not Gesprek.objects.exists()


def test_teacher_educator_takes_part_as_a_guest(
    traject: Traject, leen: Gebruiker
) -> None:
    tim = make_gebruiker("Tim")
    rol = Trajectrol.LERARENOPLEIDER
    made = make_deelname(traject, rol, gebruiker=tim, naam="Tim van de hogeschool")
    wie = [made, *traject.deelnames.duo()]

    planning.plan_reeks(traject, [Plan(at(), 30)], leen, kenmerk="a", wie=wie)

    gesprek = Gesprek.objects.get()
    assert list(answers(gesprek)) == ["Griet", "Nadia", "Tim van de hogeschool"]
    assert deelnemer(gesprek, tim).gast is True
    assert list(Gesprek.objects.visible_to(tim)) == [gesprek]


@pytest.mark.parametrize("number", [1, 10])
def test_planning_takes_as_many_queries_for_ten_talks(
    traject: Traject,
    leen: Gebruiker,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(19):
        plan(traject, leen, *range(number))


def test_invitation_says_when_where_and_with_whom(
    traject: Traject, nadia: Gebruiker
) -> None:
    gesprek = make_gesprek(traject, begin=at(), plaats="Lokaal 12")
    mine = deelnemer(gesprek, nadia)
    uitnodigen.invite(planning.fetch([gesprek.pk]))

    bericht = Bericht.objects.get(aan=NADIA)
    event = get_event(bericht)
    assert {name: str(event[name]) for name in ("SUMMARY", "LOCATION", "STATUS")} == {
        "SUMMARY": "Gesprek SamenWIJzer",
        "LOCATION": "Lokaal 12",
        "STATUS": "CONFIRMED",
    }
    assert (event["DESCRIPTION"], event["UID"]) == ("Met Griet.", mine.uid)
    assert event["DTEND"].dt - event["DTSTART"].dt == dt.timedelta(minutes=30)
    assert event["DTSTART"].params["TZID"] == "Europe/Brussels"
    assert str(event["ORGANIZER"]) == "mailto:samenwijzer@localhost"


def test_invitation_reads_as_a_letter(traject: Traject, nadia: Gebruiker) -> None:
    gesprek = make_gesprek(traject, begin=at(), plaats="Lokaal 12")
    link = uitnodigen.antwoord_pad(deelnemer(gesprek, nadia))
    uitnodigen.invite(planning.fetch([gesprek.pk]))

    bericht = Bericht.objects.get(aan=NADIA)
    when = write_moment(at())
    assert bericht.onderwerp == f"Gesprek SamenWIJzer: {when}"
    assert [line for line in bericht.tekst.split("\n") if line] == [
        "Dag Nadia",
        "Je hebt een gesprek:",
        f"{when}, 30 minuten",
        "Waar: Lokaal 12",
        "Met Griet.",
        ANTWOORD,
        "Antwoord op de uitnodiging:",
        absolute(link),
    ]


def test_nothing_that_goes_out_tells_the_theme(
    traject: Traject, nadia: Gebruiker, griet: Gebruiker
) -> None:
    gesprek = make_gesprek(traject, fiches=["kanarie"], uitleg="kanarie")
    gesprek.vragen.create(school=gesprek.school, volgorde=1, tekst="kanarie")
    uitnodigen.invite(planning.fetch([gesprek.pk]))
    move(gesprek, nadia, begin=at())
    planning.cancel(gesprek)

    written = Bericht.objects.values_list("onderwerp", "tekst", "html", "agenda")
    assert (len(written), "kanarie" in str(list(written))) == (6, False)


def test_place_stays_in_its_own_line(traject: Traject, nadia: Gebruiker) -> None:
    place = "Lokaal 1\r\nATTENDEE:mailto:x@x.example\r\nEND:VEVENT; \\n, “é”"
    gesprek = make_gesprek(traject, plaats=place)

    uitnodigen.invite(planning.fetch([gesprek.pk]))

    bericht = Bericht.objects.get(aan=NADIA)
    event = get_event(bericht)
    assert str(event["LOCATION"]) == place.replace("\r\n", "\n")
    assert str(event["ATTENDEE"]) == f"mailto:{NADIA}"


def test_moved_talk_goes_out_again_under_the_same_uid(
    traject: Traject, gesprek: Gesprek, nadia: Gebruiker, griet: Gebruiker
) -> None:
    blijft = make_gesprek(traject, begin=at(7))
    gesprek.deelnemers.update(antwoord=Antwoord.JA)

    assert move(gesprek, griet, begin=at()) is True
    gesprek.refresh_from_db()
    move(gesprek, griet, begin=at(1))

    assert sent() == [
        Agendamail(GRIET, "REQUEST", 1, at(), "ACCEPTED"),
        Agendamail(GRIET, "REQUEST", 2, at(1), "ACCEPTED"),
        Agendamail(NADIA, "REQUEST", 1, at(), "NEEDS-ACTION"),
        Agendamail(NADIA, "REQUEST", 2, at(1), "NEEDS-ACTION"),
    ]
    uids = {get_uid(bericht) for bericht in Bericht.objects.filter(aan=NADIA)}
    assert uids == {deelnemer(gesprek, nadia).uid}
    blijft.refresh_from_db()
    assert (blijft.begin, blijft.volgnummer) == (at(7), 0)


def test_move_is_told_as_one(gesprek: Gesprek, griet: Gebruiker) -> None:
    move(gesprek, griet, begin=at())

    tekst = Bericht.objects.get(aan=NADIA).tekst
    assert tekst.startswith("Dag Nadia\n\nJe gesprek is verplaatst. Zo staat het nu:")


def test_other_place_keeps_answers_and_explanation(
    gesprek: Gesprek, griet: Gebruiker
) -> None:
    gesprek.deelnemers.update(antwoord=Antwoord.JA)
    Gesprek.objects.update(uitleg="Verschoven: herfstvakantie.")

    move(gesprek, griet, plaats="Lokaal 13")

    gesprek.refresh_from_db()
    assert gesprek.uitleg == "Verschoven: herfstvakantie."
    assert answers(gesprek) == {"Griet": "ja", "Nadia": "ja"}
    assert [one.volgnummer for one in sent()] == [1, 1]


def test_move_to_what_it_was_mails_nobody(gesprek: Gesprek, griet: Gebruiker) -> None:
    assert move(gesprek, griet) is True

    assert not Bericht.objects.exists()


def test_second_mover_hears_of_the_first(
    gesprek: Gesprek, nadia: Gebruiker, griet: Gebruiker
) -> None:
    assert move(gesprek, griet, begin=at()) is True

    assert move(gesprek, nadia, begin=at(1)) is False
    assert move(gesprek, nadia, begin=at()) is True
    gesprek.refresh_from_db()
    assert (gesprek.begin, Bericht.objects.count()) == (at(), 2)


def test_talk_is_not_moved_onto_another(
    traject: Traject, gesprek: Gesprek, griet: Gebruiker
) -> None:
    make_gesprek(traject, begin=at())

    with pytest.raises(GesprekFout) as refused:
        move(gesprek, griet, begin=at())

    assert str(refused.value) == planning.BEZET
    assert not Bericht.objects.exists()


def test_cancelled_talk_leaves_calendars_and_the_rest_stays(
    traject: Traject, gesprek: Gesprek
) -> None:
    blijft = make_gesprek(traject, begin=at(7))

    for _ in range(2):
        planning.cancel(gesprek)

    assert [one[:3] for one in sent()] == [(GRIET, "CANCEL", 1), (NADIA, "CANCEL", 1)]
    assert list(Gesprek.objects.open()) == [blijft]


def test_cancellation_reads_as_a_letter(gesprek: Gesprek) -> None:
    planning.cancel(gesprek, reden="Het traject is gepauzeerd.")

    bericht = Bericht.objects.get(aan=NADIA)
    assert gesprek.begin
    when = write_moment(timezone.localtime(gesprek.begin))
    assert bericht.onderwerp == f"Afgezegd: gesprek SamenWIJzer van {when}"
    assert bericht.tekst == (
        f"Dag Nadia\n\nJe gesprek van {when} gaat niet door.\n\n"
        "Het traject is gepauzeerd.\n\nHet verdwijnt uit je agenda."
    )


def test_talk_goes_on_without_who_left(
    traject: Traject, gesprek: Gesprek, griet: Gebruiker
) -> None:
    planning.replace_in_talks(traject.deelnames.get(gebruiker=griet), None)

    bericht = Bericht.objects.get(aan=GRIET)
    assert gesprek.begin
    when = write_moment(timezone.localtime(gesprek.begin))
    assert bericht.onderwerp == f"Zonder jou: gesprek SamenWIJzer van {when}"
    assert bericht.tekst == (
        f"Dag Griet\n\nJe gesprek van {when} gaat door zonder jou.\n\n"
        "Je doet niet meer mee aan dit traject.\n\nHet verdwijnt uit je agenda."
    )


@pytest.mark.parametrize(
    "changes", [{"begin": at(-31)}, {"begin": None, "staat": Staat.ZOEKT}]
)
def test_no_calendar_hears_of_what_it_does_not_have_ahead(
    traject: Traject, changes: dict[str, Any]
) -> None:
    gesprek = make_gesprek(traject, **changes)

    planning.cancel(gesprek)

    gesprek.refresh_from_db()
    assert (gesprek.staat, Bericht.objects.count()) == (Staat.AFGEZEGD, 0)


def test_held_talk_is_not_cancelled(traject: Traject) -> None:
    gesprek = make_gesprek(traject, begin=at(-31), staat=Staat.GEHOUDEN)

    with pytest.raises(GesprekFout) as refused:
        planning.cancel(gesprek)

    assert str(refused.value) == ("Dit gesprek is al gehouden. Afzeggen kan niet meer.")


def test_paused_track_cancels_what_was_to_come(
    traject: Traject, gesprek: Gesprek
) -> None:
    make_gesprek(traject, begin=None, staat=Staat.ZOEKT)
    make_gesprek(traject, begin=at(-31), staat=Staat.GEHOUDEN)

    assert planning.cancel_coming(traject, reden="Het traject is gepauzeerd.") == 2

    assert [one.methode for one in sent()] == ["CANCEL", "CANCEL"]
    assert Gesprek.objects.filter(staat=Staat.GEHOUDEN).count() == 1


def test_talk_is_held_once_it_began(traject: Traject) -> None:
    gesprek = make_gesprek(traject, begin=timezone.now())

    for _ in range(2):
        planning.mark_held(gesprek)

    gesprek.refresh_from_db()
    assert (gesprek.staat, gesprek.versie) == (Staat.GEHOUDEN, 1)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Dit gesprek is nog niet begonnen. Kom straks terug."),
        (
            {"staat": Staat.AFGEZEGD},
            "Dit gesprek is afgezegd of al gehouden. Plan gerust een nieuw gesprek.",
        ),
    ],
)
def test_only_what_took_place_is_held(
    traject: Traject, changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(GesprekFout) as refused:
        planning.mark_held(make_gesprek(traject, **changes))

    assert str(refused.value) == said


def test_who_comes_in_somebodys_place_is_invited(
    traject: Traject, gesprek: Gesprek, griet: Gebruiker, sofie: Gebruiker
) -> None:
    gesprek.deelnemers.update(antwoord=Antwoord.JA)
    weg = traject.deelnames.get(gebruiker=griet)
    weg.tot = timezone.now()
    weg.save()

    planning.replace_in_talks(weg, make_deelname(traject, gebruiker=sofie))

    found = [(one.aan, one.methode, one.volgnummer, one.antwoord) for one in sent()]
    assert found == [
        (GRIET, "CANCEL", 1, "ACCEPTED"),
        (sofie.email, "REQUEST", 1, "NEEDS-ACTION"),
        (NADIA, "REQUEST", 1, "ACCEPTED"),
    ]
    second = {one.aan: one.tekst.split("\n\n")[1] for one in Bericht.objects.all()}
    assert second[sofie.email] == "Je hebt een gesprek:"
    assert second[NADIA] == (
        "Er is iets veranderd aan wie meedoet met je gesprek. Het moment blijft:"
    )


def test_whoever_leaves_a_track_keeps_what_took_place(
    traject: Traject, gesprek: Gesprek, griet: Gebruiker
) -> None:
    was = make_gesprek(traject, begin=at(-31))
    zoekt = make_gesprek(traject, begin=None, staat=Staat.ZOEKT)
    zoekt.momenten.create(school=zoekt.school, begin=at(), door=griet)

    planning.replace_in_talks(traject.deelnames.get(gebruiker=griet), None)

    assert [list(answers(one)) for one in (gesprek, was, zoekt)] == [
        ["Nadia"],
        ["Griet", "Nadia"],
        ["Nadia"],
    ]
    assert not zoekt.momenten.exists()


def test_whoever_left_the_school_hears_only_of_cancelling(
    gesprek: Gesprek, nadia: Gebruiker, griet: Gebruiker
) -> None:
    Lidmaatschap.objects.filter(gebruiker=griet).delete()

    move(gesprek, nadia, begin=at())
    planning.cancel(gesprek)

    assert [one[:2] for one in sent()] == [
        (GRIET, "CANCEL"),
        (NADIA, "CANCEL"),
        (NADIA, "REQUEST"),
    ]


@pytest.mark.parametrize(("days", "mails"), [(7, 2), (-1, 2)])
def test_who_was_invited_to_the_school_is_invited_to_its_talks(
    traject: Traject, nadia: Gebruiker, days: int, mails: int
) -> None:
    an = make_gebruiker("An")
    until = timezone.now() + days * DAY
    sinds = timezone.now() - 8 * DAY
    make_uitnodiging(traject.school, email=an.email, created_at=sinds, vervalt_op=until)
    gesprek = make_gesprek(traject, deelnemers=[nadia, an])

    move(gesprek, nadia, begin=at())

    assert Bericht.objects.count() == mails


def test_who_left_the_track_is_not_asked_to_an_old_talk_again(
    traject: Traject, nadia: Gebruiker, griet: Gebruiker
) -> None:
    gesprek = make_gesprek(traject, begin=at(-31))
    weg = traject.deelnames.get(gebruiker=griet)
    weg.tot = timezone.now()
    weg.save()
    planning.replace_in_talks(weg, None)

    move(gesprek, nadia, begin=at())

    assert [one.aan for one in sent()] == [NADIA]
    assert list(answers(gesprek)) == ["Nadia"]


def test_conflicts_are_those_of_the_same_people(
    school: School, gesprek: Gesprek, griet: Gebruiker, nadia: Gebruiker
) -> None:
    sofie = make_lid(school).gebruiker
    elders = make_traject(school, duo_partner=griet)
    make_gesprek(elders, begin=at(), duur=60)
    make_gesprek(elders, begin=at(1), staat=Staat.AFGEZEGD)
    wanted = [at(0, 15, 0), at(0, 16, 29), at(0, 16, 30), at(1)]

    found = find_conflicts([griet, nadia, sofie], wanted, 31, exclude=gesprek.pk)

    assert found == {at(0, 15, 0): {griet.pk}, at(0, 16, 29): {griet.pk}}


def test_talk_does_not_conflict_with_itself(gesprek: Gesprek, griet: Gebruiker) -> None:
    assert gesprek.begin

    assert find_conflicts([griet], [gesprek.begin], 30, exclude=gesprek.pk) == {}
    assert find_conflicts([griet], [gesprek.begin], 30) == {gesprek.begin: {griet.pk}}
