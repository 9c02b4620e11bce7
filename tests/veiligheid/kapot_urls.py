"""Our own addresses, and one whose view is broken."""

from typing import NoReturn

from django.http import HttpRequest

from samenwijzer.urls import *  # noqa: F403
from samenwijzer.urls import urlpatterns as whole
from scholen.toegang import Wie, route

SECRET = "iets-dat-niemand-mag-lezen"


def broken(request: HttpRequest) -> NoReturn:
    raise RuntimeError(SECRET)


urlpatterns = [*whole, route("kapot/", broken, name="kapot", wie=Wie.IEDEREEN)]
