"""A server with the demo, and talks that a program made in its database."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from tests.browser.database import own_database
from tools.server import serve


@contextmanager
def serve_demo(
    folder: Path, name: str, program: str, count: int
) -> Iterator[tuple[str, Iterator[str]]]:
    """Its address, and the ids of `count` talks, as the module `program` writes them.

    `folder` and `name` are as `own_database` takes them.
    """
    with (
        own_database(folder, name, demo=True) as database,
        serve(
            DATABASE_URL=database, DEBUG="0", SAMENWIJZER_DEMO="ja-ik-weet-het"
        ) as port,
    ):
        made = subprocess.run(
            [sys.executable, "-m", program, str(count)],
            check=True,
            cwd=settings.BASE_DIR,
            env={**os.environ, "DATABASE_URL": database},
            stdout=subprocess.PIPE,
            text=True,
        )
        yield f"http://127.0.0.1:{port}", iter(made.stdout.split())
