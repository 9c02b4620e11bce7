"""What a report says, as plain values: kept, hashed, the same on screen and paper."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Self
from uuid import UUID


@dataclass(frozen=True)
class Beantwoord:
    """A question in the words of then, and what they wrote with it; "" for nothing."""

    pk: str
    code: str
    vraag: str
    antwoord: str


@dataclass(frozen=True)
class Afgesproken:
    """Something agreed: `wie` in words, "" for nobody yet; `tegen` an ISO day or ""."""

    wat: str
    wie: str
    tegen: str

    @property
    def dag(self) -> dt.date | None:
        return dt.date.fromisoformat(self.tegen) if self.tegen else None


@dataclass(frozen=True)
class Inhoud:
    """All that a report says. `begin`: in UTC as ISO writes it, or "".

    Nothing here depends on who reads it; what a reader may not have is taken out
    before any template gets it.
    """

    begin: str
    deelnemers: tuple[str, ...]
    vragen: tuple[Beantwoord, ...]
    afspraken: tuple[Afgesproken, ...]

    @property
    def moment(self) -> dt.datetime | None:
        return dt.datetime.fromisoformat(self.begin) if self.begin else None

    @property
    def is_leeg(self) -> bool:
        return not self.afspraken and not any(one.antwoord for one in self.vragen)

    @property
    def vingerafdruk(self) -> str:
        """The SHA-256 of exactly this content, in hexadecimal."""
        whole = json.dumps(self.to_json(), sort_keys=True)
        return hashlib.sha256(whole.encode()).hexdigest()

    def only(self, vraag: UUID) -> Self:
        """One question and its answer, with the date and the names."""
        asked = tuple(one for one in self.vragen if one.pk == str(vraag))
        return replace(self, vragen=asked, afspraken=())

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        return cls(
            begin=kept["begin"],
            deelnemers=tuple(kept["deelnemers"]),
            vragen=tuple(Beantwoord(**one) for one in kept["vragen"]),
            afspraken=tuple(Afgesproken(**one) for one in kept["afspraken"]),
        )
