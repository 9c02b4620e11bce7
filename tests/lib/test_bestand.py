"""Files that people hand in: what they are, and what their name becomes."""

import io
import struct
import zipfile
import zlib

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from samenwijzer.lib import bestand
from samenwijzer.lib.bestand import (
    LEEG,
    MAX_NAAM,
    ONBEKEND,
    Bestand,
    BestandField,
    find_kind,
    read_bestand,
)
from tests.bestanden import make_docx, make_image, make_odt, make_pdf, make_zip

HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def refuse(naam: str, data: bytes) -> str:
    """The sentence with which this file is refused."""
    with pytest.raises(ValidationError) as found:
        read_bestand(SimpleUploadedFile(naam, data))
    [said] = found.value.messages
    return said


GOOD = {
    "les.pdf": make_pdf(),
    "bord.jpg": make_image("JPEG"),
    "bord.png": make_image("PNG"),
    "les.docx": make_docx("word/document.xml"),
    "les.pptx": make_docx("ppt/presentation.xml"),
    "punten.xlsx": make_docx("xl/workbook.xml"),
    "les.odt": make_odt("text"),
    "les.odp": make_odt("presentation"),
    "les.ods": make_odt("spreadsheet"),
}


@pytest.mark.parametrize("naam", GOOD)
def test_each_kind_is_taken_as_it_is(naam: str) -> None:
    found = read_bestand(SimpleUploadedFile(naam, GOOD[naam]))

    assert found == Bestand(naam, GOOD[naam])


@pytest.mark.parametrize(
    ("naam", "becomes"),
    [("foto.JPEG", "foto.jpg"), ("les", "les.pdf"), ("a.b", "a.pdf")],
)
def test_extension_is_that_of_what_it_is(naam: str, becomes: str) -> None:
    data = make_image("JPEG") if "foto" in naam else make_pdf()

    assert read_bestand(SimpleUploadedFile(naam, data)).naam == becomes


@pytest.mark.parametrize("data", [HTML, SVG, make_image("PNG"), make_zip({"a": b"b"})])
def test_file_that_claims_to_be_a_pdf_is_refused(data: bytes) -> None:
    assert refuse("les.pdf", data).startswith(
        "De naam van dit bestand eindigt op .pdf, maar zo kunnen we het niet lezen"
    )


def lock() -> bytes:
    found = io.BytesIO()
    with pikepdf.open(io.BytesIO(make_pdf())) as pdf:
        pdf.save(found, encryption=pikepdf.Encryption(owner="a", user="b"))
    return found.getvalue()


@pytest.mark.parametrize(
    ("naam", "data"),
    [
        ("les.pdf", b"%PDF-1.7\n" + HTML),
        ("les.pdf", lock()),
        ("foto.jpg", b"\xff\xd8\xff" + HTML),
        ("foto.png", make_image("PNG")[:60]),
        ("les.docx", make_docx("word/document.xml")[:-30]),
        ("les.docx", make_docx("ppt/other.xml")),
        ("les.docx", make_docx("word/document.xml", "word/vbaProject.bin")),
        ("les.docx", make_docx("word/document.xml", "../../weg.sh")),
        ("les.docx", make_docx("word/document.xml", "/etc/passwd")),
        ("les.odt", make_docx("mimetype", "content.xml")),
        ("les.odt", make_odt("text", "Basic/Standard/Module1.xml")),
    ],
)
def test_broken_locked_and_active_files_are_refused(naam: str, data: bytes) -> None:
    assert "zo kunnen we het niet lezen" in refuse(naam, data)


@pytest.mark.parametrize(
    ("naam", "data"),
    [
        ("les.html", HTML),
        ("teken.svg", SVG),
        ("alles.zip", make_zip({"a": b"b"})),
        ("les.txt", b"zomaar"),
        ("virus.exe", b"MZ\x90\x00"),
        ("foto.gif", b"GIF89a"),
    ],
)
def test_other_kinds_are_refused_with_what_can_be(naam: str, data: bytes) -> None:
    assert refuse(naam, data) == ONBEKEND


def test_zip_bomb_is_refused_without_unpacking(monkeypatch: pytest.MonkeyPatch) -> None:
    swollen = bytes(bestand.MAX_UNPACKED + 1)
    data = make_zip({"[Content_Types].xml": b"", "word/document.xml": swollen})
    assert len(data) < bestand.MAX_BYTES
    opened: list[str] = []
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *a, **k: opened.append("!"))

    assert "zo kunnen we het niet lezen" in refuse("les.docx", data)
    assert opened == []


def test_office_file_of_many_parts_is_refused() -> None:
    parts = [f"word/{number}.xml" for number in range(bestand.MAX_PARTS)]

    assert find_kind(make_docx("word/document.xml", *parts)) == ""


def test_image_that_would_swell_is_refused() -> None:
    size = struct.pack(">II", 50_000, 50_000) + bytes([8, 2, 0, 0, 0])
    header = b"IHDR" + size
    crc = struct.pack(">I", zlib.crc32(header))
    whole = make_image("PNG")
    data = whole[:8] + struct.pack(">I", 13) + header + crc + whole[33:]

    assert "zo kunnen we het niet lezen" in refuse("foto.png", data)


def test_file_over_the_limit_is_refused_before_it_is_read() -> None:
    upload = SimpleUploadedFile("les.pdf", b"")
    upload.size = bestand.MAX_BYTES + 1

    with pytest.raises(ValidationError, match="groter dan 10 MB"):
        read_bestand(upload)


def test_empty_file_is_refused() -> None:
    with pytest.raises(ValidationError) as found:
        BestandField().clean(SimpleUploadedFile("les.pdf", b""))

    assert found.value.messages == [LEEG]


@pytest.mark.parametrize(
    ("naam", "becomes"),
    [
        ("les.pdf", "les.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("..\\..\\boot.ini", "boot.pdf"),
        ("les\r\nSet-Cookie: a=b.pdf", "lesSet-Cookie a=b.pdf"),
        ("\u202efdp.exe", "fdp.pdf"),
        ("a\u200bb.pdf", "ab.pdf"),
        ('l"e;s*.pdf', "le;s.pdf"),
        ("...", "bestand.pdf"),
        (".pdf", "pdf.pdf"),
        ("Été à l’école.pdf", "Été à l’école.pdf"),
        ("x" * 300 + ".pdf", "x" * (MAX_NAAM - 4) + ".pdf"),
    ],
)
def test_name_keeps_its_words_and_nothing_else(
    naam: str, becomes: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = SimpleUploadedFile("x", make_pdf())
    # As it came in: Django's own cleaning passed over
    monkeypatch.setattr(upload, "_name", naam)

    assert read_bestand(upload).naam == becomes


def test_same_words_and_bytes_are_the_same_press() -> None:
    one, same = Bestand("a.pdf", b"x"), Bestand("a.pdf", b"x")
    other = Bestand("a.pdf", b"y")

    assert str(one) == str(same) != str(other)
