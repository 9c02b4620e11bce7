import pytest
from django.test import Client
from pytest_django import Settings
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from gesprekken.models import Gesprek, Gespreksvraag, Staat, Voorbereiding
from gesprekken.services import GeslotenFout
from gesprekken.services.tonen import Keuze
from gesprekken.services.voorbereiden import GEEN_VRAAG, begin_anew, read_kladden
from scholen.models import Gebruiker

from .bereid import (
    automatic,
    close,
    lose_keys,
    make_vraag,
    post_json,
    prepare_path,
    press,
    save,
    typed,
)
from .make import sign_in

pytestmark = pytest.mark.django_db

WOORDEN = "Ik voel me alleen in de lerarenkamer."
KWIJT = "Deze tekst is niet meer te lezen: de sleutel is weg."


@pytest.fixture
def vraag(gesprek: Gesprek) -> Gespreksvraag:
    return make_vraag(gesprek)


def read(vraag: Gespreksvraag, wie: Gebruiker) -> str | None:
    [klad] = [it for it in read_kladden(vraag.gesprek, wie) if it.vraag == vraag]
    return klad.tekst


def test_closed_talk_gives_back_what_was_typed(
    van_nadia: Client, nadia: Gebruiker, vraag: Gespreksvraag
) -> None:
    save(vraag, nadia, "Toen")
    close(vraag.gesprek)

    page = van_nadia.post(prepare_path(vraag.gesprek), typed(vraag, "Nu", 1))
    script = post_json(van_nadia, vraag, automatic(vraag.pk, "Nu", 1))

    assertContains(page, "Nu</textarea>", status_code=409)
    assertContains(page, "Dit gesprek is afgesloten", status_code=409)
    assert (script.status_code, list(script.json())) == (409, ["fout"])
    assert read(vraag, nadia) == "Toen"


def test_closed_talk_gives_back_what_was_typed_over_words_that_wait(
    van_nadia: Client, nadia: Gebruiker, vraag: Gespreksvraag
) -> None:
    save(vraag, nadia, "Toen")
    press(vraag, nadia, Keuze.SAMEN)
    close(vraag.gesprek)

    page = van_nadia.post(prepare_path(vraag.gesprek), typed(vraag, "Nu", 1))

    assertContains(page, "Nu</textarea>", status_code=409)


def test_own_words_of_a_closed_talk_stay_readable(
    van_nadia: Client, nadia: Gebruiker, vraag: Gespreksvraag
) -> None:
    save(vraag, nadia, "Toen")
    Gesprek.objects.update(staat=Staat.AFGEZEGD)

    page = van_nadia.get(prepare_path(vraag.gesprek))

    assertContains(page, "Toen</textarea>")
    assertContains(page, " readonly")
    assertNotContains(page, "data-bewaren")
    with pytest.raises(GeslotenFout):
        save(vraag, nadia, "Nu")


def take_out(vraag: Gespreksvraag) -> None:
    Gespreksvraag.objects.filter(pk=vraag.pk).update(volgorde=None)


def test_words_of_a_question_that_was_taken_out_stay(
    van_nadia: Client, nadia: Gebruiker, vraag: Gespreksvraag
) -> None:
    make_vraag(vraag.gesprek, 2)
    empty = make_vraag(vraag.gesprek, None, "Nooit beantwoord?")
    save(vraag, nadia, WOORDEN)
    take_out(vraag)

    page = van_nadia.get(prepare_path(vraag.gesprek))

    said = "Deze vraag staat niet meer in het gesprek. Je tekst staat er nog."
    assertContains(page, said, count=1)
    assertContains(page, f">{WOORDEN}</p>")
    assertNotContains(page, empty.tekst)


def test_question_taken_out_while_somebody_types_loses_nothing(
    van_nadia: Client, nadia: Gebruiker, vraag: Gespreksvraag
) -> None:
    second = make_vraag(vraag.gesprek, 2)
    take_out(vraag)
    sent = typed(vraag, WOORDEN) | typed(second, "x" * 20_001)

    page = van_nadia.post(prepare_path(vraag.gesprek), sent)

    assertContains(page, f"{WOORDEN}</textarea>", status_code=422)
    assert read(vraag, nadia) == WOORDEN


def test_lost_key_is_said_and_nothing_is_overwritten(
    van_nadia: Client, nadia: Gebruiker, vraag: Gespreksvraag, settings: Settings
) -> None:
    save(vraag, nadia, "Toen")
    [before] = Voorbereiding.objects.values("geheim", "versie")
    lose_keys(settings)

    assertContains(van_nadia.get(prepare_path(vraag.gesprek)), KWIJT)
    page = van_nadia.post(prepare_path(vraag.gesprek), typed(vraag, "Nu", 1))
    script = post_json(van_nadia, vraag, automatic(vraag.pk, "Nu", 1))

    assertContains(page, "Nu</textarea>", status_code=422)
    assert (script.status_code, script.json()["fout"][:52]) == (422, KWIJT)
    assert list(Voorbereiding.objects.values("geheim", "versie")) == [before]


def test_beginning_anew_is_an_act_of_its_own(
    van_nadia: Client, nadia: Gebruiker, vraag: Gespreksvraag, settings: Settings
) -> None:
    save(vraag, nadia, "Toen")
    lose_keys(settings)
    page = prepare_path(vraag.gesprek)

    assertRedirects(van_nadia.post(page, {"opnieuw": str(vraag.pk)}), page)
    assert read(vraag, nadia) == ""
    van_nadia.post(page, typed(vraag, "Nu", 2))

    assert read(vraag, nadia) == "Nu"


def test_beginning_anew_leaves_what_can_be_read(
    nadia: Gebruiker, griet: Gebruiker, vraag: Gespreksvraag
) -> None:
    save(vraag, nadia, "Toen")

    for who in (nadia, griet):
        begin_anew(vraag.gesprek, who, vraag.pk)

    assert (read(vraag, nadia), read(vraag, griet)) == ("Toen", "")


@pytest.mark.parametrize("asked", ["", "x", "00000000-0000-4000-8000-000000000000"])
def test_beginning_anew_with_garbage_is_said(
    van_nadia: Client, vraag: Gespreksvraag, asked: str
) -> None:
    response = van_nadia.post(prepare_path(vraag.gesprek), {"opnieuw": asked})

    assertContains(response, GEEN_VRAAG, status_code=422)


def test_leaving_ends_reading_and_writing(
    nadia: Gebruiker, vraag: Gespreksvraag
) -> None:
    save(vraag, nadia, "Toen")
    browser = sign_in(nadia)
    nadia.lidmaatschappen.all().delete()

    script = post_json(browser, vraag, automatic(vraag.pk, "Nu", 1))

    assert (
        browser.get(prepare_path(vraag.gesprek)).status_code,
        script.status_code,
    ) == (404, 404)
    assert read(vraag, nadia) == "Toen"
