"""What a talk leaves once all confirmed it, and with whom that is shared."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from gesprekken.models.gesprek import Deelnemer, Gesprek
from gesprekken.models.vraag import Gespreksvraag
from samenwijzer.lib.tekst import TekstVeld, tekst_constraints
from scholen.models import Gebruiker, School

MAX_OPMERKING = 5000  # characters


class Bevestiging(models.Model):
    """Somebody found the text right; it lapses as soon as the text is another.

    `vingerafdruk` is the hash of what they confirmed.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    gesprek = models.ForeignKey(Gesprek, models.CASCADE, related_name="bevestigingen")
    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+"
    )
    vingerafdruk = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = "bevestiging"
        verbose_name_plural = "bevestigingen"
        constraints = [
            models.UniqueConstraint(
                fields=["gesprek", "gebruiker"], name="bevestiging_uniek"
            )
        ]

    def __str__(self) -> str:
        return "bevestiging"


class VerslagQuerySet(models.QuerySet["Verslag"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """For who takes part in the talk."""
        return self.filter(gesprek__in=Gesprek.objects.of_deelnemer(gebruiker))


class Verslag(models.Model):
    """The text of a talk as all confirmed it; nothing changes it any more.

    `inhoud` is what `gesprekken.verslag.Inhoud` writes, `vingerafdruk` its hash.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    gesprek = models.OneToOneField(Gesprek, models.CASCADE, related_name="verslag")
    inhoud = models.JSONField()
    vingerafdruk = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = VerslagQuerySet.as_manager()

    class Meta:
        verbose_name = "verslag"
        verbose_name_plural = "verslagen"

    def __str__(self) -> str:
        return "verslag"


class Opmerking(models.Model):
    """What a participant adds beside a report, later."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    verslag = models.ForeignKey(Verslag, models.CASCADE, related_name="opmerkingen")
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+"
    )
    tekst = TekstVeld(max_length=MAX_OPMERKING)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = "opmerking"
        verbose_name_plural = "opmerkingen"
        ordering = ["created_at", "pk"]
        constraints = [
            *tekst_constraints("opmerking", "tekst", max_length=MAX_OPMERKING)
        ]

    def __str__(self) -> str:
        return "opmerking"


class DelingQuerySet(models.QuerySet["Deling"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """For who takes part in the talk, and for whom it is shared with."""
        talks = Gesprek.objects.of_deelnemer(gebruiker)
        return self.filter(
            Q(verslag__gesprek__in=talks) | Q(met=gebruiker, actief=True)
        )

    def awaiting(self, gebruiker: Gebruiker) -> Self:
        """Not open yet, and not agreed to by this person, who spoke in the talk."""
        agreed = Instemming.objects.filter(deling=OuterRef("pk"), gebruiker=gebruiker)
        spoke = Deelnemer.objects.present(gebruiker).filter(
            gesprek=OuterRef("verslag__gesprek"),
            created_at__lte=OuterRef("verslag__created_at"),
        )
        return self.filter(Exists(spoke), ~Exists(agreed), actief=False)


class Deling(models.Model):
    """A report, or one answer of it, for one named person to read.

    It opens (`actief`) when all participants agreed, and is gone as soon as one of
    them takes it back. Without `vraag` it is the whole report.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    verslag = models.ForeignKey(Verslag, models.CASCADE, related_name="delingen")
    vraag = models.ForeignKey(
        Gespreksvraag, models.CASCADE, null=True, related_name="+"
    )
    met = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="gedeeld_met_mij"
    )
    actief = models.BooleanField(default=False)
    gelezen_op = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = DelingQuerySet.as_manager()

    class Meta:
        verbose_name = "deling"
        verbose_name_plural = "delingen"
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["verslag", "vraag", "met"], name="deling_antwoord_uniek"
            ),
            models.UniqueConstraint(
                fields=["verslag", "met"],
                condition=Q(vraag=None),
                name="deling_verslag_uniek",
            ),
        ]

    def __str__(self) -> str:
        return "deling"


class Instemming(models.Model):
    """One participant's yes to a `Deling`."""

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    deling = models.ForeignKey(Deling, models.CASCADE, related_name="instemmingen")
    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = "instemming"
        verbose_name_plural = "instemmingen"
        constraints = [
            models.UniqueConstraint(
                fields=["deling", "gebruiker"], name="instemming_uniek"
            )
        ]

    def __str__(self) -> str:
        return "instemming"
