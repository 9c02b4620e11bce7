"""Make a virtual environment and install a hashed lock file in it.

python3 -m tools.omgeving .venv requirements/run.txt
"""

import signal
import subprocess
import sys
from pathlib import Path

from tools import systeem


def install(environment: Path, lock: Path) -> None:
    """Bring `environment` up to `lock`, and make it first where that is needed.

    While it works there is a file `onaf` inside; one that is still there was left
    by an interrupted run, and such an environment is thrown away.
    """
    unfinished = environment / "onaf"
    if unfinished.exists() or not _has_pip(environment):
        _make(environment)
    unfinished.touch()
    print(f"Pakketten installeren uit {lock} …", flush=True)
    _pip(environment, "install", "--require-hashes", "--requirement", str(lock))
    unfinished.unlink()


def _has_pip(environment: Path) -> bool:
    python = environment / "bin" / "python"
    if not python.exists():
        return False
    check = subprocess.run(
        [python, "-m", "pip", "--version"], capture_output=True, check=False
    )
    return check.returncode == 0


def _make(environment: Path) -> None:
    if systeem.ensure("venv"):
        sys.exit(1)
    print(f"Python-omgeving maken in {environment} …", flush=True)
    command = [sys.executable, "-m", "venv", "--clear", str(environment)]
    if subprocess.run(command, check=False).returncode:
        sys.exit(f"{environment} is niet gemaakt; hierboven staat waarom.")


def _pip(environment: Path, *arguments: str) -> None:
    python = str(environment / "bin" / "python")
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
    command = [python, "-m", "pip", *arguments, *quiet]
    if subprocess.run(command, check=False).returncode:
        sys.exit("De pakketten zijn niet geïnstalleerd; hierboven staat waarom.")


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C needs no traceback
    install(Path(sys.argv[1]), Path(sys.argv[2]))
