import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fiches.models import Doelgroep, Fiche
from gespreksbladen.keuze import Keuze, Ruimte, Vorm
from tests.gespreksbladen.make import read

SLUGS = ["identiteitstransitie", "levensfase-en-motivatie", "expertise"]
LINES = st.text("abcdé& =?+%#’", min_size=1, max_size=20).filter(str.strip)
LINES = LINES.map(lambda text: " ".join(text.split()))


@st.composite
def choices(draw: st.DrawFn) -> Keuze:
    """Any choice that the composer can make."""
    vorm = draw(st.sampled_from(Vorm))
    own = tuple(draw(st.lists(LINES, max_size=3)))
    codes = ["F1-Z-01", "F3-T-02", *(f"E-{i}" for i in range(1, len(own) + 1))]
    return Keuze(
        fiches=tuple(draw(st.lists(st.sampled_from(SLUGS), unique=True))),
        voor=tuple(draw(st.lists(st.sampled_from(Doelgroep.values), unique=True))),
        vragen=tuple(draw(st.lists(st.sampled_from(codes), unique=True))),
        eigen=own,
        vorm=vorm.value,
        ruimte=draw(st.sampled_from(Ruimte.values)),
        literatuur=draw(st.booleans()),
        stemmen=draw(st.booleans()),
        vouwen=vorm == Vorm.BOEKJE and draw(st.booleans()),
        titel=draw(st.just("") | LINES),
        datum=draw(st.none() | st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1))),
        groepen=tuple(draw(st.lists(LINES, max_size=3))),
    )


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(keuze=choices())
def test_address_says_the_whole_choice(keuze: Keuze, fiches: list[Fiche]) -> None:
    assert read(keuze.query, fiches) == keuze


def test_address_leaves_out_what_is_usual() -> None:
    assert Keuze().query == ""
    assert Keuze(fiches=("expertise",), vorm=Vorm.KAARTEN).query == (
        "fiche=expertise&vorm=kaarten"
    )


@pytest.mark.parametrize(
    ("code", "step", "expected"),
    [
        ("E-1", -1, ("F1-Z-01", "E-1", "F3-T-02")),
        ("F1-Z-01", 1, ("F3-T-02", "F1-Z-01", "E-1")),
        ("F1-Z-01", -1, ("F1-Z-01", "F3-T-02", "E-1")),
        ("E-1", 1, ("F1-Z-01", "F3-T-02", "E-1")),
    ],
)
def test_question_moves_one_place_and_stays_on_the_list(
    code: str, step: int, expected: tuple[str, ...]
) -> None:
    keuze = Keuze(vragen=("F1-Z-01", "F3-T-02"), eigen=("Wat nu?",))

    assert keuze.move(code, step).vragen == expected


def test_unknown_question_moves_nothing() -> None:
    keuze = Keuze(vragen=("F1-Z-01",))

    assert keuze.move("F9-Z-01", 1) == keuze
