"""How a fiche's questions are laid out on its page."""

from dataclasses import dataclass

from fiches.models import Doelgroep, Fiche, Thema, Vraag


@dataclass(frozen=True)
class Vraaggroep:
    """A question with the sub-questions that hang from it."""

    vraag: Vraag
    deelvragen: list[Vraag]


@dataclass(frozen=True)
class Themarij:
    """One main theme; `kolommen` has a label and its questions per audience."""

    thema: Thema
    kolommen: list[tuple[str, list[Vraaggroep]]]


def vraaggroepen(fiche: Fiche) -> list[Vraaggroep]:
    """All questions of the fiche in the order of the source, in one query."""
    groepen: dict[int, Vraaggroep] = {}
    for vraag in fiche.vragen.select_related("hoofdthema"):
        if vraag.hoofdvraag_id:
            groepen[vraag.hoofdvraag_id].deelvragen.append(vraag)
        else:
            groepen[vraag.pk] = Vraaggroep(vraag, [])
    return list(groepen.values())


def themarijen(fiche: Fiche) -> list[Themarij]:
    """The three audiences side by side, a row for each main theme."""
    groepen = vraaggroepen(fiche)
    themas = {groep.vraag.hoofdthema for groep in groepen}
    return [
        Themarij(
            thema,
            [
                (
                    str(doelgroep.label),
                    [
                        groep
                        for groep in groepen
                        if groep.vraag.hoofdthema == thema
                        and groep.vraag.doelgroep == doelgroep
                    ],
                )
                for doelgroep in Doelgroep
            ],
        )
        for thema in sorted(themas, key=lambda thema: thema.volgorde)
    ]
