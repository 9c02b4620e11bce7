"""Paper that is kept nowhere: what people confided."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from samenwijzer.lib.pdf import poort, zetter
from samenwijzer.lib.pdf.poort import PdfFout, request_pdf
from samenwijzer.lib.pdf.werkers import Werkplaats
from samenwijzer.lib.pdf.zetsel import Zetsel
from tests.lib.pdf.test_poort import Geteld

BASIS = "pdf/basis.html"
KANARIE = "Kanarievogel"
COMPLAINS = f'<html lang="nl"><title>t</title><img alt="" src="{KANARIE}.svg">'


@pytest.fixture(autouse=True)
def _own_folder(
    settings: Settings,
    tmp_path: Path,
    werkplaats: Werkplaats,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[None]:
    settings.PDF_MAP = tmp_path / "papier"
    monkeypatch.setattr(poort, "workshop", lambda: werkplaats)
    poort.keep.cache_clear()
    yield
    poort.keep.cache_clear()


def context() -> dict[str, str]:
    return {"titel": KANARIE, "vorm": "blad"}


def test_private_paper_is_left_nowhere(tmp_path: Path) -> None:
    papier = request_pdf(BASIS, 1, context, keep=False).result(60)

    assert (KANARIE in papier.html, papier.bladzijden) == (True, 1)
    assert (list(tmp_path.rglob("*")), poort._under_way) == ([], {})


def test_private_paper_is_not_what_was_kept(tmp_path: Path) -> None:
    request_pdf(BASIS, 1, lambda: {"titel": "Oud"}).result(60)

    papier = request_pdf(BASIS, 1, context, keep=False).result(60)

    assert KANARIE in papier.html
    [kept] = tmp_path.glob("papier/*/blad.html")
    assert KANARIE not in kept.read_text(encoding="utf-8")


def test_private_paper_is_the_same_as_another() -> None:
    papieren = [
        request_pdf(BASIS, 1, context, keep=keep).result(60) for keep in (False, True)
    ]

    assert papieren[0] == papieren[1]


def test_complaint_about_private_paper_stays_with_its_process(
    werkplaats: Werkplaats,
) -> None:
    told = [
        werkplaats.submit(name, COMPLAINS).result(60).klachten
        for name in ("set_pdf", "set_private")
    ]

    assert (len(told[0]), told[1]) == (1, ())


def test_private_paper_is_set_as_such(
    werkplaats: Werkplaats, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = Geteld(werkplaats)
    monkeypatch.setattr(poort, "workshop", lambda: shop)

    request_pdf(BASIS, 1, context, keep=False).result(60)

    assert shop.asked == ["set_private"]


def test_complaint_about_private_paper_is_not_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(poort, "render_to_string", lambda *_: COMPLAINS)

    assert request_pdf(BASIS, 1, context, keep=False).result(60).bladzijden == 1
    assert KANARIE not in caplog.text


def test_failure_of_private_paper_is_told_by_kind_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(html: str) -> Zetsel:
        raise ValueError(html)

    monkeypatch.setattr(zetter, "set_pdf", fail)

    with pytest.raises(RuntimeError, match=r"^ValueError$") as caught:
        zetter.set_private(KANARIE)
    assert caught.value.__suppress_context__


def test_failure_reaches_who_asked(
    werkplaats: Werkplaats, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(werkplaats, "seconden", 0)

    with pytest.raises(PdfFout, match="duurt langer dan 0 seconden"):
        request_pdf(BASIS, 1, context, keep=False).result(60)


def test_template_that_is_no_paper_is_refused() -> None:
    with pytest.raises(ValueError, match="not a template for paper"):
        request_pdf("base.html", 1, context, keep=False)
