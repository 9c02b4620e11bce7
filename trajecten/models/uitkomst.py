"""Learning outcomes of a track: what is shown, by what, and who recognised it."""

import uuid
from typing import Self

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from samenwijzer.lib.bestand import MAX_NAAM
from samenwijzer.lib.tekst import TekstVeld, tekst_constraints
from scholen.models import Gebruiker, School
from trajecten.models.traject import Traject

MAX_UITKOMST = 300
MAX_HOE = 600
MAX_MET = 120
MAX_NAMENS = 120
MAX_BEWIJS = 2_000
MAX_LINK = 500


class LeeruitkomstQuerySet(models.QuerySet["Leeruitkomst"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """Those of the tracks that this person takes part in now: nobody else's."""
        return self.filter(traject__in=Traject.objects.of_deelnemer(gebruiker))

    def missing(self) -> Self:
        """Neither shown nor recognised."""
        return self.filter(validering=None, bewijsstukken=None)


class Leeruitkomst(models.Model):
    """What somebody can do or still learns; `hoe`, `met` and `tegen` are how."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    traject = models.ForeignKey(Traject, models.CASCADE, related_name="leeruitkomsten")
    tekst = TekstVeld("leeruitkomst", max_length=MAX_UITKOMST)
    hoe = TekstVeld("hoe", max_length=MAX_HOE, blank=True)
    met = models.CharField("met wie of wat", max_length=MAX_MET, blank=True)
    tegen = models.DateField("tegen wanneer", null=True)
    versie = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = LeeruitkomstQuerySet.as_manager()

    class Meta:
        verbose_name = "leeruitkomst"
        verbose_name_plural = "leeruitkomsten"
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(tekst=""), name="leeruitkomst_leeg"),
            *tekst_constraints("leeruitkomst", "tekst", max_length=MAX_UITKOMST),
            *tekst_constraints("leeruitkomst", "hoe", max_length=MAX_HOE),
            *tekst_constraints("leeruitkomst", "met", max_length=MAX_MET),
        ]

    def __str__(self) -> str:
        return "leeruitkomst"


class Validering(models.Model):
    """Somebody of the track recognises it; `naam` is what they were called then."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    leeruitkomst = models.OneToOneField(
        Leeruitkomst, models.CASCADE, related_name="validering"
    )
    door = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    naam = models.CharField("wie", max_length=80)
    namens = models.CharField("namens", max_length=MAX_NAMENS, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = "validering"
        verbose_name_plural = "valideringen"
        constraints = [
            *tekst_constraints("validering", "naam", max_length=80),
            *tekst_constraints("validering", "namens", max_length=MAX_NAMENS),
        ]

    def __str__(self) -> str:
        return "validering"


class BewijsstukQuerySet(models.QuerySet["Bewijsstuk"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """Those of the tracks that this person takes part in now."""
        mine = Traject.objects.of_deelnemer(gebruiker)
        return self.filter(leeruitkomst__traject__in=mine)


class Bewijsstuk(models.Model):
    """What the zij-instromer shows: words, a link, or a file with its `naam`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    leeruitkomst = models.ForeignKey(
        Leeruitkomst, models.CASCADE, related_name="bewijsstukken"
    )
    tekst = TekstVeld("tekst", max_length=MAX_BEWIJS, blank=True)
    link = models.CharField(
        "link",
        max_length=MAX_LINK,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
    )
    naam = models.CharField("bestandsnaam", max_length=MAX_NAAM, blank=True)
    grootte = models.PositiveIntegerField("bytes", default=0)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = BewijsstukQuerySet.as_manager()

    class Meta:
        verbose_name = "bewijsstuk"
        verbose_name_plural = "bewijsstukken"
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(tekst="", link="", naam=""), name="bewijsstuk_leeg"
            ),
            *tekst_constraints("bewijsstuk", "tekst", max_length=MAX_BEWIJS),
            *tekst_constraints("bewijsstuk", "link", max_length=MAX_LINK),
            *tekst_constraints("bewijsstuk", "naam", max_length=MAX_NAAM),
        ]

    def __str__(self) -> str:
        return "bewijsstuk"


class Bewijsbestand(models.Model):
    """The bytes of a file, apart, so that a page never reads them by accident."""

    bewijsstuk = models.OneToOneField(
        Bewijsstuk, models.CASCADE, primary_key=True, related_name="bestand"
    )
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    data = models.BinaryField()

    class Meta:
        verbose_name = "bewijsbestand"
        verbose_name_plural = "bewijsbestanden"

    def __str__(self) -> str:
        return "bewijsbestand"
