"""Entry point for uvicorn, in development and in production alike."""

import os
import warnings

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samenwijzer.settings")

# WhiteNoise hands out small files of our own: reading those whole is what we want.
warnings.filterwarnings("ignore", "StreamingHttpResponse must consume synchronous")

application = get_asgi_application()
