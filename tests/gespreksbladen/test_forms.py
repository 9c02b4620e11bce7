from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from fiches.models import Fiche
from gespreksbladen.forms import BladForm


def errors(fiches: list[Fiche], *parts: tuple[str, str]) -> dict[str, list[str]]:
    """What is wrong with an address, by field."""
    form = BladForm(QueryDict(urlencode(parts)), fiches)
    return {
        name: [str(message) for message in messages]
        for name, messages in form.errors.items()
    }


def test_address_without_anything_is_a_choice(fiches: list[Fiche]) -> None:
    assert errors(fiches) == {}


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("fiche", "onzin", "De fiche ‘onzin’ bestaat niet. Kies uit de lijst."),
        ("voor", "x", "Voor ‘x’ zijn er geen vragen. Kies uit de lijst."),
        ("vraag", "F9-Z-01", "De vraag ‘F9-Z-01’ bestaat niet. Kies uit de lijst."),
        ("vraag", "E-0", "De vraag ‘E-0’ bestaat niet. Kies uit de lijst."),
        ("vorm", "rol", "De vorm ‘rol’ bestaat niet. Kies uit de lijst."),
        ("ruimte", "zee", "De ruimte ‘zee’ bestaat niet. Kies uit de lijst."),
        ("datum", "morgen", "Typ de datum als jaar-maand-dag: 2026-12-03."),
    ],
)
def test_unknown_value_is_named(
    name: str, value: str, message: str, fiches: list[Fiche]
) -> None:
    assert errors(fiches, (name, value)) == {name: [message]}


@pytest.mark.parametrize("name", ["eigen", "titel", "groep"])
@pytest.mark.parametrize("text", ["Goed zo 😀", "سؤال", "日本", "a→b"])
def test_text_that_the_font_cannot_print_is_refused(
    name: str, text: str, fiches: list[Fiche]
) -> None:
    (message,) = errors(fiches, (name, text))[name]

    assert message.startswith("Dit kunnen we niet afdrukken: ")
    assert message.endswith("Haal het weg of schrijf het in gewone letters.")


@pytest.mark.parametrize(
    "text", ["Şahin, Łukasz & Zoë", "€ 5, ½ uur – “goed”", "e\u0301e\u0301n", "<b>"]
)
def test_text_that_the_font_can_print_is_kept(text: str, fiches: list[Fiche]) -> None:
    assert errors(fiches, ("titel", text), ("eigen", text)) == {}


def test_what_nobody_sees_is_left_out(fiches: list[Fiche]) -> None:
    query = urlencode({"titel": "a\u200db\u200ec\ufe0f\u200b"})

    form = BladForm(QueryDict(query), fiches)

    assert form.is_valid()
    assert form.keuze.titel == "abc"


def test_question_in_one_endless_word_is_too_long(fiches: list[Fiche]) -> None:
    (message,) = errors(fiches, ("eigen", "a" * 20_000))["eigen"]

    assert message == (
        f"De vraag ‘{'a' * 30}…’ is 20000 tekens lang; op papier passen er 300. "
        "Kort in."
    )


def test_too_many_own_questions_are_refused(fiches: list[Fiche]) -> None:
    lines = "\n".join(f"Vraag {i}?" for i in range(21))

    assert errors(fiches, ("eigen", lines)) == {
        "eigen": ["Dit zijn er 21; er kunnen er 20 op papier. Haal er enkele weg."]
    }


def test_five_hundred_codes_are_each_printed_once(fiches: list[Fiche]) -> None:
    codes = [("vraag", code) for code in ["F1-Z-01", "F2-T-01"] * 250]

    form = BladForm(QueryDict(urlencode(codes)), fiches)

    assert form.is_valid()
    assert form.keuze.vragen == ("F1-Z-01", "F2-T-01")


def test_five_hundred_unknown_codes_give_one_sentence(fiches: list[Fiche]) -> None:
    codes = [("vraag", f"F7-Z-{i:02}") for i in range(500)]

    assert errors(fiches, *codes) == {
        "vraag": ["De vraag ‘F7-Z-00’ bestaat niet. Kies uit de lijst."]
    }


def test_own_question_that_is_gone_is_forgotten(fiches: list[Fiche]) -> None:
    query = "vraag=E-2&vraag=F1-Z-01&eigen=Wat+nu%3F"

    form = BladForm(QueryDict(query), fiches)

    assert form.is_valid()
    assert form.keuze.vragen == ("F1-Z-01",)
