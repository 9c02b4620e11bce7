"""The standard structure types of ISO 32000-1, 14.8.4, and which may go in which."""

from collections.abc import Mapping

GROEPEN = """
    Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private
"""
BLOKKEN = "P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot"
IN_DE_REGEL = """
    Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP
"""
BEELDEN = "Figure Formula Form"

STANDAARD = frozenset(f"{GROEPEN} {BLOKKEN} {IN_DE_REGEL} {BEELDEN}".split())


def standaardsoort(soort: str, rollen: Mapping[str, str]) -> str:
    """The standard type that this one is mapped to; itself where none is found."""
    gezien = set()
    begin = soort
    while soort not in STANDAARD and soort in rollen and soort not in gezien:
        gezien.add(soort)
        soort = rollen[soort]
    return soort if soort in STANDAARD else begin
