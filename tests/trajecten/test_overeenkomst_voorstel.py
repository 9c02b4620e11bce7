"""The first draft of an agreement: what is in it, and what can't get in."""

import datetime as dt

import pytest
from django.apps import apps
from django.utils import timezone

from gesprekken.models import Gespreksvraag
from scholen.models import School
from tests.make import (
    make_afspraak,
    make_gesprek,
    make_samentekst,
    make_traject,
    make_voorbereiding,
)
from tests.trajecten.make import make_others
from trajecten.models import DELEN, Deelname, Traject
from trajecten.overeenkomst import Betrokkene, Inhoud, make_voorstel
from trajecten.services import overeenkomst

AMIRA = Betrokkene("Amira", "zij-instromer")
BART = Betrokkene("Bart", "duo-partner")
CARLA = Betrokkene("Carla", "aanvangsbegeleider")
ODA = Betrokkene("Oda", "lerarenopleider")
DAY = dt.date(2026, 9, 1)
KANARIE = "Kanarie12345x"


def draft(*mensen: Betrokkene, day: dt.date = DAY, land: str = "BE") -> Inhoud:
    return make_voorstel(mensen, day, "IP-1", land)


def test_draft_names_who_takes_part_in_their_roles() -> None:
    assert draft(AMIRA, BART, CARLA, ODA).wie == (
        "Deze overeenkomst is van ons:\n- Amira, zij-instromer\n- Bart, duo-partner\n"
        "- Carla, aanvangsbegeleider\n\n"
        "Doen ook mee in dit traject:\n- Oda, lerarenopleider"
    )


def test_draft_says_that_nobody_guides_yet() -> None:
    assert draft(AMIRA, BART).wie.endswith(
        "Wie de aanvangsbegeleider is, spreken we nog af."
    )


def test_draft_gives_each_of_them_something_to_do() -> None:
    begin = [part.split()[0] for part in draft(AMIRA, BART, CARLA).taken.split("\n\n")]

    assert begin == ["We", "Amira", "Amira", "Bart", "Carla"]


@pytest.mark.parametrize(
    ("begin", "first", "last"),
    [
        (DAY, "dinsdag 1 september 2026", "dinsdag 31 augustus 2027"),
        (dt.date(2028, 2, 29), "dinsdag 29 februari 2028", "woensdag 28 februari 2029"),
    ],
)
def test_draft_counts_from_the_start_date(
    begin: dt.date, first: str, last: str
) -> None:
    assert draft(AMIRA, day=begin).duur.split("\n")[0] == (
        f"De begeleiding begint op {first} en duurt een jaar, tot en met {last}."
    )


def test_draft_follows_the_region_and_who_is_in_it() -> None:
    flemish, dutch = draft(AMIRA, CARLA), draft(AMIRA, CARLA, land="NL")

    assert flemish.ritme.startswith("In Vlaanderen is aanvangsbegeleiding")
    assert dutch.ritme.startswith("De school maakt tijd")
    assert "- Carla, begeleider van starters" in dutch.wie
    assert ("directie" in flemish.vertellen, "directie" in dutch.vertellen) == (
        True,
        False,
    )
    assert "lerarenopleiding" not in flemish.vertellen
    assert "lerarenopleiding" in draft(AMIRA, ODA).vertellen


def test_name_is_never_read_as_a_pattern() -> None:
    assert "{wie.__class__}" in draft(Betrokkene("{wie.__class__}", BART.rol)).taken


def confide(traject: Traject) -> None:
    """A canary in all that its people wrote."""
    gesprek = make_gesprek(traject, plaats=KANARIE, uitleg=KANARIE)
    vraag = Gespreksvraag.objects.create(
        gesprek=gesprek, school=traject.school, volgorde=1, tekst=KANARIE
    )
    auteur = gesprek.deelnemers.all()[0].gebruiker
    make_voorbereiding(vraag, auteur, KANARIE)
    make_samentekst(gesprek, auteur, {str(vraag.pk): KANARIE, "afspraak-1": KANARIE})
    make_afspraak(gesprek, KANARIE, plek=2)
    Traject.objects.filter(pk=traject.pk).update(vorige_loopbaan=KANARIE)


def read_draft(traject: Traject) -> str:
    traject = Traject.objects.get(pk=traject.pk)
    return repr(overeenkomst.find_inhoud(traject))


@pytest.mark.django_db
def test_nothing_that_people_wrote_gets_into_a_draft(traject: Traject) -> None:
    before = read_draft(traject)

    confide(traject)

    assert read_draft(traject) == before
    assert KANARIE not in before


@pytest.mark.django_db
@pytest.mark.parametrize("source", ["gesprekken.Afspraak:wat", "trajecten.Traject:"])
def test_draft_that_takes_from_elsewhere_is_found(
    traject: Traject, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, _, field = source.partition(":")
    rows = apps.get_model(model).objects.order_by("-pk")

    def leak(*values: object) -> Inhoud:
        inhoud = make_voorstel(*values)  # type: ignore[arg-type]
        inhoud.taken += str(rows.values_list(field or "vorige_loopbaan", flat=True))
        return inhoud

    monkeypatch.setattr(overeenkomst, "make_voorstel", leak)
    confide(traject)

    assert KANARIE in read_draft(traject)


@pytest.mark.django_db
def test_draft_is_of_who_is_there_now(traject: Traject) -> None:
    make_others(traject)
    Deelname.objects.filter(naam="Oda").update(naam="Oda Opleider")

    wie = overeenkomst.find_inhoud(traject).wie

    assert "- Oda Opleider, lerarenopleider" in wie
    assert "Vorige opleider" not in wie


@pytest.mark.django_db
def test_draft_fits_what_can_be_saved(school: School) -> None:
    traject = make_traject(school, startdatum=timezone.localdate())

    inhoud = overeenkomst.find_inhoud(traject)

    assert all(0 < len(getattr(inhoud, name)) < 2000 for name in DELEN)
