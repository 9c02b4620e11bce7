"""A file that somebody hands in: what it is by its content, and a name to give back.

Nothing here is ever opened for anybody: a file is kept as bytes and handed out as a
download. What it claims to be is looked at all the same, so that who downloads it gets
what the name says: no page, no script, no macro, no archive that swells.
"""

import hashlib
import re
import unicodedata
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

MB = 1024 * 1024
MAX_BYTES = 10 * MB
MAX_NAAM = 100
MAX_PIXELS = 60_000_000
# Of a zip, which every office file is: declared sizes, never unpacked here.
MAX_PARTS, MAX_UNPACKED = 5_000, 200 * MB
FOREIGN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
INVISIBLE = {"Cf", "Cs", "Co", "Cn"}  # direction marks, half characters, no characters

KINDS = "pdf, foto (jpg of png), Word, PowerPoint, Excel of OpenDocument"
ONBEKEND = f"Dit bestand herkennen we niet. Dit kan wel: {KINDS}."
TE_GROOT = (
    "Dit bestand is groter dan 10 MB. Maak het kleiner, of zet er een link naar in de "
    "plaats."
)
LEEG = "Dit bestand is leeg. Kies een ander."


@dataclass(frozen=True)
class Bestand:
    """What was handed in: a clean name with the extension of what it is, and bytes."""

    naam: str
    data: bytes

    def __str__(self) -> str:
        """Two are the same where these are."""
        return f"{self.naam} {hashlib.sha256(self.data).hexdigest()}"


class BestandField(forms.FileField):
    """A file of a kind that we know; its value is a `Bestand`, None without one."""

    def to_python(self, data: Any) -> Any:
        if data is not None and data.size == 0:
            raise ValidationError(LEEG)
        return super().to_python(data)

    def clean(self, data: Any, initial: Any = None) -> Bestand | None:
        found = super().clean(data, initial)
        return read_bestand(found) if found else None


def read_bestand(upload: "UploadedFile[Any]") -> Bestand:
    """The upload, checked whole; raises `ValidationError` with why not."""
    if (upload.size or 0) > MAX_BYTES:
        raise ValidationError(TE_GROOT)
    data = upload.read()
    named = PurePosixPath((upload.name or "").replace("\\", "/")).name
    ending = PurePosixPath(named).suffix.lower()
    kind = find_kind(data)
    if kind == ending or (kind, ending) == (".jpg", ".jpeg"):
        return Bestand(clean_naam(named, kind), data)
    if ending in SOORTEN or ending == ".jpeg":
        raise ValidationError(
            f"De naam van dit bestand eindigt op {ending}, maar zo kunnen we het niet "
            "lezen: het is iets anders, het is stuk, of er staat een wachtwoord op. "
            "Bewaar het opnieuw uit het programma waarmee je het maakte."
        )
    if kind:
        return Bestand(clean_naam(named, kind), data)
    raise ValidationError(ONBEKEND)


def clean_naam(naam: str, ending: str) -> str:
    """A name for a download: no folders, nothing invisible, with this extension.

    `naam` is the last part of a path.
    """
    naam = unicodedata.normalize("NFC", FOREIGN.sub("", naam))
    naam = "".join(one for one in naam if unicodedata.category(one) not in INVISIBLE)
    stem = re.sub(r'[<>:"/\\|?*]', "", PurePosixPath(naam).stem).strip(" .")
    stem = stem[: MAX_NAAM - len(ending)].strip(" .")
    return (stem or "bestand") + ending


def find_kind(data: bytes) -> str:
    """The extension of what these bytes are, "" for nothing that we take."""
    for ending, (begin, holds) in SOORTEN.items():
        if data.startswith(begin) and _try(holds, data):
            return ending
    return ""


def _try(holds: Callable[[bytes], bool], data: bytes) -> bool:
    """A broken file can make anything of a library: whatever it is, it doesn't hold."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return holds(data)
    except Exception:  # noqa: BLE001 - see above
        return False


def _is_pdf(data: bytes) -> bool:
    import pikepdf

    with pikepdf.open(BytesIO(data)) as pdf:
        return len(pdf.pages) > 0


def _is_image(kind: str) -> Callable[[bytes], bool]:
    def holds(data: bytes) -> bool:
        from PIL import Image

        with Image.open(BytesIO(data), formats=(kind,)) as image:
            width, height = image.size
            image.verify()
        return 0 < width * height <= MAX_PIXELS

    return holds


def _is_office(*parts: str, mimetype: str = "") -> Callable[[bytes], bool]:
    """A zip with these parts in it, that doesn't swell and has no macros."""

    def holds(data: bytes) -> bool:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = _check_parts(archive)
            if names is None or not names.issuperset(parts):
                return False
            return not mimetype or _read_mimetype(archive) == mimetype

    return holds


def _check_parts(archive: zipfile.ZipFile) -> set[str] | None:
    """The names of its parts; None where it isn't a file to hand on."""
    infos = archive.infolist()
    names = {info.filename for info in infos}
    swollen = sum(info.file_size for info in infos) > MAX_UNPACKED
    secret = any(info.flag_bits & 1 for info in infos)
    outside = any(
        name.startswith(("/", "\\")) or ".." in PurePosixPath(name).parts
        for name in names
    )
    active = any(
        "vbaproject" in name.lower()
        or name.lower().startswith(("basic/", "scripts/"))
        or "activex" in name.lower()
        for name in names
    )
    doubled = len(names) != len(infos)
    refused = swollen or secret or outside or active or doubled
    return None if refused or len(infos) > MAX_PARTS else names


def _read_mimetype(archive: zipfile.ZipFile) -> str:
    info = archive.getinfo("mimetype")
    if info.compress_type != zipfile.ZIP_STORED or info.file_size > MAX_NAAM:
        return ""
    return archive.read(info).decode("ascii")


def _opendocument(kind: str) -> Callable[[bytes], bool]:
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    return _is_office("mimetype", "content.xml", mimetype=mimetype)


_OOXML = "[Content_Types].xml"
# By extension: how such a file begins, and whether it holds
SOORTEN: dict[str, tuple[bytes, Callable[[bytes], bool]]] = {
    ".pdf": (b"%PDF-", _is_pdf),
    ".jpg": (b"\xff\xd8\xff", _is_image("JPEG")),
    ".png": (b"\x89PNG\r\n\x1a\n", _is_image("PNG")),
    ".docx": (b"PK", _is_office(_OOXML, "word/document.xml")),
    ".pptx": (b"PK", _is_office(_OOXML, "ppt/presentation.xml")),
    ".xlsx": (b"PK", _is_office(_OOXML, "xl/workbook.xml")),
    ".odt": (b"PK", _opendocument("text")),
    ".odp": (b"PK", _opendocument("presentation")),
    ".ods": (b"PK", _opendocument("spreadsheet")),
}
