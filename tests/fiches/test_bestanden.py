import shutil
from pathlib import Path

import pytest
from django.conf import settings

from fiches import bestanden
from fiches.inhoud import InhoudFout

FICHE_1 = "fiche-1-identiteitstransitie.yaml"
KIES_UIT = "kies uit schoolteam, zij-instromer, lerarenopleiding"
OF_FOUT = "of de waarde is leeg of van de verkeerde soort."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the real fixtures, to spoil."""
    return Path(shutil.copytree(settings.BASE_DIR / "fixtures", tmp_path / "inhoud"))


def spoil(folder: Path, old: str, new: str, name: str = FICHE_1) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def read_fout(folder: Path) -> str:
    with pytest.raises(InhoudFout) as raised:
        bestanden.read(folder)
    return str(raised.value)


def test_read_joins_wrapped_lines_and_keeps_paragraphs(folder: Path) -> None:
    spoil(folder, "tekst: |-\n", "tekst: |-\n        Een\n        regel.\n\n")

    blok = bestanden.read(folder).fiches[0].literatuur[0]

    assert blok.tekst.split("\n\n")[0] == "Een regel."
    assert "\n" not in blok.tekst.replace("\n\n", "")


def test_read_counts_what_the_source_has() -> None:
    fiches = bestanden.read(settings.BASE_DIR / "fixtures").fiches

    assert [len(fiche.literatuur) for fiche in fiches] == [5, 4, 4, 4]
    assert [len(fiche.stemmen) for fiche in fiches] == [7, 4, 7, 5]
    assert [len(fiche.vragen) for fiche in fiches] == [23, 23, 19, 24]


@pytest.mark.parametrize(
    ("old", "new", "fout"),
    [
        ("F1-Z-02", "F1-Z-01", "de code F1-Z-01 staat er dubbel."),
        ("F1-Z-02", "F1-Z-99", "de code F1-Z-99 hoort hier niet."),
        ("F1-Q-01", "F2-Q-01", "de code F2-Q-01 hoort hier niet."),
        ("[reflectie]", "[weer]", "bij F1-Z-07 is “weer” geen bekend thema."),
        ("[reflectie]", "reflectie", f"bij F1-Z-07 ontbreekt “themas”, {OF_FOUT}"),
        ("r: zij-instromer", "r: kat", "bij F1-Q-01 is “kat” geen bekende spreker."),
        ("g: false", "g: 0", f"bij F1-T-01 ontbreekt “gevoelig”, {OF_FOUT}"),
        ("kernvraag:", "hartvraag:", f"bij fiche 1 ontbreekt “kernvraag”, {OF_FOUT}"),
        ("bron: samenwijzer", "bron: krant", "“krant” is geen bekende bron."),
        ("nummer: 1", "nummer: 5", "fiche 5 bestaat niet, kies 1, 2, 3 of 4."),
        ("schoolteam:", "ouders:", f"“ouders” is geen doelgroep, {KIES_UIT}."),
    ],
)  # fmt: skip
def test_read_names_file_and_code(folder: Path, old: str, new: str, fout: str) -> None:
    spoil(folder, old, new)

    assert read_fout(folder) == f"{FICHE_1}: {fout}"


def test_read_wants_the_codes_in_order(folder: Path) -> None:
    spoil(folder, "F1-Z-02", "F1-Z-XX")
    spoil(folder, "F1-Z-03", "F1-Z-02")
    spoil(folder, "F1-Z-XX", "F1-Z-03")

    assert read_fout(folder) == f"{FICHE_1}: de code F1-Z-03 staat waar F1-Z-02 hoort."


def test_read_wants_four_fiches(folder: Path) -> None:
    (folder / FICHE_1).unlink()

    assert read_fout(folder) == "inhoud: fiche 1 ontbreekt."


def test_read_wants_each_fiche_once(folder: Path) -> None:
    shutil.copy(folder / FICHE_1, folder / "fiche-9-kopie.yaml")

    assert read_fout(folder) == "fiche-9-kopie.yaml: fiche 1 staat er al."


@pytest.mark.parametrize("spoiled", [b"fiche: [", b"\xff\xfe", b"", b"gewoon tekst"])
def test_read_names_a_file_that_is_no_fixture(folder: Path, spoiled: bytes) -> None:
    (folder / FICHE_1).write_bytes(spoiled)

    assert read_fout(folder).startswith(f"{FICHE_1}: ")


def test_read_wants_each_theme_once(folder: Path) -> None:
    spoil(folder, "slug: gevoelens", "slug: identiteit", name="themas.yaml")

    assert read_fout(folder) == "themas.yaml: “identiteit” staat er dubbel."


def test_read_wants_every_field_of_a_source(folder: Path) -> None:
    spoil(folder, "auteurs:", "auteur:", name="bronnen.yaml")

    fout = f"bronnen.yaml: bij bronnen ontbreekt “auteurs”, {OF_FOUT}"
    assert read_fout(folder) == fout


def test_read_names_a_missing_list(folder: Path) -> None:
    (folder / "themas.yaml").unlink()

    assert read_fout(folder).startswith("themas.yaml: dit bestand is niet te lezen")
