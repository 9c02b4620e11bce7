"""What is measured: a new database with the content, and servers as in production."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
FICHES = (
    "identiteitstransitie",
    "levensfase-en-motivatie",
    "expertise",
    "schoolcultuur-en-framing",
)
PATIENCE = 30  # seconds until a server has to answer


def prepare(folder: Path) -> None:
    """Fill a new database in `folder`, and point this process and all it starts at it.

    Settings that the shell happens to have are put aside.
    """
    ours = ("SAMENWIJZER_", "DATABASE_URL", "DEBUG", "SECRET_KEY", "ALLOWED_HOSTS")
    for name in [name for name in os.environ if name.startswith(ours)]:
        del os.environ[name]
    os.environ |= {
        "DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "samenwijzer.settings",
        "SAMENWIJZER_DATA": str(folder),
    }
    _manage("migrate", "--verbosity", "0")
    _manage("laad_inhoud")
    _manage("collectstatic", "--noinput", "--verbosity", "0")
    django.setup()


def _manage(*arguments: str) -> None:
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, check=True, cwd=ROOT, stdout=sys.stderr)


@contextmanager
def serve(settings: str) -> Iterator[int]:
    """Run uvicorn as `make start` does, with these settings; yield its port."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "samenwijzer.asgi:application"]
    with subprocess.Popen(
        [*command, "--port", str(port), "--log-level", "warning"],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": settings},
        stdout=sys.stderr,
    ) as process:
        try:
            _wait_for(port, process)
            yield port
        finally:
            process.terminate()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("De server antwoordt niet.") from None
            time.sleep(0.05)
        else:
            return
