"""The answers that calendar programs write, made answers to one of our invitations."""

import base64
import re
from email import message_from_bytes
from email.utils import parseaddr

from django.utils import timezone

from gesprekken.models import Deelnemer
from tests.lib.agenda.make import VOORBEELDEN

from .make import SOON

FOLD = re.compile(rb"\r?\n[ \t]")
STAMP = re.compile(rb"(DTSTAMP:)\w+")
BEGIN = re.compile(rb"(DTSTART[^:\n]*:)202\d{5}")
UID = b"gesprek-7f3a@samenwijzer.example"


def load(bestand: str, who: Deelnemer) -> bytes:
    """The sample as this participant's answer, given now, about a moment to come."""
    mail = message_from_bytes((VOORBEELDEN / bestand).read_bytes())
    invited = parseaddr(mail["From"])[1]
    for part in mail.walk():
        if part.get_content_type() in {"text/calendar", "application/ics"}:
            payload = part.get_payload(decode=True)
            assert isinstance(payload, bytes)
            part.set_payload(base64.encodebytes(_adapt(payload, invited, who)).decode())
            del part["Content-Transfer-Encoding"]
            part["Content-Transfer-Encoding"] = "base64"
    mail.replace_header("From", f"Iemand <{who.gebruiker.email}>")
    return mail.as_bytes()


def _adapt(agenda: bytes, invited: str, who: Deelnemer) -> bytes:
    text = FOLD.sub(b"", agenda).replace(UID, who.uid.encode())
    address = re.compile(re.escape(invited.encode()), re.IGNORECASE)
    text = address.sub(who.gebruiker.email.encode(), text)
    text = BEGIN.sub(rb"\g<1>%s" % f"{SOON:%Y%m%d}".encode(), text)
    now = f"{timezone.now():%Y%m%dT%H%M%SZ}".encode()
    return STAMP.sub(rb"\g<1>%s" % now, text)
