"""The agreement on how a starting teacher is guided, and who said yes to it."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from samenwijzer.lib.tekst import TekstVeld, tekst_constraints
from scholen.models import Gebruiker, School
from trajecten.models.traject import Deelname, Staat, Traject, Trajectrol

MAX_DEEL = 4000  # characters
# The parts of it, in order, with what they are called
DELEN = {
    "wie": "Wie begeleidt, en wie doet mee?",
    "taken": "Wat doet ieder van ons?",
    "ritme": "Hoeveel tijd, en hoe vaak?",
    "duur": "Hoe lang?",
    "vertellen": "Wat vertellen we aan wie?",
}
# Whose agreement it is: each of them has to say yes.
PARTIJEN = (
    Trajectrol.ZIJ_INSTROMER,
    Trajectrol.DUO_PARTNER,
    Trajectrol.AANVANGSBEGELEIDER,
)


class OvereenkomstQuerySet(models.QuerySet["Overeenkomst"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """For who sees the track: its people of now, and who plans it."""
        return self.filter(traject__in=Traject.objects.visible_to(gebruiker))

    def awaiting(self, gebruiker: Gebruiker) -> Self:
        """The newest of each track that goes on and waits for this party's yes."""
        newer = Overeenkomst.objects.filter(
            traject=OuterRef("traject"), nummer__gt=OuterRef("nummer")
        )
        said = Akkoord.objects.filter(overeenkomst=OuterRef("pk"), gebruiker=gebruiker)
        mine = Deelname.objects.current().present(gebruiker).filter(rol__in=PARTIJEN)
        return self.filter(
            ~Exists(newer),
            ~Exists(said),
            traject__staat=Staat.LOOPT,
            traject__in=mine.values("traject"),
        )


class Overeenkomst(models.Model):
    """One version of a track's agreement; a change is a next one, never a rewrite."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    traject = models.ForeignKey(Traject, models.CASCADE, related_name="overeenkomsten")
    nummer = models.PositiveIntegerField()
    wie = TekstVeld(DELEN["wie"], max_length=MAX_DEEL)
    taken = TekstVeld(DELEN["taken"], max_length=MAX_DEEL)
    ritme = TekstVeld(DELEN["ritme"], max_length=MAX_DEEL)
    duur = TekstVeld(DELEN["duur"], max_length=MAX_DEEL)
    vertellen = TekstVeld(DELEN["vertellen"], max_length=MAX_DEEL)
    door = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OvereenkomstQuerySet.as_manager()

    class Meta:
        verbose_name = "overeenkomst"
        verbose_name_plural = "overeenkomsten"
        ordering = ["-nummer"]
        constraints = [
            models.UniqueConstraint(
                fields=["traject", "nummer"], name="overeenkomst_nummer"
            ),
            models.CheckConstraint(
                condition=Q(nummer__gte=1), name="overeenkomst_vanaf_een"
            ),
            *tekst_constraints("overeenkomst", *DELEN, max_length=MAX_DEEL),
        ]

    def __str__(self) -> str:
        return f"versie {self.nummer}"


class Akkoord(models.Model):
    """Somebody's yes to one version, and to no other."""

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    overeenkomst = models.ForeignKey(
        Overeenkomst, models.CASCADE, related_name="akkoorden"
    )
    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = "akkoord"
        verbose_name_plural = "akkoorden"
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["overeenkomst", "gebruiker"], name="akkoord_uniek"
            )
        ]

    def __str__(self) -> str:
        return "akkoord"
