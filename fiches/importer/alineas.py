"""Where paragraphs end, when nothing at their beginning tells.

Copies differ in what shows it: any white, more white than between other lines,
an indent after it, or nothing but a last line that isn't full. So a text is read
in each of these ways, the surest first, and the first way that gives as many
pieces as we know of is believed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from fiches.importer.regels import Regel

# A line with less room than this, as a share of the widest line, may be full; the
# room is a guess, since letters are as wide as their font makes them.
_VOL: Final = 0.07
_MARGE: Final = 0.02
# Widths of letters in most fonts, in thousands of the letter size.
_BREEDTES: Final = {
    **dict.fromkeys("ijl.,:;'’‘|!()[]- ", 290),
    **dict.fromkeys('frt“”"/?', 370),
    **dict.fromkeys("mwMW—", 850),
}
_GEWOON: Final = 550
_HOOFDLETTER: Final = 680


def _width(tekst: str) -> int:
    return sum(
        _BREEDTES.get(char, _HOOFDLETTER if char.isupper() else _GEWOON)
        for char in tekst
    )


@dataclass(frozen=True)
class Alineas:
    """Lines in which paragraphs have to be found.

    `may_end` and `must_end` say of each line whether it can be a last one, and
    whether it surely is.
    """

    regels: Sequence[Regel]
    may_end: Sequence[bool]
    must_end: Sequence[bool]

    def split(self, verwacht: int) -> list[list[Regel]]:
        """The paragraphs, `verwacht` of them if the lines can be read that way."""
        readings = [self._cut(ends) for ends in self._possible_ends()]
        return next((cut for cut in readings if len(cut) == verwacht), readings[1])

    def _cut(self, ends: Sequence[bool]) -> list[list[Regel]]:
        found: list[list[Regel]] = [[]]
        for at, regel in enumerate(self.regels):
            found[-1].append(regel)
            if self.must_end[at] or (self.may_end[at] and ends[at]):
                found.append([])
        return [lines for lines in found if lines]

    def _possible_ends(self) -> list[list[bool]]:
        inside = [regel.wit for regel in self.regels if not regel.nieuwe_bladzijde]
        usual = Counter(inside[1:]).most_common(1)[0][0] if inside[1:] else 0
        return [
            [True] * len(self.regels),  # no paragraph can end elsewhere
            *self._white(0),
            *self._white(usual),
            self._before_indent(),
            *self._roomy(),
        ]

    def _white(self, usual: int) -> list[list[bool]]:
        """After which lines there is more white than usual.

        At the top of a page white tells little. There it may count, or only a line
        before it that isn't full, or every page may begin a paragraph.
        """
        white = [regel.wit > usual for regel in self.regels[1:]]
        turned = [regel.nieuwe_bladzijde for regel in self.regels[1:]]
        roomy = [room >= _VOL for room in rooms(self.regels)]
        places = list(zip(white, turned, roomy, strict=False))
        return [
            [w or (t and r) for w, t, r in places] + [True],
            [r if t else w for w, t, r in places] + [True],
            [w or t for w, t, _ in places] + [True],
        ]

    def _before_indent(self) -> list[bool]:
        margin = min((regel.inspringing for regel in self.regels), default=0)
        indented = [regel.inspringing > margin + 1 for regel in self.regels]
        return [*indented[1:], True]

    def _roomy(self) -> list[list[bool]]:
        """The lines with more room than any line that can't be a last one.

        Where none of those has room for one more word, counted in letters, a
        program wrapped a text file by letters, and nothing is a guess.
        """
        ends = zip(self.may_end, self.must_end, strict=True)
        others = [at for at, (may, must) in enumerate(ends) if not may and not must]
        by_letters, guessed = rooms(self.regels, len), rooms(self.regels)
        in_text = all(regel.plaats.bladzijde == 0 for regel in self.regels)
        if in_text and all(by_letters[at] <= 0 for at in others):
            return [[room > 0 for room in by_letters]]
        return [
            [room > max((own[at] for at in others), default=0) + margin for room in own]
            for own, margin in ((guessed, _MARGE), (by_letters, 0))
        ]


def rooms(regels: Sequence[Regel], width: Callable[[str], int] = _width) -> list[float]:
    """What is left on each line after the next line's first word were it there.

    In shares of the widest line; under 0 when that word wouldn't have fitted.
    """
    widest = max((width(regel.tekst) for regel in regels), default=0)
    words = [width(" " + regel.tekst.split(" ")[0]) for regel in regels[1:]]
    return [
        1 - (width(regel.tekst) + word) / widest
        for regel, word in zip(regels, [*words, 0], strict=False)
    ]
