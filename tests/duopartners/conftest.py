"""A duo in one school with the whole guide, its coordinator, and others."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from duopartners.lijst import Regel, find_regel
from duopartners.services import load_inhoud
from scholen.models import Gebruiker, Rol, School
from tests.make import make_lid, make_school, make_traject
from trajecten.models import Traject

FIXTURES = Path(settings.BASE_DIR) / "fixtures"


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
    return make_lid(school, naam="Nadia").gebruiker


@pytest.fixture
def griet(school: School) -> Gebruiker:
    """The duo-partner."""
    return make_lid(school, naam="Griet").gebruiker


@pytest.fixture
def traject(school: School, nadia: Gebruiker, griet: Gebruiker) -> Traject:
    """Of Nadia and Griet, in its first phase, with the guide loaded."""
    load_inhoud(FIXTURES)
    return make_traject(school, zij_instromer=nadia, duo_partner=griet)


@pytest.fixture
def regel(traject: Traject, nadia: Gebruiker) -> Regel:
    """A point of the first phase that nobody touched."""
    return get_regel(traject, nadia)


def get_regel(
    traject: Traject, gebruiker: Gebruiker, sleutel: str = "DP-A-01"
) -> Regel:
    found = find_regel(traject, gebruiker, sleutel)
    assert found
    return found


def browser(gebruiker: Gebruiker) -> Client:
    client = Client()
    client.force_login(gebruiker)
    return client


@pytest.fixture
def van_nadia(nadia: Gebruiker) -> Client:
    return browser(nadia)


@pytest.fixture
def van_griet(griet: Gebruiker) -> Client:
    return browser(griet)


@pytest.fixture
def van_leen(leen: Gebruiker) -> Client:
    return browser(leen)
