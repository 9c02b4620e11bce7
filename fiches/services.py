"""Writing content: the only way fiches get into the database."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.module_loading import import_string

from fiches import bestanden, codes
from fiches.inhoud import (
    FicheInhoud,
    InhoudFout,
    LiteratuurInhoud,
    StemInhoud,
    VraagInhoud,
    check,
)
from fiches.models import (
    Bron,
    Fiche,
    Thema,
    Uitgave,
    Vraag,
)

M = TypeVar("M", bound=models.Model)
Telling = Counter[str]
"""How many rows were "nieuw", "gewijzigd" and "ongewijzigd"."""


@transaction.atomic
def load_all(folder: Path) -> Telling:
    """Load what each of `settings.INHOUD` finds in `folder`, all of it or nothing."""
    return sum((import_string(path)(folder) for path in settings.INHOUD), Counter())


@transaction.atomic
def load_inhoud(folder: Path) -> Telling:
    """Load or refresh the fiches in `folder`, all of them or nothing.

    Raises `InhoudFout`, with file and code, before anything is written.
    """
    found = bestanden.read(folder)
    telling: Telling = Counter()
    for bron in found.bronnen:
        store(Bron.objects.filter(slug=bron["slug"]), bron, telling)
    for thema in found.themas:
        store(Thema.objects.filter(slug=thema["slug"]), thema, telling)
    for fiche in found.fiches:
        save_fiche(Uitgave.EIGEN, fiche, telling)
        for literal in Fiche.objects.filter(uitgave=Uitgave.BRON, nummer=fiche.nummer):
            save_fiche(Uitgave.BRON, follow(read_fiche(literal), fiche), Counter())
    return telling


@transaction.atomic
def save_bron(literal: Iterable[FicheInhoud]) -> Telling:
    """Store somebody's own copy of the source beside our edition, whole.

    Only its wording is used, see `follow`. Raises `InhoudFout` as long as our own
    edition isn't there, and when a fiche isn't complete.
    """
    eigen = {
        fiche.nummer: read_fiche(fiche)
        for fiche in Fiche.objects.filter(uitgave=Uitgave.EIGEN)
    }
    telling: Telling = Counter()
    for fiche in literal:
        if fiche.nummer not in eigen:
            raise InhoudFout(
                "Onze eigen uitgave staat nog niet in de database: "
                "voer eerst “manage.py laad_inhoud” uit."
            )
        check(fiche)
        save_fiche(Uitgave.BRON, follow(fiche, eigen[fiche.nummer]), telling)
    return telling


@transaction.atomic
def save_fiche(uitgave: Uitgave, inhoud: FicheInhoud, telling: Telling) -> Fiche:
    """Write one checked fiche and all its parts; count each row in `telling`."""
    fiche, _ = store(
        Fiche.objects.filter(uitgave=uitgave, nummer=inhoud.nummer),
        {
            "uitgave": uitgave.value,
            "nummer": inhoud.nummer,
            "slug": inhoud.slug,
            "titel": inhoud.titel,
            "kernvraag": inhoud.kernvraag,
            "inleiding": inhoud.inleiding,
            "bron": Bron.objects.get(slug=inhoud.bron),
            "vingerafdruk": inhoud.vingerafdruk,
        },
        telling,
    )
    for volgorde, blok in enumerate(inhoud.literatuur, start=1):
        values = {
            **_piece(fiche, volgorde, blok),
            "kop": blok.kop,
            "kernbegrippen": list(blok.kernbegrippen),
        }
        store(fiche.literatuur.filter(code=blok.code), values, telling)
    for volgorde, stem in enumerate(inhoud.stemmen, start=1):
        values = {
            **_piece(fiche, volgorde, stem),
            "spreker": stem.spreker,
            "achtergrond": stem.achtergrond,
        }
        store(fiche.stemmen.filter(code=stem.code), values, telling)
    _save_vragen(fiche, inhoud.vragen, telling)
    return fiche


def _save_vragen(
    fiche: Fiche, vragen: tuple[VraagInhoud, ...], telling: Telling
) -> None:
    themas = {thema.slug: thema for thema in Thema.objects.all()}
    saved: dict[str, Vraag] = {}
    for volgorde, vraag in enumerate(vragen, start=1):
        values = {
            **_piece(fiche, volgorde, vraag),
            "doelgroep": vraag.doelgroep,
            "hoofdvraag": saved.get(codes.hoofdvraag(vraag.code) or ""),
            "hoofdthema": themas[vraag.themas[0]],
            "gevoelig": vraag.gevoelig,
        }
        row, outcome = store(fiche.vragen.filter(code=vraag.code), values, telling)
        chosen = {themas[slug] for slug in vraag.themas}
        if set(row.themas.all()) != chosen:
            row.themas.set(chosen)
            if outcome == "ongewijzigd":
                telling.update({"ongewijzigd": -1, "gewijzigd": 1})
        saved[vraag.code] = row


def _piece(
    fiche: Fiche, volgorde: int, stuk: LiteratuurInhoud | StemInhoud | VraagInhoud
) -> dict[str, Any]:
    return {
        "fiche": fiche,
        "code": stuk.code,
        "volgorde": volgorde,
        "tekst": stuk.tekst,
    }


def store(
    rows: models.QuerySet[M], values: dict[str, Any], telling: Telling
) -> tuple[M, str]:
    """Make or update the one row in `rows`, and say which of the two it took."""
    row = rows.first()
    if row is None:
        row, outcome = rows.model(**values), "nieuw"
    elif all(getattr(row, name) == value for name, value in values.items()):
        telling["ongewijzigd"] += 1
        return row, "ongewijzigd"
    else:
        outcome = "gewijzigd"
        for name, value in values.items():
            setattr(row, name, value)
    try:
        row.full_clean()
    except ValidationError as fout:
        place = values.get("code") or values.get("slug") or row
        raise InhoudFout(f"{place}: {' '.join(fout.messages)}") from fout
    row.save()
    telling[outcome] += 1
    return row, outcome


def read_fiche(fiche: Fiche) -> FicheInhoud:
    """The content of a stored fiche, as it was once saved."""
    vragen = fiche.vragen.select_related("hoofdthema").prefetch_related("themas")
    return FicheInhoud(
        nummer=fiche.nummer,
        slug=fiche.slug,
        titel=fiche.titel,
        kernvraag=fiche.kernvraag,
        inleiding=fiche.inleiding,
        bron=fiche.bron.slug,
        literatuur=tuple(
            LiteratuurInhoud(
                code=blok.code,
                kop=blok.kop,
                tekst=blok.tekst,
                kernbegrippen=tuple(blok.kernbegrippen),
            )
            for blok in fiche.literatuur.all()
        ),
        stemmen=tuple(
            StemInhoud(
                code=stem.code,
                spreker=stem.spreker,
                achtergrond=stem.achtergrond,
                tekst=stem.tekst,
            )
            for stem in fiche.stemmen.all()
        ),
        vragen=tuple(
            VraagInhoud(
                code=vraag.code,
                doelgroep=vraag.doelgroep,
                tekst=vraag.tekst,
                themas=tuple(_thema_slugs(vraag)),
                gevoelig=vraag.gevoelig,
            )
            for vraag in vragen
        ),
    )


def _thema_slugs(vraag: Vraag) -> list[str]:
    main = vraag.hoofdthema.slug
    return [main, *(t.slug for t in vraag.themas.all() if t.slug != main)]


def follow(literal: FicheInhoud, eigen: FicheInhoud) -> FicheInhoud:
    """`literal` with all that isn't wording taken from our own edition.

    The source has no heart question, no themes and no mark for what is
    sensitive: those come from `eigen`, by code.
    """
    vragen = {vraag.code: vraag for vraag in eigen.vragen}
    blokken = {blok.code: blok for blok in eigen.literatuur}
    stemmen = {stem.code: stem for stem in eigen.stemmen}
    return replace(
        eigen,
        titel=literal.titel,
        literatuur=tuple(
            replace(blokken[blok.code], tekst=blok.tekst) for blok in literal.literatuur
        ),
        stemmen=tuple(
            replace(stemmen[stem.code], tekst=stem.tekst, spreker=stem.spreker)
            for stem in literal.stemmen
        ),
        vragen=tuple(
            replace(vragen[vraag.code], tekst=vraag.tekst) for vraag in literal.vragen
        ),
    )
