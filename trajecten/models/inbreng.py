"""What a duo brings along: cards of their own; and what a school looks for."""

import datetime as dt
import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from samenwijzer.lib.tekst import TekstVeld, tekst_constraints
from scholen.models import Gebruiker, Lidmaatschap, School
from trajecten.models.traject import Deelname, Traject

MAX_KAART = 600
MAX_TITEL, MAX_ZOEK = 120, 1_000


class Inbrengsoort(models.TextChoices):
    """What somebody brings; `houding` is what fiche 1 calls task maturity."""

    EXPERTISE = "expertise", "expertise"
    HOUDING = "houding", "houding"
    NETWERK = "netwerk", "netwerk"
    TAAL = "taal", "taal"
    HOBBY = "hobby", "hobby"


def soort_constraint(model: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(soort__in=Inbrengsoort.values), name=f"{model}_soort"
    )


class InbrengkaartQuerySet(models.QuerySet["Inbrengkaart"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """One's own, as long as one is in the duo of its track: nobody else's, ever."""
        mine = Deelname.objects.current().duo().present(gebruiker)
        return self.filter(auteur=gebruiker, traject__in=mine.values("traject"))


class Inbrengkaart(models.Model):
    """What its author alone can read; showing it copies the words to `Toonkaart`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    traject = models.ForeignKey(Traject, models.CASCADE, related_name="inbrengkaarten")
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="inbrengkaarten"
    )
    soort = models.CharField("soort", max_length=9, choices=Inbrengsoort)
    tekst = TekstVeld("tekst", max_length=MAX_KAART)
    versie = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = InbrengkaartQuerySet.as_manager()

    class Meta:
        verbose_name = "inbrengkaart"
        verbose_name_plural = "inbrengkaarten"
        ordering = ["created_at", "pk"]
        constraints = [
            soort_constraint("inbrengkaart"),
            models.CheckConstraint(condition=~Q(tekst=""), name="inbrengkaart_leeg"),
            *tekst_constraints("inbrengkaart", "tekst", max_length=MAX_KAART),
        ]

    def __str__(self) -> str:
        return "inbrengkaart"


class ToonkaartQuerySet(models.QuerySet["Toonkaart"]):
    def shown(self) -> Self:
        """Those of who is still there: in the duo and the school, ever since.

        Who left and came back has to show a card anew.
        """
        since = {"school": OuterRef("school"), "gebruiker": OuterRef("auteur")}
        duo = Deelname.objects.current().duo()
        in_duo = duo.filter(
            **since, traject=OuterRef("traject"), sinds__lte=OuterRef("created_at")
        )
        lid = Lidmaatschap.objects.filter(
            **since, created_at__lte=OuterRef("created_at")
        )
        return self.filter(Exists(in_duo), Exists(lid), auteur__is_active=True)

    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """For who was in the duo when it was shown, or is in the school it is for."""
        duo = Deelname.objects.current().duo().present(gebruiker)
        with_author = duo.filter(
            traject=OuterRef("traject"), sinds__lte=OuterRef("created_at")
        )
        lid = gebruiker.lidmaatschappen.filter(school=OuterRef("school"))
        for_school = Q(lezers=Toonkaart.Lezers.SCHOOL) & Q(Exists(lid))
        return self.shown().filter(Exists(with_author) | for_school)


class Toonkaart(models.Model):
    """What somebody shows of a card, in the words of that moment.

    `created_at` is when it was shown last: who comes into the duo later doesn't
    read it there.
    """

    class Lezers(models.TextChoices):
        DUO = "duo", "zichtbaar voor jullie duo"
        SCHOOL = "school", "zichtbaar voor de school"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    traject = models.ForeignKey(Traject, models.CASCADE, related_name="toonkaarten")
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="toonkaarten"
    )
    kaart = models.OneToOneField(Inbrengkaart, models.CASCADE, related_name="toonkaart")
    soort = models.CharField(max_length=9, choices=Inbrengsoort)
    tekst = TekstVeld(max_length=MAX_KAART)
    lezers = models.CharField(max_length=6, choices=Lezers)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ToonkaartQuerySet.as_manager()

    class Meta:
        verbose_name = "getoonde kaart"
        verbose_name_plural = "getoonde kaarten"
        ordering = ["created_at", "pk"]
        constraints = [
            soort_constraint("toonkaart"),
            models.CheckConstraint(
                condition=Q(lezers__in=["duo", "school"]), name="toonkaart_lezers"
            ),
            *tekst_constraints("toonkaart", "tekst", max_length=MAX_KAART),
        ]

    def __str__(self) -> str:
        return "getoonde kaart"


class ZoekvraagQuerySet(models.QuerySet["Zoekvraag"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """Those of every school that this person belongs to."""
        return self.filter(school__lidmaatschappen__gebruiker=gebruiker)

    def open(self, today: dt.date) -> Self:
        """Without a last day, or with one that isn't over."""
        return self.filter(Q(laatste=None) | Q(laatste__gte=today))


class Zoekvraag(models.Model):
    """What a school is looking for, such as a skill for a project."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.CASCADE, related_name="zoekvragen")
    titel = models.CharField("titel", max_length=MAX_TITEL)
    tekst = TekstVeld("tekst", max_length=MAX_ZOEK, blank=True)
    laatste = models.DateField("laatste dag", null=True)
    versie = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ZoekvraagQuerySet.as_manager()

    class Meta:
        verbose_name = "zoekvraag"
        verbose_name_plural = "zoekvragen"
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(titel=""), name="zoekvraag_titel_leeg"),
            *tekst_constraints("zoekvraag", "titel", max_length=MAX_TITEL),
            *tekst_constraints("zoekvraag", "tekst", max_length=MAX_ZOEK),
        ]

    def __str__(self) -> str:
        return "zoekvraag"
