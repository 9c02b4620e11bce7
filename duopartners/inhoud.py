"""The guide as `fixtures/duopartners.yaml` has it, held against its inventory."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from fiches.inhoud import InhoudFout
from fiches.lezen import read_value, read_yaml
from trajecten.models import Fase

BESTAND: Final = "duopartners.yaml"
# Points per list of the "Gids voor duo-partners", under the headings of its poster.
AANTALLEN: Final = {"A": 3, "B": 1, "C": 5, "D": 5, "E": 3, "F": 8, "G": 4, "H": 3}


@dataclass(frozen=True)
class LijstInhoud:
    """One list: the values of its own row, and those of its points."""

    lijst: dict[str, str]
    punten: tuple[dict[str, str], ...]


def read(folder: Path) -> list[LijstInhoud]:
    """Read and check the file; raises `InhoudFout` with its name and the code."""
    path = folder / BESTAND
    try:
        rows = read_value(read_yaml(path), "lijsten", list, "het bestand")
        lijsten = [_read_lijst(row) for row in rows]
        if [one.lijst["letter"] for one in lijsten] != list(AANTALLEN):
            raise InhoudFout(f"de lijsten zijn niet {', '.join(AANTALLEN)}")
    except InhoudFout as fout:
        raise InhoudFout(f"{BESTAND}: {fout}.") from fout
    return lijsten


def _read_lijst(row: Any) -> LijstInhoud:
    letter = read_value(row, "letter", str, "een lijst")
    place = f"lijst {letter}"
    velden = ("titel", "fase", "inleiding")
    lijst = {veld: read_value(row, veld, str, place) for veld in velden}
    if lijst["fase"] not in Fase.values:
        raise InhoudFout(f"bij {place} is “{lijst['fase']}” geen fase")
    punten = tuple(map(_read_punt, read_value(row, "punten", list, place)))
    codes = [punt["code"] for punt in punten]
    expected = range(1, AANTALLEN.get(letter, 0) + 1)
    if codes != [f"DP-{letter}-{number:02}" for number in expected]:
        raise InhoudFout(f"de codes van {place} zijn {', '.join(codes)}")
    return LijstInhoud({"letter": letter, **lijst}, punten)


def _read_punt(row: Any) -> dict[str, str]:
    code = read_value(row, "code", str, "een punt")
    mirrored = "spiegel" in row
    return {
        "code": code,
        "tekst": read_value(row, "tekst", str, code),
        "spiegel": read_value(row, "spiegel", str, code) if mirrored else "",
    }
