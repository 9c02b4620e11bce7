import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from samenwijzer.lib.pdf import werkers
from samenwijzer.lib.pdf.werkers import ROOT, Druk, PdfFout, Werker
from tests.lib.pdf.conftest import MakeWerkplaats
from tests.lib.pdf.make import (
    GEHEUGEN,
    MAPPEN,
    children,
    gone,
    make_endless,
    make_html,
    make_pages,
    read,
    wait_for,
)

TRAAG = (
    "Dit opmaken duurt langer dan 1 seconden. Kies minder vragen, groepen of tekst "
    "en probeer het opnieuw."
)
TE_GROOT = (
    "Dit is te groot om op te maken. Kies minder vragen, groepen of tekst en "
    "probeer het opnieuw."
)
MISLUKT = "Dit blad opmaken is niet gelukt. Probeer het opnieuw."
DRUK = (
    "Er worden nu heel veel bladen opgemaakt. Wacht een minuut en probeer het dan "
    "opnieuw."
)
PARENT = f"""
import sys, time
from samenwijzer.lib.pdf.werkers import Werkplaats
place = Werkplaats(1, mappen={MAPPEN!r}, seconden=600, geheugen={GEHEUGEN})
place.submit("set_pdf", "<p>").result()
if sys.argv[1:]:
    place.submit("set_pdf", open(sys.argv[1]).read())
    time.sleep(1)  # until it is setting
print("klaar", flush=True)
time.sleep(600)
"""


def fout(future: Future[Any]) -> tuple[type[BaseException | None], str]:
    """What a document that failed says; none may leave us waiting."""
    error = future.exception(20)
    return type(error), str(error)


def test_too_slow_document_is_killed_and_the_next_one_is_made(
    make_werkplaats: MakeWerkplaats, made: list[Werker]
) -> None:
    place = make_werkplaats(seconden=1)

    assert fout(place.submit("set_pdf", make_endless())) == (PdfFout, TRAAG)
    assert gone(made[0].process.pid)
    assert place.submit("set_pdf", make_html()).result(60).bladzijden == 1


def test_too_large_document_is_refused_and_the_next_one_is_made(
    make_werkplaats: MakeWerkplaats, made: list[Werker]
) -> None:
    place = make_werkplaats(geheugen=60 * 1024**2)
    huge = make_html("<p>Hallo daar, wat een mooie dag.</p>" * 30_000)

    assert fout(place.submit("set_pdf", huge)) == (PdfFout, TE_GROOT)
    assert gone(made[0].process.pid)
    assert place.submit("set_pdf", make_html()).result(60).bladzijden == 1


def test_process_killed_halfway_fails_one_document_only(
    make_werkplaats: MakeWerkplaats, made: list[Werker]
) -> None:
    place = make_werkplaats()
    place.submit("set_pdf", make_html()).result(60)
    halfway = place.submit("set_pdf", make_endless())
    assert wait_for(lambda: made[0].done == 2)
    time.sleep(0.3)  # it is setting by now

    os.kill(made[0].process.pid, signal.SIGKILL)

    assert fout(halfway) == (PdfFout, TE_GROOT)
    assert place.submit("set_pdf", make_html()).result(60).bladzijden == 1
    assert gone(made[0].process.pid)


def test_process_that_ended_between_two_documents_fails_none(
    make_werkplaats: MakeWerkplaats, made: list[Werker]
) -> None:
    place = make_werkplaats()
    place.submit("set_pdf", make_html()).result(60)

    os.kill(made[0].process.pid, signal.SIGKILL)
    assert wait_for(lambda: not made[0].alive)

    assert place.submit("set_pdf", make_html()).result(60).bladzijden == 1
    assert len(made) == 2


@pytest.fixture
def parent(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[tuple[int, int]]:
    """A process with a workshop, and the process of that; both gone afterwards."""
    arguments = []
    if getattr(request, "param", ""):
        (tmp_path / "blad.html").write_text(request.param, encoding="utf-8")
        arguments = [str(tmp_path / "blad.html")]
    command = [sys.executable, "-c", PARENT, *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        worker = children(process.pid)[0]
        yield process.pid, worker
        process.kill()
    if not gone(worker):
        os.kill(worker, signal.SIGKILL)


@pytest.mark.parametrize(
    "parent", ["", make_endless()], ids=["idle", "busy"], indirect=True
)
def test_process_ends_by_itself_when_its_parent_is_killed(
    parent: tuple[int, int],
) -> None:
    pid, worker = parent
    assert not gone(worker)

    os.kill(pid, signal.SIGKILL)

    assert wait_for(lambda: gone(worker), 5)


def test_pool_of_two_makes_many_documents_with_two_processes(
    make_werkplaats: MakeWerkplaats, made: list[Werker]
) -> None:
    place = make_werkplaats(2)

    futures = [
        place.submit("set_pdf", make_html(f"<h1>Blad {i}</h1>")) for i in range(12)
    ]

    texts = [read(future.result(60).pdf) for future in futures]
    assert texts == [[("/Span", f"Blad {i}")] for i in range(12)]
    assert len(made) == 2


def test_slow_document_leaves_the_other_process_free(
    make_werkplaats: MakeWerkplaats,
) -> None:
    place = make_werkplaats(2)
    slow = place.submit("set_pdf", make_endless())

    pages = [place.submit("set_pdf", make_pages(n)).result(60) for n in (1, 2, 3)]

    assert [zetsel.bladzijden for zetsel in pages] == [1, 2, 3]
    assert not slow.done()


def test_sixty_documents_wait_and_one_more_is_told_to_come_back(
    make_werkplaats: MakeWerkplaats,
) -> None:
    place = make_werkplaats(0)  # nobody works
    for _ in range(60):
        place.submit("set_pdf", make_html())

    with pytest.raises(Druk) as caught:
        place.submit("set_pdf", make_html())

    assert str(caught.value) == DRUK


def test_bug_inside_gives_a_sentence_and_a_line_in_the_log(
    make_werkplaats: MakeWerkplaats,
    made: list[Werker],
    caplog: pytest.LogCaptureFixture,
) -> None:
    place = make_werkplaats()

    assert fout(place.submit("draw", b"geen pdf", 1, 100)) == (PdfFout, MISLUKT)
    assert fout(place.submit("bestaat_niet")) == (PdfFout, MISLUKT)

    lines = [record.getMessage().splitlines() for record in caplog.records]
    assert [line[0] for line in lines] == [
        "PDF: Traceback (most recent call last):"
    ] * 2
    assert [line[-1].partition(":")[0] for line in lines] == [
        "pypdfium2._helpers.misc.PdfiumError",
        "KeyError",
    ]
    assert len(made) == 1


def test_process_makes_place_after_its_number_of_documents(
    make_werkplaats: MakeWerkplaats,
    made: list[Werker],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(werkers, "TASKS", 2)
    place = make_werkplaats()

    for _ in range(5):
        place.submit("set_pdf", make_html()).result(60)

    assert [werker.done for werker in made] == [2, 2, 1]
    assert [gone(werker.process.pid) for werker in made] == [True, True, False]


def test_process_that_cannot_start_says_so(
    make_werkplaats: MakeWerkplaats, tmp_path: Path
) -> None:
    place = make_werkplaats(mappen=(str(tmp_path),))  # without any style sheet

    for _ in range(2):
        assert fout(place.submit("set_pdf", make_html())) == (PdfFout, MISLUKT)
