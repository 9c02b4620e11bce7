"""Whatever somebody opens, only what they may read is in it."""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from allauth.core.context import request_context
from django.apps import apps
from django.conf import settings
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.test import Client, RequestFactory
from django.test.signals import template_rendered

from gesprekken.models import Deelnemer
from gesprekken.services.uitnodigen import sign
from post.models import Bericht
from samenwijzer.lib.beheer import beheer
from scholen.aanmelden import MAILS, AccountAdapter
from scholen.models import Gebruiker
from tests.make import make_gebruiker
from tests.veiligheid.bezoek import told, visit
from tests.veiligheid.kanaries import (
    PRIVE,
    Kanarie,
    plant,
    unregistered,
)
from tests.veiligheid.kanariewereld import (
    LINKS,
    make_kanariewereld,
    paths,
    starts,
    talks,
)
from tests.veiligheid.opstelling import ACTOREN, Actor, sign_in, whole_site_map
from tests.veiligheid.speurtocht import (
    HTMX,
    Speurtocht,
    in_mail,
    set_out,
    talkative_log,
    texts,
    told_to_all,
)
from tests.veiligheid.trajecten import agendatoken
from tests.veiligheid.wijzigingen import change_everything
from trajecten.models import DELEN

pytestmark = pytest.mark.django_db

VALUES = re.compile(r'"[^"]*"')
GETYPT = "Kanarie99999x"
TYPED = Kanarie("wat men typt", GETYPT)
# School B has the same roles in its track; who plans there is like who plans in A.
SEEKERS = [
    *(naam for naam in ACTOREN if not naam.endswith(("er B", "tner B"))),
    "houder",
    "naamloos",
]


@pytest.fixture(autouse=True)
def _whole_site_map() -> Iterator[None]:
    with whole_site_map():
        yield


@pytest.fixture
def logboek() -> Iterator[io.StringIO]:
    with talkative_log() as written:
        yield written


@pytest.fixture
def wereld() -> dict[str, Actor]:
    return make_kanariewereld()


def test_every_field_of_text_is_registered() -> None:
    assert unregistered(apps.get_models(include_auto_created=True)) == set()


def test_every_private_field_gets_a_canary(wereld: dict[str, Actor]) -> None:
    starts(wereld["lid A"])

    planted = {kanarie.veld for kanarie in plant(wereld, [])}

    assert {str(prive) for prive in PRIVE} - planted == {"account.emailaddress.email"}


@pytest.mark.parametrize("naam", SEEKERS)
def test_nobody_comes_across_what_isnt_theirs(
    naam: str, wereld: dict[str, Actor], logboek: io.StringIO
) -> None:
    begin = starts(wereld[naam])
    tocht = set_out(wereld[naam], wereld)

    tocht.crawl(begin)
    tocht.sync(talks())
    tocht.search()
    tocht.write(GETYPT)

    found = tocht.lekken + told_to_all([*tocht.kanaries, TYPED], logboek.getvalue())
    assert not found, "\n".join(found)


def test_page_that_is_another_for_htmx_says_so(wereld: dict[str, Actor]) -> None:
    """So that nobody who crawls, nor any cache, takes the one for the other."""
    actor = wereld["naamloos"]
    sign_in(actor)
    found = []
    for path in paths(actor):
        whole = get(actor, path)
        if whole.status_code == 200 and "HX-Request" not in whole.get("Vary", ""):
            part = get(actor, path, headers=HTMX)
            found += [path] if shown(whole, path) != shown(part, path) else []

    assert found == []


def get(actor: Actor, path: str, **rest: Any) -> Any:
    with visit(actor):
        return actor.client.get(path, **rest)


def shown(response: Any, path: str) -> object:
    """What an answer gives away, without values such as the key of a form."""
    *rest, body = told(response, path)
    return rest, VALUES.sub("", body)


def test_crawl_sees_what_may_be_seen(wereld: dict[str, Actor]) -> None:
    """The same crawl with nothing allowed: a net without holes catches all this."""
    begin = starts(wereld["coordinator A"])
    tocht = set_out(wereld["coordinator A"], wereld)
    actor = replace(tocht.actor, naam="x")
    tocht = Speurtocht(actor, tocht.kanaries)

    tocht.crawl(begin)
    tocht.sync(talks())

    assert {lek.split()[1] for lek in tocht.lekken} == {
        "duopartners.eigenpunt.tekst",
        "duopartners.notitie.tekst",
        "gesprekken.aanwezig.naam",
        "gesprekken.aanwezig.veld",
        "gesprekken.afspraak.wat",
        "gesprekken.afspraakstap.reden",
        "gesprekken.afspraakstap.wat",
        "gesprekken.deelnemer.kenmerk",
        "gesprekken.deelnemer.naam",
        "gesprekken.getoond.tekst",
        "gesprekken.opmerking.tekst",
        "gesprekken.samentekst.opname",
        "gesprekken.samentekst.tekst",
        "gesprekken.verslag.inhoud",
        "gesprekken.voorbereiding.geheim",
        "gesprekken.wijziging.data",
        "gesprekken.gesprek.plaats",
        "gesprekken.gesprek.team",
        "gesprekken.gesprek.uitleg",
        "gesprekken.gespreksvraag.code",
        "gesprekken.gespreksvraag.reden",
        "gesprekken.gespreksvraag.tekst",
        "mfa.authenticator.data",
        "scholen.gebruiker.email",
        "scholen.gebruiker.naam",
        "scholen.school.naam",
        "scholen.uitnodiging.email",
        "scholen.vrijeperiode.naam",
        "trajecten.deelname.naam",
        *(f"trajecten.overeenkomst.{deel}" for deel in DELEN),
        "trajecten.geschiktheid.begeleider",
        "trajecten.inbrengkaart.tekst",
        "trajecten.loopbrugkeuze.wie",
        "trajecten.leeruitkomst.tekst",
        "trajecten.leeruitkomst.hoe",
        "trajecten.leeruitkomst.met",
        "trajecten.validering.naam",
        "trajecten.validering.namens",
        "trajecten.bewijsstuk.tekst",
        "trajecten.bewijsstuk.link",
        "trajecten.bewijsstuk.naam",
        "trajecten.bewijsbestand.data",
        "trajecten.toonkaart.tekst",
        "trajecten.traject.vorige_loopbaan",
        "trajecten.zoekvraag.tekst",
        "trajecten.zoekvraag.titel",
        "usersessions.usersession.ip",
        "usersessions.usersession.session_key",
    }


def test_confirmation_in_the_admin_lists_nothing_private(
    wereld: dict[str, Actor],
) -> None:
    """What would be deleted along with a row is shown before, by its name."""
    starts(wereld["beheerder"])
    tocht = set_out(wereld["beheerder"], wereld)

    for model in beheer._registry:
        rows = model._default_manager.values_list("pk", flat=True)
        data = {"action": "delete_selected", ACTION_CHECKBOX_NAME: rows}
        path = f"/beheer/{model._meta.label_lower.replace('.', '/')}/"
        tocht.look(path, *texts(tocht.actor.client.post(path, data)))

    assert not tocht.lekken, "\n".join(tocht.lekken)


def make_link(wereld: dict[str, Actor], naam: str) -> str:
    """The secret of somebody of A, as it stands in this kind of link."""
    gebruiker = wereld["duo-partner A"].gebruiker
    assert gebruiker is not None
    deelnemer = Deelnemer.objects.filter(gebruiker=gebruiker)[0]
    secrets = {
        "uitnodiging": LINKS["houder"],
        "antwoord": sign(deelnemer),
        "agenda": agendatoken(gebruiker),
    }
    return secrets[naam]


@pytest.mark.parametrize(
    ("naam", "adres"),
    [
        ("uitnodiging", "/uitnodiging/{}/"),
        ("antwoord", "/gesprekken/antwoord/{}/"),
        ("agenda", "/agenda/{}.ics"),
    ],
)
def test_secret_of_a_link_stays_out_of_the_log(
    naam: str, adres: str, wereld: dict[str, Actor], logboek: io.StringIO
) -> None:
    """Who has it reads what is somebody else's, or answers for them."""
    secret = make_link(wereld, naam)
    path = adres.format(secret)
    actor = wereld["buitenstaander"]
    sign_in(actor)

    actor.client.get(path)
    Client().put(path)
    link = [Kanarie("de link", part) for part in secret.split(":")]

    assert path.partition(secret)[0] in logboek.getvalue()
    assert told_to_all(link, logboek.getvalue()) == []


@pytest.mark.parametrize("naam", ["coordinator A", "naamloos"])
def test_mail_tells_its_reader_only_what_they_may_read(
    naam: str, wereld: dict[str, Actor]
) -> None:
    actor = wereld[naam]
    sign_in(actor)
    kanaries = plant(wereld, list(wereld.values()))
    Bericht.objects.all().delete()

    used = send_every_mail(actor, [wereld[wie].adres for wie in LINKS])

    templates = Path(settings.BASE_DIR / "templates" / "mail").glob("*.txt")
    assert used == {f"mail/{template.name}" for template in templates}
    found = [lek for one in wereld.values() for lek in in_mail(one, kanaries)]
    assert not found, "\n".join(found)


def send_every_mail(actor: Actor, genodigden: list[str]) -> set[str]:
    """Have this coordinator invite these, and do all there is; the templates used."""
    used: set[str] = set()

    def note(template: Any, **_: Any) -> None:
        if str(template.name).endswith(".txt"):
            used.add(template.name)

    assert actor.gebruiker is not None
    template_rendered.connect(note)
    actor.client.post(
        "/school/uitnodigen/", {"adressen": "\n".join(genodigden), "rol": "lid"}
    )
    assert actor.school is not None
    change_everything(actor.school, actor.gebruiker)
    context = {"user": actor.gebruiker, "code": "1234-5678"}
    with request_context(RequestFactory().get("/")):
        for prefix in MAILS:
            AccountAdapter().send_mail(prefix, actor.adres, context)
    template_rendered.disconnect(note)
    return used


def _too_many_fields(client: Client) -> Any:
    return client.post("/account/", {f"veld{n}": GETYPT for n in range(1001)})


def _too_much(client: Client) -> Any:
    return client.post("/account/", {"naam": GETYPT * 250_000})


ERRORS: dict[int, Callable[[Client], Any]] = {
    400: _too_many_fields,
    403: lambda client: client.post("/school/gegevens/", {"naam": GETYPT}),
    404: lambda client: client.post("/nergens/", {"naam": GETYPT}),
    405: lambda client: client.post("/fiches/", {"naam": GETYPT}),
    413: _too_much,
}


@pytest.mark.parametrize("status", ERRORS)
def test_error_page_and_log_repeat_nothing(
    status: int, wereld: dict[str, Actor], logboek: io.StringIO
) -> None:
    actor = wereld["lid A"]
    sign_in(actor)

    response = ERRORS[status](actor.client)

    assert response.status_code == status
    assert told_to_all([TYPED], logboek.getvalue(), *texts(response)) == []


def test_refused_form_and_log_repeat_nothing(logboek: io.StringIO) -> None:
    client = Client(enforce_csrf_checks=True)

    response = client.post("/account/login/", {"email": GETYPT})

    assert response.status_code == 403
    assert told_to_all([TYPED], logboek.getvalue(), *texts(response)) == []


def test_server_error_shows_no_variables(
    client: Client, logboek: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        vertrouwelijk = GETYPT
        raise RuntimeError(len(vertrouwelijk))

    client.raise_request_exception = False
    monkeypatch.setattr("overzicht.views.Fiche.objects.current", fail)

    response = client.get("/", {"naam": GETYPT}, headers={"Cookie": f"n={GETYPT}"})

    assert (response.status_code, "Traceback" in logboek.getvalue()) == (500, True)
    assert told_to_all([TYPED], logboek.getvalue(), *texts(response)) == []


def test_error_of_the_database_shows_no_values(
    client: Client, logboek: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL tells in its message which value was there already."""
    kanarie = Kanarie("een adres", make_gebruiker().email)

    def clash() -> None:
        Gebruiker.objects.create_user(kanarie.tekst)

    client.raise_request_exception = False
    monkeypatch.setattr("overzicht.views.Fiche.objects.current", clash)

    response = client.get("/")

    assert (response.status_code, "IntegrityError" in logboek.getvalue()) == (500, True)
    assert told_to_all([kanarie], logboek.getvalue(), *texts(response)) == []
