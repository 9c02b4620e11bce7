"""Entry point for hosts that only speak WSGI."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samenwijzer.settings")

application = get_wsgi_application()

from scholen.services import announce  # noqa: E402 - needs the settings

announce()
