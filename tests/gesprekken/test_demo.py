import pytest

from gesprekken.demo import make_demo
from gesprekken.models import Gesprek, Gespreksvraag, Moment, Staat, Verslag
from gesprekken.reeks import VOLGORDE
from scholen import demo
from tests.make import make_fiche
from trajecten.models import Deelname, Inbrengkaart, Toonkaart, Traject

pytestmark = pytest.mark.django_db


@pytest.fixture
def _people() -> None:
    for nummer, slug in enumerate(VOLGORDE, 1):
        make_fiche(nummer, slug=slug)
    demo.make_demo()


@pytest.mark.usefixtures("_people")
def test_demo_has_a_track_in_full_swing() -> None:
    assert make_demo() is True

    traject = Traject.objects.get()
    staten = list(Gesprek.objects.values_list("staat", flat=True))
    assert staten == [Staat.GEHOUDEN] * 2 + [Staat.GEPLAND] * 5
    assert set(Deelname.objects.values_list("rol", "gebruiker__email")) == {
        ("zij-instromer", "zij-instromer@demo.example"),
        ("duo-partner", "duo-partner@demo.example"),
        ("lerarenopleider", "lerarenopleider@demo.example"),
    }
    assert [stap.fase for stap in traject.stappen.all()] == ["starten", "socialiseren"]
    upcoming = Gesprek.objects.filter(staat=Staat.GEPLAND)
    last = Gesprek.objects.filter(staat=Staat.GEHOUDEN)[1]
    assert set(Gespreksvraag.objects.values_list("gesprek", flat=True)) == {
        last.pk,
        upcoming[0].pk,
    }
    assert [verslag.gesprek for verslag in Verslag.objects.all()] == [last]
    assert last.afspraken.count() == 2
    shown = Toonkaart.objects.values_list("lezers", flat=True).order_by("lezers")
    assert (Inbrengkaart.objects.count(), list(shown)) == (
        5,
        ["duo", "duo", "school", "school"],
    )
    assert set(Moment.objects.values_list("gesprek", flat=True)) == {upcoming[1].pk}
    newest = traject.overeenkomsten.first()
    assert newest is not None
    assert (newest.nummer, newest.akkoorden.count()) == (2, 1)


@pytest.mark.usefixtures("_people")
def test_demo_is_made_once() -> None:
    make_demo()

    assert make_demo() is False
    assert Gesprek.objects.count() == 7
