import errno
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from samenwijzer.lib.pdf.bewaarplaats import Bewaarplaats, Papier
from samenwijzer.lib.pdf.werkers import ROOT

PUT = """
import sys
from pathlib import Path
from samenwijzer.lib.pdf.bewaarplaats import Bewaarplaats, Papier
place = Bewaarplaats(Path(sys.argv[1]), 10**9)
papier = Papier("a" * 64, "<p>", b"x" * 300_000, 3)
"""
PUT_OFTEN = """
for _ in range(200):
    place.put(papier)
    assert place.get("a" * 64) in {papier, None}
"""
KILLED = """
import os, signal
os.fsync = lambda file: os.kill(os.getpid(), signal.SIGKILL)
place.put(papier)
"""
FULL = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
place.put(papier)
assert place.get("a" * 64) is None
"""


def make_papier(letter: str = "a", size: int = 1000) -> Papier:
    """A document that takes `size` bytes on disk."""
    return Papier(letter * 64, "<", letter.encode() * (size - 2), 7)


def put(place: Bewaarplaats, letters: str, size: int = 1000) -> None:
    """Keep these, each of them last used a minute after the one before."""
    for minute, letter in enumerate(letters):
        place.put(make_papier(letter, size))
        when = 1_700_000_000 + 60 * minute
        os.utime(place.folder / (letter * 64), (when, when))


def kept(folder: Path) -> str:
    """The letters of all that is in a folder."""
    return "".join(sorted(path.name[:1] for path in folder.iterdir()))


def run(code: str, folder: Path) -> int:
    """Do this to the folder in a process of its own."""
    command = [sys.executable, "-c", PUT + code, str(folder)]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def test_document_is_kept_and_read_back(tmp_path: Path) -> None:
    papier = Papier("a" * 64, "<p>Eén “blad” \U0001f600", bytes(range(256)), 12)

    Bewaarplaats(tmp_path / "nog" / "niet", 10**6).put(papier)

    assert Bewaarplaats(tmp_path / "nog" / "niet", 10**6).get("a" * 64) == papier


def test_unknown_document_is_none(tmp_path: Path) -> None:
    place = Bewaarplaats(tmp_path, 10**6)
    put(place, "a")

    assert place.get("b" * 64) is None


def test_first_of_two_under_one_mark_stays(tmp_path: Path) -> None:
    place = Bewaarplaats(tmp_path, 10**6)
    put(place, "a")

    place.put(Papier("a" * 64, "ander", b"ander", 1))

    assert place.get("a" * 64) == make_papier("a")
    assert kept(tmp_path) == "a"


def test_etag_is_strong_and_of_this_document() -> None:
    assert make_papier("a").etag == '"' + "a" * 32 + '"'


@pytest.mark.parametrize(
    ("limit", "left"),
    [(5000, "abcde"), (4999, "cde"), (4000, "cde"), (3000, "de"), (999, "")],
)
def test_used_longest_ago_makes_room(tmp_path: Path, limit: int, left: str) -> None:
    """Until four fifths of the limit are in use, once there is too much."""
    put(Bewaarplaats(tmp_path, 10**6), "abcd")

    Bewaarplaats(tmp_path, limit).put(make_papier("e"))

    assert kept(tmp_path) == left


def test_what_was_read_lately_stays(tmp_path: Path) -> None:
    place = Bewaarplaats(tmp_path, 4500)
    put(place, "abcd")
    assert place.get("a" * 64)

    place.put(make_papier("e"))

    assert kept(tmp_path) == "ade"


def test_half_written_draft_is_not_seen(tmp_path: Path) -> None:
    assert run(KILLED, tmp_path) == -9
    place = Bewaarplaats(tmp_path, 10**6)
    assert kept(tmp_path) == "s"  # schets-…

    assert place.get("a" * 64) is None
    place.put(make_papier("a"))

    assert place.get("a" * 64) == make_papier("a")


def test_draft_of_a_killed_process_goes_when_room_is_made(tmp_path: Path) -> None:
    run(KILLED, tmp_path)
    os.utime(next(tmp_path.iterdir()), (0, 0))

    put(Bewaarplaats(tmp_path, 2500), "abc")

    assert kept(tmp_path) == "bc"


@pytest.mark.parametrize("name", ["blad.html", "blad.pdf", "bladzijden"])
def test_document_that_lost_a_file_is_kept_anew(tmp_path: Path, name: str) -> None:
    """As when a process was killed while it made room."""
    place = Bewaarplaats(tmp_path, 10**6)
    put(place, "a")
    (tmp_path / ("a" * 64) / name).unlink()

    assert place.get("a" * 64) is None
    place.put(make_papier("a"))

    assert place.get("a" * 64) == make_papier("a")


def test_folder_that_disappears_is_made_again(tmp_path: Path) -> None:
    place = Bewaarplaats(tmp_path / "papier", 10**6)
    put(place, "a")
    shutil.rmtree(tmp_path / "papier")

    assert place.get("a" * 64) is None
    assert place.get_part("a" * 64, "1-760.png") is None
    place.put_part("a" * 64, "1-760.png", b"beeld")
    place.put(make_papier("b"))

    assert kept(tmp_path / "papier") == "b"


def test_folder_nobody_can_write_in_means_not_kept() -> None:
    place = Bewaarplaats(Path("/proc/papier"), 10**6)

    place.put(make_papier("a"))
    place.put_part("a" * 64, "1-760.png", b"beeld")

    assert place.get("a" * 64) is None
    assert place.get_part("a" * 64, "1-760.png") is None


def test_file_in_the_place_of_the_folder_means_not_kept(tmp_path: Path) -> None:
    (tmp_path / "papier").write_text("geen map", encoding="utf-8")
    place = Bewaarplaats(tmp_path / "papier", 10**6)

    place.put(make_papier("a"))

    assert place.get("a" * 64) is None


def test_document_on_a_disk_that_became_read_only_is_still_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    place = Bewaarplaats(tmp_path, 10**6)
    put(place, "a")
    monkeypatch.setattr(os, "utime", refuse)

    assert place.get("a" * 64) == make_papier("a")


def test_file_that_goes_while_room_is_made_leaves_nothing_open(tmp_path: Path) -> None:
    """As when another process names its draft: what is open is a warning, an error."""
    place = Bewaarplaats(tmp_path, 10**6)
    (tmp_path / "schets-van-een-ander").mkdir()
    (tmp_path / "schets-van-een-ander" / "blad.pdf").symlink_to(tmp_path / "weg")

    place.put(make_papier("a"))

    assert place.get("a" * 64) == make_papier("a")


def test_full_disk_means_not_kept_and_nothing_left(tmp_path: Path) -> None:
    assert run(FULL, tmp_path) == 0
    assert kept(tmp_path) == ""


def test_two_processes_that_put_the_same_never_show_half(tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        codes = list(pool.map(run, [PUT_OFTEN] * 2, [tmp_path] * 2))

    assert codes == [0, 0]
    assert kept(tmp_path) == "a"


def test_part_is_kept_beside_its_document_and_goes_with_it(tmp_path: Path) -> None:
    place = Bewaarplaats(tmp_path, 4500)
    put(place, "ab")
    assert place.get_part("a" * 64, "1-760.png") is None

    place.put_part("a" * 64, "1-760.png", b"p" * 2000)
    os.utime(tmp_path / ("a" * 64), (0, 0))
    assert place.get_part("a" * 64, "1-760.png") == b"p" * 2000
    place.put(make_papier("c"))

    assert kept(tmp_path) == "bc"
    assert place.get_part("a" * 64, "1-760.png") is None


def test_part_leaves_no_draft(tmp_path: Path) -> None:
    place = Bewaarplaats(tmp_path, 10**6)
    put(place, "a")

    for content in (b"een", b"twee"):
        place.put_part("a" * 64, "1-760.png", content)

    names = sorted(path.name for path in (tmp_path / ("a" * 64)).iterdir())
    assert names == ["1-760.png", "blad.html", "blad.pdf", "bladzijden"]
    assert place.get_part("a" * 64, "1-760.png") == b"twee"


def test_two_who_put_the_same_part_never_show_half(tmp_path: Path) -> None:
    place = Bewaarplaats(tmp_path, 10**7)
    put(place, "a")
    content = b"p" * 400_000

    def draw_often() -> None:
        for _ in range(100):
            place.put_part("a" * 64, "1-760.png", content)

    with ThreadPoolExecutor(2) as pool:
        drawing = [pool.submit(draw_often) for _ in range(2)]
        seen = set()
        while not all(future.done() for future in drawing):
            seen.add(place.get_part("a" * 64, "1-760.png"))

    assert seen - {None} == {content}
