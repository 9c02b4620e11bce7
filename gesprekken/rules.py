"""What somebody may do with a talk that they can see."""

from gesprekken.models import Deelnemer, Gesprek
from scholen.models import Gebruiker, Rol


def takes_part(gebruiker: Gebruiker, gesprek: Gesprek) -> bool:
    mine = Deelnemer.objects.present(gebruiker)
    return mine.filter(gesprek=gesprek).exists()


def may_plan(gebruiker: Gebruiker, gesprek: Gesprek) -> bool:
    """Move or cancel it: who takes part, and the coordinators of the school."""
    coordinates = gebruiker.lidmaatschappen.filter(
        school=gesprek.school_id, rol=Rol.COORDINATOR
    )
    return takes_part(gebruiker, gesprek) or coordinates.exists()


def may_choose_vragen(gebruiker: Gebruiker, gesprek: Gesprek) -> bool:
    """What a talk is about is for who takes part, and for nobody else."""
    return takes_part(gebruiker, gesprek)
