import time
from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from samenwijzer.lib import herhaling
from samenwijzer.lib.herhaling import HerhalingMiddleware, repeatable

factory = RequestFactory()


class Weergave:
    """A view that counts how often it was really asked."""

    def __init__(self, change: Callable[[HttpResponse], object]) -> None:
        self.asked, self.change = 0, change

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.asked += 1
        response = HttpResponse(f"antwoord {self.asked}", headers={"ETag": '"een"'})
        self.change(response)
        return response


def ask(view: Weergave, path: str = "/blad.pdf?a=1", **headers: str) -> HttpResponse:
    return HerhalingMiddleware(view)(factory.get(path, headers=headers))


def test_answer_is_given_again_with_its_headers() -> None:
    view = Weergave(repeatable)
    first = ask(view)
    first["Content-Security-Policy"] = "default-src 'none'"

    again = ask(view)

    assert view.asked == 1
    assert again.content == b"antwoord 1"
    assert dict(again.items()) == dict(first.items())


def test_who_has_the_answer_already_gets_304() -> None:
    view = Weergave(repeatable)
    ask(view)

    assert ask(view, **{"If-None-Match": '"een"'}).status_code == 304
    assert view.asked == 1


def test_answer_is_forgotten_after_its_seconds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    view = Weergave(repeatable)
    ask(view)

    later = time.monotonic() + herhaling.SECONDS
    monkeypatch.setattr(time, "monotonic", lambda: later)

    assert ask(view).content == b"antwoord 2"


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/blad.pdf?a=2", {}),
        ("/ander.pdf?a=1", {}),
        ("/blad.pdf?a=1", {"Host": "elders.example"}),
        ("/blad.pdf?a=1", {"Cookie": "sessionid=x"}),
    ],
)
def test_other_question_gets_an_answer_of_its_own(
    path: str, headers: dict[str, str]
) -> None:
    view = Weergave(repeatable)
    ask(view)

    assert ask(view, path, **headers).content == b"antwoord 2"


@pytest.mark.parametrize(
    "change",
    [
        lambda response: None,
        lambda response: setattr(repeatable(response), "status_code", 422),
        lambda response: repeatable(response).set_cookie("a", "b"),
        lambda response: repeatable(response).write("x" * herhaling.LARGEST),
    ],
)
def test_answer_that_is_not_for_everybody_is_not_kept(
    change: Callable[[HttpResponse], object],
) -> None:
    view = Weergave(change)
    ask(view)
    ask(view)

    assert view.asked == 2


def test_answers_kept_are_few() -> None:
    view = Weergave(repeatable)
    for number in range(herhaling.MOST + 5):
        ask(view, f"/blad.pdf?a={number}")

    assert len(herhaling.kept) == herhaling.MOST
