"""A mail server to look into, for tests that go through the whole application."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from queue import Queue

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings

from tools.server import free_port

PATIENCE = 30  # seconds until a mail has to be there


class Postbus:
    """What arrived; each mail is taken out once."""

    def __init__(self) -> None:
        self.arrived: Queue[EmailMessage] = Queue()

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        self.arrived.put(message_from_bytes(content, policy=policy.default))
        return "250 OK"

    def next(self) -> tuple[str, str]:
        """The addressee and the plain text of the next mail."""
        mail = self.arrived.get(timeout=PATIENCE)
        body = mail.get_body(("plain",))
        assert body is not None
        return str(mail["To"]), str(body.get_content())

    def link(self) -> str:
        """The path of the link in the next mail."""
        found = re.search(r"https?://[^/]+(/uitnodiging/\S+)", self.next()[1])
        assert found is not None
        return found[1]

    def code(self) -> str:
        found = re.search(r"\d{4}-\d{4}", self.next()[1])
        assert found is not None
        return found[0]


@contextmanager
def mail_server(database: str) -> Iterator[tuple[Postbus, str]]:
    """Run a mail server and `verzend` for this database; yield what arrives."""
    postbus = Postbus()
    port = free_port()
    controller = Controller(postbus, hostname="127.0.0.1", port=port)
    controller.start()
    url = f"smtp://127.0.0.1:{port}"
    sender = subprocess.Popen(
        [sys.executable, "manage.py", "verzend", "--blijf"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": database, "EMAIL_URL": url},
        stdout=subprocess.DEVNULL,
    )
    try:
        yield postbus, url
    finally:
        sender.terminate()
        sender.wait()
        controller.stop()
