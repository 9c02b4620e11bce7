"""A fiche's content as plain values: what both loaders hand to the database.

The YAML fixtures and somebody's own copy of the source become the same
dataclasses; `check` holds them against the inventory in `fiches.codes`.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

from fiches import codes
from fiches.models import Doelgroep


class InhoudFout(ValueError):
    """Content that can't be loaded; the message is Dutch and names the place."""


@dataclass(frozen=True, kw_only=True)
class LiteratuurInhoud:
    code: str
    kop: str
    tekst: str
    kernbegrippen: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StemInhoud:
    code: str
    spreker: str
    tekst: str
    achtergrond: str = ""


@dataclass(frozen=True, kw_only=True)
class VraagInhoud:
    """One question; `themas` are slugs, the main one first and the others sorted."""

    code: str
    doelgroep: str
    tekst: str
    themas: tuple[str, ...]
    gevoelig: bool

    def __post_init__(self) -> None:
        in_order = (*self.themas[:1], *sorted(self.themas[1:]))
        object.__setattr__(self, "themas", in_order)


@dataclass(frozen=True, kw_only=True)
class FicheInhoud:
    """One fiche, whole; `bron` is the slug of the document it goes back to."""

    nummer: int
    slug: str
    titel: str
    kernvraag: str
    inleiding: str
    bron: str
    literatuur: tuple[LiteratuurInhoud, ...] = ()
    stemmen: tuple[StemInhoud, ...] = ()
    vragen: tuple[VraagInhoud, ...] = field(default=())

    @property
    def vingerafdruk(self) -> str:
        """SHA-256 over everything in the fiche, as 64 hexadecimal digits."""
        whole = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(whole.encode()).hexdigest()


def check(inhoud: FicheInhoud) -> None:
    """Raise `InhoudFout` unless each code of the inventory is there, in order.

    The first doubled, unknown, missing or misplaced code is named.
    """
    for deel, found in _found_codes(inhoud):
        expected = codes.codes(inhoud.nummer, deel)
        doubled = [code for code, number in Counter(found).items() if number > 1]
        if doubled:
            raise InhoudFout(f"de code {doubled[0]} staat er dubbel")
        unknown = [code for code in found if code not in expected]
        if unknown:
            raise InhoudFout(f"de code {unknown[0]} hoort hier niet")
        missing = [code for code in expected if code not in found]
        if missing:
            raise InhoudFout(f"de code {missing[0]} ontbreekt")
        for code, right in zip(found, expected, strict=True):
            if code != right:
                raise InhoudFout(f"de code {code} staat waar {right} hoort")


def _found_codes(inhoud: FicheInhoud) -> Iterator[tuple[str, list[str]]]:
    yield codes.LITERATUUR, [blok.code for blok in inhoud.literatuur]
    yield codes.STEMMEN, [stem.code for stem in inhoud.stemmen]
    for doelgroep in Doelgroep:
        yield (
            doelgroep.deel,
            [vraag.code for vraag in inhoud.vragen if vraag.doelgroep == doelgroep],
        )
