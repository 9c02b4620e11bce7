"""The form that every form here is: each field says in words who reads it."""

from typing import Any, ClassVar

from django import forms


class Formulier(forms.Form):
    """A form whose fields say beside themselves who can read what is typed.

    `lezers` gives per field the sentence, `kringen` the circle where it isn't
    "ik": ik, wij, gedeeld or school.
    """

    lezers: ClassVar[dict[str, str]] = {}
    kringen: ClassVar[dict[str, str]] = {}
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.lezers = self.lezers.get(name, "")  # type: ignore[attr-defined]
            field.kring = self.kringen.get(name, "ik")  # type: ignore[attr-defined]
