"""Writes that hold a rule of schools, people and invitations."""

import hashlib
import logging
import secrets
from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID, uuid4

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.core.cache import caches
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from samenwijzer.lib.bewaren import save_once, save_versioned
from samenwijzer.lib.mail import send_mail
from samenwijzer.lib.site import absolute
from scholen import rules
from scholen.begincode import begincode
from scholen.models import (
    Gebruiker,
    Lidmaatschap,
    Regio,
    Rol,
    School,
    Uitnodiging,
    Vrijeperiode,
)
from scholen.vakanties import Periode, free_day

logger = logging.getLogger(__name__)

VALID_FOR = timedelta(days=7)
PER_DAY = 20
MOST_VRIJEPERIODES = 40


class SchoolFout(Exception):
    """A rule says no; the message says so to the reader, in Dutch."""


def add_gebruiker(email: str, naam: str = "") -> Gebruiker:
    """The person with this address, made if there is none yet.

    Nobody is signed in by this: that takes the code that goes to the address.
    """
    with transaction.atomic():
        gebruiker, _ = Gebruiker.objects.get_or_create(
            email=email, defaults={"naam": naam, "password": make_password(None)}
        )
        EmailAddress.objects.get_or_create(
            user=gebruiker, email=gebruiker.email, defaults={"primary": True}
        )
    return gebruiker


def hash_token(token: str) -> str:
    """What is kept of a token: SHA-256 over its 256 random bits needs no salt."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def find_uitnodiging(token: str) -> Uitnodiging | None:
    """The invitation that this token opens, whatever its state."""
    return (
        Uitnodiging.objects.filter(token_hash=hash_token(token))
        .select_related("school", "uitgenodigd_door")
        .first()
    )


def room_to_invite(gebruiker: Gebruiker) -> int:
    """How many invitations this person can still send today."""
    since = timezone.now() - timedelta(days=1)
    sent = Uitnodiging.objects.filter(uitgenodigd_door=gebruiker, created_at__gt=since)
    return max(PER_DAY - sent.count(), 0)


@transaction.atomic
def invite(
    school: School, adressen: list[tuple[str, str]], door: Gebruiker
) -> list[tuple[Uitnodiging, str]]:
    """Invite (address, role) pairs; returns each invitation with its token.

    All or none. An address that already has an invitation of this school gets a
    new one and the old one stops working.
    """
    # One coordinator at a time: the count below has to hold until the commit.
    Gebruiker.objects.select_for_update().get(pk=door.pk)
    if len(adressen) > room_to_invite(door):
        raise SchoolFout(
            f"Je kan in 24 uur {PER_DAY} uitnodigingen versturen; "
            f"nu nog {room_to_invite(door)}. Verstuur de rest morgen."
        )
    now = timezone.now()
    made = []
    for email, rol in adressen:
        if school.lidmaatschappen.filter(gebruiker__email=email).exists():
            raise SchoolFout(f"{email} is al lid van {school}. Haal dit adres weg.")
        school.uitnodigingen.waiting().filter(email=email).update(ingetrokken_op=now)
        token = secrets.token_urlsafe(32)
        uitnodiging = school.uitnodigingen.create(
            email=email,
            rol=rol,
            token_hash=hash_token(token),
            uitgenodigd_door=door,
            created_at=now,
            vervalt_op=now + VALID_FOR,
        )
        made.append((uitnodiging, token))
    return made


@transaction.atomic
def invite_and_mail(
    school: School, adressen: list[tuple[str, str]], door: Gebruiker
) -> None:
    """`invite`, with a mail to each: what is in it exists nowhere else."""
    for uitnodiging, token in invite(school, adressen, door):
        context = {
            "uitnodiging": uitnodiging,
            "school": school,
            "van": door.naam or f"De coördinator van {school}",
            "adres": absolute(reverse("scholen:uitnodiging", args=[token])),
        }
        send_mail(
            "uitnodiging",
            uitnodiging.email,
            context,
            soort="uitnodiging",
            geldig=VALID_FOR,
        )


@transaction.atomic
def resend(uitnodiging: Uitnodiging, door: Gebruiker) -> None:
    """Send a fresh one in the place of this one, unless that was done already."""
    _lock(uitnodiging.school_id)
    uitnodiging.refresh_from_db()
    if uitnodiging.aangenomen_op or uitnodiging.ingetrokken_op:
        raise SchoolFout("Deze uitnodiging was al aangenomen of ingetrokken.")
    invite_and_mail(uitnodiging.school, [(uitnodiging.email, uitnodiging.rol)], door)


def withdraw(uitnodiging: Uitnodiging) -> bool:
    """Make an invitation worthless; False when it was accepted or gone already."""
    waiting = Uitnodiging.objects.waiting().filter(pk=uitnodiging.pk)
    return bool(waiting.update(ingetrokken_op=timezone.now()))


@transaction.atomic
def accept(uitnodiging: Uitnodiging, gebruiker: Gebruiker, naam: str) -> Lidmaatschap:
    """Join the school, once: whoever tries the same invitation again is refused.

    It is bound to its address, so only who signed in with that gets in. Somebody
    who is a member already stays what they are.
    """
    if gebruiker.email != uitnodiging.email:
        raise SchoolFout("Deze uitnodiging is voor iemand anders.")
    now = timezone.now()
    mine = Uitnodiging.objects.open(now).filter(pk=uitnodiging.pk)
    if not mine.update(aangenomen_op=now):
        raise SchoolFout(
            "Deze uitnodiging is al gebruikt, ingetrokken of vervallen. Vraag de "
            "coördinator van je school om een nieuwe."
        )
    if naam and naam != gebruiker.naam:
        gebruiker.naam = naam
        gebruiker.save(update_fields=["naam"])
    lidmaatschap, _ = Lidmaatschap.objects.get_or_create(
        school=uitnodiging.school,
        gebruiker=gebruiker,
        defaults={"rol": uitnodiging.rol},
    )
    return lidmaatschap


def _lock_lid(lidmaatschap: Lidmaatschap) -> None:
    """Wait for whoever else changes who is who here; gone meanwhile is a 404."""
    _lock(lidmaatschap.school_id)
    try:
        lidmaatschap.refresh_from_db()
    except Lidmaatschap.DoesNotExist:
        raise Http404 from None


@transaction.atomic
def change_rol(lidmaatschap: Lidmaatschap, rol: str) -> None:
    """Give a member another role; a school keeps a coordinator."""
    _lock_lid(lidmaatschap)
    if rol != Rol.COORDINATOR and rules.is_last_coordinator(lidmaatschap):
        raise SchoolFout(
            "Een school heeft altijd een coördinator. Maak eerst iemand anders "
            "coördinator."
        )
    lidmaatschap.rol = rol
    lidmaatschap.save(update_fields=["rol"])


@transaction.atomic
def end(lidmaatschap: Lidmaatschap) -> None:
    """Let somebody leave; at their next request they are out."""
    _lock_lid(lidmaatschap)
    if rules.is_last_coordinator(lidmaatschap):
        raise SchoolFout(
            "Een school heeft altijd een coördinator. Maak eerst iemand anders "
            "coördinator."
        )
    lidmaatschap.delete()


def is_empty() -> bool:
    """Whether nobody has set anything up here yet."""
    return not School.objects.exists()


def is_set_up() -> bool:
    """The opposite, remembered: for a page that everybody opens."""
    cache = caches["weergave"]
    if not cache.get("ingericht") and not is_empty():
        cache.set("ingericht", True)
    return bool(cache.get("ingericht"))


def begin(
    *, naam: str, soort: str, regio: str, email: str, eigen_naam: str
) -> Lidmaatschap:
    """Set up the first school with its coordinator, in an empty installation only."""
    done = SchoolFout("Hier is al een school ingericht. Meld je aan.")
    if not is_empty():
        raise done
    try:
        # Of two who press at once, the second meets the unique constraint.
        return add_school(
            naam=naam,
            soort=soort,
            regio=regio,
            email=email,
            eigen_naam=eigen_naam,
            eerste=True,
        )
    except IntegrityError:
        raise done from None


@transaction.atomic
def add_school(
    *,
    naam: str,
    soort: str,
    regio: str,
    email: str,
    eigen_naam: str = "",
    eerste: bool = False,
) -> Lidmaatschap:
    """Add a school with somebody to coordinate it."""
    school = School.objects.create(naam=naam, soort=soort, regio=regio, eerste=eerste)
    return Lidmaatschap.objects.create(
        school=school, gebruiker=add_gebruiker(email, eigen_naam), rol=Rol.COORDINATOR
    )


def _lock(school_id: UUID) -> None:
    """One change of members at a time, so that a rule about all of them holds."""
    School.objects.select_for_update().get(pk=school_id)


def save_naam(gebruiker: Gebruiker, naam: str) -> None:
    gebruiker.naam = naam
    gebruiker.save(update_fields=["naam"])


def save_school(
    school: School, door: Gebruiker, *, kenmerk: str, versie: int, **values: str
) -> bool:
    """Store naam, soort and regio, unless somebody else was first: then False."""
    rows = School.objects.all()
    return save_once(
        door.bewaringen,
        kenmerk,
        school.pk,
        lambda: save_versioned(rows, school.pk, versie, **values),
    )


def add_vrijeperiode(
    school: School,
    door: Gebruiker,
    *,
    kenmerk: str,
    naam: str,
    eerste: date,
    laatste: date,
) -> None:
    """Add days on which the school is free, once for each press."""
    pk = uuid4()

    def write() -> bool:
        _lock(school.pk)
        if school.vrijeperiodes.count() >= MOST_VRIJEPERIODES:
            raise SchoolFout(
                f"Er staan al {MOST_VRIJEPERIODES} vrije periodes. Haal eerst weg wat "
                "voorbij is."
            )
        school.vrijeperiodes.create(pk=pk, naam=naam, eerste=eerste, laatste=laatste)
        return True

    save_once(door.bewaringen, kenmerk, pk, write)


@transaction.atomic
def remove_vrijeperiode(vrijeperiode: Vrijeperiode, door: Gebruiker) -> None:
    """Take it away, and remember who did, for a second press."""
    pk = vrijeperiode.pk
    door.bewaringen.get_or_create(kenmerk=_removal(pk), defaults={"voorwerp": pk})
    vrijeperiode.delete()


def has_removed(door: Gebruiker, pk: UUID) -> bool:
    """Whether this person took that free period away before."""
    return door.bewaringen.filter(kenmerk=_removal(pk)).exists()


def _removal(pk: UUID) -> str:
    return hashlib.sha256(f"weg {pk}".encode()).hexdigest()


def eigen_vrije_dagen(school: School) -> list[Periode]:
    """What the school added itself to the holidays, in order."""
    rows = school.vrijeperiodes.values_list("naam", "eerste", "laatste")
    return [Periode(*row) for row in rows]


def make_vrij(school: School) -> Callable[[date], str | None]:
    """`free_day` for this school; its own days are read here, once."""
    regio, eigen = Regio(school.regio), eigen_vrije_dagen(school)
    return lambda day: free_day(day, regio, eigen)


def announce() -> None:
    """Write the code to the log while nobody has set anything up; quiet otherwise.

    Runs beside the start of a server, so a database that isn't there yet is no
    reason to stop it.
    """
    try:
        empty = is_empty()
    except DatabaseError:
        return
    finally:
        connection.close()
    if empty:
        logger.warning(
            "Hier staat nog geen school. Richt ze in op /begin/, met begincode %s",
            begincode(),
        )
