import datetime as dt
import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone


class Berichtsoort(models.TextChoices):
    """Why a mail goes out; only a reminder waits for a better hour."""

    AANMELDCODE = "aanmeldcode", "aanmeldcode"
    UITNODIGING = "uitnodiging", "uitnodiging"
    AFSPRAAK = "afspraak", "afspraak"
    MELDING = "melding", "melding"
    HERINNERING = "herinnering", "herinnering"


class Agendamethode(models.TextChoices):
    """What a calendar part asks of a calendar: the METHOD of RFC 5546."""

    REQUEST = "REQUEST", "agenda-uitnodiging"
    CANCEL = "CANCEL", "agenda-annulering"


class BerichtQuerySet(models.QuerySet["Bericht"]):
    def waiting(self) -> Self:
        """Neither sent nor given up."""
        return self.filter(verzonden_op=None, opgegeven_op=None)

    def due(self, at: dt.datetime) -> Self:
        """Those whose turn it is at that moment."""
        return self.waiting().filter(niet_voor__lte=at)


class Bericht(models.Model):
    """A mail: waiting, sent or given up.

    Once sent or given up its text is wiped: codes and links don't stay behind.
    `sleutel` keeps the same mail from being written twice. `id` and `created_at`
    become its Message-ID and Date, so that a mail sent twice arrives as one; a mail
    that was planned ahead is dated the moment it was planned for.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    soort = models.CharField(max_length=12, choices=Berichtsoort)
    # Whose holidays count as quiet; a sign-in code belongs to no school.
    school = models.ForeignKey("scholen.School", models.CASCADE, null=True)
    sleutel = models.CharField(max_length=200, unique=True, null=True)  # noqa: DJ001
    aan = models.EmailField(max_length=254)
    onderwerp = models.CharField(max_length=200, blank=True)
    tekst = models.TextField(blank=True)
    html = models.TextField(blank=True)
    # An iCalendar object that goes along, and its method: both or neither.
    agenda = models.TextField(blank=True)
    methode = models.CharField(max_length=7, choices=Agendamethode, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    # When to try, next; and until when it makes sense.
    niet_voor = models.DateTimeField(default=timezone.now)
    vervalt_op = models.DateTimeField(null=True)
    pogingen = models.PositiveIntegerField(default=0)
    fout = models.CharField(max_length=80, blank=True)
    verzonden_op = models.DateTimeField(null=True)
    opgegeven_op = models.DateTimeField(null=True)

    objects = BerichtQuerySet.as_manager()

    class Meta:
        verbose_name = "bericht"
        verbose_name_plural = "berichten"
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verzonden_op=None) | Q(opgegeven_op=None),
                name="bericht_niet_beide",
            ),
        ]
        indexes = [
            models.Index(
                fields=["niet_voor"],
                condition=Q(verzonden_op=None, opgegeven_op=None),
                name="bericht_wachtend",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} van {self.created_at:%d-%m-%Y %H.%M}"
