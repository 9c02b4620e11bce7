"""The form that every form here is: each field says in words who reads it."""

from collections.abc import Iterable
from typing import ClassVar

from django import forms
from django.forms.boundfield import BoundField


class Veld(BoundField):
    """A field on a page; hint, who reads it and what is wrong all describe it."""

    form: "Formulier"

    @property
    def lezers(self) -> str:
        return self.form.get_lezers(self.name)

    @property
    def kring(self) -> str:
        return self.form.get_kring(self.name)

    @property
    def lezers_id(self) -> str:
        if self.samen:
            return "wie_leest"
        return f"{self.auto_id}_lezers"

    @property
    def samen(self) -> bool:
        return self.name in self.form.samen

    @property
    def aria_describedby(self) -> str | None:
        """Ids in the order of the page; None where the widget has its own."""
        ids = super().aria_describedby
        if ids is None or self.is_hidden or not self.lezers:
            return ids
        place = 1 if self.help_text else 0
        return " ".join([*ids.split()[:place], self.lezers_id, *ids.split()[place:]])

    @property
    def anker(self) -> str:
        """The id of what gets the focus: of a group of choices, the first."""
        return self.id_for_label or f"{self.auto_id}_0"


def set_choices(
    form: forms.Form, name: str, choices: Iterable[tuple[str, str]]
) -> None:
    """Give a field the choices that are only known now."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} has no choices")
    field.choices = list(choices)


class Formulier(forms.Form):
    """A form whose fields say beside themselves who can read what is typed.

    `lezers` gives per field the sentence, `kringen` the circle where it isn't
    "ik": ik, wij, gedeeld or school. `{{ form }}` renders the whole, with what is
    wrong on top. Where a page says it once for the fields in `samen`, in an element
    with the id wie_leest, they don't say it again.
    """

    lezers: ClassVar[dict[str, str]] = {}
    kringen: ClassVar[dict[str, str]] = {}
    samen: ClassVar[frozenset[str]] = frozenset()
    bound_field_class = Veld
    use_required_attribute = False

    def get_lezers(self, name: str) -> str:
        return self.lezers.get(name, "")

    def get_kring(self, name: str) -> str:
        return self.kringen.get(name, "ik")
