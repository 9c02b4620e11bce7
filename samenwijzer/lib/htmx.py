"""One URL that answers with a whole page or with one fragment of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails


class HtmxRequest(HttpRequest):
    """A request as it comes out of django-htmx's middleware."""

    htmx: HtmxDetails


def render_page(
    request: HtmxRequest,
    page: str,
    partial: str,
    context: dict[str, Any],
    *,
    invalid: bool = False,
    status: int = 200,
) -> HttpResponse:
    """Render `page`, or only its `partial` where htmx is about to swap that in.

    `invalid` is short for a status of 422. A boosted link and a
    history restore get the whole page: Back would show a bare fragment otherwise.
    `Vary` keeps a cache from mixing the two.
    """
    htmx = request.htmx
    if htmx and not (htmx.boosted or htmx.history_restore_request):
        page = f"{page}#{partial}"
    response = render(request, page, context, status=422 if invalid else status)
    patch_vary_headers(
        response, ["HX-Request", "HX-Boosted", "HX-History-Restore-Request"]
    )
    return response
