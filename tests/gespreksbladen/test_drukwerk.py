import re

import pytest

from fiches.models import Doelgroep, Fiche, Vraag
from gespreksbladen import beeld, services
from gespreksbladen.drukwerk import make_drukwerk
from gespreksbladen.keuze import Keuze, Vorm
from tests.gespreksbladen.make import SITE, make_html

CODE = re.compile(r'data-code="(F\d-[TZO]-\w+)"')


def codes(keuze: Keuze, fiches: list[Fiche]) -> list[str]:
    """The codes of the questions on paper, in order."""
    return CODE.findall(make_html(keuze, fiches))


def test_sheet_without_a_choice_has_every_question(fiches: list[Fiche]) -> None:
    everything = set(Vraag.objects.filter(fiche__in=fiches).values_list("code"))

    printed = codes(Keuze(), fiches)

    assert {(code,) for code in printed} == everything
    assert len(printed) == len(everything)


@pytest.mark.parametrize("vorm", [Vorm.BLAD, Vorm.GROOT, Vorm.BOEKJE, Vorm.KAARTEN])
def test_layout_has_the_questions_for_one_audience(
    vorm: Vorm, fiches: list[Fiche]
) -> None:
    keuze = Keuze(fiches=("expertise",), voor=("zij-instromer",), vorm=vorm)

    assert codes(keuze, fiches) == [f"F3-Z-0{i}" for i in range(1, 7)]


@pytest.mark.parametrize("vorm", Vorm)
def test_layout_keeps_the_order_that_was_chosen(
    vorm: Vorm, fiches: list[Fiche]
) -> None:
    chosen = ("F2-T-01", "F1-Z-03", "F4-O-02")

    assert codes(Keuze(vragen=chosen, vorm=vorm), fiches) == list(chosen)


@pytest.mark.parametrize("vorm", Vorm)
def test_own_questions_stand_where_they_were_put(
    vorm: Vorm, fiches: list[Fiche]
) -> None:
    keuze = Keuze(
        vragen=("E-2", "F1-Z-03"), eigen=("Eerst dit?", "Dan dat?"), vorm=vorm
    )
    first, second, third = "Dan dat?", "Wat vind je in het lesgeven", "Eerst dit?"

    html = make_html(keuze, fiches)

    assert html.index(first) < html.index(second) < html.index(third)


def test_sensitive_question_is_never_first(fiches: list[Fiche]) -> None:
    for fiche in fiches:
        for doelgroep in Doelgroep:
            keuze = Keuze(fiches=(fiche.slug,), voor=(doelgroep.value,))
            first = codes(keuze, fiches)[0]
            assert not Vraag.objects.get(fiche=fiche, code=first).gevoelig


@pytest.mark.parametrize("vorm", [Vorm.BLAD, Vorm.GROOT, Vorm.BOEKJE])
def test_literature_and_voices_come_when_asked_for(
    vorm: Vorm, fiches: list[Fiche]
) -> None:
    def parts(**asked: bool) -> set[str]:
        keuze = Keuze(fiches=("expertise",), vorm=vorm, **asked)  # type: ignore[arg-type]
        return set(re.findall(r'data-code="F3-([LQ])-', make_html(keuze, fiches)))

    assert parts() == set()
    assert parts(literatuur=True) == {"L"}
    assert parts(stemmen=True) == {"Q"}
    assert parts(literatuur=True, stemmen=True) == {"L", "Q"}


def test_room_to_write_is_the_number_of_lines(fiches: list[Fiche]) -> None:
    def lines(ruimte: str) -> int:
        html = make_html(Keuze(vragen=("F1-Z-03",), ruimte=ruimte), fiches)
        return html.count("<div></div>")

    assert [lines(r) for r in ("geen", "weinig", "gewoon", "veel")] == [0, 2, 4, 8]


def test_each_group_has_a_sheet_with_its_name(fiches: list[Fiche]) -> None:
    keuze = Keuze(vragen=("F1-Z-03",), groepen=("Rood", "Blauw"), titel="Studiedag")

    html = make_html(keuze, fiches)

    assert codes(keuze, fiches) == ["F1-Z-03", "F1-Z-03"]
    assert html.index("Rood") < html.index("Blauw")


def test_every_paper_names_its_source(fiches: list[Fiche]) -> None:
    for vorm in set(Vorm) - {Vorm.KAARTEN}:
        assert "Hadewig Timmerman" in make_html(Keuze(vorm=vorm), fiches)


def test_qr_code_leads_back_to_the_same_choice(fiches: list[Fiche]) -> None:
    keuze = Keuze(vragen=("F1-Z-03",), vorm=Vorm.POSTER, eigen=("Wat nu?",))

    html = make_html(keuze, fiches)

    assert str(beeld.qr(f"{SITE}{keuze.url()}")) in html


def test_qr_code_of_a_long_choice_leaves_own_questions_out(
    fiches: list[Fiche],
) -> None:
    keuze = Keuze(vragen=("F1-Z-03", "E-1"), eigen=("Lang? " * 40,))

    assert services.qr_address(keuze, SITE) == (f"{SITE}/gespreksbladen/?vraag=F1-Z-03")


def test_text_is_escaped_in_every_field(fiches: list[Fiche]) -> None:
    bad = "<img src=file:///etc/passwd> url(http://x.example)"
    for vorm in Vorm:
        keuze = Keuze(eigen=(bad,), titel=bad, groepen=(bad,), vorm=vorm)
        html = make_html(keuze, fiches)
        assert "<img" not in html
        assert "&lt;img src=file:///etc/passwd&gt;" in html


def test_back_of_a_card_lies_behind_its_front(fiches: list[Fiche]) -> None:
    keuze = Keuze(vorm=Vorm.KAARTEN, vragen=("F1-Z-01", "F1-Z-02", "F1-Z-03"))
    (vel,) = make_drukwerk(keuze, fiches, SITE).vellen

    front = {kaart.plaats: kaart.vraag.code for kaart in vel.voor}
    back = {kaart.plaats: kaart.vraag.code for kaart in vel.achter}

    assert front == {1: "F1-Z-01", 2: "F1-Z-02", 3: "F1-Z-03"}
    assert back == {2: "F1-Z-01", 1: "F1-Z-02", 4: "F1-Z-03"}


def test_poster_without_chosen_questions_is_one_sheet(fiches: list[Fiche]) -> None:
    drukwerk = make_drukwerk(Keuze(vorm=Vorm.POSTER), fiches, SITE)

    assert [deel.nummer for deel in drukwerk.delen] == [1, 2, 3, 4]
    assert all(1 <= len(deel.vragen) <= 3 for deel in drukwerk.delen)


def test_fixtures_have_nothing_that_the_font_cannot_print(
    fiches: list[Fiche],
) -> None:
    from gespreksbladen import lettertype

    everything = Keuze(literatuur=True, stemmen=True)

    assert lettertype.missing(lettertype.clean(make_html(everything, fiches))) == []
