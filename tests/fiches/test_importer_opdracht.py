"""The command itself: what it says and what it stores."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from fiches import services
from fiches.inhoud import FicheInhoud
from fiches.models import Fiche, Uitgave
from fiches.services import read_fiche
from tests.fiches.bron import eigen_fiches, eigen_teksten, make_document

pytestmark = pytest.mark.django_db

BEWAARD = "Uitgave “bron” bewaard: {} nieuw, {} gewijzigd, {} ongewijzigd."


def laad_inhoud() -> None:
    call_command("laad_inhoud", stdout=StringIO())


def importeer(path: Path, *options: str) -> list[str]:
    out = StringIO()
    call_command("importeer_fiches", path, *options, stdout=out)
    return out.getvalue().splitlines()


@pytest.fixture
def kopie(tmp_path: Path) -> Path:
    """A copy in which each question is another than ours, beside our own edition."""
    laad_inhoud()
    path = tmp_path / "kopie.txt"
    path.write_text(make_document().replace("• ", "• Letterlijk: "), encoding="utf-8")
    return path


def bron_teksten() -> dict[str, str]:
    return {
        stuk.code: stuk.tekst
        for fiche in Fiche.objects.filter(uitgave=Uitgave.BRON)
        for stukken in (fiche.literatuur, fiche.stemmen, fiche.vragen)
        for stuk in stukken.all()
    }


def literal(code: str, tekst: str) -> str:
    is_hoofdvraag = code[3] in "TZO" and code[-1].isdigit()
    return f"Letterlijk: {tekst}" if is_hoofdvraag else tekst


def test_importeer_tells_what_it_found(kopie: Path) -> None:
    said = importeer(kopie)

    assert [line for line in said if not line.startswith("  regel ")] == [
        "Fiche 1: Identiteitstransitie",
        *counts(23, 7, 8, 8, 7, 5),
        "Fiche 2: Levensfase en motivatie",
        *counts(23, 8, 7, 8, 4, 4),
        "Fiche 3: Expertise",
        *counts(19, 7, 6, 6, 7, 4),
        "Fiche 4: Schoolcultuur en framing",
        *counts(24, 9, 8, 7, 5, 4),
        "Samen: 4 fiches, " + counts(89, 31, 29, 29, 23, 17)[0].strip() + ".",
        "2 bijzonderheden:",
        BEWAARD.format(133, 0, 0),
    ]


def counts(
    vragen: int, team: int, zij: int, opleiding: int, stemmen: int, literatuur: int
) -> list[str]:
    per_doelgroep = (
        f"{team} schoolteam, {zij} zij-instromer, {opleiding} lerarenopleiding"
    )
    rest = f"{stemmen} stemmen, {literatuur} literatuurblokken"
    return [f"  {vragen} vragen ({per_doelgroep}), {rest}"]


def test_importeer_stores_the_literal_wording(kopie: Path) -> None:
    importeer(kopie)

    assert bron_teksten() == {
        code: literal(code, tekst) for code, tekst in eigen_teksten().items()
    }


def test_importeer_takes_all_but_the_wording_from_our_edition(kopie: Path) -> None:
    importeer(kopie)

    for eigen in eigen_fiches():
        bron = read_fiche(Fiche.objects.get(uitgave="bron", nummer=eigen.nummer))
        assert (bron.slug, bron.titel) == (eigen.slug, eigen.titel)
        assert (bron.kernvraag, bron.bron) == (eigen.kernvraag, eigen.bron)
        assert [(v.code, v.themas, v.gevoelig) for v in bron.vragen] == [
            (v.code, v.themas, v.gevoelig) for v in eigen.vragen
        ]
        assert [(s.code, s.spreker) for s in bron.stemmen] == [
            (s.code, s.spreker) for s in eigen.stemmen
        ]
        assert [(b.code, b.kop) for b in bron.literatuur] == [
            (b.code, b.kop) for b in eigen.literatuur
        ]


def test_importeer_leaves_our_own_edition_alone(kopie: Path) -> None:
    importeer(kopie)

    eigen = Fiche.objects.filter(uitgave=Uitgave.EIGEN)
    assert tuple(map(read_fiche, eigen)) == eigen_fiches()


def test_importing_twice_changes_nothing(kopie: Path) -> None:
    importeer(kopie)
    before = list(Fiche.objects.values_list("pk", "vingerafdruk"))

    assert importeer(kopie)[-1] == BEWAARD.format(0, 0, 133)
    assert list(Fiche.objects.values_list("pk", "vingerafdruk")) == before


def test_importing_a_better_copy_changes_what_differs(kopie: Path) -> None:
    importeer(kopie)
    better = kopie.read_text(encoding="utf-8").replace("• Letterlijk: Hoe", "• Hoe", 1)
    kopie.write_text(better, encoding="utf-8")

    assert importeer(kopie)[-1] == BEWAARD.format(0, 2, 131)  # a question, its fiche


def test_proef_only_tells(kopie: Path) -> None:
    said = importeer(kopie, "--proef")

    assert said[:-1] == importeer(kopie)[:-1]
    assert said[-1] == "Proef: er is niets bewaard."


def test_proef_stores_nothing(kopie: Path) -> None:
    importeer(kopie, "--proef")

    assert not Fiche.objects.filter(uitgave=Uitgave.BRON).exists()


def test_laad_inhoud_leaves_the_literal_wording(kopie: Path) -> None:
    importeer(kopie)
    before = bron_teksten()

    laad_inhoud()

    assert bron_teksten() == before
    assert importeer(kopie)[-1] == BEWAARD.format(0, 0, 133)


def test_import_that_fails_halfway_stores_nothing(
    kopie: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = services.save_fiche

    def fail_on_the_last(uitgave: Uitgave, inhoud: FicheInhoud, *rest: Any) -> Fiche:
        if inhoud.nummer == 4:
            raise DatabaseError("de schijf is vol")
        return save(uitgave, inhoud, *rest)

    monkeypatch.setattr(services, "save_fiche", fail_on_the_last)

    with pytest.raises(CommandError) as raised:
        importeer(kopie)

    assert str(raised.value) == (
        "De database is niet te gebruiken (de schijf is vol): voer eerst "
        "“manage.py migrate” en “manage.py laad_inhoud” uit."
    )
    assert not Fiche.objects.filter(uitgave=Uitgave.BRON).exists()
