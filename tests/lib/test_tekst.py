import unicodedata
from collections.abc import Iterator

import pytest
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, connection, models
from django.test.utils import isolate_apps

from samenwijzer.lib.tekst import (
    MAX_LENGTH,
    RegelField,
    TekstField,
    TekstVeld,
    clean_tekst,
    tekst_constraints,
)

FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467"  # joined by two joiners
ARABIC = "\u200fيوسف العمراني\u200f"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("een\r\ntwee\rdrie", "een\ntwee\ndrie"),
        # What Word, a form feed and Unicode call the end of a line.
        (
            "een\vtwee\fdrie\x85vier\u2028vijf\u2029zes",
            "een\ntwee\ndrie\nvier\nvijf\nzes",
        ),
        ("een\ttab", "een\ttab"),
        ("n\0u\x1bl\x7f\x9f", "nul"),
        ("\ufeffvan een bestand", "van een bestand"),
        ("caf\u0065\u0301", "caf\u00e9"),
        (FAMILY, FAMILY),
        (ARABIC, ARABIC),
        ("\u200b \ufeff\u2060", ""),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)
def test_tekst_keeps_what_one_can_see(typed: str, kept: str) -> None:
    assert clean_tekst(typed) == kept


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            "half \ud83d",
            (
                "In deze tekst staat een teken dat stuk is (\ufffd). Haal het weg of "
                "typ het opnieuw."
            ),
        ),
        (
            "e" + "\u0301" * 31,
            "Op één letter staan te veel accenten. Haal er weg tot je ze kan lezen.",
        ),
        ("", "Dit veld is verplicht."),
        ("\u200b\u200b", "Dit veld is verplicht."),
    ],
)
def test_tekst_says_what_is_wrong(typed: str, said: str) -> None:
    with pytest.raises(ValidationError) as raised:
        TekstField().clean(typed)

    assert raised.value.messages == [said]


def test_tekst_keeps_thirty_marks_on_a_letter() -> None:
    assert len(TekstField().clean("q" + "\u0301" * 30)) == 31


def test_tekst_is_counted_as_it_is_kept() -> None:
    decomposed = "e\u0301" * MAX_LENGTH

    assert TekstField().clean(decomposed) == "\u00e9" * MAX_LENGTH


@pytest.mark.parametrize(
    ("typed", "length"),
    [
        ("x" * 20_001, "20.001"),
        # Three characters in NFC, though one was typed.
        ("\ufb2c" * 10_000, "30.000"),
        ("x" * 1_000_000, "1.000.000"),
        # Sorting these would take a quarter of an hour.
        ("\u0301\u0327" * 500_000, "1.000.000"),
    ],
)
def test_tekst_is_refused_whole_when_too_long(typed: str, length: str) -> None:
    with pytest.raises(ValidationError) as raised:
        TekstField().clean(typed)

    assert raised.value.messages == [
        f"Dit is {length} tekens lang; er kunnen er 20.000 in. Kort het in."
    ]


def test_nothing_within_the_limit_is_refused_for_what_was_typed() -> None:
    longest = max(
        (
            unicodedata.normalize("NFD", chr(point))
            for point in range(0x110000)
            if not 0xD800 <= point < 0xE000
        ),
        key=len,
    )

    kept = TekstField().clean(longest * MAX_LENGTH)

    assert (len(longest), len(kept)) == (4, MAX_LENGTH)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Leen\r\n  Martens\t", "Leen Martens"),
        ("Leen\u00a0Martens", "Leen Martens"),
        ("\u202eLeen\u2066 Martens\u2069\u202c", "Leen Martens"),
        (ARABIC, ARABIC),
        (FAMILY, FAMILY),
    ],
)
def test_regel_is_one_line_that_turns_nothing_round(typed: str, kept: str) -> None:
    assert RegelField().clean(typed) == kept


def test_regel_has_a_limit_of_its_own() -> None:
    with pytest.raises(ValidationError) as raised:
        RegelField(max_length=3).clean("vier")

    assert raised.value.messages == [
        "Dit is 4 tekens lang; er kunnen er 3 in. Kort het in."
    ]


def test_half_a_character_is_given_back_as_one_that_can_be_sent() -> None:
    assert TekstField().bound_data("half \ud83d", None) == "half \ufffd"


def test_browser_is_not_asked_to_cut() -> None:
    assert RegelField(max_length=3).widget.attrs == {}


@pytest.fixture
def briefje(transactional_db: None) -> Iterator[type[models.Model]]:
    """A model of this test alone, with its table."""
    with isolate_apps("tests"):

        class Briefje(models.Model):
            tekst = TekstVeld(blank=True)

            class Meta:
                app_label = "tests"
                constraints = tekst_constraints("briefje", "tekst")

            def __str__(self) -> str:
                return self.tekst

    with connection.schema_editor() as editor:
        editor.create_model(Briefje)
    yield Briefje
    with connection.schema_editor() as editor:
        editor.delete_model(Briefje)


@pytest.mark.parametrize("letter", ["x", "é", "\U0001f469"])
def test_database_holds_the_longest_text(
    briefje: type[models.Model], letter: str
) -> None:
    row = briefje._default_manager.create(tekst=letter * MAX_LENGTH)

    row.refresh_from_db()

    assert row.tekst == letter * MAX_LENGTH  # type: ignore[attr-defined]


def test_database_refuses_a_longer_text(briefje: type[models.Model]) -> None:
    with pytest.raises(IntegrityError):
        briefje._default_manager.create(tekst="é" * (MAX_LENGTH + 1))


def test_database_refuses_a_nul(briefje: type[models.Model]) -> None:
    # SQLite by our constraint; PostgreSQL has no such text, and its driver says so.
    with pytest.raises((IntegrityError, DataError)):
        briefje._default_manager.create(tekst="voor\0na")


def test_model_checks_before_the_database_does(briefje: type[models.Model]) -> None:
    row = briefje(tekst="x" * (MAX_LENGTH + 1))

    with pytest.raises(ValidationError):
        row.full_clean()


def test_tekstveld_is_typed_in_a_tekstfield(briefje: type[models.Model]) -> None:
    field = briefje._meta.get_field("tekst").formfield()  # type: ignore[union-attr]

    assert isinstance(field, TekstField)
    assert field.limit == MAX_LENGTH
