"""Read `fixtures/`: YAML files to plain values, with errors an author can act on."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from fiches import codes
from fiches.inhoud import (
    FicheInhoud,
    InhoudFout,
    LiteratuurInhoud,
    StemInhoud,
    VraagInhoud,
    check,
)
from fiches.models import Doelgroep, Spreker

OF_FOUT = "of de waarde is leeg of van de verkeerde soort"
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
    bronnen = _read_list(folder / "bronnen.yaml", "bronnen", BRONVELDEN)
    themas = _read_list(folder / "themas.yaml", "themas", THEMAVELDEN)
    for volgorde, thema in enumerate(themas, start=1):
        thema["volgorde"] = volgorde
    known_bronnen = {bron["slug"] for bron in bronnen}
    known_themas = {thema["slug"] for thema in themas}
    fiches: dict[int, FicheInhoud] = {}
    for path in sorted(folder.glob("fiche-*.yaml")):
        try:
            fiche = _fiche(_read_yaml(path))
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


def _read_yaml(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as fout:
        raise InhoudFout(f"dit bestand is niet te lezen ({fout})") from fout


def _read_list(path: Path, key: str, velden: list[str]) -> list[dict[str, Any]]:
    """The rows under `key`, each with exactly `velden`, all of them texts."""
    try:
        found = _value(_read_yaml(path), key, list, path.name)
        rows = [{veld: _value(row, veld, str, key) for veld in velden} for row in found]
        slugs = Counter(row["slug"] for row in rows)
        doubled = [slug for slug, number in slugs.items() if number > 1]
        if doubled:
            raise InhoudFout(f"“{doubled[0]}” staat er dubbel")
    except InhoudFout as fout:
        raise InhoudFout(f"{path.name}: {fout}.") from fout
    return rows


def _value(row: Any, key: str, kind: type, place: str) -> Any:
    """`row[key]`, of the type it should have."""
    found = row.get(key) if isinstance(row, dict) else None
    if not isinstance(found, kind) or found == "":
        raise InhoudFout(f"bij {place} ontbreekt “{key}”, {OF_FOUT}")
    return _unwrapped(found) if isinstance(found, str) else found


def _unwrapped(text: str) -> str:
    """Lines joined again; an empty line still parts two paragraphs."""
    paragraphs = text.strip().split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _fiche(document: Any) -> FicheInhoud:
    row = _value(document, "fiche", dict, "het bestand")
    nummer = _value(row, "nummer", int, "de fiche")
    if nummer not in codes.AANTALLEN:
        raise InhoudFout(f"fiche {nummer} bestaat niet, kies 1, 2, 3 of 4")
    place = f"fiche {nummer}"
    vragen = _value(row, "vragen", dict, place)
    unknown = set(vragen) - set(Doelgroep.values)
    if unknown:
        raise InhoudFout(
            f"“{min(map(str, unknown))}” is geen doelgroep, kies uit {DOELGROEPEN}"
        )
    return FicheInhoud(
        nummer=nummer,
        **{
            key: _value(row, key, str, place)
            for key in ("slug", "titel", "kernvraag", "inleiding", "bron")
        },
        literatuur=tuple(map(_literatuur, _value(row, "literatuur", list, place))),
        stemmen=tuple(map(_stem, _value(row, "stemmen", list, place))),
        vragen=tuple(
            _vraag(vraag, doelgroep)
            for doelgroep in Doelgroep
            for vraag in _value(vragen, doelgroep.value, list, place)
        ),
    )


def _literatuur(row: Any) -> LiteratuurInhoud:
    code = _value(row, "code", str, "een literatuurblok")
    return LiteratuurInhoud(
        code=code,
        kop=_value(row, "kop", str, code),
        tekst=_value(row, "tekst", str, code),
        kernbegrippen=tuple(_strings(row, "kernbegrippen", code)),
    )


def _stem(row: Any) -> StemInhoud:
    code = _value(row, "code", str, "een stem")
    spreker = _value(row, "spreker", str, code)
    if spreker not in Spreker.values:
        raise InhoudFout(f"bij {code} is “{spreker}” geen bekende spreker")
    achtergrond = _value(row, "achtergrond", str, code) if "achtergrond" in row else ""
    return StemInhoud(
        code=code,
        spreker=spreker,
        achtergrond=achtergrond,
        tekst=_value(row, "tekst", str, code),
    )


def _vraag(row: Any, doelgroep: Doelgroep) -> VraagInhoud:
    code = _value(row, "code", str, "een vraag")
    return VraagInhoud(
        code=code,
        doelgroep=doelgroep.value,
        tekst=_value(row, "tekst", str, code),
        themas=tuple(_strings(row, "themas", code)),
        gevoelig=_value(row, "gevoelig", bool, code),
    )


def _strings(row: Any, key: str, code: str) -> Iterator[str]:
    found = _value(row, key, list, code)
    if not found or not all(isinstance(text, str) and text for text in found):
        raise InhoudFout(f"bij {code} ontbreekt “{key}”, {OF_FOUT}")
    yield from found


def _check_themas(fiche: FicheInhoud, known: set[str]) -> None:
    for vraag in fiche.vragen:
        for thema in vraag.themas:
            if thema not in known:
                raise InhoudFout(f"bij {vraag.code} is “{thema}” geen bekend thema")
