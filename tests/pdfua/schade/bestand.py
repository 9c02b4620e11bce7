"""A file that isn't what it should be, as a whole."""

import re

from pikepdf import (
    Array,
    Dictionary,
    Encryption,
    Name,
    Pdf,
    Permissions,
    String,
)

from tests.pdfua.schade.register import breekt
from tests.pdfua.voorbeeld import nieuwe_annotatie

STIL = Encryption(
    owner="baas", R=3, aes=False, metadata=False, allow=Permissions(accessibility=False)
)


def _metadata(pdf: Pdf, van: bytes, naar: bytes) -> None:
    bron = pdf.Root.Metadata.read_bytes()
    nieuw = re.sub(van, naar, bron)
    assert nieuw != bron
    pdf.Root.Metadata = pdf.make_stream(nieuw)


@breekt("06-001")
def no_metadata(pdf: Pdf) -> None:
    del pdf.Root.Metadata


@breekt("06-001")
def broken_metadata(pdf: Pdf) -> None:
    _metadata(pdf, b"</x:xmpmeta>", b"")


@breekt("06-002")
def no_identifier(pdf: Pdf) -> None:
    _metadata(pdf, b'pdfuaid:part="1"', b"")


@breekt("06-002")
def other_identifier(pdf: Pdf) -> None:
    _metadata(pdf, b'pdfuaid:part="1"', b'pdfuaid:part="2"')


@breekt("06-003")
def no_title_in_metadata(pdf: Pdf) -> None:
    _metadata(pdf, b"<dc:title>.*</dc:title>", b"")


@breekt("07-001")
def no_viewer_preferences(pdf: Pdf) -> None:
    del pdf.Root.ViewerPreferences


@breekt("07-002")
def file_name_as_title(pdf: Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def _lagen(pdf: Pdf) -> None:
    """Optional content, as it should be."""
    pdf.Root.OCProperties = Dictionary(
        OCGs=Array(),
        D=Dictionary(Name=String("gewoon")),
        Configs=Array([Dictionary(Name=String("anders"))]),
    )


@breekt("20-001")
def layers_without_name(pdf: Pdf) -> None:
    _lagen(pdf)
    pdf.Root.OCProperties.Configs[0].Name = String("")


@breekt("20-002")
def default_layers_without_name(pdf: Pdf) -> None:
    _lagen(pdf)
    del pdf.Root.OCProperties.D["/Name"]


@breekt("20-003")
def layers_by_themselves(pdf: Pdf) -> None:
    _lagen(pdf)
    pdf.Root.OCProperties.D.AS = Array()


@breekt("21-001")
def embedded_file_with_one_name(pdf: Pdf) -> None:
    inhoud = Dictionary(F=pdf.make_stream(b"x"))
    bestand = Dictionary(Type=Name.Filespec, F=String("a.txt"), EF=inhoud)
    namen = Array([String("a"), bestand])
    pdf.Root.Names.EmbeddedFiles = Dictionary(Names=namen)


@breekt("25-001")
def dynamic_xfa(pdf: Pdf) -> None:
    bron = b"<config><acrobat7><dynamicRender> required</dynamicRender></acrobat7>"
    delen = Array([String("config"), pdf.make_stream(bron)])
    pdf.Root.AcroForm = Dictionary(Fields=Array(), XFA=delen)


@breekt("26-002", encryption=STIL)
def not_to_be_read_aloud(pdf: Pdf) -> None:
    """The lock is put on while saving."""


@breekt("SW-07")
def no_title_in_information(pdf: Pdf) -> None:
    del pdf.docinfo["/Title"]


@breekt("SW-07")
def other_title_in_information(pdf: Pdf) -> None:
    pdf.docinfo["/Title"] = String("Iets anders")


@breekt("SW-08")
def no_outline(pdf: Pdf) -> None:
    del pdf.Root.Outlines


@breekt("SW-15", force_version="2.0")
def newer_version(pdf: Pdf) -> None:
    """The version is set while saving."""


@breekt("SW-16")
def script_at_opening(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.beep()"))


@breekt("SW-16")
def film(pdf: Pdf) -> None:
    nieuwe_annotatie(pdf, "Movie", "Annot", Contents=String("een film"))


@breekt("28-014")
def media_without_type(pdf: Pdf) -> None:
    pdf.Root.Proef = Dictionary(S=Name.MCD, Alt=Array())


@breekt("28-015")
def media_without_text(pdf: Pdf) -> None:
    pdf.Root.Proef = Dictionary(S=Name.MCD, CT=String("audio/mpeg"))
