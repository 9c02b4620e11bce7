"""The real application for the browser: its own process, its own database."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from psycopg.sql import SQL, Identifier

PATIENCE = 30  # seconds until the server has to answer


@contextmanager
def own_database(folder: Path, name: str) -> Iterator[str]:
    """Yield the DATABASE_URL of a new database with the content loaded.

    A file in `folder`, or a database `name` on the PostgreSQL that the tests got.
    """
    given = os.environ.get("DATABASE_URL", "sqlite:")
    if given.startswith("sqlite:"):
        url = f"sqlite:///{folder / 'browser.sqlite3'}"
        _fill(url)
        yield url
        return
    drop = SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name))
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(drop)
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        url = urlsplit(given)._replace(path=f"/{name}").geturl()
        _fill(url)
        yield url
        connection.execute(drop)


def _fill(url: str) -> None:
    for command in ("migrate", "laad_inhoud"):
        subprocess.run(
            [sys.executable, "manage.py", command],
            check=True,
            cwd=settings.BASE_DIR,
            env={**os.environ, "DATABASE_URL": url},
            stdout=subprocess.DEVNULL,
        )


@contextmanager
def serve(database: str, **environment: str) -> Iterator[str]:
    """Run uvicorn on a free port; yield the address once it answers.

    It writes to our stderr: pytest shows its errors with the test they belong to.
    """
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "samenwijzer.asgi:application"]
    with subprocess.Popen(
        [*command, "--port", str(port), "--log-level", "warning"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": database, **environment},
    ) as process:
        try:
            _wait_for(port, process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return
