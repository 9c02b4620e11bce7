"""What processes used, from Linux' /proc: our own and those of others."""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

TICK = 1000 / os.sysconf("SC_CLK_TCK")  # milliseconds
PARENT = 1
TIMES = slice(11, 15)  # user and system, then the same of ended children


@dataclass(frozen=True)
class Proces:
    """One process; `cpu` is in milliseconds, children that ended included."""

    naam: str
    parent: int
    cpu: float


def read(pid: int) -> Proces:
    line = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    front, _, rest = line.rpartition(")")
    fields = rest.split()
    times = sum(int(used) for used in fields[TIMES])
    return Proces(front.partition("(")[2], int(fields[PARENT]), times * TICK)


def cpu(pid: int) -> float:
    """Milliseconds of processor time, of children that ended too."""
    return read(pid).cpu


def cpu_below(pid: int, naam: str) -> float:
    """The same of all that a process started, as far as their name has `naam`.

    Who ends counts with its parent from then on, so that nothing gets lost.
    """
    processes: dict[int, Proces] = {}
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended in the meantime
            processes[int(path.name)] = read(int(path.name))
    family = {pid}
    while grown := {n for n, p in processes.items() if p.parent in family} - family:
        family |= grown
    found = [processes[n] for n in family - {pid}]
    return sum(proces.cpu for proces in found if naam in proces.naam)


def resident(pid: int) -> float:
    """Megabytes of memory that a process really has."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    lines = dict(line.split(":", 1) for line in status.splitlines())
    return int(lines["VmRSS"].split()[0]) * 1024 / 1e6
