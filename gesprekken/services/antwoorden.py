"""What people answer to an invitation: by their calendar, a link, or on the page."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from gesprekken.models import AHEAD, Antwoord, Deelnemer, Gesprek
from gesprekken.services import momenten, uitnodigen
from gesprekken.services.fout import GesprekFout
from samenwijzer.lib import agenda

SUFFIX = "@samenwijzer"
OUD = (
    "Je antwoord gaat over een vorige uitnodiging: het gesprek is intussen veranderd. "
    "Kijk hoe het nu staat, en antwoord opnieuw."
)
SKEW = dt.timedelta(days=1)  # how far ahead somebody's clock may be


@transaction.atomic
def answer(
    deelnemer: Deelnemer,
    antwoord: str,
    *,
    volgnummer: int | None = None,
    op: dt.datetime | None = None,
) -> bool:
    """Keep what somebody answers; False when this is older than what we know.

    `volgnummer` is that of the invitation they saw. `op` is when it was said, by the
    clock of whoever said it. Whoever else takes part gets a mail when somebody can't
    come; they see the rest on the page.
    """
    now = timezone.now()
    gesprek = _open(deelnemer, volgnummer)
    mine = Deelnemer.objects.select_related("gebruiker").filter(pk=deelnemer.pk)
    if (fresh := mine.first()) is None:
        raise GesprekFout("Je doet niet meer mee aan dit gesprek.")
    known = fresh.antwoord_op or now
    if op is not None and fresh.antwoord_op and op <= known:
        return False
    changed = fresh.antwoord != antwoord
    # By a clock that is ahead an answer seems newer than one given after it.
    fresh.antwoord, fresh.antwoord_op = antwoord, op or max(now, known)
    fresh.save(update_fields=["antwoord", "antwoord_op"])
    if changed and antwoord == Antwoord.NEE:
        anderen = [one for one in gesprek.deelnemers.all() if one.pk != fresh.pk]
        uitnodigen.tell(gesprek, anderen, "kan_niet", now.isoformat(), wie=str(fresh))
    return True


def _open(deelnemer: Deelnemer, volgnummer: int | None) -> Gesprek:
    """The talk, locked; `GesprekFout` when there is nothing to answer any more."""
    Gesprek.objects.select_for_update().get(pk=deelnemer.gesprek_id)
    from_db = Gesprek.objects.filter(pk=deelnemer.gesprek_id).select_related("school")
    gesprek = from_db.prefetch_related("deelnemers__gebruiker").get()
    if not gesprek.is_open:
        raise GesprekFout("Dit gesprek is afgezegd of al gehouden.")
    if gesprek.begin is None:
        raise GesprekFout("Dit gesprek heeft nog geen moment. Kies er eerst een.")
    if gesprek.is_voorbij:
        raise GesprekFout("Dit gesprek is voorbij: antwoorden hoeft niet meer.")
    if volgnummer is not None and volgnummer < gesprek.volgnummer:
        raise GesprekFout(OUD)
    return gesprek


@transaction.atomic
def read(reactie: agenda.Reactie, *, los: bool = False) -> str:
    """Do what somebody's calendar answered; returns what that was, in Dutch.

    A reply counts when it has the UID that only this person's invitation has, is
    about the talk as it is now, was mailed by the invited address, and is newer than
    the last one (RFC 5546, 2.1.5 and 6.1). Otherwise `GesprekFout`, without any name.
    `los`: it may be a file without a mail around it, from who runs this server.
    """
    kenmerk = reactie.uid.removesuffix(SUFFIX)
    rows = Deelnemer.objects.select_related("gesprek", "gebruiker")
    deelnemer = rows.filter(kenmerk=kenmerk).first()
    if deelnemer is None or not reactie.uid.endswith(SUFFIX):
        raise GesprekFout("Dit antwoord hoort bij geen enkel gesprek.")
    known = {deelnemer.gebruiker.email} if deelnemer.is_reachable else set()
    sender = reactie.afzender or (reactie.email if los else "")
    if {reactie.email, sender} != known:
        raise GesprekFout("Dit antwoord komt niet van wie uitgenodigd is.")
    if reactie.gestuurd_op > timezone.now() + SKEW:
        raise GesprekFout("Volgens dit antwoord is het al later dan vandaag.")
    antwoord = Antwoord.MISSCHIEN if reactie.voorstel else reactie.antwoord.value
    if not answer(
        deelnemer, antwoord, volgnummer=reactie.volgnummer, op=reactie.gestuurd_op
    ):
        raise GesprekFout("Dit antwoord was al verwerkt, of er is een nieuwer.")
    if reactie.voorstel is None:
        return f"Antwoord verwerkt: {Antwoord(antwoord).label}."
    _counter(deelnemer, reactie.voorstel)
    return "Voorstel voor een ander moment verwerkt."


def _counter(deelnemer: Deelnemer, begin: dt.datetime) -> None:
    now = timezone.now()
    if begin <= now:
        raise GesprekFout("Het voorgestelde moment is voorbij.")
    if begin > now + AHEAD:
        raise GesprekFout("Het voorgestelde moment is meer dan twee jaar ver.")
    momenten.propose(deelnemer.gesprek, [begin], deelnemer.gebruiker)
