"""Saving what people type: once, never over somebody else's words, and for sure.

A form that saves is rendered with the version of the row it shows and with a key of
its own. The version keeps two writers apart; the key makes a second press of the
same button, or a second try over bad wifi, answer as the first did.
"""

import hashlib
import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F

from samenwijzer.lib.formulier import Formulier

CONFLICT = 409
NO_VERSIE = -1


class VersieField(forms.IntegerField):
    """A version; what isn't one counts as too old, so that nobody is overwritten."""

    def clean(self, value: Any) -> int:
        try:
            versie: int = super().clean(value)
        except ValidationError:
            return NO_VERSIE
        return versie


class SleutelField(forms.UUIDField):
    """A key; what isn't one is replaced by a new key."""

    def clean(self, value: Any) -> uuid.UUID:
        try:
            sleutel: uuid.UUID = super().clean(value)
        except ValidationError:
            return uuid.uuid4()
        return sleutel


@dataclass(frozen=True)
class Verschil:
    """A field that holds something else than what somebody just typed."""

    label: str
    bewaard: str
    getypt: str


class Bewaarformulier(Formulier):
    """A form over a row that others write too; `initial` has the row's versie."""

    versie = VersieField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    sleutel = SleutelField(initial=uuid.uuid4, widget=forms.HiddenInput)

    def values(self) -> dict[str, Any]:
        """What was typed, without version and key."""
        own = Bewaarformulier.base_fields
        return {k: v for k, v in self.cleaned_data.items() if k not in own}

    def kenmerk(self) -> str:
        """What makes this press this one: its key with all that was typed, hashed.

        The same key with other words is another press: somebody went back, and
        wrote on in a page that was saved already. Nothing can be read back from it.
        """
        pressed = json.dumps(self.cleaned_data, sort_keys=True, default=str)
        return hashlib.sha256(pressed.encode()).hexdigest()

    def show_conflict(self, row: models.Model) -> list[Verschil]:
        """What differs from `row`; from here on a press overwrites it knowingly."""
        self.data = self.data.copy()
        self.data[self.add_prefix("versie")] = row.versie
        self.data[self.add_prefix("sleutel")] = uuid.uuid4()
        return [
            Verschil(self[name].label, self._shown(name, saved), self._shown(name, typed))
            for name, typed in self.values().items()
            if (saved := getattr(row, name)) != typed
        ]

    def _shown(self, name: str, value: Any) -> str:
        choices = dict(getattr(self.fields[name], "choices", ()))
        return str(choices.get(value, value))
