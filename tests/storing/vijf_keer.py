"""Each press of ours five times at once, over connections of their own.

Run as a program, on the real database that DATABASE_URL names: the suite's own
SQLite lives in memory, where writers don't meet as they do on a disk. Of each press
it tells what one was answered and what five were, and which rows of the database
five left that one doesn't, and the other way about.
"""

import json
import sys
from collections import Counter
from functools import partial
from typing import Any
from urllib.parse import urlencode

# First: it sets Django up.
from tests.gesprekken.gelijk import at_once

from django.apps import apps  # isort: skip
from django.core.cache import caches  # isort: skip
from django.db import models, transaction  # isort: skip
from django.test import Client, override_settings  # isort: skip

from tests.storing.drukken import Druk, Sent, find_drukken  # isort: skip
from tests.veiligheid.opstelling import whole_site_map  # isort: skip
from tests.veiligheid.proefwereld import (  # isort: skip
    EVER_NEW,
    PASSING,
    UUID,
    Wereld,
    make_client,
    make_proefwereld,
)

TIMES = 5
FORM = "application/x-www-form-urlencoded"
# What nobody presses changes.
CONTENT = "fiches"
VOLATILE = (EVER_NEW - {"id"}) | {"gezien"}
Rows = dict[Any, dict[str, Any]]
Stand = dict[type[models.Model], Rows]


def read() -> Stand:
    """Every row of every table, by its key."""
    return {
        model: {
            row[model._meta.pk.attname]: row for row in model._base_manager.values()
        }
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label != CONTENT
    }


def put_back(before: Stand, now: Stand) -> None:
    """Make the database what it was, whatever happened; counts of tries too."""
    caches["default"].clear()
    with transaction.atomic():
        for model, rows in before.items():
            gone = [pk for pk, row in now[model].items() if rows.get(pk) != row]
            model._base_manager.filter(pk__in=gone)._raw_delete("default")
        for model, rows in before.items():
            for pk, row in rows.items():
                if now[model].get(pk) != row:
                    model(**row).save_base(raw=True, force_insert=True)


def describe(stand: Stand, scene: Stand, known: str) -> Counter[str]:
    """The rows, but for keys and moments that are new each time.

    `known` has the keys of the scene. Of what is never twice the same it is told
    whether it is what it was.
    """
    found = Counter[str]()
    for model, rows in stand.items():
        if model._meta.model_name in PASSING:
            continue
        for pk, row in rows.items():
            was = scene[model].get(pk, {})
            told = {
                name: value == was.get(name) if name in VOLATILE else value
                for name, value in row.items()
                if was or name != "id"
            }
            plain = UUID.sub(
                lambda one: one[0] if one[0] in known else "new", str(told)
            )
            found[f"{model._meta.label} {plain}"] += 1
    return found


class Proef:
    """The same press, from five devices on which one person is signed in."""

    def __init__(self, wereld: Wereld, clients: list[Client]) -> None:
        self.wereld, self.clients = wereld, clients
        self.begin = self.now = read()

    def press(self, druk: Druk) -> dict[str, Any]:
        put_back(self.begin, self.now)
        first = self.wereld.client(druk.wie)
        sent = druk.make(self.wereld, first)
        for client in self.clients:
            client.cookies.clear()
            client.cookies.update(first.cookies)
        scene = read()
        [one] = self.send(druk, sent, self.clients[:1])
        left = read()
        put_back(scene, left)
        five = self.send(druk, sent, self.clients)
        self.now = read()
        known = str(scene)
        was, here, there = (
            describe(one, scene, known) for one in (scene, left, self.now)
        )
        return {
            "een": one,
            "vijf": sorted(five),
            "niets": here == was,
            "te veel": dict(there - here),
            "te weinig": dict(here - there),
        }

    def send(self, druk: Druk, sent: Sent, clients: list[Client]) -> list[int]:
        body = sent if isinstance(sent, bytes) else urlencode(sent, doseq=True).encode()
        kind = "application/json" if body.startswith(b"{") else FORM
        path = druk.path(self.wereld)

        def press(client: Client) -> int:
            posted = client.post(path, body, content_type=kind, headers=druk.headers)
            return posted.status_code

        return at_once([partial(press, client) for client in clients])


def main() -> None:
    hosts = ["testserver", "localhost"]
    with override_settings(ALLOWED_HOSTS=hosts, DEMO=True), whole_site_map():
        wereld = make_proefwereld()
        proef = Proef(wereld, [make_client() for _ in range(TIMES)])
        drukken = find_drukken(list(wereld.addresses))
        only = sys.argv[1:]
        told = {
            f"{druk.route} {druk.naam}": proef.press(druk)
            for druk in drukken
            if not only or druk.naam in only
        }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
