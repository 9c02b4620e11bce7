"""What the writer takes and the reader gives."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from .tijdzone import TIJDZONEN


class AgendaFout(ValueError):
    """This can't be used as an answer; the message says why, in Dutch."""


class Antwoord(StrEnum):
    """What somebody said to an invitation."""

    OPEN = "open"
    JA = "ja"
    NEE = "nee"
    MISSCHIEN = "misschien"


@dataclass(frozen=True)
class Genodigde:
    """Somebody with an address; `naam` may be any text."""

    email: str
    naam: str
    antwoord: Antwoord = Antwoord.OPEN


@dataclass(frozen=True)
class Evenement:
    """One appointment. Texts may hold anything; `adres` is a URL, or "" for none.

    `uid` stays the same for ever, `volgnummer` goes up with each change that people
    have to hear of, `gewijzigd_op` says when this version was made (RFC 5546, 2.1.4
    and 2.1.5).
    """

    uid: str
    volgnummer: int
    begin: datetime
    duur: timedelta
    tijdzone: str
    titel: str
    plaats: str
    tekst: str
    adres: str
    gewijzigd_op: datetime
    organisator: Genodigde
    genodigden: tuple[Genodigde, ...]
    geannuleerd: bool = False

    def __post_init__(self) -> None:
        if self.begin.tzinfo is None or self.gewijzigd_op.tzinfo is None:
            raise ValueError("Times need a time zone.")
        if self.duur <= timedelta():
            raise ValueError("An appointment ends after it begins (RFC 5545, 3.8.2.2).")
        if self.tijdzone not in TIJDZONEN:
            raise ValueError(f"We write no VTIMEZONE for {self.tijdzone!r}.")


@dataclass(frozen=True)
class Reactie:
    """One answer. `email` is who answers, `afzender` who sent the mail.

    Both are in lower case and neither proves anything: whoever uses this compares
    them, and knows where the mail came from. `afzender` is "" for a bare file.
    `voorstel` is the begin that a COUNTER proposes. Times are in UTC.
    """

    uid: str
    volgnummer: int
    email: str
    antwoord: Antwoord
    gestuurd_op: datetime
    afzender: str
    voorstel: datetime | None
