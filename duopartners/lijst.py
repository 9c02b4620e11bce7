"""A duo's list as one reader may see it: plain values for page and paper."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from duopartners.models import Eigenpunt, Lijst, Notitie, Punt, Puntstand
from gesprekken.models import Bespreekpunt
from scholen.models import Gebruiker
from trajecten.models import Fase, Traject

Stand = Puntstand.Stand
FASEN = list(Fase)
OPEN = {Stand.NOG_NIET, Stand.BEZIG}
BLEEF_OPEN = "Bleef open uit een vorige fase."
WAS_NIET = "Dit was niet van toepassing. Klopt dat nog, nu de fase anders is?"


@dataclass(frozen=True)
class Regel:
    """One point and how far they are; `terug` says why it came back, or is ""."""

    sleutel: str
    code: str
    tekst: str
    spiegel: str
    lijst: Lijst
    stand: Stand = Stand.NOG_NIET
    datum: dt.date | None = None
    versie: int = 0
    door: Gebruiker | None = None
    gewijzigd_op: dt.datetime | None = None
    bespreken: str = ""
    notities: tuple[Notitie, ...] = ()
    terug: str = ""

    @property
    def anker(self) -> str:
        return f"punt-{self.sleutel}"

    @property
    def wacht(self) -> bool:
        return self.bespreken == "wacht"


@dataclass(frozen=True)
class Groep:
    lijst: Lijst
    regels: tuple[Regel, ...]


@dataclass(frozen=True)
class Duolijst:
    """All points, by when they matter; each of them is in one place."""

    nu: tuple[Groep, ...]
    terug: tuple[Regel, ...]
    vroeger: tuple[Groep, ...]
    later: tuple[Groep, ...]

    @property
    def regels(self) -> list[Regel]:
        groepen = [*self.nu, *self.vroeger, *self.later]
        return [*self.terug, *(one for groep in groepen for one in groep.regels)]

    @property
    def telling(self) -> list[tuple[str, int]]:
        """How many of the points of now and of those that came back are how far."""
        shown = [*self.terug, *(one for groep in self.nu for one in groep.regels)]
        counted = [(stand, sum(r.stand == stand for r in shown)) for stand in Stand]
        return [(stand.label, number) for stand, number in counted if number]


def read_lijst(traject: Traject, gebruiker: Gebruiker) -> Duolijst:
    """The whole list of a track's duo, for somebody who is in it; seven queries."""
    since = _find_since(traject)
    here = FASEN.index(Fase(traject.fase))
    groepen: dict[str, list[Groep]] = {"nu": [], "vroeger": [], "later": []}
    terug: list[Regel] = []
    for groep in _read_groepen(traject, gebruiker):
        place = FASEN.index(Fase(groep.lijst.fase))
        if place >= here:
            groepen["nu" if place == here else "later"].append(groep)
            continue
        back = [_bring_back(regel, since) for regel in groep.regels]
        terug += [regel for regel in back if regel.terug]
        stays = tuple(regel for regel in back if not regel.terug)
        if stays:
            groepen["vroeger"].append(Groep(groep.lijst, stays))
    return Duolijst(
        nu=tuple(groepen["nu"]),
        terug=tuple(terug),
        vroeger=tuple(groepen["vroeger"]),
        later=tuple(groepen["later"]),
    )


def find_regel(traject: Traject, gebruiker: Gebruiker, sleutel: str) -> Regel | None:
    """One point of the list, None for what isn't in it."""
    for groep in _read_groepen(traject, gebruiker):
        for regel in groep.regels:
            if regel.sleutel == sleutel:
                return regel
    return None


def _read_groepen(traject: Traject, gebruiker: Gebruiker) -> list[Groep]:
    standen = {row.sleutel: row for row in _find_standen(traject)}
    notities: dict[UUID, list[Notitie]] = defaultdict(list)
    visible = Notitie.objects.visible_to(gebruiker).select_related("auteur")
    for notitie in visible.filter(puntstand__traject=traject):
        notities[notitie.puntstand_id].append(notitie)
    marked = {row.code: row for row in traject.bespreekpunten.select_related("gesprek")}
    punten: dict[int, list[Punt]] = defaultdict(list)
    for punt in Punt.objects.all():
        punten[punt.lijst_id].append(punt)
    eigen: dict[int, list[Punt | Eigenpunt]] = defaultdict(list)
    for own in _find_eigen(traject, standen):
        eigen[own.lijst_id].append(own)
    return [
        Groep(
            lijst,
            tuple(
                _make_regel(lijst, punt, standen.get(punt.sleutel), notities, marked)
                for punt in [*punten[lijst.pk], *eigen[lijst.pk]]
            ),
        )
        for lijst in Lijst.objects.all()
    ]


def _find_standen(traject: Traject) -> Iterable[Puntstand]:
    return traject.puntstanden.select_related("punt", "eigenpunt", "door")


def _find_eigen(
    traject: Traject, standen: Mapping[str, Puntstand]
) -> Iterable[Eigenpunt]:
    """The school's own points; one it took out stays where a duo began it."""
    return [
        punt
        for punt in Eigenpunt.objects.filter(school=traject.school_id)
        if punt.weg_op is None or punt.sleutel in standen
    ]


def _make_regel(
    lijst: Lijst,
    punt: Punt | Eigenpunt,
    stand: Puntstand | None,
    notities: Mapping[UUID, list[Notitie]],
    marked: Mapping[str, Bespreekpunt],
) -> Regel:
    regel = Regel(
        sleutel=punt.sleutel,
        code=punt.code,
        tekst=punt.tekst,
        spiegel=punt.spiegel,
        lijst=lijst,
        bespreken=_describe(marked.get(make_code(punt.sleutel))),
    )
    if stand is None:
        return regel
    return replace(
        regel,
        stand=Stand(stand.stand),
        datum=stand.datum,
        versie=stand.versie,
        door=stand.door,
        gewijzigd_op=stand.gewijzigd_op,
        notities=tuple(notities.get(stand.pk, ())),
    )


def make_code(sleutel: str) -> str:
    """What a point is called where talks keep it: at most ten characters."""
    return sleutel if len(sleutel) <= 10 else f"E-{sleutel.replace('-', '')[:8]}"


def _describe(row: Bespreekpunt | None) -> str:
    """ "wacht" for the next talk, "gekozen" in one, or ""."""
    if row is None:
        return ""
    taken = row.gesprek and row.gesprek.staat != "afgezegd"
    return "gekozen" if taken else "wacht"


def _find_since(traject: Traject) -> dt.datetime:
    """When the track went into the phase that it is in."""
    since = traject.created_at
    before = None
    for stap in traject.stappen.order_by("created_at"):
        if stap.fase != before:
            since, before = stap.created_at, stap.fase
    return since


def _bring_back(regel: Regel, since: dt.datetime) -> Regel:
    """A point of an earlier phase, with the reason why it is shown again."""
    if regel.stand in OPEN:
        return replace(regel, terug=BLEEF_OPEN)
    changed = regel.gewijzigd_op
    if regel.stand == Stand.NIET and changed and changed < since:
        return replace(regel, terug=WAS_NIET)
    return regel
