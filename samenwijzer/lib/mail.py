"""Mail from a pair of templates: plain text for everybody, simple HTML beside it."""

from datetime import timedelta
from typing import Any, NamedTuple

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

# What the outbox reads and takes out again; a mail server never sees these.
SOORT = "X-SamenWIJzer-Soort"
GELDIG = "X-SamenWIJzer-Geldig"


class Mailtekst(NamedTuple):
    """What a mail says: subject, plain text and the same as HTML."""

    onderwerp: str
    tekst: str
    html: str


def render_mail(naam: str, context: dict[str, Any]) -> Mailtekst:
    """What mail/<naam>.txt and .html make of `context`.

    The first line of the text is the subject.
    """
    subject, _, text = render_to_string(f"mail/{naam}.txt", context).partition("\n")
    html = render_to_string(f"mail/{naam}.html", context)
    return Mailtekst(subject, text.strip(), html)


def send_mail(
    naam: str,
    aan: str,
    context: dict[str, Any],
    *,
    soort: str = "melding",
    geldig: timedelta | None = None,
) -> None:
    """Write mail/<naam> to `aan` in the outbox, in this transaction.

    After `geldig` there is no point in sending it any more: a sign-in code by then
    is worthless.
    """
    mail = render_mail(naam, context)
    headers = {SOORT: soort}
    if geldig is not None:
        headers[GELDIG] = str(int(geldig.total_seconds()))
    message = EmailMultiAlternatives(
        mail.onderwerp, mail.tekst, to=[aan], headers=headers
    )
    message.attach_alternative(mail.html, "text/html")
    message.send()
