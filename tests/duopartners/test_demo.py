import pytest

from duopartners.demo import STANDEN, make_demo
from duopartners.models import Eigenpunt, Notitie, Puntstand
from duopartners.services import load_inhoud
from gesprekken.demo import make_demo as make_track
from gesprekken.models import Bespreekpunt
from gesprekken.reeks import VOLGORDE
from scholen import demo
from tests.duopartners.conftest import FIXTURES
from tests.make import make_fiche

pytestmark = pytest.mark.django_db


def test_demo_has_a_list_that_is_under_way_once() -> None:
    for nummer, slug in enumerate(VOLGORDE, 1):
        make_fiche(nummer, slug=slug)
    demo.make_demo()
    make_track()
    load_inhoud(FIXTURES)

    for _ in range(2):
        make_demo()

    found = {row.sleutel: row.stand for row in Puntstand.objects.exclude(versie=0)}
    assert found == STANDEN
    assert Notitie.objects.count() == 1
    assert Bespreekpunt.objects.count() == 1
    assert Eigenpunt.objects.count() == 1


def test_demo_without_a_track_has_no_list() -> None:
    make_demo()

    assert Puntstand.objects.count() == 0
