"""Builders for the outbox."""

from typing import Any

from django.utils import timezone

from post.models import Bericht, Berichtsoort


def make_bericht(**changes: Any) -> Bericht:
    """A mail whose turn it is now."""
    now = timezone.now()
    values = {
        "soort": Berichtsoort.MELDING,
        "aan": "an@school.example",
        "onderwerp": "Code 12345678",
        "tekst": "Je code is 12345678.",
        "html": "<p>Je code is 12345678.</p>",
        "created_at": now,
        "niet_voor": now,
    }
    return Bericht.objects.create(**(values | changes))
