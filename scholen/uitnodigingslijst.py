"""Reading a pasted list of addresses, or the lines of a CSV file."""

import re

from django.core.exceptions import ValidationError

from samenwijzer.lib.adres import clean_adres
from scholen.models import Rol

MAX_LINES = 200
SEPARATORS = re.compile(r"[;,\t]")
IN_BRACKETS = re.compile(r"<([^<>]*)>")
HEADINGS = {
    "adres",
    "e-mail",
    "e-mailadres",
    "email",
    "emailadres",
    "mail",
    "mailadres",
}
ROLLEN = {
    "coordinator": Rol.COORDINATOR,
    "coördinator": Rol.COORDINATOR,
    "directie": Rol.DIRECTIE,
    "schoolleiding": Rol.DIRECTIE,
    "lid": Rol.LID,
}


class Regelfout(Exception):
    """What is wrong, one Dutch sentence a line."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(*messages)
        self.messages = messages


def read_list(text: str, rol: str) -> list[tuple[str, str]]:
    """The (address, role) pairs in `text`; `rol` for lines that name none.

    Takes a line as people and programs write it: `an@school.be`,
    `An Peeters <an@school.be>`, `An;Peeters;an@school.be;directie`, several
    addresses with commas. A line that names columns is a heading, and skipped.
    """
    found: dict[str, str] = {}
    messages = []
    lines = [line.strip() for line in text.split("\n")]
    filled = [
        (number, line)
        for number, line in enumerate(lines, 1)
        if line and not _is_heading(line)
    ]
    if not filled:
        raise Regelfout(["Vul minstens één e-mailadres in."])
    if len(filled) > MAX_LINES:
        raise Regelfout([f"Dat zijn meer dan {MAX_LINES} regels. Kort de lijst in."])
    for number, line in filled:
        try:
            for adres, own in _read_line(line):
                if adres in found:
                    raise ValidationError(
                        "Dit adres staat er al eerder. Haal er één weg."
                    )
                found[adres] = own or rol
        except ValidationError as fout:
            messages.append(f"Regel {number} ({line[:60]}): {fout.messages[0]}")
    if messages:
        raise Regelfout(messages)
    return list(found.items())


def _is_heading(line: str) -> bool:
    parts = [part.strip(' "').lower() for part in SEPARATORS.split(line)]
    return "@" not in line and any(part in HEADINGS for part in parts)


def _read_line(line: str) -> list[tuple[str, str]]:
    parts = [part.strip().strip('"').strip() for part in SEPARATORS.split(line)]
    named = {ROLLEN[part.lower()] for part in parts if part.lower() in ROLLEN}
    if len(named) > 1:
        raise ValidationError("Hier staan twee rollen. Kies er één.")
    adressen = [part for part in parts if "@" in part]
    if not adressen:
        raise ValidationError(
            "Hier staat geen e-mailadres, want er is geen @. Vul het aan of haal de "
            "regel weg."
        )
    own = next(iter(named), "")
    return [(clean_adres(_bare(adres)), own) for adres in adressen]


def _bare(adres: str) -> str:
    """The address in `Naam <adres>`, or the whole."""
    match = IN_BRACKETS.search(adres)
    return match.group(1) if match else adres
