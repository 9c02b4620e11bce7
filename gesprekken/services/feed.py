"""The calendar that somebody subscribes to, and the secret that opens it."""

import datetime as dt
import secrets
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from gesprekken.models import TIJDZONES, Agendasleutel, Deelnemer, Staat, make_uid
from gesprekken.services.uitnodigen import TITEL, organisator, tell_met
from samenwijzer.lib import agenda
from samenwijzer.lib.site import absolute
from scholen.models import ZONDER_NAAM, Gebruiker, Regio
from scholen.services import hash_token

BACK = dt.timedelta(days=60)
MOST = 500  # events
NOBODY = UUID(int=0)  # stands in an address where the id of a talk comes
COLUMNS = (
    "gesprek",
    "kenmerk",
    "gesprek__volgnummer",
    "gesprek__begin",
    "gesprek__duur",
    "gesprek__plaats",
    "gesprek__gewijzigd_op",
    "gesprek__school__regio",
)


def renew(gebruiker: Gebruiker) -> str:
    """A new secret for somebody's feed; the one from before opens nothing any more."""
    token = secrets.token_urlsafe(32)
    Agendasleutel.objects.update_or_create(
        gebruiker=gebruiker,
        defaults={"token_hash": hash_token(token), "created_at": timezone.now()},
    )
    return token


def revoke(gebruiker: Gebruiker) -> None:
    Agendasleutel.objects.filter(gebruiker=gebruiker).delete()


def find_owner(token: str) -> Gebruiker | None:
    """Whose feed this opens; None for a secret that was never given or is revoked."""
    rows = Agendasleutel.objects.filter(
        token_hash=hash_token(token), gebruiker__is_active=True
    )
    sleutel = rows.select_related("gebruiker").first()
    return sleutel.gebruiker if sleutel else None


def write(gebruiker: Gebruiker) -> str:
    """The person's talks as iCalendar, from sixty days back on.

    Calendars poll: of two hundred talks it builds plain values, and no models.
    """
    rows = Deelnemer.objects.present(gebruiker).filter(
        gesprek__staat__in=[Staat.GEPLAND, Staat.GEHOUDEN],
        gesprek__begin__gte=timezone.now() - BACK,
    )
    mine = list(rows.order_by("gesprek__begin").values_list(*COLUMNS)[:MOST])
    names = _find_names([gesprek for gesprek, *_ in mine], gebruiker)
    address = absolute(reverse("gesprekken:gesprek", args=[NOBODY]))
    sender = organisator()
    events = [
        agenda.Evenement(
            uid=make_uid(kenmerk),
            volgnummer=volgnummer,
            begin=begin,
            duur=dt.timedelta(minutes=duur),
            tijdzone=TIJDZONES[Regio(regio).land],
            titel=TITEL,
            plaats=plaats,
            tekst=tell_met(names[gesprek]),
            adres=address.replace(str(NOBODY), str(gesprek)),
            gewijzigd_op=changed,
            organisator=sender,
            genodigden=(),
        )
        for gesprek, kenmerk, volgnummer, begin, duur, plaats, changed, regio in mine
        if begin
    ]
    return agenda.write_feed(events, naam=TITEL)


def _find_names(gesprekken: list[UUID], gebruiker: Gebruiker) -> dict[UUID, list[str]]:
    """Who else takes part in each of these talks, as they are called, in order."""
    others = Deelnemer.objects.filter(gesprek__in=gesprekken)
    rows = others.exclude(gebruiker=gebruiker)
    found: dict[UUID, list[str]] = {gesprek: [] for gesprek in gesprekken}
    for gesprek, typed, naam in rows.values_list("gesprek", "naam", "gebruiker__naam"):
        found[gesprek].append(typed or naam or ZONDER_NAAM)
    return found
