"""What it takes to set paper: processor time, memory, and two processes against one.

What is set is HTML that the PDF gate made, in processes as the server has them. The
targets take turns, so that a busy moment of the machine hits them all.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from statistics import mean, median
from typing import Any

from django.conf import settings

from benchmarks.drukker import open_drukker
from benchmarks.opstelling import FICHES
from benchmarks.processen import cpu, resident
from benchmarks.uitkomst import Uitkomst
from samenwijzer.lib.pdf.poort import workshop
from samenwijzer.lib.pdf.werkers import Werker, Werkplaats

ROUNDS = 9
DOCUMENTS = 5  # in a round, for each target
REPORTS = 100
REPORT_ROUNDS = 3
WAITING = 40  # reports that a workshop is given ahead: less than it takes
WARM_UP = 10
SITE = "http://127.0.0.1:8000"
# What a talk offers: three questions, on one page.
GESPREK = ("F1-Z-01", "F1-Z-02", "F1-Z-03")


@dataclass(frozen=True)
class Doelwit:
    """Something to make, and how much processor time its makers used so far."""

    naam: str
    make: Callable[[], object]
    clock: Callable[[], float]

    def cpu(self) -> float:
        """Milliseconds of processor time for one document."""
        begin = self.clock()
        for _ in range(DOCUMENTS):
            self.make()
        return (self.clock() - begin) / DOCUMENTS


def measure() -> Iterator[Uitkomst]:
    yield from _processor_time()
    reports = [
        _html(FICHES[:1], "zij-instromer", f"Verslag {i}") for i in range(REPORTS)
    ]
    yield from _two_processes(reports)
    yield _memory(reports)


def _html(
    fiches: tuple[str, ...] = (),
    voor: str = "",
    titel: str = "",
    vragen: tuple[str, ...] = (),
) -> str:
    """The HTML of a sheet, as the gate has it set."""
    from fiches.models import Fiche  # models can only be imported once Django is set up
    from gespreksbladen.keuze import Keuze
    from gespreksbladen.services import make_papier

    keuze = Keuze(
        fiches=fiches, voor=(voor,) if voor else (), vragen=vragen, titel=titel
    )
    return make_papier(keuze, list(Fiche.objects.current()), SITE).html


def _processor_time() -> Iterator[Uitkomst]:
    """One sheet against Chromium, and four fiches against one."""
    sheets = {
        "van een fiche": _html(FICHES[:1], "zij-instromer"),
        "met drie vragen": _html(vragen=GESPREK),
    }
    papers = {**sheets, "alles": _html()}
    papers |= {slug: _html((slug,)) for slug in FICHES}
    with ExitStack() as stack:
        drukker = stack.enter_context(open_drukker(sheets["van een fiche"]))
        werker = Werker(workshop().command)
        stack.callback(werker.kill)
        clock = partial(cpu, werker.process.pid)
        doelwitten = [
            Doelwit(naam, partial(_set, werker, html), clock)
            for naam, html in papers.items()
        ]
        doelwitten += [
            Doelwit(f"chromium {naam}", partial(drukker.print, html), drukker.cpu)
            for naam, html in sheets.items()
        ]
        times = _cpu_times(doelwitten)
    for blad in sheets:
        naam = f"rekentijd van een blad {blad}, tegenover Chromium dat hetzelfde drukt"
        theirs = times[f"chromium {blad}"]
        yield Uitkomst(f"{naam} (doel: 0,70)", times[blad], "ms CPU", theirs)
    one = mean(times[slug] for slug in FICHES)
    naam = "rekentijd van vier fiches, tegenover gemiddeld een fiche alleen (doel: 3,5)"
    yield Uitkomst(naam, times["alles"], "ms CPU", one)


def _cpu_times(doelwitten: list[Doelwit]) -> dict[str, float]:
    """The median of each, in milliseconds for one document."""
    for doelwit in doelwitten:
        doelwit.cpu()  # to warm up
    rounds = [{d.naam: d.cpu() for d in doelwitten} for _ in range(ROUNDS)]
    return {d.naam: median(times[d.naam] for times in rounds) for d in doelwitten}


def _set(werker: Werker, html: str) -> None:
    werker.do(("set_pdf", html), settings.PDF_SECONDEN)


def _two_processes(reports: list[str]) -> Iterator[Uitkomst]:
    workshops = {aantal: _workshop(aantal) for aantal in (1, 2)}
    for werkplaats in workshops.values():
        _seconds(werkplaats, reports[:WARM_UP])
    rounds = [
        {aantal: _seconds(workshops[aantal], reports) for aantal in workshops}
        for _ in range(REPORT_ROUNDS)
    ]
    one, two = (median(times[aantal] for times in rounds) for aantal in (1, 2))
    naam = f"{REPORTS} verslagen op één proces, tegenover op twee (doel: 1,85)"
    yield Uitkomst(naam, one, "s op de klok", two)


def _workshop(aantal: int) -> Werkplaats:
    return Werkplaats(
        aantal,
        mappen=tuple(str(path) for path in settings.STATICFILES_DIRS),
        seconden=settings.PDF_SECONDEN,
        geheugen=settings.PDF_GEHEUGEN,
    )


def _seconds(werkplaats: Werkplaats, reports: list[str]) -> float:
    """How long all of these take, by the clock."""
    begin = time.perf_counter()
    futures: list[Future[Any]] = []
    for number, html in enumerate(reports):
        if number >= WAITING:
            futures[number - WAITING].result()
        futures.append(werkplaats.submit("set_pdf", html))
    for future in futures:
        future.result()
    return time.perf_counter() - begin


def _memory(reports: list[str]) -> Uitkomst:
    werker = Werker(workshop().command)
    for html in reports[:WARM_UP]:
        _set(werker, html)
    begin = resident(werker.process.pid)
    for html in reports:
        _set(werker, html)
    growth = resident(werker.process.pid) - begin
    werker.kill()
    naam = f"groei van het geheugen over {REPORTS} documenten, tegenover het begin"
    return Uitkomst(f"{naam} (doel: 0,10)", growth, "MB", begin)
