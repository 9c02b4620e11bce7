"""Small files of every kind that people hand in, whole or with something in them."""

import io
import zipfile
from collections.abc import Mapping

import pikepdf
from PIL import Image


def make_pdf() -> bytes:
    found = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(found)
    return found.getvalue()


def make_image(kind: str) -> bytes:
    """Two by two pixels, as "JPEG" or "PNG"."""
    found = io.BytesIO()
    Image.new("RGB", (2, 2)).save(found, kind)
    return found.getvalue()


def make_zip(parts: Mapping[str, bytes], *, stored: tuple[str, ...] = ()) -> bytes:
    """These parts by name, compressed but for those in `stored`."""
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            kind = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(name, data, kind)
    return found.getvalue()


def make_docx(*parts: str) -> bytes:
    """An office file with these parts besides the list of its types."""
    return make_zip(dict.fromkeys(["[Content_Types].xml", *parts], b"<a/>"))


def make_odt(kind: str, *parts: str) -> bytes:
    """An OpenDocument of a kind: "text", "presentation" or "spreadsheet"."""
    mimetype = f"application/vnd.oasis.opendocument.{kind}".encode()
    rest = dict.fromkeys(["content.xml", *parts], b"<a/>")
    return make_zip({"mimetype": mimetype} | rest, stored=("mimetype",))
