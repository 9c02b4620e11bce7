"""The questions on the composer's page: first what was chosen, then what can be."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from fiches.indeling import group
from fiches.models import Doelgroep, Fiche, Vraag
from gespreksbladen.keuze import EIGEN, Keuze


@dataclass(frozen=True)
class Optie:
    """A question to tick; `fiche` is None for one of somebody's own."""

    code: str
    tekst: str
    fiche: Fiche | None = None
    voor: str = ""


@dataclass(frozen=True)
class Vragenlijst:
    """One query for all of it."""

    keuze: Keuze
    fiches: Sequence[Fiche]

    @cached_property
    def _known(self) -> dict[str, Optie]:
        rows = Vraag.objects.filter(fiche__in=self.fiches).order_by("fiche", "volgorde")
        numbers = {fiche.pk: fiche for fiche in self.fiches}
        known = {
            vraag.code: Optie(
                vraag.code,
                vraag.tekst,
                numbers[vraag.fiche_id],
                str(Doelgroep(vraag.doelgroep).label),
            )
            for groep in group(rows)
            for vraag in (groep.vraag, *groep.deelvragen)
        }
        own = {f"{EIGEN}{i}": text for i, text in enumerate(self.keuze.eigen, 1)}
        return known | {code: Optie(code, text) for code, text in own.items()}

    @property
    def gekozen(self) -> list[Optie]:
        """What is printed, in its order; empty when that is every question."""
        if not self.keuze.vragen:
            return []
        return [self._known[c] for c in self.keuze.volgorde if c in self._known]

    @property
    def eigen(self) -> list[Optie]:
        """Own questions, while nothing was ticked: they come last."""
        codes = () if self.keuze.vragen else self.keuze.volgorde
        return [self._known[code] for code in codes if code in self._known]

    @property
    def per_fiche(self) -> list[tuple[Fiche, list[tuple[str, list[Optie]]]]]:
        """Of the chosen fiches, per audience: what isn't ticked."""
        keuze = self.keuze
        fiches = [f for f in self.fiches if not keuze.fiches or f.slug in keuze.fiches]
        labels = [str(d.label) for d in Doelgroep if not keuze.voor or d in keuze.voor]
        left = [o for o in self._known.values() if o.code not in keuze.vragen]
        return [
            (
                fiche,
                [
                    (label, [o for o in left if o.fiche == fiche and o.voor == label])
                    for label in labels
                ],
            )
            for fiche in fiches
        ]

    @property
    def open(self) -> bool:
        """Whether to show the questions at once: those of a single fiche."""
        return len(self.keuze.fiches) == 1
