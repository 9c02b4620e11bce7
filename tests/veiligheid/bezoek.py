"""Opening an address as somebody, and what can be seen of the answer."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, quote_plus

from django.db import connection

from tests.veiligheid.opstelling import Actor, undone

AANMELDEN = 0  # in the place of a status: sent to sign in, and back afterwards
FORM = "application/x-www-form-urlencoded"
# What is different at each request, whatever is told.
CSRF = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*')
NONCE = re.compile(r"'nonce-[^']*'")
VARYING = {"Date", "Expires", "Content-Length"}
WRITE = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')


@dataclass(frozen=True)
class Antwoord:
    """What came back, and which tables were written to on the way."""

    status: int
    told: object
    written: frozenset[str]


def ask(actor: Actor, methode: str, path: str, sent: bytes = b"") -> Antwoord:
    """Send a request, as it comes from a form, and undo all that came of it."""
    written: set[str] = set()
    with visit(actor), connection.execute_wrapper(_note_writes(written)):
        response = actor.client.generic(methode, path, sent, FORM)
    status = response.status_code
    if response.get("Location") == f"/account/login/?next={path}":
        status = AANMELDEN
    return Antwoord(status, told(response, path), frozenset(written))


@contextmanager
def visit(actor: Actor) -> Iterator[None]:
    """Afterwards the database and the cookies of this actor are as they were."""
    cookies = {name: cookie.value for name, cookie in actor.client.cookies.items()}
    try:
        with undone():
            yield
    finally:
        actor.client.cookies.clear()
        for name, value in cookies.items():
            actor.client.cookies[name] = value


def _note_writes(written: set[str]) -> Callable[..., Any]:
    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if match := WRITE.match(sql):
            written.add(match[1])
        return execute(sql, *rest)

    return note


def told(response: Any, typed: str) -> tuple[Any, ...]:
    """All that an answer gives away: two with the same can't be told apart.

    `typed` is what the visitor put in the address, which may well come back.
    """

    def blind(text: str) -> str:
        text = NONCE.sub("", CSRF.sub(r"\1", text))
        for shape in (typed, quote(typed, safe=""), quote_plus(typed)):
            text = text.replace(shape, "…")
        return text

    headers = frozenset(
        (name, blind(value)) for name, value in response.items() if name not in VARYING
    )
    body = blind(response.getvalue().decode("utf-8", "replace"))
    return response.status_code, headers, frozenset(response.cookies), body
