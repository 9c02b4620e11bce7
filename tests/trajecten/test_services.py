import datetime as dt
from uuid import uuid4

import pytest
from django.utils import timezone

from post.models import Bericht
from samenwijzer.lib.site import absolute
from scholen.models import Gebruiker, Rol, School, Uitnodiging
from scholen.services import PER_DAY, SchoolFout
from tests.make import make_deelname, make_gebruiker, make_lid, make_uitnodiging
from tests.trajecten.make import (
    DUO,
    TODAY,
    ZIJ,
    current,
    find,
    history,
    mails,
    read_mail,
)
from trajecten.mens import Mens
from trajecten.models import Deelname, Traject, Trajectrol
from trajecten.services import TrajectFout, verloop

pytestmark = pytest.mark.django_db

AMIRA = Mens("zij-instromer", ZIJ, "Amira")
BART = Mens("duo-partner", DUO, "Bart")
CARLA = Mens("duo-partner", "carla@school.example", "Carla")
ODA = Mens("lerarenopleider", "oda@hogeschool.example", "Oda")
UITNODIGING = "Leen nodigt je uit bij SamenWIJzer"
ERBIJ = "Je doet mee aan een traject bij SamenWIJzer"
ERAF = "Je doet niet meer mee aan een traject bij SamenWIJzer"
WISSEL = "In je traject bij SamenWIJzer doet iemand anders mee"


def start(school: School, door: Gebruiker, *mensen: Mens) -> Traject:
    return verloop.start(
        school,
        door,
        mensen,
        pk=uuid4(),
        profiel="IP-2",
        vorige_loopbaan="laborant",
        startdatum=TODAY,
    )


def test_track_starts_before_anybody_accepts(
    school: School, coordinator: Gebruiker
) -> None:
    traject = start(school, coordinator, AMIRA, BART)

    assert current(traject) == [("Amira", "zij-instromer"), ("Bart", "duo-partner")]
    assert history(traject) == [("starten", "loopt")]
    assert traject.stappen.get().door == coordinator
    assert [lid.gebruiker for lid in school.lidmaatschappen.all()] == [coordinator]
    assert mails() == [(ZIJ, UITNODIGING), (DUO, UITNODIGING)]


def test_who_was_invited_sees_the_track_from_the_moment_they_accept(
    school: School, coordinator: Gebruiker
) -> None:
    traject = start(school, coordinator, AMIRA, BART)
    amira = find(traject, Trajectrol.ZIJ_INSTROMER).gebruiker
    assert not Traject.objects.visible_to(amira).exists()

    make_lid_of(school, amira)

    assert Traject.objects.visible_to(amira).get() == traject


def make_lid_of(school: School, gebruiker: Gebruiker) -> None:
    school.lidmaatschappen.create(gebruiker=gebruiker)


def test_refused_start_leaves_nothing(school: School, coordinator: Gebruiker) -> None:
    for _ in range(PER_DAY - 1):
        make_uitnodiging(school, uitgenodigd_door=coordinator)

    with pytest.raises(SchoolFout):
        start(school, coordinator, AMIRA, BART)

    assert not Traject.objects.exists()
    assert mails() == []
    assert Uitnodiging.objects.count() == PER_DAY - 1


def test_member_is_told_and_needs_no_invitation(
    traject: Traject, coordinator: Gebruiker
) -> None:
    make_lid(traject.school, naam="Carla", email=CARLA.email)

    verloop.add_mens(traject, Mens("schoolopleider", CARLA.email), coordinator)

    assert ("Carla", "schoolopleider") in current(traject)
    assert mails() == [(CARLA.email, ERBIJ)]
    assert (
        read_mail(CARLA.email)
        == f"""Dag Carla

Je doet mee aan een traject van De Wissel, als schoolopleider.

Op de pagina van het traject zie je wie meedoet en wanneer de gesprekken zijn. \
Voor een gesprek waaraan je deelneemt, krijg je een uitnodiging in je agenda. \
Wat er besproken wordt, leest alleen wie aan dat gesprek deelneemt.

Aanmelden doe je met dit e-mailadres; een wachtwoord is niet nodig.

Bekijk het traject:

{absolute(traject.get_absolute_url())}"""
    )


def test_name_that_was_typed_gives_way_to_that_of_a_member(
    traject: Traject, coordinator: Gebruiker
) -> None:
    make_lid(traject.school, naam="Carla Claes", email=CARLA.email)

    new = verloop.add_mens(traject, CARLA, coordinator)

    assert (str(new), new.naam) == ("Carla Claes", "")


def test_name_of_somebody_elsewhere_does_not_leak(
    traject: Traject, coordinator: Gebruiker
) -> None:
    make_lid(naam="Geheime Naam", email=CARLA.email)

    new = verloop.replace_mens(find(traject), CARLA, coordinator)

    assert str(new) == "Carla"
    assert ("Carla", "duo-partner") in current(traject)
    for bericht in Bericht.objects.all():
        assert "Geheim" not in bericht.onderwerp + bericht.tekst + bericht.html


def test_lerarenopleider_comes_in_without_the_school(
    traject: Traject, coordinator: Gebruiker
) -> None:
    oda = verloop.add_mens(traject, ODA, coordinator).gebruiker

    assert Traject.objects.visible_to(oda).get() == traject
    assert not oda.lidmaatschappen.exists()
    assert not Uitnodiging.objects.exists()
    assert mails() == [(ODA.email, ERBIJ)]
    assert read_mail(ODA.email).startswith("Dag Oda\n")


def test_lerarenopleider_is_not_one_of_the_school(
    traject: Traject, coordinator: Gebruiker
) -> None:
    mens = Mens("lerarenopleider", DUO)
    Deelname.objects.filter(gebruiker__email=DUO).update(tot=timezone.now())

    with pytest.raises(TrajectFout, match="hoort bij een lerarenopleiding"):
        verloop.add_mens(traject, mens, coordinator)

    assert mails() == []


@pytest.mark.parametrize(
    ("mens", "told"),
    [
        (Mens("schoolopleider", DUO), "Bart doet al mee aan dit traject."),
        (
            Mens("zij-instromer", CARLA.email, "Carla"),
            "In dit traject is er al een zij-instromer.",
        ),
    ],
)
def test_somebody_too_many_is_refused(
    mens: Mens, told: str, traject: Traject, coordinator: Gebruiker
) -> None:
    with pytest.raises(TrajectFout, match=told):
        verloop.add_mens(traject, mens, coordinator)

    assert current(traject) == [("Amira", "zij-instromer"), ("Bart", "duo-partner")]
    assert mails() == []


@pytest.mark.parametrize(
    ("days", "rol"), [(3, Rol.DIRECTIE), (-1, Rol.LID)], ids=["open", "expired"]
)
def test_invitation_that_is_open_keeps_its_role(
    days: int, rol: Rol, traject: Traject, coordinator: Gebruiker
) -> None:
    now = timezone.now()
    make_uitnodiging(
        traject.school,
        email=CARLA.email,
        rol=Rol.DIRECTIE,
        created_at=now - dt.timedelta(days=7),
        vervalt_op=now + dt.timedelta(days=days),
    )

    verloop.add_mens(traject, CARLA, coordinator)

    waiting = Uitnodiging.objects.waiting()
    assert [(one.email, one.rol) for one in waiting] == [(CARLA.email, rol)]


def test_who_leaves_is_told_once_and_stays_in_the_history(traject: Traject) -> None:
    bart = find(traject)

    assert [verloop.end_mens(bart), verloop.end_mens(bart)] == [True, False]

    assert current(traject) == [("Amira", "zij-instromer")]
    assert str(traject.deelnames.exclude(tot=None).get()) == "Bart"
    assert mails() == [(DUO, ERAF)]
    assert (
        read_mail(DUO)
        == """Dag Bart

Je deed mee aan een traject van De Wissel, als duo-partner. Dat stopt nu.

Je ziet het traject vanaf nu niet meer, en de gesprekken die nog kwamen, \
verdwijnen uit je agenda. Wat alleen van jou was, kan niemand anders lezen.

Klopt dit niet? Spreek dan de coördinator van De Wissel aan."""
    )


def test_zij_instromer_does_not_leave_their_track(traject: Traject) -> None:
    amira = find(traject, Trajectrol.ZIJ_INSTROMER)

    with pytest.raises(TrajectFout, match="Beëindig dan het traject zelf"):
        verloop.end_mens(amira)

    assert find(traject, Trajectrol.ZIJ_INSTROMER) == amira


def test_replacement_is_told_to_both_and_to_the_rest_of_the_duo(
    traject: Traject, coordinator: Gebruiker
) -> None:
    make_deelname(traject, Trajectrol.LERARENOPLEIDER, gebruiker=make_gebruiker())
    make_lid(traject.school, naam="Carla", email=CARLA.email)

    verloop.replace_mens(find(traject), Mens("duo-partner", CARLA.email), coordinator)

    assert mails() == [(ZIJ, WISSEL), (DUO, ERAF), (CARLA.email, ERBIJ)]
    assert (
        read_mail(ZIJ)
        == f"""Dag Amira

Bart doet niet meer mee aan je traject bij De Wissel. In de plaats komt Carla, \
als duo-partner.

De geplande gesprekken gaan door; waar Bart bij was, komt nu Carla. Wat van het \
traject is, blijft. Wat alleen van Bart was, kan niemand anders lezen.

Bekijk het traject:

{absolute(traject.get_absolute_url())}"""
    )


def test_replacement_hides_the_track_at_once(
    traject: Traject, coordinator: Gebruiker
) -> None:
    bart = find(traject)

    new = verloop.replace_mens(bart, CARLA, coordinator)

    assert not Traject.objects.visible_to(bart.gebruiker).exists()
    assert current(traject) == [("Amira", "zij-instromer"), ("Carla", "duo-partner")]
    assert new.sinds >= find(traject, Trajectrol.ZIJ_INSTROMER).sinds


@pytest.mark.parametrize(
    ("mens", "told"),
    [
        (Mens("duo-partner", ZIJ), "Amira doet al mee"),
        (Mens("duo-partner", DUO), "Bart doet al mee"),
    ],
)
def test_replacement_by_somebody_who_takes_part_changes_nothing(
    mens: Mens, told: str, traject: Traject, coordinator: Gebruiker
) -> None:
    with pytest.raises(TrajectFout, match=told):
        verloop.replace_mens(find(traject), mens, coordinator)

    assert current(traject) == [("Amira", "zij-instromer"), ("Bart", "duo-partner")]
    assert mails() == []


def test_who_left_can_not_be_replaced_again(
    traject: Traject, coordinator: Gebruiker
) -> None:
    bart = find(traject)
    verloop.replace_mens(bart, CARLA, coordinator)
    before = mails()

    with pytest.raises(TrajectFout, match="Bart deed al niet meer mee"):
        verloop.replace_mens(bart, ODA, coordinator)

    assert current(traject) == [("Amira", "zij-instromer"), ("Carla", "duo-partner")]
    assert mails() == before


def test_who_left_can_come_back(traject: Traject, coordinator: Gebruiker) -> None:
    bart = find(traject)
    verloop.replace_mens(bart, CARLA, coordinator)

    verloop.replace_mens(find(traject), Mens("duo-partner", DUO), coordinator)

    assert Traject.objects.visible_to(bart.gebruiker).get() == traject
    assert traject.deelnames.filter(gebruiker=bart.gebruiker).count() == 2


def test_history_has_each_phase_and_state_once(
    traject: Traject, coordinator: Gebruiker
) -> None:
    for fase in ("socialiseren", "socialiseren", "samenwerken"):
        verloop.set_fase(traject, fase, coordinator)
    for staat in ("pauze", "pauze", "loopt", "beeindigd", "loopt"):
        verloop.set_staat(traject, staat, coordinator)

    assert history(traject) == [
        ("socialiseren", "loopt"),
        ("samenwerken", "loopt"),
        ("samenwerken", "pauze"),
        ("samenwerken", "loopt"),
        ("samenwerken", "beeindigd"),
        ("samenwerken", "loopt"),
    ]
    assert {stap.door for stap in traject.stappen.all()} == {coordinator}


@pytest.mark.parametrize("staat", ["pauze", "beeindigd"])
def test_phase_stays_while_the_track_does_not_go_on(
    staat: str, traject: Traject, coordinator: Gebruiker
) -> None:
    verloop.set_staat(traject, staat, coordinator)

    with pytest.raises(TrajectFout, match="Hervat het eerst"):
        verloop.set_fase(traject, "samenwerken", coordinator)

    assert history(traject) == [("starten", staat)]


def test_change_by_somebody_else_is_not_undone(
    traject: Traject, coordinator: Gebruiker
) -> None:
    stale = Traject.objects.get(pk=traject.pk)
    verloop.set_fase(traject, "samenwerken", coordinator)

    verloop.set_staat(stale, "pauze", coordinator)

    assert history(traject)[-1] == ("samenwerken", "pauze")


def test_details_are_saved_unless_somebody_was_first(
    traject: Traject, coordinator: Gebruiker
) -> None:
    def save(kenmerk: str, loopbaan: str) -> bool:
        return verloop.save_gegevens(
            traject,
            coordinator,
            kenmerk=kenmerk,
            versie=0,
            profiel="IP-3",
            vorige_loopbaan=loopbaan,
            startdatum=TODAY,
        )

    answers = [save("a", "kok"), save("a", "kok"), save("b", "bakker")]

    traject.refresh_from_db()
    assert answers == [True, True, False]
    assert (traject.vorige_loopbaan, traject.versie) == ("kok", 1)
