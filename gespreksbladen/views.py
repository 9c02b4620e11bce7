from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from fiches.models import Fiche
from gespreksbladen import services
from gespreksbladen.forms import BladForm
from gespreksbladen.oplage import Oplage
from gespreksbladen.vragenlijst import Vragenlijst
from samenwijzer.lib.herhaling import repeatable
from samenwijzer.lib.htmx import HtmxRequest, render_page
from samenwijzer.lib.pdf.poort import Druk, Papier, PdfFout, draw_page, let_go

PAGE = "gespreksbladen/samenstellen.html"
PATIENCE = 0.8  # seconds that a whole page waits for its preview
BREEDTE = 760  # pixels of a preview


@require_safe
def compose(request: HtmxRequest) -> HttpResponse:
    """Choose what to print, beside what will come out of the printer."""
    form = BladForm(request.GET, list(Fiche.objects.current()))
    if not form.is_valid():
        return show(request, form)
    keuze = form.keuze
    code, _, step = request.GET.get("schuif", "").rpartition(":")
    if code:
        keuze = keuze.move(code, -1 if step == "op" else 1)
    if not request.htmx and ("schuif" in request.GET or "" in _values(request)):
        return redirect(keuze.url())
    if code:
        form = form.again(keuze)
    return show(request, form)


@require_safe
def pdf(request: HtmxRequest) -> HttpResponse:
    """The paper itself; what can't be made is said on the composer's page."""
    form = BladForm(request.GET, list(Fiche.objects.current()))
    if not form.is_valid():
        return show(request, form)
    try:
        papier = services.make_papier(form.keuze, form.fiches, site(request))
    except PdfFout as fout:
        return show(request, form, fout=fout)
    name = slugify(services.title(form.keuze, form.fiches)) or "gespreksblad"
    response = HttpResponse(papier.pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return kept(request, response, papier.etag)


@require_safe
def page(request: HttpRequest, nummer: int) -> HttpResponse:
    """A picture of one page of the paper, for the preview."""
    form = BladForm(request.GET, list(Fiche.objects.current()))
    if not form.is_valid():
        raise Http404
    try:
        papier = services.make_papier(form.keuze, form.fiches, site(request))
        if not 1 <= nummer <= papier.bladzijden:
            raise Http404
        picture = draw_page(papier, nummer, BREEDTE)
    except PdfFout as fout:
        status = fout_status(fout)
        return HttpResponse(str(fout), "text/plain; charset=utf-8", status)
    response = HttpResponse(picture, content_type="image/png")
    return kept(request, response, f'"{papier.merk[:32]}-{nummer}"')


@require_safe
def pack(request: HtmxRequest) -> HttpResponse:
    """How far the papers of a seminar pack are, until it can be fetched."""
    form = BladForm(request.GET, list(Fiche.objects.current()))
    if not form.is_valid():
        return show(request, form)
    keuze = form.keuze
    try:
        futures = services.request_pack(keuze, form.fiches, site(request))
        ready = [name for name, future in futures.items() if is_done(future)]
    except PdfFout as fout:
        return show(request, form, fout=fout)
    context = {
        "keuze": keuze,
        "namen": list(futures),
        "klaar": ready,
        "alles": len(ready) == len(futures),
        "terug": keuze.url(),
        "zip": keuze.url("zip"),
        "adres": keuze.url("pakket"),
    }
    return render_page(request, "gespreksbladen/pakket.html", "stand", context)


@require_safe
def pack_zip(request: HtmxRequest) -> HttpResponse:
    """A seminar pack: a sheet for each group, cards and posters."""
    form = BladForm(request.GET, list(Fiche.objects.current()))
    if not form.is_valid():
        return show(request, form)
    try:
        futures = services.request_pack(form.keuze, form.fiches, site(request))
        let_go()
        papieren = {name: future.result() for name, future in futures.items()}
    except PdfFout as fout:
        return show(request, form, fout=fout)
    name = slugify(form.keuze.titel) or "seminarie"
    response = HttpResponse(services.zip_pack(papieren), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    return response


def show(
    request: HtmxRequest, form: BladForm, *, fout: PdfFout | None = None
) -> HttpResponse:
    """The composer with what was chosen, and its preview or why there is none."""
    context: dict[str, Any] = {"form": form, "fout": fout}
    if form.is_valid():
        keuze = form.keuze
        context |= {
            "keuze": keuze,
            "vragenlijst": Vragenlijst(keuze, form.fiches),
            "adres": keuze.url(),
            "pdf": keuze.url("pdf"),
            "pakket": keuze.url("pakket"),
        }
        if fout is None:
            context |= preview(request, form)
    else:
        context["vragenlijst"] = Vragenlijst(form.rough, form.fiches)
    invalid = not form.is_valid() or (
        "papier" not in context and "bezig" not in context
    )
    response = render_page(request, PAGE, "voorbeeld", context, invalid=invalid)
    if isinstance(context["fout"], Druk):
        response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
    if request.htmx and form.is_valid():
        response["HX-Replace-Url"] = form.keuze.url()
    return response


def preview(request: HtmxRequest, form: BladForm) -> dict[str, Any]:
    """The finished paper; or that it is being made; or why it can't be."""
    keuze = form.keuze
    try:
        future = services.request_papier(keuze, form.fiches, site(request))
        let_go()
        papier = future.result(timeout=None if request.htmx else PATIENCE)
    except NotYet:
        return {"bezig": True}
    except PdfFout as fout:
        return {"fout": fout}
    return {
        "papier": papier,
        "oplage": Oplage(keuze, papier.bladzijden),
        "bladzijden": [
            keuze.url("png", nummer=nummer)
            for nummer in range(1, papier.bladzijden + 1)
        ],
    }


def kept(request: HttpRequest, response: HttpResponse, etag: str) -> HttpResponse:
    """The response with its ETag, or 304 for who has these very bytes already."""
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"  # keep it, but ask whether it is still so
    answer = get_conditional_response(request, etag=etag, response=response)
    return repeatable(answer or response)


def is_done(future: Future[Papier]) -> bool:
    """Whether a paper is ready; raises why not when it failed."""
    return future.done() and bool(future.result())


def fout_status(fout: PdfFout) -> HTTPStatus:
    busy = isinstance(fout, Druk)
    return HTTPStatus.SERVICE_UNAVAILABLE if busy else HTTPStatus.UNPROCESSABLE_ENTITY


def site(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def _values(request: HttpRequest) -> list[str]:
    return [value for _, values in request.GET.lists() for value in values]
