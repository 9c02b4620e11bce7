"""What pages cost among a million talks, against the same pages among a thousand.

Two databases stand side by side in one PostgreSQL, with as many talks in each school,
and each has a server of its own. The two take turns, request by request, so that a
busy moment of the machine hits both. Each visit to the large one is to another school.
"""

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import (
    ExitStack,
    closing,
    contextmanager,
    redirect_stdout,
    suppress,
)
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from statistics import quantiles

import psycopg
from psycopg.rows import scalar_row

from benchmarks import processen
from benchmarks.uitkomst import Uitkomst
from tools import postgres, systeem
from tools.server import ROOT, serve

DOEL = "doel: 1,10"
PER_SCHOOL = 200  # talks
KLEIN = 1_000  # talks
GROOT = max(KLEIN, int(os.environ.get("OMVANG", "1000000")))
VISITS, WARM_UP = 200, 25  # of each page, in each database
SMALL, REGIONS = KLEIN // PER_SCHOOL, 4
PAGINAS = {"/overzicht/": "coordinator", "/": "zij-instromer-0"}
BACKENDS = """
    SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@dataclass(frozen=True)
class Meting:
    """Milliseconds of one request: of server and database, and on the clock."""

    cpu: float
    klok: float


@dataclass(frozen=True)
class Wereld:
    """A database, with a connection to the server that works in it."""

    gesprekken: int
    url: str
    connection: HTTPConnection
    server: int  # its process

    def __str__(self) -> str:
        talks, schools = (
            f"{number:,}".replace(",", ".")
            for number in (self.gesprekken, count_scholen(self.gesprekken))
        )
        return f"{talks} gesprekken in {schools} scholen"

    def sign_in(self, wie: str) -> list[str]:
        """The cookies of such a person in one school after the other."""
        numbers = _visited(count_scholen(self.gesprekken), WARM_UP + VISITS)
        with psycopg.connect(self.url) as database:
            return [
                _sign_in(database, f"{wie}-{number}@omvang.example")
                for number in numbers
            ]

    def clocks(self) -> list[int]:
        """Those of the server and of its connections to the database."""
        with psycopg.connect(self.url, row_factory=scalar_row) as database:
            return [
                _cpu_clock(pid) for pid in [self.server, *database.execute(BACKENDS)]
            ]

    def visit(self, pagina: str, cookie: str, clocks: Sequence[int]) -> Meting:
        used, begin = _sum(clocks), time.perf_counter_ns()
        self.connection.request("GET", pagina, headers={"Cookie": cookie})
        response = self.connection.getresponse()
        response.read()
        klok = time.perf_counter_ns() - begin
        if response.status != 200:
            raise RuntimeError(f"{pagina}: {response.status}")
        return Meting((_sum(clocks) - used) / 1e6, klok / 1e6)


def measure() -> Iterator[Uitkomst]:
    with redirect_stdout(sys.stderr):
        systeem.ensure("postgresql")
    with ExitStack() as stack:
        cluster = stack.enter_context(postgres.throwaway())
        klein = stack.enter_context(_open(cluster, "klein", KLEIN))
        groot = stack.enter_context(_open(cluster, "groot", GROOT))
        for pagina, wie in PAGINAS.items():
            yield from _compare(pagina, wie, klein, groot)


def count_scholen(gesprekken: int) -> int:
    return gesprekken // PER_SCHOOL


@contextmanager
def _open(cluster: str, naam: str, gesprekken: int) -> Iterator[Wereld]:
    """Fill a database of this name, and serve it."""
    with psycopg.connect(cluster, autocommit=True) as database:
        database.execute(f"CREATE DATABASE {naam}")
    url = f"{cluster.rpartition('/')[0]}/{naam}"
    _fill(url, gesprekken)
    others = _children()
    with serve(DATABASE_URL=url) as port:
        [server] = _children() - others
        with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
            yield Wereld(gesprekken, url, connection, server)


def _fill(url: str, gesprekken: int) -> None:
    size = {"--scholen": count_scholen(gesprekken), "--gesprekken": gesprekken}
    for command in (
        ["migrate", "--verbosity", "0"],
        ["laad_inhoud"],
        ["maak_omvang", *(str(part) for pair in size.items() for part in pair)],
    ):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            check=True,
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": url},
            stdout=sys.stderr,
        )
    with psycopg.connect(url, autocommit=True) as database:
        database.execute("VACUUM ANALYZE")
        database.execute("CHECKPOINT")


def _children() -> set[int]:
    found = set()
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended in the meantime
            if processen.read(int(path.name)).parent == os.getpid():
                found.add(int(path.name))
    return found


def _compare(pagina: str, wie: str, klein: Wereld, groot: Wereld) -> Iterator[Uitkomst]:
    few, many = _measure_in_turn(pagina, wie, klein, groot)
    naam = f"{pagina} bij {groot}, p95, tegenover bij {klein} ({DOEL})"
    yield Uitkomst(
        f"rekentijd van {naam}",
        _p95(meting.cpu for meting in many),
        "ms CPU van server en database",
        _p95(meting.cpu for meting in few),
    )
    yield Uitkomst(
        naam,
        _p95(meting.klok for meting in many),
        "ms op de klok",
        _p95(meting.klok for meting in few),
    )


def _measure_in_turn(pagina: str, wie: str, *werelden: Wereld) -> list[list[Meting]]:
    """The visits to each of these, without the first ones, that warm up."""
    cookies = [wereld.sign_in(wie) for wereld in werelden]
    clocks = [wereld.clocks() for wereld in werelden]
    rounds = [
        [
            wereld.visit(pagina, cookie, own)
            for wereld, cookie, own in zip(werelden, turn, clocks, strict=True)
        ]
        for turn in zip(*cookies, strict=True)
    ]
    return [list(visits) for visits in zip(*rounds[WARM_UP:], strict=True)]


def _visited(scholen: int, visits: int) -> list[int]:
    """Numbers of schools, spread over all of them.

    The n-th is in the same region, wherever it is, as the n-th of the small database:
    the bulk data has the regions take turns.
    """
    step = (scholen - SMALL) // (REGIONS * (visits // SMALL)) * REGIONS
    return [1 + n % SMALL + n // SMALL * step for n in range(visits)]


def _sign_in(database: psycopg.Connection, email: str) -> str:
    """Write a session of this person, as signing in does; returns its cookie."""
    from django.conf import settings  # models can only be imported once it is set up
    from django.contrib import auth
    from django.contrib.sessions.backends.db import SessionStore

    from scholen.models import Gebruiker

    [row] = database.execute(
        "SELECT id, password FROM scholen_gebruiker WHERE email = %s", [email]
    )
    gebruiker = Gebruiker(id=row[0], password=row[1])
    data = {
        auth.SESSION_KEY: str(gebruiker.pk),
        auth.BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
        auth.HASH_SESSION_KEY: gebruiker.get_session_auth_hash(),
    }
    key = secrets.token_hex(16)
    database.execute(
        "INSERT INTO django_session VALUES (%s, %s, now() + interval '1 day')",
        [key, SessionStore().encode(data)],
    )
    return f"{settings.SESSION_COOKIE_NAME}={key}"


def _cpu_clock(pid: int) -> int:
    """What the C library's clock_getcpuclockid answers for a process."""
    return ~pid << 3 | 2


def _sum(clocks: Iterable[int]) -> int:
    return sum(time.clock_gettime_ns(clock) for clock in clocks)


def _p95(times: Iterable[float]) -> float:
    return quantiles(times, n=20)[-1]
