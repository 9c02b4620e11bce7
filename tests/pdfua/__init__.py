"""A checker for PDF/UA-1 (ISO 14289-1:2014), as far as software can tell.

`problems(pdf)` reads a PDF once (`lezen`, `stromen`, `letters`) into a small model
(`model`) and holds every rule in `regels` against it. Rules carry the numbers of the
Matterhorn Protocol 1.1; what that protocol leaves out and this product promises is
numbered SW-…. `niet_gekeken` names what isn't checked, and why.
"""

from tests.pdfua.controle import Probleem, problems

__all__ = ["Probleem", "problems"]
