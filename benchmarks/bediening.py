"""The server's processor time for a page: beside the stream, and under plain WSGI."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from statistics import median

from benchmarks.rekentijd import Doelwit
from benchmarks.uitkomst import Uitkomst
from tools.server import ROOT, free_port, serve

SETTINGS = {"DJANGO_SETTINGS_MODULE": "benchmarks.instellingen"}
PAGES = {
    "lege weergave": "/leeg/",
    "fichepagina": "/fiches/expertise/",
    "aanmelden": "/account/login/",
}
ROUNDS = 9
REQUESTS = 150  # in a round, for each target
PATIENCE = 30  # seconds until the server has to answer


def measure() -> Iterator[Uitkomst]:
    with serve(**SETTINGS) as asgi, serve_wsgi() as wsgi:
        targets = {
            (server, naam): Doelwit(port, [path])
            for server, port in (("asgi", asgi), ("wsgi", wsgi))
            for naam, path in PAGES.items()
        }
        for target in targets.values():
            target.cpu(REQUESTS // 3)  # to warm up
        rounds = [
            {key: target.cpu(REQUESTS) for key, target in targets.items()}
            for _ in range(ROUNDS)
        ]
    for naam in PAGES:
        asgi_ms, wsgi_ms = (
            median(row[server, naam] for row in rounds) for server in ("asgi", "wsgi")
        )
        yield Uitkomst(f"{naam} onder ASGI, tegenover WSGI", asgi_ms, "ms CPU", wsgi_ms)


@contextmanager
def serve_wsgi() -> Iterator[int]:
    """The same application under gunicorn, one process with threads; its port."""
    port = free_port()
    options = ["--worker-class=gthread", "--threads=8", "--log-level=warning"]
    command = [sys.executable, "-m", "gunicorn", *options, f"--bind=127.0.0.1:{port}"]
    with subprocess.Popen(
        [*command, "samenwijzer.wsgi:application"],
        cwd=ROOT,
        env={**os.environ, **SETTINGS},
    ) as process:
        try:
            _wait_for(port)
            yield port
        finally:
            process.terminate()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/leeg/")
            connection.getresponse().read()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
