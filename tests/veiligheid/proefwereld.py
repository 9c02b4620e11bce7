"""Where bad input is tried: actors who are signed in, and what is wrong with an answer.

Whatever a request does is undone, so that each meets the same world.
"""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.test import Client

from tests.veiligheid.adressen import make_addresses
from tests.veiligheid.opstelling import make_wereld, sign_in, undone
from tests.veiligheid.vijandig import HTML, Verzoek

ACTOREN = ["niemand", "lid A", "coordinator A", "beheerder"]
HOST = "testserver"
# A provider that doesn't answer is told as it is; nothing broke on our side.
AWAY = 502
# Kept beside what people made: who is signed in, and counts of tries
PASSING = {"session", "usersession", "contenttype", "permission"}
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Times, codes and the texts that have them, keys that count on, what is sealed anew
# and what a browser calls itself in a document
EVER_NEW = {
    "aangenomen_op",
    "action_time",
    "agenda",
    "antwoord_op",
    "created_at",
    "data",
    "geheim",
    "gewijzigd_op",
    "html",
    "id",
    "ingetrokken_op",
    "kenmerk",
    "last_login",
    "last_used_at",
    "niet_voor",
    "onderwerp",
    "opname",
    "password",
    "sinds",
    "sleutel",
    "tekst",
    "token_hash",
    "tot",
    "vector",
    "vervalt_op",
    "weg_op",
}


def make_client(*, csrf: bool = False) -> Client:
    return Client(enforce_csrf_checks=csrf, raise_request_exception=False)


@dataclass
class Wereld:
    """The actors by the session that each has, and an address for each route."""

    sessions: dict[str, str]
    addresses: dict[str, str]
    email: str  # of who has an account
    # WhiteNoise reads its folder for each new client, so these two do for all.
    clients: dict[bool, Client] = field(
        default_factory=lambda: {csrf: make_client(csrf=csrf) for csrf in (True, False)}
    )

    def client(self, wie: str, *, csrf: bool = False) -> Client:
        client = self.clients[csrf]
        client.cookies.clear()
        if wie in self.sessions:
            client.cookies["sessionid"] = self.sessions[wie]
        return client

    def send(self, wie: str, verzoek: Verzoek, *, csrf: bool = False) -> Any:
        """The answer, after which nothing has happened."""
        client = self.client(wie, csrf=csrf)
        sent = {name: cookie.value for name, cookie in client.cookies.items()}
        pairs = (sent | verzoek.cookies).items()
        with undone():
            return client.generic(
                verzoek.method,
                f"{verzoek.path}?{verzoek.query}" if verzoek.query else verzoek.path,
                verzoek.body,
                verzoek.content_type,
                headers=verzoek.headers,
                HTTP_COOKIE="; ".join(f"{name}={value}" for name, value in pairs),
            )


def make_proefwereld() -> Wereld:
    actors = make_wereld()
    sessions = {}
    for wie in ACTOREN:
        sign_in(actors[wie])
        if cookie := actors[wie].client.cookies.get("sessionid"):
            sessions[wie] = cookie.value
    coordinator = actors["coordinator A"].gebruiker
    assert coordinator is not None
    return Wereld(sessions, make_addresses(coordinator), coordinator.email)


def faults(response: Any) -> list[str]:
    """What no answer of the test client may have, whatever was asked."""
    found = []
    if response.status_code >= 500 and response.status_code != AWAY:
        found.append(f"{response.status_code}: {getattr(response, 'exc_info', '')}")
    if leads_away(response.headers.get("Location", "")):
        found.append(f"naar {response['Location']}")
    if not is_html(response):
        return found
    page = response.content.decode()
    if HTML in page:
        found.append("HTML van wie het verzoek stuurde")
    if 400 <= response.status_code < 500 and page and 'lang="nl"' not in page:
        found.append(f"{response.status_code} zonder Nederlandse pagina: {page[:200]}")
    return found


def is_html(response: Any) -> bool:
    html: bool = response.headers.get("Content-Type", "").startswith("text/html")
    return html and not response.streaming


def leads_away(location: str) -> bool:
    """Whether a browser would leave our site there, as browsers read addresses."""
    read = location.replace("\\", "/")
    target = urlsplit(read)
    own = target.scheme in {"", "http"} and target.netloc in {"", HOST}
    return not own or read.startswith("//") or bool(set("\r\n\t") & set(location))


def stored() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, apart from what comes and goes with a visit."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for model in apps.get_models()
        if model._meta.model_name not in PASSING
    }


def stored_whatever_the_moment(before: str) -> dict[str, list[str]]:
    """The same without what is new each time: keys that weren't there, and times."""

    def plain(row: dict[str, Any]) -> str:
        shown = str({name: row[name] for name in row if name not in EVER_NEW})
        return UUID.sub(lambda key: key[0] if key[0] in before else "nieuw", shown)

    return {label: sorted(map(plain, rows)) for label, rows in stored().items()}
