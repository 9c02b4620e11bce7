"""Answering again what was answered a moment ago, before anything else is done."""

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

SECONDS = 10  # that an answer may be behind on its content
MOST = 32  # answers
LARGEST = 500_000  # bytes in one

Key = tuple[str, ...]
kept: OrderedDict[Key, tuple[float, HttpResponse]] = OrderedDict()
_lock = Lock()


def repeatable(response: HttpResponse) -> HttpResponse:
    """Mark an answer that is the same for everybody, and has an ETag."""
    response.repeatable = True  # type: ignore[attr-defined]
    return response


class HerhalingMiddleware:
    """Give who has no cookie the answer that somebody else got seconds ago.

    A link to a paper is opened by a whole group at once. The answer is kept with the
    headers that the other middleware gave it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "GET" or request.META.get("HTTP_COOKIE"):
            return self.get_response(request)
        key = tuple(
            str(part)
            for part in (
                request.scheme,
                request.META.get("HTTP_HOST"),
                request.path,
                request.META.get("QUERY_STRING"),
            )
        )
        with _lock:
            until, response = kept.get(key, (0.0, None))
        if response is not None and time.monotonic() < until:
            again = HttpResponse(response.content, headers=dict(response.items()))
            etag = response["ETag"]
            return get_conditional_response(request, etag=etag, response=again) or again
        response = self.get_response(request)
        if response.status_code == 200 and getattr(response, "repeatable", False):
            keep(key, response)
        return response


def keep(key: Key, response: HttpResponse) -> None:
    if len(response.content) > LARGEST or response.cookies:
        return
    with _lock:
        kept[key] = (time.monotonic() + SECONDS, response)
        while len(kept) > MOST:
            kept.popitem(last=False)
