from collections.abc import Iterator

import pytest
from django.conf import settings
from pytest_django import DjangoDbBlocker

from fiches.models import Bron, Fiche, Thema
from fiches.services import load_inhoud
from gespreksbladen import services


@pytest.fixture(scope="package")
def content(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """The four fiches as they are in `fixtures/`, for the tests in this folder."""
    with django_db_blocker.unblock():
        load_inhoud(settings.BASE_DIR / "fixtures")
    yield
    with django_db_blocker.unblock():
        Fiche.objects.all().delete()
        Thema.objects.all().delete()
        Bron.objects.all().delete()


@pytest.fixture
def fiches(content: None, db: None) -> list[Fiche]:
    return list(Fiche.objects.current())


@pytest.fixture(autouse=True)
def nothing_refused() -> None:
    """No test sees what another's papers were refused for."""
    services._refused.clear()
