"""The server's processor time for a page, against a view that does nothing.

There are two such views: behind the project's own middleware, in the same server,
and in a bare Django without any. The targets take turns, so that a busy moment of
the machine hits them all; the figures are medians.
"""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import cycle, islice
from statistics import median

from benchmarks.opstelling import FICHES
from benchmarks.uitkomst import Uitkomst
from tools.server import serve

ROUNDS = 9
REQUESTS = 200  # in a round, for each target
GZIP = {"Accept-Encoding": "gzip"}
FICHEPAGINAS = [f"/fiches/{slug}/" for slug in FICHES]


@dataclass(frozen=True)
class Doelwit:
    """Addresses to ask for in turn, over a connection that stays open."""

    port: int
    paths: list[str]
    headers: dict[str, str] = field(default_factory=dict)

    def cpu(self, requests: int) -> float:
        """Milliseconds of the server's processor time for one request."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            begin = int(self._get(connection, "/klok/"))
            for path in islice(cycle(self.paths), requests):
                self._get(connection, path)
            end = int(self._get(connection, "/klok/"))
        return (end - begin) / requests / 1e6

    def _get(self, connection: HTTPConnection, path: str) -> bytes:
        connection.request("GET", path, headers=self.headers)
        response = connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise RuntimeError(f"{path}: {response.status}")
        return body


def measure() -> Iterator[Uitkomst]:
    times = _cpu_times()
    kaal, leeg = times.pop("kaal"), times.pop("leeg")
    yield Uitkomst("rekentijd lege weergave, kaal Django", kaal, "ms CPU")
    naam = "rekentijd lege weergave met onze middleware, tegenover kaal Django"
    yield Uitkomst(naam, leeg, "ms CPU", kaal)
    for pagina, time in times.items():
        naam = f"rekentijd {pagina}, tegenover een lege weergave"
        yield Uitkomst(f"{naam} met onze middleware", time, "ms CPU", leeg)
        yield Uitkomst(f"{naam} in kaal Django", time, "ms CPU", kaal)


def _cpu_times() -> dict[str, float]:
    with (
        serve(DJANGO_SETTINGS_MODULE="benchmarks.instellingen") as project,
        serve(
            "benchmarks.kaal_asgi:application",
            DJANGO_SETTINGS_MODULE="benchmarks.kaal",
        ) as kaal,
    ):
        doelwitten = {
            "kaal": Doelwit(kaal, ["/leeg/"]),
            "leeg": Doelwit(project, ["/leeg/"]),
            "fichepagina met gzip": Doelwit(project, FICHEPAGINAS, GZIP),
            "fichepagina zonder gzip": Doelwit(project, FICHEPAGINAS),
            "startpagina met gzip": Doelwit(project, ["/"], GZIP),
            "zoeken met gzip": Doelwit(project, ["/fiches/?q=feedback"], GZIP),
        }
        for doelwit in doelwitten.values():
            doelwit.cpu(REQUESTS // 4)  # to warm up
        rounds = [
            {naam: doelwit.cpu(REQUESTS) for naam, doelwit in doelwitten.items()}
            for _ in range(ROUNDS)
        ]
    return {naam: median(round_[naam] for round_ in rounds) for naam in doelwitten}
