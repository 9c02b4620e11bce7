"""Numbers and names, as one says them in a sentence."""

from collections.abc import Sequence

from gesprekken.services.uitnodigen import join

WOORDEN = (
    "nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen",
    "tien", "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien",
    "zeventien", "achttien", "negentien", "twintig",
)  # fmt: skip


def telwoord(number: int) -> str:
    """In words up to twenty, in digits from there on."""
    return WOORDEN[number] if number < len(WOORDEN) else str(number)


def count(number: int, one: str, more: str) -> str:
    """“één gesprek”, “drie gesprekken”."""
    return f"{telwoord(number)} {one if number == 1 else more}"


def start_count(number: int, one: str, more: str) -> str:
    """The same at the start of a sentence, where one says “Een gesprek”."""
    return f"Een {one}" if number == 1 else upper_first(count(number, one, more))


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def tell_mensen(names: Sequence[str]) -> str:
    """Up to three by name; more is a team."""
    return join(names) if len(names) <= 3 else f"{telwoord(len(names))} collega’s"


def tell_afspraken(open_: int, te_laat: int) -> str:
    """“Drie afspraken staan open, één is over tijd.”; "" where none is open."""
    if not open_:
        return ""
    told = start_count(open_, "afspraak staat open", "afspraken staan open")
    if not te_laat:
        return f"{told}."
    if open_ == 1:
        return f"{told} en is over tijd."
    return f"{told}, {telwoord(te_laat)} {'is' if te_laat == 1 else 'zijn'} over tijd."
