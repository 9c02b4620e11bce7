"""Copies of the source as text: whatever their shape, our words come back."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fiches import codes
from fiches.importer.document import Document, read_document
from fiches.importer.regels import BronFout
from fiches.importer.tekst import clean_line
from tests.fiches.bron import (
    Vorm,
    avb_codes,
    eigen_fiches,
    eigen_teksten,
    make_document,
    make_kopie,
)

ALL_CODES = [
    code
    for nummer, delen in codes.AANTALLEN.items()
    for deel in delen
    for code in codes.codes(nummer, deel)
]
STEMMEN = [code for code in ALL_CODES if "-Q-" in code]
FICHEKOPPEN = [
    "Fiche {nummer}: {titel}",
    "FICHE {nummer} :  {titel}",
    "fiche {nummer} – {titel}",
]
AANHALING = [("“", "”"), ('"', '"'), ("”", "”"), ("„", "”")]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kopie")


def read(folder: Path, tekst: str) -> Document:
    path = folder / "kopie.txt"
    path.write_text(tekst, encoding="utf-8", newline="")
    return read_document(path)


def teksten(document: Document) -> dict[str, str]:
    return {
        code: stuk.tekst
        for fiche in document.fiches
        for code, stuk in fiche.stukken.items()
    }


def vreemd(document: Document) -> list[str]:
    return [str(odd) for odd in document.bijzonderheden]


@st.composite
def vormen(draw: st.DrawFn) -> Vorm:
    """Any shape, with at most one faulty voice of each kind, in different fiches."""
    some = st.frozensets(st.sampled_from(ALL_CODES), max_size=5)
    dubbel, afgebroken, open_einde = (
        draw(st.frozensets(st.sampled_from([s.code for s in f.stemmen]), max_size=1))
        for f in draw(st.permutations(eigen_fiches()))[:3]
    )
    citaat = draw(st.frozensets(st.sampled_from(STEMMEN), max_size=5))
    return Vorm(
        breedte=draw(st.integers(32, 140)),
        wit=draw(st.booleans()),
        los=draw(st.booleans()),
        bullet=draw(st.sampled_from("•-▪\uf0b7*–")),
        deelbullet=draw(st.sampled_from("o◦")),
        aanhaling=draw(st.sampled_from(AANHALING)),
        fichekop=draw(st.sampled_from(FICHEKOPPEN)),
        bladzijde=draw(st.sampled_from(" \f")),
        regeleinde=draw(st.sampled_from(["\n", "\r\n"])),
        midden=draw(some),
        voor=draw(some),
        paginanummer=draw(some),
        citaat=citaat - afgebroken - open_einde,
        dubbel=dubbel,
        afgebroken=afgebroken,
        open_einde=open_einde,
    )


@settings(
    derandomize=True,
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(vorm=vormen())
def test_any_copy_gives_back_our_words(folder: Path, vorm: Vorm) -> None:
    kopie = make_kopie(vorm)

    document = read(folder, vorm.regeleinde.join(kopie.regels))

    assert teksten(document) == kopie.teksten
    assert sorted(vreemd(document)) == sorted(kopie.vreemd)


def test_titles_begin_with_a_capital(folder: Path) -> None:
    document = read(folder, make_document())

    titels = [fiche.titel for fiche in document.fiches]
    assert titels == [fiche.titel for fiche in eigen_fiches()]


def test_only_marked_voices_are_of_aanvangsbegeleiders(folder: Path) -> None:
    document = read(folder, make_document())

    assert avb_codes() == {
        code
        for fiche in document.fiches
        for code, stuk in fiche.stukken.items()
        if stuk.aanvangsbegeleider
    }


def test_byte_order_mark_is_no_letter(folder: Path) -> None:
    document = read(folder, "\ufeff" + make_document())

    assert teksten(document) == eigen_teksten()


def test_old_line_ends_are_line_ends(folder: Path) -> None:
    document = read(folder, make_document(Vorm(regeleinde="\r", citaat=frozenset())))

    assert teksten(document) == eigen_teksten()


def test_paragraphs_without_white_come_out_right_or_not_at_all(folder: Path) -> None:
    right = 0
    for breedte in range(40, 140, 4):
        lines = make_document(Vorm(breedte=breedte, wit=False)).split("\n")
        try:
            document = read(folder, "\n".join(line for line in lines if line))
        except BronFout as fout:
            assert "literatuurblokken" in str(fout)  # noqa: PT017
        else:
            assert teksten(document) == eigen_teksten()
            right += 1
    assert right > 5


def test_paragraphs_show_between_double_spaced_lines(folder: Path) -> None:
    lines = make_document(Vorm(wit=False)).split("\n")

    document = read(folder, "\n\n".join(lines))

    assert teksten(document) == eigen_teksten()


def test_paragraphs_on_one_line_each(folder: Path) -> None:
    document = read(folder, make_document(Vorm(breedte=5_000)))

    assert teksten(document) == eigen_teksten()


def test_short_line_within_a_sentence_is_no_heading(folder: Path) -> None:
    first = " ".join(eigen_teksten()["F2-L-02"].split()[:2])
    tekst = make_document(Vorm(breedte=5_000)).replace(f"{first} ", f"{first}\n")

    assert teksten(read(folder, tekst)) == eigen_teksten()


def test_list_without_bullets_is_read_by_its_question_marks(folder: Path) -> None:
    vorm = Vorm(bullet="", deelbullet="   ", wit=False)

    document = read(folder, make_document(vorm))

    assert teksten(document) == eigen_teksten()
    wat = "de lijst heeft geen opsommingstekens, gelezen is tot elk vraagteken"
    assert len([odd for odd in vreemd(document) if wat in odd]) == 12


@pytest.mark.parametrize(
    ("line_end", "next_line", "joined"),
    [
        ("zij-", "instromers", "zij-instromers"),
        ("stage-", "of aanvangsbegeleiding", "stage- of aanvangsbegeleiding"),
        ("avond-", "en weekendwerk", "avond- en weekendwerk"),
        ("zijn/", "haar", "zijn/haar"),
        ("komt —", "zo noem ik het", "komt — zo noem ik het"),
        ("aan\u00ad", "vangen", "aanvangen"),
        ("aan\u2010", "vangen", "aanvangen"),
    ],
)
def test_words_cut_in_two_are_whole_again(
    line_end: str, next_line: str, joined: str, folder: Path
) -> None:
    first = "• " + eigen_teksten()["F2-Z-01"]
    tekst = make_document(Vorm(breedte=5_000))

    document = read(folder, tekst.replace(first, f"• Wat {line_end}\n{next_line}?"))

    assert teksten(document)["F2-Z-01"] == f"Wat {joined}?"


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        (" Twee \t woorden\u00a0 \r", "Twee woorden"),
        ("e\u0301e\u0301n", "één"),
        ("re\ufb02ectie, e\ufb03cie\u0308nt", "reflectie, efficiënt"),
        ("on\u200bzicht\u00adbaar\x02", "onzichtbaar"),
        ("aan\u2010", "aan\u00ad"),
        ("\u00ad", ""),
        ("\x7f Hoe", "• Hoe"),
    ],
)
def test_clean_line(raw: str, clean: str) -> None:
    assert clean_line(raw) == clean


def test_quote_that_begins_as_its_voice_does_is_kept(folder: Path) -> None:
    voice = "“Dat klopt al: “Dat klopt niet.”"
    tekst = make_document(Vorm(breedte=5_000))

    document = read(folder, tekst.replace(f"“{eigen_teksten()['F2-Q-02']}”", voice))

    assert teksten(document)["F2-Q-02"] == "Dat klopt al: “Dat klopt niet.”"
    assert any(
        odd.endswith("F2-Q-02: het sluitende aanhalingsteken ontbreekt")
        for odd in vreemd(document)
    )


def test_voice_without_an_opening_mark_is_one(folder: Path) -> None:
    first = f"“{eigen_teksten()['F2-Q-02']}”"
    tekst = make_document(Vorm(breedte=5_000))

    document = read(folder, tekst.replace(first, first[1:]))

    assert teksten(document) == eigen_teksten()
    assert any(
        odd.endswith("F2-Q-02: het openende aanhalingsteken ontbreekt")
        for odd in vreemd(document)
    )


def test_headings_at_the_top_of_pages_are_no_running_heads(folder: Path) -> None:
    document = read(folder, make_document().replace("\nFiche", "\n\fFiche"))

    assert teksten(document) == eigen_teksten()


def test_running_heads_and_page_numbers_are_no_text(folder: Path) -> None:
    lines = make_document().split("\n")
    pages = [lines[at : at + 40] for at in range(0, len(lines), 40)]
    tekst = "\f".join(
        "\n".join(["Een kopregel", *page, "", f"Pagina {number}", ""])
        for number, page in enumerate(pages, start=1)
    )

    document = read(folder, tekst)

    assert teksten(document) == eigen_teksten()
    assert vreemd(document)[:2] == [
        f"regel 1: de kop- of voetregel “Een kopregel” is {len(pages)} keer weggelaten",
        "regel 43: het paginanummer “Pagina 1” is weggelaten",
    ]


def test_table_of_contents_is_skipped(folder: Path) -> None:
    inhoud = ["Fiche 1: eerst", "Fiche 2: dan", "Bronnen", "", make_document()]

    document = read(folder, "\n".join(inhoud))

    assert teksten(document) == eigen_teksten()


def test_list_of_references_is_skipped(folder: Path) -> None:
    bronnen = ["", "Bronnenlijst", "Knack (2022). Een artikel.", "", "4. Referenties"]
    tekst = "\n".join([make_document(), *bronnen, "Knack (2021). Nog een."])

    document = read(folder, tekst)

    assert teksten(document) == eigen_teksten()
    assert vreemd(document)[-1].endswith(": de bronnenlijst is overgeslagen")


def test_text_behind_a_list_is_reported(folder: Path) -> None:
    tekst = make_document() + "\nTot slot nog dit."

    document = read(folder, tekst)

    assert vreemd(document)[-1].endswith(": F4-O-07: eindigt niet op een vraagteken")
