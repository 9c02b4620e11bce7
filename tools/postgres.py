"""A PostgreSQL to throw away.

    python -m tools.postgres pytest -n 2

runs a command with DATABASE_URL pointing at an empty cluster, and removes the
cluster afterwards.
"""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

# Nothing in here has to survive a power cut.
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def binaries() -> Path | None:
    """The folder that holds initdb and pg_ctl: on PATH, or Debian's newest."""
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    newest = sorted(debian, key=lambda path: float(path.parent.name), reverse=True)
    for folder in [*map(Path, os.get_exec_path()), *newest]:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    return None


@contextmanager
def throwaway() -> Iterator[str]:
    """Yield the DATABASE_URL of a running cluster's superuser.

    It listens on a free port of 127.0.0.1, behind a password of its own.
    """
    with TemporaryDirectory(prefix="samenwijzer-pg-") as name:
        folder, password, port = Path(name), secrets.token_hex(), _free_port()
        (folder / "password").write_text(password, encoding="ascii")
        if owner := _owner():
            shutil.chown(folder, owner)
            shutil.chown(folder / "password", owner)
        options = f"-c listen_addresses=127.0.0.1 -c port={port} {FAST}"
        _run(
            folder,
            "initdb --pgdata=data --username=postgres --pwfile=password "
            "--auth=scram-sha-256 --encoding=UTF8 --no-locale --no-sync",
        )
        try:
            _run(
                folder,
                "pg_ctl start --wait --pgdata=data --log=log --options",
                f"{options} -c unix_socket_directories=''",
            )
            yield f"postgres://postgres:{password}@127.0.0.1:{port}/postgres"
        finally:
            _run(folder, "pg_ctl stop --wait --pgdata=data --mode=immediate")


def _run(folder: Path, command: str, *more: str) -> None:
    """Run a program of PostgreSQL in `folder`; what it has to say goes to stderr."""
    place, owner = binaries(), _owner()
    if place is None:
        raise FileNotFoundError("initdb, pg_ctl")
    program, *arguments = command.split()
    subprocess.run(
        [place / program, *arguments, *more],
        check=True,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        user=owner,
        group=pwd.getpwnam(owner).pw_gid if owner else None,
        extra_groups=[] if owner else None,
    )


def _owner() -> str | None:
    """Who runs the cluster when we are root, which PostgreSQL refuses."""
    if os.geteuid() != 0:
        return None
    users = {user.pw_name for user in pwd.getpwall()}
    return "postgres" if "postgres" in users else "nobody"


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with throwaway() as url:
        environment = {**os.environ, "DATABASE_URL": url}
        return subprocess.run(sys.argv[1:], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
