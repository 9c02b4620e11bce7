"""Read `fixtures/`: YAML files to plain values, with errors an author can act on."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fiches import codes
from fiches.inhoud import (
    FicheInhoud,
    InhoudFout,
    LiteratuurInhoud,
    StemInhoud,
    VraagInhoud,
    check,
)
from fiches.lezen import read_rows, read_strings, read_value, read_yaml
from fiches.models import Doelgroep, Spreker

_BRONVELDEN = "slug titel auteurs instelling project projectvervolg jaren"
BRONVELDEN = _BRONVELDEN.split()
THEMAVELDEN = ["slug", "naam"]
DOELGROEPEN = ", ".join(Doelgroep.values)


@dataclass(frozen=True)
class Bestanden:
    """Everything `fixtures/` holds; `bronnen` and `themas` are field values."""

    bronnen: list[dict[str, Any]]
    themas: list[dict[str, Any]]
    fiches: list[FicheInhoud]


def read(folder: Path) -> Bestanden:
    """Read and check the whole folder.

    Raises `InhoudFout` with file and code for whatever isn't right.
    """
    bronnen = read_rows(folder / "bronnen.yaml", "bronnen", BRONVELDEN)
    themas = read_rows(folder / "themas.yaml", "themas", THEMAVELDEN)
    for volgorde, thema in enumerate(themas, start=1):
        thema["volgorde"] = volgorde
    known_bronnen = {bron["slug"] for bron in bronnen}
    known_themas = {thema["slug"] for thema in themas}
    fiches: dict[int, FicheInhoud] = {}
    for path in sorted(folder.glob("fiche-*.yaml")):
        try:
            fiche = _fiche(read_yaml(path))
            check(fiche)
            _check_themas(fiche, known_themas)
            if fiche.bron not in known_bronnen:
                raise InhoudFout(f"“{fiche.bron}” is geen bekende bron")
        except InhoudFout as fout:
            raise InhoudFout(f"{path.name}: {fout}.") from fout
        if fiche.nummer in fiches:
            raise InhoudFout(f"{path.name}: fiche {fiche.nummer} staat er al.")
        fiches[fiche.nummer] = fiche
    missing = [nummer for nummer in codes.AANTALLEN if nummer not in fiches]
    if missing:
        raise InhoudFout(f"{folder.name}: fiche {missing[0]} ontbreekt.")
    return Bestanden(bronnen, themas, list(fiches.values()))


def _fiche(document: Any) -> FicheInhoud:
    row = read_value(document, "fiche", dict, "het bestand")
    nummer = read_value(row, "nummer", int, "de fiche")
    if nummer not in codes.AANTALLEN:
        raise InhoudFout(f"fiche {nummer} bestaat niet, kies 1, 2, 3 of 4")
    place = f"fiche {nummer}"
    vragen = read_value(row, "vragen", dict, place)
    unknown = set(vragen) - set(Doelgroep.values)
    if unknown:
        raise InhoudFout(
            f"“{min(map(str, unknown))}” is geen doelgroep, kies uit {DOELGROEPEN}"
        )
    return FicheInhoud(
        nummer=nummer,
        **{
            key: read_value(row, key, str, place)
            for key in ("slug", "titel", "kernvraag", "inleiding", "bron")
        },
        literatuur=tuple(map(_literatuur, read_value(row, "literatuur", list, place))),
        stemmen=tuple(map(_stem, read_value(row, "stemmen", list, place))),
        vragen=tuple(
            _vraag(vraag, doelgroep)
            for doelgroep in Doelgroep
            for vraag in read_value(vragen, doelgroep.value, list, place)
        ),
    )


def _literatuur(row: Any) -> LiteratuurInhoud:
    code = read_value(row, "code", str, "een literatuurblok")
    return LiteratuurInhoud(
        code=code,
        kop=read_value(row, "kop", str, code),
        tekst=read_value(row, "tekst", str, code),
        kernbegrippen=tuple(read_strings(row, "kernbegrippen", code)),
    )


def _stem(row: Any) -> StemInhoud:
    code = read_value(row, "code", str, "een stem")
    spreker = read_value(row, "spreker", str, code)
    if spreker not in Spreker.values:
        raise InhoudFout(f"bij {code} is “{spreker}” geen bekende spreker")
    achtergrond = (
        read_value(row, "achtergrond", str, code) if "achtergrond" in row else ""
    )
    return StemInhoud(
        code=code,
        spreker=spreker,
        achtergrond=achtergrond,
        tekst=read_value(row, "tekst", str, code),
    )


def _vraag(row: Any, doelgroep: Doelgroep) -> VraagInhoud:
    code = read_value(row, "code", str, "een vraag")
    return VraagInhoud(
        code=code,
        doelgroep=doelgroep.value,
        tekst=read_value(row, "tekst", str, code),
        themas=tuple(read_strings(row, "themas", code)),
        gevoelig=read_value(row, "gevoelig", bool, code),
    )


def _check_themas(fiche: FicheInhoud, known: set[str]) -> None:
    for vraag in fiche.vragen:
        for thema in vraag.themas:
            if thema not in known:
                raise InhoudFout(f"bij {vraag.code} is “{thema}” geen bekend thema")
