"""How a fiche's questions are laid out on its page."""

from collections.abc import Iterable
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

    @property
    def delicate(self) -> int:
        """How many columns open with a sensitive question."""
        return sum(groepen[0].vraag.gevoelig for _, groepen in self.kolommen if groepen)


@dataclass(frozen=True)
class Indeling:
    """The questions of a fiche for the audience `voor`, or for all with ""."""

    fiche: Fiche
    voor: str

    @property
    def lijst(self) -> list[Vraaggroep]:
        """The questions for `voor`, the sensitive ones last; one query."""
        groepen = group(self.fiche.vragen.select_related("hoofdthema"))
        return [groep for groep in groepen if groep.vraag.doelgroep == self.voor]

    @property
    def rijen(self) -> list[Themarij]:
        """The three audiences side by side, a row for each main theme; one query.

        Rows of which more columns open with a sensitive question come later.
        """
        groepen = group(self.fiche.vragen.select_related("hoofdthema"))
        themas = {groep.vraag.hoofdthema for groep in groepen}
        rijen = [Themarij(thema, _kolommen(thema, groepen)) for thema in themas]
        return sorted(rijen, key=lambda rij: (rij.delicate, rij.thema.volgorde))


def group(vragen: Iterable[Vraag]) -> list[Vraaggroep]:
    """In the order of the source, but nothing opens with a sensitive question."""
    groepen: dict[int, Vraaggroep] = {}
    for vraag in vragen:
        if vraag.hoofdvraag_id:
            groepen[vraag.hoofdvraag_id].deelvragen.append(vraag)
        else:
            groepen[vraag.pk] = Vraaggroep(vraag, [])
    return sorted(groepen.values(), key=lambda groep: groep.vraag.gevoelig)


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
