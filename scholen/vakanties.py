"""School holidays and public holidays, by region.

Flanders follows from rules: the Besluiten van de Vlaamse Regering of 17 April 1991
(primary schools) and 31 August 2001 (secondary schools, article 7). The Netherlands
publishes dates, kept in fixtures/vakanties-nl.yaml. Public holidays come from the
package `holidays`.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

import yaml
from django.conf import settings
from holidays import country_holidays

from scholen.models import Regio

NEDERLAND = {
    "noord": Regio.NL_NOORD,
    "midden": Regio.NL_MIDDEN,
    "zuid": Regio.NL_ZUID,
}
# The public holidays that can fall on a school day, as the package calls them and as
# people do. It has Goede Vrijdag too, when Dutch schools are open.
FEESTDAGEN = {
    "BE": {
        "Paasmaandag": "paasmaandag",
        "Dag van de Arbeid": "Dag van de Arbeid",
        "O. L. H. Hemelvaart": "Hemelvaartsdag",
        "Pinkstermaandag": "pinkstermaandag",
        "Wapenstilstand": "Wapenstilstand",
    },
    "NL": {
        "Nieuwjaarsdag": "Nieuwjaarsdag",
        "Tweede paasdag": "tweede paasdag",
        "Koningsdag": "Koningsdag",
        "Bevrijdingsdag": "Bevrijdingsdag",
        "Hemelvaartsdag": "Hemelvaartsdag",
        "Tweede pinksterdag": "tweede pinksterdag",
        "Eerste kerstdag": "eerste kerstdag",
        "Tweede kerstdag": "tweede kerstdag",
    },
}
ALLE = "alle"
SCHOOLJAAR = re.compile(r"(20\d\d)-(20\d\d)")


class VakantieFout(Exception):
    """The holidays can't be read; the message says where and why, in Dutch."""


@dataclass(frozen=True)
class Periode:
    """A holiday of one or more days, its last one included."""

    naam: str
    eerste: dt.date
    laatste: dt.date

    def __contains__(self, day: dt.date) -> bool:
        return self.eerste <= day <= self.laatste


def free_day(day: dt.date, regio: Regio, eigen: Iterable[Periode] = ()) -> str | None:
    """The holiday that `day` falls in, by its Dutch name; None when it is in none.

    A weekend is no holiday here. `eigen`: what a school adds, which goes first.
    Raises `VakantieFout` when the Dutch dates can't be read.
    """
    begin = day.year if day.month >= 9 else day.year - 1
    known = chain(
        eigen, _schoolvakanties(regio, begin), _feestdagen(regio.land, day.year)
    )
    return next((one.naam for one in known if day in one), None)


def coming(regio: Regio, eerste: dt.date, laatste: dt.date) -> list[Periode]:
    """What is free, in whole or in part, from `eerste` to `laatste`: in order.

    A public holiday within a school holiday isn't named apart. Raises `VakantieFout`
    when the Dutch dates can't be read.
    """
    years = range(eerste.year - 1, laatste.year + 1)
    holidays = {one for year in years for one in _schoolvakanties(regio, year)}
    feestdagen = {
        one
        for year in years
        for one in _feestdagen(regio.land, year)
        if not any(one.eerste in holiday for holiday in holidays)
    }
    found = (
        one
        for one in holidays | feestdagen
        if one.laatste >= eerste and one.eerste <= laatste
    )
    return sorted(found, key=lambda one: (one.eerste, one.naam))


def known_until(regio: Regio) -> dt.date | None:
    """The last day of the last school holiday that is published.

    None where there is no last one: those of Flanders follow from rules.
    """
    if regio == Regio.VLAANDEREN:
        return None
    return max((one.laatste for one in nederland()[regio]), default=None)


def _schoolvakanties(regio: Regio, begin: int) -> Iterable[Periode]:
    """At least those of the school year that starts in `begin`."""
    return _vlaanderen(begin) if regio == Regio.VLAANDEREN else nederland()[regio]


def easter(year: int) -> dt.date:
    """Easter Sunday, by Oudin's algorithm of 1940.

    Explanatory Supplement to the Astronomical Almanac (1992), chapter 12.
    """
    century, golden = year // 100, year % 19
    moon = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon -= (moon // 28) * (1 - (29 // (moon + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    return dt.date(year, 3, 28) + dt.timedelta(days=moon - weekday)


@cache
def _vlaanderen(begin: int) -> tuple[Periode, ...]:
    """The holidays of the school year that starts in September of `begin`.

    A week runs from Monday to Sunday. Counting back to Monday from a later day than
    the one that the rule names moves the holiday on when that falls in a weekend.
    """
    year = begin + 1
    pasen = easter(year)
    return (
        _weeks(1, "herfstvakantie", _monday(dt.date(begin, 11, 2))),
        _weeks(2, "kerstvakantie", _monday(dt.date(begin, 12, 27))),
        _weeks(1, "krokusvakantie", pasen - dt.timedelta(days=48)),
        _weeks(2, "paasvakantie", _paasvakantie(pasen)),
        Periode("zomervakantie", dt.date(year, 7, 1), dt.date(year, 8, 31)),
        _day("dag na Hemelvaart", pasen + dt.timedelta(days=40)),
    )


def _paasvakantie(pasen: dt.date) -> dt.date:
    """Its first day: as a rule the first Monday of April."""
    if pasen.month == 3:
        return pasen + dt.timedelta(days=1)
    if pasen.day > 15:
        return pasen - dt.timedelta(days=13)
    return _monday(dt.date(pasen.year, 4, 7))


@cache
def _feestdagen(land: str, year: int) -> tuple[Periode, ...]:
    """The public holidays of a year that can fall on a school day."""
    names = FEESTDAGEN[land]
    days = country_holidays(land, years=year, language="nl", categories="public")
    return tuple(
        _day(names[naam], day)
        for day in days
        for naam in days.get_list(day)
        if naam in names
    )


def _monday(day: dt.date) -> dt.date:
    """The Monday of the week that `day` is in."""
    return day - dt.timedelta(days=day.weekday())


def _weeks(number: int, naam: str, eerste: dt.date) -> Periode:
    return Periode(naam, eerste, eerste + dt.timedelta(days=7 * number - 1))


def _day(naam: str, day: dt.date) -> Periode:
    return Periode(naam, day, day)


@cache
def nederland() -> dict[Regio, list[Periode]]:
    """The Dutch school holidays, read once in a process."""
    return read(settings.BASE_DIR / "fixtures" / "vakanties-nl.yaml")


def read(path: Path) -> dict[Regio, list[Periode]]:
    """Read and check a file of Dutch holidays.

    Raises `VakantieFout`, naming the line or the entry, for whatever isn't right.
    """
    try:
        return _by_regio(_regels(_compose(path)))
    except VakantieFout as fout:
        raise VakantieFout(f"{path.name}, {fout}") from None


@dataclass(frozen=True)
class _Regel:
    """A value in the file, its line and the names that it stands under."""

    nummer: int
    namen: tuple[str, ...]
    tekst: str

    def fout(self, wat: str) -> VakantieFout:
        return VakantieFout(f"regel {self.nummer} ({', '.join(self.namen)}): {wat}")


def _compose(path: Path) -> yaml.Node | None:
    """The file as YAML nodes, which know their lines and keep what is there twice."""
    try:
        return yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as fout:
        mark = fout.problem_mark or fout.context_mark
        raise VakantieFout(
            f"regel {mark.line + 1 if mark else 1}: dit klopt niet. Spring in zoals de "
            "regels eromheen, en zet na elke naam een dubbelepunt en een spatie."
        ) from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        raise VakantieFout("dit bestand is niet te lezen.") from None


def _regels(node: yaml.Node | None, namen: tuple[str, ...] = ()) -> Iterator[_Regel]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _regels(value, (*namen, str(key.value)))
    elif node is not None:
        tekst = node.value if isinstance(node, yaml.ScalarNode) else ""
        yield _Regel(node.start_mark.line + 1, namen, tekst)


def _by_regio(regels: Iterable[_Regel]) -> dict[Regio, list[Periode]]:
    found: dict[Regio, list[Periode]] = {regio: [] for regio in NEDERLAND.values()}
    named: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for regel in regels:
        periode, regios = _periode(regel)
        named[regel.namen[:2]].update(regios)
        for regio in regios:
            for other in found[NEDERLAND[regio]]:
                if periode.eerste in other or other.eerste in periode:
                    raise regel.fout(
                        f"hier valt in {regio} ook al de {other.naam} die op "
                        f"{other.eerste} begint. Haal een van de twee weg."
                    )
            found[NEDERLAND[regio]].append(periode)
    for namen, complete in named.items():
        if missing := [regio for regio in NEDERLAND if regio not in complete]:
            raise VakantieFout(f"{', '.join(namen)}: {missing[0]} ontbreekt. Vul aan.")
    return found


def _periode(regel: _Regel) -> tuple[Periode, list[str]]:
    """What a line says, and for which regions."""
    if len(regel.namen) != 3:
        raise regel.fout("hierboven horen een schooljaar, een vakantie en een regio.")
    schooljaar, naam, regio = regel.namen
    if regio not in {*NEDERLAND, ALLE}:
        known = ", ".join(NEDERLAND)
        raise regel.fout(f"‘{regio}’ is geen regio. Kies {known} of {ALLE}.")
    begin = _begin(regel, schooljaar)
    try:
        eerste, laatste = map(dt.date.fromisoformat, regel.tekst.split(" t/m "))
    except ValueError:
        raise regel.fout(
            f"‘{regel.tekst}’ is geen periode. Schrijf 2026-10-17 t/m 2026-10-25."
        ) from None
    if not dt.date(begin, 8, 1) <= eerste <= laatste < dt.date(begin + 1, 10, 1):
        raise regel.fout("deze dagen staan omgekeerd of vallen buiten het schooljaar.")
    regios = list(NEDERLAND) if regio == ALLE else [regio]
    return Periode(naam, eerste, laatste), regios


def _begin(regel: _Regel, schooljaar: str) -> int:
    years = SCHOOLJAAR.fullmatch(schooljaar)
    if years is None or int(years[2]) != int(years[1]) + 1:
        raise regel.fout(f"‘{schooljaar}’ is geen schooljaar. Schrijf 2026-2027.")
    return int(years[1])
