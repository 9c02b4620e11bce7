"""Who may open which address, said once: beside the address itself, in `urls.py`.

`route` and `deel` are Django's `path` with a classification. The middleware below
holds to it, the tests walk along it, and an address without one stays shut.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
)
from django.shortcuts import resolve_url
from django.urls import URLPattern, URLResolver, get_resolver, path

from scholen.keuze import choose
from scholen.models import Gebruiker, Lidmaatschap, Rol

OPNIEUW = "Meld je opnieuw aan. Je tekst staat klaar."


class Wie(StrEnum):
    """Who may open an address at all; an object can narrow it further."""

    IEDEREEN = "iedereen"
    AANGEMELD = "aangemeld"
    LID = "lid van een school"
    COORDINATOR = "coördinator van de gekozen school"
    BEHEERDER = "beheerder"


@dataclass(frozen=True)
class Toegang:
    """The classification of an address.

    `voorwerp` is the model (app.model) of the object in the address, "" without
    one: then the view finds it among what is visible to this person. `persoonlijk`
    marks pages for one person that are open without an account, such as an
    invitation.
    """

    wie: Wie
    voorwerp: str = ""
    persoonlijk: bool = False

    @property
    def openbaar(self) -> bool:
        return self.wie is Wie.IEDEREEN


class LidRequest(HttpRequest):
    """A request by somebody signed in; with `Wie.LID` and up, in a chosen school."""

    user: Gebruiker
    lidmaatschap: Lidmaatschap


def route(
    adres: str,
    view: Callable[..., Any],
    *,
    name: str,
    wie: Wie,
    voorwerp: str = "",
    persoonlijk: bool = False,
) -> URLPattern:
    """`path` for one view, with its classification."""
    pattern = path(adres, view, name=name)
    pattern.toegang = Toegang(wie, voorwerp, persoonlijk)  # type: ignore[attr-defined]
    return pattern


def deel(adres: str, included: Any, *, wie: Wie) -> URLResolver:
    """`path` for an include whose addresses are all alike."""
    resolver: URLResolver = path(adres, included)
    resolver.toegang = Toegang(wie)  # type: ignore[attr-defined]
    return resolver


def walk(
    resolver: URLResolver, prefix: str = "", inherited: Toegang | None = None
) -> Iterator[tuple[str, URLPattern, Toegang | None]]:
    """Every address: as Django names a match's route, its pattern, its class."""
    for entry in resolver.url_patterns:
        toegang = getattr(entry, "toegang", inherited)
        own = str(entry.pattern)
        adres = prefix + own.removeprefix("^") if prefix else own
        if isinstance(entry, URLResolver):
            yield from walk(entry, adres, toegang)
        else:
            yield adres, entry, toegang


@cache
def register() -> dict[str, Toegang | None]:
    """The classification of each address of this installation."""
    return {adres: toegang for adres, _, toegang in walk(get_resolver())}


class ToegangMiddleware(LoginRequiredMiddleware):
    """Hold every request to the classification of its address.

    An unclassified address answers as one that doesn't exist. What is for one
    person alone is never stored by a browser or a proxy.
    """

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., Any],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        toegang = register().get(match.route) if match else None
        if toegang is None:
            raise Http404
        request.toegang = toegang  # type: ignore[attr-defined]
        if toegang.openbaar:
            return None
        if not request.user.is_authenticated:
            # A script has no use for a page to sign in on: it says so in its own.
            if request.headers.get("Accept") == "application/json":
                return JsonResponse({"fout": OPNIEUW}, status=HTTPStatus.UNAUTHORIZED)
            return self.handle_no_permission(request, view_func)
        check(request, toegang)
        return None

    def get_login_url(self, view_func: Callable[..., Any]) -> str:
        """The one door, also where a view, such as the admin's, names its own."""
        return resolve_url(settings.LOGIN_URL)

    def process_response(
        self, request: HttpRequest, response: HttpResponse
    ) -> HttpResponse:
        toegang = getattr(request, "toegang", None)
        personal = toegang and (toegang.persoonlijk or not toegang.openbaar)
        if personal or _has_session(request):
            response["Cache-Control"] = "no-store, private"
        return response


def check(request: HttpRequest, toegang: Toegang) -> None:
    """Refuse somebody signed in who may not be here; choose the school otherwise."""
    if not isinstance(request.user, Gebruiker):
        raise PermissionDenied
    if toegang.wie is Wie.BEHEERDER and not request.user.is_staff:
        raise PermissionDenied
    if toegang.wie not in {Wie.LID, Wie.COORDINATOR}:
        return
    lidmaatschap = choose(request.user, request.session)
    if lidmaatschap is None and toegang.voorwerp:
        raise Http404  # it belongs to a school, and this person to none
    if lidmaatschap is None:
        raise PermissionDenied("geen school")
    if toegang.wie is Wie.COORDINATOR and lidmaatschap.rol != Rol.COORDINATOR:
        raise PermissionDenied("geen coördinator")
    request.lidmaatschap = lidmaatschap  # type: ignore[attr-defined]


def _has_session(request: HttpRequest) -> bool:
    """Whether this may be somebody signed in.

    It asks the cookie rather than the database, which may just have failed.
    """
    session = getattr(request, "session", None)
    return session is not None and session.session_key is not None
