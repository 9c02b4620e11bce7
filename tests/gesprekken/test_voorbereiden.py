from base64 import urlsafe_b64decode
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from gesprekken.models import Gesprek, Gespreksvraag, Voorbereiding
from gesprekken.services.tonen import Keuze
from gesprekken.services.voorbereiden import read_kladden
from samenwijzer.lib.geheim import unseal
from scholen.models import Gebruiker

from .bereid import automatic, make_vraag, post_json, prepare_path, press, save, typed
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


def test_words_come_back_to_their_author(
    van_nadia: Client, vraag: Gespreksvraag
) -> None:
    page = prepare_path(vraag.gesprek)

    response = van_nadia.post(page, typed(vraag, WOORDEN))

    assertRedirects(response, page)
    assertContains(van_nadia.get(page), f"{WOORDEN}</textarea>")


def test_column_never_holds_the_words(nadia: Gebruiker, vraag: Gespreksvraag) -> None:
    save(vraag, nadia, WOORDEN)

    row = Voorbereiding.objects.get()

    kept = row.geheim + urlsafe_b64decode(row.geheim).decode("latin-1")
    assert [word in kept for word in ("alleen", "lerarenkamer", str(nadia.pk))] == (
        [False] * 3
    )
    assert unseal(row.geheim, f"{vraag.pk}:{nadia.pk}") == WOORDEN


def test_column_of_another_says_nothing(
    nadia: Gebruiker, griet: Gebruiker, vraag: Gespreksvraag
) -> None:
    save(vraag, nadia, WOORDEN)

    Voorbereiding.objects.update(auteur=griet)

    assert read(vraag, griet) is None


def test_page_says_who_reads_it(van_nadia: Client, vraag: Gespreksvraag) -> None:
    said = (
        "Alleen jij. Ook de ander, de coördinator en de beheerder niet, tot je "
        "het zelf toont."
    )
    assertContains(van_nadia.get(prepare_path(vraag.gesprek)), said, count=1)


def get_readers(gesprek: Gesprek, *people: Gebruiker) -> list[Any]:
    return [sign_in(who).get(prepare_path(gesprek)) for who in people]


def test_page_is_for_who_takes_part(
    vraag: Gespreksvraag, leen: Gebruiker, sofie: Gebruiker, joost: Gebruiker
) -> None:
    people = (leen, sofie, joost)
    pages = [page.status_code for page in get_readers(vraag.gesprek, *people)]
    sent = automatic(vraag.pk, "x")
    posts = [post_json(sign_in(who), vraag, sent).status_code for who in people]
    assert (pages, posts) == ([403, 404, 404], [403, 404, 404])


def get_all(context: Any) -> list[Any]:
    """Every value that a template could have shown."""
    return [
        value for layer in context or () for part in layer for value in part.items()
    ]


@pytest.mark.parametrize("keuze", [None, Keuze.MIJ, Keuze.SAMEN])
def test_other_readers_get_nothing(
    nadia: Gebruiker,
    griet: Gebruiker,
    leen: Gebruiker,
    vraag: Gespreksvraag,
    keuze: Keuze | None,
) -> None:
    before = get_readers(vraag.gesprek, griet)[0].context["blokken"][0]
    save(vraag, nadia, WOORDEN)
    if keuze:
        press(vraag, nadia, keuze)

    page, refused = get_readers(vraag.gesprek, griet, leen)

    after = page.context["blokken"][0]
    assert (after.klad, after.getoond) == (before.klad, before.getoond)
    for response in (page, refused):
        seen = response.content.decode() + str(get_all(response.context))
        assert "alleen in de lerarenkamer" not in seen


def test_page_of_another_is_the_same_whatever_one_does(
    nadia: Gebruiker, griet: Gebruiker, vraag: Gespreksvraag
) -> None:
    [page] = get_readers(vraag.gesprek, griet)
    quiet = str(page.context["blokken"][0].klad), len(page.content)

    save(vraag, nadia, WOORDEN * 100)
    press(vraag, nadia, Keuze.SAMEN)

    [page] = get_readers(vraag.gesprek, griet)
    assert (str(page.context["blokken"][0].klad), len(page.content)) == quiet


def test_words_that_wait_have_no_field(
    van_nadia: Client, nadia: Gebruiker, vraag: Gespreksvraag
) -> None:
    save(vraag, nadia, "Vast")
    press(vraag, nadia, Keuze.SAMEN)

    page = van_nadia.get(prepare_path(vraag.gesprek))

    assertContains(page, '<p class="geschreven" dir="auto">Vast</p>')
    assertNotContains(page, "<textarea")


def test_signed_out_script_is_told_to_sign_in(
    client: Client, vraag: Gespreksvraag
) -> None:
    response = post_json(client, vraag, automatic(vraag.pk, "Nu"))

    assert (response.status_code, list(response.json())) == (401, ["fout"])


def test_talk_without_questions_says_what_to_do(
    van_nadia: Client, gesprek: Gesprek
) -> None:
    page = van_nadia.get(prepare_path(gesprek))

    assertContains(page, "Jullie kozen nog geen vragen.")
    assertContains(page, f"/gesprekken/{gesprek.pk}/vragen/")


def test_text_is_shown_as_text(
    van_nadia: Client, nadia: Gebruiker, vraag: Gespreksvraag
) -> None:
    save(vraag, nadia, "<script>x</script>\u202e")
    press(vraag, nadia, Keuze.NU)

    page = van_nadia.get(prepare_path(vraag.gesprek))

    assertContains(page, "&lt;script&gt;x&lt;/script&gt;")
    assertNotContains(page, "<script>x")


@pytest.mark.parametrize("number", [1, 3])
def test_page_takes_as_many_queries_however_many(
    van_nadia: Client,
    nadia: Gebruiker,
    gesprek: Gesprek,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for volgorde in range(1, number + 1):
        save(make_vraag(gesprek, volgorde), nadia, WOORDEN)

    with django_assert_num_queries(10):
        van_nadia.get(prepare_path(gesprek))


def test_other_methods_are_refused(van_nadia: Client, gesprek: Gesprek) -> None:
    assert van_nadia.put(prepare_path(gesprek)).status_code == 405


def test_contract_with_the_script_stands_on_the_page(
    van_nadia: Client, nadia: Gebruiker, vraag: Gespreksvraag
) -> None:
    page = van_nadia.get(prepare_path(vraag.gesprek))

    adres = prepare_path(vraag.gesprek)
    for part in (
        f'data-bewaren="{adres}" data-sleutel="/gesprekken/sleutel"',
        f'data-ik="{nadia.pk}" data-gesprek="{vraag.gesprek.pk}"',
        f'data-blok="{vraag.pk}"',
        f'data-veld="{vraag.pk}"',
        f'name="{vraag.pk}-versie" value="0" data-versie',
        '<p class="bewaard" role="status" data-status></p>',
    ):
        assertContains(page, part, count=1)
