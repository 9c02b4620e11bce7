"""What a request must not bring as far as Django."""

from collections.abc import Awaitable, Callable
from typing import Any

Application = Callable[[dict[str, Any], Any, Any], Awaitable[None]]


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
