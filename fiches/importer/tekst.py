"""From the text of lines to running text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

# Ligatures, and the code that some programs write for a bullet.
_LETTERS: Final = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
    | {"\x7f": "•"}
)
# Control characters that are no white space, invisible format characters, and
# lone surrogates; not the soft hyphen, which `clean_line` deals with apart.
_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x80-\x84\x86-\x9f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ud800-\udfff]"
)
_SOFT_HYPHEN: Final = "\u00ad"
# At the end of a line this one too was put there by a typesetting program.
_HYPHEN: Final = "\u2010"
# A hyphen before one of these stands for the rest of a compound.
_SUSPENDED_BEFORE: Final = {"of", "en", "en/of", "als", "noch"}


def clean_line(raw: str) -> str:
    """A line's text: composed letters, single spaces, nothing invisible.

    A soft hyphen is kept at the end alone, for `join_lines`.
    """
    plain = _INVISIBLE.sub("", raw).translate(_LETTERS)
    tekst = " ".join(unicodedata.normalize("NFC", plain).split())
    whole = tekst.removesuffix(_HYPHEN).replace(_SOFT_HYPHEN, "")
    is_cut = whole and tekst.endswith((_SOFT_HYPHEN, _HYPHEN))
    return whole + _SOFT_HYPHEN if is_cut else whole


def join_lines(lines: Iterable[str]) -> str:
    """The running text of cleaned lines; words cut in two are whole again."""
    parts = [line for line in lines if line]
    text = ""
    for part, following in pairwise([*parts, ""]):
        if part.endswith(_SOFT_HYPHEN):
            text += part.removesuffix(_SOFT_HYPHEN)
        else:
            text += part + ("" if _runs_on(part, following) else " ")
    return text.rstrip()


def _runs_on(part: str, following: str) -> bool:
    """Whether the word at the end of `part` goes on at the start of `following`."""
    if part[-1] not in "-/" or part[-2:-1] in {"", " ", "-"}:
        return False
    return part[-1] == "/" or following.split(" ")[0] not in _SUSPENDED_BEFORE
