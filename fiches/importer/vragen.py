"""Question lists: one bullet a question, with sub-questions below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from fiches.importer.alineas import Alineas
from fiches.importer.regels import Bijzonderheid, Regel, Stuk, join_regels

# \uf0b7 and \uf0a7 are the bullets of the fonts Symbol and Wingdings.
_BULLET: Final = re.compile(r"[•●▪■‣∙·►➢\uf0b7\uf0a7]\s*(.*)|[*](?:\s+(.*))?")
_DEELBULLET: Final = re.compile(r"[◦○]\s*(.*)|o(?:\s+(.*))?")
# A dash is a bullet in a list that begins with one, and else a dash.
_STREEP: Final = re.compile(r"[-–](?:\s+([^a-zà-ÿ].*)?)?")


def read_vragen(regels: Sequence[Regel], verwacht: int) -> list[Stuk]:
    """The questions of one list, by their bullets.

    Some programs draw bullets instead of writing them. Then a question mark at
    the end of a line tells, and what tells paragraphs apart.
    """
    if not regels:
        return []
    dashed = _STREEP.fullmatch(regels[0].tekst) is not None
    if dashed or _BULLET.fullmatch(regels[0].tekst):
        return _by_bullets(regels, dashed=dashed)
    return _without_bullets(regels, verwacht)


def _by_bullets(regels: Sequence[Regel], *, dashed: bool) -> list[Stuk]:
    found: list[tuple[list[Regel], bool]] = []
    for regel in regels:
        sub = _DEELBULLET.fullmatch(regel.tekst)
        bullet = sub or _BULLET.fullmatch(regel.tekst)
        bullet = bullet or (_STREEP.fullmatch(regel.tekst) if dashed else None)
        if bullet:
            tekst = next(filter(None, bullet.groups()), "")
            found.append(([replace(regel, tekst=tekst)], sub is not None))
        else:
            found[-1][0].append(regel)
    return [_vraag(lines, deelvraag=sub) for lines, sub in found]


def _without_bullets(regels: Sequence[Regel], verwacht: int) -> list[Stuk]:
    """The questions by their question marks; what is indented is a sub-question."""
    alineas = Alineas(
        regels,
        may_end=[
            regel.tekst.endswith("?") and not following.tekst[0].islower()
            for regel, following in pairwise(regels)
        ]
        + [True],
        must_end=[False] * (len(regels) - 1) + [True],
    )
    found = [
        _vraag(lines, deelvraag=lines[0].inspringing > regels[0].inspringing + 1)
        for lines in alineas.split(verwacht)
    ]
    place = regels[0].plaats
    wat = "de lijst heeft geen opsommingstekens, gelezen is tot elk vraagteken"
    odd = Bijzonderheid(place, place, wat)
    return [replace(found[0], vreemd=(odd, *found[0].vreemd)), *found[1:]]


def _vraag(regels: Sequence[Regel], *, deelvraag: bool) -> Stuk:
    return Stuk(
        tuple(regels),
        join_regels(regels),
        deelvraag=deelvraag,
        vreemd=tuple(_odd(regels[-1])),
    )


def _odd(last: Regel) -> Iterator[Bijzonderheid]:
    if not last.tekst.endswith("?"):
        wat = "eindigt niet op een vraagteken"
        yield Bijzonderheid(last.plaats, last.plaats, wat)
