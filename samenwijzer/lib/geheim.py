"""Text that the database keeps without being able to read it.

The keys come from the environment, newest first: the first writes, all of them read.
Whoever has the database without a key has nothing; whoever lost every key lost the
texts. Fernet's specification: github.com/fernet/spec.
"""

from functools import cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class SleutelKwijt(Exception):
    """None of the keys we have opens this text."""


@cache
def _fernet(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def fernet() -> MultiFernet:
    return _fernet(tuple(settings.GEHEIMSLEUTELS))


def seal(tekst: str, plaats: str) -> str:
    """`tekst`, unreadable; `plaats` says where it belongs, and opens it there alone."""
    return fernet().encrypt(f"{plaats}\n{tekst}".encode()).decode("ascii")


def unseal(geheim: str, plaats: str) -> str:
    """What was sealed for this place; raises `SleutelKwijt`."""
    try:
        whole = fernet().decrypt(geheim).decode()
    except (InvalidToken, ValueError):  # or what can't be a token at all
        raise SleutelKwijt from None
    found, _, tekst = whole.partition("\n")
    if found != plaats:
        raise SleutelKwijt
    return tekst


def reseal(geheim: str) -> str:
    """The same text under the newest key; raises `SleutelKwijt`."""
    try:
        return fernet().rotate(geheim).decode("ascii")
    except (InvalidToken, ValueError):  # or what can't be a token at all
        raise SleutelKwijt from None
