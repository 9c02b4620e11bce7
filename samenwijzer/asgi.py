"""Entry point for uvicorn, in development and in production alike."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samenwijzer.settings")

application = get_asgi_application()
