"""Search over everything in the fiches, forgiving of accents and typing errors.

The content is small (some 130 pieces) and only changes when it is loaded, so
an index of all words is kept in memory, under the hashes of the fiches.
"""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from django.db.models import prefetch_related_objects
from rapidfuzz import process
from rapidfuzz.distance import OSA

from fiches.models import Doelgroep, Fiche

MAX_QUERY: Final = 100
FRAGMENT: Final = 260  # characters of a long text that a result shows

WORD: Final = re.compile(r"\w+(?:-\w+)*")
_STOPWOORDEN = (
    "aan als bij dat de die dit een en er het hoe ik in is je jij jullie met mijn "
    "naar niet of om ons op over te tot uit van voor waar waarom wat we welke wie "
    "wij worden wordt zich zijn"
)
STOPWOORDEN: Final = frozenset(_STOPWOORDEN.split())


@dataclass(frozen=True)
class Stuk:
    """One findable piece; `soort` says in words what it is."""

    fiche: Fiche
    code: str
    soort: str
    tekst: str


@dataclass(frozen=True)
class Deel:
    """A stretch of a result's text; `raak` where it is what was looked for."""

    tekst: str
    raak: bool


@dataclass(frozen=True)
class Treffer:
    stuk: Stuk
    delen: list[Deel]


@dataclass(frozen=True)
class Index:
    stukken: list[Stuk]
    woorden: dict[str, set[int]]  # a plain word: the positions in `stukken` it is in


def search(q: str, fiches: list[Fiche]) -> list[Treffer]:
    """The pieces in which every word of `q` occurs, the best first.

    A word also counts when it begins with what was typed or contains it; where
    no word does, one that differs by a letter (two in a long word).
    """
    index = _index(fiches)
    typed = [plain(word) for word in WORD.findall(q[:MAX_QUERY])]
    wanted = [word for word in typed if word not in STOPWOORDEN] or typed
    if not wanted:
        return []
    close = [_close_words(word, index) for word in dict.fromkeys(wanted)]
    scores = [_scores(weights, index) for weights in close]
    found = set.intersection(*(set(score) for score in scores))
    best = sorted(found, key=lambda place: (-sum(s[place] for s in scores), place))
    hits = {word for weights in close for word in weights}
    return [
        Treffer(index.stukken[place], _delen(index.stukken[place].tekst, hits))
        for place in best
    ]


def plain(text: str) -> str:
    """Lower case without accents: "Coördinator" becomes "coordinator"."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


# The one index in use, under the hashes of its fiches.
kept: dict[tuple[str, ...], Index] = {}


def _index(fiches: list[Fiche]) -> Index:
    """The index of these very fiches, made once; three queries."""
    key = tuple(fiche.vingerafdruk for fiche in fiches)
    index = kept.get(key)
    if index is None:
        index = _make_index(fiches)
        kept.clear()
        kept[key] = index
    return index


def _make_index(fiches: list[Fiche]) -> Index:
    prefetch_related_objects(fiches, "literatuur", "stemmen", "vragen")
    stukken = [stuk for fiche in fiches for stuk in _stukken(fiche)]
    woorden: dict[str, set[int]] = defaultdict(set)
    for place, stuk in enumerate(stukken):
        for word in [stuk.code, *WORD.findall(stuk.tekst)]:
            woorden[plain(word)].add(place)
    return Index(stukken, dict(woorden))


def _stukken(fiche: Fiche) -> list[Stuk]:
    opening = f"{fiche.titel}. {fiche.kernvraag} {fiche.inleiding}"
    return [
        Stuk(fiche, "", "opening", opening),
        *(
            Stuk(fiche, blok.code, "onderzoek", f"{blok.kop}. {blok.tekst}")
            for blok in fiche.literatuur.all()
        ),
        *(
            Stuk(fiche, stem.code, f"stem van een {stem.spreker}", stem.tekst)
            for stem in fiche.stemmen.all()
        ),
        *(
            Stuk(fiche, vraag.code, _vraagsoort(vraag.doelgroep), vraag.tekst)
            for vraag in fiche.vragen.all()
        ),
    ]


def _vraagsoort(doelgroep: str) -> str:
    lidwoord = "het" if doelgroep == Doelgroep.SCHOOLTEAM else "de"
    return f"vraag voor {lidwoord} {doelgroep}"


def _close_words(typed: str, index: Index) -> dict[str, float]:
    """The words of the index that `typed` may stand for, each with a weight."""
    close = {}
    for word in index.woorden:
        if word == typed:
            close[word] = 1.0
        elif word.startswith(typed):
            close[word] = 0.8
        elif len(word) > 3 and typed.startswith(word) and len(typed) < len(word) + 3:
            close[word] = 0.6  # a plural, or another ending
        elif len(typed) > 3 and typed in word:
            close[word] = 0.5
    faults = len(typed) // 4 if len(typed) < 12 else 2
    if close or not faults:
        return close
    near = process.extract(
        typed, list(index.woorden), scorer=OSA.distance, score_cutoff=faults, limit=None
    )
    return {word: 0.5 / distance for word, distance, _ in near}


def _scores(weights: dict[str, float], index: Index) -> dict[int, float]:
    """The best weight that each piece gets from the words in it."""
    scores: dict[int, float] = defaultdict(float)
    for word, weight in weights.items():
        for place in index.woorden[word]:
            scores[place] = max(scores[place], weight)
    return scores


def _delen(tekst: str, hits: set[str]) -> list[Deel]:
    """A fragment of `tekst` around its first hit, cut up at the hits."""
    words = [match.span() for match in WORD.finditer(tekst)]
    spans = [span for span in words if plain(tekst[slice(*span)]) in hits]
    begin, end = _fragment(tekst, words, spans[0][0] if spans else 0)
    delen = [Deel("… " if begin else "", raak=False)]
    place = begin
    for start, stop in spans:
        if stop <= end:
            delen.append(Deel(tekst[place:start], raak=False))
            delen.append(Deel(tekst[start:stop], raak=True))
            place = stop
    rest = tekst[place:end] + ("" if end == len(tekst) else " …")
    return [deel for deel in [*delen, Deel(rest, raak=False)] if deel.tekst]


def _fragment(tekst: str, words: list[tuple[int, int]], first: int) -> tuple[int, int]:
    """Where to cut a long text, between words, so that `first` stays in sight."""
    if len(tekst) <= FRAGMENT:
        return 0, len(tekst)
    latest = max(first - FRAGMENT // 3, 0)
    begin = max((start for start, _ in words if start <= latest), default=0)
    ends = [stop for _, stop in words if stop <= begin + FRAGMENT]
    end = ends[-1] if ends else len(tekst)
    return begin, len(tekst) if end == words[-1][1] else end
