"""Builds copies of the source: its shape and its oddities, with our words in it.

The literal text is never committed; this is what tests of the importer read.
"""

import html
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from django.conf import settings

from fiches import bestanden, codes
from fiches.inhoud import FicheInhoud

KOPPEN = {
    codes.LITERATUUR: "Wat weten we uit de literatuur?",
    codes.STEMMEN: "Quotes van zij-instromers",
    codes.SCHOOLTEAM: "Reflectievragen voor jullie schoolteam",
    codes.ZIJ_INSTROMER: "Reflectievragen voor de zij-instromer",
    codes.LERARENOPLEIDING: "Reflectievragen voor de lerarenopleiding",
}
# As in the source, two paragraphs of fiche 4 have a heading.
ALINEAKOPPEN = {"F4-L-02": "De uitvaller", "F4-L-03": "Extra belasting"}
VOORAF = ("De SamenWIJzer", "", "Fiche 1: inhoud .... 4", "", "Wat vooraf gaat.", "")


@dataclass(frozen=True, kw_only=True)
class Vorm:
    """How one copy looks, and at which codes something is odd.

    A page begins before the second line of the pieces in `midden`, and before
    those in `voor` and, after its number, in `paginanummer`. `citaat` gets a quote
    inside; of `dubbel`, `afgebroken` and `open_einde` each voice takes one.
    """

    breedte: int = 100
    wit: bool = True
    los: bool = True
    bullet: str = "•"
    deelbullet: str = "o"
    aanhaling: tuple[str, str] = ("“", "”")
    fichekop: str = "Fiche {nummer}: {titel}"
    bladzijde: str = " "
    regeleinde: str = "\n"
    midden: frozenset[str] = frozenset()
    voor: frozenset[str] = frozenset()
    paginanummer: frozenset[str] = frozenset()
    citaat: frozenset[str] = frozenset()
    dubbel: frozenset[str] = frozenset()
    afgebroken: frozenset[str] = frozenset()
    open_einde: frozenset[str] = frozenset()


@dataclass
class Kopie:
    """A copy, what reading it should give, and what it should report as odd."""

    regels: list[str] = field(default_factory=lambda: list(VOORAF))
    teksten: dict[str, str] = field(default_factory=dict)
    vreemd: list[str] = field(default_factory=list)

    @property
    def next_number(self) -> int:
        return len(self.regels) + 1


@cache
def eigen_fiches() -> tuple[FicheInhoud, ...]:
    """Our own edition: the words that the copies are made of."""
    return tuple(bestanden.read(settings.BASE_DIR / "fixtures").fiches)


def eigen_teksten() -> dict[str, str]:
    return dict(piece for fiche in eigen_fiches() for piece in pieces(fiche))


def pieces(fiche: FicheInhoud) -> Iterator[tuple[str, str]]:
    """Each code with its text in one paragraph, in the order of the source."""
    for stukken in (fiche.literatuur, fiche.stemmen, fiche.vragen):
        for stuk in stukken:
            yield stuk.code, " ".join(stuk.tekst.split())


def avb_codes() -> set[str]:
    """The voices that the source marks with (AVB)."""
    return {
        stem.code
        for fiche in eigen_fiches()
        for stem in fiche.stemmen
        if stem.spreker == "aanvangsbegeleider"
    }


def make_kopie(vorm: Vorm | None = None) -> Kopie:
    """A whole document."""
    vorm = vorm or Vorm()
    kopie = Kopie()
    for fiche in eigen_fiches():
        titel = fiche.titel[0].lower() + fiche.titel[1:]
        kop = vorm.fichekop.format(nummer=fiche.nummer, titel=titel)
        kopie.regels += textwrap.wrap(kop, vorm.breedte)
        previous = ""
        for code, tekst in pieces(fiche):
            if code.endswith("-01"):
                kop = KOPPEN[code.split("-")[1]]
                kopie.regels += ["", *textwrap.wrap(kop, vorm.breedte), ""]
                previous = ""
            _add(kopie, vorm, code, tekst, previous)
            previous = code
    return kopie


def make_document(vorm: Vorm | None = None) -> str:
    vorm = vorm or Vorm()
    return vorm.regeleinde.join(make_kopie(vorm).regels)


def _add(kopie: Kopie, vorm: Vorm, code: str, tekst: str, previous: str) -> None:
    letter = code.split("-")[1]
    if code in vorm.paginanummer:
        kopie.regels += ["", "6", ""]
        number = kopie.next_number - 2
        kopie.vreemd.append(f"regel {number}: het paginanummer “6” is weggelaten")
    if letter == codes.LITERATUUR:
        if code in ALINEAKOPPEN:
            wat = f"{code}: de kop “{ALINEAKOPPEN[code]}” telt niet mee"
            kopie.vreemd.append(f"regel {kopie.next_number}: {wat}")
            kopie.regels += [ALINEAKOPPEN[code], ""]
        kopie.teksten[code] = tekst
        _write(kopie, vorm, code, textwrap.wrap(tekst, vorm.breedte), previous="")
    elif letter == codes.STEMMEN:
        _add_stem(kopie, vorm, code, tekst, previous)
    else:
        bullet = vorm.deelbullet if code[-1].isalpha() else vorm.bullet
        lines = textwrap.wrap(f"{bullet} {tekst}", vorm.breedte)
        kopie.teksten[code] = tekst
        _write(kopie, vorm, code, lines, previous)
    if vorm.los or letter in {codes.LITERATUUR, codes.STEMMEN}:
        kopie.regels.append("")


def _add_stem(kopie: Kopie, vorm: Vorm, code: str, tekst: str, previous: str) -> None:
    opening, closing = vorm.aanhaling
    begin: list[str] = []
    wat = ""
    if code in vorm.citaat:
        tekst += f" Zo: {opening}dat is ‘zwaar’.{closing} En {opening}Extra{closing}."
    written, read = f"{opening}{tekst}{closing}", tekst
    if code in vorm.dubbel:
        twice = f"{opening}{_words(tekst, 5)} {opening}{_words(tekst, 3)}"
        begin = textwrap.wrap(twice, vorm.breedte)
        wat = "de opening staat er 3 keer; bewaard vanaf de laatste"
    elif code in vorm.afgebroken:
        cut = tekst[: tekst.rindex(" ")].rstrip(",.:;?!’” ")
        written, read = f"{opening}{cut}", f"{cut} …"
        wat = "breekt af; bewaard is wat er staat"
    elif code in vorm.open_einde:
        written = f"{opening}{tekst}"
        wat = "het sluitende aanhalingsteken ontbreekt"
    written += " (AVB)" if code in avb_codes() else ""
    rest = textwrap.wrap(written, vorm.breedte)
    kopie.teksten[code] = read
    numbers = _write(kopie, vorm, code, begin + rest, previous)
    if wat:
        last = numbers[len(begin)] if begin else numbers[-1]
        kopie.vreemd.append(f"{_place(numbers[0], last)}: {code}: {wat}")


def _write(
    kopie: Kopie, vorm: Vorm, code: str, lines: list[str], previous: str
) -> list[int]:
    """Add the lines of one piece; the answer is their numbers."""
    numbers = []
    spaced = vorm.wit and "-L-" not in code
    for at, line in enumerate(lines):
        if at and spaced:
            kopie.regels.append("")
        numbers.append(kopie.next_number)
        before = at == 0 and code in vorm.voor | vorm.paginanummer
        inside = at == 1 and code in vorm.midden
        if inside:
            wat = f"een nieuwe bladzijde midden in {code}"
            kopie.vreemd.append(f"regel {numbers[-1]}: {wat}")
        elif before and previous:
            wat = f"een nieuwe bladzijde tussen {previous} en {code}"
            kopie.vreemd.append(f"regel {numbers[-1]}: {wat}")
        kopie.regels.append((vorm.bladzijde if before or inside else "") + line)
    return numbers


def _words(tekst: str, number: int) -> str:
    return " ".join(tekst.split()[:number]).rstrip(",.:;?!")


def _place(first: int, last: int) -> str:
    return f"regel {first}" if first == last else f"regels {first}–{last}"


def make_html(style: str = "") -> str:
    """The same document as a page to print."""
    parts = [f"<meta charset=utf-8><style>{style}</style><h1>De SamenWIJzer</h1>"]
    for fiche in eigen_fiches():
        parts.append(f"<h1>Fiche {fiche.nummer}: {fiche.titel.lower()}</h1>")
        for code, tekst in pieces(fiche):
            letter = code.split("-")[1]
            if code.endswith("-01"):
                parts.append(f"<h2>{KOPPEN[letter]}</h2>")
            if code in ALINEAKOPPEN:
                parts.append(f"<h3>{ALINEAKOPPEN[code]}</h3>")
            parts.append(_as_html(code, letter, html.escape(tekst)))
    return "\n".join(parts)


def _as_html(code: str, letter: str, tekst: str) -> str:
    if letter == codes.LITERATUUR:
        return f"<p>{tekst}</p>"
    if letter == codes.STEMMEN:
        return f"<p>“{tekst}”{' (AVB)' if code in avb_codes() else ''}</p>"
    if code[-1].isalpha():
        return f"<ul><ul><li>{tekst}</ul></ul>"
    return f"<ul><li>{tekst}</ul>"
