"""Which questions fit a talk now, each with its reason in words.

Facts in, questions out: the same facts always give the same questions, and whoever
asks why gets the fact as the answer.

Never proposed: what was answered, what waits in another talk, what somebody would
"liever niet"; a sensitive question first, beside another one, or in a first talk; a
sub-question without its main question before it. What they marked elsewhere and what
came back (put off, not reached, of the theme of an open agreement) goes first, for at
most two places. Then come the questions of the talk's own fiches, or of those that were
visited least; then the themes that the talk hasn't yet, those of the phase, those never
talked about; then the code.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.formats import date_format

from trajecten.models import Fase

AANTAL = 3
MAX_TERUG = 2  # places for what came back; the rest is for something new

# Ours, not the source's: who begins talks about what brought them and what they
# expected; who becomes a colleague, about the team; who works together, about the work.
FASETHEMAS: dict[Fase | None, frozenset[str]] = {
    None: frozenset(),
    Fase.STARTEN: frozenset({"verwachtingen", "motivatie", "identiteit", "expertise"}),
    Fase.SOCIALISEREN: frozenset({"team", "begeleiding", "beeldvorming", "gevoelens"}),
    Fase.SAMENWERKEN: frozenset({"lesgeven", "reflectie", "waardering", "draagkracht"}),
}
GEMERKT, LATER, OVERGESLAGEN, AFSPRAAK, NIEUW, GENOEG_TERUG = range(6)


@dataclass(frozen=True)
class Bekend:
    """A question of the fiches; themes and fiche by their slugs."""

    code: str
    tekst: str
    fiche: str
    doelgroep: str
    thema: str
    themanaam: str
    themas: frozenset[str]
    gevoelig: bool = False
    hoofdvraag: str = ""


@dataclass(frozen=True)
class Eerder:
    """An earlier talk, in codes; `gehouden`: it surely took place."""

    dag: dt.date
    gehouden: bool = True
    gekozen: frozenset[str] = frozenset()
    beantwoord: frozenset[str] = frozenset()
    later: frozenset[str] = frozenset()
    liever_niet: frozenset[str] = frozenset()
    afspraak_open: bool = False

    @property
    def besproken(self) -> frozenset[str]:
        return self.beantwoord | (self.gekozen if self.gehouden else frozenset())


@dataclass(frozen=True)
class Feiten:
    """What is known about a talk; `eerder` from the first talk to the last.

    `gekozen` holds its codes in order, "" for an own question; `weg` what was put aside
    in this talk, or shown and passed over; `gemerkt` has the reason of each that they
    marked elsewhere, also where it was answered before. Of `doelgroepen` the first is
    their own; the next is asked when that has no more.
    """

    doelgroepen: tuple[str, ...]
    fase: Fase | None = None
    fiches: frozenset[str] = frozenset()
    gekozen: tuple[str, ...] = ()
    weg: frozenset[str] = frozenset()
    eerder: tuple[Eerder, ...] = ()
    gemerkt: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Voorgesteld:
    code: str
    tekst: str
    reden: str
    gevoelig: bool
    thema: str


def propose(
    bekend: Mapping[str, Bekend],
    feiten: Feiten,
    *,
    aantal: int = AANTAL,
    houd: Sequence[str] = (),
) -> tuple[Voorgesteld, ...]:
    """Questions to fill a talk up to `aantal`, or as many as there are.

    `houd`: codes that keep their place as long as they may; a "" is a place to fill.
    """
    keuze = _Keuze(bekend, feiten)
    room = max(aantal - len(feiten.gekozen), 0)
    places = [code for code in houd if code not in feiten.gekozen or not code][:room]
    places = keuze.check([*places, *[""] * (room - len(places))], to_fill=True)
    for place, code in enumerate(places):
        if not code:
            before = (*feiten.gekozen, *filter(None, places[:place]))
            found = keuze.find_best(before, tuple(filter(None, places[place + 1 :])))
            places[place] = found.code if found else ""
    return tuple(keuze.tell(bekend[code]) for code in keuze.check(places) if code)


def pick(
    bekend: Mapping[str, Bekend],
    feiten: Feiten,
    voor: Sequence[str],
    na: Sequence[str] = (),
) -> Voorgesteld | None:
    """The best question for the place between these codes of the talk."""
    keuze = _Keuze(bekend, feiten)
    found = keuze.find_best(tuple(voor), tuple(na))
    return keuze.tell(found) if found else None


def explain(bekend: Mapping[str, Bekend], feiten: Feiten, code: str) -> str:
    """Why this question would be proposed; "" when it wouldn't."""
    keuze = _Keuze(bekend, feiten)
    return keuze.explain(bekend[code]) if keuze.fits(bekend[code]) else ""


@dataclass
class _Verleden:
    """What earlier talks say about the questions, by code, by theme and by fiche."""

    beantwoord: set[str] = field(default_factory=set)
    bezet: set[str] = field(default_factory=set)
    liever_niet: set[str] = field(default_factory=set)
    terug: dict[str, tuple[int, str]] = field(default_factory=dict)
    afspraken: dict[str, dt.date] = field(default_factory=dict)
    themas: set[str] = field(default_factory=set)
    bezoeken: Counter[str] = field(default_factory=Counter)
    gehouden: bool = False


def _look_back(bekend: Mapping[str, Bekend], eerder: Sequence[Eerder]) -> _Verleden:
    verleden = _Verleden()
    last = max((one.dag for one in eerder if one.gehouden), default=None)
    for one in eerder:
        _add_codes(verleden, one, vorige=one.dag == last)
        spoken = [bekend[code] for code in one.besproken if code in bekend]
        verleden.themas.update(*(vraag.themas for vraag in spoken))
        verleden.bezoeken.update({vraag.fiche for vraag in spoken})
        verleden.gehouden |= one.gehouden or bool(one.beantwoord)
        if one.afspraak_open:
            verleden.afspraken |= {vraag.thema: one.dag for vraag in spoken}
    return verleden


def _add_codes(verleden: _Verleden, one: Eerder, *, vorige: bool) -> None:
    """What one talk says about its questions; what a later one says counts more."""
    dag = date_format(one.dag, "j F")
    when = "Vorige keer" if vorige else f"Op {dag}"
    verleden.beantwoord |= one.beantwoord
    verleden.liever_niet |= one.liever_niet
    for code in one.gekozen | one.beantwoord:
        verleden.bezet.add(code)
        verleden.terug.pop(code, None)
    if one.gehouden:
        for code in one.gekozen - verleden.beantwoord:
            reden = f"{when} kwamen jullie hier niet aan toe."
            verleden.terug[code] = (OVERGESLAGEN, reden)
    put_off = f"op {dag}" if one.gehouden else "eerder"
    for code in one.later:
        verleden.terug[code] = (LATER, f"Deze vraag schoven jullie {put_off} op.")


class _Keuze:
    """The known questions beside the facts of one talk."""

    def __init__(self, bekend: Mapping[str, Bekend], feiten: Feiten) -> None:
        self.bekend = bekend
        self.feiten = feiten
        self.verleden = _look_back(bekend, feiten.eerder)

    def fits(self, vraag: Bekend) -> bool:
        """Whether it may be proposed for this talk at all, whatever its place."""
        feiten, verleden = self.feiten, self.verleden
        if vraag.code in feiten.weg:
            return False
        if vraag.code in feiten.gemerkt:
            return True
        if vraag.code in verleden.liever_niet:
            return False
        if vraag.gevoelig and not verleden.gehouden:
            return False
        if vraag.code in verleden.terug:
            return True
        known = vraag.doelgroep in feiten.doelgroepen
        return known and vraag.code not in verleden.bezet

    def fits_between(
        self, vraag: Bekend, voor: Sequence[str], na: Sequence[str]
    ) -> bool:
        around = {*voor, *na}
        if vraag.code in around or not self.fits(vraag):
            return False
        hoofd = vraag.hoofdvraag
        if hoofd and hoofd not in voor and hoofd not in self.verleden.beantwoord:
            return False
        others = self._get(around)
        return not vraag.gevoelig or (
            bool(voor) and not any(other.gevoelig for other in others)
        )

    def check(self, places: Sequence[str], *, to_fill: bool = False) -> list[str]:
        """These codes in their places, with "" for each that may not be there.

        `to_fill`: something will come in the places that are empty.
        """
        checked: list[str] = []
        for code in places:
            there = checked if to_fill else filter(None, checked)
            before = (*self.feiten.gekozen, *there)
            known = self.bekend.get(code)
            stays = known is not None and self.fits_between(known, before, ())
            checked.append(code if stays else "")
        return checked

    def find_best(self, voor: tuple[str, ...], na: tuple[str, ...]) -> Bekend | None:
        here = self._get((*voor, *na))
        fitting = [
            vraag
            for vraag in self.bekend.values()
            if self.fits_between(vraag, voor, na)
        ]
        return min(fitting, key=lambda vraag: self._weigh(vraag, here), default=None)

    def _get(self, codes: Iterable[str]) -> list[Bekend]:
        return [self.bekend[code] for code in codes if code in self.bekend]

    def _weigh(self, vraag: Bekend, here: Sequence[Bekend]) -> tuple[object, ...]:
        """The smaller, the sooner it is proposed beside what is `here`."""
        return (
            self._rank(vraag, here),
            vraag.doelgroep != self.feiten.doelgroepen[0],
            vraag.fiche not in self.feiten.fiches,
            self.verleden.bezoeken[vraag.fiche],
            sum(other.thema == vraag.thema for other in here),
            vraag.thema not in FASETHEMAS[self.feiten.fase],
            vraag.thema in self.verleden.themas,
            vraag.gevoelig,
            vraag.code,
        )

    def _rank(self, vraag: Bekend, here: Sequence[Bekend]) -> int:
        terug, afspraken = self.verleden.terug, self.verleden.afspraken
        gemerkt = self.feiten.gemerkt
        agreed = sum(other.thema in afspraken for other in here)
        back = sum(
            other.code in gemerkt or other.code in terug or other.thema in afspraken
            for other in here
        )
        if vraag.code in gemerkt:
            return GEMERKT if back < MAX_TERUG else GENOEG_TERUG
        if vraag.code in terug:
            return terug[vraag.code][0] if back < MAX_TERUG else GENOEG_TERUG
        if vraag.thema in afspraken and not agreed and back < MAX_TERUG:
            return AFSPRAAK
        return NIEUW

    def tell(self, vraag: Bekend) -> Voorgesteld:
        return Voorgesteld(
            vraag.code, vraag.tekst, self.explain(vraag), vraag.gevoelig, vraag.thema
        )

    def explain(self, vraag: Bekend) -> str:
        """The first of our reasons that holds."""
        verleden, feiten = self.verleden, self.feiten
        thema = vraag.themanaam[:1].lower() + vraag.themanaam[1:]
        if vraag.code in feiten.gemerkt:
            return feiten.gemerkt[vraag.code]
        if vraag.code in verleden.terug:
            return verleden.terug[vraag.code][1]
        if vraag.thema in verleden.afspraken:
            dag = date_format(verleden.afspraken[vraag.thema], "j F")
            return (
                f"Van jullie gesprek van {dag} staat nog een afspraak open. "
                f"Ook deze vraag gaat over {thema}."
            )
        if verleden.gehouden and vraag.thema not in verleden.themas:
            return f"Jullie spraken nog niet over {thema}."
        if vraag.doelgroep != feiten.doelgroepen[0]:
            lidwoord = "het" if vraag.doelgroep == "schoolteam" else "de"
            return f"Een vraag voor {lidwoord} {vraag.doelgroep}, om samen te bekijken."
        if feiten.fase and vraag.thema in FASETHEMAS[feiten.fase]:
            return f"Past bij de fase van jullie traject: {feiten.fase.label}."
        if vraag.fiche in feiten.fiches:
            return "Hoort bij de fiche van dit gesprek."
        return "Deze vraag kwam nog niet aan bod."
