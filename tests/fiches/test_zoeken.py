from dataclasses import replace

import pytest

from fiches.models import Fiche
from fiches.zoeken import FRAGMENT, Treffer, search
from tests.make import make_fiche, make_inhoud

pytestmark = pytest.mark.django_db

INHOUD = make_inhoud(1)
TEKSTEN = {
    "F1-Z-01": "Hoe kijk je naar feedback van collega’s?",
    "F1-Z-02": "Wat betekent coördinatie voor jou?",
    "F1-Z-03": "Waarover heb je twijfels?",
    "F1-O-01": "Welke feedbackcultuur streven jullie na?",
}


@pytest.fixture
def fiches() -> list[Fiche]:
    vragen = tuple(
        replace(vraag, tekst=TEKSTEN.get(vraag.code, "Leeg?"))
        for vraag in INHOUD.vragen
    )
    return [make_fiche(1, vragen=vragen)]


def found(q: str, fiches: list[Fiche]) -> list[str]:
    return [treffer.stuk.code for treffer in search(q, fiches)]


def marked(treffer: Treffer) -> str:
    return "".join(f"[{d.tekst}]" if d.raak else d.tekst for d in treffer.delen)


@pytest.mark.parametrize(
    ("q", "codes"),
    [
        ("feedback", ["F1-Z-01", "F1-O-01"]),
        ("FEEDBACK", ["F1-Z-01", "F1-O-01"]),
        ("coordinatie", ["F1-Z-02"]),
        ("coördinatie", ["F1-Z-02"]),
        ("feedbak", ["F1-Z-01"]),
        ("twijfles", ["F1-Z-03"]),
        ("twijfel", ["F1-Z-03"]),
        ("cultuur", ["F1-O-01"]),
        ("hoe feedback", ["F1-Z-01", "F1-O-01"]),
        ("feedback twijfel", []),
        ("F1-Z-03", ["F1-Z-03"]),
        ("fiets", []),
        ("?!", []),
        ("", []),
        ("\x00", []),
    ],
)
def test_search_finds(q: str, codes: list[str], fiches: list[Fiche]) -> None:
    assert found(q, fiches) == codes


def test_search_marks_what_was_looked_for(fiches: list[Fiche]) -> None:
    assert marked(search("feedback", fiches)[0]) == (
        "Hoe kijk je naar [feedback] van collega’s?"
    )


def test_search_cuts_a_long_text_around_the_hit() -> None:
    blok = INHOUD.literatuur[0]
    tekst = " ".join(["woord"] * 100 + ["zeldzaam"] + ["woord"] * 100)
    literatuur = (replace(blok, tekst=tekst), *INHOUD.literatuur[1:])
    fiche = make_fiche(1, literatuur=literatuur)

    shown = marked(search("zeldzaam", [fiche])[0])

    assert shown.startswith("… woord ")
    assert shown.endswith(" woord …")
    assert " [zeldzaam] " in shown
    assert len(shown) <= FRAGMENT + len("…  …[]")


def test_search_sees_content_that_was_loaded_later(fiches: list[Fiche]) -> None:
    assert found("olifant", fiches) == []

    vragen = (replace(INHOUD.vragen[0], tekst="Olifant?"), *INHOUD.vragen[1:])
    changed = make_fiche(1, vragen=vragen)

    assert found("olifant", [changed]) == ["F1-T-01"]
