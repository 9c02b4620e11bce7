import re

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.template import Template
from django.test import RequestFactory
from django.test.signals import template_rendered

from overzicht.forms import Voorbeeldformulier
from overzicht.views import stijl
from tests.make import make_fiche

pytestmark = pytest.mark.django_db

TEMPLATES = settings.BASE_DIR / "templates"


def style_guide() -> HttpResponse:
    """The page, which has an address only while DEBUG is on."""
    make_fiche(1)
    request = RequestFactory().get("/stijl/")
    request.user = AnonymousUser()
    return stijl(request)


def test_style_guide_shows_every_component() -> None:
    shown: set[str | None] = set()

    def remember(template: Template, **kwargs: object) -> None:
        shown.add(template.name)

    template_rendered.connect(remember)
    style_guide()
    template_rendered.disconnect(remember)

    folders = (TEMPLATES / "components", TEMPLATES / "django/forms")
    files = [path for folder in folders for path in folder.iterdir()]
    assert {str(path.relative_to(TEMPLATES)) for path in files} <= shown


@pytest.mark.parametrize(
    ("pattern", "states"),
    [
        (r'data-staat="([^"]+)"', {"bewaard", "bezig", "niet", "geen-verbinding"}),
        (r'class="melding ?([^"]*)"', {"", "gelukt", "let-op"}),
        (
            r'class="kring"[^>]*>\s*<svg[^>]*><use href="[^"]*#([^"]+)"',
            {"slot", "wij", "gedeeld", "school"},
        ),
        (
            r'<button class="knop ?([^"]*)"',
            {"", "stil", "klein", "stil klein", "gevaar", "stil gevaar"},
        ),
    ],
)
def test_style_guide_shows_every_state(pattern: str, states: set[str]) -> None:
    assert set(re.findall(pattern, style_guide().content.decode())) == states


def test_style_guide_shows_a_form_with_and_without_mistakes() -> None:
    html = style_guide().content.decode()

    ids = re.findall(r' id="([^"]+)"', html)
    assert html.count('class="foutenlijst"') == 1
    assert len(ids) == len(set(ids))
    for prefix in ("id_", "id_fout-"):
        assert {f"{prefix}{name}" for name in Voorbeeldformulier.base_fields} < set(ids)
