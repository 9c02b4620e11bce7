"""A server that is loaded once and started again in a moment, to be killed often.

It is the real application under uvicorn, in a process of its own each time: a child
of one that has imported everything. `python -m tests.storing.warm PORT` reads a line
for each start, and answers with the child's pid.
"""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tools.server import ROOT, free_port

PATIENCE = 30.0  # seconds until a started server has to answer


class Warm:
    """One address; behind it a server, until it is killed."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self._process, self.port = process, port
        self._pid: int | None = None

    def start(self) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write("start\n")
        self._process.stdin.flush()
        self._pid = int(self._process.stdout.readline())
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                assert time.monotonic() < deadline, "the server doesn't start"
                time.sleep(0.005)
            else:
                return

    def kill(self) -> None:
        """As a power cut would: nothing is finished, nothing is told."""
        if self._pid is not None:
            os.kill(self._pid, signal.SIGKILL)
            while _lives(self._pid):
                time.sleep(0.001)
            self._pid = None


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@contextmanager
def warm(**environment: str) -> Iterator[Warm]:
    """A server with these settings besides our own; not started yet."""
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.storing.warm", str(port)],
        cwd=ROOT,
        env={**os.environ, "SAMENWIJZER_SITE": f"http://127.0.0.1:{port}"}
        | environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        server = Warm(process, port)
        try:
            yield server
        finally:
            server.kill()
            assert process.stdin
            process.stdin.close()


def main() -> None:
    import uvicorn
    from django.db import connection

    from samenwijzer.asgi import application

    for thread in threading.enumerate():
        if thread is not threading.main_thread():
            thread.join(PATIENCE)
    if connection.vendor == "postgresql":
        connection.close_pool()  # type: ignore[attr-defined]
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for _ in sys.stdin:
        pid = os.fork()
        if pid == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            port = int(sys.argv[1])
            uvicorn.run(application, port=port, log_level="warning")
            os._exit(0)
        print(pid, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
