"""Getting the iCalendar text, and who sent it, out of a mail or a bare file."""

import re
from collections import deque
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.utils import getaddresses
from typing import NamedTuple

from .evenement import AgendaFout

LARGEST = 1_000_000  # bytes
# Each is looked for in every line that follows: a few hundred would take seconds.
MOST_BOUNDARIES = 20
ADRES = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+")
MAX_ADRES = 254  # RFC 5321, 4.5.3.1.3
IN_BRACKETS = re.compile(r"<([^<>\s]*)>\s*\Z")

# What we read is in ASCII but for names of time zones, so that the first of these
# that shows a calendar will do, whatever the mail says.
ENCODINGS = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1")
BEGIN = "BEGIN:VCALENDAR"
AFZENDER = "Van deze mail is niet duidelijk wie de afzender is."


class Enveloppe(NamedTuple):
    """`afzender` is the address in From, in lower case; "" for a bare file."""

    afzender: str
    agenda: str


def open_enveloppe(raw: bytes) -> Enveloppe:
    """The calendar in this mail (RFC 6047, 2.4), or this calendar itself."""
    if len(raw) > LARGEST:
        raise AgendaFout("Dit bericht is groter dan 1 MB. Zo'n antwoord lezen we niet.")
    bare = _decode(raw)
    if bare is not None and bare.lstrip().upper().startswith(BEGIN):
        return Enveloppe("", bare)
    try:
        return _open_mail(raw)
    except AgendaFout:
        raise
    # The package email promises no errors, and raises most kinds there are.
    except Exception as error:
        raise AgendaFout("Deze mail is niet te lezen.") from error


def check_adres(adres: str) -> str:
    """The address in lower case; what isn't one is an AgendaFout."""
    if len(adres) > MAX_ADRES or not ADRES.fullmatch(adres):
        raise AgendaFout("In dit bericht staat een e-mailadres dat niet klopt.")
    return adres.lower()


def _open_mail(raw: bytes) -> Enveloppe:
    if raw.lower().count(b"boundary") > MOST_BOUNDARIES:
        raise AgendaFout("Deze mail zit te ingewikkeld in elkaar voor een antwoord.")
    mail = message_from_bytes(raw)
    for part in sorted(filter(_rank, _leaves(mail)), key=_rank):
        payload = part.get_payload(decode=True)
        agenda = _decode(payload) if isinstance(payload, bytes) else None
        if agenda is not None:
            return Enveloppe(_read_from(mail), agenda)
    raise AgendaFout("In dit bericht zit geen antwoord op een uitnodiging.")


def _leaves(mail: Message) -> Iterator[Message]:
    """The parts themselves; what is in a mail that came along isn't this sender's."""
    waiting = deque([mail])
    while waiting:
        part = waiting.popleft()
        payload = part.get_payload()
        if not isinstance(payload, list):
            yield part
        elif part.get_content_maintype() == "multipart":
            waiting.extend(deel for deel in payload if isinstance(deel, Message))


def _rank(part: Message) -> int:
    """Where to look first; 0 for what is no calendar."""
    kind = part.get_content_type()
    if kind == "text/calendar":
        return 1
    if kind == "application/ics":
        return 2
    return 3 if (part.get_filename() or "").lower().endswith(".ics") else 0


def _decode(data: bytes) -> str | None:
    for encoding in ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if BEGIN in text.upper():
            return text.removeprefix("\ufeff")
    return None


def _read_from(mail: Message) -> str:
    """The one address in From.

    Two readings have to agree: `getaddresses` can be led to find somebody else than
    a mail server would (CVE-2023-27043), and each version of Python reads otherwise.
    """
    headers = [str(header) for header in mail.get_all("From", [])]
    in_brackets = IN_BRACKETS.search("".join(headers))
    adres = in_brackets[1] if in_brackets else "".join(headers).strip()
    if len(headers) != 1 or _parse(headers) != [adres]:
        raise AgendaFout(AFZENDER)
    try:
        return check_adres(adres)
    except AgendaFout:
        raise AgendaFout(AFZENDER) from None


def _parse(headers: list[str]) -> list[str]:
    try:
        return [adres for _, adres in getaddresses(headers)]
    except RecursionError:  # of comments in comments in comments
        return []
