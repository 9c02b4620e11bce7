"""How many queries a page takes: cold, with nothing kept, and warm, seen before."""

from collections.abc import Iterator

from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.opstelling import FICHES
from benchmarks.uitkomst import Uitkomst

DOEL = 4
PAGINAS = [
    "/",
    "/fiches/",
    "/fiches/?q=feedback",
    "/fiches/?q=feedbak",
    *(f"/fiches/{slug}/{voor}" for slug in FICHES for voor in ("", "?voor=schoolteam")),
]


def measure() -> Iterator[Uitkomst]:
    cold, warm = {}, {}
    for pagina in PAGINAS:
        _forget()
        cold[pagina] = _count(pagina)
        warm[pagina] = _count(pagina)
    for toestand, counts in ("koud", cold), ("warm", warm):
        most = max(counts, key=lambda pagina: counts[pagina])
        naam = f"query's {toestand}, de meeste van alle pagina's ({most})"
        yield Uitkomst(f"{naam}, tegenover het doel", counts[most], "query's", DOEL)


def _forget() -> None:
    """Put aside what was rendered, and the index that searching made."""
    from fiches import zoeken  # models can only be imported once Django is set up

    caches["weergave"].clear()
    zoeken.kept.clear()


def _count(pagina: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        response = Client(SERVER_NAME="localhost").get(pagina)
    if response.status_code != 200:
        raise RuntimeError(f"{pagina}: {response.status_code}")
    return len(queries)
