"""A mail server to look into, for tests that go through the whole application."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from queue import Queue

from django.conf import settings

from tests.post.smtp import Brievenbus, serve_smtp

PATIENCE = 30  # seconds until a mail has to be there


class Postbus(Brievenbus):
    """What arrived; each mail is taken out once."""

    def __init__(self) -> None:
        super().__init__()
        self.arrived: Queue[EmailMessage] = Queue()
        self.on_mail = self._arrive

    async def _arrive(self) -> None:
        self.arrived.put(self.mails[-1])

    def next(self) -> tuple[str, str]:
        """The addressee and the plain text of the next mail."""
        mail = self.arrived.get(timeout=PATIENCE)
        body = mail.get_body(("plain",))
        assert body is not None
        return str(mail["To"]), str(body.get_content())

    def code(self) -> str:
        found = re.search(r"\d{4}-\d{4}", self.next()[1])
        assert found is not None
        return found[0]


@contextmanager
def post_of(database: str) -> Iterator[Postbus]:
    """Run `verzend` for this database and a mail server; yield what arrives."""
    postbus = Postbus()
    with serve_smtp(postbus) as port:
        sender = subprocess.Popen(
            [sys.executable, "manage.py", "verzend", "--blijf"],
            cwd=settings.BASE_DIR,
            env={
                **os.environ,
                "DATABASE_URL": database,
                "EMAIL_URL": f"smtp://127.0.0.1:{port}",
            },
            stdout=subprocess.DEVNULL,
        )
        try:
            yield postbus
        finally:
            sender.terminate()
            sender.wait()
