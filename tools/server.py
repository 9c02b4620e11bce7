"""The application as `make start` runs it, on a free port, to test and to measure."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = (
    *("--log-level", "warning"),
    *("--h11-max-incomplete-event-size", "4000000"),
    *("--timeout-graceful-shutdown", "3"),
)
PATIENCE = 30  # seconds until the server has to answer


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


@contextmanager
def serve(
    application: str = "samenwijzer.asgi:application",
    *,
    host: str = "127.0.0.1",
    **environment: str,
) -> Iterator[int]:
    """Run uvicorn with these settings besides our own; yield its port.

    Links in mails lead to `host`: a passkey needs a name, localhost.
    It writes to our stderr: pytest shows its errors with the test they belong to.
    """
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", application]
    with subprocess.Popen(
        [*command, "--port", str(port), *OPTIONS],
        cwd=ROOT,
        env={
            **os.environ,
            "SAMENWIJZER_SITE": f"http://{host}:{port}",
            **environment,
        },
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
                raise
            time.sleep(0.05)
        else:
            return
