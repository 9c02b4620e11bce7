"""Whether this installation is a demo, for the banner on every page."""

from django.conf import settings
from django.http import HttpRequest


def demo(request: HttpRequest) -> dict[str, bool]:
    return {"demo": settings.DEMO}
