"""Whether a list still changes, and who adds to it."""

from scholen.models import Gebruiker, Rol, School
from trajecten.models import Staat, Traject


def is_open(traject: Traject) -> bool:
    """A track that ended can be read and printed, and changes no more."""
    return traject.staat != Staat.BEEINDIGD


def may_add(gebruiker: Gebruiker, school: School) -> bool:
    """Points of the school's own are for its coordinators to add."""
    return gebruiker.lidmaatschappen.filter(school=school, rol=Rol.COORDINATOR).exists()
