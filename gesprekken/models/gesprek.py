"""Talks, who takes part and when. What one may do with them is in `rules`."""

import datetime as dt
import secrets
import uuid
from typing import Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from django.utils import timezone

from samenwijzer.lib.tekst import tekst_constraints
from scholen.models import (
    Gebruiker,
    Lidmaatschap,
    Rol,
    School,
    is_lid,
    is_uitgenodigd,
)
from trajecten.models import Deelname, Traject

TIJDZONES = {"BE": "Europe/Brussels", "NL": "Europe/Amsterdam"}
MIN_DUUR, MAX_DUUR = 15, 240  # minutes
MAX_MOMENTEN = 3
AHEAD = dt.timedelta(days=731)  # how far off a talk can be


class Staat(models.TextChoices):
    """How far a talk is."""

    ZOEKT = "zoekt", "nog zonder moment"
    GEPLAND = "gepland", "gepland"
    GEHOUDEN = "gehouden", "gehouden"
    AFGEZEGD = "afgezegd", "afgezegd"


class Antwoord(models.TextChoices):
    """What somebody answered to an invitation."""

    OPEN = "open", "nog geen antwoord"
    JA = "ja", "komt"
    NEE = "nee", "kan niet"
    MISSCHIEN = "misschien", "komt misschien"


def new_kenmerk() -> str:
    return secrets.token_hex(16)


def make_uid(kenmerk: str) -> str:
    """What calendars call somebody's place in a talk; RFC 5545, 3.8.4.7."""
    return f"{kenmerk}@samenwijzer"


class GesprekQuerySet(models.QuerySet["Gesprek"]):
    def of_deelnemer(self, gebruiker: Gebruiker) -> Self:
        """Those that this person takes part in."""
        own = Deelnemer.objects.present(gebruiker)
        return self.filter(pk__in=own.values("gesprek"))

    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """One's own, and the planning of the schools that one coordinates."""
        own = Deelnemer.objects.present(gebruiker)
        coordinated = Lidmaatschap.objects.filter(
            gebruiker=gebruiker, rol=Rol.COORDINATOR
        )
        return self.filter(
            Q(pk__in=own.values("gesprek")) | Q(school__in=coordinated.values("school"))
        )

    def to_come(self, at: dt.datetime) -> Self:
        return self.filter(staat=Staat.GEPLAND, begin__gte=at)

    def open(self) -> Self:
        """Neither held nor cancelled."""
        return self.filter(staat__in=[Staat.ZOEKT, Staat.GEPLAND])


class Gesprek(models.Model):
    """A talk of a track's people, or of a team.

    `volgnummer` is the SEQUENCE of RFC 5546: it rises with each change that calendars
    have to hear of. `uitleg` says why a planned day isn't the one of the rhythm.
    `fiches` holds slugs, so that an edition of the fiches can be replaced.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.CASCADE, related_name="gesprekken")
    traject = models.ForeignKey(
        Traject, models.CASCADE, null=True, related_name="gesprekken"
    )
    team = models.CharField("team", max_length=80, blank=True)
    staat = models.CharField(max_length=8, choices=Staat, default=Staat.GEPLAND)
    begin = models.DateTimeField("begin", null=True)
    duur = models.PositiveSmallIntegerField("duur in minuten", default=30)
    plaats = models.CharField("plaats of link", max_length=200, blank=True)
    fiches = models.JSONField(default=list, blank=True)
    uitleg = models.CharField(max_length=120, blank=True)
    gepland_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    volgnummer = models.PositiveIntegerField(default=0, editable=False)
    versie = models.PositiveIntegerField(default=0, editable=False)
    gewijzigd_op = models.DateTimeField(default=timezone.now, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = GesprekQuerySet.as_manager()

    class Meta:
        verbose_name = "gesprek"
        verbose_name_plural = "gesprekken"
        ordering = ["begin", "created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(staat__in=Staat.values), name="gesprek_staat"
            ),
            models.CheckConstraint(
                condition=Q(begin__isnull=False)
                | Q(staat__in=[Staat.ZOEKT, Staat.AFGEZEGD]),
                name="gesprek_begin",
            ),
            models.CheckConstraint(
                condition=Q(duur__gte=MIN_DUUR, duur__lte=MAX_DUUR),
                name="gesprek_duur",
            ),
            models.CheckConstraint(
                condition=(Q(traject=None) & ~Q(team=""))
                | (Q(traject__isnull=False) & Q(team="")),
                name="gesprek_van_traject_of_team",
            ),
            # One person can't press twice into two talks at one time.
            models.UniqueConstraint(
                fields=["traject", "begin"],
                condition=Q(staat=Staat.GEPLAND),
                name="gesprek_een_per_moment",
            ),
            *tekst_constraints("gesprek", "plaats", max_length=200),
            *tekst_constraints("gesprek", "team", max_length=80),
        ]
        indexes = [
            models.Index(fields=["school", "staat", "begin"], name="gesprek_school"),
            models.Index(fields=["traject", "begin"], name="gesprek_traject"),
        ]

    def __str__(self) -> str:
        return f"gesprek van {self.begin:%d-%m-%Y}" if self.begin else "gesprek"

    def get_absolute_url(self) -> str:
        return reverse("gesprekken:gesprek", args=[self.pk])

    @property
    def tijdzone(self) -> str:
        return TIJDZONES[self.school.land]

    @property
    def lokaal(self) -> dt.datetime | None:
        """`begin` by the clock of the school."""
        return self.begin.astimezone(ZoneInfo(self.tijdzone)) if self.begin else None

    @property
    def einde(self) -> dt.datetime | None:
        return self.begin + dt.timedelta(minutes=self.duur) if self.begin else None

    @property
    def is_open(self) -> bool:
        return self.staat in {Staat.ZOEKT, Staat.GEPLAND}

    @property
    def is_komend(self) -> bool:
        """Whether calendars still have it ahead of them."""
        return self.begin is not None and self.begin > timezone.now()

    @property
    def is_gesloten(self) -> bool:
        """Whether all confirmed it: what was written is a report now, and fixed."""
        return hasattr(self, "verslag")

    @property
    def is_voorbij(self) -> bool:
        return self.einde is not None and self.einde <= timezone.now()


def may_come_in() -> Q:
    """In the school now; a guest, as long as they are in the track."""
    guest = Deelname.objects.current().filter(
        gebruiker=OuterRef("gebruiker"), traject=OuterRef("gesprek__traject")
    )
    return Q(is_lid()) | Q(Exists(guest), gast=True)


class DeelnemerQuerySet(models.QuerySet["Deelnemer"]):
    def present(self, gebruiker: Gebruiker) -> Self:
        """This person's, as long as they may come in at all."""
        return self.filter(may_come_in(), gebruiker=gebruiker)

    def reachable(self) -> Self:
        """Who hears of the talk: also who was invited and hasn't joined yet."""
        reached = may_come_in() | Q(is_uitgenodigd())
        return self.filter(reached, gebruiker__is_active=True)


class Deelnemer(models.Model):
    """Somebody in a talk, with what they answered to its invitation.

    `kenmerk` is this person's own part of the event's UID: only their calendar knows
    it, so only they can answer. `antwoord_op` is the DTSTAMP of the last answer: an
    older one, or the same again, changes nothing. `gast`: not of the school, so held
    to a place in the track instead. `naam`: as in `trajecten.Deelname`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    gesprek = models.ForeignKey(Gesprek, models.CASCADE, related_name="deelnemers")
    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="gesprekken"
    )
    naam = models.CharField("naam", max_length=80, blank=True)
    gast = models.BooleanField(default=False)
    kenmerk = models.CharField(max_length=32, unique=True, default=new_kenmerk)
    antwoord = models.CharField(max_length=9, choices=Antwoord, default=Antwoord.OPEN)
    antwoord_op = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = DeelnemerQuerySet.as_manager()

    class Meta:
        verbose_name = "deelnemer"
        verbose_name_plural = "deelnemers"
        # As they are called, in this order too: nobody comes first by rank.
        ordering = [Coalesce(NullIf("naam", Value("")), "gebruiker__naam")]
        constraints = [
            models.UniqueConstraint(
                fields=["gesprek", "gebruiker"], name="deelnemer_uniek"
            ),
            models.CheckConstraint(
                condition=Q(antwoord__in=Antwoord.values), name="deelnemer_antwoord"
            ),
            *tekst_constraints("deelnemer", "naam", max_length=80),
        ]
        indexes = [
            models.Index(fields=["gebruiker", "gesprek"], name="deelnemer_gebruiker")
        ]

    def __str__(self) -> str:
        return self.naam or self.gebruiker.roepnaam

    @property
    def is_reachable(self) -> bool:
        """Whether this person still has anything to do with the talk."""
        return Deelnemer.objects.reachable().filter(pk=self.pk).exists()

    @property
    def uid(self) -> str:
        """The same for as long as somebody takes part."""
        return make_uid(self.kenmerk)


class Moment(models.Model):
    """A moment that somebody proposes, until one is picked or others are proposed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    gesprek = models.ForeignKey(Gesprek, models.CASCADE, related_name="momenten")
    begin = models.DateTimeField()
    door = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = "moment"
        verbose_name_plural = "momenten"
        ordering = ["begin"]
        constraints = [
            models.UniqueConstraint(fields=["gesprek", "begin"], name="moment_uniek")
        ]

    def __str__(self) -> str:
        return f"{self.begin:%d-%m-%Y %H.%M}"


class Agendasleutel(models.Model):
    """What opens somebody's calendar feed; of the token only its SHA-256 is kept."""

    gebruiker = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="agendasleutel"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = "agendasleutel"
        verbose_name_plural = "agendasleutels"

    def __str__(self) -> str:
        return f"agenda sinds {self.created_at:%d-%m-%Y}"
