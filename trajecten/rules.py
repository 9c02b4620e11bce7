"""What somebody may do with a track that they can see."""

from scholen.models import Gebruiker, Rol, School
from trajecten.models import PARTIJEN, Deelname, Traject, Trajectrol


def may_plan(gebruiker: Gebruiker, traject: Traject) -> bool:
    """Change its people, phase and state, and plan its talks."""
    return gebruiker.lidmaatschappen.filter(
        school=traject.school_id, rol=Rol.COORDINATOR
    ).exists()


def takes_part(gebruiker: Gebruiker, traject: Traject) -> bool:
    mine = Deelname.objects.current().present(gebruiker)
    return mine.filter(traject=traject).exists()


def is_zij_instromer(gebruiker: Gebruiker, traject: Traject) -> bool:
    mine = Deelname.objects.current().present(gebruiker)
    return mine.filter(traject=traject, rol=Trajectrol.ZIJ_INSTROMER).exists()


def may_move(gebruiker: Gebruiker, traject: Traject) -> bool:
    """Move the phase on: its own people know best, and so may the coordinator."""
    return takes_part(gebruiker, traject) or may_plan(gebruiker, traject)


def is_partij(gebruiker: Gebruiker, traject: Traject) -> bool:
    """Whose yes the track's agreement asks for."""
    mine = Deelname.objects.current().present(gebruiker).filter(rol__in=PARTIJEN)
    return mine.filter(traject=traject).exists()


def may_write_overeenkomst(gebruiker: Gebruiker, traject: Traject) -> bool:
    return is_partij(gebruiker, traject) or may_plan(gebruiker, traject)


def is_in_duo(gebruiker: Gebruiker, traject: Traject) -> bool:
    """Is the zij-instromer or a duo-partner of it, now."""
    mine = Deelname.objects.current().duo().present(gebruiker)
    return mine.filter(traject=traject).exists()


def leads(gebruiker: Gebruiker, school: School) -> bool:
    """Write for the whole school: what it looks for, where it stands."""
    return gebruiker.lidmaatschappen.filter(
        school=school, rol__in=[Rol.COORDINATOR, Rol.DIRECTIE]
    ).exists()
