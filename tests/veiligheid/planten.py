"""How a canary gets into a row; each answers the text to look for, "" for none."""

from collections.abc import Callable
from ipaddress import IPv6Address
from itertools import count
from typing import Any

from gesprekken import document
from gesprekken.models import Samentekst, Verslag, Voorbereiding, Wijziging
from gesprekken.services.voorbereiden import make_plaats
from samenwijzer.lib.geheim import seal

numbers = count(1)
NETWORK = IPv6Address("2001:db8::")


def put(row: Any, veld: str, tekst: Any) -> Any:
    type(row).objects.filter(pk=row.pk).update(**{veld: tekst})
    return tekst


def put_if_any(row: Any, veld: str, tekst: str) -> str:
    """What is empty stays empty: a person without a name is a case of its own."""
    return str(put(row, veld, tekst)) if getattr(row, veld) else ""


def keep(row: Any, veld: str, tekst: str) -> str:
    """The value that is there is nobody else's either."""
    return str(getattr(row, veld))


def put_code(row: Any, veld: str, tekst: str) -> str:
    """As long as the code of a question is."""
    return put_if_any(row, veld, f"K{next(numbers):06}x")


def put_ip(row: Any, veld: str, tekst: str) -> str:
    """A whole address: a worker may need more numbers than one of its groups holds."""
    return str(put(row, veld, str(NETWORK + (next(numbers) << 16) + 0xCAFE)))


def put_adres(row: Any, veld: str, tekst: str) -> str:
    return str(put(row, veld, f"{tekst}@post.example".lower()))


def into(key: str) -> Callable[[Any, str, str], str]:
    """Into one key of a JSON object."""

    def put_key(row: Any, veld: str, tekst: str) -> str:
        row.refresh_from_db()
        put(row, veld, getattr(row, veld) | {key: tekst})
        return tekst

    return put_key


def put_link(row: Any, veld: str, tekst: str) -> str:
    """Into an address of another site, where nobody follows it."""
    put(row, veld, f"https://school.example/{tekst}")
    return tekst


def put_bytes(row: Any, veld: str, tekst: str) -> str:
    put(row, veld, tekst.encode())
    return tekst


def put_sealed(row: Voorbereiding, veld: str, tekst: str) -> str:
    put(row, veld, seal(tekst, make_plaats(row.vraag_id, row.auteur_id)))
    return tekst


def put_update(row: Samentekst | Wijziging, veld: str, tekst: str) -> str:
    """Into a document as a browser sends it, at the first question of the talk."""
    gesprek = row.samentekst.gesprek if isinstance(row, Wijziging) else row.gesprek
    vraag = gesprek.vragen.gekozen()[0]
    put(row, veld, document.edit(document.load(()), {str(vraag.pk): tekst}, {}))
    return tekst


def put_opname(row: Samentekst, veld: str, tekst: str) -> str:
    """And let it stand for the first update."""
    put(row, "opname_nr", "1")
    return put_update(row, veld, tekst)


def put_texts(row: Samentekst, veld: str, tekst: str) -> str:
    """Into every text of the talk."""
    put(row, veld, dict.fromkeys(row.tekst, tekst))
    return tekst


def report(part: str, number: int, key: str) -> Callable[[Any, str, str], str]:
    """Into one place of a report."""

    def put_part(row: Verslag, veld: str, tekst: str) -> str:
        row.refresh_from_db()
        row.inhoud[part][number][key] = tekst
        put(row, veld, row.inhoud)
        return tekst

    return put_part
