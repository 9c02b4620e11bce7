import pytest
from django.core.exceptions import ValidationError

from samenwijzer.lib.adres import clean_adres


def test_address_is_kept_trimmed_and_small() -> None:
    assert clean_adres("  An.Peeters@School.Example\n") == "an.peeters@school.example"


@pytest.mark.parametrize(
    ("adres", "said"),
    [
        ("\u0430n@school.example", "‘\u0430’ (U+0430)"),  # Cyrillic
        ("mi\u212ae@school.example", "(U+212A)"),  # the sign of Kelvin, small a k
        ("\ufb01en@school.example", "(U+FB01)"),  # a ligature
        ("an@school\u2024example", "(U+2024)"),  # a dot that is none
        ("an\u200b@school.example", "een onzichtbaar teken (U+200B)"),
        ("an\0@school.example", "een onzichtbaar teken (U+0000)"),
        ("an\u202e@school.example", "een onzichtbaar teken (U+202E)"),
        ("an peeters@school.example", "geen spatie"),
        ("an", "geen volledig e-mailadres"),
        ("an@school", "geen volledig e-mailadres"),
        ("a" * 250 + "@school.example", "langer dan 254"),
    ],
)
def test_address_that_is_not_what_it_seems_is_refused(adres: str, said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        clean_adres(adres)

    assert said in caught.value.messages[0]
