"""Finished documents on disk, each in a folder of its own named by its hash."""

import os
import shutil
import tempfile
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

ROOM = 0.8  # of the limit that is left in use after making room


@dataclass(frozen=True)
class Papier:
    """A finished document: the HTML it was set from, the PDF, its number of pages.

    `merk` is the hash it is kept under, 64 hexadecimal digits.
    """

    merk: str
    html: str
    pdf: bytes
    bladzijden: int

    @property
    def etag(self) -> str:
        """A strong ETag: these very bytes."""
        return f'"{self.merk[:32]}"'


class Bewaarplaats:
    """Keeps what was made, up to `limit` bytes; what was used longest ago goes first.

    Several processes can share one folder: a document appears in one move, and one
    that disappears under a reader is only one that isn't kept.
    """

    def __init__(self, folder: Path, limit: int) -> None:
        self.folder, self.limit = folder, limit

    def get(self, merk: str) -> Papier | None:
        path = self.folder / merk
        try:
            papier = Papier(
                merk,
                (path / "blad.html").read_text(encoding="utf-8"),
                (path / "blad.pdf").read_bytes(),
                int((path / "bladzijden").read_text(encoding="ascii")),
            )
        except (OSError, ValueError):
            return None
        with suppress(OSError):
            os.utime(path)
        return papier

    def put(self, papier: Papier) -> None:
        """Keep a document; a full disk only means that it isn't kept."""
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            draft = Path(tempfile.mkdtemp(prefix="schets-", dir=self.folder))
            try:
                (draft / "blad.html").write_text(papier.html, encoding="utf-8")
                (draft / "bladzijden").write_text(str(papier.bladzijden))
                _write(draft / "blad.pdf", papier.pdf)
                if not self.get(papier.merk):  # what is there, if anything, isn't whole
                    shutil.rmtree(self.folder / papier.merk, ignore_errors=True)
                draft.rename(self.folder / papier.merk)
            except OSError:
                shutil.rmtree(draft, ignore_errors=True)
            self._make_room()

    def get_part(self, merk: str, name: str) -> bytes | None:
        """Something that was made from a document, such as a picture of a page."""
        with suppress(OSError):
            return (self.folder / merk / name).read_bytes()
        return None

    def put_part(self, merk: str, name: str, content: bytes) -> None:
        with suppress(OSError):
            draft = self.folder / merk / f"{name}.{os.getpid()}.{threading.get_ident()}"
            _write(draft, content)
            draft.rename(self.folder / merk / name)

    def _make_room(self) -> None:
        """Remove the documents used longest ago, once all together exceed the limit."""
        sizes = {path: _size(path) for path in self.folder.iterdir() if path.is_dir()}
        total = sum(size for _, size in sizes.values())
        if total <= self.limit:
            return
        for path in sorted(sizes, key=lambda path: sizes[path][0]):
            shutil.rmtree(path, ignore_errors=True)
            total -= sizes[path][1]
            if total <= self.limit * ROOM:
                return


def _write(path: Path, content: bytes) -> None:
    """Write, and have it reach the disk: after a crash a file is whole or not there."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _size(path: Path) -> tuple[float, int]:
    """When a document was last used, and how many bytes it takes."""
    with suppress(OSError), os.scandir(path) as entries:
        files = [entry.stat().st_size for entry in entries]
        return path.stat().st_mtime, sum(files)
    return 0.0, 0
