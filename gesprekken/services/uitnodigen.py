"""What calendars and mailboxes are told of a talk: when, how long, where, with whom.

Never what it is about. Each participant gets an event of their own, with a UID that
nobody else knows: only who was invited can answer (RFC 5546, 6.1).
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from email.utils import parseaddr
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from gesprekken.models import Deelnemer, Gesprek, Staat
from post.models import Berichtsoort
from post.services import Planning, plan_all
from samenwijzer.lib import agenda
from samenwijzer.lib.site import absolute
from scholen.models import Gebruiker

TITEL = "Gesprek SamenWIJzer"
REQUEST, CANCEL = "REQUEST", "CANCEL"
_signer = Signer(salt="gesprekken.antwoord")


def sign(deelnemer: Deelnemer) -> str:
    """What the link in somebody's mail has: it answers for them, and for this talk."""
    return _signer.sign(deelnemer.kenmerk)


def find_signed(token: str) -> Deelnemer | None:
    """Whose link it is; None for one that isn't ours, or of who is no longer here."""
    try:
        kenmerk = _signer.unsign(token)
    except BadSignature:
        return None
    rows = Deelnemer.objects.select_related("gesprek__school", "gebruiker")
    return rows.filter(kenmerk=kenmerk).first()


def antwoord_pad(deelnemer: Deelnemer) -> str:
    """The page where this person answers, for links on our own pages."""
    return reverse("gesprekken:antwoord", args=[sign(deelnemer)])


def organisator() -> agenda.Genodigde:
    """SamenWIJzer itself: so no calendar sends answers to a colleague's mailbox."""
    adres = settings.AGENDA_ADRES or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return agenda.Genodigde(adres, "SamenWIJzer")


def make_evenement(
    gesprek: Gesprek, deelnemer: Deelnemer, anderen: Iterable[Deelnemer]
) -> agenda.Evenement:
    """The talk as an event in the calendar of one participant."""
    if gesprek.begin is None:
        raise ValueError("a talk without a moment is no event")
    return agenda.Evenement(
        uid=deelnemer.uid,
        volgnummer=gesprek.volgnummer,
        begin=gesprek.begin,
        duur=dt.timedelta(minutes=gesprek.duur),
        tijdzone=gesprek.tijdzone,
        titel=TITEL,
        plaats=gesprek.plaats,
        tekst=tell_met([str(ander) for ander in anderen]),
        adres=absolute(gesprek.get_absolute_url()),
        gewijzigd_op=gesprek.gewijzigd_op,
        organisator=organisator(),
        genodigden=(
            agenda.Genodigde(
                deelnemer.gebruiker.email,
                str(deelnemer),
                agenda.Antwoord(deelnemer.antwoord),
            ),
        ),
        geannuleerd=gesprek.staat == Staat.AFGEZEGD,
    )


def invite(
    gesprekken: Sequence[Gesprek], wat: str = "nieuw", *, erbij: Gebruiker | None = None
) -> None:
    """Mail every participant of these talks, each with a calendar part.

    `wat` is nieuw, verplaatst or wie; to `erbij` it is all new. `gesprekken` have
    their `deelnemers`, with `gebruiker`, prefetched.
    """
    everybody = [one for gesprek in gesprekken for one in gesprek.deelnemers.all()]
    reachable = _find_reachable(everybody)
    plan_all(
        [
            _planning(
                gesprek,
                deelnemer,
                "afspraak",
                REQUEST,
                wat="nieuw" if deelnemer.gebruiker == erbij else wat,
            )
            for gesprek in gesprekken
            for deelnemer in gesprek.deelnemers.all()
            if deelnemer.pk in reachable
        ]
    )


def _find_reachable(deelnemers: Iterable[Deelnemer]) -> set[UUID]:
    """Who of these may still hear of their talk; nobody who left the school."""
    pks = [deelnemer.pk for deelnemer in deelnemers]
    rows = Deelnemer.objects.reachable().filter(pk__in=pks)
    return set(rows.values_list("pk", flat=True))


def cancel(
    gesprek: Gesprek,
    deelnemers: Iterable[Deelnemer],
    *,
    reden: str,
    zonder_jou: bool = False,
) -> None:
    """Take the talk out of these people's calendars, and say why.

    `zonder_jou`: it goes on without them. Who left the school is told too: else their
    calendar would be full of talks that aren't there.
    """
    plan_all(
        [
            _planning(
                gesprek,
                deelnemer,
                "afspraak_weg",
                CANCEL,
                reden=reden,
                zonder_jou=zonder_jou,
            )
            for deelnemer in deelnemers
        ]
    )


def tell(
    gesprek: Gesprek,
    deelnemers: Iterable[Deelnemer],
    mail: str,
    sleutel: str,
    **more: object,
) -> None:
    """Mail these participants something about their talk that no calendar hears."""
    deelnemers = list(deelnemers)
    reachable = _find_reachable(deelnemers)
    plan_all(
        [
            Planning(
                naam=mail,
                aan=deelnemer.gebruiker.email,
                context=_context(gesprek, deelnemer) | more,
                sleutel=f"{mail}:{deelnemer.pk}:{sleutel}",
                soort=Berichtsoort.AFSPRAAK,
                school=gesprek.school,
            )
            for deelnemer in deelnemers
            if deelnemer.pk in reachable
        ]
    )


def tell_met(names: Sequence[str]) -> str:
    """What an event says of a talk: with whom, and never about what."""
    return f"Met {join(names)}." if names else ""


def join(names: Sequence[str]) -> str:
    """Names as one writes them in a sentence."""
    return " en ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _planning(
    gesprek: Gesprek, deelnemer: Deelnemer, mail: str, methode: str, **more: object
) -> Planning:
    event = make_evenement(gesprek, deelnemer, _anderen(gesprek, deelnemer))
    write = agenda.write_request if methode == REQUEST else agenda.write_cancel
    return Planning(
        naam=mail,
        aan=deelnemer.gebruiker.email,
        context=_context(gesprek, deelnemer) | more,
        # The same change is told to the same person once, whoever tries again.
        sleutel=f"{methode}:{deelnemer.kenmerk}:{gesprek.volgnummer}",
        soort=Berichtsoort.AFSPRAAK,
        school=gesprek.school,
        agenda=write(event),
        methode=methode,
    )


def _anderen(gesprek: Gesprek, deelnemer: Deelnemer) -> list[Deelnemer]:
    return [one for one in gesprek.deelnemers.all() if one.pk != deelnemer.pk]


def _context(gesprek: Gesprek, deelnemer: Deelnemer) -> dict[str, object]:
    return {
        "gesprek": gesprek,
        "deelnemer": deelnemer,
        "anderen": _anderen(gesprek, deelnemer),
        "antwoord": absolute(antwoord_pad(deelnemer)),
        "adres": absolute(gesprek.get_absolute_url()),
    }
