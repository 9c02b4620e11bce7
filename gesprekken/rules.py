"""What somebody may do with a talk that they can see."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from gesprekken.models import Deelnemer, Deling, Gesprek, Verslag
from scholen.models import Gebruiker, Rol, is_lid
from trajecten.models import ELDERS, Deelname


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


def may_be_in() -> Q:
    """Of somebody in a track: whether they may come in at all."""
    return ELDERS | Q(is_lid())


def readable_delingen(gebruiker: Gebruiker) -> QuerySet[Deling]:
    """What is shared with this person and open: as long as they belong to the school,
    or to the track of the talk.
    """
    own = Deelname.objects.current().present(gebruiker)
    in_track = own.filter(traject=OuterRef("verslag__gesprek__traject"))
    in_school = gebruiker.lidmaatschappen.filter(school=OuterRef("school"))
    mine = Deling.objects.filter(met=gebruiker, actief=True)
    if not gebruiker.is_active:
        return mine.none()
    return mine.filter(Exists(in_school) | Exists(in_track))


def may_read_verslag(gebruiker: Gebruiker, verslag: Verslag) -> bool:
    """Who takes part in the talk, and did when its report was made."""
    mine = Deelnemer.objects.present(gebruiker).filter(gesprek=verslag.gesprek_id)
    return mine.filter(created_at__lte=verslag.created_at).exists()


def may_read_deling(gebruiker: Gebruiker, deling: Deling) -> bool:
    """Its reader while it is open, and always who may read the whole report."""
    reads = readable_delingen(gebruiker).filter(pk=deling.pk)
    return may_read_verslag(gebruiker, deling.verslag) or reads.exists()
