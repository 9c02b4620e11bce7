"""The footbridge from job to job: what is in the way, and where a school stands."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from samenwijzer.lib.tekst import tekst_constraints
from scholen.models import Gebruiker, School

MAX_TREKKER = 120


class Drempel(models.Model):
    """What keeps people from coming in; that these measures help is our choice."""

    code = models.CharField(max_length=4, unique=True)
    titel = models.CharField(max_length=80)
    tekst = models.TextField()
    vraag = models.TextField()
    helpt = models.JSONField(default=list)  # codes of measures

    class Meta:
        verbose_name = "drempel"
        verbose_name_plural = "drempels"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class Loopbrugthema(models.Model):
    letter = models.CharField(max_length=1, unique=True)
    titel = models.CharField(max_length=80)

    class Meta:
        verbose_name = "thema van de loopbrug"
        verbose_name_plural = "thema's van de loopbrug"
        ordering = ["letter"]

    def __str__(self) -> str:
        return self.titel


class Maatregel(models.Model):
    """What a school can do; `kanttekening` is what to know of its country, or ""."""

    thema = models.ForeignKey(Loopbrugthema, models.PROTECT, related_name="maatregelen")
    code = models.CharField(max_length=7, unique=True)
    tekst = models.TextField()
    kanttekening = models.TextField(blank=True)

    class Meta:
        verbose_name = "maatregel"
        verbose_name_plural = "maatregelen"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class Instroomprofiel(models.Model):
    """A way in, in words; `Profiel` is what a track is called after it."""

    code = models.CharField(max_length=4, unique=True)
    titel = models.CharField(max_length=80)
    tekst = models.TextField()

    class Meta:
        verbose_name = "instroomprofiel"
        verbose_name_plural = "instroomprofielen"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class LoopbrugkeuzeQuerySet(models.QuerySet["Loopbrugkeuze"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """Those of every school that this person belongs to."""
        return self.filter(school__lidmaatschappen__gebruiker=gebruiker)


class Loopbrugkeuze(models.Model):
    """Where a school stands with a measure, in one school year."""

    class Keuze(models.TextChoices):
        HEBBEN = "hebben", "hebben we"
        WILLEN = "willen", "willen we"
        NIET = "niet", "niet bij ons"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.CASCADE, related_name="loopbrugkeuzes")
    maatregel = models.ForeignKey(Maatregel, models.PROTECT, related_name="+")
    jaar = models.PositiveSmallIntegerField("het jaar waarin het schooljaar begint")
    keuze = models.CharField("keuze", max_length=6, choices=Keuze)
    wie = models.CharField("wie trekt dit", max_length=MAX_TREKKER, blank=True)
    tegen = models.DateField("tegen wanneer", null=True)
    versie = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = LoopbrugkeuzeQuerySet.as_manager()

    class Meta:
        verbose_name = "keuze in de loopbrug"
        verbose_name_plural = "keuzes in de loopbrug"
        constraints = [
            models.UniqueConstraint(
                fields=["school", "jaar", "maatregel"], name="loopbrugkeuze_een"
            ),
            models.CheckConstraint(
                condition=Q(keuze__in=["hebben", "willen", "niet"]),
                name="loopbrugkeuze_keuze",
            ),
            *tekst_constraints("loopbrugkeuze", "wie", max_length=MAX_TREKKER),
        ]

    def __str__(self) -> str:
        return self.keuze
