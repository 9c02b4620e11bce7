"""Reading a content file: values of the right sort, or an error that says where."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from fiches.inhoud import InhoudFout

OF_FOUT = "of de waarde is leeg of van de verkeerde soort"


def read_yaml(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as fout:
        raise InhoudFout(f"dit bestand is niet te lezen ({fout})") from fout


def read_rows(path: Path, key: str, velden: list[str]) -> list[dict[str, Any]]:
    """The rows under `key`, each with exactly `velden`, all of them texts.

    The first of those tells rows apart. Raises `InhoudFout` with the file's name.
    """
    try:
        found = read_value(read_yaml(path), key, list, path.name)
        rows = [
            {veld: read_value(row, veld, str, key) for veld in velden} for row in found
        ]
        names = Counter(row[velden[0]] for row in rows)
        doubled = [name for name, number in names.items() if number > 1]
        if doubled:
            raise InhoudFout(f"“{doubled[0]}” staat er dubbel")
    except InhoudFout as fout:
        raise InhoudFout(f"{path.name}: {fout}.") from fout
    return rows


def read_value(row: Any, key: str, kind: type, place: str) -> Any:
    """`row[key]`, of the type it should have."""
    found = row.get(key) if isinstance(row, dict) else None
    if not isinstance(found, kind) or found == "":
        raise InhoudFout(f"bij {place} ontbreekt “{key}”, {OF_FOUT}")
    return _unwrapped(found) if isinstance(found, str) else found


def _unwrapped(text: str) -> str:
    """Lines joined again; an empty line still parts two paragraphs."""
    paragraphs = text.strip().split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def read_strings(row: Any, key: str, code: str) -> Iterator[str]:
    found = read_value(row, key, list, code)
    if not found or not all(isinstance(text, str) and text for text in found):
        raise InhoudFout(f"bij {code} ontbreekt “{key}”, {OF_FOUT}")
    yield from found
