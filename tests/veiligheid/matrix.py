"""What every address answers to everybody, computed from its classification.

`expect` is the whole rule. `GEDRAG` says how an address behaves for who may be there:
a feature adds those that aren't plain pages, and to `BEHEERT` those where seeing the
object isn't enough.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from scholen.models import Rol
from scholen.toegang import Toegang, Wie
from tests.veiligheid.bezoek import AANMELDEN, Antwoord, ask
from tests.veiligheid.opstelling import Actor
from tests.veiligheid.voorwerpen import Voorwerp, Voorwerpen, classify, fill, name_of

METHODEN = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
# Of these nobody may learn which one it is.
OUT_OF_REACH = {"vreemd", "verwijderd", "onbestaand"}
# What also changes when nothing does: a session, and how often somebody knocked.
BOOKKEEPING = {"django_session", "tellers"}
ON_SITE = "content_type_id object_id"

# What is open to everybody, on purpose.
OPENBAAR = {
    "",
    "gezond/",
    "stijl/",
    "gesprekken/",
    "gespreksbladen/",
    "gespreksbladen/blad.pdf",
    "gespreksbladen/bladzijde/<int:nummer>.png",
    "gespreksbladen/pakket/",
    "gespreksbladen/pakket.zip",
    "fiches/",
    "fiches/<slug:slug>/",
    "begin/",
    "demo/post/",
    "demo/als/<slug:wie>/",
    "uitnodiging/<str:token>/",
    "account/login/",
    "account/login/code/",
    "account/login/sleutel/",
    "account/logout/",
    "account/inactive/",
    "account/diensten/afgebroken/",
    "account/diensten/<slug:provider_id>/",
    "account/diensten/<slug:provider_id>/terug/",
}


class Gedrag(dict[str, int]):
    """The status by method for who may be here; nothing is posted along."""

    def __init__(self, get: int = 200, anders: int = 405, **methods: int) -> None:
        super().__init__(dict.fromkeys(METHODEN, anders) | {"GET": get, "HEAD": get})
        self.update({name.upper(): status for name, status in methods.items()})


PAGINA = Gedrag()
FORMULIER = Gedrag(post=422)
BEVESTIGING = Gedrag(post=302)
KNOP = Gedrag(get=405, post=302)
VERDER = Gedrag(get=302, anders=302)
# Views made of classes: PUT is a POST, and OPTIONS is answered for any object.
KLASSE = Gedrag(options=200)
KLASSEFORMULIER = Gedrag(post=422, put=422, options=200)
# The admin looks at the method only where it saves.
BEHEERPAGINA = Gedrag(get=200, anders=200)
VERBODEN = Gedrag(get=403, anders=403)

GEDRAG = {
    "demo/post/": Gedrag(get=404),
    "demo/als/<slug:wie>/": Gedrag(get=405, post=404),
    "begin/": Gedrag(get=302, post=302),
    "school/gegevens/": FORMULIER,
    "school/kies/<uuid:pk>/": KNOP,
    "school/leden/<uuid:pk>/rol/": Gedrag(get=405, post=422),
    "school/leden/<uuid:pk>/einde/": BEVESTIGING,
    "school/uitnodigen/": FORMULIER,
    "school/uitnodigingen/<uuid:pk>/intrekken/": KNOP,
    "school/uitnodigingen/<uuid:pk>/opnieuw/": KNOP,
    "uitnodiging/<str:token>/": FORMULIER,
    "account/": FORMULIER,
    "account/opnieuw/": BEVESTIGING,
    "account/sessies/<int:pk>/einde/": KNOP,
    "account/login/": VERDER,
    "account/login/code/": VERDER,
    "account/login/sleutel/": VERDER,
    "account/logout/": Gedrag(post=302, options=200),
    "account/inactive/": KLASSE,
    "account/sleutels/nieuw/": KLASSEFORMULIER,
    "account/sleutels/<int:pk>/weg/": Gedrag(post=302, delete=302, options=200),
    "account/sleutels/<int:pk>/naam/": KLASSEFORMULIER,
    "account/diensten/": FORMULIER,
    "account/diensten/<int:pk>/los/": KNOP,
    "account/diensten/afgebroken/": KLASSE,
    # The provider doesn't answer, and never sent anybody back.
    "account/diensten/<slug:provider_id>/": Gedrag(get=405, post=502),
    "account/diensten/<slug:provider_id>/terug/": Gedrag(get=401, anders=401),
    "beheer/login/": VERDER,
    "beheer/logout/": Gedrag(get=405, post=200, options=200),
    "beheer/autocomplete/": Gedrag(get=403, options=200),
    "beheer/jsi18n/": KLASSE,
    "beheer/r/<path:content_type_id>/<path:object_id>/": VERDER,
    "beheer/(?P<url>.*)$": Gedrag(404, 404),
    "beheer/scholen/gebruiker/<path:object_id>/change/": Gedrag(200, 200, post=302),
}
CONTENT = [
    f"fiches/{model}"
    for model in ("bron", "thema", "fiche", "literatuurblok", "stem", "vraag")
]
IN_ADMIN = [*CONTENT, "scholen/gebruiker", "scholen/school"]
# Content comes from files: the admin only shows it.
GEDRAG |= {
    f"beheer/{model}/<path:object_id>/change/": Gedrag(200, 200, post=403)
    for model in CONTENT
}
# Nothing is made or deleted there.
GEDRAG |= {
    f"beheer/{model}/{rest}": gedrag
    for model in IN_ADMIN
    for rest, gedrag in {
        "add/": VERBODEN,
        "<path:object_id>/delete/": VERBODEN,
        "<path:object_id>/": VERDER,
    }.items()
}
# Where it matters that nobody is signed in.
GEDRAG_NIEMAND = {
    "uitnodiging/<str:token>/": BEVESTIGING,
    "account/login/": KLASSEFORMULIER,
    "account/login/sleutel/": Gedrag(get=302, post=302, put=302, options=200),
    "account/logout/": Gedrag(get=302, post=302, options=200),
}

# What all members of a school see; anything else only its owner does.
VAN_DE_SCHOOL = {"scholen.lidmaatschap", "scholen.school", "scholen.uitnodiging"}
# Which of those objects it takes a coordinator of their school for.
BEHEERT = {
    "school/leden/<uuid:pk>/rol/": {"eigen", "collega"},
    "school/leden/<uuid:pk>/einde/": {"collega"},
    "school/uitnodigingen/<uuid:pk>/intrekken/": {"eigen", "collega"},
    "school/uitnodigingen/<uuid:pk>/opnieuw/": {"eigen", "collega"},
}


@dataclass(frozen=True)
class Cel:
    """One request: an address with an object, and a method."""

    adres: str
    toegang: Toegang
    voorwerp: Voorwerp
    methode: str

    @property
    def path(self) -> str:
        return fill(self.adres, self.voorwerp.waarden)

    def __str__(self) -> str:
        soort = self.voorwerp.soort
        return f"{self.methode} /{self.adres}" + (f" ({soort})" if soort else "")


def cells(actor: Actor, adressen: Collection[str] = ()) -> Iterator[Cel]:
    """Every cell of an actor; where addresses are named, of those alone."""
    voorwerpen = Voorwerpen(actor)
    for adres, classes in classify().items():
        for toegang in classes:
            if toegang is None or (adressen and adres not in adressen):
                continue
            for voorwerp in voorwerpen.of(adres, toegang):
                for methode in METHODEN:
                    yield Cel(adres, toegang, voorwerp, methode)


def expect(actor: Actor, cel: Cel) -> int:
    """The status that this actor must get: first who, then how, then which object."""
    refused = _judge_class(actor, cel.toegang)
    if refused is not None:
        return refused
    special = GEDRAG_NIEMAND if actor.gebruiker is None else {}
    usual = BEHEERPAGINA if cel.toegang.wie is Wie.BEHEERDER else PAGINA
    status = special.get(cel.adres, GEDRAG.get(cel.adres, usual))[cel.methode]
    if status in {403, 405} or (cel.methode == "OPTIONS" and _has_class(cel, status)):
        return status
    return _judge_object(actor, cel) or status


def _has_class(cel: Cel, status: int) -> bool:
    """Whether the view is made of a class: OPTIONS is answered by that alone."""
    return status == 200 and cel.toegang.wie is not Wie.BEHEERDER


def _judge_class(actor: Actor, toegang: Toegang) -> int | None:
    """The refusal by the classification alone; None when there is none."""
    if toegang.wie is Wie.IEDEREEN:
        return None
    if actor.gebruiker is None:
        return AANMELDEN
    if toegang.wie is Wie.BEHEERDER:
        return None if actor.gebruiker.is_staff else 403
    if toegang.wie is Wie.AANGEMELD:
        return None
    if actor.school is None:
        return 404 if toegang.voorwerp else 403
    chosen = actor.rollen[actor.school]
    return None if toegang.wie is Wie.LID or chosen is Rol.COORDINATOR else 403


def _judge_object(actor: Actor, cel: Cel) -> int | None:
    """The refusal because of the object; None when there is none."""
    naam, soort = name_of(cel.adres, cel.toegang), cel.voorwerp.soort
    gone = soort in {"verwijderd", "onbestaand"}
    if cel.toegang.wie is Wie.BEHEERDER:
        there = 404 if naam == ON_SITE else 302  # back to the index, with a message
        return there if gone else None
    if naam == "token":  # the token is what proves one may read it
        forwarded = actor.gebruiker is not None and soort != "eigen"
        return 404 if gone else 403 if forwarded else None
    shared = naam in VAN_DE_SCHOOL and cel.voorwerp.school in actor.rollen
    if gone or not (shared or soort in {"", "eigen", "bestaand"}):
        return 404
    manages = actor.rollen.get(cel.voorwerp.school) is Rol.COORDINATOR  # type: ignore[arg-type]
    return 403 if soort in BEHEERT.get(cel.adres, ()) and not manages else None


def check_cells(actor: Actor, chosen: Iterable[Cel]) -> list[str]:
    """Ask every cell, and name all that isn't as it should be."""
    found = []
    alike: dict[tuple[str, str, int], list[tuple[Cel, object]]] = {}
    for cel in chosen:
        antwoord, expected = ask(actor, cel.methode, cel.path), expect(actor, cel)
        if antwoord.status != expected:
            found.append(f"{actor.naam}: {cel}: {antwoord.status}, hoort {expected}")
        refused = expected in {AANMELDEN, 403, 404, 405}
        if wrote := _wrongly_written(cel, antwoord, refused=refused):
            found.append(f"{actor.naam}: {cel}: schreef in {', '.join(wrote)}")
        if refused and cel.voorwerp.soort in OUT_OF_REACH:
            same = alike.setdefault((cel.adres, cel.methode, expected), [])
            same.append((cel, antwoord.told))
    for group in alike.values():
        _, nothing = group[-1]
        for cel, told in group:
            if told != nothing:
                found.append(f"{actor.naam}: {cel}: anders dan wat niet bestaat")
    return found


def _wrongly_written(cel: Cel, antwoord: Antwoord, *, refused: bool) -> list[str]:
    """Tables that a refusal, or a request that only asks, left a trace in."""
    if refused:
        return sorted(antwoord.written - {"tellers"})
    asks = cel.methode in {"GET", "HEAD", "OPTIONS"}
    return sorted(antwoord.written - BOOKKEEPING) if asks else []


def check_site_map() -> list[str]:
    """What is wrong with the classification itself, before anything is asked."""
    found = []
    for adres, classes in classify().items():
        if len(classes) > 1:
            found.append(f"/{adres}: op twee manieren ingedeeld")
        for toegang in classes:
            if toegang is None:
                found.append(f"/{adres}: niet ingedeeld")
            elif toegang.openbaar and adres not in OPENBAAR:
                found.append(f"/{adres}: staat open voor iedereen")
    gone = {*GEDRAG, *GEDRAG_NIEMAND, *BEHEERT, *OPENBAAR} - classify().keys()
    return found + [f"/{adres}: bestaat niet meer" for adres in sorted(gone)]
