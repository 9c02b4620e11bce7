"""Django's backend for SQLite, which also notices that the file was taken away.

Django finds a backend by this module's name and that of its `DatabaseWrapper`.
"""

from pathlib import Path
from sqlite3 import Connection
from typing import Any

from django.db.backends.sqlite3.base import DatabaseWrapper as DjangosWrapper

File = tuple[int, int]  # the device, and the number it has there


class DatabaseWrapper(DjangosWrapper):
    """A connection to the file that has the database's name.

    Opening one costs more than most pages do, so it stays open after a request. SQLite
    would then go on writing to a file that was moved or replaced, where nobody looks:
    no connection that stays does so for longer than the request it is busy with.
    """

    _opened: File | None = None

    def get_new_connection(self, conn_params: Any) -> Connection:
        connection: Connection = super().get_new_connection(conn_params)
        self._opened = self._find_file()
        return connection

    def close_if_unusable_or_obsolete(self) -> None:
        super().close_if_unusable_or_obsolete()
        if self.connection is not None and self._find_file() != self._opened:
            self.close()

    def _find_file(self) -> File | None:
        """Which file has the name now; None for none, and for one in memory."""
        try:
            found = Path(self.settings_dict["NAME"]).stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino
