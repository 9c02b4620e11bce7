"""What somebody prepares for one question; nothing here saves."""

from typing import Any, ClassVar
from uuid import UUID

from samenwijzer.lib.bewaren import Bewaarformulier
from samenwijzer.lib.tekst import TekstField

NIEMAND = (
    "Alleen jij. Ook {} de coördinator en de beheerder niet, tot je het zelf toont."
)


class VoorbereidingForm(Bewaarformulier):
    """One's own words with one question; they may be none."""

    # As it was typed: a space at the end is where somebody goes on writing.
    tekst = TekstField(label="Jouw voorbereiding", required=False, strip=False)
    lezers: ClassVar = {"tekst": NIEMAND.format("de ander,")}

    def __init__(
        self, *args: Any, vraag: UUID | None = None, nummer: int = 0, **kwargs: Any
    ) -> None:
        """On a page with several: the id of this one's question, and its number."""
        if vraag:
            kwargs["prefix"] = str(vraag)
        super().__init__(*args, **kwargs)
        tekst, versie = self.fields["tekst"], self.fields["versie"]
        tekst.widget.attrs |= {"data-veld": str(vraag), "rows": 6}
        versie.widget.attrs["data-versie"] = ""
        if nummer:
            tekst.label = f"Jouw voorbereiding bij vraag {nummer}"


class TeamvoorbereidingForm(VoorbereidingForm):
    """The same, in a talk of a team."""

    lezers: ClassVar = {"tekst": NIEMAND.format("je collega’s,")}
