"""Headers: those that neither Django nor django-csp sets, and those that are none."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string

from samenwijzer.lib.asgi import TE_VEEL

HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), "
        "usb=(), publickey-credentials-create=(self), publickey-credentials-get=(self)"
    ),
}


class KoppenMiddleware:
    """Answer only to what can be read; add the headers to every answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if getattr(request, "scope", {}).get(TE_VEEL):
            response = render(request, "413.html", status=413)
        elif is_unreadable(request):
            response = render(request, "400.html", status=HTTPStatus.BAD_REQUEST)
        else:
            response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            fill(request, response)
        for name, value in HEADERS.items():
            response.setdefault(name, value)
        return response


def is_unreadable(request: HttpRequest) -> bool:
    """Whether an address or a header holds what no page of ours can have sent.

    PostgreSQL refuses a NUL in any text, also in one that is only looked for. And a
    form that names another encoding than UTF-8 decodes into anything at all.
    """
    return (
        "\0" in request.path
        or "%00" in request.META.get("QUERY_STRING", "")
        or any("\0" in cookie for cookie in request.COOKIES.values())
        or (request.encoding or "utf-8").lower() != "utf-8"
    )


def fill(request: HttpRequest, response: HttpResponse) -> None:
    """A 405 comes from Django without a word."""
    response.content = render_to_string("405.html", request=request).encode()
    response["Content-Length"] = str(len(response.content))
