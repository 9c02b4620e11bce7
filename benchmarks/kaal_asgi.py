"""The bare Django that the project is measured against, for uvicorn."""

from django.core.asgi import get_asgi_application

application = get_asgi_application()
