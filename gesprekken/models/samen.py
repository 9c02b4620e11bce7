"""What a talk's people write together: one Yjs document, kept as its updates."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from gesprekken.models.gesprek import Gesprek
from scholen.models import Gebruiker, School

SCHOOL = "school"  # who does it, in an agreement of the document


class SamentekstQuerySet(models.QuerySet["Samentekst"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """For who takes part in the talk."""
        return self.filter(gesprek__in=Gesprek.objects.of_deelnemer(gebruiker))


class Samentekst(models.Model):
    """The document of one talk; its text per key is kept beside the updates.

    Keys are the ids of the talk's questions and "afspraak-1" to "afspraak-12".
    `laatste` is the number of the last update: it is handed out while this row is
    locked, so that nobody misses a late commit. `opname` is the whole document as one
    update, up to and including number `opname_nr`; `vector` is its state vector now.
    """

    gesprek = models.OneToOneField(
        Gesprek, models.CASCADE, primary_key=True, related_name="samentekst"
    )
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    laatste = models.PositiveIntegerField(default=0)
    tekst = models.JSONField(default=dict)
    vector = models.BinaryField(default=b"\x00")
    opname = models.BinaryField(default=b"\x00\x00")
    opname_nr = models.PositiveIntegerField(default=0)

    objects = SamentekstQuerySet.as_manager()

    class Meta:
        verbose_name = "samen geschreven tekst"
        verbose_name_plural = "samen geschreven teksten"

    def __str__(self) -> str:
        return "samen geschreven tekst"


class Wijziging(models.Model):
    """One update of the document, as Yjs wrote it."""

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    samentekst = models.ForeignKey(
        Samentekst, models.CASCADE, related_name="wijzigingen"
    )
    nr = models.PositiveIntegerField()
    data = models.BinaryField()
    door = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = "wijziging"
        verbose_name_plural = "wijzigingen"
        ordering = ["nr"]
        constraints = [
            models.UniqueConstraint(fields=["samentekst", "nr"], name="wijziging_nr")
        ]

    def __str__(self) -> str:
        return f"wijziging {self.nr}"


class Aanwezig(models.Model):
    """Who has the page open, as they are called, and at which field they write."""

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    gesprek = models.ForeignKey(Gesprek, models.CASCADE, related_name="aanwezigen")
    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+"
    )
    naam = models.CharField(max_length=80)
    veld = models.CharField(max_length=40, blank=True)
    gezien = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "aanwezige"
        verbose_name_plural = "aanwezigen"
        constraints = [
            models.UniqueConstraint(
                fields=["gesprek", "gebruiker"], name="aanwezig_uniek"
            )
        ]

    def __str__(self) -> str:
        return "aanwezige"
