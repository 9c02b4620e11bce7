"""Files made to be too much: refused in one sentence, soon and in little memory.

The command runs as it does for a person, in a process that is measured. Time is the
processor's, for other tests run at the same moment.
"""

import json
import os
import subprocess
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from tests.browser.database import own_database
from tests.fiches.bron import make_document

MAX_SECONDS = 10
PATIENCE = 120  # seconds by the clock
MAX_MEGABYTES = 256
# Measured by a small process in between: a child of pytest starts with its memory.
MEASURE = """
import json, resource, subprocess, sys
command = [sys.executable, "manage.py", "importeer_fiches", *sys.argv[1:]]
done = subprocess.run(command, capture_output=True, text=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
found = done.returncode, done.stdout, done.stderr
print(json.dumps([*found, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
"""


@dataclass(frozen=True)
class Run:
    """How the command ended, and what it and its children took."""

    status: int
    stdout: str
    stderr: str
    processor_seconds: float
    megabytes: float


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("database")
    with own_database(folder, f"importer_{worker_id}") as url:
        yield url


def run(path: Path, database: str) -> Run:
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, path],
        check=True,
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": database},
        stdout=subprocess.PIPE,
        timeout=PATIENCE,
    )
    return Run(*json.loads(done.stdout))


def assert_refused(found: Run, sentence: str) -> None:
    assert (found.status, found.stdout) == (1, "")
    assert found.stderr == f"CommandError: {sentence}\n"
    assert found.processor_seconds <= MAX_SECONDS
    assert found.megabytes <= MAX_MEGABYTES


def write_pdf(path: Path, content: bytes, times: int) -> None:
    """A PDF whose one page draws `content` so many times over, packed."""
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(content) for _ in range(times)) + packer.flush()
    stream = StreamObject()
    stream.set_data(packed)
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    fonts = DictionaryObject({NameObject("/Font"): DictionaryObject()})
    page[NameObject("/Resources")] = fonts
    page[NameObject("/Contents")] = writer._add_object(stream)
    writer.write(path)


@pytest.mark.parametrize("name", ["ruis.txt", "ruis.pdf"])
def test_fifty_megabytes_of_noise(name: str, tmp_path: Path, database: str) -> None:
    path = tmp_path / name
    start = b"%PDF-1.7\n" if name.endswith("pdf") else b""
    path.write_bytes(start + os.urandom(1_000_000) * 50)

    assert_refused(
        run(path, database),
        f"{path} is te groot: 50 MB, en de SamenWIJzer telt er hoogstens 20.",
    )


def test_twenty_megabytes_of_text(tmp_path: Path, database: str) -> None:
    path = tmp_path / "ruis.txt"
    path.write_bytes(os.urandom(1_000_000).hex().encode() * 9)

    assert_refused(
        run(path, database), f"{path} telt veel meer tekst dan de SamenWIJzer."
    )


def test_twenty_megabytes_of_noise_as_pdf(tmp_path: Path, database: str) -> None:
    path = tmp_path / "ruis.pdf"
    path.write_bytes(b"%PDF-1.7\n" + os.urandom(1_000_000) * 19)

    assert_refused(
        run(path, database),
        f"{path} is als PDF niet te lezen: het bestand is beschadigd.",
    )


def test_pdf_that_unpacks_to_a_gigabyte(tmp_path: Path, database: str) -> None:
    path = tmp_path / "bom.pdf"
    write_pdf(path, b" " * 1_000_000, times=1_000)

    assert_refused(
        run(path, database),
        f"{path} vraagt te veel tijd of geheugen om te lezen.",
    )


def test_pdf_with_endless_text(tmp_path: Path, database: str) -> None:
    path = tmp_path / "bom.pdf"
    write_pdf(path, b"BT 9 9 Td (abc) Tj ET\n" * 10_000, times=60)

    assert_refused(
        run(path, database),
        f"{path} vraagt te veel tijd of geheugen om te lezen.",
    )


def test_whole_copy_takes_little(tmp_path: Path, database: str) -> None:
    path = tmp_path / "kopie.txt"
    path.write_text(make_document(), encoding="utf-8")

    found = run(path, database)

    assert (found.status, found.stderr) == (0, "")
    assert found.processor_seconds <= MAX_SECONDS
    assert found.megabytes <= MAX_MEGABYTES
