"""Writing together: the page, its updates, the hints that there is something newer."""

import asyncio
import json
from base64 import b64decode, b64encode
from collections.abc import AsyncIterator, Collection
from http import HTTPStatus
from pathlib import Path
from typing import Any
from uuid import UUID

from asgiref.sync import sync_to_async
from django.contrib import messages
from django.contrib.staticfiles import finders
from django.core.exceptions import RequestDataTooBig
from django.core.handlers.asgi import ASGIRequest
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.crypto import salted_hmac
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from gesprekken.document import DocumentFout
from gesprekken.forms.samen import PLEKKEN, SamenForm, name_fields
from gesprekken.models import Gesprek, Gespreksvraag, Samentekst
from gesprekken.services import GeslotenFout, samen
from gesprekken.services.afspraken import open_for
from gesprekken.services.bronnen import find_bronnen
from gesprekken.services.tonen import mark_shown, shown_for
from gesprekken.views.vinden import find_own
from samenwijzer.lib.hub import HUB
from samenwijzer.lib.pdf.poort import let_go
from scholen.toegang import LidRequest

HEARTBEAT = 15.0  # seconds
STREAM = 300.0  # seconds until the browser has to ask anew whether it may
MAX_NR = 2**31 - 1
ROOM = 4  # empty places for agreements on a page
TE_GROOT = (
    "Dit is te veel in één keer om te versturen. Plak het in kleinere stukken; je "
    "tekst staat nog op dit toestel."
)
ANDER = (
    "Op dit toestel is intussen iemand anders aangemeld. Je tekst blijft hier staan."
)
GEEN_DEELNEMER = "Je doet niet meer mee aan dit gesprek. Wat je typte, staat nog hier."
ONLEESBAAR = "Dit bericht kwam beschadigd aan. Herlaad de pagina."


def _fout(tekst: str, status: HTTPStatus) -> JsonResponse:
    return JsonResponse({"fout": tekst}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: LidRequest, pk: UUID) -> HttpResponse:
    """The talk itself: its questions, what was shown of them, and room to write."""
    gesprek = find_own(request, pk)
    vragen = list(gesprek.vragen.gekozen())
    samentekst = Samentekst.objects.filter(gesprek=gesprek).first()
    form = SamenForm(
        request.POST if request.method == "POST" else None,
        vragen=vragen,
        deelnemers=list(gesprek.deelnemers.all()),
        initial={
            **(samentekst.tekst if samentekst else {}),
            "basis": samentekst.laatste if samentekst else 0,
        },
    )
    status = HTTPStatus.OK
    if request.method == "POST":
        status = _save(request, gesprek, form)
        if status == HTTPStatus.OK:
            messages.success(request, "Bewaard.")
            return redirect("gesprekken:samen", gesprek.pk)
    elif gesprek.is_gesloten:
        return redirect("gesprekken:verslag", gesprek.pk)
    context = _context(request, gesprek, vragen, form)
    return render(request, "gesprekken/samen.html", context, status=status)


def _save(request: LidRequest, gesprek: Gesprek, form: SamenForm) -> HTTPStatus:
    """Take the page as it was typed without script; what went wrong is in the form."""
    if not form.is_valid():
        return HTTPStatus.UNPROCESSABLE_ENTITY
    values = form.cleaned_data
    try:
        samen.save_form(
            gesprek,
            values["basis"],
            form.teksten,
            form.values,
            request.user,
            kenmerk=values["kenmerk"],
        )
    except GeslotenFout as fout:
        form.add_error(None, str(fout))
        return HTTPStatus.CONFLICT
    except DocumentFout as fout:
        form.add_error(None, str(fout))
        return HTTPStatus.UNPROCESSABLE_ENTITY
    return HTTPStatus.OK


def _context(
    request: LidRequest, gesprek: Gesprek, vragen: list[Gespreksvraag], form: SamenForm
) -> dict[str, Any]:
    codes = [vraag.code for vraag in vragen if vraag.code]
    bronnen = find_bronnen(codes)
    toon = mark_shown(gesprek.pk)  # first: the page may be newer than it says
    shown = shown_for(gesprek, request.user)
    eigen = {
        afspraak.plek: afspraak
        for afspraak in gesprek.afspraken.filter(stappen__isnull=False).distinct()
    }
    return {
        "gesprek": gesprek,
        "form": form,
        "toon": toon,
        "stappen": [
            {
                "nummer": number,
                "vraag": vraag,
                "veld": form[str(vraag.pk)],
                "bronnen": bronnen.get(vraag.code),
                "getoond": shown.get(vraag.pk, ()),
            }
            for number, vraag in enumerate(vragen, 1)
        ],
        "afspraken": [
            {
                "plek": plek,
                "eigen": eigen.get(plek),
                "wat": form[f"afspraak-{plek}"],
                "wie": form[f"{plek}.wie"],
                "tegen": form[f"{plek}.tegen"],
            }
            for plek in _choose_plekken(form, eigen)
        ],
        "open": open_for(gesprek, request.user),
    }


def _choose_plekken(form: SamenForm, eigen: Collection[int]) -> list[int]:
    """The places of agreements that the page has: those in use, and room for more."""
    used = {
        plek
        for plek in PLEKKEN
        if plek in eigen or any(form[name].value() for name in name_fields(plek))
    }
    free = [plek for plek in PLEKKEN if plek not in used]
    return sorted(used | set(free[:ROOM]))


@require_POST
def sync(request: LidRequest, pk: UUID) -> JsonResponse:
    """Take an update, if there is one, and answer with all that is newer.

    The answer is the acknowledgement: what it covers is committed.
    """
    try:
        asked = _read(request)
        if asked["ik"] != str(request.user.pk):
            return _fout(ANDER, HTTPStatus.CONFLICT)
        plaats = _find(request, pk)
        plaats.check_writable()
        if asked["update"]:
            samen.append(plaats.gesprek, asked["update"], request.user)
    except RequestDataTooBig:
        return _fout(TE_GROOT, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    except DocumentFout as fout:
        return _fout(str(fout), HTTPStatus.UNPROCESSABLE_ENTITY)
    except GeslotenFout as fout:
        return _fout(str(fout), HTTPStatus.CONFLICT)
    except Http404:
        return _fout(GEEN_DEELNEMER, HTTPStatus.NOT_FOUND)
    return JsonResponse(_answer(plaats, asked))


def _read(request: HttpRequest) -> dict[str, Any]:
    """What the browser sent, of the right kinds; raises `DocumentFout`."""
    try:
        sent = json.loads(request.body)
        since, veld, ik = sent["since"], sent.get("veld") or "", sent["ik"]
        update = b64decode(sent.get("update") or "", validate=True)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DocumentFout(ONLEESBAAR) from error
    if not (type(since) is int and 0 <= since <= MAX_NR and isinstance(veld, str)):
        raise DocumentFout(ONLEESBAAR)
    return {"since": since, "veld": veld, "ik": ik, "update": update}


def _find(request: LidRequest, pk: UUID) -> samen.Plaats:
    plaats = samen.find_plaats(request.user, pk)
    if plaats is None:
        raise Http404
    return plaats


def _answer(plaats: samen.Plaats, asked: dict[str, Any]) -> dict[str, Any]:
    """All that is newer than what the browser has seen; and who else is here."""
    updates: list[bytes] = []
    stand = samen.Stand(plaats.laatste, plaats.vector)
    if asked["update"] or asked["since"] < plaats.laatste:
        stand, updates = samen.fetch_newer(plaats.gesprek, asked["since"])
    return {
        "last": stand.laatste,
        "updates": [b64encode(update).decode() for update in updates],
        "sv": b64encode(stand.vector).decode(),
        "wie": samen.show_up(plaats, asked["veld"]),
        "toon": mark_shown(plaats.gesprek),
    }


async def stroom(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The number of the last update, each time there is a newer one.

    Where the server can't keep a stream open, 204 tells the browser to stop asking;
    it looks every two seconds then.
    """
    if request.method != "GET":
        return HttpResponse(status=HTTPStatus.METHOD_NOT_ALLOWED)
    await sync_to_async(_check)(request, pk)
    if not isinstance(request, ASGIRequest):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    response = StreamingHttpResponse(_hints(pk), content_type="text/event-stream")
    response["X-Accel-Buffering"] = "no"
    return response


def _check(request: Any, pk: UUID) -> None:
    _find(request, pk)
    let_go()


def _get_laatste(pk: UUID) -> int:
    found = Samentekst.objects.filter(gesprek=pk)
    laatste = found.values_list("laatste", flat=True).first() or 0
    let_go()
    return laatste


async def _hints(pk: UUID) -> AsyncIterator[str]:
    loop = asyncio.get_running_loop()
    until = loop.time() + STREAM
    async with HUB.listen(str(pk)) as queue:
        # Only now, or what comes in between would be missed.
        yield f"retry: 2000\ndata: {await sync_to_async(_get_laatste)(pk)}\n\n"
        while loop.time() < until:
            try:
                hint = await asyncio.wait_for(queue.get(), HEARTBEAT)
            except TimeoutError:
                yield ": leeft\n\n"
            else:
                yield f"data: {hint}\n\n"


@require_safe
def sleutel(request: LidRequest) -> JsonResponse:
    """What opens this person's unsent text on their device, and a token to send with.

    Made from our own secret, so that it is the same on each device and each day, and
    nobody gets it but who is signed in as them.
    """
    key = salted_hmac("gesprekken.toestel", str(request.user.pk), algorithm="sha256")
    return JsonResponse(
        {
            "sleutel": b64encode(key.digest()).decode(),
            "csrf": get_token(request),
            "ik": str(request.user.pk),
        }
    )


@require_safe
def wacht(request: HttpRequest) -> HttpResponse:
    """The service worker; from here, so that it may watch over all talks."""
    found = finders.find("js/wacht.js")
    if not isinstance(found, str):
        raise Http404
    script = Path(found).read_bytes()
    response = HttpResponse(script, content_type="text/javascript")
    response["Cache-Control"] = "no-cache"
    return response
