from typing import Any

import pytest
from django.template.loader import render_to_string
from pytest_django import DjangoAssertNumQueries

from fiches.models import Fiche, Literatuurblok, Stem, Uitgave, Vraag
from gesprekken.services.bronnen import Bronnen, find_bronnen
from tests.make import make_fiche

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fiche")]

Z1, Z2 = "F1-Z-01", "F1-Z-02"


def set_texts(vraag: str, **texts: str) -> None:
    """Give question Z1 this text, and blocks and voices theirs, by code."""
    Vraag.objects.filter(code=Z1).update(tekst=vraag)
    for model in (Literatuurblok, Stem):
        model.objects.update(
            tekst="niets", **({"kop": "Kop"} if model is Literatuurblok else {})
        )
        for code, tekst in texts.items():
            model.objects.filter(code=code.replace("_", "-")).update(tekst=tekst)


def codes(found: Bronnen) -> tuple[list[str], list[str]]:
    return [one.code for one in found.literatuur], [one.code for one in found.stemmen]


def render(**context: Any) -> str:
    return render_to_string("gesprekken/bronnen.html", context)


def test_nearest_blocks_and_voices_are_found() -> None:
    set_texts(
        "Welke vaardigheden bracht je mee uit je vroegere loopbaan?",
        F1_L_03="Een vaardigheid uit een andere loopbaan.",
        F1_L_05="Vroegere jobs.",
        F1_Q_04="Over loopbanen.",
        F1_Q_06="Mijn loopbaan begon vroeg.",
    )

    found = find_bronnen([Z1])[Z1]

    assert codes(found) == (["F1-L-03", "F1-L-05"], ["F1-Q-04", "F1-Q-06"])


def test_rare_word_counts_for_more() -> None:
    words = {f"F1_L_0{place}": "een leraar" for place in range(1, 5)}
    set_texts("Welke leraar heeft een netwerk?", **words, F1_L_05="een netwerk")

    literatuur, _ = codes(find_bronnen([Z1])[Z1])

    assert literatuur == ["F1-L-01", "F1-L-05"]


def test_key_term_counts_too() -> None:
    set_texts("Welke maturiteit breng je mee?")
    Literatuurblok.objects.filter(code="F1-L-04").update(kernbegrippen=["Maturiteit"])

    assert codes(find_bronnen([Z1])[Z1])[0] == ["F1-L-01", "F1-L-04"]


def test_only_known_codes_have_sources() -> None:
    found = find_bronnen(["", "F9-Z-99", "a\0b", "\ud800", "x" * 999, Z2])

    assert list(found) == [Z2]


def test_sources_are_those_of_the_current_edition() -> None:
    make_fiche(uitgave=Uitgave.BRON)

    assert find_bronnen([Z1])[Z1].fiche == Fiche.objects.get(uitgave=Uitgave.EIGEN)


def test_no_codes_ask_nothing(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(0):
        assert find_bronnen([""]) == {}


@pytest.mark.parametrize("asked", [[Z1], [Z1, Z2, "F2-Z-01"]])
def test_sources_take_three_queries(
    asked: list[str], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_fiche(2)

    with django_assert_num_queries(3):
        assert list(find_bronnen(asked)) == asked


def test_sources_are_one_tap_away() -> None:
    page = render(bronnen=find_bronnen([Z1])[Z1])

    assert page.count("<details") == page.count("</details>") == 2
    shown = ("F1-L-01", "F1-L-02", "F1-Q-01", "F1-Q-02")
    assert [page.count(f'data-code="{code}"') for code in shown] == [1, 1, 1, 1]
    assert 'href="/fiches/fiche-1/#F1-L-01"' in page
    assert "Wat zegt onderzoek?" in page
    assert "Stemmen van anderen" in page


def test_only_the_literal_edition_quotes(settings: Any) -> None:
    make_fiche(uitgave=Uitgave.BRON)
    pages = []
    for uitgave in (Uitgave.EIGEN, Uitgave.BRON):
        settings.SAMENWIJZER_UITGAVE = uitgave
        pages.append(render(bronnen=find_bronnen([Z1])[Z1]))

    assert ["<blockquote>“" in page for page in pages] == [False, True]


def test_question_without_sources_shows_nothing() -> None:
    assert render(bronnen=None).strip() == ""
