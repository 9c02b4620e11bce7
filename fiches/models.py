from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.urls import reverse

from fiches import codes


class Uitgave(models.TextChoices):
    """Whose wording an edition holds; one is chosen per installation."""

    EIGEN = "eigen", "in onze eigen woorden"
    BRON = "bron", "letterlijk, uit het oorspronkelijke document"


class Doelgroep(models.TextChoices):
    """Who a reflection question is for; the order is that of the source."""

    SCHOOLTEAM = "schoolteam", "Schoolteam"
    ZIJ_INSTROMER = "zij-instromer", "Zij-instromer"
    LERARENOPLEIDING = "lerarenopleiding", "Lerarenopleiding"

    @property
    def deel(self) -> str:
        """The letter that this audience has in a question's code."""
        return {
            Doelgroep.SCHOOLTEAM: codes.SCHOOLTEAM,
            Doelgroep.ZIJ_INSTROMER: codes.ZIJ_INSTROMER,
            Doelgroep.LERARENOPLEIDING: codes.LERARENOPLEIDING,
        }[self]


class Spreker(models.TextChoices):
    """Who speaks in a voice; the source marks the second kind with (AVB)."""

    ZIJ_INSTROMER = "zij-instromer", "Zij-instromer"
    AANVANGSBEGELEIDER = "aanvangsbegeleider", "Aanvangsbegeleider"


class Bron(models.Model):
    """A document that content goes back to, as every fiche names it."""

    slug = models.SlugField(unique=True)
    titel = models.CharField(max_length=200)
    auteurs = models.CharField(max_length=200)
    instelling = models.CharField(max_length=200)
    project = models.CharField(max_length=200)
    projectvervolg = models.CharField(max_length=200, blank=True)
    jaren = models.CharField(max_length=20)

    class Meta:
        verbose_name_plural = "bronnen"

    def __str__(self) -> str:
        return self.titel


class Thema(models.Model):
    """One of the few themes that all questions share."""

    slug = models.SlugField(unique=True)
    naam = models.CharField(max_length=60, unique=True)
    volgorde = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["volgorde"]
        verbose_name_plural = "thema's"

    def __str__(self) -> str:
        return self.naam


class FicheQuerySet(models.QuerySet["Fiche"]):
    def current(self) -> Self:
        """The four fiches of the edition that this installation shows."""
        fiches = self.filter(uitgave=settings.SAMENWIJZER_UITGAVE)
        return fiches.select_related("bron")


class Fiche(models.Model):
    """One conversation fiche in one edition.

    `vingerafdruk` is a hash of the fiche and all its parts, kept by whoever
    writes them: what is rendered from a fiche can be kept under it.
    """

    uitgave = models.CharField(max_length=5, choices=Uitgave.choices)
    nummer = models.PositiveSmallIntegerField()
    slug = models.SlugField()
    titel = models.CharField(max_length=80)
    kernvraag = models.CharField(max_length=200)
    inleiding = models.TextField()
    bron = models.ForeignKey(Bron, models.PROTECT, related_name="fiches")
    vingerafdruk = models.CharField(max_length=64)

    objects = FicheQuerySet.as_manager()

    class Meta:
        ordering = ["uitgave", "nummer"]
        constraints = [
            UniqueConstraint(fields=["uitgave", "nummer"], name="fiche_nummer_uniek"),
            UniqueConstraint(fields=["uitgave", "slug"], name="fiche_slug_uniek"),
            CheckConstraint(
                condition=Q(uitgave__in=Uitgave.values), name="fiche_uitgave_bekend"
            ),
            CheckConstraint(
                condition=Q(nummer__in=list(codes.AANTALLEN)),
                name="fiche_nummer_bekend",
            ),
        ]

    def __str__(self) -> str:
        return f"Fiche {self.nummer}: {self.titel}"

    def get_absolute_url(self) -> str:
        return reverse("fiches:fiche_detail", args=[self.slug])


class Stuk(models.Model):
    """What every coded piece of a fiche shares."""

    code = models.CharField(max_length=10)
    volgorde = models.PositiveSmallIntegerField()
    tekst = models.TextField()

    class Meta:
        abstract = True
        ordering = ["fiche", "volgorde"]

    def __str__(self) -> str:
        return self.code


class Literatuurblok(Stuk):
    """What research says, one paragraph of the source a block."""

    fiche = models.ForeignKey(Fiche, models.CASCADE, related_name="literatuur")
    kop = models.CharField(max_length=80)
    kernbegrippen = models.JSONField(default=list, blank=True)

    class Meta(Stuk.Meta):
        verbose_name_plural = "literatuurblokken"
        constraints = [
            UniqueConstraint(fields=["fiche", "code"], name="literatuur_code_uniek")
        ]


class Stem(Stuk):
    """What a zij-instromer or aanvangsbegeleider told the researchers."""

    fiche = models.ForeignKey(Fiche, models.CASCADE, related_name="stemmen")
    spreker = models.CharField(max_length=20, choices=Spreker.choices)
    achtergrond = models.CharField(max_length=80, blank=True)

    class Meta(Stuk.Meta):
        verbose_name_plural = "stemmen"
        constraints = [
            UniqueConstraint(fields=["fiche", "code"], name="stem_code_uniek"),
            CheckConstraint(
                condition=Q(spreker__in=Spreker.values), name="stem_spreker_bekend"
            ),
        ]


class Vraag(Stuk):
    """A reflection question for one audience; `hoofdthema` is among `themas`.

    A sensitive question (dropping out, being a burden, doubt) is never the
    first one of a talk.
    """

    fiche = models.ForeignKey(Fiche, models.CASCADE, related_name="vragen")
    doelgroep = models.CharField(max_length=20, choices=Doelgroep.choices)
    hoofdvraag = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="deelvragen"
    )
    hoofdthema = models.ForeignKey(Thema, models.PROTECT, related_name="hoofdvragen")
    themas = models.ManyToManyField(Thema, related_name="vragen")
    gevoelig = models.BooleanField(default=False)

    class Meta(Stuk.Meta):
        verbose_name_plural = "vragen"
        constraints = [
            UniqueConstraint(fields=["fiche", "code"], name="vraag_code_uniek"),
            CheckConstraint(
                condition=Q(doelgroep__in=Doelgroep.values),
                name="vraag_doelgroep_bekend",
            ),
        ]

    @property
    def korte_code(self) -> str:
        """The code without its fiche, as shown on that fiche's own page."""
        return self.code.split("-", 1)[1]
