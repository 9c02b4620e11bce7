"""Preparing apart and showing: every page here is its author's own."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from gesprekken.forms.voorbereiden import TeamvoorbereidingForm, VoorbereidingForm
from gesprekken.models import Gesprek, Gespreksvraag, Voorbereiding
from gesprekken.services import GeslotenFout, GesprekFout
from gesprekken.services.bronnen import Bronnen, find_bronnen
from gesprekken.services.schrijven import check_writable
from gesprekken.services.tonen import Getoonde, Keuze, choose, show_complete, shown_for
from gesprekken.services.voorbereiden import (
    GEEN_VRAAG,
    Bewaard,
    Klad,
    begin_anew,
    read_kladden,
    save_voorbereiding,
)
from gesprekken.views.vinden import find_own
from samenwijzer.lib.bewaren import Verschil
from scholen.models import Gebruiker
from scholen.toegang import LidRequest

ANDERS = (
    "Je bewaarde hier intussen iets anders, op een ander toestel of in een ander "
    "venster. Kies wat je houdt."
)
GEEN_DEELNEMER = "Je doet niet meer mee aan dit gesprek. Wat je typte, staat nog hier."
GEEN_KEUZE = "Kies wat je met deze tekst doet."
TOLD = {
    Keuze.MIJ: "Dit blijft van jou alleen.",
    Keuze.NU: "Je tekst is getoond aan wie aan dit gesprek deelneemt.",
    Keuze.SAMEN: "Genoteerd: samen tonen.",
    Keuze.TERUG: "Je tekst is weer van jou alleen.",
    Keuze.KLAAR: "Wat klaarstond, is getoond.",
}


@dataclass
class Blok:
    """One question on the page of who prepares it."""

    klad: Klad
    nummer: int
    form: VoorbereidingForm
    getoond: Sequence[Getoonde]
    bronnen: Bronnen | None = None
    verschillen: Sequence[Verschil] = ()

    @property
    def vraag(self) -> Gespreksvraag:
        return self.klad.vraag

    @property
    def is_gekozen(self) -> bool:
        return self.vraag.volgorde is not None

    @property
    def is_getoond(self) -> bool:
        return any(een.van_mij for een in self.getoond)

    @property
    def is_kwijt(self) -> bool:
        return self.klad.tekst is None

    @property
    def wacht(self) -> bool:
        return self.klad.wens == Voorbereiding.Wens.SAMEN

    @property
    def has_tekst(self) -> bool:
        return self.klad.tekst != "" or self.form.is_bound

    @property
    def is_vast(self) -> bool:
        """Whether nothing can be typed now; what couldn't be saved is given back."""
        fixed = self.is_getoond or self.is_kwijt or self.wacht or not self.is_gekozen
        return fixed and not self.form.is_bound


@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request: LidRequest, pk: UUID) -> HttpResponse:
    """One's own words with each question; one press saves all fields of the page."""
    if request.method != "POST":
        return _show_page(request, find_own(request, pk))
    if request.headers.get("Accept") == "application/json":
        return _autosave(request, pk)

    def begin(gesprek: Gesprek, blokken: Sequence[Blok]) -> None:
        if "opnieuw" in request.POST:
            begin_anew(gesprek, request.user, _read_pk(request.POST["opnieuw"]))

    gesprek = find_own(request, pk)
    if failed := _press(request, gesprek, begin):
        return failed
    messages.success(request, "Bewaard. Alleen jij leest dit.")
    return redirect("gesprekken:voorbereiden", gesprek.pk)


@require_POST
def show(request: LidRequest, pk: UUID) -> HttpResponse:
    """Show one preparation, or take it back; what stands on the page is saved first."""

    def act(gesprek: Gesprek, blokken: Sequence[Blok]) -> None:
        if keuze not in TOLD:
            raise GesprekFout(GEEN_KEUZE)
        vraag = _read_pk(asked)
        seen = {blok.vraag.pk: blok for blok in blokken if blok.form.is_bound}
        versie = seen[vraag].klad.versie if vraag in seen else None
        choose(gesprek, request.user, vraag, Keuze(keuze), versie)

    keuze = request.POST.get("keuze", "")
    # A button has one name: on a page with several questions its address says which.
    asked = request.POST.get("vraag") or request.GET.get("vraag", "")
    gesprek = find_own(request, pk)
    if failed := _press(request, gesprek, act):
        return failed
    messages.success(request, TOLD[Keuze(keuze)])
    adres = reverse("gesprekken:voorbereiden", args=[gesprek.pk])
    return redirect(f"{adres}#vraag-{UUID(asked)}")


def _read_pk(value: str) -> UUID:
    try:
        return UUID(value)
    except ValueError:
        raise GesprekFout(GEEN_VRAAG) from None


def _press(
    request: LidRequest,
    gesprek: Gesprek,
    act: Callable[[Gesprek, Sequence[Blok]], None],
) -> HttpResponse | None:
    """Save what was typed and then do what was pressed; the page where that fails."""
    blokken = _make_blokken(request, gesprek)
    try:
        status = _save_all(request.user, gesprek, blokken)
        if status == HTTPStatus.OK:
            act(gesprek, blokken)
            return None
    except GeslotenFout as fout:
        return _render(request, gesprek, blokken, fout, HTTPStatus.CONFLICT)
    except GesprekFout as fout:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _render(request, gesprek, blokken, fout, status)
    return _render(request, gesprek, blokken, None, status)


def _save_all(
    auteur: Gebruiker, gesprek: Gesprek, blokken: Sequence[Blok]
) -> HTTPStatus:
    """Save each field that was sent; one that can't be doesn't keep the others back."""
    for blok in blokken:
        if blok.form.is_bound and blok.form.is_valid():
            _save(auteur, gesprek, blok)
    if any(blok.verschillen for blok in blokken):
        return HTTPStatus.CONFLICT
    if any(blok.form.errors for blok in blokken):
        return HTTPStatus.UNPROCESSABLE_ENTITY
    return HTTPStatus.OK


def _save(auteur: Gebruiker, gesprek: Gesprek, blok: Blok) -> None:
    try:
        saved = _save_form(auteur, gesprek, blok.vraag.pk, blok.form)
    except GeslotenFout:
        raise
    except GesprekFout as fout:
        blok.form.add_error("tekst", str(fout))
        return
    if saved.gelukt:
        blok.form.renew(saved.versie)
        blok.klad = replace(blok.klad, tekst=saved.tekst, versie=saved.versie)
    else:
        blok.verschillen = blok.form.show_conflict(saved)


def _save_form(
    auteur: Gebruiker, gesprek: Gesprek, vraag_pk: UUID, form: VoorbereidingForm
) -> Bewaard:
    values = form.cleaned_data
    return save_voorbereiding(
        gesprek, auteur, vraag_pk, values["tekst"], values["versie"], values["kenmerk"]
    )


def _autosave(request: LidRequest, pk: UUID) -> JsonResponse:
    """Save one field, for the script of the page."""
    try:
        gesprek = find_own(request, pk)
        vraag_pk = _read_pk(request.POST.get("vraag", ""))
        form = VoorbereidingForm(request.POST)
        if not form.is_valid():
            raise GesprekFout(form.errors["tekst"][0])
        saved = _save_form(request.user, gesprek, vraag_pk, form)
    except Http404:
        return JsonResponse({"fout": GEEN_DEELNEMER}, status=HTTPStatus.NOT_FOUND)
    except PermissionDenied:
        return JsonResponse({"fout": GEEN_DEELNEMER}, status=HTTPStatus.FORBIDDEN)
    except GeslotenFout as fout:
        return JsonResponse({"fout": str(fout)}, status=HTTPStatus.CONFLICT)
    except GesprekFout as fout:
        said = {"fout": str(fout)}
        return JsonResponse(said, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if saved.gelukt:
        return JsonResponse({"versie": saved.versie})
    both = {"fout": ANDERS, "bewaard": saved.tekst, "versie": saved.versie}
    return JsonResponse(both, status=HTTPStatus.CONFLICT)


def _make_blokken(request: LidRequest, gesprek: Gesprek) -> list[Blok]:
    """A block for each question; those that were sent hold what was typed."""
    shown = shown_for(gesprek, request.user)
    make_form = VoorbereidingForm if gesprek.traject_id else TeamvoorbereidingForm
    kladden = read_kladden(gesprek, request.user)
    bronnen = find_bronnen([klad.vraag.code for klad in kladden])
    blokken = []
    for nummer, klad in enumerate(kladden, 1):
        pk = klad.vraag.pk
        form = make_form(
            request.POST if f"{pk}-tekst" in request.POST else None,
            vraag=pk,
            nummer=nummer,
            initial={"tekst": klad.tekst, "versie": klad.versie},
        )
        found = bronnen.get(klad.vraag.code)
        blokken.append(Blok(klad, nummer, form, shown.get(pk, ()), found))
    return blokken


def _show_page(request: LidRequest, gesprek: Gesprek) -> HttpResponse:
    blokken = _make_blokken(request, gesprek)
    if any(blok.wacht for blok in blokken):
        # Somebody may have left since: then nobody needs to wait for them.
        with suppress(GeslotenFout):
            show_complete(gesprek)
            blokken = _make_blokken(request, gesprek)
    return _render(request, gesprek, blokken)


def _render(
    request: LidRequest,
    gesprek: Gesprek,
    blokken: Sequence[Blok],
    fout: GesprekFout | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    gesloten = _is_gesloten(gesprek, fout)
    for blok in blokken:
        blok.form.fields["tekst"].widget.attrs["readonly"] = gesloten
    context: dict[str, Any] = {
        "gesprek": gesprek,
        "blokken": [blok for blok in blokken if blok.is_gekozen],
        "eruit": [blok for blok in blokken if not blok.is_gekozen and blok.has_tekst],
        "met_fout": [blok for blok in blokken if blok.form.errors],
        "fout": fout,
        "gesloten": gesloten,
    }
    return render(request, "gesprekken/voorbereiden.html", context, status=status)


def _is_gesloten(gesprek: Gesprek, fout: GesprekFout | None) -> bool:
    """Whether nobody writes here any more, perhaps only since this press."""
    try:
        check_writable(gesprek)
    except GeslotenFout:
        return True
    return isinstance(fout, GeslotenFout)
