"""A figure, and the line of JSON that it becomes."""

import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Uitkomst:
    """`tegenover` is an aim or another figure in the same unit, as `naam` says."""

    naam: str
    waarde: float
    eenheid: str
    tegenover: float | None = None

    @property
    def verhouding(self) -> float | None:
        return self.waarde / self.tegenover if self.tegenover else None

    def as_json(self) -> str:
        figures = {
            "naam": self.naam,
            "waarde": _rounded(self.waarde),
            "eenheid": self.eenheid,
            "tegenover": _rounded(self.tegenover),
            "verhouding": _rounded(self.verhouding),
        }
        return json.dumps(figures, ensure_ascii=False)


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 3)
