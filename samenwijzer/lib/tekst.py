"""The one text type for everything people write: plain text, whole and bounded."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

MAX_LENGTH = 20_000  # characters
KEPT = {"\n", "\t"}


def clean_tekst(value: str) -> str:
    """`value` as it is kept: NFC, line ends as \\n, without control characters.

    Lone surrogates are refused, for no database can hold them. Nothing else that
    somebody typed is changed.
    """
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise ValidationError(
            "Deze tekst bevat een half teken. Typ het laatste stuk opnieuw.",
            code="half_teken",
        ) from None
    kept = (
        letter
        for letter in value
        if letter in KEPT or unicodedata.category(letter) != "Cc"
    )
    return unicodedata.normalize("NFC", "".join(kept))


class TekstField(forms.CharField):
    """Text of one or more paragraphs; 422 with a clear sentence when it is too long."""

    widget = forms.Textarea

    def __init__(self, *, max_length: int = MAX_LENGTH, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.limit = max_length
        # Not the browser's limit: that would silently cut off what is pasted.
        self.validators = [v for v in self.validators if not _forbids_nul(v)]

    def to_python(self, value: Any) -> str:
        value = clean_tekst(super().to_python(value) or "")
        return self.strip_ends(value)

    def strip_ends(self, value: str) -> str:
        return value.strip() if self.strip else value

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > self.limit:
            raise ValidationError(
                f"Dit is {len(value)} tekens lang; er kunnen er {self.limit} in. "
                "Kort het in.",
                code="te_lang",
            )


class RegelField(TekstField):
    """Text on one line, such as a name."""

    widget = forms.TextInput

    def strip_ends(self, value: str) -> str:
        return " ".join(value.split())


def _forbids_nul(validator: Any) -> bool:
    from django.core.validators import ProhibitNullCharactersValidator

    return isinstance(validator, ProhibitNullCharactersValidator)
