"""The guide's lists and points, a school's own, and how far a duo is with each."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from samenwijzer.lib.tekst import TekstVeld, tekst_constraints
from scholen.models import Gebruiker, School
from trajecten.models import Fase, Traject

MAX_EIGEN = 60  # points of its own that a school has at once
MAX_EIGEN_TEKST = 300
MAX_NOTITIE = 2000


class Lijst(models.Model):
    """One of the guide's eight lists; that it belongs to a phase is our choice."""

    letter = models.CharField(max_length=1, unique=True)
    titel = models.CharField(max_length=80)
    fase = models.CharField("fase", max_length=12, choices=Fase)
    inleiding = models.TextField()

    class Meta:
        verbose_name = "lijst"
        verbose_name_plural = "lijsten"
        ordering = ["letter"]
        constraints = [
            models.CheckConstraint(condition=Q(fase__in=Fase.values), name="lijst_fase")
        ]

    def __str__(self) -> str:
        return self.titel


class Punt(models.Model):
    """A point of the guide; `spiegel` is the same in the other direction, or ""."""

    lijst = models.ForeignKey(Lijst, models.PROTECT, related_name="punten")
    code = models.CharField(max_length=10, unique=True)
    tekst = models.TextField()
    spiegel = models.TextField(blank=True)

    class Meta:
        verbose_name = "punt"
        verbose_name_plural = "punten"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code

    @property
    def sleutel(self) -> str:
        return self.code


class EigenpuntQuerySet(models.QuerySet["Eigenpunt"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """Those of the schools that somebody belongs to."""
        return self.filter(school__in=gebruiker.lidmaatschappen.values("school"))

    def current(self) -> Self:
        return self.filter(weg_op=None)


class Eigenpunt(models.Model):
    """A point that a school added; one taken out stays for the duos that began it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.CASCADE, related_name="eigenpunten")
    lijst = models.ForeignKey(Lijst, models.PROTECT, related_name="eigenpunten")
    tekst = TekstVeld(max_length=MAX_EIGEN_TEKST)
    versie = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    weg_op = models.DateTimeField(null=True, editable=False)

    objects = EigenpuntQuerySet.as_manager()

    class Meta:
        verbose_name = "eigen punt"
        verbose_name_plural = "eigen punten"
        ordering = ["created_at", "id"]
        constraints = tekst_constraints(
            "eigenpunt", "tekst", max_length=MAX_EIGEN_TEKST
        )

    def __str__(self) -> str:
        return f"eigen punt bij {self.lijst_id}"

    code = ""
    spiegel = ""

    @property
    def sleutel(self) -> str:
        return str(self.pk)


class Puntstand(models.Model):
    """How far a duo is with one point, of the guide or of the school."""

    class Stand(models.TextChoices):
        NOG_NIET = "nog niet", "nog niet"
        BEZIG = "bezig", "mee bezig"
        DOEN_WE = "doen we", "doen we"
        NIET = "niet", "niet van toepassing"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    traject = models.ForeignKey(Traject, models.CASCADE, related_name="puntstanden")
    punt = models.ForeignKey(Punt, models.PROTECT, null=True, related_name="+")
    eigenpunt = models.ForeignKey(
        Eigenpunt, models.RESTRICT, null=True, related_name="+"
    )
    stand = models.CharField("stand", max_length=8, choices=Stand, default="nog niet")
    datum = models.DateField("datum", null=True)
    versie = models.PositiveIntegerField(default=0, editable=False)
    door = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    gewijzigd_op = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = "stand van een punt"
        verbose_name_plural = "standen van punten"
        constraints = [
            models.UniqueConstraint(
                fields=["traject", "punt"], name="puntstand_een_per_punt"
            ),
            models.UniqueConstraint(
                fields=["traject", "eigenpunt"], name="puntstand_een_per_eigenpunt"
            ),
            models.CheckConstraint(
                condition=Q(punt=None) ^ Q(eigenpunt=None),
                name="puntstand_van_een_punt",
            ),
            models.CheckConstraint(
                condition=Q(stand__in=["nog niet", "bezig", "doen we", "niet"]),
                name="puntstand_stand",
            ),
        ]

    def __str__(self) -> str:
        return self.stand

    @property
    def sleutel(self) -> str:
        return self.punt.code if self.punt else str(self.eigenpunt_id)


class NotitieQuerySet(models.QuerySet["Notitie"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """Those of the duos that somebody is in, from when they came in."""
        mine = gebruiker.deelnames.current().present(gebruiker).duo()
        since = mine.filter(
            traject=models.OuterRef("puntstand__traject"),
            sinds__lte=models.OuterRef("created_at"),
        )
        return self.filter(models.Exists(since))


class Notitie(models.Model):
    """What somebody of a duo wrote with a point, for who was in it at that time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    puntstand = models.ForeignKey(Puntstand, models.CASCADE, related_name="notities")
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+"
    )
    tekst = TekstVeld(max_length=MAX_NOTITIE)
    versie = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = NotitieQuerySet.as_manager()

    class Meta:
        verbose_name = "notitie"
        verbose_name_plural = "notities"
        ordering = ["created_at", "id"]
        constraints = tekst_constraints("notitie", "tekst", max_length=MAX_NOTITIE)

    def __str__(self) -> str:
        return f"notitie van {self.created_at:%d-%m-%Y}"
