"""Every measurement, one JSON object a line; progress goes to stderr."""

import signal
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import (
    bediening,
    omvang,
    opstelling,
    overdracht,
    papier,
    papierserver,
    planning,
    queries,
    rekentijd,
    samen,
    toetsaanslag,
    zoektijd,
)

METINGEN = {
    "Overdracht van een eerste bezoek": overdracht.measure,
    "Query's per pagina": queries.measure,
    "Rekentijd van de server": rekentijd.measure,
    "Rekentijd van het zoeken": zoektijd.measure,
    "Pagina's naast de stroom": bediening.measure,
    "Samen schrijven": samen.measure,
    "Van toets tot ander scherm": toetsaanslag.measure,
    "Papier zetten": papier.measure,
    "Papier op de server": papierserver.measure,
    "Plannen": planning.measure,
    "Bij een miljoen gesprekken": omvang.measure,
}


def main() -> None:
    with TemporaryDirectory(prefix="samenwijzer-bench-") as folder:
        opstelling.prepare(Path(folder))
        for naam, measure in METINGEN.items():
            print(f"{naam} …", file=sys.stderr, flush=True)
            for uitkomst in measure():
                print(uitkomst.as_json(), flush=True)


if __name__ == "__main__":
    # An end that is asked for stops the servers too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    main()
