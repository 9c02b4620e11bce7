"""Mail from a pair of templates: plain text for everybody, simple HTML beside it."""

from datetime import timedelta
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

# What the outbox reads and takes out again; a mail server never sees these.
SOORT = "X-SamenWIJzer-Soort"
GELDIG = "X-SamenWIJzer-Geldig"


def send_mail(
    naam: str,
    aan: str,
    context: dict[str, Any],
    *,
    soort: str = "melding",
    geldig: timedelta | None = None,
) -> None:
    """Write mail/<naam>.txt and .html to `aan` in the outbox, in this transaction.

    The first line of the text is the subject. After `geldig` there is no point in
    sending it any more: a sign-in code by then is worthless.
    """
    subject, _, text = render_to_string(f"mail/{naam}.txt", context).partition("\n")
    headers = {SOORT: soort}
    if geldig is not None:
        headers[GELDIG] = str(int(geldig.total_seconds()))
    message = EmailMultiAlternatives(subject, text.strip(), to=[aan], headers=headers)
    html = render_to_string(f"mail/{naam}.html", context)
    message.attach_alternative(html, "text/html")
    message.send()
