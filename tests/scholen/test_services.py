import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from post.models import Bericht
from scholen import services
from scholen.models import Gebruiker, Lidmaatschap, Rol, School, Uitnodiging
from scholen.services import SchoolFout
from tests.make import make_gebruiker, make_lid, make_school, make_uitnodiging

pytestmark = pytest.mark.django_db


def invite_one(email: str = "an@school.example") -> tuple[Uitnodiging, str]:
    coordinator = make_lid(rol=Rol.COORDINATOR)
    regels = [(email, Rol.LID.value)]
    return services.invite(coordinator.school, regels, coordinator.gebruiker)[0]


def test_password_can_not_even_be_stored() -> None:
    gebruiker = make_gebruiker()
    gebruiker.set_password("geheim")

    with pytest.raises(IntegrityError), transaction.atomic():
        gebruiker.save()


def test_address_is_stored_in_lower_case_only() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Gebruiker.objects.create(email="An@school.example", password="!")


def test_token_is_nowhere_in_the_database() -> None:
    uitnodiging, token = invite_one()

    assert len(token) == 43  # 256 bits in base64
    values = Uitnodiging.objects.filter(pk=uitnodiging.pk).values()[0].values()
    assert [value for value in values if token in str(value)] == []
    assert services.find_uitnodiging(token) == uitnodiging


def test_invitation_lasts_seven_days() -> None:
    uitnodiging, _ = invite_one()

    assert uitnodiging.vervalt_op - uitnodiging.created_at == dt.timedelta(days=7)


def test_accepting_makes_a_member_with_the_role() -> None:
    uitnodiging = make_uitnodiging(rol=Rol.DIRECTIE)
    genodigde = make_gebruiker(email=uitnodiging.email)

    lidmaatschap = services.accept(uitnodiging, genodigde, "An")

    assert (lidmaatschap.school, lidmaatschap.rol) == (uitnodiging.school, "directie")
    assert genodigde.naam == "An"


@pytest.mark.parametrize(
    "state",
    [
        {"aangenomen_op": timezone.now()},
        {"ingetrokken_op": timezone.now()},
        {
            "created_at": timezone.now() - dt.timedelta(days=9),
            "vervalt_op": timezone.now() - dt.timedelta(seconds=1),
        },
    ],
)
def test_used_withdrawn_or_old_invitation_is_refused(state: dict[str, Any]) -> None:
    uitnodiging = make_uitnodiging(**state)
    genodigde = make_gebruiker(email=uitnodiging.email)

    with pytest.raises(SchoolFout):
        services.accept(uitnodiging, genodigde, "An")

    assert not Lidmaatschap.objects.exists()


def test_invitation_is_for_its_own_address_only() -> None:
    uitnodiging = make_uitnodiging()

    with pytest.raises(SchoolFout):
        services.accept(uitnodiging, make_gebruiker(), "An")

    assert not Lidmaatschap.objects.exists()


def test_accepting_leaves_a_member_what_they_were() -> None:
    directeur = make_lid(rol=Rol.DIRECTIE)
    uitnodiging = make_uitnodiging(directeur.school, email=directeur.gebruiker.email)

    lidmaatschap = services.accept(uitnodiging, directeur.gebruiker, "An")

    assert (lidmaatschap, lidmaatschap.rol) == (directeur, "directie")


def test_inviting_again_replaces_the_invitation() -> None:
    coordinator = make_lid(rol=Rol.COORDINATOR)
    school, door = coordinator.school, coordinator.gebruiker
    old = services.invite(school, [("an@school.example", "lid")], door)[0][0]

    new = services.invite(school, [("an@school.example", "directie")], door)[0][0]

    assert list(school.uitnodigingen.waiting()) == [new]
    old.refresh_from_db()
    assert old.ingetrokken_op is not None


def test_invitations_of_a_day_are_counted_per_person() -> None:
    coordinator = make_lid(rol=Rol.COORDINATOR)
    school, door = coordinator.school, coordinator.gebruiker
    many = [(f"a{number}@school.example", "lid") for number in range(20)]
    services.invite(school, many, door)

    with pytest.raises(SchoolFout, match="nu nog 0"):
        services.invite(school, [("b@school.example", "lid")], door)

    other = make_lid(school, Rol.COORDINATOR)
    services.invite(school, [("b@school.example", "lid")], other.gebruiker)
    assert school.uitnodigingen.count() == 21


def test_inviting_is_all_or_none() -> None:
    coordinator = make_lid(rol=Rol.COORDINATOR)
    member = make_lid(coordinator.school)
    regels = [("an@school.example", "lid"), (member.gebruiker.email, "lid")]

    with pytest.raises(SchoolFout, match="is al lid"):
        services.invite(coordinator.school, regels, coordinator.gebruiker)

    assert not Uitnodiging.objects.exists()


def test_withdrawing_works_once() -> None:
    uitnodiging = make_uitnodiging()

    assert services.withdraw(uitnodiging) is True
    assert services.withdraw(uitnodiging) is False


def test_last_coordinator_stays() -> None:
    coordinator = make_lid(rol=Rol.COORDINATOR)

    actions: list[Callable[[], None]] = [
        lambda: services.end(coordinator),
        lambda: services.change_rol(coordinator, Rol.LID),
    ]
    for action in actions:
        with pytest.raises(SchoolFout, match="altijd een coördinator"):
            action()

    coordinator.refresh_from_db()
    assert coordinator.rol == "coordinator"


def test_coordinator_can_hand_over() -> None:
    coordinator = make_lid(rol=Rol.COORDINATOR)
    lid = make_lid(coordinator.school)

    services.change_rol(lid, Rol.COORDINATOR)
    services.end(coordinator)

    assert list(coordinator.school.lidmaatschappen.all()) == [lid]


def test_only_an_empty_installation_can_be_begun() -> None:
    make_school()

    with pytest.raises(SchoolFout, match="al een school"):
        services.begin(
            naam="S",
            soort="school",
            regio="nl-zuid",
            email="a@s.example",
            eigen_naam="",
        )

    assert (School.objects.count(), Bericht.objects.count()) == (1, 0)


def test_country_follows_from_the_region() -> None:
    assert make_school(regio="vlaanderen").land == "BE"
    assert make_school(regio="nl-midden").land == "NL"
