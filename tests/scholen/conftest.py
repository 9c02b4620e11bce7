"""The people of the stories: one school, and somebody from elsewhere."""

import pytest

from scholen.models import Lidmaatschap, Rol, School
from tests.make import make_lid, make_school


@pytest.fixture
def school() -> School:
    return make_school(naam="De Wissel")


@pytest.fixture
def coordinator(school: School) -> Lidmaatschap:
    return make_lid(school, Rol.COORDINATOR, naam="Leen")


@pytest.fixture
def teamlid(school: School) -> Lidmaatschap:
    return make_lid(school, naam="Sofie")


@pytest.fixture
def buitenstaander() -> Lidmaatschap:
    return make_lid(rol=Rol.COORDINATOR, naam="Joost")
