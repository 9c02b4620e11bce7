"""Every check and every test, one after the other; the first failure ends it.

What can't run on this machine is named in the list at the end. With CI=true that
is a failure too, apart from pip-audit, which needs the internet.
"""

import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from tools import postgres, systeem

PYTHON = sys.executable
SCRIPTS = Path(PYTHON).parent
CONTENT_CHECK = Path("../shared/tools/check_inhoud.py")
CONTENT_CODES = "F,DP,DR,OP,IP"
AUDIT = Path("build/pip-audit.json")
# Who is done takes over from who isn't: a browser's tests are long, and stand together.
PYTEST = (PYTHON, "-m", "pytest", "-n", "2", "--dist", "worksteal")

# As on a real server, so that `check --deploy` has something to judge.
PRODUCTION = {
    "ALLOWED_HOSTS": "samenwijzer.example",
    "SAMENWIJZER_HTTPS": "1",
    "SECRET_KEY": secrets.token_urlsafe(50),
}


class StepFailed(Exception):
    """A check found something; its output is already on the screen."""


class StepNotRun(Exception):
    """A check can't run here; the message says why, in Dutch."""

    def __init__(self, reason: str, *, needed_in_ci: bool = True) -> None:
        super().__init__(reason)
        self.needed_in_ci = needed_in_ci


def run(*command: str | Path, **settings: str) -> None:
    """Run a command with only these settings of ours, whatever the shell has."""
    ours = ("SAMENWIJZER_", "DATABASE_URL", "DEBUG", "SECRET_KEY", "ALLOWED_HOSTS")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(ours)}
    environment |= {"SAMENWIJZER_DATA": os.environ["SAMENWIJZER_DATA"], **settings}
    with subprocess.Popen(command, env=environment) as process:
        try:
            failed = process.wait() != 0
        except SystemExit:  # Ctrl-C reaches it by itself, a SIGTERM doesn't
            process.send_signal(signal.SIGINT)
            raise
    if failed:
        raise StepFailed


def manage(*arguments: str, **settings: str) -> None:
    run(PYTHON, "manage.py", *arguments, **settings)


def check_chromium() -> None:
    if systeem.ensure("chromium"):
        raise StepNotRun("Chromium ontbreekt: de proeven in de browser vallen weg.")


def check_templates() -> None:
    templates = sorted(Path("templates").rglob("*.html"))
    run(SCRIPTS / "djade", "--check", "--target-version", "5.2", *templates)


def check_deploy() -> None:
    manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)


def check_content() -> None:
    if not CONTENT_CHECK.exists():
        raise StepNotRun(f"{CONTENT_CHECK} staat niet op deze machine.")
    run(PYTHON, CONTENT_CHECK, "fixtures", "--alleen", CONTENT_CODES)


def audit() -> None:
    """Look for known weaknesses in the locked packages, where the data is in reach."""
    AUDIT.unlink(missing_ok=True)
    command = [PYTHON, "-m", "pip_audit", "--requirement", "requirements/test.txt"]
    options = ["--disable-pip", "--progress-spinner=off", "--format=json", "--output"]
    result = subprocess.run(
        [*command, *options, AUDIT], capture_output=True, text=True, check=False
    )
    report = json.loads(AUDIT.read_text(encoding="utf-8")) if AUDIT.exists() else {}
    packages = report.get("dependencies", [])
    unknown = [package["name"] for package in packages if "skip_reason" in package]
    if len(unknown) == len(packages):
        raise StepNotRun("de gegevens zijn niet bereikbaar.", needed_in_ci=False)
    if unknown:
        print("Niet te vinden:", *unknown)
    for package in packages:
        for weakness in package.get("vulns", []):
            print(package["name"], package["version"], weakness["id"])
    if result.returncode:
        raise StepFailed


def test_on_sqlite() -> None:
    run(*PYTEST)


def test_on_postgresql() -> None:
    if systeem.ensure("postgresql"):
        raise StepNotRun("PostgreSQL ontbreekt.")
    with postgres.throwaway() as url:
        run(*PYTEST, DATABASE_URL=url)


STEPS: dict[str, Callable[[], None]] = {
    "Chromium": check_chromium,
    "ruff check": lambda: run(PYTHON, "-m", "ruff", "check"),
    "ruff format": lambda: run(PYTHON, "-m", "ruff", "format", "--check"),
    "mypy": lambda: run(PYTHON, "-m", "mypy", "."),
    "djade": check_templates,
    "import-linter": lambda: run(SCRIPTS / "lint-imports"),
    "makemigrations": lambda: manage("makemigrations", "--check", "--dry-run"),
    "check --deploy": check_deploy,
    "check_inhoud": check_content,
    "pip-audit": audit,
    "pytest op SQLite": test_on_sqlite,
    "pytest op PostgreSQL": test_on_postgresql,
}


def main() -> int:
    """Run the steps in order; the answer is the exit code."""
    lines, failed = [], False
    for name, step in STEPS.items():
        print(f"\n── {name}", flush=True)
        begin = time.monotonic()
        try:
            step()
            result = "in orde"
        except StepNotRun as not_run:
            result = f"niet uitgevoerd: {not_run}"
            failed = systeem.CI and not_run.needed_in_ci
        except StepFailed:
            result, failed = "mislukt", True
        lines.append(f"{name:22}{time.monotonic() - begin:6.1f} s  {result}")
        if failed:
            break
    print("", *lines, sep="\n")
    print(f"\nMislukt bij: {name}." if failed else "\nAlles is in orde.", flush=True)
    return int(failed)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    # The tests keep off the data of whoever runs them.
    with TemporaryDirectory(prefix="samenwijzer-test-") as data:
        os.environ["SAMENWIJZER_DATA"] = data
        try:
            sys.exit(main())
        except KeyboardInterrupt:
            sys.exit("\nAfgebroken.")
