"""How requests reach Django: what it doesn't get to see, and in which thread."""

from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.db import close_old_connections
from django.http import HttpRequest
from django.http.response import HttpResponseBase

MB = 1024 * 1024
MOST_BODY = 32 * MB  # that Django keeps, on disk, before it asks who sent it
MOST_READ = 200 * MB  # read and thrown away, so that the sender hears why
TE_VEEL = "samenwijzer.te_veel"  # in the scope of a request with a larger body
THREADS = 64  # requests at once; most of those wait, for paper or for the database

Application = Callable[[dict[str, Any], Any, Any], Awaitable[None]]


class Handler(ASGIHandler):
    """Django's own, with all of a page in one thread, and threads that stay.

    Our middleware and views are synchronous. Django would hand the request to and
    fro between the loop and a new thread, for each piece of middleware twice; that
    costs more than most pages do. What streams still runs on the loop.
    """

    def __init__(self) -> None:
        super().__init__()
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="verzoek")
        self._answer_in_thread = sync_to_async(
            self._answer, thread_sensitive=False, executor=self._threads
        )

    def load_middleware(self, is_async: bool = False) -> None:
        super().load_middleware(is_async=False)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        # Not in a context with a thread of its own, as Django has it.
        await self.handle(scope, receive, send)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        response: HttpResponseBase = await self._answer_in_thread(request)
        return response

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        """Django's signals do the same, but in another thread."""
        close_old_connections()
        try:
            return self.get_response(request)
        finally:
            close_old_connections()


def without_extended_types(application: Application) -> Application:
    """Leave out a Content-Type with a parameter in an encoding of its own (RFC 2231).

    No browser sends one, and Django decodes it before it can answer for itself: an
    encoding that doesn't exist would end in the server's bare 500.
    """

    async def tidied(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            headers = [
                (name, value)
                for name, value in scope["headers"]
                if name != b"content-type" or b"*=" not in value
            ]
            scope = scope | {"headers": headers}
        await application(scope, receive, send)

    return tidied


def with_limited_body(application: Application) -> Application:
    """Let nobody fill the disk: of a body that is too large Django sees nothing.

    A browser that is cut off while it sends shows no answer. So what is too large is
    read to its end, up to a limit, and `TE_VEEL` in the scope asks for a 413.
    """

    async def limited(scope: dict[str, Any], receive: Any, send: Any) -> None:
        read = 0

        async def measured() -> Any:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read <= MOST_BODY:
                return message
            scope[TE_VEEL] = True
            while message.get("more_body") and read <= MOST_READ:
                message = await receive()
                read += len(message.get("body", b""))
            if message.get("more_body") or message["type"] == "http.disconnect":
                return {"type": "http.disconnect"}
            return {"type": "http.request", "body": b"", "more_body": False}

        await application(scope, measured, send)

    return limited
