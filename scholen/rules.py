"""What somebody may do in a school. Who is not in it never gets this far."""

from scholen.models import Gebruiker, Lidmaatschap, Rol, School


def may_manage(gebruiker: Gebruiker, school: School) -> bool:
    """Invite, change roles, end memberships, change the school's details."""
    return school.lidmaatschappen.filter(
        gebruiker=gebruiker, rol=Rol.COORDINATOR
    ).exists()


def is_last_coordinator(lidmaatschap: Lidmaatschap) -> bool:
    """Without this person nobody could invite or help the school any more."""
    if lidmaatschap.rol != Rol.COORDINATOR:
        return False
    others = lidmaatschap.school.lidmaatschappen.filter(rol=Rol.COORDINATOR)
    return not others.exclude(pk=lidmaatschap.pk).exists()
