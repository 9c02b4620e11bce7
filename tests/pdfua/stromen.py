"""Content streams: what is painted, in which marked content, with which font."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pikepdf import Array, Name, String, parse_content_stream

from tests.pdfua.model import Nesting, Plek, Stroom, Teken
from tests.pdfua.waarden import Sleutel, getal, lijst, naam, sleutel, tekst, veld

TEKEN_PAD = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"}
TOON_TEKST = {"Tj", "TJ", "'", '"'}
GEZOCHT = " ".join(
    ["q Q BMC BDC EMC m re n sh Do Tf Tr gs scn SCN BI ID EI", *TEKEN_PAD, *TOON_TEKST]
)
ONZICHTBAAR = 3  # text rendering mode


class Merk(NamedTuple):
    """An open marked-content sequence."""

    artefact: bool
    plek: Plek | None
    taal: str


class Stand(NamedTuple):
    """What q saves and Q brings back."""

    font: Sleutel = (0, 0)
    modus: int = 0


@dataclass
class Opbrengst:
    """All that the streams of a document were seen to do."""

    stromen: list[Stroom] = field(default_factory=list)
    tekens: list[Teken] = field(default_factory=list)
    nestingen: list[Nesting] = field(default_factory=list)
    aanroepen: Counter[Sleutel] = field(default_factory=Counter)
    fonts: dict[Sleutel, Any] = field(default_factory=dict)
    opdrachten: dict[Sleutel, list[tuple[str, Any]]] = field(default_factory=dict)
    bekend: dict[Sleutel, Stroom] = field(default_factory=dict)

    def stroom(self, obj: Any, soort: str, pagina: int, naam: str = "") -> Stroom:
        """This stream, made at its first use."""
        wie = sleutel(obj)
        if wie not in self.bekend:
            self.bekend[wie] = Stroom(wie, soort, obj, pagina, naam)
            self.stromen.append(self.bekend[wie])
        return self.bekend[wie]

    def lees(self, obj: Any, soort: str, pagina: int) -> None:
        """Follow a page, or the appearance of an annotation."""
        stroom = self.stroom(obj, soort, pagina, "" if soort == "page" else soort)
        Loper(self, stroom, veld(obj, "Resources")).loop()

    def lees_opdrachten(self, stroom: Stroom) -> list[tuple[str, Any]]:
        if stroom.sleutel not in self.opdrachten:
            self.opdrachten[stroom.sleutel] = [
                (str(opdracht.operator), opdracht.operands)
                for opdracht in parse_content_stream(stroom.obj, GEZOCHT)
            ]
        return self.opdrachten[stroom.sleutel]


class Loper:
    """Walks through one stream, and into the streams that it draws."""

    def __init__(
        self,
        opbrengst: Opbrengst,
        stroom: Stroom,
        resources: Any,
        merken: tuple[Merk, ...] = (),
        langs: tuple[Sleutel, ...] = (),
    ) -> None:
        self.opbrengst = opbrengst
        self.stroom = stroom
        self.resources = resources
        self.merken = list(merken)
        self.langs = (*langs, stroom.sleutel)
        self.stand = Stand()
        self.stapel: list[Stand] = []
        self.pad = False
        # MCIDs belong to the stream, however often it is drawn.
        self.eerste_keer = not stroom.mcids

    def loop(self) -> None:
        doe: dict[str, Callable[[Any], None]] = {
            **dict.fromkeys(TEKEN_PAD, self.teken_pad),
            **dict.fromkeys(TOON_TEKST, self.toon),
            **dict.fromkeys(("m", "re"), self.begin_pad),
            **dict.fromkeys(("scn", "SCN"), self.patroon),
            "n": self.eind_pad,
            "q": self.bewaar,
            "Q": self.herstel,
            "BMC": self.open,
            "BDC": self.open,
            "EMC": self.sluit,
            "sh": lambda _: self.teken("shading"),
            "INLINE IMAGE": lambda _: self.teken("image"),
            "Do": self.doe,
            "Tf": self.kies_font,
            "Tr": self.kies_modus,
            "gs": self.toestand,
        }
        for operator, operands in self.opbrengst.lees_opdrachten(self.stroom):
            if operator in doe:
                doe[operator](operands)

    def bron(self, soort: str, operand: Any) -> Any:
        return veld(self.resources, soort, naam(operand))

    def teken(self, soort: str, codes: bytes = b"") -> None:
        plekken = [merk.plek for merk in self.merken if merk.plek]
        talen = [merk.taal for merk in self.merken if merk.taal]
        self.opbrengst.tekens.append(
            Teken(
                self.stroom,
                soort,
                any(merk.artefact for merk in self.merken),
                plekken[-1] if plekken else None,
                talen[-1] if talen else "",
                self.stand.font if codes else (0, 0),
                codes,
                self.stand.modus != ONZICHTBAAR,
            )
        )

    def begin_pad(self, _: Any) -> None:
        self.pad = True

    def eind_pad(self, _: Any) -> None:
        self.pad = False

    def teken_pad(self, _: Any) -> None:
        if self.pad:
            self.teken("path")
        self.pad = False

    def bewaar(self, _: Any) -> None:
        self.stapel.append(self.stand)

    def herstel(self, _: Any) -> None:
        if self.stapel:
            self.stand = self.stapel.pop()

    def toon(self, operands: Any) -> None:
        delen = lijst(operands[-1]) if isinstance(operands[-1], Array) else operands
        codes = b"".join(bytes(deel) for deel in delen if isinstance(deel, String))
        if codes:
            self.teken("text", codes)

    def kies_font(self, operands: Any) -> None:
        self.zet_font(self.bron("Font", operands[0]))

    def zet_font(self, font: Any) -> None:
        self.opbrengst.fonts[sleutel(font)] = font
        self.stand = self.stand._replace(font=sleutel(font))

    def kies_modus(self, operands: Any) -> None:
        self.stand = self.stand._replace(modus=getal(operands[0]) or 0)

    def toestand(self, operands: Any) -> None:
        """An ExtGState may choose a font too. What draws its mask isn't followed."""
        staat = self.bron("ExtGState", operands[0])
        if font := lijst(veld(staat, "Font")):
            self.zet_font(font[0])

    def open(self, operands: Any) -> None:
        boek = operands[1] if len(operands) > 1 else None
        if isinstance(boek, Name):
            boek = self.bron("Properties", boek)
        artefact = naam(operands[0]) == "Artifact"
        mcid = None if artefact else getal(veld(boek, "MCID"))
        plek = None if mcid is None else Plek(self.stroom.sleutel, mcid)
        if artefact or plek:
            self.meld_nesting(mcid)
        if mcid is not None and self.eerste_keer:
            self.stroom.mcids[mcid] += 1
        self.merken.append(Merk(artefact, plek, tekst(veld(boek, "Lang"))))

    def meld_nesting(self, mcid: int | None) -> None:
        """Of what is around, only the innermost mark counts."""
        for merk in reversed(self.merken):
            if merk.artefact or merk.plek:
                buiten = merk.plek.mcid if merk.plek else None
                self.opbrengst.nestingen.append(Nesting(self.stroom, buiten, mcid))
                return

    def sluit(self, _: Any) -> None:
        if self.merken:
            self.merken.pop()

    def doe(self, operands: Any) -> None:
        xobject = self.bron("XObject", operands[0])
        if naam(veld(xobject, "Subtype")) != "Form":
            self.teken("image")
            return
        self.opbrengst.aanroepen[sleutel(xobject)] += 1
        self.ga_in(xobject, "form", f"form {naam(operands[0])}")

    def patroon(self, operands: Any) -> None:
        patroon = self.bron("Pattern", operands[-1]) if len(operands) else None
        if getal(veld(patroon, "PatternType")) == 1:
            self.ga_in(patroon, "pattern", f"pattern {naam(operands[-1])}")

    def ga_in(self, obj: Any, soort: str, heet: str) -> None:
        if sleutel(obj) in self.langs:
            return
        stroom = self.opbrengst.stroom(obj, soort, self.stroom.pagina, heet)
        resources = veld(obj, "Resources") or self.resources
        merken = tuple(self.merken)
        loper = Loper(self.opbrengst, stroom, resources, merken, self.langs)
        loper.stand = self.stand
        loper.loop()
