"""Who may read what people confide around a talk, as `lezers` says it of the rest."""

from typing import Any

from duopartners.models import Notitie
from gesprekken.models import (
    Afspraak,
    Afspraakstap,
    Bespreekpunt,
    Deling,
    Getoond,
    Opmerking,
    Verslag,
    Voorbereiding,
    Wijziging,
)
from scholen.models import Gebruiker, School
from tests.veiligheid import lezers
from tests.veiligheid.lezers import take_part
from tests.veiligheid.opstelling import Actor
from trajecten.models import Deelname, Traject, Trajectrol


def in_talk(actor: Actor, row: Any) -> bool:
    """What is of the talk as a whole: all who are in it, and nobody else."""
    return take_part(actor, row.gesprek)


def read_voorbereiding(actor: Actor, row: Voorbereiding) -> bool:
    """Its author, as long as they are in the talk; no other, whoever that is."""
    return row.auteur == actor.gebruiker and take_part(actor, row.vraag.gesprek)


def read_getoond(actor: Actor, row: Getoond) -> bool:
    return take_part(actor, row.vraag.gesprek)


def read_wijziging(actor: Actor, row: Wijziging) -> bool:
    return take_part(actor, row.samentekst.gesprek)


def follow_afspraak(actor: Actor, afspraak: Afspraak) -> bool:
    """Who is in the talk that made it, and in its track, if any, until now."""
    traject = afspraak.gesprek.traject
    here = traject is None or _is_in(actor, traject)
    return here and take_part(actor, afspraak.gesprek)


def read_afspraak(actor: Actor, afspraak: Afspraak) -> bool:
    """All who have to say yes to these words read them, also who left the track."""
    to_confirm = not hasattr(afspraak.gesprek, "verslag")
    return follow_afspraak(actor, afspraak) or (
        to_confirm and take_part(actor, afspraak.gesprek)
    )


def read_stap(actor: Actor, stap: Afspraakstap) -> bool:
    return follow_afspraak(actor, stap.afspraak)


def _is_in(actor: Actor, traject: Traject) -> bool:
    current = traject.deelnames.filter(tot=None, gebruiker=actor.gebruiker)
    return actor.gebruiker is not None and current.exists()


# A duo's list


def read_notitie(actor: Actor, notitie: Notitie) -> bool:
    """Who was in the duo by then, and is now."""
    duo = _find_duo(actor, notitie.puntstand.traject)
    return any(one.sinds <= notitie.created_at for one in duo)


def read_bespreekpunt(actor: Actor, punt: Bespreekpunt) -> bool:
    """The duo, and who is in a talk that it may come up in, as long as in the track."""
    talks = punt.traject.gesprekken.all() if _is_in(actor, punt.traject) else []
    return bool(_find_duo(actor, punt.traject)) or any(
        take_part(actor, one) for one in talks
    )


def _find_duo(actor: Actor, traject: Traject) -> list[Deelname]:
    """This actor in the duo of now, as long as they may come in."""
    duo = (Trajectrol.ZIJ_INSTROMER, Trajectrol.DUO_PARTNER)
    if actor.gebruiker is None or traject.school not in actor.rollen:
        return []
    current = traject.deelnames.filter(tot=None, rol__in=duo)
    return list(current.filter(gebruiker=actor.gebruiker))


# The report, and with whom it is shared


def read_verslag(actor: Actor, verslag: Verslag) -> bool:
    """Who was in the talk when it became a report."""
    was = verslag.gesprek.deelnemers.filter(
        gebruiker=actor.gebruiker, created_at__lte=verslag.created_at
    )
    there = actor.gebruiker is not None and was.exists()
    return there and take_part(actor, verslag.gesprek)


def read_opmerking(actor: Actor, opmerking: Opmerking) -> bool:
    """What is shared has no remarks."""
    return read_verslag(actor, opmerking.verslag)


def read_whole(actor: Actor, verslag: Verslag) -> bool:
    shared = verslag.delingen.filter(vraag=None)
    return read_verslag(actor, verslag) or _has_one(actor, shared)


def read_first(actor: Actor, verslag: Verslag) -> bool:
    """The first answer, which is also shared by itself."""
    return read_verslag(actor, verslag) or _has_one(actor, verslag.delingen.all())


def see_deling(actor: Actor, deling: Deling) -> bool:
    """That something is shared: who is in the talk, and its reader once it is open."""
    mine = deling.actief and deling.met == actor.gebruiker
    return mine or take_part(actor, deling.verslag.gesprek)


def _has_one(actor: Actor, delingen: Any) -> bool:
    """Whether one of these is open for this actor, who still belongs there."""
    mine = delingen.filter(actief=True, met=actor.gebruiker)
    return actor.gebruiker is not None and any(
        _belongs(actor, one.school, one.verslag.gesprek.traject) for one in mine
    )


def _belongs(actor: Actor, school: School, traject: Traject | None) -> bool:
    guest = traject is not None and traject.deelnames.filter(
        tot=None, gebruiker=actor.gebruiker, rol=Trajectrol.LERARENOPLEIDER
    )
    return school in actor.rollen or bool(guest)


def read_naam(actor: Actor, gebruiker: Gebruiker) -> bool:
    """Also who was in a talk whose report is shared with this person, or may be."""
    asked = gebruiker.gedeeld_met_mij.select_related("verslag__gesprek__school")
    return lezers.read_naam(actor, gebruiker) or any(
        read_verslag(actor, one.verslag) for one in asked
    )
