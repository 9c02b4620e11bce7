"""The command itself: what it says and what it stores."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from fiches.models import Fiche, Stem, Uitgave, Vraag
from fiches.services import read_fiche
from tests.fiches.bron import Vorm, eigen_fiches, eigen_teksten, make_document

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _eigen() -> None:
    call_command("laad_inhoud", stdout=StringIO())


@pytest.fixture
def kopie(tmp_path: Path) -> Path:
    """A copy with "Letterlijk: " before each question."""
    path = tmp_path / "kopie.txt"
    path.write_text(make_document().replace("• ", "• Letterlijk: "), encoding="utf-8")
    return path


def importeer(path: Path, *options: str) -> list[str]:
    out = StringIO()
    call_command("importeer_fiches", path, *options, stdout=out)
    return out.getvalue().splitlines()


def bron_teksten() -> dict[str, str]:
    return {
        stuk.code: stuk.tekst
        for fiche in Fiche.objects.filter(uitgave=Uitgave.BRON)
        for stukken in (fiche.literatuur, fiche.stemmen, fiche.vragen)
        for stuk in stukken.all()
    }


def test_importeer_reports_and_stores(kopie: Path) -> None:
    assert importeer(kopie) == [
        "Fiche 1: Identiteitstransitie",
        "  23 vragen (7 schoolteam, 8 zij-instromer, 8 lerarenopleiding), "
        "7 stemmen, 5 literatuurblokken",
        "Fiche 2: Levensfase en motivatie",
        "  23 vragen (8 schoolteam, 7 zij-instromer, 8 lerarenopleiding), "
        "4 stemmen, 4 literatuurblokken",
        "Fiche 3: Expertise",
        "  19 vragen (7 schoolteam, 6 zij-instromer, 6 lerarenopleiding), "
        "7 stemmen, 4 literatuurblokken",
        "Fiche 4: Schoolcultuur en framing",
        "  24 vragen (9 schoolteam, 8 zij-instromer, 7 lerarenopleiding), "
        "5 stemmen, 4 literatuurblokken",
        "Samen: 4 fiches, 89 vragen (31 schoolteam, 29 zij-instromer, "
        "29 lerarenopleiding), 23 stemmen, 17 literatuurblokken.",
        "2 bijzonderheden:",
        "  regel 606: F4-L-02: de kop “De uitvaller” telt niet mee",
        "  regel 621: F4-L-03: de kop “Extra belasting” telt niet mee",
        "Uitgave “bron” bewaard: 133 nieuw, 0 gewijzigd, 0 ongewijzigd.",
    ]
