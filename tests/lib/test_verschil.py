import pytest

from samenwijzer.lib.verschil import Soort, Stuk, compare

GELIJK, ERBIJ, WEG = Soort.GELIJK, Soort.ERBIJ, Soort.WEG


def test_changed_word_stands_after_what_it_replaces() -> None:
    assert compare("elke week een uur", "elke maand een uur") == [
        Stuk(GELIJK, "elke "),
        Stuk(WEG, "week "),
        Stuk(ERBIJ, "maand "),
        Stuk(GELIJK, "een uur"),
    ]


def test_other_spaces_alone_are_no_change() -> None:
    assert compare("een  twee\ndrie", "een twee drie") == [
        Stuk(GELIJK, "een twee drie")
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ("", "een"),
        ("een", ""),
        ("a b " * 900, "b a c " * 600),
        ("Éen <b>twee</b>\n\n- drie", "- drie\n<b>twee</b> vier"),
    ],
)
def test_both_texts_are_in_it(before: str, after: str) -> None:
    found = compare(before, after)

    old = "".join(een.tekst for een in found if een.soort is not ERBIJ)
    new = "".join(een.tekst for een in found if een.soort is not WEG)
    assert (old.split(), new.split()) == (before.split(), after.split())
