"""Addresses as nobody types them: each is answered, in Dutch, and fetches nothing."""

import html
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gespreksbladen import views
from tests.veiligheid.vijandig import TEXTS

FIELDS = [
    *("fiche", "voor", "vraag", "eigen", "vorm", "vouwen", "ruimte"),
    *("literatuur", "stemmen", "titel", "datum", "groep", "schuif", "school", "id"),
]
PATHS = ["", "blad.pdf", "bladzijde/1.png", "pakket/", "pakket.zip"]
# One question, so that what turns out to be right is set quickly.
SMALL = {"vraag": ["F1-Z-01"], "ruimte": ["geen"]}
FETCHING = [
    '<img src="file:///etc/passwd">',
    "<link rel=attachment href=file:///etc/passwd>",
    '<style>@import url("http://elders.example/x.css");</style>',
    "url(http://elders.example/x.png)",
    '</title><base href="http://elders.example/">',
    "<svg><use href='http://elders.example/#x'/></svg>",
    '"><iframe src=data:text/html,x>',
]
VALUES = st.sampled_from(
    [*TEXTS, *FETCHING, "😀" * 300, "a" * 20_000, "E-99", "F1-Z-02"]
)
QUERIES = st.dictionaries(
    st.sampled_from(FIELDS), st.lists(VALUES, min_size=1, max_size=3), max_size=4
)

pytestmark = pytest.mark.usefixtures("fiches")


@pytest.fixture(autouse=True)
def _all_the_time_in_the_world(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "PATIENCE", 60)


@pytest.mark.parametrize("path", PATHS)
def test_any_address_is_answered(path: str, client: Client) -> None:
    @settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
    @given(QUERIES)
    def check(query: dict[str, list[str]]) -> None:
        sent: Any = {
            name: [value.encode("utf-8", "surrogatepass") for value in values]
            for name, values in (SMALL | query).items()
        }
        response = client.get(f"/gespreksbladen/{path}", sent)
        assert response.status_code in {200, 302, 400, 404, 422}

    check()


@pytest.mark.parametrize("text", FETCHING)
@pytest.mark.parametrize("vorm", ["blad", "kaarten", "poster", "boekje", "groot"])
def test_text_that_asks_for_something_is_only_text(
    text: str, vorm: str, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    query = {"eigen": text, "titel": text[:80], "groep": text[:60], "vraag": "E-1"}

    response = client.get("/gespreksbladen/blad.pdf", query | {"vorm": vorm})

    assert response.status_code == 200
    assert caplog.messages == []  # a fetch that is refused would be told there


@pytest.mark.parametrize("field", ["eigen", "titel", "groep"])
@pytest.mark.parametrize("text", TEXTS)
def test_what_was_typed_comes_back(text: str, field: str, client: Client) -> None:
    typed = text.encode("utf-8", "surrogatepass")

    response = client.get("/gespreksbladen/", {field: typed, "vorm": b"rol"})

    if "\0" in text:
        assert response.status_code == 400  # no browser sends it
        return
    shown = html.unescape(response.content.decode())
    assert response.status_code == 422
    expected = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    assert expected.replace("\r\n", "\n") in shown.replace("\r\n", "\n")
