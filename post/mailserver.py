"""The only place in the product that talks to a mail server."""

import smtplib
from contextlib import suppress
from email.utils import format_datetime, parseaddr
from typing import Any, Self

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from post.models import Bericht

NOWHERE = "django.core.mail.backends.dummy.EmailBackend"
TIMEOUT = 30  # seconds that each answer of the server may take
CLOSING = 421  # RFC 5321, 3.8: the server is about to hang up


class Weigering(Exception):
    """The server doesn't take this mail; it may well take another."""


class Storing(Exception):
    """There is no server to talk to, or not any more."""


class Mailserver:
    """A connection that is made when the first mail goes, and closed at the end.

    What goes wrong is told by exception class and SMTP code alone: a server's own
    words name addresses.
    """

    def __enter__(self) -> Self:
        self._backend = _backend()
        return self

    def __exit__(self, *_: object) -> None:
        # Each mail has had its answer already, so a clumsy goodbye changes nothing.
        with suppress(OSError):
            self._backend.close()

    def connect(self) -> None:
        """Make sure that there is a connection; `Storing` when there can't be."""
        try:
            self._backend.open()
        except OSError as fout:
            raise Storing(_describe(fout)) from None

    def send(self, bericht: Bericht) -> None:
        """Hand it over; when this returns, the server has taken it.

        Raises `Weigering` or `Storing`. After the last the server may have it all
        the same.
        """
        try:
            self._backend.send_messages([_message(bericht)])
        except (OSError, ValueError) as fout:
            kind = Weigering if _is_about_the_mail(fout) else Storing
            raise kind(_describe(fout)) from None


def _backend() -> Any:
    """Django's way to the server in EMAIL_URL; in a demo, always to nowhere."""
    if settings.DEMO:
        return get_connection(NOWHERE)
    server = settings.POST_SERVER
    return get_connection(
        server["EMAIL_BACKEND"],
        host=server.get("EMAIL_HOST"),
        port=server.get("EMAIL_PORT"),
        username=server.get("EMAIL_HOST_USER"),
        password=server.get("EMAIL_HOST_PASSWORD"),
        use_tls=server.get("EMAIL_USE_TLS", False),
        use_ssl=server.get("EMAIL_USE_SSL", False),
        timeout=TIMEOUT,
    )


def _message(bericht: Bericht) -> EmailMultiAlternatives:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    message = EmailMultiAlternatives(
        bericht.onderwerp,
        bericht.tekst,
        settings.DEFAULT_FROM_EMAIL,
        [bericht.aan],
        headers={
            "Message-ID": f"<{bericht.pk}@{domain}>",
            "Date": format_datetime(bericht.created_at),
            "Auto-Submitted": "auto-generated",
        },
    )
    if bericht.html:
        message.attach_alternative(bericht.html, "text/html")
    if bericht.methode:
        # RFC 6047, 2.4: the method is told here too. Last is what a reader likes best.
        kind = f"text/calendar; method={bericht.methode}"
        message.attach_alternative(bericht.agenda, kind)
    return message


def _is_about_the_mail(fout: Exception) -> bool:
    kinds = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, ValueError)
    return isinstance(fout, kinds) and _code(fout) != CLOSING


def _describe(fout: Exception) -> str:
    code = _code(fout)
    return type(fout).__name__ + (f" {code}" if code else "")


def _code(fout: Exception) -> int | None:
    """The answer of the server, as a number."""
    if isinstance(fout, smtplib.SMTPResponseException):
        return fout.smtp_code
    if isinstance(fout, smtplib.SMTPRecipientsRefused):
        return next(iter(fout.recipients.values()))[0]
    return None
