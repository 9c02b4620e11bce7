"""Entry point for uvicorn, in development and in production alike."""

import os
import warnings
from threading import Thread

import django

from samenwijzer.lib.asgi import Handler, with_limited_body, without_extended_types

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samenwijzer.settings")

# WhiteNoise hands out small files of our own: reading those whole is what we want.
warnings.filterwarnings("ignore", "StreamingHttpResponse must consume synchronous")

django.setup(set_prefix=False)
application = without_extended_types(with_limited_body(Handler()))

from scholen.services import announce  # noqa: E402 - needs the settings

# A thread, for the server's event loop is running already and forbids queries.
Thread(target=announce).start()
