import re
from dataclasses import replace

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings
from pytest_django.asserts import assertContains, assertNotContains, assertTemplateUsed

from fiches import codes
from fiches.models import Uitgave
from tests.make import make_fiche, make_inhoud

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def shown_codes(html: str) -> list[str]:
    return re.findall(r'data-code="([^"]+)"', html)


def all_codes(nummer: int, delen: str) -> list[str]:
    return [code for deel in delen for code in codes.codes(nummer, deel)]


def test_fiche_list_shows_the_fiches_in_order(client: Client) -> None:
    for nummer in (3, 1, 2):
        make_fiche(nummer)

    html = client.get("/fiches/").content.decode()

    assert re.findall(r"Kernvraag \d", html) == [f"Kernvraag {n}" for n in (1, 2, 3)]


@pytest.mark.parametrize("number", [1, 3])
def test_fiche_list_takes_one_query(
    number: int, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for nummer in range(1, number + 1):
        make_fiche(nummer)

    with django_assert_num_queries(1):
        client.get("/fiches/")


@pytest.mark.parametrize("number", [1, 3])
def test_search_takes_four_queries_then_one(
    number: int, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for nummer in range(1, number + 1):
        make_fiche(nummer, inleiding=f"Nog nergens gezocht, in geen van {number}.")

    with django_assert_num_queries(4):
        client.get("/fiches/?q=gezocht")
    with django_assert_num_queries(1):
        client.get("/fiches/?q=nergens")


def test_fiche_list_finds(client: Client) -> None:
    make_fiche(1)

    response = client.get("/fiches/", {"q": "F1-Z-02"})

    assertContains(response, "1 resultaat voor ‘F1-Z-02’")
    assertContains(response, 'href="/fiches/fiche-1/#F1-Z-02"')
    assertContains(response, "<html")


def test_fiche_list_answers_htmx_with_the_results_alone(client: Client) -> None:
    make_fiche(1)

    response = client.get("/fiches/", {"q": "F1-Z-02"}, headers=HTMX)

    html = response.content.decode()
    assert html.lstrip().startswith('<p class="status" id="aantal" role="status"')
    assert shown_codes(html) == ["F1-Z-02"]
    assert "HX-Request" in response["Vary"]


def test_fiche_list_says_what_to_do_when_nothing_is_found(client: Client) -> None:
    make_fiche(1)

    response = client.get("/fiches/", {"q": "<b>olifant</b>"})

    assertContains(response, "Niets gevonden voor ‘&lt;b&gt;olifant&lt;/b&gt;’")
    assertContains(response, "Kernvraag 1")


def test_fiche_list_cuts_an_endless_question(client: Client) -> None:
    response = client.get("/fiches/", {"q": "x" * 20_000})

    assertContains(response, f"‘{'x' * 100}’")


def test_fiche_detail_shows_every_piece_under_its_code(client: Client) -> None:
    make_fiche(1)

    html = client.get("/fiches/fiche-1/").content.decode()

    assert sorted(shown_codes(html)) == sorted(all_codes(1, "LQTZO"))
    for code in all_codes(1, "LQTZO"):
        assert html.count(f'id="{code}"') == 1


def test_fiche_detail_shows_one_audience_in_the_order_of_the_source(
    client: Client,
) -> None:
    make_fiche(1)

    html = client.get("/fiches/fiche-1/?voor=schoolteam").content.decode()

    assert shown_codes(html) == all_codes(1, "LQT")


def test_fiche_detail_answers_htmx_with_the_questions_alone(client: Client) -> None:
    make_fiche(1)

    response = client.get("/fiches/fiche-1/?voor=zij-instromer", headers=HTMX)

    assertNotContains(response, "<html")
    assert shown_codes(response.content.decode()) == all_codes(1, "Z")


@pytest.mark.parametrize("header", ["HX-Boosted", "HX-History-Restore-Request"])
def test_fiche_detail_is_whole_for_boost_and_history(
    header: str, client: Client
) -> None:
    make_fiche(1)

    response = client.get("/fiches/fiche-1/", headers={**HTMX, header: "true"})

    assertContains(response, "<html")


def test_fiche_detail_groups_the_questions_by_theme(client: Client) -> None:
    vragen = make_inhoud(1).vragen
    first = replace(vragen[0], themas=("identiteit", "team"))
    make_fiche(1, vragen=(first, *vragen[1:]))

    html = client.get("/fiches/fiche-1/").content.decode()

    rows = html.split('<section class="themarij">')[1:]
    assert [shown_codes(row) for row in rows] == [
        ["F1-T-01"],
        [code for code in all_codes(1, "TZO") if code != "F1-T-01"],
    ]


def test_fiche_detail_never_opens_with_a_sensitive_question(client: Client) -> None:
    vragen = tuple(
        replace(
            vraag,
            themas=("a-eerst",) if vraag.code.endswith("-01") else ("team",),
            gevoelig=vraag.code.endswith(("-01", "-02")),
        )
        for vraag in make_inhoud(1).vragen
    )
    make_fiche(1, vragen=vragen)

    everything = client.get("/fiches/fiche-1/", headers=HTMX).content.decode()
    team = client.get("/fiches/fiche-1/?voor=schoolteam", headers=HTMX)

    rows = everything.split('<section class="themarij">')[1:]
    assert [shown_codes(row)[0] for row in rows] == ["F1-T-03", "F1-T-01"]
    assert shown_codes(team.content.decode())[-2:] == ["F1-T-01", "F1-T-02"]


def test_fiche_detail_says_which_question_is_sensitive(client: Client) -> None:
    vragen = make_inhoud(1).vragen
    make_fiche(1, vragen=(replace(vragen[0], gevoelig=True), *vragen[1:]))

    assertContains(client.get("/fiches/fiche-1/"), "gevoelig: voor later", count=1)


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("voor", ["", "?voor=lerarenopleiding"])
def test_fiche_detail_takes_four_queries_then_one(
    number: int,
    voor: str,
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for nummer in range(1, number + 1):
        make_fiche(nummer)

    with django_assert_num_queries(4):
        client.get(f"/fiches/fiche-1/{voor}")
    with django_assert_num_queries(1):
        client.get(f"/fiches/fiche-1/{voor}")


def test_fiche_detail_shows_content_that_changed(client: Client) -> None:
    make_fiche(1)
    client.get("/fiches/fiche-1/")

    stem = replace(make_inhoud(1).stemmen[0], tekst="Een nieuwe stem.")
    make_fiche(1, stemmen=(stem, *make_inhoud(1).stemmen[1:]))

    assertContains(client.get("/fiches/fiche-1/"), "Een nieuwe stem.")


def test_fiche_detail_leads_on_and_back(client: Client) -> None:
    for nummer in (1, 2, 3):
        make_fiche(nummer)

    html = client.get("/fiches/fiche-2/").content.decode()

    assert re.findall(r'<a rel="(\w+)".*?href="([^"]+)"', html) == [
        ("prev", "/fiches/fiche-1/"),
        ("next", "/fiches/fiche-3/"),
    ]


def test_fiche_detail_leads_to_paper_with_what_is_shown(client: Client) -> None:
    make_fiche(1)

    assertContains(
        client.get("/fiches/fiche-1/?voor=schoolteam", headers=HTMX),
        'href="/gespreksbladen/?fiche=fiche-1&amp;voor=schoolteam"',
    )


def test_fiche_detail_names_source_and_edition(client: Client) -> None:
    make_fiche(1)

    response = client.get("/fiches/fiche-1/")

    assertContains(response, "<cite>Een document</cite> van Iemand (Een school)")
    assertContains(response, "in onze <strong>eigen</strong> woorden")


def test_fiche_detail_shows_the_edition_of_the_installation(
    client: Client, settings: Settings
) -> None:
    make_fiche(1)
    stem = replace(make_inhoud(1).stemmen[0], tekst="Zo zei ik het.")
    make_fiche(1, uitgave=Uitgave.BRON, stemmen=(stem, *make_inhoud(1).stemmen[1:]))
    settings.SAMENWIJZER_UITGAVE = "bron"

    response = client.get("/fiches/fiche-1/")

    assertContains(response, "<blockquote>“Zo zei ik het.”</blockquote>")
    assertContains(response, "de letterlijke tekst van de <strong>bron</strong>")


@pytest.mark.parametrize(
    "path",
    ["/fiches/onzin/", "/fiches/fiche-1/?voor=ouders", "/fiches/fiche-1/F1-Z-99/"],
)
def test_unknown_address_offers_the_fiches(path: str, client: Client) -> None:
    make_fiche(1)

    response = client.get(path)

    assertTemplateUsed(response, "404.html")
    assertContains(response, "Deze pagina bestaat niet.", status_code=404)
    assertContains(response, "Kernvraag 1", status_code=404)


@pytest.mark.parametrize("path", ["/fiches/", "/fiches/fiche-1/"])
def test_reading_pages_only_read(path: str, client: Client) -> None:
    make_fiche(1)

    assert client.post(path).status_code == 405
