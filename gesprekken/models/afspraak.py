"""What a talk's people agreed, and what became of it."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from gesprekken.models.gesprek import Deelnemer, Gesprek
from samenwijzer.lib.tekst import TekstVeld, tekst_constraints
from scholen.models import Gebruiker, School
from trajecten.models import Deelname

MAX_AFSPRAKEN = 12  # in one talk
MAX_WAT = 1000  # characters


class AfspraakQuerySet(models.QuerySet["Afspraak"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """For who took part in the talk that made it, and still is in its track.

        Who was replaced keeps the report, not what is going on since.
        """
        talk = Deelnemer.objects.present(gebruiker).filter(gesprek=OuterRef("gesprek"))
        track = Deelname.objects.current().filter(
            gebruiker=gebruiker, traject=OuterRef("gesprek__traject")
        )
        return self.filter(Q(Exists(talk)), Q(gesprek__traject=None) | Q(Exists(track)))

    def open(self) -> Self:
        return self.filter(staat=Afspraak.Staat.OPEN)


class Afspraak(models.Model):
    """Something that somebody, or the school, will do; open until it isn't.

    While its talk writes, words, person and day follow the shared document, from
    the place `plek`. From its first `Afspraakstap` on it has a life of its own.
    Without `wie` and `van_school`, nobody has been named yet.
    """

    class Staat(models.TextChoices):
        OPEN = "open", "open"
        GEDAAN = "gedaan", "gedaan"
        VERVALLEN = "vervallen", "vervallen"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    gesprek = models.ForeignKey(Gesprek, models.CASCADE, related_name="afspraken")
    plek = models.PositiveSmallIntegerField()
    wat = TekstVeld(max_length=MAX_WAT)
    wie = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    van_school = models.BooleanField(default=False)
    tegen = models.DateField(null=True)
    staat = models.CharField(max_length=9, choices=Staat, default=Staat.OPEN)
    versie = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = AfspraakQuerySet.as_manager()

    class Meta:
        verbose_name = "afspraak"
        verbose_name_plural = "afspraken"
        ordering = ["created_at", "plek"]
        constraints = [
            models.UniqueConstraint(fields=["gesprek", "plek"], name="afspraak_plek"),
            models.CheckConstraint(
                condition=Q(plek__gte=1, plek__lte=MAX_AFSPRAKEN),
                name="afspraak_aantal",
            ),
            models.CheckConstraint(
                condition=Q(staat__in=["open", "gedaan", "vervallen"]),
                name="afspraak_staat",
            ),
            models.CheckConstraint(
                condition=Q(wie=None) | Q(van_school=False), name="afspraak_wie"
            ),
            *tekst_constraints("afspraak", "wat", max_length=MAX_WAT),
        ]

    def __str__(self) -> str:
        return "afspraak"

    @property
    def is_te_laat(self) -> bool:
        open_now = self.staat == Afspraak.Staat.OPEN
        return open_now and self.tegen is not None and self.tegen < timezone.localdate()


class Afspraakstap(models.Model):
    """What became of an agreement, with its words as they were before."""

    class Soort(models.TextChoices):
        GEDAAN = "gedaan", "gedaan"
        GEWIJZIGD = "gewijzigd", "gewijzigd"
        VERVALLEN = "vervallen", "vervallen"
        HEROPEND = "heropend", "weer open"

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    afspraak = models.ForeignKey(Afspraak, models.CASCADE, related_name="stappen")
    soort = models.CharField(max_length=9, choices=Soort)
    reden = TekstVeld(max_length=MAX_WAT, blank=True)
    wat = TekstVeld(max_length=MAX_WAT)
    wie = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    van_school = models.BooleanField(default=False)
    tegen = models.DateField(null=True)
    door = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = "stap van een afspraak"
        verbose_name_plural = "stappen van afspraken"
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(soort__in=["gedaan", "gewijzigd", "vervallen", "heropend"]),
                name="afspraakstap_soort",
            ),
            *tekst_constraints("afspraakstap", "wat", "reden", max_length=MAX_WAT),
        ]

    def __str__(self) -> str:
        return self.soort
