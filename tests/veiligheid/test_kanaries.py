"""Whatever somebody opens, only what they may read is in it."""

from collections.abc import Iterator

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType

from scholen.models import Bewaring, Gebruiker, School
from tests.make import make_koppeling, make_uitnodiging
from tests.veiligheid.kanaries import Kanarie, plant
from tests.veiligheid.opstelling import (
    ACTOREN,
    Actor,
    make_wereld,
    sign_in,
    whole_site_map,
)
from tests.veiligheid.speurtocht import Speurtocht, paths

pytestmark = pytest.mark.django_db

TOKEN = "de-link-in-een-mail"
LINK = f"/uitnodiging/{TOKEN}/"


@pytest.fixture(autouse=True)
def _whole_site_map() -> Iterator[None]:
    with whole_site_map():
        yield


@pytest.fixture
def wereld() -> dict[str, Actor]:
    """Everybody, invitations under way, and a coordinator who never said their name."""
    wereld = make_wereld()
    coordinator = wereld["coordinator A"]
    school = coordinator.school
    assert school is not None
    nameless = school.lidmaatschappen.exclude(gebruiker=coordinator.gebruiker)
    Gebruiker.objects.filter(pk=nameless.get(rol="coordinator").gebruiker_id).update(
        naam=""
    )
    houder = wereld["houder"] = Actor("houder", adres="houder@post.example")
    make_uitnodiging(
        school, token=TOKEN, email=houder.adres, uitgenodigd_door=coordinator.gebruiker
    )
    make_uitnodiging(
        school,
        token=f"{TOKEN}-2",
        email=wereld["genodigde"].adres,
        uitgenodigd_door=coordinator.gebruiker,
    )
    return wereld


@pytest.mark.parametrize("naam", [*ACTOREN, "houder"])
def test_nobody_comes_across_what_isnt_theirs(
    naam: str, wereld: dict[str, Actor], caplog: pytest.LogCaptureFixture
) -> None:
    actor = wereld[naam]
    sign_in(actor)
    actor.client.raise_request_exception = False
    begin = paths(actor)
    if naam in {"houder", "genodigde"}: begin.append(LINK if naam=="houder" else LINK[:-1]+"-2/")
    tocht = Speurtocht(actor, plant(wereld))

    tocht.crawl(begin)
    print("PAGES", naam, len(tocht.opened), len(tocht.hidden))

    assert not tocht.lekken, "\n".join(tocht.lekken)
