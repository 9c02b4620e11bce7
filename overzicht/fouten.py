"""The pages for when something is wrong: in Dutch, in the look, saying what to do."""

import sys
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.db import (
    DatabaseError,
    InterfaceError,
    OperationalError,
    close_old_connections,
    connection,
)
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fiches.models import Fiche

TRY_AGAIN = 30  # seconds


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 when it was simply too much."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Signed in, but not for this; who belongs to no school learns how to."""
    context = {"geen_school": str(exception) == "geen school"}
    return render(request, "403.html", context, status=HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for an unknown address: says so, and offers the fiches.

    Under ASGI this runs in a thread that Django doesn't tidy up after a request,
    so the connection goes back to the pool here; unless it is still busy, as in a
    test that will undo everything.
    """
    try:
        context = {"fiches": Fiche.objects.current()}
        return render(request, "404.html", context, status=HTTPStatus.NOT_FOUND)
    finally:
        if not connection.in_atomic_block:
            close_old_connections()


def too_many(request: HttpRequest) -> HttpResponse:
    """Somebody tries too often; Retry-After says when it makes sense again."""
    response = render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = "3600"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 when it is the database that doesn't answer.

    Neither page needs anything that may just have broken, not even a query.
    """
    if is_unreachable(sys.exc_info()[1]):
        response = render(request, "503.html", status=HTTPStatus.SERVICE_UNAVAILABLE)
        response["Retry-After"] = str(TRY_AGAIN)
        return response
    return render(request, "500.html", status=HTTPStatus.INTERNAL_SERVER_ERROR)


def is_unreachable(error: BaseException | None) -> bool:
    """Whether it is the database itself, rather than what we asked of it.

    SQLite calls a file that it can't read a DatabaseError, no kind in particular.
    """
    return isinstance(error, OperationalError | InterfaceError) or (
        type(error) is DatabaseError
    )
