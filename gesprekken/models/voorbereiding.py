"""What somebody writes before the talk, for themselves, and what they show of it."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone

from gesprekken.models.gesprek import Gesprek
from gesprekken.models.vraag import Gespreksvraag
from samenwijzer.lib.tekst import TekstVeld, tekst_constraints
from scholen.models import Gebruiker, School

# 20,000 characters of at most four bytes, as Fernet writes them.
MAX_GEHEIM = 110_000


class VoorbereidingQuerySet(models.QuerySet["Voorbereiding"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """One's own: nobody else reads a preparation, ever."""
        return self.filter(auteur=gebruiker)


class Voorbereiding(models.Model):
    """What its author alone can read; encrypted, see `samenwijzer.lib.geheim`.

    Showing copies the words to `Getoond`. `wens`: "samen" waits for the others, and
    holds the text as it is until then; "mij" keeps it for oneself, "" hasn't chosen.
    """

    class Wens(models.TextChoices):
        OPEN = "", "nog niet gekozen"
        MIJ = "mij", "voor mezelf houden"
        SAMEN = "samen", "samen tonen"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    vraag = models.ForeignKey(
        Gespreksvraag, models.CASCADE, related_name="voorbereidingen"
    )
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="voorbereidingen"
    )
    geheim = models.TextField()
    wens = models.CharField(max_length=5, choices=Wens, blank=True, default=Wens.OPEN)
    versie = models.PositiveIntegerField(default=0, editable=False)
    gewijzigd_op = models.DateTimeField(default=timezone.now, editable=False)

    objects = VoorbereidingQuerySet.as_manager()

    class Meta:
        verbose_name = "voorbereiding"
        verbose_name_plural = "voorbereidingen"
        constraints = [
            models.UniqueConstraint(
                fields=["vraag", "auteur"], name="voorbereiding_uniek"
            ),
            models.CheckConstraint(
                condition=Q(wens__in=["", "mij", "samen"]), name="voorbereiding_wens"
            ),
            models.CheckConstraint(
                condition=Q(LessThanOrEqual(Length("geheim"), MAX_GEHEIM)),
                name="voorbereiding_geheim",
            ),
        ]

    def __str__(self) -> str:
        return "voorbereiding"


class GetoondQuerySet(models.QuerySet["Getoond"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """For who takes part in the talk."""
        talks = Gesprek.objects.of_deelnemer(gebruiker)
        return self.filter(vraag__gesprek__in=talks)


class Getoond(models.Model):
    """What somebody showed of their preparation, in the words of that moment."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    vraag = models.ForeignKey(Gespreksvraag, models.CASCADE, related_name="getoond")
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+"
    )
    tekst = TekstVeld()
    samen = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = GetoondQuerySet.as_manager()

    class Meta:
        verbose_name = "getoonde voorbereiding"
        verbose_name_plural = "getoonde voorbereidingen"
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["vraag", "auteur"], name="getoond_uniek"),
            *tekst_constraints("getoond", "tekst"),
        ]

    def __str__(self) -> str:
        return "getoonde voorbereiding"
