"""What a track's people marked elsewhere to talk about."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from gesprekken.models.gesprek import Gesprek, Staat
from samenwijzer.lib.tekst import TekstVeld, tekst_constraints
from scholen.models import School
from trajecten.models import Traject


class BespreekpuntQuerySet(models.QuerySet["Bespreekpunt"]):
    def waiting(self) -> Self:
        """Those that no talk took up, or one that won't be held."""
        return self.filter(Q(gesprek=None) | Q(gesprek__staat=Staat.AFGEZEGD))


class Bespreekpunt(models.Model):
    """A question for the next talk of a track, in the words that it had when marked.

    `code` tells it from others and is what the talk's question gets; `reden` says
    where it comes from. Who takes part in that talk reads both.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    traject = models.ForeignKey(Traject, models.CASCADE, related_name="bespreekpunten")
    code = models.CharField(max_length=10)
    tekst = TekstVeld(max_length=1000)
    reden = models.CharField(max_length=200)
    gesprek = models.ForeignKey(
        Gesprek, models.SET_NULL, null=True, related_name="bespreekpunten"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = BespreekpuntQuerySet.as_manager()

    class Meta:
        verbose_name = "bespreekpunt"
        verbose_name_plural = "bespreekpunten"
        ordering = ["created_at", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["traject", "code"], name="bespreekpunt_uniek"
            ),
            *tekst_constraints("bespreekpunt", "tekst", max_length=1000),
        ]

    def __str__(self) -> str:
        return self.code
