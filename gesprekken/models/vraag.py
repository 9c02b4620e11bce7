"""What a talk is about, and what its participants put aside."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from gesprekken.models.gesprek import Gesprek
from samenwijzer.lib.tekst import TekstVeld, tekst_constraints
from scholen.models import School

MIN_VRAGEN, MAX_VRAGEN = 2, 4


class GespreksvraagQuerySet(models.QuerySet["Gespreksvraag"]):
    def gekozen(self) -> Self:
        """Those that the talk has now, in their order."""
        return self.filter(volgorde__isnull=False)


class Gespreksvraag(models.Model):
    """A question of a talk, in the words that it had when it was chosen.

    `code` is that of the fiche's question, "" for one of the participants' own.
    Without `volgorde` it was taken out: it stays, for what was written with it.
    `reden` says why it was proposed, "" where they chose it themselves.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    gesprek = models.ForeignKey(Gesprek, models.CASCADE, related_name="vragen")
    volgorde = models.PositiveSmallIntegerField(null=True)
    code = models.CharField(max_length=10, blank=True)
    tekst = TekstVeld(max_length=1000)
    reden = models.CharField(max_length=200, blank=True)

    objects = GespreksvraagQuerySet.as_manager()

    class Meta:
        verbose_name = "gespreksvraag"
        verbose_name_plural = "gespreksvragen"
        ordering = ["volgorde"]
        constraints = [
            models.UniqueConstraint(
                fields=["gesprek", "volgorde"], name="gespreksvraag_volgorde"
            ),
            models.UniqueConstraint(
                fields=["gesprek", "code"],
                condition=~Q(code=""),
                name="gespreksvraag_code",
            ),
            models.CheckConstraint(
                condition=Q(volgorde=None)
                | Q(volgorde__gte=1, volgorde__lte=MAX_VRAGEN),
                name="gespreksvraag_aantal",
            ),
            *tekst_constraints("gespreksvraag", "tekst", max_length=1000),
        ]

    def __str__(self) -> str:
        return self.code or "eigen vraag"


class Opzij(models.Model):
    """A fiche's question that a talk's people put aside; nobody keeps who did.

    "later" comes back in the next proposal; "liever niet" only when they choose it.
    """

    class Soort(models.TextChoices):
        LATER = "later", "later"
        LIEVER_NIET = "liever niet", "liever niet"

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    gesprek = models.ForeignKey(Gesprek, models.CASCADE, related_name="opzij")
    code = models.CharField(max_length=10)
    soort = models.CharField(max_length=11, choices=Soort)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = "opzijgezette vraag"
        verbose_name_plural = "opzijgezette vragen"
        constraints = [
            models.UniqueConstraint(fields=["gesprek", "code"], name="opzij_uniek"),
            models.CheckConstraint(
                condition=Q(soort__in=["later", "liever niet"]), name="opzij_soort"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.soort})"
