"""Choosing the questions of a talk, by its participants."""

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fiches.models import Doelgroep, Fiche
from gesprekken.forms.vragen import EigenVraagForm
from gesprekken.models import MAX_VRAGEN, MIN_VRAGEN, Gesprek, Gespreksvraag, Opzij
from gesprekken.services import GeslotenFout, GesprekFout, vragen
from gesprekken.services.feiten import find_choices, get_doelgroep
from gesprekken.services.schrijven import check_writable
from gesprekken.views.vinden import find_own
from gesprekken.voorstel import Bekend, Voorgesteld
from samenwijzer.lib.bewaren import save_once
from scholen.toegang import LidRequest

KIES = "Kies een vraag uit de lijst."
PLEKKEN = {str(number): number for number in range(1, MAX_VRAGEN + 1)}
# Headings of the page, by their ids.
GEKOZEN, VOORGESTELD = "gekozen", "voorstel"
# In the session: the talk, what its proposal shows, what was passed over.
VOORSTEL = "voorstel"


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: LidRequest, pk: UUID) -> HttpResponse:
    """Two to four questions, in any order; each button is one small change."""
    gesprek = find_own(request, pk)
    if request.method != "POST":
        return _show(request, gesprek)
    form = EigenVraagForm(request.POST) if "eigen" in request.POST else None
    plek = GEKOZEN
    try:
        if form is None:
            plek = _change(request, gesprek)
        elif form.is_valid():
            _add_eigen(request, gesprek, form)
        else:
            return _show(request, gesprek, form=form)
    except GesprekFout as fout:
        return _show(request, gesprek, form=form, fout=fout)
    adres = reverse("gesprekken:vragen", args=[gesprek.pk])
    return redirect(f"{adres}#{plek}")


def _add_eigen(request: LidRequest, gesprek: Gesprek, form: EigenVraagForm) -> None:
    def write() -> bool:
        vragen.add_eigen(gesprek, form.cleaned_data["tekst"])
        return True

    kenmerk = form.cleaned_data["kenmerk"]
    save_once(request.user.bewaringen, kenmerk, gesprek.pk, write)


# What each button does, by its name, with the value that it sends.
BUTTONS: dict[str, Callable[[Gesprek, str], None]] = {
    "voeg": vragen.add_vraag,
    "kies": lambda gesprek, code: vragen.accept_voorstel(gesprek, [code]),
    "op": lambda gesprek, value: _move(gesprek, value, -1),
    "neer": lambda gesprek, value: _move(gesprek, value, 1),
    "wissel": lambda gesprek, value: vragen.swap_vraag(gesprek, _read_pk(value)),
    "weg": lambda gesprek, value: vragen.drop_vraag(gesprek, _read_pk(value)),
    "later": lambda gesprek, value: vragen.set_opzij(
        gesprek, _read_which(value), Opzij.Soort.LATER
    ),
    "niet": lambda gesprek, value: vragen.set_opzij(
        gesprek, _read_which(value), Opzij.Soort.LIEVER_NIET
    ),
}


def _change(request: LidRequest, gesprek: Gesprek) -> str:
    """What the pressed button asks, as its name and value say.

    Returns the id of the place on the page where its presser goes on.
    """
    data = request.POST
    if "neem" in data and data.getlist("code"):
        vragen.accept_voorstel(gesprek, data.getlist("code"))
        return GEKOZEN
    if "ander" in data:
        _pass_over(request, gesprek, str(data["ander"]))
        return VOORGESTELD
    for name, change in BUTTONS.items():
        if value := data.get(name):
            _hold(request, gesprek, but=value if name == "niet" else "")
            change(gesprek, value)
            return _find_plek(name, value)
    raise GesprekFout(KIES)


def _find_plek(name: str, value: str) -> str:
    """The question that moved, or the list that the button stood in or adds to."""
    if name in ("op", "neer"):
        return f"vraag-{_read_pk(value.partition(' ')[0])}"
    proposed = name in ("later", "niet") and isinstance(_read_which(value), str)
    return VOORGESTELD if proposed else GEKOZEN


def _move(gesprek: Gesprek, value: str, by: int) -> None:
    """Move the question with this id; our page says behind it where it stood there."""
    pk, _, plek = value.partition(" ")
    if plek and plek not in PLEKKEN:
        raise GesprekFout(KIES)
    vragen.move_vraag(gesprek, _read_pk(pk), by, PLEKKEN.get(plek))


def _read_pk(value: str) -> UUID:
    try:
        return UUID(value)
    except ValueError:
        raise GesprekFout(KIES) from None


def _read_which(value: str) -> UUID | str:
    """A question of the talk by its id, or one of the fiches by its code."""
    try:
        return UUID(value)
    except ValueError:
        return value


def _pass_over(request: LidRequest, gesprek: Gesprek, code: str) -> None:
    """Show another question in the place of this proposed one, to this reader."""
    check_writable(gesprek)
    bekend = find_choices(gesprek)
    shown = [one.code for one in _find_voorstel(request, gesprek, bekend)]
    if code not in shown:
        raise GesprekFout(KIES)
    houd = ["" if one == code else one for one in shown]
    gezien = [*_recall(request, gesprek)[1], code]
    others = vragen.find_voorstel(gesprek, bekend, houd=houd, gezien=gezien)
    if len(others) < len(shown):
        raise GesprekFout(vragen.GEEN_ANDERE)
    request.session[VOORSTEL] = [str(gesprek.pk), houd, gezien]


def _hold(request: LidRequest, gesprek: Gesprek, *, but: str) -> None:
    """Let the questions that are proposed now keep their places.

    Not the one that is put aside for good: nothing may tell by whom.
    """
    found = _find_voorstel(request, gesprek, find_choices(gesprek))
    shown = ["" if one.code == but else one.code for one in found]
    gezien = _recall(request, gesprek)[1]
    request.session[VOORSTEL] = [str(gesprek.pk), shown, gezien]


def _find_voorstel(
    request: LidRequest, gesprek: Gesprek, bekend: Mapping[str, Bekend]
) -> tuple[Voorgesteld, ...]:
    """What to propose as long as there are too few, as this reader last saw it."""
    if gesprek.vragen.gekozen().count() >= MIN_VRAGEN:
        return ()
    houd, gezien = _recall(request, gesprek)
    return vragen.find_voorstel(gesprek, bekend, houd=houd, gezien=gezien)


def _recall(request: LidRequest, gesprek: Gesprek) -> tuple[list[str], list[str]]:
    """The codes that are proposed in their places, and those passed over."""
    pk, houd, gezien = request.session.get(VOORSTEL, ["", [], []])
    return (houd, gezien) if pk == str(gesprek.pk) else ([], [])


def _show(
    request: LidRequest,
    gesprek: Gesprek,
    *,
    form: EigenVraagForm | None = None,
    fout: GesprekFout | None = None,
) -> HttpResponse:
    chosen = list(gesprek.vragen.gekozen())
    bekend = find_choices(gesprek)
    dicht = _get_dicht(gesprek)
    vol = len(chosen) >= MAX_VRAGEN
    context = {
        "gesprek": gesprek,
        "gekozen": chosen,
        "dicht": dicht,
        "voorstel": () if dicht else _find_voorstel(request, gesprek, bekend),
        "fiches": () if dicht else _groups(gesprek, bekend, chosen),
        "form": form or EigenVraagForm(),
        # What was typed comes back, also where nothing can be added any more.
        "eigen": form is not None or not (vol or dicht),
        "fout": None if dicht else fout,
        "vol": vol,
        "nog": max(MIN_VRAGEN - len(chosen), 0),
    }
    status = 422 if fout or (form is not None and form.errors) else 200
    if isinstance(fout, GeslotenFout):
        status = 409
    return render(request, "gesprekken/vragen.html", context, status=status)


def _get_dicht(gesprek: Gesprek) -> str:
    """Why nothing changes here any more; "" as long as it may."""
    try:
        check_writable(gesprek)
    except GeslotenFout as fout:
        return str(fout)
    return ""


def _groups(
    gesprek: Gesprek, bekend: Mapping[str, Bekend], chosen: Sequence[Gespreksvraag]
) -> list[dict[str, object]]:
    """The fiches, those of this talk first and open, with what can still be chosen."""
    fiches = list(Fiche.objects.current())
    fiches.sort(key=lambda fiche: (fiche.slug not in gesprek.fiches, fiche.nummer))
    taken = {row.code for row in chosen}
    left = [vraag for vraag in bekend.values() if vraag.code not in taken]
    own = get_doelgroep(gesprek)
    doelgroepen = sorted(Doelgroep, key=lambda doelgroep: doelgroep != own)
    return [
        {
            "fiche": fiche,
            "open": fiche.slug in gesprek.fiches,
            "groepen": [
                (
                    doelgroep.label,
                    [
                        vraag
                        for vraag in left
                        if (vraag.fiche, vraag.doelgroep) == (fiche.slug, doelgroep)
                    ],
                )
                for doelgroep in doelgroepen
            ],
        }
        for fiche in fiches
    ]
