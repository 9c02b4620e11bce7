"""What the rules look at: the structure tree, and what the content streams do."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element as XmlElement

from pikepdf import Pdf

from tests.pdfua.waarden import Sleutel, tekst, veld


class Plek(NamedTuple):
    """A marked-content sequence: the stream it is in, and its MCID there."""

    stroom: Sleutel
    mcid: int


class Verwijzing(NamedTuple):
    """A whole object, such as an annotation, as a member of the tree (OBJR)."""

    doel: Sleutel


@dataclass(frozen=True, eq=False, slots=True)
class Element:
    """A structure element that can be reached from the root.

    `standaard` is its type after role mapping, `taal` the nearest Lang at or above it
    within the tree. The children are filled in while reading and left alone after.
    """

    obj: Any
    soort: str
    standaard: str
    ouder: "Element | None"
    taal: str
    pagina: int
    kinderen: list["Element | Plek | Verwijzing"] = field(default_factory=list)

    def __str__(self) -> str:
        return f"page {self.pagina}, {self.soort}" if self.pagina else self.soort

    @property
    def voorouder(self) -> "Element | None":
        """The nearest element above it that means anything: a NonStruct doesn't."""
        boven = self.ouder
        while boven is not None and boven.standaard == "NonStruct":
            boven = boven.ouder
        return boven

    def leden(self) -> Iterator["Element | Plek | Verwijzing"]:
        """Its children, with those of a NonStruct in place of the NonStruct."""
        for kind in self.kinderen:
            if isinstance(kind, Element) and kind.standaard == "NonStruct":
                yield from kind.leden()
            else:
                yield kind

    def onder(self) -> list["Element"]:
        """The elements among its children."""
        return [kind for kind in self.leden() if isinstance(kind, Element)]

    def nakomelingen(self) -> Iterator["Element"]:
        """All elements under it, in reading order."""
        for kind in self.kinderen:
            if isinstance(kind, Element):
                yield kind
                yield from kind.nakomelingen()

    def heeft(self, *sleutels: str) -> bool:
        """Whether one of these texts is there and says something."""
        return any(tekst(veld(self.obj, naam)).strip() for naam in sleutels)


@dataclass(frozen=True, eq=False, slots=True)
class Stroom:
    """A content stream: a page's, or one that is drawn as part of it."""

    sleutel: Sleutel
    soort: str  # page, form, pattern or appearance
    obj: Any
    pagina: int
    naam: str
    mcids: Counter[int] = field(default_factory=Counter)

    def __str__(self) -> str:
        return f"page {self.pagina}" + (f", {self.naam}" if self.naam else "")


class Teken(NamedTuple):
    """One thing painted. `plek` is the innermost MCID around it."""

    stroom: Stroom
    soort: str  # text, path, image or shading
    artefact: bool
    plek: Plek | None
    taal: str = ""
    font: Sleutel = (0, 0)
    codes: bytes = b""
    zichtbaar: bool = True

    def __str__(self) -> str:
        return f"{self.stroom}" + (f", MCID {self.plek.mcid}" if self.plek else "")


class Nesting(NamedTuple):
    """Marked content inside marked content; None stands for an artifact."""

    stroom: Stroom
    buiten: int | None
    binnen: int | None

    def __str__(self) -> str:
        mcid = self.buiten if self.binnen is None else self.binnen
        return f"{self.stroom}" + ("" if mcid is None else f", MCID {mcid}")


class Annotatie(NamedTuple):
    """An annotation, and the element in the tree that has it as a member."""

    obj: Any
    soort: str
    pagina: int
    nummer: int
    element: Element | None

    def __str__(self) -> str:
        return f"page {self.pagina}, annotation {self.nummer} ({self.soort})"


class Glyfen(NamedTuple):
    """What an embedded font program has: widths in 1/1000, and who has no outline."""

    aantal: int
    breedtes: Mapping[int, float]
    leeg: frozenset[int]


@dataclass(frozen=True, eq=False, slots=True)
class Lettertype:
    """A font that text was shown in, and with which character codes.

    `gids` maps those codes to glyphs, and is None where that can't be followed.
    `gebruikt` are the codes that were really painted, not just written invisibly.
    """

    obj: Any
    naam: str
    soort: str
    cid: Any
    codes: frozenset[int]
    gebruikt: frozenset[int]
    unicode: Mapping[int, str] | None
    gids: Mapping[int, int] | None
    breedtes: Mapping[int, float]
    programma: Glyfen | None
    waar: str

    def __str__(self) -> str:
        return f"{self.waar}, font {self.naam}"


@dataclass(frozen=True, eq=False, slots=True)
class Document:
    """A PDF, read once.

    `inhoud` has for each MCID in the tree the elements that claim it, `ouders` what the
    ParentTree says, `boeken` the dictionaries with an S or EF, wherever they are, with
    the number of the object that they are in.
    """

    pdf: Pdf
    catalogus: Any
    taal: str
    rollen: Mapping[str, str]
    elementen: Sequence[Element]
    inhoud: Mapping[Plek, Sequence[Element]]
    ouders: Mapping[int, Any]
    paginas: Sequence[Any]
    annotaties: Sequence[Annotatie]
    boeken: Sequence[tuple[int, Any]]
    stromen: Sequence[Stroom]
    tekens: Sequence[Teken]
    nestingen: Sequence[Nesting]
    aanroepen: Counter[Sleutel]
    lettertypes: Mapping[Sleutel, Lettertype]
    xmp: XmlElement | None
    fonts: str | tuple[str, ...]

    def van_soort(self, *soorten: str) -> list[Element]:
        """The elements of these standard types, in reading order."""
        return [element for element in self.elementen if element.standaard in soorten]
