"""The shared document of a talk, as Yjs has it; nothing here asks the database.

One root Y.Text per question and per agreement, and one root Y.Map that says who does
what by when. Updates come from browsers: they are tried on a copy, and refused when
they bring anything else. The encoding is that of Yjs's update format, version 1.
"""

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import Any

from django.core.exceptions import ValidationError
from pycrdt import Doc, Map, Text, merge_updates

from samenwijzer.lib.tekst import clean_tekst, too_long

VALUES = "afspraken"  # the root map
EMPTY = b"\x00\x00"  # an update that does nothing
NOTHING = b"\x00"  # the state vector of an empty document
MAX_BYTES = 2_000_000  # in one document, with what was erased
MAX_VALUE = 40  # characters of a value in the map

Limits = Mapping[str, int]


class DocumentFout(ValueError):
    """An update that can't be taken; the message is a Dutch sentence."""


ONLEESBAAR = (
    "Deze wijziging kwam beschadigd aan. Herlaad de pagina; je tekst blijft staan."
)
VREEMD = "Deze wijziging hoort niet bij dit gesprek. Herlaad de pagina."
TE_GROOT = (
    "Dit gesprek is te groot geworden om te bewaren. Rond het af, en begin een nieuw."
)


def load(updates: Iterable[bytes]) -> Doc[Any]:
    """The document that these updates make together."""
    doc: Doc[Any] = Doc()
    for update in updates:
        doc.apply_update(update)
    return doc


def apply(doc: Doc[Any], update: bytes, limits: Limits) -> bool:
    """Take an update from a browser; False when it says nothing new.

    `limits` has the keys that the talk knows, with their most characters. Raises
    `DocumentFout`; `doc` is then of no more use.
    """
    changes: list[object] = []
    subscription = doc.observe(changes.append)
    try:
        doc.apply_update(update)
    except (ValueError, RuntimeError) as error:
        raise DocumentFout(ONLEESBAAR) from error
    finally:
        doc.unobserve(subscription)
    if not changes:
        return False
    if len(doc.get_update()) > MAX_BYTES:
        raise DocumentFout(TE_GROOT)
    read(doc, limits)
    return True


def read(doc: Doc[Any], limits: Limits) -> dict[str, str]:
    """What stands in the document, per key, as it is kept and shown.

    Raises `DocumentFout` when there is a key too many, or too much in one.
    """
    found: dict[str, str] = {}
    for key in tuple(doc.keys()):
        if key == VALUES:
            found |= _read_values(doc)
        elif key in limits:
            tekst = str(doc.get(key, type=Text))
            found[key] = _clean(tekst, limits[key])
        else:
            raise DocumentFout(VREEMD)
    return {key: tekst for key, tekst in found.items() if tekst}


def _read_values(doc: Doc[Any]) -> dict[str, str]:
    values = doc.get(VALUES, type=Map).to_py() or {}
    for key, value in values.items():
        if not isinstance(value, str) or len(value) > MAX_VALUE or len(key) > MAX_VALUE:
            raise DocumentFout(VREEMD)
    if len(values) > MAX_VALUE:
        raise DocumentFout(VREEMD)
    return {key: value for key, value in values.items() if value.isprintable()}


def _clean(tekst: str, limit: int) -> str:
    try:
        if len(tekst) > limit:
            raise too_long(tekst, limit)
        return clean_tekst(tekst, limit)
    except ValidationError as error:
        raise DocumentFout(error.message) from error


def edit(doc: Doc[Any], teksten: Mapping[str, str], values: Mapping[str, str]) -> bytes:
    """The update that gives these keys of `doc` these texts, and its map these values.

    What is the same stays what it was, so that it merges with what others did.
    """
    made: list[bytes] = []
    subscription = doc.observe(lambda event: made.append(event.update))
    kept = doc.get(VALUES, type=Map)
    now = kept.to_py() or {}
    with doc.transaction():
        for key, tekst in teksten.items():
            _edit(doc.get(key, type=Text), tekst)
        for key, value in values.items():
            if now.get(key, "") != value:
                kept[key] = value
    doc.unobserve(subscription)
    return merge_updates(*made) if made else EMPTY


def _edit(text: Text, new: str) -> None:
    old = str(text)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, start, end, new_start, new_end in reversed(matcher.get_opcodes()):
        # pycrdt counts bytes of UTF-8.
        first, last = len(old[:start].encode()), len(old[:end].encode())
        if kind in {"replace", "delete"}:
            del text[first:last]
        if kind in {"replace", "insert"}:
            text.insert(first, new[new_start:new_end])
