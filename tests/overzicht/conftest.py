"""The people of the stories: a school with its coordinator, and a moment in time."""

import datetime as dt

import pytest
from django.utils import timezone

from scholen.models import Lidmaatschap, Rol, School
from tests.make import make_lid, make_school

NOW = dt.datetime(2026, 11, 23, 6, tzinfo=timezone.get_default_timezone())  # Monday
DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(weeks=1)


@pytest.fixture
def school() -> School:
    return make_school(naam="De Wissel")


@pytest.fixture
def coordinator(school: School) -> Lidmaatschap:
    return make_lid(school, Rol.COORDINATOR, naam="Leen Martens")
