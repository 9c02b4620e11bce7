"""A browser of the tests: a Yjs document, and the requests that it sends."""

import json
from base64 import b64decode, b64encode
from typing import Any

from django.test import Client
from pycrdt import Doc, Text

from gesprekken.models import Gesprek
from scholen.models import Gebruiker


class Schrijver:
    """Somebody who has the page open: what stands on it, and what isn't sent yet."""

    def __init__(self, gesprek: Gesprek, wie: Gebruiker, client: Client) -> None:
        self.adres = f"/gesprekken/{gesprek.pk}/samen/sync"
        self.wie, self.client = wie, client
        self.doc: Doc[Any] = Doc()
        self.since = 0
        self.sent = self.doc.get_state()
        self.aanwezig: list[list[str]] = []

    def type(self, key: str, tekst: str, at: int | None = None) -> None:
        """Type at a place counted in bytes of UTF-8; without one, at the end."""
        text = self.doc.get(key, type=Text)
        text.insert(len(text) if at is None else at, tekst)

    def read(self, key: str) -> str:
        return str(self.doc.get(key, type=Text))

    def post(self, **changes: Any) -> Any:
        """Send what one has; the answer as it came."""
        update = self.doc.get_update(self.sent)
        asked = {
            "since": self.since,
            "veld": "",
            "ik": str(self.wie.pk),
            "update": b64encode(update).decode(),
            **changes,
        }
        return self.client.post(
            self.adres,
            json.dumps(asked),
            content_type="application/json",
            headers={"Accept": "application/json"},
        )

    def sync(self, **changes: Any) -> dict[str, Any]:
        """Send what one has and take what is new, as a browser does."""
        response = self.post(**changes)
        assert response.status_code == 200, response.content
        answer: dict[str, Any] = response.json()
        for update in answer["updates"]:
            self.doc.apply_update(b64decode(update))
        self.since, self.sent = answer["last"], b64decode(answer["sv"])
        self.aanwezig = answer["wie"]
        return answer
