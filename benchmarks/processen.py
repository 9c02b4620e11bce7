"""What processes used, from /proc: our own and those of others."""

import os
from collections import defaultdict
from contextlib import suppress
from pathlib import Path

TICK = 1000 / os.sysconf("SC_CLK_TCK")  # milliseconds
PARENT = 1
TIMES = slice(11, 15)  # user and system, then the same of ended children


def cpu(*pids: int) -> float:
    """Milliseconds of processor time, ended children included."""
    return TICK * sum(int(used) for pid in pids for used in _stat(pid)[TIMES])


def resident(pid: int) -> float:
    """Megabytes of memory that a process really has."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    lines = dict(line.split(":", 1) for line in status.splitlines())
    return int(lines["VmRSS"].split()[0]) * 1024 / 1e6


def descendants(pid: int) -> list[int]:
    """The processes that a process started, and those that they started."""
    children: defaultdict[int, list[int]] = defaultdict(list)
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            children[int(_stat(int(path.name))[PARENT])].append(int(path.name))
    found: list[int] = []
    waiting = [pid]
    while waiting:
        found += (kids := children[waiting.pop()])
        waiting += kids
    return found


def program(pid: int) -> str:
    """The name of the file that a process runs."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/exe").readlink().name
    return ""


def _stat(pid: int) -> list[str]:
    """The fields after the name, which may have spaces itself."""
    line = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    return line.rpartition(")")[2].split()
