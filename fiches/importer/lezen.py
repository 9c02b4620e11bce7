"""A file on disk to numbered lines, whether it is text or a PDF."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from fiches.importer.pdf import read_pdf
from fiches.importer.regels import BronFout, Plaats, Regel
from fiches.importer.tekst import clean_line

# The original is 40 kB of text; a copy as PDF may carry pictures.
MAX_BYTES: Final = 20_000_000
MAX_TEKST: Final = 1_000_000
MAX_REGELS: Final = 20_000
# Where a PDF says that it is one.
_PDF_HEADER: Final = 1024


def read_lines(path: Path) -> list[Regel]:
    """The lines of the document at `path` that aren't blank.

    What the file is shows in its content, not its name. Raises `BronFout`.
    """
    try:
        _check_file(path)
        with path.open("rb", buffering=0) as file:
            start = file.read(_PDF_HEADER)
            if b"%PDF-" in start:
                file.seek(0)
                return read_pdf(str(path), file)
            data = start + file.read(MAX_TEKST)
    except OSError as fout:
        raise BronFout(f"{path} is niet te openen ({_reason(fout)}).") from fout
    return list(_from_text(_decode(path, data)))


def _check_file(path: Path) -> None:
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise BronFout(f"{path} is een map en geen bestand.")
    if not stat.S_ISREG(status.st_mode):
        raise BronFout(f"{path} is geen gewoon bestand.")
    if status.st_size > MAX_BYTES:
        raise BronFout(
            f"{path} is te groot: {status.st_size / 1e6:.0f} MB, en de SamenWIJzer "
            f"telt er hoogstens {MAX_BYTES / 1e6:.0f}."
        )


def _reason(fout: OSError) -> str:
    if isinstance(fout, FileNotFoundError):
        return "het bestaat niet"
    if isinstance(fout, PermissionError):
        return "je hebt er geen toegang toe"
    return fout.strerror or type(fout).__name__


def _decode(path: Path, data: bytes) -> str:
    if not data.strip():
        raise BronFout(f"{path} is leeg.")
    if b"\0" in data:
        raise BronFout(f"{path} is geen tekst in UTF-8 en geen PDF.")
    if len(data) > MAX_TEKST or data.count(b"\n") + data.count(b"\r") > MAX_REGELS:
        raise BronFout(f"{path} telt veel meer tekst dan de SamenWIJzer.")
    try:
        return data.decode()
    except UnicodeDecodeError as fout:
        number = data.count(b"\n", 0, fout.start) + 1
        raise BronFout(
            f"{path}, regel {number}: een teken is geen UTF-8, bewaar het bestand "
            "opnieuw als tekst in UTF-8."
        ) from fout


def _from_text(text: str) -> Iterator[Regel]:
    """The lines of a text file.

    Where it has no form feeds, a page begins at a line indented by one space.
    """
    has_feeds = "\f" in text
    wit, turned = 0, False
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines, start=1):
        for at, raw in enumerate(line.split("\f")):
            turned |= at > 0 or (not has_feeds and re.match(r" \S", raw) is not None)
            if tekst := clean_line(raw):
                indent = len(raw) - len(raw.lstrip())
                yield Regel(Plaats(0, number), tekst, wit, turned, indent)
                wit, turned = 0, False
        wit += not line.strip()
