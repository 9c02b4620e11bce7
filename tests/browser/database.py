"""A database of its own for the real application that the browser talks to."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from psycopg.sql import SQL, Identifier


@contextmanager
def own_database(folder: Path, name: str, *, demo: bool = False) -> Iterator[str]:
    """Yield the DATABASE_URL of a new database with the content loaded.

    A file in `folder`, or a database `name` on the PostgreSQL that the tests got.
    """
    given = os.environ.get("DATABASE_URL", "sqlite:")
    if given.startswith("sqlite:"):
        url = f"sqlite:///{folder / 'browser.sqlite3'}"
        _fill(url, demo)
        yield url
        return
    drop = SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name))
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(drop)
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        url = urlsplit(given)._replace(path=f"/{name}").geturl()
        _fill(url, demo)
        yield url
        connection.execute(drop)


def _fill(url: str, demo: bool) -> None:
    for command in ["migrate", "laad_inhoud", *(["maak_demo"] if demo else [])]:
        subprocess.run(
            [sys.executable, "manage.py", command],
            check=True,
            cwd=settings.BASE_DIR,
            env={**os.environ, "DATABASE_URL": url},
            stdout=subprocess.DEVNULL,
        )
