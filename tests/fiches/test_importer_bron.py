"""The real document, where this machine has it; its text is never repeated here."""

import hashlib

import pytest
from django.conf import settings

from fiches import codes
from fiches.importer.document import Document, read_document
from tests.fiches.bron import KOPPEN

BRON = settings.BASE_DIR / "../shared/bronnen/samenwijzer-fiches.txt"

pytestmark = pytest.mark.skipif(
    not BRON.exists(), reason="Het brondocument staat niet op deze machine."
)


@pytest.fixture(scope="module")
def document() -> Document:
    return read_document(BRON)


def letters(tekst: str) -> str:
    """What is left of a text without spaces, marks and hyphens."""
    return "".join(filter(str.isalnum, tekst))


def test_bron_has_every_code(document: Document) -> None:
    found = [list(fiche.stukken) for fiche in document.fiches]

    assert found == [
        [code for deel in delen for code in codes.codes(nummer, deel)]
        for nummer, delen in codes.AANTALLEN.items()
    ]
    assert sum(map(len, found)) == 17 + 23 + 89


def test_bron_has_these_oddities(document: Document) -> None:
    assert [str(odd) for odd in document.bijzonderheden] == [
        "regel 209: een nieuwe bladzijde tussen F1-Q-04 en F1-Q-05",
        "regels 220–221: F1-Q-07: breekt af; bewaard is wat er staat",
        "regel 278: een nieuwe bladzijde tussen F1-Z-04 en F1-Z-05",
        "regel 448: het paginanummer “6” is weggelaten",
        "regels 524–525: F3-Q-01: de opening staat er 3 keer; bewaard vanaf de laatste",
        "regel 546: een nieuwe bladzijde tussen F3-Q-04 en F3-Q-05",
        "regel 616: een nieuwe bladzijde tussen F3-Z-05 en F3-Z-06",
        "regel 657: F4-L-02: de kop “De uitvaller” telt niet mee",
        "regel 670: F4-L-03: de kop “Extra belasting” telt niet mee",
        "regels 694–698: F4-Q-01: het sluitende aanhalingsteken ontbreekt",
        "regel 756: een nieuwe bladzijde tussen F4-T-07 en F4-T-08",
    ]


def test_bron_loses_and_doubles_no_word_but_the_reported(document: Document) -> None:
    lines = BRON.read_text(encoding="utf-8").split("\n")
    for reported in (448, 524, 657, 670):
        lines[reported - 1] = ""
    start = next(at for at, line in enumerate(lines) if line.startswith("Fiche 1:"))
    read = ""
    for fiche in document.fiches:
        read += f"Fiche{fiche.nummer}{fiche.titel[0].lower()}{fiche.titel[1:]}"
        for code, stuk in fiche.stukken.items():
            if code.endswith("-01"):
                read += KOPPEN[code.split("-")[1]]
            read += "o" if stuk.deelvraag else ""
            read += stuk.tekst + ("AVB" if stuk.aanvangsbegeleider else "")

    assert letters(read) == letters("".join(lines[start:]))


@pytest.mark.parametrize(
    ("code", "digest"),
    [
        ("F1-L-04", "01ebeb984ac52931"),  # dots as one sign, and as the last one
        ("F1-Q-04", "ed15021c2816b655"),  # a closing quote mark used to open
        ("F1-Q-07", "3556f6bd5a698b47"),  # cut off
        ("F1-T-03b", "2007cfbf296757f1"),  # a sub-question of two sentences
        ("F2-L-03", "fd8bbef79efc40f0"),  # "avond- en weekendwerk"
        ("F3-Q-01", "fa8757228cd850f3"),  # its opening three times
        ("F4-L-02", "0adf0a52c5d0dca1"),  # "HR-beleid" and "zij-instromers", cut
        ("F4-L-03", "e2e6bc4858f7e106"),  # a quote inside
        ("F4-Q-01", "e4be342a71164198"),  # no closing quote mark
        ("F4-Q-04", "152d2d9d5df838f7"),  # quotes inside, one begins a line
        ("F4-Q-05", "45e534555d35fb65"),  # straight quote marks
        ("F4-O-05", "295f81f4ed95e308"),  # "stage- of aanvangsbegeleiding", cut
    ],
)
def test_bron_is_read_letter_for_letter(
    code: str, digest: str, document: Document
) -> None:
    tekst = document.fiches[int(code[1]) - 1].stukken[code].tekst

    assert hashlib.sha256(tekst.encode()).hexdigest()[:16] == digest


def test_bron_as_a_whole_is_read_as_it_was_when_checked_by_eye(
    document: Document,
) -> None:
    whole = "".join(
        f"{code}\t{stuk.tekst}\n"
        for fiche in document.fiches
        for code, stuk in fiche.stukken.items()
    )

    digest = hashlib.sha256(whole.encode()).hexdigest()
    assert digest == "813c34904af2b84e89be234d203991b2e8c5f625d41e9cb47d94e581ea9a981e"
