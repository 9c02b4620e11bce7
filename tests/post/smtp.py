"""A real SMTP server on this machine, that does what a test asks of it."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tools.server import free_port

HANG_UP = "hang up"


class Brievenbus:
    """Keeps the mails that it takes.

    `weigert` has its answer for addresses that it refuses; HANG_UP is none at all.
    `on_mail` is awaited when a mail is here, before its sender hears so.
    """

    def __init__(self) -> None:
        self.sessions = 0
        self.mails: list[EmailMessage] = []
        self.weigert: dict[str, str] = {}
        self.on_mail: Callable[[], Awaitable[None]] | None = None

    @property
    def adressen(self) -> list[str]:
        return [mail["To"] for mail in self.mails]

    async def handle_EHLO(  # noqa: N802
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        hostname: str,
        responses: list[str],
    ) -> list[str]:
        self.sessions += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(  # noqa: N802
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        rcpt_options: list[str],
    ) -> str:
        if self.weigert.get(address) == HANG_UP:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        if address in self.weigert:
            return self.weigert[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        mail = message_from_bytes(content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        if self.on_mail is not None:
            await self.on_mail()
        return "250 OK"


@contextmanager
def serve_smtp(brievenbus: Brievenbus) -> Iterator[int]:
    """Run a server on a free port until the block ends."""
    controller = Controller(brievenbus, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield controller.port
    controller.stop()
