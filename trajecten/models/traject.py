"""A track, the people in it, and the steps it went through."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q, Value
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
from scholen.woorden import woord


class Profiel(models.TextChoices):
    """How somebody comes in; the breakthrough sessions on zij-instroom, orientation."""

    VAN_WERK_NAAR_WERK = "IP-1", "van werk naar werk"
    ONBEVOEGD = "IP-2", "staat al voor de klas, nog zonder bevoegdheid"
    NEVENBEVOEGDHEID = "IP-3", "is bevoegd en haalt er een vak of niveau bij"


class Fase(models.TextChoices):
    """The three phases of the guide for duo-partners, in its order."""

    STARTEN = "starten", "oriënteren en starten"
    SOCIALISEREN = "socialiseren", "socialiseren"
    SAMENWERKEN = "samenwerken", "samenwerken"


class Staat(models.TextChoices):
    """Whether a track goes on."""

    LOOPT = "loopt", "loopt"
    PAUZE = "pauze", "gepauzeerd"
    BEEINDIGD = "beeindigd", "beëindigd"


class Trajectrol(models.TextChoices):
    """What somebody is in a track; nobody in it is above another."""

    ZIJ_INSTROMER = "zij-instromer", "zij-instromer"
    DUO_PARTNER = "duo-partner", "duo-partner"
    AANVANGSBEGELEIDER = "aanvangsbegeleider", "aanvangsbegeleider"
    SCHOOLOPLEIDER = "schoolopleider", "schoolopleider"
    LERARENOPLEIDER = "lerarenopleider", "lerarenopleider"


# Who comes from elsewhere needs no membership of the school.
ELDERS = Q(rol=Trajectrol.LERARENOPLEIDER)
DUO = (Trajectrol.ZIJ_INSTROMER, Trajectrol.DUO_PARTNER)


class TrajectQuerySet(models.QuerySet["Traject"]):
    def of_coordinator(self, gebruiker: Gebruiker) -> Self:
        """Those of the schools that this person coordinates."""
        coordinated = Lidmaatschap.objects.filter(
            gebruiker=gebruiker, rol=Rol.COORDINATOR
        )
        return self.filter(school__in=coordinated.values("school"))

    def of_deelnemer(self, gebruiker: Gebruiker) -> Self:
        """Those that this person takes part in, now."""
        own = Deelname.objects.current().present(gebruiker)
        return self.filter(pk__in=own.values("traject"))

    def visible_to(self, gebruiker: Gebruiker) -> Self:
        mine = self.of_deelnemer(gebruiker).values("pk")
        planned = self.of_coordinator(gebruiker).values("pk")
        return self.filter(Q(pk__in=mine) | Q(pk__in=planned))


class Traject(models.Model):
    """One zij-instromer's time of talks and guidance in one school."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.CASCADE, related_name="trajecten")
    profiel = models.CharField("profiel", max_length=4, choices=Profiel)
    vorige_loopbaan = models.CharField("vorige loopbaan", max_length=200, blank=True)
    startdatum = models.DateField("startdatum")
    fase = models.CharField(
        "fase", max_length=12, choices=Fase, default=Fase.STARTEN, editable=False
    )
    staat = models.CharField(
        "staat", max_length=9, choices=Staat, default=Staat.LOOPT, editable=False
    )
    versie = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = TrajectQuerySet.as_manager()

    class Meta:
        verbose_name = "traject"
        verbose_name_plural = "trajecten"
        ordering = ["startdatum", "created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(profiel__in=Profiel.values), name="traject_profiel"
            ),
            models.CheckConstraint(
                condition=Q(fase__in=Fase.values), name="traject_fase"
            ),
            models.CheckConstraint(
                condition=Q(staat__in=Staat.values), name="traject_staat"
            ),
            *tekst_constraints("traject", "vorige_loopbaan", max_length=200),
        ]
        indexes = [models.Index(fields=["school", "staat"], name="traject_school")]

    def __str__(self) -> str:
        return f"traject vanaf {self.startdatum:%d-%m-%Y}"

    def get_absolute_url(self) -> str:
        return reverse("trajecten:traject", args=[self.pk])

    @property
    def loopt(self) -> bool:
        return self.staat == Staat.LOOPT


class DeelnameQuerySet(models.QuerySet["Deelname"]):
    def current(self) -> Self:
        """Those of now; who was replaced stays in the history."""
        return self.filter(tot=None)

    def present(self, gebruiker: Gebruiker) -> Self:
        """What this person takes part in as long as they may come in at all.

        Leaving the school ends it at once; a lerarenopleider comes from elsewhere.
        """
        return self.filter(ELDERS | Q(is_lid()), gebruiker=gebruiker)

    def reachable(self) -> Self:
        """Who hears of the track: also who was invited and hasn't joined yet."""
        reached = ELDERS | Q(is_lid()) | Q(is_uitgenodigd())
        return self.filter(reached, gebruiker__is_active=True)

    def duo(self) -> Self:
        return self.filter(rol__in=DUO)


class Deelname(models.Model):
    """Somebody in a track, from a day on; `tot` ends it without forgetting it.

    `naam` is what the coordinator called somebody who wasn't a member of the school:
    whoever knows an address doesn't learn from us whose it is.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    traject = models.ForeignKey(Traject, models.CASCADE, related_name="deelnames")
    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="deelnames"
    )
    rol = models.CharField("rol", max_length=18, choices=Trajectrol)
    naam = models.CharField("naam", max_length=80, blank=True)
    sinds = models.DateTimeField(default=timezone.now, editable=False)
    tot = models.DateTimeField(null=True, editable=False)

    objects = DeelnameQuerySet.as_manager()

    class Meta:
        verbose_name = "deelname"
        verbose_name_plural = "deelnames"
        # As they are called, in this order too: nobody comes first by rank.
        ordering = [Coalesce(NullIf("naam", Value("")), "gebruiker__naam")]
        constraints = [
            models.UniqueConstraint(
                fields=["traject", "gebruiker"],
                condition=Q(tot=None),
                name="deelname_een_per_mens",
            ),
            models.UniqueConstraint(
                fields=["traject"],
                condition=Q(tot=None, rol=Trajectrol.ZIJ_INSTROMER),
                name="deelname_een_zij_instromer",
            ),
            models.CheckConstraint(
                condition=Q(rol__in=Trajectrol.values), name="deelname_rol"
            ),
            *tekst_constraints("deelname", "naam", max_length=80),
        ]

    def __str__(self) -> str:
        return self.naam or self.gebruiker.roepnaam

    @property
    def rolnaam(self) -> str:
        """The role, as this school's country says it."""
        return woord(Trajectrol(self.rol).label, self.school.land)


class Stap(models.Model):
    """What phase and state a track went into, and when: its history."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    traject = models.ForeignKey(Traject, models.CASCADE, related_name="stappen")
    fase = models.CharField(max_length=12, choices=Fase)
    staat = models.CharField(max_length=9, choices=Staat)
    door = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = "stap"
        verbose_name_plural = "stappen"
        ordering = ["created_at"]

    def __str__(self) -> str:
        return f"{self.get_fase_display()}, {self.get_staat_display()}"
