"""What is measured: a new database with the content, and servers as in production."""

import os
import subprocess
import sys
from pathlib import Path

import django

from tools.server import ROOT

FICHES = (
    "identiteitstransitie",
    "levensfase-en-motivatie",
    "expertise",
    "schoolcultuur-en-framing",
)


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
