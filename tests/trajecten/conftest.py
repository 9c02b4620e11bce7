"""A school with one track: Amira and Bart, and Leen who coordinates."""

import pytest
from django.test import Client

from scholen.models import Gebruiker, Rol, School
from tests.make import make_lid, make_school, make_traject
from tests.trajecten.make import DUO, ZIJ
from trajecten.models import Traject


@pytest.fixture
def school() -> School:
    return make_school(naam="De Wissel")


@pytest.fixture
def coordinator(school: School) -> Gebruiker:
    return make_lid(
        school, Rol.COORDINATOR, naam="Leen", email="leen@school.example"
    ).gebruiker


@pytest.fixture
def traject(school: School) -> Traject:
    return make_traject(
        school,
        zij_instromer=make_lid(school, naam="Amira", email=ZIJ).gebruiker,
        duo_partner=make_lid(school, naam="Bart", email=DUO).gebruiker,
    )


@pytest.fixture
def leen(client: Client, coordinator: Gebruiker) -> Client:
    """The browser of the coordinator."""
    client.force_login(coordinator)
    return client
