"""A choice and the content of the fiches, made into what the templates show."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from django.utils.formats import date_format
from django.utils.safestring import SafeString

from fiches.indeling import group
from fiches.models import Doelgroep, Fiche, Literatuurblok, Stem, Vraag
from gespreksbladen import beeld, poster
from gespreksbladen.keuze import EIGEN, LIJNEN, Keuze, Ruimte, Vorm
from gespreksbladen.lettertype import count_lines

S = TypeVar("S", Literatuurblok, Stem)

VOOR = {
    Doelgroep.SCHOOLTEAM: "Voor het schoolteam",
    Doelgroep.ZIJ_INSTROMER: "Voor de zij-instromer",
    Doelgroep.LERARENOPLEIDING: "Voor de lerarenopleiding",
}


# The sizes of a question on a card, in points, and the room that it has there.
MATEN = {"kort": 20, "lang": 17, "langst": 14, "kleinst": 10}
CARD_WIDTH, CARD_HEIGHT = 234, 262  # points: less than 85 and 107 millimetres

# Flipped on the long edge, left lies behind right.
OTHER_SIDE = {1: 2, 2: 1, 3: 4, 4: 3}


@dataclass(frozen=True)
class Vraagregel:
    """One question on paper; `fiche` is 0 and `code` "" for an own question."""

    tekst: str
    code: str = ""
    fiche: int = 0
    fichetitel: str = ""
    voor: str = ""
    deelvraag: bool = False
    nummer: int = 0

    @property
    def klein(self) -> bool:
        """Whether it needs smaller letters to fit on a poster."""
        return poster.is_long(self.tekst)

    @property
    def teken(self) -> SafeString:
        return beeld.teken(self.fiche)

    @property
    def herkomst(self) -> str:
        if not self.fiche:
            return "Eigen vraag"
        return f"{self.fichetitel} · {self.voor[0].lower()}{self.voor[1:]}"


@dataclass(frozen=True)
class Groep:
    """Questions under one heading, or under none with ""."""

    kop: str
    vragen: list[Vraagregel]


@dataclass(frozen=True)
class Deel:
    """A part that opens with a heading of its own: one fiche, or a mixed handful."""

    nummer: int
    titel: str
    kicker: str
    kernvragen: list[str]
    tekens: list[SafeString]
    groepen: list[Groep]
    anker: str
    literatuur: list[tuple[Fiche, list[Literatuurblok]]] = field(default_factory=list)
    stemmen: list[tuple[Fiche, list[Stem]]] = field(default_factory=list)
    kort: bool = False

    @property
    def vragen(self) -> list[Vraagregel]:
        return [vraag for groep in self.groepen for vraag in groep.vragen]


@dataclass(frozen=True)
class Kaart:
    """A card, at place 1 to 4 of its sheet."""

    vraag: Vraagregel
    plaats: int
    opent: bool = False

    @property
    def maat(self) -> str:
        """The largest letters (of papier.css) in which the question fits its card."""
        return next(
            (
                maat
                for maat, points in MATEN.items()
                if count_lines(self.vraag.tekst, CARD_WIDTH / points) * points * 1.28
                <= CARD_HEIGHT
            ),
            "kleinst",
        )

    @property
    def kenmerk(self) -> str:
        return self.vraag.code or "Eigen vraag"


@dataclass(frozen=True)
class Vel:
    """A sheet of four cards, and the backs as they stand on its other side."""

    voor: list[Kaart]
    achter: list[Kaart]


@dataclass(frozen=True)
class Drukwerk:
    """All that the templates of the five layouts show."""

    gelegenheid: str
    datum: str
    groepen: list[str]
    delen: list[Deel]
    lijnen: range
    qr: SafeString
    bron: str

    @property
    def vragen(self) -> list[Vraagregel]:
        return [vraag for deel in self.delen for vraag in deel.vragen]

    @property
    def tekens(self) -> list[SafeString]:
        numbers = sorted({vraag.fiche for vraag in self.vragen if vraag.fiche})
        return [beeld.teken(number) for number in numbers or [0]]

    @property
    def vellen(self) -> list[Vel]:
        """The cards, four to a sheet; its back has left and right changed over."""
        vellen, vragen = [], self.vragen
        for start in range(0, len(vragen), 4):
            front = [
                Kaart(vraag, place, opent=i == 0 or vragen[i - 1].fiche != vraag.fiche)
                for place, (i, vraag) in enumerate(
                    list(enumerate(vragen))[start : start + 4], 1
                )
            ]
            back = [replace(kaart, plaats=OTHER_SIDE[kaart.plaats]) for kaart in front]
            vellen.append(Vel(front, back))
        return vellen


def make_drukwerk(keuze: Keuze, fiches: Sequence[Fiche], adres: str) -> Drukwerk:
    """What `keuze` prints of `fiches`, all of the edition; the QR code has `adres`."""
    chosen = [f for f in fiches if not keuze.fiches or f.slug in keuze.fiches]
    vragen = Vraag.objects.filter(fiche__in=fiches)
    by_fiche = {
        fiche.pk: [vraag for vraag in vragen if vraag.fiche_id == fiche.pk]
        for fiche in fiches
    }
    if keuze.vragen:
        delen = [_handful(keuze, fiches, by_fiche)]
    else:
        delen = [_whole(keuze, fiche, by_fiche[fiche.pk]) for fiche in chosen]
        if keuze.eigen:
            delen.append(_handful(keuze, fiches, by_fiche))
    if keuze.vorm == Vorm.POSTER:
        delen = [part for deel in delen for part in _posters(deel, keuze)]
    return Drukwerk(
        gelegenheid=keuze.titel,
        datum=date_format(keuze.datum, "l j F Y") if keuze.datum else "",
        groepen=list(keuze.groepen) or [""],
        delen=delen,
        lijnen=range(LIJNEN[Ruimte(keuze.ruimte)]),
        qr=beeld.qr(adres),
        bron=_source(fiches),
    )


def _whole(keuze: Keuze, fiche: Fiche, vragen: list[Vraag]) -> Deel:
    """A fiche with all its questions, a group for each audience."""
    audiences = [d for d in Doelgroep if not keuze.voor or d in keuze.voor]
    groepen, number = [], 0
    for doelgroep in audiences:
        lines = []
        for groep in group(vraag for vraag in vragen if vraag.doelgroep == doelgroep):
            for vraag in (groep.vraag, *groep.deelvragen):
                number += 1
                lines.append(_line(vraag, fiche, number))
        groepen.append(Groep(VOOR[doelgroep], lines))
    one = f" · {VOOR[audiences[0]].lower()}" if len(audiences) == 1 else ""
    return _part(keuze, [fiche], groepen, f"Fiche {fiche.nummer}{one}")


def _handful(
    keuze: Keuze, fiches: Sequence[Fiche], by_fiche: dict[int, list[Vraag]]
) -> Deel:
    """The questions that were named, in their order, whatever fiche they are from."""
    known = {
        vraag.code: (vraag, fiche) for fiche in fiches for vraag in by_fiche[fiche.pk]
    }
    lines = []
    for number, code in enumerate(keuze.volgorde, 1):
        if code.startswith(EIGEN):
            text = keuze.eigen[int(code.removeprefix(EIGEN)) - 1]
            lines.append(Vraagregel(text, nummer=number))
        else:
            vraag, fiche = known[code]
            lines.append(_line(vraag, fiche, number))
    used = [fiche for fiche in fiches if any(v.fiche == fiche.nummer for v in lines)]
    numbers = [str(fiche.nummer) for fiche in used]
    kicker = "Fiche" if len(used) == 1 else "Vragen uit fiche"
    kicker = f"{kicker} {_and(numbers)}" if used else "SamenWIJzer"
    return _part(keuze, used, [Groep("", lines)], kicker)


def _part(keuze: Keuze, fiches: list[Fiche], groepen: list[Groep], kicker: str) -> Deel:
    one = fiches[0] if len(fiches) == 1 else None
    numbers = [fiche.nummer for fiche in fiches]
    title = one.titel if one else "Vragen voor ons gesprek"
    return Deel(
        nummer=one.nummer if one else 0,
        titel=title if fiches else "Eigen vragen",
        kicker=kicker,
        kernvragen=[one.kernvraag] if one else [],
        tekens=[beeld.teken(number) for number in numbers or [0]],
        groepen=groepen,
        anker="deel-" + ("-".join(map(str, numbers)) or "eigen"),
        literatuur=_read(fiches, Literatuurblok) if keuze.literatuur else [],
        stemmen=_read(fiches, Stem) if keuze.stemmen else [],
    )


def _posters(deel: Deel, keuze: Keuze) -> Iterator[Deel]:
    """The posters that a part needs.

    A fiche of which no question was named has one, with the first question for each
    audience as far as they fit.
    """
    whole = deel.nummer and not keuze.vragen
    vragen = deel.vragen
    if whole:
        vragen = [groep.vragen[0] for groep in deel.groepen if groep.vragen]
    texts = [vraag.tekst for vraag in vragen]
    counts = list(poster.fill(deel.kernvragen, texts, kort=not whole))
    for number, count in enumerate(counts[:1] if whole else counts):
        start = sum(counts[:number])
        yield replace(
            deel,
            groepen=[Groep("", vragen[start : start + count])],
            kernvragen=[] if number else deel.kernvragen,
            kort=not whole,
        )


def _read(fiches: list[Fiche], model: type[S]) -> list[tuple[Fiche, list[S]]]:
    rows = list(model.objects.filter(fiche__in=fiches))
    return [
        (fiche, [row for row in rows if row.fiche_id == fiche.pk]) for fiche in fiches
    ]


def _line(vraag: Vraag, fiche: Fiche, number: int) -> Vraagregel:
    return Vraagregel(
        vraag.tekst,
        code=vraag.code,
        fiche=fiche.nummer,
        fichetitel=fiche.titel,
        voor=VOOR[Doelgroep(vraag.doelgroep)],
        deelvraag=vraag.hoofdvraag_id is not None,
        nummer=number,
    )


def _and(words: list[str]) -> str:
    """Words as one says them: a, b en c."""
    return " en ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _source(fiches: Sequence[Fiche]) -> str:
    """Whose work the questions go back to, in a sentence or two."""
    if not fiches:
        return ""
    bron = fiches[0].bron
    literally = fiches[0].uitgave == "bron"
    how = "Letterlijk uit" if literally else "In onze eigen woorden, naar"
    project = f"{bron.project} {bron.projectvervolg}".strip()
    return (
        f"{how} ‘{bron.titel}’ van {bron.auteurs} ({bron.instelling}), gegroeid uit "
        f"het praktijkonderzoek ‘{project}’, {bron.jaren}."
    )
