"""A database that really fails under a running server, and comes back."""

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import rmtree
from urllib.parse import urlsplit

import psycopg

from tools import postgres

SHM_FIRST_LOCK = 120  # to write, to check, to recover, and five to read
SHM_LOCKS = 8


@contextmanager
def stopped(url: str) -> Iterator[None]:
    """Stop the PostgreSQL cluster behind `url` at once, and start it again."""
    with psycopg.connect(url) as connection:
        row = connection.execute("SHOW data_directory").fetchone()
    assert row is not None
    folder = Path(row[0]).parent
    postgres._run(folder, "pg_ctl stop --wait --pgdata=data --mode=immediate")
    try:
        yield
    finally:
        postgres._run(folder, "pg_ctl restart --wait --pgdata=data --log=log")


@contextmanager
def replaced(url: str) -> Iterator[Path]:
    """Take away the folder with the SQLite file of `url`; yield the file's place."""
    place = Path(urlsplit(url).path)
    aside = place.parent.with_suffix(".opzij")
    place.parent.rename(aside)
    place.parent.mkdir()
    try:
        yield place
    finally:
        rmtree(place.parent)
        aside.rename(place.parent)


@contextmanager
def unreadable(url: str) -> Iterator[None]:
    with replaced(url) as place:
        place.mkdir()
        yield


@contextmanager
def overwritten(url: str) -> Iterator[None]:
    with replaced(url) as place:
        place.write_bytes(b"Dit is geen databank. " * 1000)
        yield


@contextmanager
def locked(url: str) -> Iterator[None]:
    """Somebody else keeps the SQLite file for themselves.

    With the locks of its own that SQLite has for a write-ahead log
    (sqlite.org/walformat.html, "WAL locks"): by its own means only who comes first gets
    the file alone, and the server was there before.
    """
    path = urlsplit(url).path
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version")  # makes the file to lock
        with Path(f"{path}-shm").open("r+b") as shared:
            fcntl.lockf(shared, fcntl.LOCK_EX, SHM_LOCKS, SHM_FIRST_LOCK)
            yield
