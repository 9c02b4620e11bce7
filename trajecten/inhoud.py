"""The footbridge as `fixtures/loopbrug.yaml` has it, held against its inventory."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from fiches.inhoud import InhoudFout
from fiches.lezen import read_rows, read_strings, read_value, read_yaml
from trajecten.models import Profiel

BESTAND: Final = "loopbrug.yaml"
# Barriers and, by theme, results of the breakthrough sessions on zij-instroom.
DREMPELS: Final = 4
AANTALLEN: Final = {"A": 3, "B": 6, "C": 4, "D": 2, "E": 5, "F": 6}


@dataclass(frozen=True)
class LoopbrugInhoud:
    """The values of each row, in the order in which they can be stored."""

    drempels: list[dict[str, Any]]
    themas: list[dict[str, str]]
    maatregelen: list[dict[str, str]]  # each with the letter of its `thema`
    profielen: list[dict[str, str]]


def read(folder: Path) -> LoopbrugInhoud:
    """Read and check the file; raises `InhoudFout` with its name and the code."""
    path = folder / BESTAND
    profielen = read_rows(path, "profielen", ["code", "titel", "tekst"])
    try:
        whole = read_yaml(path)
        rows = read_value(whole, "themas", list, "het bestand")
        found = LoopbrugInhoud(
            drempels=list(_read_drempels(whole)),
            themas=[
                {veld: read_value(row, veld, str, "themas") for veld in VELDEN}
                for row in rows
            ],
            maatregelen=[one for row in rows for one in _read_maatregelen(row)],
            profielen=profielen,
        )
        _check(found)
    except InhoudFout as fout:
        raise InhoudFout(f"{BESTAND}: {fout}.") from fout
    return found


VELDEN = ("letter", "titel")


def _read_drempels(whole: Any) -> Iterator[dict[str, Any]]:
    for row in read_value(whole, "drempels", list, "het bestand"):
        code = read_value(row, "code", str, "een drempel")
        texts = {
            veld: read_value(row, veld, str, code)
            for veld in ("titel", "tekst", "vraag")
        }
        yield {"code": code, **texts, "helpt": list(read_strings(row, "helpt", code))}


def _read_maatregelen(thema: Any) -> Iterator[dict[str, str]]:
    letter = read_value(thema, "letter", str, "een thema")
    for row in read_value(thema, "maatregelen", list, f"thema {letter}"):
        code = read_value(row, "code", str, f"thema {letter}")
        noted = "kanttekening" in row
        yield {
            "thema": letter,
            "code": code,
            "tekst": read_value(row, "tekst", str, code),
            "kanttekening": read_value(row, "kanttekening", str, code) if noted else "",
        }


def _check(found: LoopbrugInhoud) -> None:
    maatregelen = [
        f"OP-{letter}-{number:02}"
        for letter, most in AANTALLEN.items()
        for number in range(1, most + 1)
    ]
    _check_codes(found.themas, "letter", list(AANTALLEN))
    _check_codes(found.maatregelen, "code", maatregelen)
    _check_codes(found.drempels, "code", [f"DR-{n}" for n in range(1, DREMPELS + 1)])
    _check_codes(found.profielen, "code", list(Profiel.values))
    for drempel in found.drempels:
        for code in drempel["helpt"]:
            if code not in maatregelen:
                raise InhoudFout(f"bij {drempel['code']} is “{code}” geen maatregel")


def _check_codes(rows: list[dict[str, Any]], key: str, expected: list[str]) -> None:
    codes = [row[key] for row in rows]
    if codes != expected:
        raise InhoudFout(
            f"er staat {', '.join(codes)} in plaats van {', '.join(expected)}"
        )
