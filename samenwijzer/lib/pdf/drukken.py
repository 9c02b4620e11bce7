"""Paper as the answer to a request."""

from collections.abc import Callable
from concurrent.futures import Future
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.text import slugify

from samenwijzer.lib.pdf.bewaarplaats import Papier
from samenwijzer.lib.pdf.poort import Druk, PdfFout, let_go, request_pdf


def print_private(
    request: HttpRequest, template: str, titel: str, context: dict[str, Any]
) -> HttpResponse:
    """What `template` (under pdf/) makes of what people confided; kept nowhere."""

    def ask() -> Future[Papier]:
        return request_pdf(template, titel, lambda: context, keep=False)

    response, _ = _print(request, titel, ask)
    response["Cache-Control"] = "no-store, private"
    return response


def print_public(
    request: HttpRequest,
    template: str,
    titel: str,
    kenmerk: object,
    make: Callable[[], dict[str, Any]],
) -> HttpResponse:
    """What everybody may have, kept under `kenmerk`; 304 for who has these bytes."""
    response, papier = _print(
        request, titel, lambda: request_pdf(template, kenmerk, make)
    )
    if papier is None:
        return response
    response["ETag"] = papier.etag
    response["Cache-Control"] = "no-cache"  # keep it, but ask whether it is still so
    answer = get_conditional_response(request, etag=papier.etag, response=response)
    return answer or response


def _print(
    request: HttpRequest, titel: str, ask: Callable[[], Future[Papier]]
) -> tuple[HttpResponse, Papier | None]:
    """The paper, or a page that says why there is none."""
    try:
        future = ask()
        let_go()
        papier = future.result()
    except PdfFout as fout:
        busy = isinstance(fout, Druk)
        status = HTTPStatus.SERVICE_UNAVAILABLE if busy else 422
        return render(request, "geen_pdf.html", {"fout": fout}, status=status), None
    response = HttpResponse(papier.pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{slugify(titel)}.pdf"'
    return response, papier
