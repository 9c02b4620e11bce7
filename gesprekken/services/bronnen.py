"""What the fiche itself says about a question: its research, its voices."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import TypeVar

from fiches.models import Fiche, Literatuurblok, Stem, Stuk, Vraag
from fiches.zoeken import STOPWOORDEN, WORD, plain

MOST = 2  # blocks of each kind; the fiche has the rest
STAM = 6  # letters that two forms of one word share
_Stuk = TypeVar("_Stuk", bound=Stuk)


@dataclass(frozen=True)
class Bronnen:
    """The blocks and voices of a fiche that are nearest to one of its questions."""

    fiche: Fiche
    literatuur: tuple[Literatuurblok, ...]
    stemmen: tuple[Stem, ...]


def find_bronnen(codes: Collection[str]) -> dict[str, Bronnen]:
    """What goes with these questions, by code; three queries.

    A code that the current edition doesn't have gets nothing, nor does a question of
    somebody's own ("").
    """
    # What isn't printable isn't a code, and may be what no database takes.
    asked = [code for code in codes if code and code.isprintable()]
    if not asked:
        return {}
    rows = Vraag.objects.filter(fiche__in=Fiche.objects.current(), code__in=asked)
    related = rows.select_related("fiche").prefetch_related(
        "fiche__literatuur", "fiche__stemmen"
    )
    return {
        vraag.code: Bronnen(
            vraag.fiche,
            _nearest(vraag.tekst, vraag.fiche.literatuur.all(), _read_blok),
            _nearest(vraag.tekst, vraag.fiche.stemmen.all(), _read_stem),
        )
        for vraag in related
    }


def _read_blok(blok: Literatuurblok) -> str:
    return " ".join([blok.kop, *blok.kernbegrippen, blok.tekst])


def _read_stem(stem: Stem) -> str:
    return f"{stem.achtergrond} {stem.tekst}"


def _nearest(
    vraag: str, found: Iterable[_Stuk], read: Callable[[_Stuk], str]
) -> tuple[_Stuk, ...]:
    """Those that share most words with the question, a rare word counting for more.

    In the order of the fiche, as are those that share as much.
    """
    asked, stukken = _stems(vraag), list(found)
    shared = [asked & _stems(read(stuk)) for stuk in stukken]
    common = Counter(stem for stems in shared for stem in stems)
    # Sorted: floats add up to another sum in another order.
    scores = [sum(1 / common[stem] for stem in sorted(stems)) for stems in shared]
    best = sorted(range(len(stukken)), key=lambda place: (-scores[place], place))
    return tuple(stukken[place] for place in sorted(best[:MOST]))


def _stems(tekst: str) -> set[str]:
    words = [plain(word) for word in WORD.findall(tekst)]
    return {word[:STAM] for word in words if len(word) > 3 and word not in STOPWOORDEN}
