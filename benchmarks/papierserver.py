"""What the server does with paper: hand out what is kept, show what is new.

All of it by the clock, but for the processor time of a kept document. Every choice has
a title of its own where it may not have been made before.
"""

import re
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from html import unescape
from http.client import HTTPConnection
from itertools import product
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

from django.conf import settings

from benchmarks.opstelling import FICHES
from benchmarks.rekentijd import Doelwit
from benchmarks.uitkomst import Uitkomst
from tools.server import serve

ROUNDS = 9
REQUESTS = 200  # in a round, for each target
CARDS = 60
CARD_ROUNDS = 5
HEAVY = 20
PAUSE = 0.05  # seconds between two requests of somebody who reads
PATIENCE = 300  # seconds until an answer has to be there
DOEL_CARDS, DOEL_PREVIEW, DOEL_READING = 5.0, 1.0, 0.3  # seconds
HTMX = {"HX-Request": "true"}
IMAGE = re.compile(r'<img src="([^"]+)"')
BLAD = {"fiche": FICHES[0], "voor": "zij-instromer"}
VORMEN = ("blad", "kaarten", "poster", "boekje", "groot")
INHOUDEN: Mapping[str, dict[str, str]] = {
    "een fiche voor een doelgroep": BLAD,
    "een fiche": {"fiche": FICHES[0]},
    "alle fiches": {},
}
LONG = "Wat doen we morgen samen anders dan vandaag, en wie merkt dat het eerst? " * 4
WORST: Mapping[str, str] = {
    "eigen": "\n".join(f"{number}. {LONG}" for number in range(20)),
    "ruimte": "veel",
    "literatuur": "ja",
    "stemmen": "ja",
    "groep": "\n".join(f"Groep {number}" for number in range(8)),
}


def measure() -> Iterator[Uitkomst]:
    with serve(DJANGO_SETTINGS_MODULE="benchmarks.instellingen") as port:
        yield _kept(port)
        yield _cards(port)
        yield from _preview(port)
        yield from _reading(port)


def _kept(port: int) -> Uitkomst:
    """A document made before against a static file of about its size."""
    address = _address("blad.pdf", BLAD)
    _, pdf, _ = _get(port, address)
    root = Path(settings.STATIC_ROOT)
    files = [path for path in root.rglob("*.*") if path.suffix != ".gz"]
    file = min(files, key=lambda path: abs(path.stat().st_size - len(pdf)))
    kept = Doelwit(port, [address])
    plain = Doelwit(port, [f"/static/{file.relative_to(root)}"])
    rounds = [(kept.cpu(REQUESTS), plain.cpu(REQUESTS)) for _ in range(ROUNDS + 1)]
    ours, theirs = (median(times) for times in zip(*rounds[1:], strict=True))
    sizes = f"{len(pdf)} bytes, tegenover een bestand van {file.stat().st_size}"
    return Uitkomst(f"bewaard blad van {sizes} (doel: 2)", ours, "ms CPU", theirs)


def _cards(port: int) -> Uitkomst:
    from fiches.models import Fiche, Vraag  # only once Django is set up

    vragen = Vraag.objects.filter(fiche__in=Fiche.objects.current())
    codes = list(vragen.values_list("code", flat=True)[:CARDS])
    times = []
    for number in range(CARD_ROUNDS):
        choice = {"vorm": "kaarten", "vraag": codes, "titel": f"Kaartjes {number}"}
        status, _, seconds = _get(port, _address("blad.pdf", choice))
        _expect(status, 200)
        times.append(seconds)
    naam = f"{len(codes)} kaartjes, tegenover het doel"
    return Uitkomst(naam, median(times), "s op de klok", DOEL_CARDS)


def _preview(port: int) -> Iterator[Uitkomst]:
    """From a new choice to the picture of its first page: every layout, three sizes."""
    times = {}
    for vorm, (wat, inhoud) in product(VORMEN, INHOUDEN.items()):
        choice = {**inhoud, "vorm": vorm, "titel": "Een voorbeeld"}
        status, body, waiting = _get(port, _address("", choice), HTMX)
        _expect(status, 200)
        found = IMAGE.search(body.decode())
        if found is None:
            raise RuntimeError(f"no picture for {choice}")
        status, _, drawing = _get(port, unescape(found[1]))
        _expect(status, 200)
        times[f"{vorm} van {wat}"] = waiting + drawing
    naam = f"eerste voorbeeld na een keuze, mediaan van {len(times)} keuzes"
    middle, slowest = median(times.values()), max(times, key=lambda k: times[k])
    yield Uitkomst(f"{naam}, tegenover het doel", middle, "s op de klok", DOEL_PREVIEW)
    naam = f"eerste voorbeeld na een keuze, de traagste ({slowest}), tegenover het doel"
    yield Uitkomst(naam, times[slowest], "s op de klok", DOEL_PREVIEW)


def _reading(port: int) -> Iterator[Uitkomst]:
    """How long a page takes for who reads while others ask for the worst documents."""
    quiet = [_read(port) for _ in range(100)]
    times = []
    with ThreadPoolExecutor(HEAVY) as others:
        heavy = [others.submit(_get, port, _worst(i)) for i in range(HEAVY)]
        while not all(future.done() for future in heavy):
            times.append(_read(port))
    naam = f"fichepagina naast {HEAVY} zware documenten, p95 van {len(times)} keer"
    yield Uitkomst(
        f"{naam}, tegenover het doel", _p95(times), "s op de klok", DOEL_READING
    )
    naam = "fichepagina op een rustige server, p95, tegenover het doel"
    yield Uitkomst(naam, _p95(quiet), "s op de klok", DOEL_READING)
    made = sum(future.result()[0] == 200 for future in heavy)
    naam = "zware documenten die gemaakt werden, tegenover gevraagd"
    yield Uitkomst(naam, made, "documenten", HEAVY)


def _worst(number: int) -> str:
    vorm = ("groot", "boekje")[number % 2]
    choice = {**WORST, "vorm": vorm, "vouwen": "ja", "titel": f"Zwaar {number}"}
    return _address("blad.pdf", choice)


def _read(port: int) -> float:
    status, _, seconds = _get(port, "/fiches/expertise/")
    _expect(status, 200)
    time.sleep(PAUSE)
    return seconds


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


def _address(page: str, choice: Mapping[str, object]) -> str:
    return f"/gespreksbladen/{page}?{urlencode(choice, doseq=True)}"


def _get(
    port: int, path: str, headers: Mapping[str, str] | None = None
) -> tuple[int, bytes, float]:
    """The status and the body of an answer, and after how many seconds it was there."""
    begin = time.perf_counter()
    with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request("GET", path, headers=dict(headers or {}))
        response = connection.getresponse()
        body = response.read()
    return response.status, body, time.perf_counter() - begin


def _expect(status: int, expected: int) -> None:
    if status != expected:
        raise RuntimeError(f"{status} instead of {expected}")
