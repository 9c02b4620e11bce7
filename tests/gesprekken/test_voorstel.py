import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
import yaml
from django.conf import settings as django_settings
from hypothesis import given, settings
from hypothesis import strategies as st

from gesprekken.voorstel import (
    AANTAL,
    FASETHEMAS,
    MAX_TERUG,
    Bekend,
    Eerder,
    Feiten,
    Voorgesteld,
    explain,
    pick,
    propose,
)
from trajecten.models import Fase

EIGEN, TEAM, OPLEIDING = "zij-instromer", "schoolteam", "lerarenopleiding"
FICHES = ("expertise", "schoolcultuur")
THEMAS = ("lesgeven", "team", "motivatie")
MAART, APRIL = dt.date(2026, 3, 5), dt.date(2026, 4, 2)
AFSPRAAK = (
    "Van jullie gesprek van 5 maart staat nog een afspraak open. "
    "Ook deze vraag gaat over team."
)
CODES = [f"V-{number:02}" for number in range(10)]


def make_vraag(code: str, **changes: Any) -> Bekend:
    thema = changes.pop("thema", "team")
    values: dict[str, Any] = {
        "code": code,
        "tekst": f"{code}?",
        "fiche": "expertise",
        "doelgroep": EIGEN,
        "thema": thema,
        "themanaam": thema.title(),
        "themas": frozenset({thema}),
    }
    return Bekend(**(values | changes))


def know(*vragen: Bekend) -> dict[str, Bekend]:
    return {vraag.code: vraag for vraag in vragen}


def make_feiten(*eerder: Eerder, **changes: Any) -> Feiten:
    return Feiten((EIGEN,), eerder=eerder, **changes)


def make_eerder(dag: dt.date = MAART, **changes: Any) -> Eerder:
    """An earlier talk; its codes may be given as a list."""
    values: dict[str, Any] = {
        name: frozenset(value) if isinstance(value, list) else value
        for name, value in changes.items()
    }
    return Eerder(dag, **values)


def codes(found: tuple[Voorgesteld, ...]) -> list[str]:
    return [one.code for one in found]


some = st.frozensets(st.sampled_from(CODES), max_size=3)
seldom = st.sampled_from([False, False, False, True])


@st.composite
def worlds(draw: st.DrawFn) -> tuple[dict[str, Bekend], Feiten]:
    """Ten questions, some sensitive or under another, and up to three talks before."""
    known = [
        make_vraag(
            code,
            fiche=draw(st.sampled_from(FICHES)),
            doelgroep=draw(st.sampled_from([EIGEN, EIGEN, EIGEN, TEAM, OPLEIDING])),
            thema=draw(st.sampled_from(THEMAS)),
            gevoelig=draw(st.booleans()),
            hoofdvraag=CODES[number - 1] if number and draw(seldom) else "",
        )
        for number, code in enumerate(CODES)
    ]
    flags = st.booleans()
    talks = st.builds(Eerder, st.dates(), flags, some, some, some, some, flags)
    feiten = Feiten(
        doelgroepen=(EIGEN, TEAM),
        fase=draw(st.sampled_from([None, *Fase])),
        fiches=draw(st.frozensets(st.sampled_from(FICHES))),
        weg=draw(some),
        eerder=tuple(draw(st.lists(talks, max_size=3))),
    )
    return know(*known), feiten


World = tuple[dict[str, Bekend], Feiten]


@settings(deadline=None)
@given(worlds())
def test_proposal_never_opens_with_a_sensitive_question(world: World) -> None:
    assert not any(one.gevoelig for one in propose(*world)[:1])


@settings(deadline=None)
@given(worlds())
def test_proposal_has_one_sensitive_question_at_most(world: World) -> None:
    sensitive = [one for one in propose(*world) if one.gevoelig]

    assert len(sensitive) <= any(
        one.gehouden or one.beantwoord for one in world[1].eerder
    )


@settings(deadline=None)
@given(worlds())
def test_answered_question_comes_back_only_when_put_off_since(world: World) -> None:
    bekend, feiten = world

    for code in codes(propose(bekend, feiten)):
        told = [
            "later" if code in one.later else "beantwoord"
            for one in feiten.eerder
            if code in one.later | one.beantwoord
        ]
        assert told[-1:] in ([], ["later"])


@settings(deadline=None)
@given(worlds())
def test_refused_question_never_comes_back_by_itself(world: World) -> None:
    bekend, feiten = world
    refused = feiten.weg.union(*(one.liever_niet for one in feiten.eerder))

    assert refused.isdisjoint(codes(propose(bekend, feiten)))


@settings(deadline=None)
@given(worlds())
def test_subquestion_comes_after_its_question(world: World) -> None:
    bekend, feiten = world
    before = set().union(*(one.beantwoord for one in feiten.eerder))

    for one in propose(bekend, feiten):
        assert bekend[one.code].hoofdvraag in before | {""}
        before.add(one.code)


@settings(deadline=None)
@given(worlds())
def test_proposal_is_of_different_questions_and_the_same_each_time(
    world: World,
) -> None:
    bekend, feiten = world
    found = propose(bekend, feiten)

    backwards = dict(reversed(bekend.items()))
    assert propose(backwards, feiten) == found
    assert len(set(codes(found))) == len(found) <= AANTAL
    assert all(one.reden for one in found)


@settings(deadline=None)
@given(worlds(), st.integers(0, 2))
def test_passed_over_question_is_replaced_in_its_place(world: World, at: int) -> None:
    """Where no question hangs from another, and would go with it."""
    bekend, feiten = world
    bekend = {code: replace(one, hoofdvraag="") for code, one in bekend.items()}
    shown = codes(propose(bekend, feiten))
    if at >= len(shown):
        return
    houd = [code if place != at else "" for place, code in enumerate(shown)]
    passed = replace(feiten, weg=feiten.weg | {shown[at]})

    others = codes(propose(bekend, passed, houd=houd))

    assert shown[at] not in others
    if len(others) == len(shown):
        kept = [code for place, code in enumerate(others) if place != at]
        assert kept == [code for code in houd if code]


@settings(deadline=None)
@given(worlds())
def test_other_fiche_waits_for_that_of_the_talk(world: World) -> None:
    """Where nothing comes back, as in a first talk."""
    bekend, feiten = world
    one_fiche = frozenset({FICHES[0]})
    first = replace(feiten, eerder=(), doelgroepen=(EIGEN,), fiches=one_fiche)
    found = codes(propose(bekend, first))

    waiting = [
        one
        for one in bekend.values()
        if one.fiche in first.fiches
        and one.doelgroep == EIGEN
        and not (one.gevoelig or one.hoofdvraag)
        and one.code not in first.weg.union(found)
    ]
    strangers = [code for code in found if bekend[code].fiche not in first.fiches]
    assert not (strangers and waiting)


def test_first_question_is_replaced_beside_a_sensitive_one() -> None:
    bekend = know(
        make_vraag("V-1", gevoelig=True), make_vraag("V-2"), make_vraag("V-3")
    )
    houd = ["", "V-1"]

    found = propose(bekend, make_feiten(make_eerder()), aantal=2, houd=houd)

    assert codes(found) == ["V-2", "V-1"]


def test_sensitive_question_does_not_move_up_to_the_first_place() -> None:
    bekend = know(make_vraag("V-1", gevoelig=True), make_vraag("V-2", gevoelig=True))

    assert propose(bekend, make_feiten(make_eerder()), houd=["", "V-1", "V-2"]) == ()


def test_theme_that_was_talked_about_waits() -> None:
    bekend = know(
        make_vraag("V-1"), make_vraag("V-2"), make_vraag("V-3", thema="lesgeven")
    )
    feiten = make_feiten(make_eerder(gekozen=["V-1"], beantwoord=["V-1"]))

    assert codes(propose(bekend, feiten)) == ["V-3", "V-2"]


def test_sensitive_question_waits_for_the_others() -> None:
    bekend = know(*(make_vraag(code, gevoelig=code == "V-01") for code in CODES[:3]))

    found = codes(propose(bekend, make_feiten(make_eerder())))

    assert found == ["V-00", "V-02", "V-01"]


def test_fiche_of_the_talk_comes_before_any_theme() -> None:
    bekend = know(
        make_vraag("V-1", thema="motivatie"),
        make_vraag("V-2", fiche="schoolcultuur"),
        make_vraag("V-3", fiche="schoolcultuur"),
    )
    feiten = make_feiten(fase=Fase.STARTEN, fiches=frozenset({"schoolcultuur"}))

    assert codes(propose(bekend, feiten)) == ["V-2", "V-3", "V-1"]


def test_themes_are_spread() -> None:
    bekend = know(
        make_vraag("V-1", thema="team"),
        make_vraag("V-2", thema="team"),
        make_vraag("V-3", thema="lesgeven"),
        make_vraag("V-4", thema="motivatie"),
    )

    assert codes(propose(bekend, make_feiten())) == ["V-1", "V-3", "V-4"]


def test_least_visited_fiche_comes_first() -> None:
    bekend = know(
        make_vraag("V-1"), make_vraag("V-2"), make_vraag("V-3", fiche="motivatie")
    )
    feiten = make_feiten(make_eerder(gekozen=["V-1"], beantwoord=["V-1"]))

    assert codes(propose(bekend, feiten)) == ["V-3", "V-2"]


def test_phase_steers() -> None:
    bekend = know(make_vraag("V-1", thema="team"), make_vraag("V-2", thema="motivatie"))

    starting = propose(bekend, make_feiten(fase=Fase.STARTEN))
    working = propose(bekend, make_feiten(fase=Fase.SOCIALISEREN))

    assert (codes(starting), codes(working)) == (["V-2", "V-1"], ["V-1", "V-2"])


def test_what_came_back_leaves_room_for_something_new() -> None:
    bekend = know(*(make_vraag(code) for code in CODES[:4]))
    feiten = make_feiten(make_eerder(later=CODES[1:4]))

    back = [code in CODES[1:4] for code in codes(propose(bekend, feiten))]

    assert (sum(back), len(back)) == (MAX_TERUG, AANTAL)


def test_next_audience_waits_for_the_own_one() -> None:
    bekend = know(make_vraag("V-1", doelgroep=TEAM), make_vraag("V-2"))
    feiten = replace(make_feiten(), doelgroepen=(EIGEN, TEAM))

    told = [(one.code, one.reden) for one in propose(bekend, feiten)]

    assert told == [
        ("V-2", "Deze vraag kwam nog niet aan bod."),
        ("V-1", "Een vraag voor het schoolteam, om samen te bekijken."),
    ]


def test_proposal_fills_up_what_is_chosen() -> None:
    bekend = know(*(make_vraag(code) for code in CODES))

    assert codes(propose(bekend, make_feiten(gekozen=(CODES[0], "")))) == [CODES[1]]
    assert propose(bekend, make_feiten(gekozen=("", "", "", ""))) == ()


def test_swap_finds_no_sensitive_question_for_the_first_place() -> None:
    bekend = know(make_vraag("V-1", gevoelig=True), make_vraag("V-2"))
    feiten = make_feiten(make_eerder())

    second = pick(bekend, replace(feiten, weg=frozenset({"V-2"})), ["V-9"])
    first = pick(bekend, replace(feiten, weg=frozenset({"V-2"})), [], ["V-9"])

    assert (second and second.code, first) == ("V-1", None)


def test_question_of_an_earlier_talk_that_is_still_to_come_waits_for_it() -> None:
    bekend = know(make_vraag("V-1"), make_vraag("V-2"))
    feiten = make_feiten(make_eerder(gehouden=False, gekozen=["V-1"]))

    assert codes(propose(bekend, feiten)) == ["V-2"]


@pytest.mark.parametrize(
    ("eerder", "reden"),
    [
        (
            [make_eerder(gekozen=["V-1"])],
            "Vorige keer kwamen jullie hier niet aan toe.",
        ),
        (
            [make_eerder(gekozen=["V-1"]), make_eerder(APRIL)],
            "Op 5 maart kwamen jullie hier niet aan toe.",
        ),
        ([make_eerder(later=["V-1"])], "Deze vraag schoven jullie op 5 maart op."),
        (
            [make_eerder(gehouden=False, later=["V-1"])],
            "Deze vraag schoven jullie eerder op.",
        ),
        (
            [make_eerder(gekozen=["V-2"], beantwoord=["V-2"], afspraak_open=True)],
            AFSPRAAK,
        ),
        (
            [make_eerder(gekozen=["V-3"], beantwoord=["V-3"])],
            "Jullie spraken nog niet over team.",
        ),
        (
            [make_eerder(gekozen=["V-2"], beantwoord=["V-2"])],
            "Past bij de fase van jullie traject: socialiseren.",
        ),
        ([], "Past bij de fase van jullie traject: socialiseren."),
    ],
)
def test_reason_says_the_fact(eerder: list[Eerder], reden: str) -> None:
    bekend = know(
        make_vraag("V-1"), make_vraag("V-2"), make_vraag("V-3", thema="motivatie")
    )
    feiten = make_feiten(*eerder, fase=Fase.SOCIALISEREN)

    assert explain(bekend, feiten, "V-1") == reden


def test_reason_names_the_fiche_of_the_talk() -> None:
    bekend = know(make_vraag("V-1"))
    feiten = make_feiten(fiches=frozenset({"expertise"}))

    assert explain(bekend, feiten, "V-1") == "Hoort bij de fiche van dit gesprek."


def test_what_would_not_be_proposed_has_no_reason() -> None:
    bekend = know(make_vraag("V-1"), make_vraag("V-2", doelgroep=TEAM))
    feiten = make_feiten(make_eerder(liever_niet=["V-1"]))

    assert [explain(bekend, feiten, code) for code in bekend] == ["", ""]


def test_what_was_put_off_comes_before_what_was_not_reached() -> None:
    bekend = know(*(make_vraag(code) for code in CODES[:4]))
    feiten = make_feiten(make_eerder(gekozen=[CODES[2]], later=[CODES[3]]))

    assert codes(propose(bekend, feiten)) == [CODES[3], CODES[2], CODES[0]]


def test_agreement_brings_back_its_theme_once() -> None:
    bekend = know(
        make_vraag("V-1", thema="motivatie"),
        make_vraag("V-2", thema="lesgeven"),
        make_vraag("V-3", thema="team"),
        make_vraag("V-4", thema="team"),
        make_vraag("V-5", thema="team"),
    )
    done = make_eerder(gekozen=["V-5"], beantwoord=["V-5"], afspraak_open=True)

    assert codes(propose(bekend, make_feiten(done))) == ["V-3", "V-1", "V-2"]


def test_every_phase_steers_to_themes_that_exist() -> None:
    file = django_settings.BASE_DIR / "fixtures" / "themas.yaml"
    slugs = {thema["slug"] for thema in yaml.safe_load(file.read_text())["themas"]}

    assert set(FASETHEMAS) == {None, *Fase}
    assert frozenset().union(*FASETHEMAS.values()) == slugs
