"""Every button of ours that posts: where it is, and what it sends.

Those of a form come from the tables in tests/veiligheid, so that a new form joins by
itself; so does an address that does something without being told anything.
"""

import json
import re
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.test import Client
from django.utils import timezone

from gesprekken import document
from gesprekken.models import Gesprek, Gespreksvraag, Staat, Verslag
from gesprekken.services.afronden import make_inhoud
from gesprekken.services.feiten import find_bekend
from gesprekken.services.tonen import Keuze
from scholen.models import Gebruiker
from tests.make import (
    make_bespreekpunt,
    make_bewijsstuk,
    make_deelnemer,
    make_deling,
    make_getoond,
    make_samentekst,
    make_validering,
    make_voorbereiding,
)
from tests.veiligheid import sleutels
from tests.veiligheid.adressen import LEZER, TEAMGESPREK, TEAMVRAAG, VRAGEN
from tests.veiligheid.formulieren import PROEVEN, last_code
from tests.veiligheid.formulierproef import Formulierproef, Velden
from tests.veiligheid.gedrag import GEDRAG
from tests.veiligheid.proefwereld import Wereld
from tests.veiligheid.trajectformulieren import MOMENT, SLEUTEL
from tests.veiligheid.uitkomstformulieren import ONE, become_zij_instromer
from trajecten.models import Leeruitkomst

Sent = Velden | bytes
NO_POST = {"POST": 405}
# Who signs in or out, or chooses where to work, changes only their own session. A
# service to sign in with isn't there, and the page about them has its button apart.
ELSEWHERE = {
    "account/diensten/",
    "account/diensten/<slug:provider_id>/",
    "account/diensten/<slug:provider_id>/terug/",
    "account/login/sleutel/",
    "account/logout/",
    "account/opnieuw/",
    "account/sessies/<int:pk>/einde/",
    "school/kies/<uuid:pk>/",
}
JSON = {"Accept": "application/json"}
TALK = "gesprekken/<uuid:pk>/"
PUNT = "trajecten/<uuid:pk>/duo/<str:sleutel>/"
SEEN = {"volgnummer": "0", "dag": "", "tijd": ""}
ANSWER = "gesprekken/antwoord/<str:token>/"


@dataclass(frozen=True)
class Druk:
    """One press. `make` sets the scene and says what is sent: fields, or a body."""

    naam: str
    route: str
    make: Callable[[Wereld, Client], Sent]
    wie: str = "coordinator A"
    headers: dict[str, str] | None = None

    def path(self, wereld: Wereld) -> str:
        return wereld.addresses.get(self.route, f"/{self.route}")


def find_talk() -> Gesprek:
    """That of the track, in which the coordinator takes part."""
    return Gespreksvraag.objects.select_related("gesprek").get(pk=VRAGEN[0]).gesprek


def find_me(wereld: Wereld) -> Gebruiker:
    return Gebruiker.objects.get(email=wereld.email)


def fill_in(proef: Formulierproef, wereld: Wereld, client: Client) -> Velden:
    proef.before(client)
    return SLEUTEL | proef.good


def say(sent: Velden, wereld: Wereld, client: Client) -> Velden:
    return sent


def enter_code(wereld: Wereld, client: Client) -> Velden:
    client.post("/account/login/", {"email": wereld.email})
    return {"code": last_code()}


def name_key(wereld: Wereld, client: Client) -> bytes:
    page = client.get("/account/sleutels/nieuw/").content.decode()
    return sleutels.form(sleutels.make_new(sleutels.challenge_in(page)))


def pick_moment(wereld: Wereld, client: Client) -> Velden:
    gesprek, door = find_talk(), Gebruiker.objects.get(pk=LEZER)
    gesprek.momenten.update(door=door)
    Gesprek.objects.filter(pk=gesprek.pk).update(staat=Staat.ZOEKT, begin=None)
    return {"moment": str(gesprek.momenten.get().pk)}


def begin_talk(wereld: Wereld, client: Client) -> Velden:
    Gesprek.objects.filter(pk=find_talk().pk).update(begin=timezone.now())
    return {}


def choose_code(name: str, wereld: Wereld, client: Client) -> Velden:
    """One of the fiches that may come first, or anywhere."""
    return {name: next(code for code, one in find_bekend().items() if not one.gevoelig)}


def take_proposal(wereld: Wereld, client: Client) -> Velden:
    return {"neem": "ja", "code": choose_code("code", wereld, client)["code"]}


def press_question(name: str, wereld: Wereld, client: Client) -> Velden:
    """The button of the last of three, or of the first: as far as it can go."""
    gesprek = find_talk()
    gesprek.vragen.create(school=gesprek.school, volgorde=3, tekst="En nu?")
    page = client.get(f"/gesprekken/{gesprek.pk}/vragen/").content.decode()
    values = re.findall(rf'name="{name}" value="([^"]+)"', page)
    assert len(values) == 3
    return {name: values[0 if name == "neer" else -1]}


def show(keuze: Keuze, wereld: Wereld, client: Client) -> Velden:
    vraag = Gespreksvraag.objects.get(pk=VRAGEN[0])
    make_voorbereiding(vraag, find_me(wereld))
    if keuze in {Keuze.MIJ, Keuze.TERUG}:
        make_getoond(vraag, find_me(wereld))
    return {"vraag": VRAGEN[0], "keuze": keuze.value}


def show_waiting(wereld: Wereld, client: Client) -> Velden:
    """In a group: two of three are ready."""
    vraag = Gespreksvraag.objects.get(pk=TEAMVRAAG)
    other = make_deelnemer(vraag.gesprek).gebruiker
    make_deelnemer(vraag.gesprek)
    for who in (find_me(wereld), other):
        make_voorbereiding(vraag, who, wens="samen")
    return {"vraag": TEAMVRAAG, "keuze": Keuze.KLAAR.value}


def save_by_itself(wereld: Wereld, client: Client) -> Velden:
    typed = {"tekst": "Wat ik denk.", "versie": "0", "sleutel": LEZER}
    return {"vraag": VRAGEN[0]} | typed


def begin_anew(wereld: Wereld, client: Client) -> Velden:
    vraag = Gespreksvraag.objects.get(pk=VRAGEN[0])
    make_voorbereiding(vraag, find_me(wereld), geheim="gAAAAA")
    return {"opnieuw": VRAGEN[0]}


def write_together(wereld: Wereld, client: Client) -> bytes:
    typed = {VRAGEN[0]: "Wat we zeggen.", "afspraak-1": "Bel An"}
    update = document.edit(document.load(()), typed, {"1.wie": "school"})
    ik = str(find_me(wereld).pk)
    sent = {"since": 0, "ik": ik, "update": b64encode(update).decode()}
    return json.dumps(sent).encode()


def say_yes(wereld: Wereld, client: Client) -> Velden:
    """The last yes: the report is made."""
    gesprek, me = find_talk(), find_me(wereld)
    make_samentekst(gesprek, me, {VRAGEN[0]: "Wat we zeggen.", "afspraak-1": "Bel An"})
    afdruk = make_inhoud(gesprek).vingerafdruk
    for one in gesprek.deelnemers.exclude(gebruiker=me):
        gesprek.bevestigingen.create(
            school=gesprek.school, gebruiker=one.gebruiker, vingerafdruk=afdruk
        )
    return {"vingerafdruk": afdruk}


def answer_sharing(name: str, wereld: Wereld, client: Client) -> Velden:
    """The last yes to it, or the one that takes it back."""
    pk = UUID(wereld.addresses[f"{TALK}verslag/"].split("/")[2])
    verslag, me = Verslag.objects.get(gesprek=pk), find_me(wereld)
    deling = make_deling(verslag, actief=name == "terug")
    for one in verslag.gesprek.deelnemers.all():
        if name == "terug" or one.gebruiker_id != me.pk:
            deling.instemmingen.create(school=verslag.school, gebruiker=one.gebruiker)
    return {name: str(deling.pk)}


def take_back(wereld: Wereld, client: Client) -> Velden:
    """What was marked to talk about."""
    traject = find_talk().traject
    assert traject is not None
    make_bespreekpunt(traject)
    return {"bespreken": "nee"}


def _talk(naam: str, what: str, make: Callable[..., Sent]) -> Druk:
    return Druk(naam, f"{TALK}{what}", make)


def find_uitkomst(wereld: Wereld) -> Leeruitkomst:
    return Leeruitkomst.objects.get(pk=wereld.addresses[ONE].split("/")[-2])


def recognise_before(wereld: Wereld, client: Client) -> Velden:
    make_validering(find_uitkomst(wereld), find_me(wereld))
    return SLEUTEL | {"actie": "terug"}


def hide_before(wereld: Wereld, client: Client) -> Velden:
    find_uitkomst(wereld).bewijsstukken.all().delete()
    return SLEUTEL | {"actie": "weg"}


def show_before(wereld: Wereld, client: Client) -> Velden:
    become_zij_instromer(client)
    stuk = make_bewijsstuk(find_uitkomst(wereld), b"%PDF")
    return SLEUTEL | {"actie": "bewijs_weg", "bewijs": str(stuk.pk)}


KNOPPEN = [
    *(
        Druk(
            actie,
            "trajecten/inbreng/<uuid:pk>/",
            partial(say, SLEUTEL | {"actie": actie}),
        )
        for actie in ("terug", "weg")
    ),
    Druk(
        "weg",
        "trajecten/inbreng/zoekvraag/<uuid:pk>/",
        partial(say, {"actie": "weg"}),
    ),
    _talk("kies", "kies/", pick_moment),
    _talk("gehouden", "gehouden/", begin_talk),
    *(_talk(name, "vragen/", partial(choose_code, name)) for name in ("voeg", "kies")),
    *(
        _talk(f"{name} uit de fiches", "vragen/", partial(choose_code, name))
        for name in ("later", "niet")
    ),
    _talk("neem", "vragen/", take_proposal),
    *(
        _talk(name, "vragen/", partial(press_question, name))
        for name in ("op", "neer", "wissel", "weg")
    ),
    *(_talk(keuze, "tonen/", partial(show, keuze)) for keuze in list(Keuze)[:4]),
    Druk("klaar", f"gesprekken/{TEAMGESPREK}/tonen/", show_waiting),
    Druk("vanzelf", f"{TALK}voorbereiden/", save_by_itself, headers=JSON),
    _talk("opnieuw", "voorbereiden/", begin_anew),
    Druk("sync", f"{TALK}samen/sync", write_together, headers=JSON),
    _talk("afronden", "afronden/", say_yes),
    *(_talk(name, "delen/", partial(answer_sharing, name)) for name in ("ja", "terug")),
    *(
        Druk(wat, ANSWER, partial(say, SEEN | {"antwoord": wat}), "niemand")
        for wat in ("ja", "misschien", "nee")
    ),
    Druk("later", ANSWER, partial(say, SEEN | MOMENT | {"antwoord": "nee"}), "niemand"),
    Druk("code", "account/login/code/", enter_code, "niemand"),
    Druk("naam", "account/sleutels/<int:pk>/naam/", partial(say, {"name": "Mijn pc"})),
    Druk("feed", "agenda/", partial(say, {})),
    Druk("feed weg", "agenda/", partial(say, {"actie": "weg"})),
    Druk("bespreken", PUNT, partial(say, {"bespreken": "ja"})),
    Druk("niet bespreken", PUNT, take_back),
    *(
        Druk("haal weg", f"duopartners/{what}/<uuid:pk>/", partial(say, {"weg": "ja"}))
        for what in ("eigen", "notities")
    ),
    Druk("sleutel", "account/sleutels/nieuw/", name_key),
    Druk("haal weg", ONE, hide_before),
    Druk("neem terug", ONE, recognise_before),
    Druk("bewijs weg", ONE, show_before),
]
# Above with what makes them do something.
ABOVE = {"AntwoordForm", "BevestigForm", "CodeForm", "SleutelForm", "SleutelnaamForm"}


def find_drukken(routes: Sequence[str]) -> list[Druk]:
    """Of every form, the buttons above, and each route that needs telling nothing."""
    found = [
        Druk(proef.form.__name__, proef.route, partial(fill_in, proef), proef.wie)
        for proef in PROEVEN
        if proef.form.__name__ not in ABOVE
    ]
    found += KNOPPEN
    known = {druk.route for druk in found}
    return found + [
        Druk("niets", route, partial(say, {}))
        for route in routes
        if route not in known | ELSEWHERE
        and not route.startswith("beheer/")
        and GEDRAG.get(route, NO_POST)["POST"] < 400
    ]
