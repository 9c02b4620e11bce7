import shutil
from collections import Counter
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from fiches.models import Fiche, Literatuurblok, Stem, Uitgave, Vraag
from fiches.services import follow, load_inhoud, read_fiche, save_fiche
from tests.make import make_fiche, make_inhoud

FIXTURES = settings.BASE_DIR / "fixtures"

pytestmark = pytest.mark.django_db


def laad_inhoud(folder: Path = FIXTURES) -> str:
    out = StringIO()
    call_command("laad_inhoud", map=folder, stdout=out)
    return out.getvalue()


def test_laad_inhoud_loads_everything_once() -> None:
    assert laad_inhoud() == ("Inhoud geladen: 225 nieuw, 0 gewijzigd, 0 ongewijzigd.\n")
    assert laad_inhoud() == ("Inhoud geladen: 0 nieuw, 0 gewijzigd, 225 ongewijzigd.\n")
    counted = [m.objects.count() for m in (Fiche, Literatuurblok, Stem, Vraag)]
    assert counted == [4, 17, 23, 89]


def test_laad_inhoud_changes_nothing_when_a_file_is_wrong(tmp_path: Path) -> None:
    laad_inhoud()
    before = list(Fiche.objects.values_list("vingerafdruk", flat=True))
    for path in FIXTURES.glob("*.yaml"):
        text = path.read_text(encoding="utf-8").replace("F4-O-07", "F4-O-06")
        (tmp_path / path.name).write_text(
            text.replace("kernvraag: ", "kernvraag: X"), encoding="utf-8"
        )

    with pytest.raises(CommandError) as raised:
        laad_inhoud(tmp_path)

    assert str(raised.value) == (
        "Er is niets geladen. fiche-4-schoolcultuur-en-framing.yaml: "
        "de code F4-O-06 staat er dubbel."
    )
    assert list(Fiche.objects.values_list("vingerafdruk", flat=True)) == before


def test_laad_inhoud_names_what_is_too_long(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FIXTURES, tmp_path / "inhoud"))
    path = folder / "fiche-3-expertise.yaml"
    text = path.read_text(encoding="utf-8")
    kop = "kop: Van tekort naar meerwaarde"
    path.write_text(text.replace(kop, kop + "!" * 80), encoding="utf-8")

    with pytest.raises(CommandError, match=r"^Er is niets geladen. F3-L-01: Zorg"):
        laad_inhoud(folder)

    assert Fiche.objects.count() == 0


def test_save_fiche_keeps_what_it_was_given() -> None:
    fiche = make_fiche(2)

    assert read_fiche(fiche) == make_inhoud(2)
    assert fiche.vingerafdruk == make_inhoud(2).vingerafdruk


def test_save_fiche_counts_a_changed_question() -> None:
    make_fiche(1)
    inhoud = make_inhoud(1)
    first = replace(inhoud.vragen[0], tekst="Anders?")
    telling: Counter[str] = Counter()

    save_fiche(
        Uitgave.EIGEN, replace(inhoud, vragen=(first, *inhoud.vragen[1:])), telling
    )

    # The question, and the fiche whose hash it changes.
    assert telling == {"gewijzigd": 2, "ongewijzigd": 34}


def test_save_fiche_counts_changed_themas() -> None:
    make_fiche(2, slug="met-identiteit", vragen=make_inhoud(2).vragen)
    make_fiche(1, vragen=(replace(make_inhoud(1).vragen[0], themas=("identiteit",)),))
    inhoud = make_inhoud(2, slug="met-identiteit")
    first = replace(inhoud.vragen[0], themas=("team", "identiteit"))
    telling: Counter[str] = Counter()

    save_fiche(
        Uitgave.EIGEN, replace(inhoud, vragen=(first, *inhoud.vragen[1:])), telling
    )

    assert telling["gewijzigd"] == 2
    themas = Vraag.objects.get(code="F2-T-01").themas.values_list("slug", flat=True)
    assert set(themas) == {"team", "identiteit"}


def test_sub_questions_hang_from_their_question() -> None:
    make_fiche(1)

    deelvragen = Vraag.objects.exclude(hoofdvraag=None).order_by("code")

    assert [(d.code, str(d.hoofdvraag)) for d in deelvragen] == [
        ("F1-T-03a", "F1-T-03"),
        ("F1-T-03b", "F1-T-03"),
    ]


def test_follow_takes_only_the_wording_from_the_literal_edition() -> None:
    literal = make_inhoud(1, titel="Letterlijk", kernvraag="Niet van ons?")
    eigen = make_inhoud(1, slug="eigen")
    eigen = replace(
        eigen, vragen=tuple(replace(v, tekst="x", gevoelig=True) for v in eigen.vragen)
    )

    followed = follow(literal, eigen)

    assert (followed.titel, followed.slug) == ("Letterlijk", "eigen")
    assert followed.kernvraag == eigen.kernvraag
    assert [v.tekst for v in followed.vragen] == [v.tekst for v in literal.vragen]
    assert all(vraag.gevoelig for vraag in followed.vragen)


def test_load_inhoud_keeps_the_literal_edition_in_step() -> None:
    load_inhoud(FIXTURES)
    eigen = read_fiche(Fiche.objects.get(uitgave=Uitgave.EIGEN, nummer=3))
    stale = replace(eigen, titel="Letterlijk", kernvraag="Oud?")
    save_fiche(Uitgave.BRON, stale, Counter())

    load_inhoud(FIXTURES)

    literal = Fiche.objects.get(uitgave=Uitgave.BRON, nummer=3)
    assert (literal.titel, literal.kernvraag) == ("Letterlijk", eigen.kernvraag)
