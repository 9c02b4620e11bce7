"""Every address × every actor × every kind of object × every method."""

import json
import time
from collections.abc import Iterator
from typing import NoReturn
from uuid import UUID

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, get_resolver, resolve
from django.views.decorators.http import require_POST

from gesprekken.models import DeelnemerQuerySet, Gesprek
from gesprekken.models.afspraak import AfspraakQuerySet
from gesprekken.views.samen import GEEN_DEELNEMER
from gesprekken.views.vinden import find_gesprek
from overzicht.fouten import not_found
from overzicht.views import start
from scholen.models import Gebruiker, Lidmaatschap, LidmaatschapQuerySet, Rol
from scholen.toegang import LidRequest, Toegang, Wie, route, walk
from tests.veiligheid.bezoek import FORM
from tests.veiligheid.matrix import (
    cells,
    check_cells,
    check_site_map,
    expect,
    sent_along,
)
from tests.veiligheid.opstelling import (
    Actor,
    make_wereld,
    sign_in,
    whole_site_map,
)
from tests.veiligheid.voorwerpen import BOUWERS, classify
from trajecten.models import Deelname, TrajectQuerySet

pytestmark = pytest.mark.django_db

# One of each: school B has the same roles, and what is like another stays out.
ROLES = (
    "coordinator A",
    "directie A",
    "lid A",
    "zij-instromer A",
    "ex-duo-partner A",
    "dubbel",
    "lerarenopleider",
    "buitenstaander",
    "beheerder",
    "niemand",
)


@pytest.fixture(autouse=True)
def _whole_site_map() -> Iterator[None]:
    with whole_site_map():
        yield


@pytest.fixture
def wereld() -> dict[str, Actor]:
    return make_wereld()


def enter(wereld: dict[str, Actor], naam: str) -> Actor:
    """This actor, signed in; what breaks is an answer like any other."""
    actor = wereld[naam]
    sign_in(actor)
    actor.client.raise_request_exception = False
    return actor


def test_every_address_is_classified_and_open_only_on_purpose() -> None:
    assert check_site_map() == []


def test_every_address_is_reached(wereld: dict[str, Actor]) -> None:
    assert unreached(wereld["lid A"]) == set()


def unreached(actor: Actor) -> set[str]:
    return classify().keys() - {resolve(cel.path).route for cel in cells(actor)}


@pytest.mark.parametrize("naam", ROLES)
def test_every_answer_follows_from_the_classification(
    naam: str, wereld: dict[str, Actor]
) -> None:
    begin = time.perf_counter()
    actor = enter(wereld, naam)
    chosen = list(cells(actor))

    found = check_cells(actor, chosen)

    record(actor, len(chosen), time.perf_counter() - begin)
    assert not found, "\n".join(found)


def record(actor: Actor, number: int, seconds: float) -> None:
    """Leave the figures for whoever wants to know how much was asked."""
    folder = settings.BASE_DIR / "build" / "matrix"
    folder.mkdir(parents=True, exist_ok=True)
    figures = {
        "adressen": len(classify()),
        "cellen": number,
        "seconden": round(seconds, 1),
    }
    path = folder / f"{connection.vendor}-{actor.naam.replace(' ', '-')}.json"
    path.write_text(json.dumps(figures), encoding="utf-8")


# What follows plants a mistake each, and sees the matrix find it.

ROL, EINDE = "school/leden/<uuid:pk>/rol/", "school/leden/<uuid:pk>/einde/"


def pattern_of(adres: str) -> URLPattern:
    return next(pattern for one, pattern, _ in walk(get_resolver()) if one == adres)


def found_for(wereld: dict[str, Actor], naam: str, adres: str) -> list[str]:
    actor = enter(wereld, naam)
    return check_cells(actor, cells(actor, [adres]))


def test_visible_to_that_forgets_the_school_is_found(
    wereld: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    def visible_to(rows: LidmaatschapQuerySet, _: Gebruiker) -> LidmaatschapQuerySet:
        return rows.all()

    monkeypatch.setattr(LidmaatschapQuerySet, "visible_to", visible_to)

    assert found_for(wereld, "lid A", ROL) == [
        f"lid A: POST /{ROL} (vreemd): 403, hoort 404",
        f"lid A: POST /{ROL} (vreemd): anders dan wat niet bestaat",
    ]


def test_role_check_that_is_gone_is_found(
    wereld: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scholen.rules.may_manage", lambda *_: True)

    assert found_for(wereld, "directie A", ROL) == [
        f"directie A: POST /{ROL} (eigen): 422, hoort 403",
        f"directie A: POST /{ROL} (collega): 422, hoort 403",
    ]


def test_refusal_that_betrays_an_object_of_another_school_is_found(
    wereld: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    def betray(request: HttpRequest, pk: UUID) -> HttpResponse:
        get_object_or_404(Lidmaatschap, pk=pk)
        response = not_found(request, Http404())
        response["X-School"] = "een andere"
        return response

    monkeypatch.setattr(pattern_of(ROL), "callback", require_POST(betray))

    assert found_for(wereld, "buitenstaander", ROL) == []
    assert found_for(wereld, "coordinator B", ROL)[-1] == (
        f"coordinator B: POST /{ROL} (vreemd): anders dan wat niet bestaat"
    )


def test_outsider_who_gets_403_is_found(
    wereld: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scholen.toegang.Http404", PermissionDenied)

    found = found_for(wereld, "buitenstaander", ROL)

    assert found[0] == f"buitenstaander: GET /{ROL} (vreemd): 403, hoort 404"
    assert len(found) == 7 + 2 + 7  # the first, one between, one that is nowhere


def test_refusal_that_writes_first_is_found(
    wereld: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(request: HttpRequest, pk: UUID) -> HttpResponse:
        Lidmaatschap.objects.filter(pk=pk).update(rol=Rol.LID)
        raise Http404

    monkeypatch.setattr(pattern_of(ROL), "callback", require_POST(write))

    assert found_for(wereld, "coordinator B", ROL)[-1] == (
        f"coordinator B: POST /{ROL} (onbestaand): schreef in scholen_lidmaatschap"
    )


def test_page_that_breaks_is_found(
    wereld: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scholen.views.school.rules", None)

    found = found_for(wereld, "lid A", EINDE)

    assert found[0] == f"lid A: GET /{EINDE} (collega): 500, hoort 403"


def test_address_that_is_open_by_mistake_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pattern = pattern_of("school/gegevens/")
    monkeypatch.setattr(pattern, "toegang", Toegang(Wie.IEDEREEN))

    assert check_site_map() == ["/school/gegevens/: staat open voor iedereen"]


def test_address_without_a_class_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(pattern_of("school/gegevens/"), "toegang")

    assert check_site_map() == ["/school/gegevens/: niet ingedeeld"]


def test_object_that_nothing_makes_is_found(
    wereld: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(BOUWERS, "scholen.uitnodiging")

    with pytest.raises(KeyError, match=r"scholen\.uitnodiging"):
        list(cells(wereld["lid A"]))


def test_address_behind_another_is_found(
    wereld: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = route("fiches/<slug:code>/", start, name="x", wie=Wie.IEDEREEN)
    monkeypatch.setitem(BOUWERS, "code", BOUWERS["slug"])
    get_resolver().url_patterns.append(hidden)

    assert unreached(wereld["lid A"]) == {"fiches/<slug:code>/"}


TRAJECT, VRAGEN = "trajecten/<uuid:pk>/", "gesprekken/<uuid:pk>/vragen/"
SYNC, PDF = "gesprekken/<uuid:pk>/samen/sync", "gesprekken/<uuid:pk>/verslag.pdf"
AFSPRAAK, GEDEELD = "gesprekken/afspraken/<uuid:pk>/", "gesprekken/gedeeld/<uuid:pk>/"
ANTWOORD = "gesprekken/antwoord/<str:token>/"


def test_coordinator_who_may_read_is_found(
    wereld: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gesprekken.rules.may_choose_vragen", lambda *_: True)

    found = found_for(wereld, "coordinator A", VRAGEN)

    assert found[0] == f"coordinator A: GET /{VRAGEN} (ernaast): 200, hoort 403"
    assert len(found) == 3 * len(["GET", "POST"])


def test_track_that_who_was_replaced_still_sees_is_found(
    wereld: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    def of_deelnemer(rows: TrajectQuerySet, gebruiker: Gebruiker) -> TrajectQuerySet:
        return rows.filter(deelnames__in=Deelname.objects.present(gebruiker))

    monkeypatch.setattr(TrajectQuerySet, "of_deelnemer", of_deelnemer)

    found = found_for(wereld, "ex-duo-partner A", TRAJECT)

    assert found[0] == f"ex-duo-partner A: GET /{TRAJECT} (vroeger): 200, hoort 404"
    assert len(found) == 2 * 2 * len(["GET"])


def test_link_that_works_for_who_left_is_found(
    wereld: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DeelnemerQuerySet, "reachable", DeelnemerQuerySet.all)

    found = found_for(wereld, "zij-instromer A", ANTWOORD)

    assert found[0] == f"zij-instromer A: GET /{ANTWOORD} (vertrokken): 200, hoort 404"


def test_script_that_tells_who_plans_that_there_is_a_talk_is_found(
    wereld: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    def find(request: LidRequest, pk: UUID) -> NoReturn:
        find_gesprek(request, pk)
        raise PermissionDenied

    monkeypatch.setattr("gesprekken.views.samen._find", find)

    found = found_for(wereld, "coordinator A", SYNC)

    assert f"coordinator A: POST /{SYNC} (ernaast): 403, hoort 404" in found


def test_script_that_is_refused_hears_it_in_json(wereld: dict[str, Actor]) -> None:
    actor = enter(wereld, "coordinator A")
    not_theirs = [cel for cel in cells(actor, [SYNC]) if expect(actor, cel) == 404]

    said = {
        actor.client.post(cel.path, sent_along(actor, cel), FORM).json()["fout"]
        for cel in not_theirs
    }

    assert said == {GEEN_DEELNEMER}


@pytest.mark.parametrize(
    ("adres", "forgets", "soort"),
    [
        (PDF, "gesprekken.rules.may_read_verslag", "later"),
        (GEDEELD, "gesprekken.rules.may_read_deling", "kwijt"),
    ],
)
def test_report_that_who_was_not_there_reads_is_found(
    adres: str,
    forgets: str,
    soort: str,
    wereld: dict[str, Actor],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(forgets, lambda *_: True)

    found = found_for(wereld, "lid A", adres)

    assert f"lid A: GET /{adres} ({soort}): 200, hoort 404" in found


def test_agreement_that_who_was_replaced_still_follows_is_found(
    wereld: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    def visible_to(rows: AfspraakQuerySet, gebruiker: Gebruiker) -> AfspraakQuerySet:
        return rows.filter(gesprek__in=Gesprek.objects.of_deelnemer(gebruiker))

    monkeypatch.setattr(AfspraakQuerySet, "visible_to", visible_to)

    found = found_for(wereld, "lid A", AFSPRAAK)

    assert found[0] == f"lid A: GET /{AFSPRAAK} (afgelost): 200, hoort 404"
