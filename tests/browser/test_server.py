import pytest

from tests.browser.checks import PICTURES, schermbeeld
from tests.browser.conftest import PageAt


@pytest.mark.parametrize("path", ["/", "/fiches/"])
@pytest.mark.parametrize("javascript", [True, False])
def test_server_answers(page_at: PageAt, path: str, *, javascript: bool) -> None:
    page = page_at(javascript=javascript)

    response = page.goto(path)

    assert response is not None
    assert response.status == 200


def test_server_answers_after_unknown_address(
    page_at: PageAt, problems: list[str]
) -> None:
    """The page for a 404 runs in a thread of its own and must leave no connection."""
    page = page_at()

    page.goto("/bestaat-niet/")
    problems.clear()
    response = page.goto("/")

    assert response is not None
    assert response.status == 200


def test_page_at_notices_what_goes_wrong(page_at: PageAt, problems: list[str]) -> None:
    page = page_at(width=1280)

    page.goto("/bestaat-niet/")
    page.evaluate("setTimeout(() => { throw new Error('kapot') })")
    page.evaluate("console.error('ook kapot')")
    page.wait_for_timeout(100)

    assert len(problems) == 3
    problems.clear()


def test_schermbeeld_saves_picture(page_at: PageAt) -> None:
    page = page_at()
    page.goto("/")

    schermbeeld(page, "start-390")

    assert (PICTURES / "start-390.png").read_bytes().startswith(b"\x89PNG")
