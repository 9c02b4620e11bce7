"""Calendars: invitations and feeds that go out, answers that come back (ADR 16).

Nothing here knows what an event is about. `schrijver` makes iCalendar text of an
`Evenement`; `lezer` makes a `Reactie` of a mail, and answers to anything it can't
use with an `AgendaFout`.
"""

from .evenement import AgendaFout, Antwoord, Evenement, Genodigde, Reactie
from .lezer import read_replies
from .schrijver import write_cancel, write_feed, write_request

__all__ = [
    "AgendaFout",
    "Antwoord",
    "Evenement",
    "Genodigde",
    "Reactie",
    "read_replies",
    "write_cancel",
    "write_feed",
    "write_request",
]
