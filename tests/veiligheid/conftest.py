from concurrent.futures import Future

import pytest

from samenwijzer.lib.pdf import poort
from samenwijzer.lib.pdf.bewaarplaats import Papier


@pytest.fixture(autouse=True)
def _paper_stays_html(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who may read what doesn't hang on setting: paper is the HTML it comes from.

    Whatever is in a PDF is in there, and thousands of addresses are opened at once.
    """

    def start(key: str, html: str) -> Future[Papier]:
        ready: Future[Papier] = Future()
        ready.set_result(Papier(key, html, html.encode(), 1))
        return ready

    monkeypatch.setattr(poort, "_start", start)
    monkeypatch.setattr(poort, "_set_private", start)
    monkeypatch.setattr("gespreksbladen.views.draw_page", lambda *args: b"")
