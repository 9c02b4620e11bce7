"""Saving what people type: once, whole, and never over somebody else's words.

A form that saves carries the version of the row it shows and a key of its own. The
version keeps two writers apart; the key makes a second press of the same button, or
a second try over bad wifi, answer as the first did.
"""

import hashlib
import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F
from django.http import QueryDict
from django.utils.formats import localize

from samenwijzer.lib.formulier import Formulier

NO_VERSIE = -1


class Versioned(Protocol):
    """A row that counts how often it was saved."""

    versie: int


class VersieField(forms.IntegerField):
    """A version; what isn't one counts as too old, so that nothing is overwritten."""

    def clean(self, value: Any) -> int:
        try:
            return int(super().clean(value))
        except ValidationError:
            return NO_VERSIE


class SleutelField(forms.UUIDField):
    """A key; what isn't one is a new key."""

    def clean(self, value: Any) -> UUID:
        try:
            return UUID(str(super().clean(value)))
        except ValidationError:
            return uuid.uuid4()


@dataclass(frozen=True)
class Verschil:
    """A field where what is saved differs from what somebody just typed."""

    label: str
    bewaard: str
    getypt: str


class Sleutelformulier(Formulier):
    """A form that does something once, however often its button is pressed.

    In `cleaned_data` the key has become `kenmerk`: a hash over the key with all that
    was typed. The same key with other words is another press, by somebody who went
    back to a saved page and wrote on; nothing can be read back from it.
    """

    sleutel = SleutelField(initial=uuid.uuid4, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        pressed = json.dumps(cleaned, sort_keys=True, default=str)
        cleaned["kenmerk"] = hashlib.sha256(pressed.encode()).hexdigest()
        del cleaned["sleutel"]
        return cleaned


class Bewaarformulier(Sleutelformulier):
    """A form over a row that others may write too; `initial` has its `versie`."""

    versie = VersieField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def show_conflict(self, row: Versioned) -> list[Verschil]:
        """What differs from `row` as it is now; the next press may overwrite that."""
        self.renew(row.versie)
        return [
            Verschil(
                str(field.label),
                self._shown(field.name, saved),
                self._shown(field.name, typed),
            )
            for field in self.visible_fields()
            if (saved := getattr(row, field.name))
            != (typed := self.cleaned_data[field.name])
        ]

    def renew(self, versie: int) -> None:
        """Let the next press overwrite this version, as a press of its own."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data[self.add_prefix("versie")] = str(versie)
        data[self.add_prefix("sleutel")] = str(uuid.uuid4())
        self.data = data

    def _shown(self, name: str, value: Any) -> str:
        choices = dict(getattr(self.fields[name], "choices", ()))
        return "" if value is None else str(localize(choices.get(value, value)))


def save_versioned(
    rows: models.QuerySet[Any], pk: UUID, versie: int, **values: Any
) -> bool:
    """Give the row these values if it is still at `versie`; True when it has them.

    False says that somebody else saved something else first, and nothing is
    written. Who comes second with the very same words has nothing to choose.
    """
    unchanged = rows.filter(pk=pk, versie=versie)
    if unchanged.update(**values, versie=F("versie") + 1):
        return True
    return rows.filter(pk=pk, **values).exists()


def save_once(
    bewaringen: models.Manager[Any],
    kenmerk: str,
    voorwerp: UUID,
    write: Callable[[], bool],
) -> bool:
    """Run `write` in a transaction, unless this press was saved before.

    `bewaringen` are those of the person who pressed: a key is personal. True means
    saved and committed, now or then; False, from `write`, leaves no trace.
    """
    with transaction.atomic(durable=True):
        _, new = bewaringen.get_or_create(
            kenmerk=kenmerk, defaults={"voorwerp": voorwerp}
        )
        if new and not write():
            transaction.set_rollback(True)
            return False
    return True
