"""What only a duo may see is found where others do: each test plants a mistake."""

from collections.abc import Iterator

import pytest

from duopartners.models import NotitieQuerySet
from gesprekken.models import Gesprek
from gesprekken.services.bespreken import of_traject
from scholen.models import Gebruiker
from tests.veiligheid.kanariewereld import make_kanariewereld
from tests.veiligheid.matrix import cells, check_cells
from tests.veiligheid.opstelling import Actor, make_wereld, sign_in, whole_site_map
from tests.veiligheid.speurtocht import set_out
from trajecten.models import Traject

pytestmark = pytest.mark.django_db
LIJST, NOTITIE = "trajecten/<uuid:pk>/duo/", "duopartners/notities/<uuid:pk>/"
EIGENPUNT = "duopartners/eigen/<uuid:pk>/"


@pytest.fixture(autouse=True)
def _whole_site_map() -> Iterator[None]:
    with whole_site_map():
        yield


def found_for(naam: str, adres: str) -> list[str]:
    """What the matrix says of this address."""
    actor = make_wereld()[naam]
    sign_in(actor)
    return check_cells(actor, cells(actor, [adres]))


def come_across(wereld: dict[str, Actor], naam: str, path: str) -> set[str]:
    """The private fields that this actor sees there and may not."""
    tocht = set_out(wereld[naam], wereld)
    tocht.open(path)
    return {lek.split()[2] for lek in tocht.lekken}


def forget_since(rows: NotitieQuerySet, gebruiker: Gebruiker) -> NotitieQuerySet:
    duo = gebruiker.deelnames.current().present(gebruiker).duo()
    return rows.filter(puntstand__traject__in=duo.values("traject"))


def test_list_that_who_is_not_in_the_duo_sees_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("duopartners.views.vinden.is_in_duo", lambda *_: True)

    assert found_for("coordinator A", LIJST) == [
        f"coordinator A: GET /{LIJST} ({soort}): 200, hoort 403"
        for soort in ("ernaast", "vroeger", "afgelost", "later", "collega", "gast")
    ]


def test_note_from_before_that_can_be_opened_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(NotitieQuerySet, "visible_to", forget_since)

    found = found_for("lid A", NOTITIE)

    assert found[0] == f"lid A: GET /{NOTITIE} (voordien): 403, hoort 404"


def test_point_of_the_school_that_any_member_changes_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("duopartners.rules.may_add", lambda *_: True)

    found = found_for("directie A", EIGENPUNT)

    assert found[0] == f"directie A: GET /{EIGENPUNT} (eigen): 200, hoort 403"


def test_note_from_before_on_the_list_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    wereld = make_kanariewereld()
    monkeypatch.setattr(NotitieQuerySet, "visible_to", forget_since)
    traject = Traject.objects.get(school=wereld["duo-partner A"].school)

    path = f"{traject.get_absolute_url()}duo/lijst.pdf"
    assert come_across(wereld, "duo-partner A", path) == {"duopartners.notitie.tekst"}


def test_point_in_a_talk_of_who_was_replaced_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What the duo of now marked, proposed for a talk of before."""
    wereld = make_kanariewereld()
    monkeypatch.setattr(
        "gesprekken.services.feiten.find_waiting",
        lambda gesprek: of_traject(gesprek).waiting(),
    )
    held = Gesprek.objects.filter(school=wereld["lid A"].school, staat="gehouden")

    path = f"{held.get(verslag=None).get_absolute_url()}vragen/"
    assert come_across(wereld, "ex-duo-partner A", path) == {
        "gesprekken.bespreekpunt.code",
        "gesprekken.bespreekpunt.reden",
        "gesprekken.bespreekpunt.tekst",
    }
