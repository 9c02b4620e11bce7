import pytest

from scholen.models import Rol
from scholen.uitnodigingslijst import Regelfout, read_list

AN, BO = "an@s.example", "bo@s.example"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (AN, [(AN, "lid")]),
        (f"An@S.Example\n\n  {BO} ", [(AN, "lid"), (BO, "lid")]),
        (f"An Peeters <{AN}>", [(AN, "lid")]),
        (f"{AN}, {BO}", [(AN, "lid"), (BO, "lid")]),
        (f"{AN}; directie", [(AN, "directie")]),
        (f'"An";"Peeters";"{AN}";"Coördinator"', [(AN, "coordinator")]),
        (f"naam;e-mail;rol\nAn;{AN};lid", [(AN, "lid")]),
        (f"e-mail\tan\n{AN}\tdirectie", [(AN, "directie")]),
    ],
)
def test_list_is_read_as_people_write_it(
    text: str, found: list[tuple[str, str]]
) -> None:
    assert read_list(text, Rol.LID) == found


def test_list_says_what_is_wrong_line_by_line() -> None:
    text = "an@s.example\nbo\nc@s\nan@s.example\ndé@s.example\ne@s.example;lid;directie"

    with pytest.raises(Regelfout) as caught:
        read_list(text, Rol.LID)

    assert caught.value.messages == [
        (
            "Regel 2 (bo): Hier staat geen e-mailadres, want er is geen @. Vul het aan "
            "of haal de regel weg."
        ),
        (
            "Regel 3 (c@s): Dit is geen volledig e-mailadres. Schrijf het zoals "
            "naam@school.be."
        ),
        "Regel 4 (an@s.example): Dit adres staat er al eerder. Haal er één weg.",
        (
            "Regel 5 (dé@s.example): Dit kan niet in een e-mailadres: ‘é’ "
            "(U+00E9). Kijk het adres na en typ het over, zonder te plakken."
        ),
        "Regel 6 (e@s.example;lid;directie): Hier staan twee rollen. Kies er één.",
    ]


def test_first_line_with_a_mistake_is_no_heading() -> None:
    with pytest.raises(Regelfout, match="Regel 1"):
        read_list(f"bo.example\n{AN}", Rol.LID)


@pytest.mark.parametrize("text", ["", "\n \n"])
def test_empty_list_asks_for_an_address(text: str) -> None:
    with pytest.raises(Regelfout, match="minstens één"):
        read_list(text, Rol.LID)


def test_list_has_an_end() -> None:
    text = "\n".join(f"a{number}@s.example" for number in range(201))

    with pytest.raises(Regelfout, match="meer dan 200"):
        read_list(text, Rol.LID)
