"""Django's way of sending mail, leading to the outbox."""

from collections.abc import Sequence
from datetime import timedelta

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from post.models import Bericht, Berichtsoort
from samenwijzer.lib.mail import GELDIG, SOORT


class Postvak(BaseEmailBackend):
    """Keep each mail as a row, within the transaction of whoever sends it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        return sum(_keep(message) for message in email_messages)


def _keep(message: EmailMessage) -> int:
    html = ""
    if isinstance(message, EmailMultiAlternatives):
        html = next(
            (str(part[0]) for part in message.alternatives if part[1] == "text/html"),
            "",
        )
    headers = message.extra_headers
    now = timezone.now()
    seconds = headers.get(GELDIG)
    vervalt = now + timedelta(seconds=int(seconds)) if seconds else None
    for adres in message.to:
        Bericht.objects.create(
            soort=headers.get(SOORT, Berichtsoort.MELDING),
            aan=adres,
            onderwerp=str(message.subject),
            tekst=str(message.body),
            html=html,
            created_at=now,
            niet_voor=now,
            vervalt_op=vervalt,
        )
    return len(message.to)
