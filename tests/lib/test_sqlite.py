from pathlib import Path

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

pytestmark = pytest.mark.django_db  # may open databases


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "proef.sqlite3"


@pytest.fixture
def database(file: Path) -> BaseDatabaseWrapper:
    """With one table, on a connection that stays."""
    settings = {"ENGINE": "samenwijzer.lib.sqlite", "NAME": file, "CONN_MAX_AGE": 60}
    database: BaseDatabaseWrapper = ConnectionHandler({"default": settings})["default"]
    database.cursor().execute("CREATE TABLE hier (id INTEGER)")
    return database


def tables(database: BaseDatabaseWrapper) -> list[str]:
    return database.introspection.table_names()


def test_connection_stays(database: BaseDatabaseWrapper) -> None:
    opened = database.connection

    database.close_if_unusable_or_obsolete()

    assert database.connection is opened
    database.close()


def test_file_that_went_is_let_go(database: BaseDatabaseWrapper, file: Path) -> None:
    file.unlink()

    database.close_if_unusable_or_obsolete()

    assert (database.connection, file.exists()) == (None, False)


def test_file_in_its_place_is_opened(database: BaseDatabaseWrapper, file: Path) -> None:
    aside = file.rename(file.with_name("opzij"))
    file.touch()

    database.close_if_unusable_or_obsolete()
    assert tables(database) == []
    database.close()

    aside.rename(file)
    assert tables(database) == ["hier"]
    database.close()
