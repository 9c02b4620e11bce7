"""What can't be imported: one clear sentence, and the database as it was."""

import os
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core import serializers
from django.core.management import CommandError, call_command
from pypdf import PdfWriter

from fiches.importer.lezen import MAX_REGELS, MAX_TEKST
from fiches.models import Fiche, Literatuurblok, Stem, Vraag
from tests.fiches.bron import KOPPEN, Vorm, eigen_teksten, make_document

pytestmark = pytest.mark.django_db

Refusal = Callable[[bytes | str], str]


def stored() -> str:
    """Everything that an import may write."""
    models = (Fiche, Literatuurblok, Stem, Vraag)
    rows = [row for model in models for row in model.objects.all()]
    return str(serializers.serialize("json", rows))


def refuse(path: Path) -> str:
    """Import a file that can't be; the answer is what is said, but for its name."""
    call_command("laad_inhoud", stdout=StringIO())
    before, out = stored(), StringIO()

    with pytest.raises(CommandError) as raised:
        call_command("importeer_fiches", path, stdout=out)

    assert out.getvalue() == ""
    assert stored() == before
    return str(raised.value).replace(str(path), "KOPIE")


@pytest.fixture
def refusal(tmp_path: Path) -> Refusal:
    """Refuses a file with this content."""

    def refuse_content(content: bytes | str) -> str:
        path = tmp_path / "kopie"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return refuse(path)

    return refuse_content


def line_of(tekst: str, start: str, *, last: bool = False) -> int:
    """The number of the line that begins like this, the first or the last one."""
    numbers = [
        number
        for number, line in enumerate(tekst.split("\n"), start=1)
        if line.startswith(start)
    ]
    return numbers[-1 if last else 0]


def make_pdf(tmp_path: Path, password: str = "") -> bytes:
    """A page without text."""
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(tmp_path / "leeg.pdf")
    return (tmp_path / "leeg.pdf").read_bytes()


@pytest.mark.parametrize("content", [b"", b" \r\n\n"])
def test_empty_file(content: bytes, refusal: Refusal) -> None:
    assert refusal(content) == "KOPIE is leeg."


def test_missing_file(tmp_path: Path) -> None:
    assert refuse(tmp_path / "weg.txt") == "KOPIE is niet te openen (het bestaat niet)."


def test_folder(tmp_path: Path) -> None:
    assert refuse(tmp_path) == "KOPIE is een map en geen bestand."


def test_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp")

    assert refuse(tmp_path / "pijp") == "KOPIE is geen gewoon bestand."


def test_file_we_may_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, really_open = tmp_path / "kopie.txt", Path.open
    path.touch()

    def open_others(self: Path, *args: Any, **options: Any) -> Any:
        if self == path:
            raise PermissionError  # root may read whatever the mode says
        return really_open(self, *args, **options)

    monkeypatch.setattr(Path, "open", open_others)

    assert refuse(path) == "KOPIE is niet te openen (je hebt er geen toegang toe)."


def test_binary_file(refusal: Refusal) -> None:
    said = refusal(b"PK\x03\x04\x14\x00\x06\x00")

    assert said == "KOPIE is geen tekst in UTF-8 en geen PDF."


def test_latin_1_file(refusal: Refusal) -> None:
    content = "Een regel.\nHet continuüm\n".encode("latin-1")

    assert refusal(content) == (
        "KOPIE, regel 2: een teken is geen UTF-8, "
        "bewaar het bestand opnieuw als tekst in UTF-8."
    )


@pytest.mark.parametrize("content", ["a" * (MAX_TEKST + 1), "a\n" * (MAX_REGELS + 1)])
def test_endless_text(content: str, refusal: Refusal) -> None:
    assert refusal(content) == "KOPIE telt veel meer tekst dan de SamenWIJzer."


def test_other_document(refusal: Refusal) -> None:
    assert refusal("Fiche 1: over iets anders\nEen tekst.\n") == (
        "KOPIE is niet de SamenWIJzer: er staat geen kop als “Fiche 1: …” in, "
        "met daaronder “Wat weten we uit de literatuur?”."
    )


def test_document_cut_off_in_its_last_list(refusal: Refusal) -> None:
    tekst = make_document(Vorm(breedte=5_000))
    cut = tekst[: tekst.index(eigen_teksten()["F4-O-04"]) - len("• ")]

    assert refusal(cut) == (
        "Fiche 4, vragen voor de lerarenopleiding: 3 gevonden, 7 verwacht "
        f"(vanaf regel {line_of(tekst, KOPPEN['O'], last=True)})."
    )


def test_document_cut_off_before_its_last_list(refusal: Refusal) -> None:
    tekst = make_document()

    assert refusal(tekst[: tekst.rindex(KOPPEN["O"])]) == (
        "Fiche 4, vragen voor de lerarenopleiding: de kop ontbreekt "
        f"(de fiche begint op regel {line_of(tekst, 'Fiche 4')})."
    )


def test_missing_fiche(refusal: Refusal) -> None:
    tekst = make_document()
    without = tekst[: tekst.index("Fiche 3")] + tekst[tekst.index("Fiche 4") :]

    found = ", ".join(
        f"fiche {n} (regel {line_of(without, f'Fiche {n}', last=True)})"
        for n in (1, 2, 4)
    )
    assert refusal(without) == f"Fiche 3 ontbreekt; gevonden: {found}."


def test_fiche_that_stands_there_twice(refusal: Refusal) -> None:
    tekst = make_document().replace("Fiche 3:", "Fiche 2:")

    assert refusal(tekst) == (
        f"Fiche 2 staat er twee keer (regel {line_of(tekst, 'Fiche 2')} "
        f"en regel {line_of(tekst, 'Fiche 2', last=True)})."
    )


def test_unknown_fiche(refusal: Refusal) -> None:
    tekst = make_document().replace("Fiche 3:", "Fiche 7:")

    number = line_of(tekst, "Fiche 7")
    assert refusal(tekst) == f"Fiche 7 bestaat niet (regel {number})."


def test_part_that_stands_there_twice(refusal: Refusal) -> None:
    start, end = make_document().rsplit(KOPPEN["O"], 1)
    tekst = f"{start}{KOPPEN['Z']}{end}"

    second = line_of(tekst, KOPPEN["Z"], last=True)
    first = line_of(start, KOPPEN["Z"], last=True)
    assert refusal(tekst) == (
        "Fiche 4, vragen voor de zij-instromer: de kop staat er twee keer "
        f"(regel {first} en regel {second})."
    )


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("F2-L-02", "Fiche 2, literatuurblokken: 3 gevonden, 4 verwacht"),
        ("F2-Q-02", "Fiche 2, stemmen: 3 gevonden, 4 verwacht"),
        ("F2-Z-05", "Fiche 2, vragen voor de zij-instromer: 6 gevonden, 7 verwacht"),
    ],
)
def test_missing_piece(code: str, said: str, refusal: Refusal) -> None:
    lines = make_document(Vorm(breedte=5_000)).split("\n")
    tekst = "\n".join(line for line in lines if eigen_teksten()[code] not in line)

    fiche_2 = tekst[: tekst.index("Fiche 3")]
    number = line_of(fiche_2, KOPPEN[code.split("-")[1]], last=True)
    assert refusal(tekst) == f"{said} (vanaf regel {number})."


def test_sub_question_that_is_none(refusal: Refusal) -> None:
    tekst = make_document().replace("\no ", "\n• ")

    number = line_of(tekst, f"• {eigen_teksten()['F1-T-03a'][:30]}")
    assert refusal(tekst) == (
        "Fiche 1, vragen voor het schoolteam: "
        f"op regel {number} hoort deelvraag F1-T-03a."
    )


def test_empty_question(refusal: Refusal) -> None:
    first = eigen_teksten()["F3-O-01"]
    tekst = make_document(Vorm(breedte=5_000)).replace(f"• {first}", "•")

    assert refusal(tekst) == (
        "Fiche 3, vragen voor de lerarenopleiding: "
        f"F3-O-01 is leeg (regel {tekst.split(chr(10)).index('•') + 1})."
    )


@pytest.mark.parametrize("kop", ["Fiche 2", "Fiche 2: " + "lang " * 20])
def test_fiche_without_a_title_that_fits(kop: str, refusal: Refusal) -> None:
    tekst = make_document().replace("Fiche 2: levensfase en motivatie", kop)

    number = line_of(tekst, "Fiche 2")
    assert refusal(tekst) == (
        f"Fiche 2: de titel op regel {number} ontbreekt of telt meer dan 80 tekens."
    )


def test_encrypted_pdf(refusal: Refusal, tmp_path: Path) -> None:
    said = refusal(make_pdf(tmp_path, "geheim"))

    assert said == "KOPIE is versleuteld: bewaar de PDF zonder wachtwoord."


def test_scanned_pdf(refusal: Refusal, tmp_path: Path) -> None:
    assert refusal(make_pdf(tmp_path)) == (
        "KOPIE bevat geen tekst, alleen beelden (een scan?): "
        "er is een PDF nodig waarin je de tekst kan selecteren."
    )


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.7\n" + b"\xff\x00x" * 999])
def test_broken_pdf(content: bytes, refusal: Refusal) -> None:
    said = refusal(content)

    assert said == "KOPIE is als PDF niet te lezen: het bestand is beschadigd."


def test_missing_own_edition(tmp_path: Path) -> None:
    path = tmp_path / "kopie.txt"
    path.write_text(make_document(), encoding="utf-8")

    with pytest.raises(CommandError) as raised:
        call_command("importeer_fiches", path)

    assert str(raised.value) == (
        "Onze eigen uitgave staat nog niet in de database: "
        "voer eerst “manage.py laad_inhoud” uit."
    )
    assert not Fiche.objects.exists()
