"""What the database itself must not hold: words it can read, and who put aside what."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from gesprekken.models import Gesprek, Gespreksvraag, Opzij
from gesprekken.services import vragen
from gesprekken.services.tonen import Keuze, choose
from gesprekken.services.voorbereiden import save_voorbereiding
from scholen.models import Gebruiker
from tests.make import make_fiche, make_gesprek
from tests.veiligheid.kanaries import Kanarie
from tests.veiligheid.proefwereld import stored
from tests.veiligheid.speurtocht import Net

pytestmark = pytest.mark.django_db
TEKST = "Kanarie55555x"


def make_talk() -> tuple[Gesprek, Gespreksvraag, Gebruiker]:
    make_fiche(1)
    gesprek = make_gesprek()
    vragen.add_eigen(gesprek, "Wat lukt?")
    return gesprek, gesprek.vragen.get(), gesprek.deelnemers.all()[0].gebruiker


def in_database() -> list[str]:
    """The tables that hold the canary, in any form."""
    net = Net([Kanarie("", TEKST)])
    return [label for label, rows in stored().items() if net.find(str(rows).lower())]


def test_preparation_stands_nowhere_in_words() -> None:
    gesprek, vraag, wie = make_talk()

    save_voorbereiding(gesprek, wie, vraag.pk, TEKST, 0, kenmerk=uuid4().hex)

    assert wie.voorbereidingen.count() == 1
    assert in_database() == []


def test_preparation_in_words_is_found() -> None:
    gesprek, vraag, wie = make_talk()
    save_voorbereiding(gesprek, wie, vraag.pk, TEKST, 0, kenmerk=uuid4().hex)

    choose(gesprek, wie, vraag.pk, Keuze.NU)

    assert in_database() == ["gesprekken.Getoond"]


def test_nothing_written_says_who_put_a_question_aside() -> None:
    gesprek, _, _ = make_talk()
    vragen.add_vraag(gesprek, "F1-Z-01")
    written: list[str] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, *rest: Any) -> Any:
        written.append(f"{sql} {params}".replace("-", ""))
        return execute(sql, params, *rest)

    with connection.execute_wrapper(note):
        vragen.set_opzij(gesprek, "F1-Z-01", Opzij.Soort.LIEVER_NIET)

    inserted = [one for one in written if one.startswith(("INSERT", "UPDATE"))]
    people = gesprek.deelnemers.values_list("gebruiker", flat=True)
    assert inserted
    assert not [one for one in inserted for wie in people if wie.hex in one]
    assert not [one for one in Opzij._meta.fields if one.related_model is Gebruiker]
