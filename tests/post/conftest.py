"""A clock that stands still, and a mail server that answers."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.utils import timezone
from pytest_django import Settings

from tests.post.smtp import Brievenbus, serve_smtp
from tools.server import free_port

SMTP = "django.core.mail.backends.smtp.EmailBackend"


class Klok:
    """What `timezone.now` says: a school day at ten, until a test moves it."""

    def __init__(self) -> None:
        self.set("2026-11-24 10:00")

    def __call__(self) -> dt.datetime:
        return self.now

    def set(self, local: str) -> None:
        zone = timezone.get_default_timezone()
        self.now = dt.datetime.fromisoformat(local).replace(tzinfo=zone)

    def forward(self, minutes: float) -> None:
        self.now += dt.timedelta(minutes=minutes)


@pytest.fixture
def klok(monkeypatch: pytest.MonkeyPatch) -> Klok:
    klok = Klok()
    monkeypatch.setattr(timezone, "now", klok)
    return klok


@pytest.fixture
def brievenbus(settings: Settings) -> Iterator[Brievenbus]:
    """What the server in EMAIL_URL gets."""
    brievenbus = Brievenbus()
    with serve_smtp(brievenbus) as port:
        settings.POST_SERVER = server_at(port)
        yield brievenbus


@pytest.fixture
def dead_server(settings: Settings) -> None:
    """Nobody listens at the address in EMAIL_URL."""
    settings.POST_SERVER = server_at(free_port())


def server_at(port: int) -> dict[str, object]:
    return {"EMAIL_BACKEND": SMTP, "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": port}
