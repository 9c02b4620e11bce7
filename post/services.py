"""Writing mails ahead, sending what is due, and telling how that goes."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.db.models import Case, Count, Min, When
from django.utils import timezone

from post import rust
from post.mailserver import Mailserver, Storing, Weigering
from post.models import Agendamethode, Bericht, Berichtsoort
from samenwijzer.lib.mail import render_mail
from scholen.models import Regio, School

# Longer than a server can keep one mail busy: five answers of `mailserver.TIMEOUT`.
LEASE = dt.timedelta(minutes=5)
# What a refused mail waits before each next attempt: 48 hours in all.
BACK_OFF = [dt.timedelta(minutes=m) for m in (1, 5, 15, 60, *[240] * 11, 159)]
STALLED = dt.timedelta(minutes=15)
RECENT = dt.timedelta(days=7)
WIPED = dict.fromkeys(("onderwerp", "tekst", "html", "agenda", "methode"), "")
# How many mails one statement asks for: a database takes so many parameters.
BATCH = 500


class Uitkomst(StrEnum):
    """What became of a mail whose turn it was."""

    VERZONDEN = "verzonden"
    GEWEIGERD = "geweigerd"
    UITGESTELD = "uitgesteld"
    OPGEGEVEN = "opgegeven"
    ELDERS = "elders"  # another process was there first


@dataclass
class Ronde:
    """What a round of sending came to; `storing` says what ended it too soon."""

    uitkomsten: Counter[Uitkomst] = field(default_factory=Counter)
    storing: str = ""


@dataclass(frozen=True)
class Planning:
    """A mail to write ahead: mail/<naam> to `aan`, once for each `sleutel`.

    `geldig` counts from `niet_voor`. `school`: whose holidays a reminder waits for.
    `agenda` is an iCalendar object that goes along, `methode` the METHOD it states.
    """

    naam: str
    aan: str
    context: dict[str, Any]
    sleutel: str
    soort: Berichtsoort = Berichtsoort.HERINNERING
    school: School | None = None
    niet_voor: dt.datetime | None = None
    geldig: dt.timedelta | None = None
    agenda: str = ""
    methode: str = ""

    def __post_init__(self) -> None:
        if self.methode not in (Agendamethode.values if self.agenda else [""]):
            raise ValueError("agenda and methode go together")


def plan(
    naam: str,
    aan: str,
    context: dict[str, Any],
    *,
    sleutel: str,
    soort: Berichtsoort = Berichtsoort.HERINNERING,
    school: School | None = None,
    niet_voor: dt.datetime | None = None,
    geldig: dt.timedelta | None = None,
    agenda: str = "",
    methode: str = "",
) -> bool:
    """Write one `Planning` in the outbox, in this transaction.

    Whoever writes a `sleutel` again changes nothing and gets False, also when that
    mail was sent long ago.
    """
    planning = Planning(
        naam,
        aan,
        context,
        sleutel,
        soort=soort,
        school=school,
        niet_voor=niet_voor,
        geldig=geldig,
        agenda=agenda,
        methode=methode,
    )
    return plan_all([planning]) == 1


def plan_all(berichten: Sequence[Planning]) -> int:
    """Write these mails in the outbox, in this transaction; how many are new.

    What has its `sleutel` in common with a mail that is there already, or with an
    earlier one of these, isn't written, nor even rendered where it was there before.
    """
    now = timezone.now()
    # All in one order: who writes the same keys waits, but not for each other.
    ordered = sorted(berichten, key=attrgetter("sleutel"))
    starts = range(0, len(ordered), BATCH)
    return sum(_write(ordered[start : start + BATCH], now) for start in starts)


def _write(berichten: Sequence[Planning], now: dt.datetime) -> int:
    same = Bericht.objects.filter(sleutel__in=[one.sleutel for one in berichten])
    known = set(same.values_list("sleutel", flat=True))
    rows = [_row(one, now) for one in berichten if one.sleutel not in known]
    Bericht.objects.bulk_create(rows, ignore_conflicts=True)
    # Where another process was first, our id isn't there.
    return Bericht.objects.filter(pk__in=[row.pk for row in rows]).count()


def _row(planning: Planning, now: dt.datetime) -> Bericht:
    moment = max(planning.niet_voor or now, now)
    geldig = planning.geldig
    return Bericht(
        **render_mail(planning.naam, planning.context)._asdict(),
        sleutel=planning.sleutel,
        soort=planning.soort,
        school=planning.school,
        aan=planning.aan,
        agenda=planning.agenda,
        methode=planning.methode,
        # A client would hide a mail of today that is dated months ago.
        created_at=moment,
        niet_voor=moment,
        vervalt_op=moment + geldig if geldig is not None else None,
    )


def send_due(stop: Callable[[], bool] = lambda: False) -> Ronde:
    """Send what is due, each mail once, until nothing is or `stop` says so.

    Never call this within a transaction: what it writes has to hold before and
    after each mail, for the other processes that send.
    """
    ronde = Ronde()
    if not has_server():
        return ronde
    with Mailserver() as server:
        try:
            while not stop() and (bericht := _next_due()):
                ronde.uitkomsten[_handle(bericht, server)] += 1
        except Storing as fout:
            ronde.storing = str(fout)
    return ronde


def has_server() -> bool:
    """Whether mail goes anywhere; in a demo it is only said to."""
    return settings.DEMO or bool(settings.POST_SERVER)


def state() -> dict[str, object]:
    """How the outbox is doing, for whoever watches over it: numbers, nobody's data.

    `minuten_te_laat` is None when no mail is overdue. Reminders that wait for a
    better hour aren't overdue: `send_due` moved them.
    """
    now = timezone.now()
    found = Bericht.objects.waiting().aggregate(
        wachtend=Count("pk"), oldest=Min("niet_voor")
    )
    late = now - (found["oldest"] or now)
    overdue = late > dt.timedelta()
    given_up = Bericht.objects.filter(opgegeven_op__gt=now - RECENT)
    return {
        "toestand": _toestand(late),
        "wachtend": found["wachtend"],
        "minuten_te_laat": late // dt.timedelta(minutes=1) if overdue else None,
        "opgegeven_7_dagen": given_up.count(),
    }


def _toestand(late: dt.timedelta) -> str:
    if not has_server():
        return "geen mailserver ingesteld"
    return "staat stil" if late > STALLED else "in orde"


def _next_due() -> Bericht | None:
    """Codes first: there somebody sits and waits."""
    hurry = Case(When(soort=Berichtsoort.AANMELDCODE, then=0), default=1)
    due = Bericht.objects.due(timezone.now()).select_related("school")
    return due.order_by(hurry, "niet_voor").first()


def _handle(bericht: Bericht, server: Mailserver) -> Uitkomst:
    now = timezone.now()
    # Attempts run out here only where each of them ended in a crash.
    if _is_too_late(bericht, now) or bericht.pogingen > len(BACK_OFF):
        return _give_up(bericht)
    moment = _moment(bericht, now)
    if moment > now:
        later = _change(bericht, niet_voor=_within(bericht, moment))
        return Uitkomst.UITGESTELD if later else Uitkomst.ELDERS
    server.connect()
    lease = timezone.now() + LEASE
    if not _change(bericht, niet_voor=lease, pogingen=bericht.pogingen + 1):
        return Uitkomst.ELDERS
    return _deliver(bericht, server)


def _deliver(bericht: Bericht, server: Mailserver) -> Uitkomst:
    try:
        server.send(bericht)
    except Weigering as fout:
        return _try_later(bericht, str(fout))
    except Storing as fout:
        # Perhaps it is this mail that breaks the connection: others go first.
        _try_later(bericht, str(fout))
        raise
    _change(bericht, verzonden_op=timezone.now(), fout="", **_wiped())
    return Uitkomst.VERZONDEN


def _try_later(bericht: Bericht, fout: str) -> Uitkomst:
    if bericht.pogingen > len(BACK_OFF):
        return _give_up(bericht, fout=fout)
    again = timezone.now() + BACK_OFF[bericht.pogingen - 1]
    _change(bericht, niet_voor=_within(bericht, again), fout=fout)
    return Uitkomst.GEWEIGERD


def _give_up(bericht: Bericht, **values: str) -> Uitkomst:
    gone = _change(bericht, opgegeven_op=timezone.now(), **values, **_wiped())
    return Uitkomst.OPGEGEVEN if gone else Uitkomst.ELDERS


def _change(bericht: Bericht, **values: Any) -> bool:
    """Write this, unless another process wrote since we read it.

    Whoever takes a mail moves its `niet_voor`: one conditional UPDATE is all the
    locking there is.
    """
    same = Bericht.objects.waiting().filter(pk=bericht.pk, niet_voor=bericht.niet_voor)
    if not same.update(**values):
        return False
    for name, value in values.items():
        setattr(bericht, name, value)
    return True


def _moment(bericht: Bericht, now: dt.datetime) -> dt.datetime:
    """When it may go: only a reminder has to wait for a better hour."""
    if bericht.soort != Berichtsoort.HERINNERING:
        return now
    regio = Regio(bericht.school.regio) if bericht.school else None
    return rust.next_moment(now, regio)


def _is_too_late(bericht: Bericht, now: dt.datetime) -> bool:
    return bericht.vervalt_op is not None and bericht.vervalt_op <= now


def _within(bericht: Bericht, moment: dt.datetime) -> dt.datetime:
    """`moment`, or sooner where it is too late by then: it is given up at once."""
    return min(moment, bericht.vervalt_op or moment)


def _wiped() -> dict[str, str]:
    """No text stays behind, except in a demo: /demo/post/ shows it."""
    return {} if settings.DEMO else WIPED
