"""What goes from the process that sets a document to the one that asked for it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Zetsel:
    """A set document; `klachten` is what WeasyPrint logged, empty when all is well."""

    pdf: bytes
    bladzijden: int
    klachten: tuple[str, ...]
