"""Writing together: the server's time for a post and a poll, and for a long history.

Thirty people in fifteen talks write at one post a second each, over the connections
that browsers would have; every post also lets the other of the talk fetch what is new.
"""

import json
import os
import secrets
import subprocess
import sys
import threading
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing
from gzip import compress
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from typing import Any, NamedTuple

from pycrdt import Doc, Text

from benchmarks.uitkomst import Uitkomst
from tools import postgres
from tools.server import ROOT, serve

TALKS = 15
SECONDS = 20
EDITS = 10_000
POLLS = 200
ROUNDS = 7
BUNDLE = Path("build/static/js/samen.js")


class Mens(NamedTuple):
    """Somebody signed in, with the talk and the field that they write in."""

    gesprek: str
    ik: str
    sessie: str
    veld: str
    csrf: str


def measure() -> Iterator[Uitkomst]:
    yield Uitkomst(
        "bundel voor samen schrijven, met gzip",
        len(compress(BUNDLE.read_bytes())) / 1000,
        "kB",
        30,
    )
    yield from _measure_on("SQLite")
    with postgres.throwaway() as url:
        yield from _measure_on("PostgreSQL", DATABASE_URL=url)


def _measure_on(database: str, **environment: str) -> Iterator[Uitkomst]:
    mensen = prepare(TALKS, EDITS, **environment)
    with serve(DJANGO_SETTINGS_MODULE="benchmarks.instellingen", **environment) as port:
        times = sorted(_write_together(port, mensen[: 2 * TALKS]))
        p95 = quantiles(times, n=20)[-1]
        yield Uitkomst(
            f"dertig schrijvers op {database}, p95 per bericht", p95, "ms", 80
        )
        yield Uitkomst(f"dertig schrijvers op {database}, mediaan", median(times), "ms")
        poll = median(_cpu(port, mensen[0], "sync", POLLS) for _ in range(ROUNDS))
        yield Uitkomst(f"een kijkende deelnemer op {database}", poll, "ms CPU", 5)
        fresh, long = mensen[2], mensen[-1]
        rows = [
            (_cpu(port, fresh, "open", 20), _cpu(port, long, "open", 20))
            for _ in range(ROUNDS)
        ]
        yield Uitkomst(
            f"een gesprek openen na {EDITS} wijzigingen op {database}",
            median(row[1] for row in rows),
            "ms CPU",
            median(row[0] for row in rows),
        )


def prepare(talks: int, edits: int = 0, **environment: str) -> list[Mens]:
    """Make talks, and one more with so many edits; the two people of each, in order.

    In a process of its own: this one has its database already.
    """
    made = subprocess.run(
        [sys.executable, "-m", "benchmarks.samen", str(talks), str(edits)],
        check=True,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
    )
    return [Mens(*row) for row in json.loads(made.stdout)]


class Browser:
    """One open page: what is typed on it, and what it asks."""

    def __init__(self, port: int, mens: Mens) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=30)
        self.mens = mens
        self.doc: Doc[Any] = Doc()
        self.since = 0

    def ask(self, method: str, path: str, body: str | None = None) -> bytes:
        headers = {
            "Cookie": f"sessionid={self.mens.sessie}; csrftoken={self.mens.csrf}",
            "X-CSRFToken": self.mens.csrf,
            "Content-Type": "application/json",
            "Accept": "application/json",
        }
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        content = response.read()
        if response.status != 200:
            raise RuntimeError(f"{path}: {response.status} {content[:200]!r}")
        return content

    def sync(self, update: bytes | None) -> None:
        body = {
            "since": self.since,
            "veld": "",
            "ik": self.mens.ik,
            "update": update and b64encode(update).decode(),
        }
        path = f"/gesprekken/{self.mens.gesprek}/samen/sync"
        self.since = json.loads(self.ask("POST", path, json.dumps(body)))["last"]

    def type(self) -> bytes:
        before = self.doc.get_state()
        text = self.doc.get(self.mens.veld, type=Text)
        text += "Tien tekens "
        return self.doc.get_update(before)


def _write_together(port: int, mensen: list[Mens]) -> list[float]:
    """Milliseconds that each post took, of everybody at once.

    They write once everybody has the page open: opening it is measured by itself.
    """
    times: list[float] = []
    opened = threading.Barrier(len(mensen))

    def write(number: int, mens: Mens) -> None:
        browser = Browser(port, mens)
        with closing(browser.connection):
            browser.ask("GET", f"/gesprekken/{mens.gesprek}/samen/")
            browser.sync(browser.type())
            opened.wait()
            begin = time.perf_counter() + number / len(mensen)
            for second in range(SECONDS):
                time.sleep(max(begin + second - time.perf_counter(), 0))
                update, start = browser.type(), time.perf_counter()
                browser.sync(update)
                times.append((time.perf_counter() - start) * 1000)
                time.sleep(0.2)
                browser.sync(None)  # what the stream would have made it fetch

    threads = [threading.Thread(target=write, args=it) for it in enumerate(mensen)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def _cpu(port: int, mens: Mens, what: str, times: int) -> float:
    """Milliseconds of the server's processor time for a poll, or for opening a talk."""
    browser = Browser(port, mens)
    with closing(browser.connection):
        browser.sync(None)
        begin = int(browser.ask("GET", "/klok/"))
        for _ in range(times):
            if what == "open":
                browser.since = 0
                browser.ask("GET", f"/gesprekken/{mens.gesprek}/samen/")
            browser.sync(None)
        end = int(browser.ask("GET", "/klok/"))
    return (end - begin) / times / 1e6


def fill(talks: int, edits: int) -> list[Mens]:
    """So many duos, and one more whose talk has a long history."""
    from django.test import Client

    from tests.make import make_gesprek, make_lid, make_school, make_traject

    mensen = []
    for number in range(talks + 1):
        school = make_school()
        duo = [make_lid(school, naam=naam).gebruiker for naam in ("Nadia", "Griet")]
        traject = make_traject(school, zij_instromer=duo[0], duo_partner=duo[1])
        gesprek = make_gesprek(traject)
        vraag = gesprek.vragen.create(school=school, volgorde=1, tekst="Hoe gaat het?")
        if number == talks:
            _write_long(gesprek, str(vraag.pk), duo[0], edits)
        for wie in duo:
            client = Client()
            client.force_login(wie)
            sessie = client.cookies["sessionid"].value
            ids = (str(gesprek.pk), str(wie.pk), sessie, str(vraag.pk))
            mensen.append(Mens(*ids, secrets.token_hex(16)))
    return mensen


def _write_long(gesprek: Any, veld: str, door: Any, edits: int) -> None:
    """As many updates as edits: typed at the end, with a letter erased now and then."""
    from django.db import transaction

    from gesprekken.services import samen

    doc: Doc[Any] = Doc()
    text = doc.get(veld, type=Text)
    with transaction.atomic():
        row = samen.open_text(gesprek)
        for number in range(edits):
            before = doc.get_state()
            if number % 5 == 4:
                del text[len(text) - 2 : len(text) - 1]
            else:
                text += "ab"
            samen.append_locked(gesprek, row, doc.get_update(before), door)


if __name__ == "__main__":
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    print(json.dumps(fill(*map(int, sys.argv[1:]))))
