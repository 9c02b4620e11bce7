"""Figures and formulas without words."""

from pikepdf import Array, Pdf, String

from tests.pdfua.schade.letters import vergeet_unicode
from tests.pdfua.schade.register import breekt
from tests.pdfua.voorbeeld import element, hernoem


@breekt("13-004")
def figure_without_alt(pdf: Pdf) -> None:
    del element(pdf, "Figure").Alt


@breekt("13-004")
def figure_with_blank_alt(pdf: Pdf) -> None:
    element(pdf, "Figure").Alt = String(" ")


@breekt("17-002")
def formula_without_alt(pdf: Pdf) -> None:
    hernoem(pdf, "P", "Formula")


@breekt("17-003", "10-001")
def formula_with_unknown_character(pdf: Pdf) -> None:
    hernoem(pdf, "P", "Formula").Alt = String("een som")
    vergeet_unicode(pdf)


@breekt("SW-11")
def figure_without_place(pdf: Pdf) -> None:
    element(pdf, "Figure").A.BBox = Array()
