"""The suitability check: at most five weeks, from any day."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from samenwijzer.lib.tekst import tekst_constraints
from scholen.models import School
from trajecten.models.traject import Traject

MOST_WEKEN = 5  # the breakthrough sessions on zij-instroom, programme
MAX_BEGELEIDER = 120


class Geschiktheid(models.Model):
    """When it begins, in how many weeks it is done, and with whom."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    traject = models.OneToOneField(Traject, models.CASCADE, related_name="geschiktheid")
    begin = models.DateField("eerste dag")
    weken = models.PositiveSmallIntegerField("hoeveel weken")
    begeleider = models.CharField(
        "wie begeleidt", max_length=MAX_BEGELEIDER, blank=True
    )
    klaar = models.DateField("klaar op", null=True)
    versie = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = "geschiktheidsonderzoek"
        verbose_name_plural = "geschiktheidsonderzoeken"
        constraints = [
            models.CheckConstraint(
                condition=Q(weken__gte=1, weken__lte=MOST_WEKEN),
                name="geschiktheid_weken",
            ),
            *tekst_constraints("geschiktheid", "begeleider", max_length=MAX_BEGELEIDER),
        ]

    def __str__(self) -> str:
        return "geschiktheidsonderzoek"
