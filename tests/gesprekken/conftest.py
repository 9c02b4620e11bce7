"""The people of the stories: a duo in one school, its coordinator, and others."""

import pytest
from django.test import Client

from fiches.models import Fiche
from gesprekken.models import Gesprek
from scholen.models import Gebruiker, Lidmaatschap, Rol, School
from tests.make import (
    make_fiche,
    make_gesprek,
    make_lid,
    make_school,
    make_traject,
)
from trajecten.models import Traject


@pytest.fixture
def school() -> School:
    return make_school(naam="De Wissel")


@pytest.fixture
def leen(school: School) -> Gebruiker:
    """A coordinator, who takes part in nothing."""
    return make_lid(school, Rol.COORDINATOR, naam="Leen").gebruiker


@pytest.fixture
def nadia(school: School) -> Gebruiker:
    """The zij-instromer."""
    return make_lid(school, naam="Nadia", email="nadia@school.example").gebruiker


@pytest.fixture
def griet(school: School) -> Gebruiker:
    """The duo-partner."""
    return make_lid(school, naam="Griet", email="griet@school.example").gebruiker


@pytest.fixture
def sofie(school: School) -> Gebruiker:
    """A colleague who takes part in nothing."""
    return make_lid(school, naam="Sofie").gebruiker


@pytest.fixture
def joost() -> Gebruiker:
    """A coordinator elsewhere."""
    lid: Lidmaatschap = make_lid(rol=Rol.COORDINATOR, naam="Joost")
    return lid.gebruiker


@pytest.fixture
def traject(school: School, nadia: Gebruiker, griet: Gebruiker) -> Traject:
    return make_traject(school, zij_instromer=nadia, duo_partner=griet)


@pytest.fixture
def gesprek(traject: Traject) -> Gesprek:
    """The duo's talk of tomorrow."""
    return make_gesprek(traject, plaats="Lokaal 12")


@pytest.fixture
def fiche() -> Fiche:
    return make_fiche()


@pytest.fixture
def van_leen(client: Client, leen: Gebruiker) -> Client:
    """The browser of the coordinator."""
    client.force_login(leen)
    return client


@pytest.fixture
def van_nadia(client: Client, nadia: Gebruiker) -> Client:
    """The browser of the zij-instromer."""
    client.force_login(nadia)
    return client
