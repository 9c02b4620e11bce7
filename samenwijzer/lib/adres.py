"""E-mail addresses as people type them, and as they are kept."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

MAX_LENGTH = 254  # RFC 5321, 4.5.3.1.3


def clean_adres(value: str) -> str:
    """The address as it is kept: trimmed, in lower case, plain ASCII.

    Other letters are refused, and named: several look like ours or turn into ours
    in lower case, so that a mail would go to somebody else than it seems. A domain
    with such letters has an ASCII form (xn--…), which is accepted.
    """
    value = value.strip()
    strange = next((letter for letter in value if not "!" <= letter <= "~"), None)
    if strange is not None:
        raise ValidationError(_strange(strange), code="vreemd_teken")
    if len(value) > MAX_LENGTH:
        raise ValidationError(
            f"Dit adres is langer dan {MAX_LENGTH} tekens. Kijk het na.", code="te_lang"
        )
    try:
        validate_email(value)
    except ValidationError:
        raise ValidationError(
            "Dit is geen volledig e-mailadres. Schrijf het zoals naam@school.be.",
            code="geen_adres",
        ) from None
    return value.lower()


def _strange(letter: str) -> str:
    if letter.isspace():
        return "In een e-mailadres staat geen spatie. Haal ze weg."
    shown = (
        f"‘{letter}’ (U+{ord(letter):04X})"
        if letter.isprintable()
        else (f"een onzichtbaar teken (U+{ord(letter):04X})")
    )
    return (
        f"Dit kan niet in een e-mailadres: {shown}. "
        "Kijk het adres na en typ het over, zonder te plakken."
    )
