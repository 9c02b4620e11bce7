"""The shared document by itself: what it takes, refuses and makes of a page."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Array, Doc, Map, Text

from gesprekken import document
from gesprekken.document import DocumentFout

LIMITS = {"a": 40, "b": 40}
KEYS = st.sampled_from(["a", "b"])
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


def typed(key: str, tekst: str) -> bytes:
    """The update of a browser in which somebody typed this into an empty document."""
    return document.edit(Doc(), {key: tekst}, {})


def taken(*updates: bytes) -> dict[str, str]:
    doc = document.load([])
    for update in updates:
        document.apply(doc, update, LIMITS)
    return document.read(doc, LIMITS)


def refusal(update: bytes) -> str:
    with pytest.raises(DocumentFout) as caught:
        taken(update)
    return str(caught.value)


def test_texts_of_two_people_both_stay() -> None:
    assert taken(typed("a", "van Nadia"), typed("b", "van Griet")) == {
        "a": "van Nadia",
        "b": "van Griet",
    }


def test_same_update_again_says_nothing_new() -> None:
    doc, update = document.load([]), typed("a", "één keer")
    news = [document.apply(doc, update, LIMITS) for _ in range(3)]
    assert news == [True, False, False]


def test_erasing_is_news_once() -> None:
    whole = typed("a", "weg")
    doc = document.load([whole])
    erased = document.edit(document.load([whole]), {"a": ""}, {})
    news = [document.apply(doc, erased, LIMITS) for _ in range(2)]
    assert (news, document.read(doc, LIMITS)) == ([True, False], {})


@pytest.mark.parametrize(
    "update",
    [b"", b"\0", b"rubbish", b"\xff" * 500, typed("a", "afgekapt")[:-4]],
    ids=["nothing", "nul", "rubbish", "ones", "truncated"],
)
def test_what_is_no_update_is_refused(update: bytes) -> None:
    assert refusal(update) == document.ONLEESBAAR


def test_text_of_another_talk_is_refused() -> None:
    assert refusal(typed("elders", "van een ander gesprek")) == document.VREEMD


def test_one_character_too_many_is_refused() -> None:
    assert refusal(typed("a", "x" * 41)).startswith("Dit is 41 tekens lang; er kunnen")


def test_as_many_characters_as_fit_are_taken() -> None:
    assert taken(typed("a", "😀" * 40)) == {"a": "😀" * 40}


def other_root(kind: Any, name: str) -> bytes:
    doc: Doc[Any] = Doc()
    root = doc.get(name, type=kind)
    if kind is Array:
        root.append(1)
    else:
        root["1.wie"] = 7
    return doc.get_update()


@pytest.mark.parametrize("kind", [Array, Map])
def test_roots_of_another_kind_show_nothing(kind: Any) -> None:
    assert taken(other_root(kind, "a")) == {}


def test_values_that_are_no_words_are_refused() -> None:
    assert refusal(other_root(Map, document.VALUES)) == document.VREEMD


def test_values_follow_the_last_one_who_chose() -> None:
    first = document.edit(Doc(), {}, {"1.wie": "school"})
    then = document.edit(document.load([first]), {}, {"1.wie": "ik"})
    assert taken(first, then) == {"1.wie": "ik"}


def test_control_characters_are_left_out_of_what_is_shown() -> None:
    assert taken(typed("a", "a\0b\x07c\r\nd")) == {"a": "abc\nd"}


def test_pile_of_accents_is_refused() -> None:
    assert refusal(typed("a", "a" + "\u0301" * 31)).startswith("Op één letter staan")


def test_page_keeps_what_others_wrote_since() -> None:
    shown = typed("a", "Goed begonnen.")
    since = document.edit(document.load([shown]), {"a": "Heel goed begonnen."}, {})
    page = document.edit(document.load([shown]), {"a": "Goed begonnen. Klaar."}, {})
    assert taken(shown, since, page) == {"a": "Heel goed begonnen. Klaar."}


def test_unchanged_page_is_no_news() -> None:
    shown = typed("a", "zo blijft het")
    again = document.edit(document.load([shown]), {"a": "zo blijft het"}, {"1.wie": ""})
    assert again == document.EMPTY


@given(old=TEXT, new=TEXT)
def test_edit_makes_any_text_of_any_other(old: str, new: str) -> None:
    doc = document.load([typed("a", old)])
    document.edit(doc, {"a": new}, {})
    assert str(doc.get("a", type=Text)) == new


@given(st.lists(st.tuples(KEYS, TEXT), max_size=6), st.randoms())
def test_order_of_arrival_makes_no_difference(
    edits: list[tuple[str, str]], random: Any
) -> None:
    updates = [typed(key, tekst) for key, tekst in edits]
    other = random.sample(updates, len(updates))
    limits = dict.fromkeys("ab", 100)
    both = [document.read(document.load(row), limits) for row in (updates, other)]
    assert both[0] == both[1]
