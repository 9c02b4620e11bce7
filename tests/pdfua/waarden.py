"""Values out of a PDF, whatever is really there: what isn't of the kind is empty."""

from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Stream, String

Sleutel = tuple[int, int]  # object number and generation; (0, 0) for a direct object


def veld(obj: Any, *pad: str) -> Any:
    """What is found by following these keys; None where one is missing."""
    for sleutel in pad:
        if not isinstance(obj, Dictionary | Stream):
            return None
        obj = obj.get(f"/{sleutel}")
    return obj


def naam(waarde: Any) -> str:
    """A name without its slash."""
    return str(waarde)[1:] if isinstance(waarde, Name) else ""


def tekst(waarde: Any) -> str:
    """A text string, decoded."""
    return str(waarde) if isinstance(waarde, String) else ""


def lijst(waarde: Any) -> list[Any]:
    """The members of an array; anything else is a list of one."""
    if waarde is None:
        return []
    return list(waarde) if isinstance(waarde, Array) else [waarde]


def getal(waarde: Any) -> int | None:
    """An integer, which a boolean isn't."""
    return waarde if isinstance(waarde, int) and not isinstance(waarde, bool) else None


def sleutel(obj: Any) -> Sleutel:
    """By which number an object is known in its file."""
    return obj.objgen if isinstance(obj, Object) else (0, 0)


def is_boek(waarde: Any) -> bool:
    """Whether it is a dictionary, or the dictionary of a stream."""
    return isinstance(waarde, Dictionary | Stream)
