"""Builders: make one of something, whole, with only what the test is about said."""

from collections import Counter
from typing import Any

from fiches import codes
from fiches.inhoud import FicheInhoud, LiteratuurInhoud, StemInhoud, VraagInhoud
from fiches.models import Bron, Doelgroep, Fiche, Thema, Uitgave
from fiches.services import save_fiche


def make_inhoud(nummer: int = 1, **changes: Any) -> FicheInhoud:
    """A complete fiche whose texts are their own codes, all under theme "team"."""
    values: dict[str, Any] = {
        "nummer": nummer,
        "slug": f"fiche-{nummer}",
        "titel": f"Titel {nummer}",
        "kernvraag": f"Kernvraag {nummer}?",
        "inleiding": f"Inleiding {nummer}.",
        "bron": "bron",
        "literatuur": tuple(
            LiteratuurInhoud(
                code=code, kop=f"Kop {code}", tekst=code, kernbegrippen=("begrip",)
            )
            for code in codes.codes(nummer, codes.LITERATUUR)
        ),
        "stemmen": tuple(
            StemInhoud(code=code, spreker="zij-instromer", tekst=code)
            for code in codes.codes(nummer, codes.STEMMEN)
        ),
        "vragen": tuple(
            VraagInhoud(
                code=code,
                doelgroep=doelgroep.value,
                tekst=code,
                themas=("team",),
                gevoelig=False,
            )
            for doelgroep in Doelgroep
            for code in codes.codes(nummer, doelgroep.deel)
        ),
    }
    return FicheInhoud(**(values | changes))


def make_fiche(
    nummer: int = 1, *, uitgave: Uitgave = Uitgave.EIGEN, **changes: Any
) -> Fiche:
    """A stored fiche, with the source and the themes it needs."""
    inhoud = make_inhoud(nummer, **changes)
    Bron.objects.get_or_create(
        slug=inhoud.bron,
        defaults={
            "titel": "Een document",
            "auteurs": "Iemand",
            "instelling": "Een school",
            "project": "Een project",
            "jaren": "2025",
        },
    )
    slugs = {slug for vraag in inhoud.vragen for slug in vraag.themas}
    for volgorde, slug in enumerate(sorted(slugs)):
        Thema.objects.get_or_create(
            slug=slug, defaults={"naam": slug.title(), "volgorde": volgorde}
        )
    return save_fiche(uitgave, inhoud, Counter())
