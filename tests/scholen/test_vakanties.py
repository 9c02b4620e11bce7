import datetime as dt
from pathlib import Path

import pytest
from holidays import country_holidays

from scholen.models import Regio
from scholen.vakanties import Periode, VakantieFout, easter, free_day, nederland, read

# The published dates, last day included, from calendars of schools and OpenHolidays.
VLAANDEREN = [
    ("herfstvakantie", "2023-10-30", "2023-11-05"),
    ("kerstvakantie", "2023-12-25", "2024-01-07"),
    ("krokusvakantie", "2024-02-12", "2024-02-18"),
    ("paasvakantie", "2024-04-01", "2024-04-14"),
    ("zomervakantie", "2024-07-01", "2024-08-31"),
    ("herfstvakantie", "2024-10-28", "2024-11-03"),
    ("kerstvakantie", "2024-12-23", "2025-01-05"),
    ("krokusvakantie", "2025-03-03", "2025-03-09"),
    ("paasvakantie", "2025-04-07", "2025-04-20"),
    ("zomervakantie", "2025-07-01", "2025-08-31"),
    ("herfstvakantie", "2025-10-27", "2025-11-02"),
    ("kerstvakantie", "2025-12-22", "2026-01-04"),
    ("krokusvakantie", "2026-02-16", "2026-02-22"),
    ("paasvakantie", "2026-04-06", "2026-04-19"),
    ("zomervakantie", "2026-07-01", "2026-08-31"),
    ("herfstvakantie", "2026-11-02", "2026-11-08"),
    ("kerstvakantie", "2026-12-21", "2027-01-03"),
    ("krokusvakantie", "2027-02-08", "2027-02-14"),
    ("paasvakantie", "2027-03-29", "2027-04-11"),
    ("zomervakantie", "2027-07-01", "2027-08-31"),
    # Both exceptions for Christmas, and an Easter long after 15 April.
    ("kerstvakantie", "2022-12-26", "2023-01-08"),
    ("kerstvakantie", "2027-12-27", "2028-01-09"),
    ("paasvakantie", "2019-04-08", "2019-04-21"),
]
VLAAMSE_DAGEN = [
    ("Wapenstilstand", "2023-11-11", "2024-11-11", "2025-11-11", "2026-11-11"),
    ("Dag van de Arbeid", "2024-05-01", "2025-05-01", "2026-05-01", "2027-05-01"),
    ("Hemelvaartsdag", "2024-05-09", "2025-05-29", "2026-05-14", "2027-05-06"),
    ("dag na Hemelvaart", "2024-05-10", "2025-05-30", "2026-05-15", "2027-05-07"),
    ("pinkstermaandag", "2024-05-20", "2025-06-09", "2026-05-25", "2027-05-17"),
    ("paasmaandag", "2019-04-22", "2025-04-21"),
]
# The published dates; those from 2027-2028 on come from the Rijksoverheid itself.
NEDERLAND = [
    ("noord", "herfstvakantie", "2026-10-10", "2026-10-18"),
    ("midden", "herfstvakantie", "2026-10-17", "2026-10-25"),
    ("zuid", "kerstvakantie", "2026-12-19", "2027-01-03"),
    ("noord", "voorjaarsvakantie", "2027-02-20", "2027-02-28"),
    ("zuid", "voorjaarsvakantie", "2027-02-13", "2027-02-21"),
    ("midden", "meivakantie", "2027-04-24", "2027-05-02"),
    ("zuid", "zomervakantie", "2027-07-24", "2027-09-05"),
    ("zuid", "herfstvakantie", "2025-10-11", "2025-10-19"),
    ("noord", "zomervakantie", "2026-07-04", "2026-08-16"),
    ("midden", "zomervakantie", "2028-07-08", "2028-08-20"),
    ("noord", "zomervakantie", "2029-07-21", "2029-09-02"),
]
FEESTDAGEN = [
    ("Nieuwjaarsdag", "2035-01-01"),
    ("tweede paasdag", "2027-03-29"),
    ("Koningsdag", "2035-04-27"),
    ("Hemelvaartsdag", "2027-05-06"),
    ("tweede pinksterdag", "2027-05-17"),
    ("Bevrijdingsdag", "2035-05-05"),
    ("eerste kerstdag", "2035-12-25"),
    ("tweede kerstdag", "2035-12-26"),
]

BLOCK = """
# Twee regels boven het schooljaar
2026-2027:
  herfstvakantie:
    noord: 2026-10-10 t/m 2026-10-18
    midden: 2026-10-17 t/m 2026-10-25
    zuid: 2026-10-17 t/m 2026-10-25
  kerstvakantie:
    alle: 2026-12-19 t/m 2027-01-03
"""
HERFST = "regel 5 (2026-2027, herfstvakantie, noord)"
KERST = "regel 9 (2026-2027, kerstvakantie, alle)"
TWICE = (
    "hier valt in midden ook al de herfstvakantie die op 2026-10-17 begint. "
    "Haal een van de twee weg."
)
YAML = (
    "dit klopt niet. Spring in zoals de regels eromheen, en zet na elke naam een "
    "dubbelepunt en een spatie."
)
OUTSIDE = "deze dagen staan omgekeerd of vallen buiten het schooljaar."
# What stands there, what somebody makes of it, where it is and what it says.
MISTAKES = [
    *(
        ("2026-10-10 t/m 2026-10-18", wrong, HERFST, reason)
        for wrong, reason in {
            "10/10 t/m 18/10": "‘10/10 t/m 18/10’ is geen periode. "
            "Schrijf 2026-10-17 t/m 2026-10-25.",
            "": "‘’ is geen periode. Schrijf 2026-10-17 t/m 2026-10-25.",
            "2026-10-18 t/m 2026-10-10": OUTSIDE,
            "2026-10-10 t/m 2027-10-18": OUTSIDE,
            "2025-10-10 t/m 2025-10-18": OUTSIDE,
        }.items()
    ),
    (
        "alle:",
        "west:",
        KERST.replace("alle", "west"),
        "‘west’ is geen regio. Kies noord, midden, zuid of alle.",
    ),
    (
        "2026-2027",
        "2026-2028",
        HERFST.replace("2027", "2028"),
        "‘2026-2028’ is geen schooljaar. Schrijf 2026-2027.",
    ),
    (
        "    zuid:",
        "    midden:",
        "regel 7 (2026-2027, herfstvakantie, midden)",
        TWICE,
    ),
    (
        "    zuid: 2026-10-17 t/m 2026-10-25\n",
        "",
        "2026-2027, herfstvakantie",
        "zuid ontbreekt. Vul aan.",
    ),
    (
        "    alle:",
        "   ",
        "regel 9 (2026-2027, kerstvakantie)",
        "hierboven horen een schooljaar, een vakantie en een regio.",
    ),
    (
        "    zuid:",
        "   zuid:",
        "regel 7",
        YAML,
    ),
]


def day(text: str, later: int = 0) -> dt.date:
    return dt.date.fromisoformat(text) + dt.timedelta(days=later)


def school_holiday(one: dt.date, regio: str) -> bool:
    """Whether the file says so; public holidays aren't in it."""
    return any(one in periode for periode in nederland()[Regio(f"nl-{regio}")])


@pytest.mark.parametrize(
    "text",
    [
        "1954-04-18",
        "1981-04-19",
        "2008-03-23",
        "2019-04-21",
        "2026-04-05",
        "2027-03-28",
        "2038-04-25",
        "2049-04-18",
        "2076-04-19",
        "2285-03-22",
    ],
)
def test_easter_falls_on_the_published_day(text: str) -> None:
    assert easter(int(text[:4])) == day(text)


@pytest.mark.parametrize(("naam", "eerste", "laatste"), VLAANDEREN)
def test_flemish_holiday_starts_and_ends_as_published(
    naam: str, eerste: str, laatste: str
) -> None:
    around = [day(eerste, -1), day(eerste), day(laatste), day(laatste, 1)]

    found = [free_day(one, Regio.VLAANDEREN) for one in around]

    after = "paasmaandag" if laatste in {"2019-04-21", "2025-04-20"} else None
    assert found == [None, naam, naam, after]


@pytest.mark.parametrize(("naam", "days"), [(row[0], row[1:]) for row in VLAAMSE_DAGEN])
def test_flemish_free_day_is_as_published(naam: str, days: tuple[str, ...]) -> None:
    assert [free_day(day(one), Regio.VLAANDEREN) for one in days] == [naam] * len(days)


def test_flemish_school_year_has_no_other_free_days() -> None:
    days = [day("2026-09-01", later) for later in range(303)]  # until 30 June

    weekdays = [one for one in days if one.weekday() < 5]

    free = [one for one in weekdays if free_day(one, Regio.VLAANDEREN)]
    assert len(free) == 5 * (1 + 2 + 1 + 2) + len(["11/11", "6/5", "7/5", "17/5"])


@pytest.mark.parametrize(("regio", "naam", "eerste", "laatste"), NEDERLAND)
def test_dutch_holiday_starts_and_ends_as_published(
    regio: str, naam: str, eerste: str, laatste: str
) -> None:
    around = [day(eerste, -1), day(eerste), day(laatste), day(laatste, 1)]

    found = [free_day(one, Regio(f"nl-{regio}")) for one in around]

    assert found == [None, naam, naam, None]


@pytest.mark.parametrize(("naam", "text"), FEESTDAGEN)
def test_dutch_public_holiday_needs_no_file(naam: str, text: str) -> None:
    assert free_day(day(text), Regio.NL_ZUID) == naam


def test_koningsdag_is_a_day_earlier_when_it_would_be_sunday() -> None:
    found = [free_day(day(f"2031-04-{n}"), Regio.NL_NOORD) for n in (26, 27)]

    assert found == ["Koningsdag", None]


@pytest.mark.parametrize(
    "text",
    [
        "2035-03-23",  # Goede Vrijdag
        "2036-05-05",  # Bevrijdingsdag, no day off but once in five years
        "2035-05-01",
        "2035-11-11",
    ],
)
def test_dutch_school_is_open_on(text: str) -> None:
    assert free_day(day(text), Regio.NL_MIDDEN) is None


@pytest.mark.parametrize("year", range(2010, 2050))
def test_flemish_days_are_those_of_another_reckoning(year: int) -> None:
    package = country_holidays("BE", "Flemish", years=year, categories="school")
    days = [dt.date(year, 1, 1) + dt.timedelta(days=n) for n in range(366)]
    weekdays = [one for one in days if one.weekday() < 5]

    found = [one for one in weekdays if free_day(one, Regio.VLAANDEREN)]

    assert found == [one for one in weekdays if one in package]


@pytest.mark.parametrize("regio", ["noord", "midden", "zuid"])
def test_dutch_days_are_those_of_another_source(regio: str) -> None:
    years = range(2025, 2030)
    package = country_holidays(
        "NL", regio.title(), years=years, categories="school", language="nl"
    )
    days = [day("2025-09-01", later) for later in range(1400)]  # until 1 July 2029

    found = [one for one in days if one in package]

    assert [one for one in days if school_holiday(one, regio)] == found


def test_year_that_is_not_in_the_file_has_no_dutch_school_holidays() -> None:
    assert free_day(day("2035-07-25"), Regio.NL_NOORD) is None


def test_own_days_of_a_school_go_first() -> None:
    eigen = [Periode("facultatieve verlofdag", day("2026-10-05"), day("2026-10-05"))]

    assert free_day(day("2026-10-05"), Regio.VLAANDEREN, eigen) == eigen[0].naam


def test_own_name_of_a_school_goes_before_that_of_a_public_holiday() -> None:
    eigen = [Periode("brugdagen", day("2026-11-10"), day("2026-11-11"))]

    assert free_day(day("2026-11-11"), Regio.VLAANDEREN, eigen) == "brugdagen"


def test_file_holds_five_holidays_a_school_year() -> None:
    assert {regio: len(periodes) for regio, periodes in nederland().items()} == {
        Regio.NL_NOORD: 4 * 5,
        Regio.NL_MIDDEN: 4 * 5,
        Regio.NL_ZUID: 4 * 5,
    }


def test_read_gives_each_region_its_own_days(tmp_path: Path) -> None:
    path = tmp_path / "vakanties.yaml"
    path.write_text(BLOCK, encoding="utf-8")

    noord = read(path)[Regio.NL_NOORD]

    assert noord == [
        Periode("herfstvakantie", day("2026-10-10"), day("2026-10-18")),
        Periode("kerstvakantie", day("2026-12-19"), day("2027-01-03")),
    ]


@pytest.mark.parametrize(("right", "wrong", "place", "reason"), MISTAKES)
def test_read_says_in_dutch_where_the_mistake_is(
    right: str, wrong: str, place: str, reason: str, tmp_path: Path
) -> None:
    path = tmp_path / "vakanties.yaml"
    path.write_text(BLOCK.replace(right, wrong, 1), encoding="utf-8")

    with pytest.raises(VakantieFout) as caught:
        read(path)

    assert str(caught.value) == f"vakanties.yaml, {place}: {reason}"


def test_read_says_so_when_the_file_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(VakantieFout) as caught:
        read(tmp_path / "vakanties.yaml")

    assert str(caught.value) == "vakanties.yaml, dit bestand is niet te lezen."
