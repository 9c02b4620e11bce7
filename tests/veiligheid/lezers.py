"""Who may read a private field: each says it of one actor and one row.

Written down from what the screens promise beside each field, not from the code.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import prefetch_related_objects

from gesprekken.models import Deelnemer, Gesprek, Gespreksvraag
from scholen.models import Gebruiker, Rol, School, Uitnodiging, Vrijeperiode
from tests.veiligheid.opstelling import Actor
from trajecten.models import (
    Bewijsbestand,
    Bewijsstuk,
    Deelname,
    Geschiktheid,
    Leeruitkomst,
    Overeenkomst,
    Traject,
    Trajectrol,
    Validering,
)


def nobody(actor: Actor, row: Any) -> bool:
    return False


def staff(actor: Actor, row: Any) -> bool:
    return actor.naam == "beheerder"


def oneself(actor: Actor, row: Any) -> bool:
    """Whose row it is, or whose account."""
    gebruiker = row if isinstance(row, Gebruiker) else row.user
    return actor.gebruiker == gebruiker


def coordinates(actor: Actor, school: School) -> bool:
    return actor.rollen.get(school) is Rol.COORDINATOR


# Tracks and talks


def follow_traject(actor: Actor, traject: Traject) -> bool:
    """Who takes part in it now, as long as they may come in, and who plans it."""
    return coordinates(actor, traject.school) or is_in_traject(actor, traject)


def is_in_traject(actor: Actor, traject: Traject) -> bool:
    prefetch_related_objects([traject], "deelnames__gebruiker", "school")
    current = [one for one in traject.deelnames.all() if one.tot is None]
    return any(
        one.gebruiker == actor.gebruiker
        and (one.rol == Trajectrol.LERARENOPLEIDER or one.school in actor.rollen)
        for one in current
    )


def read_geschiktheid(actor: Actor, row: Geschiktheid) -> bool:
    """Who sees the track."""
    return follow_traject(actor, row.traject)


def read_uitkomst(actor: Actor, row: Leeruitkomst) -> bool:
    """Who is in the track now, and nobody who only plans it."""
    return is_in_traject(actor, row.traject)


def read_bij_uitkomst(actor: Actor, row: Validering | Bewijsstuk) -> bool:
    return is_in_traject(actor, row.leeruitkomst.traject)


def read_bestand(actor: Actor, row: Bewijsbestand) -> bool:
    return read_bij_uitkomst(actor, row.bewijsstuk)


def read_overeenkomst(actor: Actor, overeenkomst: Overeenkomst) -> bool:
    """All of the track and who plans it, every version."""
    return follow_traject(actor, overeenkomst.traject)


def take_part(actor: Actor, gesprek: Gesprek) -> bool:
    """Who is in this talk, as long as they may come in."""
    prefetch_related_objects([gesprek], "deelnemers__gebruiker", "school")
    return any(
        one.gebruiker == actor.gebruiker and (one.gast or one.school in actor.rollen)
        for one in gesprek.deelnemers.all()
    )


def plan_gesprek(actor: Actor, gesprek: Gesprek) -> bool:
    return take_part(actor, gesprek) or coordinates(actor, gesprek.school)


def hear_of_gesprek(actor: Actor, gesprek: Gesprek) -> bool:
    """Also who is in it and was asked to join the school: by mail, and its link."""
    waiting = gesprek.school.uitnodigingen.waiting().filter(email=actor.adres)
    invited = (
        any(one.gebruiker == actor.gebruiker for one in gesprek.deelnemers.all())
        and waiting.exists()
    )
    return plan_gesprek(actor, gesprek) or invited


def follow_gesprek(actor: Actor, gesprek: Gesprek) -> bool:
    """That there is a talk, and when, all people of its track know."""
    traject = gesprek.traject
    followed = traject is not None and follow_traject(actor, traject)
    return followed or plan_gesprek(actor, gesprek)


def read_vraag(actor: Actor, vraag: Gespreksvraag) -> bool:
    """What a talk is about is for who is in it, and for nobody else."""
    return take_part(actor, vraag.gesprek)


def read_deelname(actor: Actor, deelname: Deelname) -> bool:
    """What a coordinator called somebody: the track's people, and that person."""
    mine = actor.gebruiker == deelname.gebruiker
    return mine or follow_traject(actor, deelname.traject)


def read_deelnemer(actor: Actor, deelnemer: Deelnemer) -> bool:
    mine = actor.gebruiker == deelnemer.gebruiker
    return mine or hear_of_gesprek(actor, deelnemer.gesprek)


def read_kenmerk(actor: Actor, deelnemer: Deelnemer) -> bool:
    """With it one answers for this person: it is in their link and their feed."""
    return actor.gebruiker == deelnemer.gebruiker


# People and schools


def read_school(actor: Actor, school: School) -> bool:
    """Its members, whoever it invites, who is in a track of it, and the staff."""
    invited = school.uitnodigingen.filter(email=actor.adres).exists()
    followed = any(follow_traject(actor, one) for one in school.trajecten.all())
    return school in actor.rollen or invited or followed or staff(actor, school)


def read_naam(actor: Actor, gebruiker: Gebruiker) -> bool:
    """Whoever shares a school, a track or a talk with them, or was invited by them.

    Not where a coordinator gave them a name: then that is the one others see.
    """
    prefetch_related_objects(
        [gebruiker],
        "lidmaatschappen__school",
        "deelnames__traject",
        "gesprekken__gesprek__traject",
    )
    schools = {one.school for one in gebruiker.lidmaatschappen.all()}
    trajecten = _unnamed(gebruiker.deelnames.all())
    talks = _unnamed(gebruiker.gesprekken.all())
    sent = Uitnodiging.objects.filter(uitgenodigd_door=gebruiker, email=actor.adres)
    return (
        oneself(actor, gebruiker)
        or staff(actor, gebruiker)
        or not schools.isdisjoint(actor.rollen)
        or any(follow_traject(actor, one.traject) for one in trajecten)
        or any(hear_of_gesprek(actor, one.gesprek) for one in talks)
        or sent.exists()
    )


def _unnamed(rows: Iterable[Any]) -> list[Any]:
    return [row for row in rows if not row.naam]


def read_email(actor: Actor, gebruiker: Gebruiker) -> bool:
    """The coordinators of their schools, and the staff, whose work accounts are."""
    schools = {one.school for one in gebruiker.lidmaatschappen.select_related("school")}
    return (
        oneself(actor, gebruiker)
        or staff(actor, gebruiker)
        or any(coordinates(actor, school) for school in schools)
    )


def read_invited(actor: Actor, uitnodiging: Uitnodiging) -> bool:
    """The coordinators who sent it, and whom it is for."""
    return coordinates(actor, uitnodiging.school) or actor.adres == uitnodiging.email


def of_school(actor: Actor, row: Any) -> bool:
    """What a school has for all its members."""
    return row.school in actor.rollen


def read_vrij(actor: Actor, vrijeperiode: Vrijeperiode) -> bool:
    """The coordinators of the school; the staff has no business with its days."""
    return coordinates(actor, vrijeperiode.school)
