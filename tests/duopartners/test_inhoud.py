from pathlib import Path
from shutil import copy

import pytest

from duopartners.inhoud import AANTALLEN, BESTAND, read
from duopartners.models import Lijst, Punt
from duopartners.services import load_inhoud
from fiches.inhoud import InhoudFout
from tests.duopartners.conftest import FIXTURES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy(FIXTURES / BESTAND, tmp_path)
    return tmp_path


def spoil(folder: Path, old: str, new: str) -> None:
    path = folder / BESTAND
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_guide_has_its_32_points() -> None:
    lijsten = read(FIXTURES)

    counted = {one.lijst["letter"]: len(one.punten) for one in lijsten}
    assert (counted, sum(counted.values())) == (AANTALLEN, 32)


@pytest.mark.parametrize(
    ("old", "new", "fout"),
    [
        ("DP-C-02", "DP-C-2", "de codes van lijst C zijn DP-C-01, DP-C-2, DP-C-03"),
        ("fase: starten", "fase: later", "bij lijst A is “later” geen fase"),
        ("letter: B", "letter: I", "de codes van lijst I zijn DP-B-01"),
        ("titel: Schoolcultuur", "titel: ''", "bij lijst G ontbreekt “titel”"),
    ],
)
def test_read_names_file_and_place(folder: Path, old: str, new: str, fout: str) -> None:
    spoil(folder, old, new)

    with pytest.raises(InhoudFout) as found:
        read(folder)

    assert str(found.value).startswith(f"{BESTAND}: {fout}")


@pytest.mark.django_db
def test_loading_again_changes_nothing() -> None:
    first, again = load_inhoud(FIXTURES), load_inhoud(FIXTURES)

    assert (first, again) == ({"nieuw": 40}, {"ongewijzigd": 40})
    assert (Lijst.objects.count(), Punt.objects.count()) == (8, 32)


@pytest.mark.django_db
def test_loading_is_all_or_nothing(folder: Path) -> None:
    load_inhoud(FIXTURES)
    spoil(folder, "Voortraject", "Voor het traject")
    spoil(folder, "DP-H-03", "DP-H-04")

    with pytest.raises(InhoudFout):
        load_inhoud(folder)

    assert Lijst.objects.first() == Lijst.objects.get(titel="Voortraject")
