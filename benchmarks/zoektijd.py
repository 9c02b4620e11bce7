"""The processor time of a search itself, once its index is there."""

import time
from collections.abc import Callable, Iterator
from statistics import median

from benchmarks.uitkomst import Uitkomst

ROUNDS = 9
SEARCHES = 100  # in a round


def measure() -> Iterator[Uitkomst]:
    from fiches import zoeken  # models can only be imported once Django is set up
    from fiches.models import Fiche

    fiches = list(Fiche.objects.current())
    begin = time.process_time_ns()
    zoeken.search("feedback", fiches)
    first = (time.process_time_ns() - begin) / 1e6
    exact, fault = _cpu_times(
        lambda: zoeken.search("feedback", fiches),
        lambda: zoeken.search("feedbak", fiches),
    )
    yield Uitkomst("zoeken naar feedback", exact, "ms CPU")
    naam = "zoeken naar feedbak, met een tikfout, tegenover zonder"
    yield Uitkomst(naam, fault, "ms CPU", exact)
    naam = "de eerste keer zoeken, met het maken van de index, tegenover later"
    yield Uitkomst(naam, first, "ms CPU", exact)


def _cpu_times(*searches: Callable[[], object]) -> list[float]:
    """The median of each, in milliseconds; they take turns."""
    rounds = [[_cpu(search) for search in searches] for _ in range(ROUNDS)]
    return [median(times) for times in zip(*rounds, strict=True)]


def _cpu(search: Callable[[], object]) -> float:
    begin = time.process_time_ns()
    for _ in range(SEARCHES):
        search()
    return (time.process_time_ns() - begin) / SEARCHES / 1e6
