"""CMaps: which code stands for which Unicode text, or for which CID."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

# ISO 32000-1:2008, 9.7.5.2, table 118
_TABEL_118 = """
    GB-EUC-H GB-EUC-V GBpc-EUC-H GBpc-EUC-V GBK-EUC-H GBK-EUC-V GBKp-EUC-H
    GBKp-EUC-V GBK2K-H GBK2K-V UniGB-UCS2-H UniGB-UCS2-V UniGB-UTF16-H UniGB-UTF16-V
    B5pc-H B5pc-V HKscs-B5-H HKscs-B5-V ETen-B5-H ETen-B5-V ETenms-B5-H ETenms-B5-V
    CNS-EUC-H CNS-EUC-V UniCNS-UCS2-H UniCNS-UCS2-V UniCNS-UTF16-H UniCNS-UTF16-V
    83pv-RKSJ-H 90ms-RKSJ-H 90ms-RKSJ-V 90msp-RKSJ-H 90msp-RKSJ-V 90pv-RKSJ-H
    Add-RKSJ-H Add-RKSJ-V EUC-H EUC-V Ext-RKSJ-H Ext-RKSJ-V H V UniJIS-UCS2-H
    UniJIS-UCS2-V UniJIS-UCS2-HW-H UniJIS-UCS2-HW-V UniJIS-UTF16-H UniJIS-UTF16-V
    KSC-EUC-H KSC-EUC-V KSCms-UHC-H KSCms-UHC-V KSCms-UHC-HW-H KSCms-UHC-HW-V
    KSCpc-EUC-H UniKS-UCS2-H UniKS-UCS2-V UniKS-UTF16-H UniKS-UTF16-V Identity-H
    Identity-V
"""
VOORGEDEFINIEERD = frozenset(_TABEL_118.split())

_BLOK = re.compile(rb"begin(bf|cid)(char|range)(.*?)end\1\2", re.DOTALL)
_WOORD = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\d+)|([\[\]])")
_WMODE = re.compile(rb"/WMode\s+(\d+)")
_USECMAP = re.compile(rb"/([^\s/<>\[\]()]+)\s+usecmap")


class Cmap(NamedTuple):
    """What a CMap stream says; `cids` and `teksten` are by character code."""

    teksten: Mapping[int, str]
    cids: Mapping[int, int]
    wmode: int
    gebruikt: tuple[str, ...]


def lees_cmap(bron: bytes) -> Cmap:
    teksten: dict[int, str] = {}
    cids: dict[int, int] = {}
    for blok in _BLOK.finditer(bron):
        soort, vorm, inhoud = blok.groups()
        woorden = _woorden(inhoud)
        for code, waarde in _paren(woorden, bereik=vorm == b"range"):
            if isinstance(waarde, int):
                cids[code] = waarde
            elif soort == b"bf":
                teksten[code] = _als_tekst(waarde)
    wmode = _WMODE.search(bron)
    return Cmap(
        teksten,
        cids,
        int(wmode[1]) if wmode else 0,
        tuple(match[1].decode("latin-1") for match in _USECMAP.finditer(bron)),
    )


def _woorden(bron: bytes) -> Iterator[bytes | int | str]:
    for match in _WOORD.finditer(bron):
        hexa, cijfers, haak = match.groups()
        if hexa is not None:
            yield bytes.fromhex(hexa.decode())
        else:
            yield int(cijfers) if cijfers else haak.decode()


def _paren(
    woorden: Iterator[bytes | int | str], *, bereik: bool
) -> Iterator[tuple[int, bytes | int]]:
    for eerste in woorden:
        laatste = next(woorden, None) if bereik else eerste
        doel = next(woorden, None)
        if not (isinstance(eerste, bytes) and isinstance(laatste, bytes)):
            return
        codes = range(int.from_bytes(eerste), int.from_bytes(laatste) + 1)
        if doel == "[":
            waarden = iter(lambda: next(woorden, "]"), "]")
            for code, waarde in zip(codes, list(waarden), strict=False):
                if isinstance(waarde, bytes | int):
                    yield code, waarde
        elif isinstance(doel, bytes | int):
            for plaats, code in enumerate(codes):
                yield code, _verder(doel, plaats)


def _verder(doel: bytes | int, stap: int) -> bytes | int:
    """The target of the code that is so many further in a range."""
    if isinstance(doel, int):
        return doel + stap
    if not doel:
        return doel
    laatste = int.from_bytes(doel[-2:]) + stap
    return doel[:-2] + laatste.to_bytes(4)[-min(2, len(doel)) :]


def _als_tekst(waarde: bytes) -> str:
    if len(waarde) == 1:
        return chr(waarde[0])
    return waarde.decode("utf-16-be", errors="replace")
