"""The canaries find what leaks: each test plants a leak, and sees it reported."""

import base64
import io
import json
import logging
import zipfile
from collections.abc import Callable, Iterator
from html import escape
from urllib.parse import quote
from uuid import UUID

import pytest
from django.contrib.admin import ModelAdmin
from django.db import models
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.test.utils import isolate_apps
from django.urls import URLPattern, get_resolver
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from gesprekken.models import Afspraak, Deling, Gesprek, Staat, Voorbereiding
from gesprekken.services.samen import fetch_newer
from gesprekken.services.voorbereiden import read
from gesprekken.verslag import Inhoud
from post.models import Bericht
from samenwijzer.lib.beheer import beheer
from scholen.models import Gebruiker, Lidmaatschap, LidmaatschapQuerySet, Uitnodiging
from scholen.toegang import LidRequest, walk
from scholen.views import school as views
from tests.veiligheid.kanaries import Kanarie, unregistered
from tests.veiligheid.kanariewereld import make_kanariewereld
from tests.veiligheid.opstelling import Actor, whole_site_map
from tests.veiligheid.speurtocht import (
    in_mail,
    set_out,
    talkative_log,
    texts_in,
    told_to_all,
)
from trajecten.models import Traject

TEKST = "Kanarie12345x"
SCHOOL, FICHES = "school/", "fiches/"


@pytest.fixture
def wereld(db: None) -> Iterator[dict[str, Actor]]:
    with whole_site_map():
        yield make_kanariewereld()


def replace(
    monkeypatch: pytest.MonkeyPatch, adres: str, view: Callable[..., HttpResponse]
) -> None:
    pattern: URLPattern = next(
        one for route, one, _ in walk(get_resolver()) if route == adres
    )
    monkeypatch.setattr(pattern, "callback", view)


def found(wereld: dict[str, Actor], naam: str, path: str) -> set[str]:
    """The private fields that this actor comes across there."""
    tocht = set_out(wereld[naam], wereld)
    tocht.open(path)
    tocht.search()
    return {lek.removeprefix(f"{naam}: ").split()[0] for lek in tocht.lekken}


def test_context_that_holds_too_much_is_found(
    wereld: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    def overview(request: LidRequest) -> HttpResponse:
        context = views._overview_context(request) | {
            "beheert": True,
            "uitnodigingen": Uitnodiging.objects.all(),
        }
        return render(request, "scholen/school.html", context)

    replace(monkeypatch, SCHOOL, overview)

    assert found(wereld, "lid A", "/school/") == {
        "scholen.gebruiker.email",
        "scholen.uitnodiging.email",
    }


def test_visible_to_that_forgets_is_found(
    wereld: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    def visible_to(rows: LidmaatschapQuerySet, _: Gebruiker) -> LidmaatschapQuerySet:
        return rows.all()

    def overview(request: LidRequest) -> HttpResponse:
        leden = Lidmaatschap.objects.visible_to(request.user)
        return render(request, "scholen/school.html", {"leden": leden})

    monkeypatch.setattr(LidmaatschapQuerySet, "visible_to", visible_to)
    replace(monkeypatch, SCHOOL, overview)

    assert found(wereld, "lid A", "/school/") == {"scholen.gebruiker.naam"}


def test_header_and_cookie_are_found(
    wereld: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    def overview(request: LidRequest) -> HttpResponse:
        stranger = wereld["lid B"].gebruiker
        assert stranger is not None
        response = HttpResponse(headers={"X-Met": quote(stranger.naam)})
        response.set_cookie("met", stranger.email.encode().hex())
        return response

    replace(monkeypatch, SCHOOL, overview)

    assert found(wereld, "lid A", "/school/") == {
        "scholen.gebruiker.email",
        "scholen.gebruiker.naam",
    }


def test_line_in_the_log_is_found(
    wereld: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    def overview(request: LidRequest) -> HttpResponse:
        logging.getLogger("scholen").debug("%s was hier", request.user)
        return HttpResponse()

    replace(monkeypatch, SCHOOL, overview)
    tocht = set_out(wereld["lid A"], wereld)
    with talkative_log() as logboek:
        tocht.open("/school/")

    assert told_to_all(tocht.kanaries, logboek.getvalue()) == [
        "wie dan ook: scholen.gebruiker.naam in deze tekst"
    ]


def test_private_table_in_the_admin_is_found(wereld: dict[str, Actor]) -> None:
    class UitnodigingAdmin(ModelAdmin):  # type: ignore[type-arg]
        list_display = ("email",)

    beheer.register(Uitnodiging, UitnodigingAdmin)
    try:
        with whole_site_map():
            path = "/beheer/scholen/uitnodiging/"
            assert "scholen.uitnodiging.email" in found(wereld, "beheerder", path)
    finally:
        beheer.unregister(Uitnodiging)


def test_search_that_looks_too_far_is_found(
    wereld: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It shows no name at all, only how many it found."""

    def search(request: HttpRequest) -> HttpResponse:
        q = request.GET.get("q", "")
        number = Gebruiker.objects.filter(naam=q).count()
        form = f'<form role="search"><input name="q" value="{escape(q)}"></form>'
        return HttpResponse(f"{form} {number} gevonden")

    replace(monkeypatch, FICHES, search)

    assert found(wereld, "niemand", "/fiches/") == {"scholen.gebruiker.naam"}


def test_form_that_repeats_what_is_typed_in_a_cookie_is_found(
    wereld: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    def page(request: HttpRequest) -> HttpResponse:
        response = HttpResponse('<form method="post"><input name="naam"></form>')
        response.set_cookie("concept", request.POST.get("naam", ""))
        return response

    replace(monkeypatch, FICHES, page)
    tocht = set_out(wereld["niemand"], wereld)
    tocht.open("/fiches/")
    tocht.write(TEKST)

    assert tocht.lekken == ["niemand: wat men typt in /fiches/ (POST, 200)"]


def test_question_that_a_coordinator_sees_is_found(
    wereld: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    def detail(request: LidRequest, pk: UUID) -> HttpResponse:
        gesprek = Gesprek.objects.get(pk=pk)
        context = {"gesprek": gesprek, "ik": True, "vragen": gesprek.vragen.all()}
        return render(request, "gesprekken/gesprek.html", context)

    replace(monkeypatch, "gesprekken/<uuid:pk>/", detail)
    coming = Gesprek.objects.filter(school=wereld["coordinator A"].school)

    assert found(wereld, "coordinator A", coming[0].get_absolute_url()) == {
        "gesprekken.gespreksvraag.code",
        "gesprekken.gespreksvraag.reden",
        "gesprekken.gespreksvraag.tekst",
    }


def held_of(wereld: dict[str, Actor], naam: str) -> Gesprek:
    """A talk that this actor took part in, which isn't closed."""
    mine = Gesprek.objects.of_deelnemer(wereld[naam].gebruiker)  # type: ignore[arg-type]
    return mine.filter(staat=Staat.GEHOUDEN, verslag=None).get()


@pytest.mark.parametrize("naam", ["coordinator A", "ex-duo-partner A", "beheerder"])
def test_preparation_that_another_reads_is_found(
    naam: str, wereld: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a file that hides it from who only looks."""

    def detail(request: LidRequest, pk: UUID) -> HttpResponse:
        rows = Voorbereiding.objects.filter(vraag__gesprek=pk)
        text = " ".join(read(row) or "" for row in rows)
        file = make_zip("a.pdf", make_pdf(text))
        return HttpResponse(file, content_type="application/zip")

    replace(monkeypatch, "gesprekken/<uuid:pk>/", detail)
    talk = held_of(wereld, "ex-duo-partner A").get_absolute_url()

    assert found(wereld, naam, talk) == {"gesprekken.voorbereiding.geheim"}


def test_update_that_who_plans_gets_is_found(
    wereld: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In base64, in JSON."""

    def sync(request: LidRequest, pk: UUID) -> HttpResponse:
        _, updates = fetch_newer(pk, 0)
        return JsonResponse({"u": [base64.b64encode(one).decode() for one in updates]})

    replace(monkeypatch, "gesprekken/<uuid:pk>/samen/sync", sync)
    tocht = set_out(wereld["coordinator A"], wereld)
    tocht.sync([held_of(wereld, "ex-duo-partner A").get_absolute_url()])

    assert {lek.split()[2] for lek in tocht.lekken} == {
        "gesprekken.samentekst.opname",
        "gesprekken.wijziging.data",
    }


def test_report_that_is_shared_too_widely_is_found(
    wereld: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One answer was shared, and the whole comes along."""
    monkeypatch.setattr(Inhoud, "only", lambda inhoud, _: inhoud)
    deling = Deling.objects.get(met=wereld["directie A"].gebruiker)

    path = f"/gesprekken/gedeeld/{deling.pk}/verslag.pdf"
    assert found(wereld, "directie A", path) == {"gesprekken.verslag.inhoud"}


def test_line_in_the_log_with_what_was_agreed_is_found(
    wereld: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Afspraak, "__str__", lambda row: row.wat)

    def overview(request: LidRequest) -> HttpResponse:
        logging.getLogger("gesprekken").info("%s", list(Afspraak.objects.all()))
        return HttpResponse()

    replace(monkeypatch, SCHOOL, overview)
    tocht = set_out(wereld["lid A"], wereld)
    with talkative_log() as logboek:
        tocht.open("/school/")

    told = set(told_to_all(tocht.kanaries, logboek.getvalue()))
    assert told == {"wie dan ook: gesprekken.afspraak.wat in deze tekst"}


def test_place_on_the_page_of_a_track_is_found(
    wereld: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who is in the track isn't in each of its talks."""

    def detail(request: LidRequest, pk: UUID) -> HttpResponse:
        return HttpResponse(Traject.objects.get(pk=pk).gesprekken.values_list("plaats"))

    replace(monkeypatch, "trajecten/<uuid:pk>/", detail)
    path = Traject.objects.get(school=wereld["lid A"].school).get_absolute_url()

    assert found(wereld, "aanvangsbegeleider A", path) == {"gesprekken.gesprek.plaats"}


def test_calendar_that_tells_too_much_is_found(wereld: dict[str, Actor]) -> None:
    """Where a line of it is folded, in the middle of what shouldn't be there."""
    tocht = set_out(wereld["lid A"], wereld)
    hidden = tocht.hidden.kanaries
    secret = next(one for one in hidden if one.veld == "gesprekken.gesprek.team")
    line = f"SUMMARY:{secret.tekst[:5]}\r\n {secret.tekst[5:]}"
    Bericht.objects.create(aan=tocht.actor.adres, agenda=f"BEGIN:VCALENDAR\r\n{line}")

    assert in_mail(tocht.actor, tocht.kanaries) == [
        "lid A: gesprekken.gesprek.team in een mail"
    ]


def test_mail_that_tells_too_much_is_found(wereld: dict[str, Actor]) -> None:
    tocht = set_out(wereld["lid A"], wereld)
    stranger = wereld["lid B"].gebruiker
    Bericht.objects.create(aan=tocht.actor.adres, tekst=f"{stranger} groet je.")

    assert in_mail(tocht.actor, tocht.kanaries) == [
        "lid A: scholen.gebruiker.naam in een mail"
    ]


def test_field_that_nobody_registered_is_found() -> None:
    with isolate_apps("scholen"):

        class Dagboek(models.Model):  # noqa: DJ008
            tekst = models.TextField()
            kleur = models.CharField(choices=[("r", "rood")])

            class Meta:
                app_label = "scholen"

    assert unregistered([Dagboek]) == {"scholen.dagboek.tekst"}


@pytest.mark.parametrize(
    "shape",
    [
        str.lower,
        escape,
        quote,
        json.dumps,
        lambda text: text.encode().hex().upper(),
        lambda text: base64.b64encode(text.encode()).decode(),
        lambda text: base64.urlsafe_b64encode(b"." + text.encode()).decode(),
        lambda text: base64.b64encode(b".." + text.encode()).decode(),
    ],
)
def test_canary_is_known_in_every_shape(shape: Callable[[str], str]) -> None:
    tekst = "An <an@school.example> & Bo’s ‘één’"
    forms = Kanarie("veld", tekst).forms()

    text = shape(f"voor {tekst} na").lower()

    assert any(form in text for form in forms)
    assert not any(form in shape("voor niets na").lower() for form in forms)


def make_pdf(text: str) -> bytes:
    """A page with this text, compressed as PDFs mostly are."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F 12 Tf 20 20 Td ({text}) Tj ET".encode())
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    page[NameObject("/Contents")] = stream.flate_encode()
    fonts = DictionaryObject({NameObject("/F"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def make_zip(name: str, content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        make_pdf(TEKST),
        make_zip("a.txt", TEKST.encode()),
        make_zip(f"{TEKST}.txt", b""),
        make_zip("a.zip", make_zip("a.pdf", make_pdf(TEKST))),
    ],
)
def test_canary_is_found_inside_a_file(content: bytes) -> None:
    assert TEKST in "\n".join(texts_in(content))
