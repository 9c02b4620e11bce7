"""What was read, as the content that both loaders hand to the database."""

from fiches import codes
from fiches.importer.document import BronFiche
from fiches.importer.regels import Stuk
from fiches.inhoud import FicheInhoud, LiteratuurInhoud, StemInhoud, VraagInhoud
from fiches.models import Doelgroep, Spreker


def as_inhoud(fiche: BronFiche) -> FicheInhoud:
    """The wording of one fiche; all else is empty, for `services.follow` to fill."""
    return FicheInhoud(
        nummer=fiche.nummer,
        slug="",
        titel=fiche.titel,
        kernvraag="",
        inleiding="",
        bron="",
        literatuur=tuple(
            LiteratuurInhoud(code=code, kop="", tekst=stuk.tekst)
            for code, stuk in fiche.deel(codes.LITERATUUR).items()
        ),
        stemmen=tuple(
            StemInhoud(code=code, spreker=_spreker(stuk), tekst=stuk.tekst)
            for code, stuk in fiche.deel(codes.STEMMEN).items()
        ),
        vragen=tuple(
            VraagInhoud(
                code=code,
                doelgroep=doelgroep.value,
                tekst=stuk.tekst,
                themas=(),
                gevoelig=False,
            )
            for doelgroep in Doelgroep
            for code, stuk in fiche.deel(doelgroep.deel).items()
        ),
    )


def _spreker(stuk: Stuk) -> str:
    if stuk.aanvangsbegeleider:
        return Spreker.AANVANGSBEGELEIDER.value
    return Spreker.ZIJ_INSTROMER.value
