"""What we need from the operating system, and what it is called there.

    python -m tools.systeem chromium postgresql

Installs what is missing where that is allowed, and otherwise says what to type.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tools import postgres

CI = os.environ.get("CI") == "true"


def chromium() -> str | None:
    """The path of the machine's Chromium or Chrome."""
    names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    return next(filter(None, map(shutil.which, names)), None)


def ensurepip() -> str | None:
    """The module that puts pip in a new environment; Debian has it apart."""
    spec = importlib.util.find_spec("ensurepip")
    return spec.origin if spec else None


def pango() -> bool:
    """The libraries that WeasyPrint sets text with, found as WeasyPrint finds them."""
    probe = [sys.executable, "-c", "import weasyprint"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


@dataclass(frozen=True)
class Component:
    """A piece of the system: how to see that it is there, and what packages bring it.

    A package manager that isn't named knows it by the name it has here; several
    packages stand with a space between them.
    """

    found: Callable[[], object]
    packages: Mapping[str, str]


COMPONENTS = {
    "venv": Component(
        ensurepip,
        {
            "apt-get": f"python{sys.version_info.major}.{sys.version_info.minor}-venv",
            "dnf": "python3-libs",
            "pacman": "python",
            "apk": "py3-pip",
            "brew": "python",
        },
    ),
    "pango": Component(
        pango, {"apt-get": "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"}
    ),
    "chromium": Component(chromium, {}),
    "postgresql": Component(postgres.binaries, {"dnf": "postgresql-server"}),
}

INSTALL = {
    "apt-get": ["apt-get", "install", "--yes", "--no-install-recommends"],
    "dnf": ["dnf", "install"],
    "pacman": ["pacman", "-S"],
    "apk": ["apk", "add"],
    "brew": ["brew", "install"],
}


def ensure(*names: str) -> list[str]:
    """Install what is missing of `names`; the answer is what is missing still."""
    missing = _missing(names)
    manager = next(filter(shutil.which, INSTALL), "")
    packages = [
        package
        for name in missing
        for package in COMPONENTS[name].packages.get(manager, name).split()
    ]
    if missing and manager == "apt-get" and (root := _administrator()) is not None:
        _apt_get(packages, root)
        missing = _missing(names)
    if missing:
        print(f"Op deze machine ontbreekt: {', '.join(missing)}.")
    if missing and manager:
        prefix = [] if manager == "brew" else ["sudo"]
        print("Installeer het zo:", *prefix, *INSTALL[manager], *packages, flush=True)
    return missing


def _missing(names: Sequence[str]) -> list[str]:
    importlib.invalidate_caches()
    return [name for name in names if not COMPONENTS[name].found()]


def _administrator() -> list[str] | None:
    """What to put before a command to run it as root; None where we may not."""
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    allowed = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if allowed.returncode == 0 else None


def _apt_get(packages: list[str], root: list[str]) -> None:
    print(f"Systeempakketten installeren: {' '.join(packages)} …", flush=True)
    quietly = [*root, "env", "DEBIAN_FRONTEND=noninteractive"]
    wait = ["-o", "DPkg::Lock::Timeout=300"]  # for another apt-get that is at work
    for command in (["apt-get", "update"], [*INSTALL["apt-get"], *wait, *packages]):
        result = subprocess.run(
            [*quietly, *command],
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if result.returncode:
            print(result.stdout[-2000:])


if __name__ == "__main__":
    sys.exit(1 if ensure(*sys.argv[1:]) and CI else 0)
