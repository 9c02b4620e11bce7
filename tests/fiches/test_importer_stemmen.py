"""Which lines are one voice: small cases, with white between all lines or some."""

import pytest

from fiches.importer.regels import Plaats, Regel
from fiches.importer.stemmen import read_stemmen


def read(text: str) -> list[str]:
    """The voices in `text`, where a bar stands for a line's end, two for white."""
    lines = text.split("|")
    regels = [
        Regel(Plaats(0, number), line, wit=int(not before))
        for number, (before, line) in enumerate(
            zip(["", *lines], lines, strict=False), start=1
        )
        if line
    ]
    return [stuk.tekst for stuk in read_stemmen(regels)]


@pytest.mark.parametrize(
    ("text", "stemmen"),
    [
        ("“Een.”||“Twee.”", ["Een.", "Twee."]),
        ("“Een.”|“Twee.”", ["Een.", "Twee."]),
        ("“Een|en twee.”||“Drie.”", ["Een en twee.", "Drie."]),
        ("“Een||en twee.”||“Drie.”", ["Een en twee.", "Drie."]),
        ("“Een||en twee.”||(AVB)||“Drie.”", ["Een en twee.", "Drie."]),
        ("“Hij zei:||“nee.” En ging.”||“Twee.”", ["Hij zei: “nee.” En ging.", "Twee."]),
        ("“Dat is||“Extra” en meer.”||“Twee.”", ["Dat is “Extra” en meer.", "Twee."]),
        ("“Dat is|“Extra”|werk en meer.”", ["Dat is “Extra” werk en meer."]),
        ("“Een||“twee” en||“drie” zo.”", ["Een “twee” en “drie” zo."]),
        ("“Een.”||Twee.”||“Drie.”", ["Een.", "Twee.", "Drie."]),
        ("“Een.||“Twee.”", ["Een.", "Twee."]),
        ("“Een en||“Twee.”", ["Een en …", "Twee."]),
        ("“Een en||“Twee||“drie” vier.”", ["Een en …", "Twee “drie” vier."]),
        ("“Een “a.” (AVB)||“Twee “b.” (AVB)", ["Een “a.”", "Twee “b.”"]),
        ("“Een zo:||“twee.” en “drie”. (AVB)", ["Een zo: “twee.” en “drie”."]),
        ("“Een twee||“Een twee drie.”", ["Een twee drie."]),
        ("“Een twee “Een|“Een twee drie.”", ["Een twee drie."]),
        ('"Een "twee" drie."||"Vier."', ['Een "twee" drie.', "Vier."]),
        ("”Een ”twee” drie.”||”Vier.”", ["Een ”twee” drie.", "Vier."]),
    ],
)
def test_read_stemmen(text: str, stemmen: list[str]) -> None:
    assert read(text) == stemmen


def test_what_cannot_be_told_apart_is_not_put_together() -> None:
    found = read("“Een: “twee” en||“Drie”.||“Vier.”")

    assert found == ["Een: “twee” en …", "“Drie”.", "Vier."]
