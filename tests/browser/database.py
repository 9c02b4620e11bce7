"""A database of its own for the real application that the browser talks to."""

import atexit
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from psycopg.sql import SQL, Identifier

CREATE = SQL("CREATE DATABASE {}")
COPY = SQL("CREATE DATABASE {} TEMPLATE {}")
DROP = SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")


@contextmanager
def own_database(folder: Path, name: str, *, demo: bool = False) -> Iterator[str]:
    """Yield the DATABASE_URL of a new database with the content loaded.

    A file in `folder`, or a database `name` on the PostgreSQL that the tests got. It
    is a copy of one that this process makes once: the migrations take seconds.
    """
    given = os.environ.get("DATABASE_URL", "sqlite:")
    if given.startswith("sqlite:"):
        own = folder / "browser.sqlite3"
        shutil.copy(_make_file(demo), own)
        yield f"sqlite:///{own}"
        return
    copied = Identifier(_make_on(given, demo))
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(DROP.format(Identifier(name)))
        connection.execute(COPY.format(Identifier(name), copied))
        yield urlsplit(given)._replace(path=f"/{name}").geturl()
        connection.execute(DROP.format(Identifier(name)))


@cache
def _make_file(demo: bool) -> Path:
    """What SQLite's are copies of, whole in one file."""
    folder = Path(tempfile.mkdtemp(prefix="samenwijzer-sjabloon-"))
    atexit.register(shutil.rmtree, folder)
    path = folder / "sjabloon.sqlite3"
    _fill(f"sqlite:///{path}", demo)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@cache
def _make_on(given: str, demo: bool) -> str:
    """The name of the database on this PostgreSQL that others are copies of."""
    name = f"sjabloon_{os.getpid()}_{'demo' if demo else 'leeg'}"
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(DROP.format(Identifier(name)))
        connection.execute(CREATE.format(Identifier(name)))
    atexit.register(_drop, given, name)
    _fill(urlsplit(given)._replace(path=f"/{name}").geturl(), demo)
    return name


def _drop(given: str, name: str) -> None:
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(DROP.format(Identifier(name)))


def _fill(url: str, demo: bool) -> None:
    for command in ["migrate", "laad_inhoud", *(["maak_demo"] if demo else [])]:
        subprocess.run(
            [sys.executable, "manage.py", command],
            check=True,
            cwd=settings.BASE_DIR,
            env={**os.environ, "DATABASE_URL": url},
            stdout=subprocess.DEVNULL,
        )
