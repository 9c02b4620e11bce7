"""A view that does nothing, and the processor time that the server used so far."""

import time

from django.http import HttpRequest, HttpResponse
from django.urls import path


def leeg(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def klok(request: HttpRequest) -> HttpResponse:
    """User and system time of the whole process, in nanoseconds."""
    return HttpResponse(str(time.process_time_ns()))


urlpatterns = [path("leeg/", leeg), path("klok/", klok)]
