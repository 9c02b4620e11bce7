"""Where pages end: never inside a question, after a heading, or before nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from fiches.models import Doelgroep, Fiche, Vraag
from gespreksbladen.keuze import Keuze, Ruimte, Vorm
from samenwijzer.lib.pdf import zetter
from tests.gespreksbladen.make import make_html

# How a page ends doesn't depend on the database: one of the two has the whole number.
EXAMPLES = 50 if connection.vendor == "sqlite" else 10  # for each of five layouts
WHOLE = frozenset({"vraag", "kaart", "stem", "afspraken", "plakkaat", "vraagkop"})
HEADINGS = ("h1", "h2", "h3")
SLUGS = [
    "identiteitstransitie",
    "levensfase-en-motivatie",
    "expertise",
    "schoolcultuur-en-framing",
]
WORDS = st.sampled_from(
    ["een", "W" * 60, "zij-instromer", "i", "Şahin", "vraag?", "(ja)", "Ij" * 30]
)
OWN = st.lists(WORDS, min_size=1, max_size=40).map(
    lambda words: " ".join(words)[:300].strip()
)


@dataclass(frozen=True)
class Doos:
    """A box on a page: its element, and where its bottom is, in CSS pixels."""

    element: Any
    klassen: frozenset[str]
    naam: str
    onder: float
    tekst: str


@st.composite
def choices(draw: st.DrawFn, vorm: Vorm, codes: list[str]) -> Keuze:
    own = tuple(draw(st.lists(OWN, max_size=4)))
    names = [*codes, *(f"E-{i}" for i in range(1, len(own) + 1))]
    slug = st.lists(st.sampled_from(SLUGS), min_size=1, max_size=2, unique=True)
    voor = st.lists(st.sampled_from(Doelgroep.values), min_size=1, max_size=2)
    return Keuze(
        fiches=tuple(draw(slug)),
        voor=tuple(dict.fromkeys(draw(voor))),
        vragen=tuple(draw(st.lists(st.sampled_from(names), max_size=9, unique=True))),
        eigen=own,
        vorm=vorm,
        ruimte=draw(st.sampled_from(Ruimte.values)),
        literatuur=draw(st.booleans()),
        stemmen=draw(st.booleans()),
        vouwen=False,
        titel=draw(st.just("") | OWN.map(lambda text: text[:80].strip())),
        groepen=tuple(draw(st.lists(st.just("Groep " + "W" * 54), max_size=2))),
    )


@cache
def _ready() -> None:
    zetter.mappen[:] = django_settings.STATICFILES_DIRS


def lay_out(html: str) -> list[list[Doos]]:
    """For each page its boxes, in the order in which they are painted."""
    _ready()
    document, _ = zetter.lay_out(html)
    return [list(_boxes(page._page_box)) for page in document.pages]


def _boxes(box: Any) -> Iterator[Doos]:
    for child in getattr(box, "children", ()):
        child = getattr(child, "_box", child)
        if type(child).__name__ == "MarginBox":
            continue
        element = child.element
        if element is not None and not child.element_tag.count("::"):
            yield Doos(
                element,
                frozenset(element.get("class", "").split()),
                child.element_tag,
                child.position_y + child.margin_height(),
                getattr(child, "text", ""),
            )
        yield from _boxes(child)


def split(pages: list[list[Doos]]) -> list[str]:
    """The elements that should be whole and stand on two pages."""
    seen: dict[Any, int] = {}
    found = []
    for number, page in enumerate(pages):
        for doos in page:
            whole = doos.klassen & WHOLE
            if whole and seen.setdefault(doos.element, number) != number:
                found.append(f"page {number + 1}: {sorted(whole)}")
    return found


def orphans(pages: list[list[Doos]]) -> list[str]:
    """The headings that a page ends with, while what they are about comes later."""
    found = []
    for number, page in enumerate(pages):
        last = max(
            (doos for doos in page if doos.tekst.strip()),
            key=lambda doos: doos.onder,
            default=None,
        )
        if last and last.naam in HEADINGS and "vraagkop" not in last.klassen:
            found.append(f"page {number + 1}: {last.tekst}")
    return found


def empty(pages: list[list[Doos]]) -> list[int]:
    """The pages with nothing on them."""
    return [
        number
        for number, page in enumerate(pages, 1)
        if not any(doos.tekst.strip() for doos in page)
    ]


@pytest.fixture
def codes(fiches: list[Fiche]) -> list[str]:
    return list(Vraag.objects.filter(fiche__in=fiches).values_list("code", flat=True))


@pytest.mark.parametrize("vorm", [Vorm.BLAD, Vorm.GROOT, Vorm.BOEKJE])
def test_no_page_ends_inside_a_question(
    vorm: Vorm, fiches: list[Fiche], codes: list[str]
) -> None:
    @settings(
        max_examples=EXAMPLES,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking takes ages
        deadline=None,
    )
    @given(choices(vorm, codes))
    def check(keuze: Keuze) -> None:
        pages = lay_out(make_html(keuze, fiches))
        assert split(pages) == []
        assert orphans(pages) == []
        assert empty(pages) == []

    check()


@pytest.mark.parametrize("vorm", [Vorm.KAARTEN, Vorm.POSTER])
def test_no_question_runs_off_its_card_or_poster(
    vorm: Vorm, fiches: list[Fiche], codes: list[str]
) -> None:
    @settings(
        max_examples=EXAMPLES,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking takes ages
        deadline=None,
    )
    @given(choices(vorm, codes))
    def check(keuze: Keuze) -> None:
        pages = lay_out(make_html(keuze, fiches))
        assert split(pages) == []
        assert empty(pages) == []
        for page in pages:
            assert run_off(page, vorm) == []

    check()


def run_off(page: list[Doos], vorm: Vorm) -> list[str]:
    """The questions that reach into what stands under them."""
    mm = 96 / 25.4
    if vorm == Vorm.POSTER:
        foot = (420 - 14 - 36) * mm
        return [doos.tekst for doos in page if doos.naam == "h2" and doos.onder > foot]
    found, card = [], 0.0
    for doos in page:
        if "kaart" in doos.klassen:
            card = doos.onder
        if doos.naam == "h2" and doos.onder > card - 16 * mm:
            found.append(doos.tekst)
    return found


def test_question_that_breaks_is_found(fiches: list[Fiche]) -> None:
    html = make_html(Keuze(fiches=("expertise",)), fiches)
    spoiled = html.replace('class="vraag"', 'class="vraag" style="break-inside: auto"')

    assert split(lay_out(html)) == []
    assert split(lay_out(spoiled)) != []


def test_heading_at_the_end_of_a_page_is_found(fiches: list[Fiche]) -> None:
    html = make_html(Keuze(vragen=("F1-Z-01",)), fiches)
    alone = '<h2 style="break-after: page; margin-top: 9mm">Alleen</h2><p>Later</p>'

    pages = lay_out(html.replace('<section class="afspraken">', f"{alone}<section>"))

    assert orphans(pages) == ["page 1: Alleen"]


def test_empty_page_is_found(fiches: list[Fiche]) -> None:
    html = make_html(Keuze(vragen=("F1-Z-01",)), fiches)

    pages = lay_out(html.replace("</body>", '<div style="break-before: page"></div>'))

    assert empty(pages) == [2]


def test_question_that_is_too_long_for_a_card_is_found(fiches: list[Fiche]) -> None:
    html = make_html(Keuze(vragen=("E-1",), eigen=("Kort?",), vorm="kaarten"), fiches)

    (front, _) = lay_out(html.replace("Kort?", "Veel te lange vraag? " * 40))

    assert run_off(front, Vorm.KAARTEN) != []
