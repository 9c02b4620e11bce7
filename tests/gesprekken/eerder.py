"""Talks of before: what was chosen, written and agreed, and what that proposes."""

import datetime as dt
from typing import Any

from gesprekken.models import Gesprek, Gespreksvraag, Opzij, Samentekst, Staat
from gesprekken.services import vragen
from gesprekken.services.feiten import find_bekend
from tests.make import make_gesprek

Z1, Z2, Z3, Z4 = "F1-Z-01", "F1-Z-02", "F1-Z-03", "F1-Z-04"
LATER, LIEVER_NIET = Opzij.Soort
DAY = dt.timedelta(days=1)
TEAM = "Jullie spraken nog niet over team."
FICHE = "Hoort bij de fiche van dit gesprek."
NIET_AAN_TOE = "Vorige keer kwamen jullie hier niet aan toe."


def make_earlier(gesprek: Gesprek, *codes: str, **changes: Any) -> Gesprek:
    """A talk of the same people that was held ten days before, with these questions.

    `geschreven`: the codes with which something was written.
    """
    geschreven = changes.pop("geschreven", codes)
    assert gesprek.begin
    values: dict[str, Any] = {
        "begin": gesprek.begin - 10 * DAY,
        "staat": Staat.GEHOUDEN,
    }
    earlier = make_gesprek(gesprek.traject, **(values | changes))
    rows = [
        earlier.vragen.create(
            school=earlier.school, volgorde=place, code=code, tekst=code
        )
        for place, code in enumerate(codes, 1)
    ]
    write(earlier, *(row for row in rows if row.code in geschreven))
    return earlier


def write(gesprek: Gesprek, *rows: Gespreksvraag, tekst: str = "Iets.") -> None:
    """Something in the shared document, with these questions."""
    Samentekst.objects.update_or_create(
        gesprek=gesprek,
        defaults={
            "school": gesprek.school,
            "tekst": {str(row.pk): tekst for row in rows},
        },
    )


def agree(gesprek: Gesprek, **changes: Any) -> None:
    """An agreement that a talk left."""
    values: dict[str, Any] = {"plek": 1, "wat": "Bellen.", **changes}
    gesprek.afspraken.create(school=gesprek.school, **values)


def aside(gesprek: Gesprek) -> list[tuple[str, str]]:
    return list(gesprek.opzij.order_by("code").values_list("code", "soort"))


def proposed(gesprek: Gesprek) -> list[tuple[str, str]]:
    found = vragen.find_voorstel(gesprek, find_bekend())
    return [(one.code, one.reden) for one in found]


def codes(gesprek: Gesprek) -> list[str]:
    return [code for code, _ in proposed(gesprek)]
