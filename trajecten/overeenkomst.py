"""The words of an agreement, and the first draft of them.

It knows no database: whatever isn't handed over here can't get into a draft.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format

from scholen.woorden import woord
from trajecten.models import PARTIJEN, Profiel, Trajectrol

BEGIN = {
    Profiel.VAN_WERK_NAAR_WERK: "{zij} brengt ervaring uit een eerdere job mee. We "
    "zoeken samen hoe die hier van pas komt.",
    Profiel.ONBEVOEGD: "{zij} staat al voor de klas en studeert daarnaast. We houden "
    "samen in het oog dat die twee te combineren blijven.",
    Profiel.NEVENBEVOEGDHEID: "{zij} kent het onderwijs al en leert er een vak of "
    "niveau bij. We bouwen voort op wat er is.",
}
TAKEN = {
    Trajectrol.ZIJ_INSTROMER: "{wie} zegt wat lukt en wat moeilijk is, vraagt op tijd "
    "raad, en deelt wat de anderen van een eerdere loopbaan kunnen leren.",
    Trajectrol.DUO_PARTNER: "{wie} voert de gesprekken als gelijke, laat meekijken in "
    "eigen lessen, en leert zelf ook bij.",
    Trajectrol.AANVANGSBEGELEIDER: "{wie} helpt de weg vinden in de school, komt "
    "kijken als dat gevraagd wordt, en bewaakt dat er tijd is voor begeleiding.",
}
GELIJKEN = (
    "We werken samen als gelijken: we luisteren, vragen door en leren van elkaar."
)
RECHT = (
    "In Vlaanderen is aanvangsbegeleiding voor wie start een recht en een plicht. De "
    "school maakt er dus tijd voor."
)
TIJD = "De school maakt tijd voor deze begeleiding."
RITME = (
    "We zien elkaar om de twee weken, een half uur, op een vast moment dat in ieders "
    "rooster staat. Loopt het eens anders, dan kiezen we meteen een nieuw moment.\n\n"
    "Hiervoor maakt de school vrij: … uur per week. (Vul dit samen in.)"
)
DUUR = (
    "De begeleiding begint op {begin} en duurt een jaar, tot en met {einde}.\n\n"
    "Halverwege kijken we of dit nog past. Op het einde beslissen we samen of we "
    "verdergaan, en hoe."
)
VERTELLEN = (
    "Wat we in gesprekken zeggen, blijft onder ons.\n\n"
    "De coördinator en de {directie} horen dát we elkaar zien, niet wat we zeggen. Wat "
    "we vertellen, telt niet mee wanneer iemand beoordeeld wordt.\n\n"
    "Wil een van ons iets doorvertellen, dan vragen we het eerst aan elkaar. Alleen "
    "als iemand in gevaar is, halen we er hulp bij; ook dan zeggen we dat aan elkaar."
)
OPLEIDING = (
    "Met de lerarenopleiding praten we over wat we daar samen over afspreken, en over "
    "niets anders."
)


@dataclass
class Inhoud:
    """The five parts, and the version that they are; 0 is none yet."""

    wie: str
    taken: str
    ritme: str
    duur: str
    vertellen: str
    versie: int = 0


@dataclass(frozen=True)
class Betrokkene:
    """Somebody in the track, as the draft calls them."""

    naam: str
    rol: str


def make_voorstel(
    mensen: Sequence[Betrokkene], startdatum: dt.date, profiel: str, land: str
) -> Inhoud:
    """A first draft for these people, in the words of their country (BE or NL)."""
    zij = next((een.naam for een in mensen if een.rol == PARTIJEN[0]), "De starter")
    vertellen = [VERTELLEN.format(directie=woord("directie", land))]
    if any(een.rol == Trajectrol.LERARENOPLEIDER for een in mensen):
        vertellen.append(OPLEIDING)
    return Inhoud(
        wie=_name(mensen, land),
        taken="\n\n".join(
            [GELIJKEN, BEGIN[Profiel(profiel)].format(zij=zij), *_divide(mensen)]
        ),
        ritme=f"{RECHT if land == 'BE' else TIJD}\n\n{RITME}",
        duur=DUUR.format(
            begin=date_format(startdatum, "l j F Y"),
            einde=date_format(_year_after(startdatum), "l j F Y"),
        ),
        vertellen="\n\n".join(vertellen),
    )


def _name(mensen: Sequence[Betrokkene], land: str) -> str:
    """Who it is of, and who else is there."""
    own, others = (
        "\n".join(
            f"- {een.naam}, {woord(een.rol, land)}"
            for een in mensen
            if (een.rol in PARTIJEN) is inside
        )
        for inside in (True, False)
    )
    begeleider = woord(Trajectrol.AANVANGSBEGELEIDER.value, land)
    parts = [f"Deze overeenkomst is van ons:\n{own}"]
    if not any(een.rol == Trajectrol.AANVANGSBEGELEIDER for een in mensen):
        parts.append(f"Wie de {begeleider} is, spreken we nog af.")
    if others:
        parts.append(f"Doen ook mee in dit traject:\n{others}")
    return "\n\n".join(parts)


def _divide(mensen: Sequence[Betrokkene]) -> list[str]:
    return [
        TAKEN[Trajectrol(een.rol)].format(wie=een.naam)
        for een in mensen
        if een.rol in PARTIJEN
    ]


def _year_after(day: dt.date) -> dt.date:
    """The last day of the year that begins on `day`."""
    try:
        return day.replace(year=day.year + 1) - dt.timedelta(days=1)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 1, day=28)
