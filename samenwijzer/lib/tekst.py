"""The one text type for everything people write: plain text, whole and bounded.

A form field cleans it, a model field keeps it, a constraint of the database holds
what the others promise. Shown, it is escaped, in an element of its own.
"""

import re
import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    BaseConstraint,
    CheckConstraint,
    F,
    Func,
    IntegerField,
    Q,
    TextField,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Length
from django.db.models.lookups import Exact, LessThanOrEqual
from django.db.models.sql.compiler import SQLCompiler

MAX_LENGTH = 20_000  # characters, that is code points in NFC
# NFC makes one character of at most four (of ᾂ, for one), so that a text longer
# than four times a limit is over it, whatever is in it.
SHRINKS = 4
# The most marks that Unicode's own stream-safe text puts on one letter (UAX 15, 13).
MAX_MARKS = 30

LINE_END = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
# Control characters, byte order marks and what XML can't hold either.
DROPPED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
SURROGATE = re.compile("[\ud800-\udfff]")
BIDI_CONTROL = re.compile("[\u202a-\u202e\u2066-\u2069]")


def clean_tekst(value: str, max_length: int = MAX_LENGTH) -> str:
    """`value` as it is kept: NFC, line ends as \\n, without control characters.

    Nothing that somebody can see is changed: joiners in emoji and direction marks
    in Arabic stay. What is invisible as a whole is "". Refused are lone surrogates,
    which no database holds, and piles of accents, which take for ever to sort.
    """
    value = DROPPED.sub("", LINE_END.sub("\n", value))
    if SURROGATE.search(value):
        raise ValidationError(
            "In deze tekst staat een teken dat stuk is (\ufffd). Haal het weg of typ "
            "het opnieuw.",
            code="half_teken",
        )
    if len(value) > SHRINKS * max_length:
        raise too_long(value, max_length)
    if _most_marks(value) > MAX_MARKS:
        raise ValidationError(
            "Op één letter staan te veel accenten. Haal er weg tot je ze kan lezen.",
            code="accenten",
        )
    value = unicodedata.normalize("NFC", value)
    return value if any(map(_visible, value)) else ""


def _visible(letter: str) -> bool:
    return not letter.isspace() and unicodedata.category(letter) != "Cf"


def _most_marks(value: str) -> int:
    """How many marks follow each other at most: normalising sorts each such run."""
    runs = groupby(map(unicodedata.combining, value), key=bool)
    return max((len(list(run)) for marks, run in runs if marks), default=0)


def too_long(value: str, max_length: int) -> ValidationError:
    """What to say of a text with more characters than fit."""
    length, limit = (f"{n:,}".replace(",", ".") for n in (len(value), max_length))
    return ValidationError(
        f"Dit is {length} tekens lang; er kunnen er {limit} in. Kort het in.",
        code="te_lang",
    )


class TekstField(forms.CharField):
    """Text of one or more paragraphs, as `clean_tekst` has it; never shortened.

    Characters that set the direction stay too: shown in a block of its own, as
    `.geschreven` is, they reach no further than their own paragraph.
    """

    widget: type[forms.Widget] = forms.Textarea

    def __init__(self, *, max_length: int = MAX_LENGTH, **kwargs: Any) -> None:
        # Not CharField's max_length: the browser would silently cut what is pasted.
        super().__init__(**kwargs)
        self.limit = max_length
        self.validators = [
            validator
            for validator in self.validators
            if not isinstance(validator, ProhibitNullCharactersValidator)
        ]

    def to_python(self, value: Any) -> str:
        cleaned = clean_tekst(super().to_python(value) or "", self.limit)
        return self.strip_ends(cleaned)

    def strip_ends(self, value: str) -> str:
        return value.strip() if self.strip else value

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > self.limit:
            raise too_long(value, self.limit)

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What was typed, to give back, with a sign for what can't be sent at all."""
        data = super().bound_data(data, initial)
        return SURROGATE.sub("\ufffd", data) if isinstance(data, str) else data


class RegelField(TekstField):
    """Text on one line, such as a name; a new line in it becomes a space.

    Embeddings and overrides of direction are taken out: a name stands in the
    middle of our sentences, and could turn the rest of them round. Programs wrap
    them round what one copies, so refusing would only puzzle; the letters of an
    Arabic name, and the marks U+200E, U+200F and U+061C, do their work without.
    """

    widget = forms.TextInput

    def strip_ends(self, value: str) -> str:
        return " ".join(BIDI_CONTROL.sub("", value).split())


if TYPE_CHECKING:
    _TextField = TextField[str | Combinable, str]
else:
    _TextField = TextField


class TekstVeld(_TextField):
    """A column for what people write; `tekst_constraints` goes with it in Meta."""

    def formfield(self, *args: Any, **kwargs: Any) -> forms.Field | None:
        kwargs.setdefault("form_class", TekstField)
        kwargs.setdefault("max_length", self.max_length or MAX_LENGTH)
        return super().formfield(*args, **kwargs)


class FirstNul(Func):
    """Where the first NUL of a text stands, from one; 0 when there is none."""

    template = "INSTR(%(expressions)s, CHAR(0))"
    output_field = IntegerField()

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, Any]:
        """PostgreSQL has no text with a NUL in it, nor a way to write one."""
        return "0", []


def tekst_constraints(
    model: str, *fields: str, max_length: int = MAX_LENGTH
) -> list[BaseConstraint]:
    """What the database holds of each of these fields: its length, and no NUL.

    `model` is the model's name in lower case, for the names of the constraints.
    """
    return [
        CheckConstraint(
            condition=Q(LessThanOrEqual(Length(F(field)), max_length))
            & Q(Exact(FirstNul(F(field)), 0)),
            name=f"{model}_{field}_tekst",
        )
        for field in fields
    ]
