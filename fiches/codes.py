"""The content codes of the four fiches: what exists, and in which order.

Source: "De SamenWIJzer", numbered as it stands there. Both loaders check
against this inventory, so that a fiche is complete or is not loaded at all.
"""

from typing import Final

LITERATUUR: Final = "L"
STEMMEN: Final = "Q"
SCHOOLTEAM: Final = "T"
ZIJ_INSTROMER: Final = "Z"
LERARENOPLEIDING: Final = "O"

# Pieces per fiche and part; sub-questions come on top.
AANTALLEN: Final[dict[int, dict[str, int]]] = {
    1: {"L": 5, "Q": 7, "T": 5, "Z": 8, "O": 8},
    2: {"L": 4, "Q": 4, "T": 8, "Z": 7, "O": 8},
    3: {"L": 4, "Q": 7, "T": 7, "Z": 6, "O": 6},
    4: {"L": 4, "Q": 5, "T": 9, "Z": 8, "O": 7},
}
DEELVRAGEN: Final[dict[str, tuple[str, ...]]] = {
    "F1-T-03": ("F1-T-03a", "F1-T-03b"),
}


def codes(nummer: int, deel: str) -> list[str]:
    """Every code of one part of fiche `nummer`, in order, sub-questions in place."""
    found = []
    for volgorde in range(1, AANTALLEN[nummer][deel] + 1):
        code = f"F{nummer}-{deel}-{volgorde:02}"
        found += [code, *DEELVRAGEN.get(code, ())]
    return found


def hoofdvraag(code: str) -> str | None:
    """The question that `code` is a sub-question of, if it is one."""
    return code[:-1] if code[-1].isalpha() else None
