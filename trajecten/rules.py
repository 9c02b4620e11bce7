"""What somebody may do with a track that they can see."""

from scholen.models import Gebruiker, Rol
from trajecten.models import Deelname, Traject


def may_plan(gebruiker: Gebruiker, traject: Traject) -> bool:
    """Change its people, phase and state, and plan its talks."""
    return gebruiker.lidmaatschappen.filter(
        school=traject.school_id, rol=Rol.COORDINATOR
    ).exists()


def takes_part(gebruiker: Gebruiker, traject: Traject) -> bool:
    mine = Deelname.objects.current().present(gebruiker)
    return mine.filter(traject=traject).exists()


def may_move(gebruiker: Gebruiker, traject: Traject) -> bool:
    """Move the phase on: its own people know best, and so may the coordinator."""
    return takes_part(gebruiker, traject) or may_plan(gebruiker, traject)
