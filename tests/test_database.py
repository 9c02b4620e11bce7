from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQL
from django.db.utils import ConnectionHandler


@pytest.mark.django_db
def test_database_is_set_up_for_many_writers(tmp_path: Path) -> None:
    database = connections["default"]
    if isinstance(database, PostgreSQL):
        database.ensure_connection()
        assert database.pool.get_stats()["requests_num"] > 0
    else:
        assert_sqlite(tmp_path / "proef.sqlite3")


def assert_sqlite(path: Path) -> None:
    """On a file, since in the suite's own database in memory nothing of this exists."""
    file = {**settings.DATABASES["default"], "NAME": path}
    database = ConnectionHandler({"default": file})["default"]
    assert pragma(database, "journal_mode") == "wal"
    assert pragma(database, "synchronous") == 2  # FULL
    assert pragma(database, "busy_timeout") == 10_000

    statements: list[str] = []
    database.connection.set_trace_callback(statements.append)
    database.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    assert statements == ["BEGIN IMMEDIATE"]
    database.close()


def pragma(database: BaseDatabaseWrapper, name: str) -> Any:
    with database.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return cursor.fetchone()[0]
