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


@dataclass(frozen=True)
class Indeling:
    """The questions of a fiche for the audience `voor`, or for all with ""."""

    fiche: Fiche
    voor: str

    @property
    def lijst(self) -> list[Vraaggroep]:
        """The questions for `voor`, in the order of the source; one query."""
        groepen = _vraaggroepen(self.fiche)
        return [groep for groep in groepen if groep.vraag.doelgroep == self.voor]

    @property
    def rijen(self) -> list[Themarij]:
        """The three audiences side by side, a row for each main theme; one query."""
        groepen = _vraaggroepen(self.fiche)
        themas = {groep.vraag.hoofdthema for groep in groepen}
        return [
            Themarij(thema, _kolommen(thema, groepen))
            for thema in sorted(themas, key=lambda thema: thema.volgorde)
        ]


def _vraaggroepen(fiche: Fiche) -> list[Vraaggroep]:
    groepen: dict[int, Vraaggroep] = {}
    for vraag in fiche.vragen.select_related("hoofdthema"):
        if vraag.hoofdvraag_id:
            groepen[vraag.hoofdvraag_id].deelvragen.append(vraag)
        else:
            groepen[vraag.pk] = Vraaggroep(vraag, [])
    return list(groepen.values())


def _kolommen(
    thema: Thema, groepen: list[Vraaggroep]
) -> list[tuple[str, list[Vraaggroep]]]:
    here = [groep for groep in groepen if groep.vraag.hoofdthema == thema]
    return [
        (
            str(doelgroep.label),
            [groep for groep in here if groep.vraag.doelgroep == doelgroep],
        )
        for doelgroep in Doelgroep
    ]
